"""Which datasets' rows are to go, which have gone, when, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from trygghjulet.documents.numbers import day as in_words, days as days_in_words
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Sharing, Source
from trygghjulet.steps.scanning.queries.sharing import with_few
from trygghjulet.steps.scanning.rules.retention import goes_on


def goes(dataset: Dataset) -> date | None:
    """The day on which the rows of a dataset go, by what its source says now."""
    return goes_on(
        day=dataset.source.retention,
        months=dataset.source.retention_months,
        last_day=dataset.last_day,
        accepted_on=timezone.localdate(dataset.accepted_at),
    )


def due_to_go(*, on: date) -> list[Dataset]:
    """The datasets whose rows are to go a day or should have gone before it, of all cooperations."""
    held = Dataset.objects.filter(purged_at__isnull=True).select_related("source", "source__party")
    return [dataset for dataset in held if (day := goes(dataset)) is not None and day <= on]


def rule_of(dataset: Dataset) -> str:
    """By which rule the rows go, in words that the log keeps: the source's rule may be changed later."""
    source, day = dataset.source, goes(dataset)
    if day is not None and day == source.retention:
        return f"källans rader gallras {in_words(day)}"
    months = source.retention_months
    return f"raderna gallras {months} {'månad' if months == 1 else 'månader'} efter sin sista dag"


@dataclass(frozen=True)
class Gone:
    """A dataset whose rows have gone: what days they told of, how many they were, when they went and why.

    Attributes:
        rows: None where the person may not know how many.
        rule: in words; empty where it was not written down.
    """

    days: str
    rows: int | None
    on: date
    rule: str


def gone_from(scope: Scope, *, source: Source) -> list[Gone]:
    """What has gone from a source, latest first, as somebody may know it."""
    purged = list(
        Dataset.objects.filter(source=source, purged_at__isnull=False, withdrawn_at__isnull=True)
        .select_related("source", "source__party")
        .order_by("-purged_at", "-first_day", "-pk")
    )
    few = {dataset.pk for dataset in with_few(scope, datasets=purged)}
    told = AuditEntry.objects.filter(
        act="gallrade raderna i",
        subject_kind=Dataset._meta.label_lower,
        subject_id__in=[dataset.pk for dataset in purged],
    )
    rules = {entry.subject_id: str(entry.details.get("rule", "")) for entry in told}
    return [
        Gone(
            days=_days(dataset),
            rows=None if dataset.pk in few else dataset.rows,
            on=timezone.localdate(dataset.purged_at),
            rule=rules.get(dataset.pk, ""),
        )
        for dataset in purged
    ]


def gone_datasets(cooperation: Cooperation, *, theme: str) -> list[Dataset]:
    """The datasets of incidents that counted in what parties share, and whose rows have gone."""
    return list(
        Dataset.objects.filter(
            source__cooperation=cooperation,
            source__theme=theme,
            kind=Kind.INCIDENTS,
            withdrawn_at__isnull=True,
            purged_at__isnull=False,
        )
        .exclude(source__sharing=Sharing.OWNER)
        .select_related("source", "source__party")
        .order_by("first_day", "pk")
    )


def told_gone(datasets: Iterable[Dataset]) -> tuple[str, ...]:
    """What is missing and since when, a sentence for each source and day that rows went."""
    together: dict[tuple[str, date], list[Dataset]] = {}
    for one in datasets:
        key = (f"{one.source.name} ({one.source.party.name})", timezone.localdate(one.purged_at))
        together.setdefault(key, []).append(one)
    return tuple(
        f"Raderna från {name}{_span(listed)} gallrades {in_words(on)}."
        for (name, on), listed in together.items()
    )


def _span(datasets: list[Dataset]) -> str:
    firsts = [one.first_day for one in datasets if one.first_day]
    lasts = [one.last_day for one in datasets if one.last_day]
    return f" för {days_in_words(min(firsts), max(lasts))}" if firsts and lasts else ""


def _days(dataset: Dataset) -> str:
    if dataset.first_day is None or dataset.last_day is None:
        return "Utan dagar"
    return days_in_words(dataset.first_day, dataset.last_day)
