"""Who holds the functions, and what people have noted, as facts for the duties."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Holding
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.words import FactKind
from trygghjulet.oversight.duties.models import NotedFact
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.shown import plain


def from_functions(cooperation: Cooperation, names: Names) -> Iterator[Fact]:
    for holding in Holding.objects.filter(function__cooperation=cooperation).select_related("function"):
        for key in names.function(holding.function.title):
            yield Fact(
                f"innehav-{holding.pk}-{key}",
                FactKind.APPOINTMENT,
                function=key,
                first=holding.since,
                last=holding.until,
                source=holding.function.title,
            )


def noted(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[NotedFact]:
    """The facts that people have noted and not taken back, the latest first."""
    return NotedFact.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids, withdrawn_at__isnull=True
    ).select_related("area")


def from_notes(scope: Scope, cooperation: Cooperation, names: Names) -> Iterator[Fact]:
    for row in noted(scope, cooperation=cooperation):
        yield fact_of(row, area=names.area(row.area))


def fact_of(row: NotedFact, *, area: str | None) -> Fact:
    """A noted fact in the words of the language."""
    return Fact(
        id=f"antecknat-{row.pk}",
        kind=FactKind(row.kind),
        on=Span(row.on_first, row.on_last) if row.on_first and row.on_last else None,
        what=row.what or None,
        forum=row.forum or None,
        area=area,
        place=row.place or None,
        party=row.party or None,
        function=row.function or None,
        by=tuple(row.by),
        to=tuple(row.to),
        signed_by=tuple(row.signed_by),
        having=plain(row.having),
        count=row.count,
        planned=row.planned,
        period=Span(row.period_first, row.period_last) if row.period_first and row.period_last else None,
        first=row.holds_from,
        last=row.holds_until,
        duty=row.duty or None,
        replaced_by=row.replaced_by or None,
        source=row.reference,
    )
