"""The follow-up's part of a report: was it done, and what do the indicators show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import sqrt

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Count,
    Derived,
    Interval,
    Marker,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
)
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.privacy.withholding import for_those_who
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.followup.queries import Followed, Series, followed
from trygghjulet.steps.picture.rules.narrative import withheld_note
from trygghjulet.steps.scanning.queries import kept_by, smallest_for

_VERDICTS = {
    "increase": "Jämfört med resten har det ökat.",
    "decrease": "Jämfört med resten har det minskat.",
    "cannot_be_told": "Om åtgärden har gjort skillnad kan inte avgöras av de här siffrorna.",
}


def section(scope: Scope, *, round: Round, public: bool = False) -> tuple[Section, ...]:
    """A chapter with each measure's light and words, and its indicators before and after.

    Small counts are withheld from those who may not see the rows; on what is `public` they still stand, for the
    whole document's withholding to take.
    """
    listed = followed(scope, round=round)
    if not listed:
        return (
            Section(
                "Uppföljning", (Paragraph("Det finns ingen åtgärd att följa upp."),), anchor="uppfoljning"
            ),
        )
    table = Table(
        "Görs åtgärderna som planerat?",
        (Column("Åtgärd"), Column("Läge"), Column("Hur och varför"), Column("Senast avstämd")),
        tuple(_row(item) for item in listed),
    )
    return (
        Section("Uppföljning", (table,), anchor="uppfoljning"),
        *(
            Section(
                f"Indikator: {pairs[0][1].indicator.title}",
                _shown(scope, round, pairs, public=public),
                level=2,
            )
            for pairs in _by_indicator(listed)
        ),
    )


def blocks(scope: Scope, *, round: Round, item: Followed, series: Series) -> tuple[Block, ...]:
    """One measure's indicator before and after the measure began, in words and as a chart."""
    return _shown(scope, round, [(item, series)], public=False)


def _shown(
    scope: Scope, round: Round, pairs: list[tuple[Followed, Series]], *, public: bool
) -> tuple[Block, ...]:
    told = tuple(_together(pairs))
    if public:
        return told
    cooperation, hashes = round.cooperation, pairs[0][1].hashes
    smallest = smallest_for(scope, cooperation=cooperation, hashes=hashes)
    [kept] = for_those_who([Section("", told)], smallest=smallest)
    if kept.blocks == told:
        return told
    owners = kept_by(scope, cooperation=cooperation, hashes=hashes)
    return (withheld_note(smallest, owners), *kept.blocks)


def _by_indicator(listed: list[Followed]) -> list[list[tuple[Followed, Series]]]:
    """Measures that count the same thing stand together, so that a report shows its series once."""
    groups: dict[tuple[object, ...], list[tuple[Followed, Series]]] = {}
    for item in listed:
        for series in item.series:
            counts = series.indicator
            same = (counts.title, counts.area_id, counts.theme, tuple(counts.categories))
            groups.setdefault((*same, counts.east, counts.north, counts.radius), []).append((item, series))
    return list(groups.values())


def _row(item: Followed) -> Row:
    if item.checkin is None:
        return Row((item.measure.title, "Inte avstämd", "", ""))
    checkin = item.checkin
    return Row(
        (
            item.measure.title,
            checkin.get_light_display(),
            checkin.words,
            numbers.day(checkin.at.date()),
        )
    )


def _together(pairs: list[tuple[Followed, Series]]) -> Iterator[Block]:
    for item, series in pairs:
        yield Paragraph(tuple(_words(item, series)))
    series = pairs[0][1]
    rows = tuple(Row((month, count)) for month, count in series.months)
    if len(rows) < 2:
        return
    starts = {item.measure.first_day: None for item, _ in pairs}
    shown = [day for day in starts if series.months[0][0] <= day <= series.months[-1][0]]
    yield Chart(
        caption=f"{series.indicator.title}, per månad",
        alt=f"Linje över {len(rows)} månader. {_starts(shown)}",
        kind=ChartKind.LINE,
        table=Table(
            f"{series.indicator.title}, per månad",
            (Column("Månad", ColumnKind.DATE), Column("Antal", ColumnKind.COUNT)),
            rows,
            source=series.source,
            period=numbers.days(series.first_day, series.last_day),
            definition=_definition(series),
        ),
        markers=tuple(Marker(day, "Åtgärden börjar") for day in shown),
        axis="Antal",
    )


def _starts(days: list[date]) -> str:
    if not days:
        return "Åtgärden börjar efter seriens slut."
    return f"Utmärkt är när åtgärden börjar: {', '.join(numbers.day(day) for day in days)}."


def _words(item: Followed, series: Series) -> Iterator[Span]:
    yield f"Följer åtgärden ”{item.measure.title}”. "
    if series.before_days is None or series.after_days is None:
        yield (
            "Underlaget räcker inte minst fyra veckor på båda sidor om åtgärdens början, "
            "så före och efter kan inte jämföras ännu."
        )
        return
    yield f"Före ({numbers.days(series.before_days.first, series.before_days.last)}): "
    yield Count(series.before)
    yield f". Efter ({numbers.days(series.after_days.first, series.after_days.last)}): "
    yield Count(series.after)
    yield ". I resten av området gick samma typer från "
    yield Count(series.rest_before)
    yield " till "
    yield Count(series.rest_after)
    yield ". "
    counts = (series.before, series.after, series.rest_before, series.rest_after)
    if series.against is not None:
        ratio = numbers.interval(Interval(*series.against), decimals=2)
        yield Derived(f"Kvot mot resten: {ratio}, 95 % intervall. ", counts)
    yield Derived(_VERDICTS[series.verdict], counts)
    yield " Sambandet bevisar inte att åtgärden är orsaken."
    if series.variation is None:
        yield " Intervallet förutsätter att händelserna sker oberoende av varandra, så det är något för smalt."
    elif series.variation > 1:
        wider = numbers.number(sqrt(series.variation), decimals=1)
        yield (
            f" Intervallet är {wider} gånger bredare än om händelserna skett oberoende av varandra, "
            "efter hur antalet varierade före åtgärden."
        )


def _definition(series: Series) -> str:
    types = ", ".join(series.indicator.categories) or "Alla typer"
    near = (
        f", inom {series.indicator.radius} meter från den utpekade punkten" if series.indicator.radius else ""
    )
    return f"{types} i {series.indicator.area.name}{near}."
