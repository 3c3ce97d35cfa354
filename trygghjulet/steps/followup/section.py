"""The follow-up's part of a report: was it done, and what do the indicators show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from math import sqrt

from django.utils import timezone

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    Callout,
    CalloutKind,
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
    Unshown,
)
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.privacy.withholding import as_judged
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.followup.queries import Followed, Told, followed
from trygghjulet.steps.followup.rules.figures import Series
from trygghjulet.steps.picture.rules.narrative import withheld_note
from trygghjulet.steps.scanning.models import Theme

_VERDICTS = {
    "increase": "Jämfört med resten har det ökat.",
    "decrease": "Jämfört med resten har det minskat.",
    "cannot_be_told": "Om åtgärden har gjort skillnad kan inte avgöras av de här siffrorna.",
}


def section(scope: Scope, *, round: Round, public: bool = False) -> tuple[Section, ...]:
    """A chapter with each measure's light and words, and its indicators before and after.

    What was kept when a follow-up was finished, or before rows went, is read as it was kept. Numbers are withheld
    from those who may not see the rows, and from everyone on what is `public`.
    """
    listed = followed(scope, round=round, public=public)
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
            Section(f"Indikator: {pairs[0][1].shown.title}", _shown(pairs, public=public), level=2)
            for pairs in _by_indicator(listed)
        ),
    )


def blocks(item: Followed, told: Told) -> tuple[Block, ...]:
    """One measure's indicator before and after the measure began, in words and as a chart."""
    return _shown([(item, told)], public=False)


def own_blocks(item: Followed, told: Told) -> tuple[Block, ...]:
    """The same with every number, for those of the owner's who are asked whether others may see it."""
    return tuple(_together([(item, told)], [told.series]))


def _shown(pairs: list[tuple[Followed, Told]], *, public: bool) -> tuple[Block, ...]:
    told = pairs[0][1]
    about = tuple(_about(pairs))
    if told.waits_for or not told.series.counted:
        return about
    figures = tuple(_together(pairs, [one.shown for _, one in pairs]))
    if told.smallest:
        [kept] = as_judged([Section("", figures)], smallest=told.smallest)
        if kept.blocks != figures and not public:
            return (withheld_note(told.smallest, told.owners), *about, *kept.blocks)
        figures = kept.blocks
    return (*about, *figures)


def _by_indicator(listed: list[Followed]) -> list[list[tuple[Followed, Told]]]:
    """Measures that count the same thing stand together, so that a report shows its series once."""
    groups: dict[tuple[object, ...], list[tuple[Followed, Told]]] = {}
    for item in listed:
        for told in item.told:
            series = told.series
            stands = (told.waits_for, told.now.gone, told.now.kept and told.now.kept.kept_at)
            same = (
                series.title,
                series.definition,
                told.indicator.theme,
                series.months,
                _hides(told),
                stands,
            )
            counts = told.indicator
            groups.setdefault((*same, counts.east, counts.north), []).append((item, told))
    return list(groups.values())


def _hides(told: Told) -> bool:
    return any(isinstance(number, Unshown) for _, number in told.shown.months)


def _about(pairs: list[tuple[Followed, Told]]) -> Iterator[Block]:
    """How the figures stand: whose word they wait for, when they were kept, and what is missing."""
    told = pairs[0][1]
    now, series = told.now, told.series
    if told.waits_for:
        owners = " och ".join(party.name for party in told.waits_for)
        yield Paragraph(_followed_by(pairs))
        yield Callout(
            CalloutKind.NOTE,
            f"Siffrorna räknas ur rader som {owners} äger. De visas här när {owners} har godkänt indikatorn.",
        )
        return
    if now.kept is not None and now.is_finished:
        yield Paragraph(
            f"Uppföljningen avslutades {_day(now.kept.kept_at)}. Siffrorna är från den dagen och ändras inte."
        )
    elif now.kept is not None:
        yield Callout(
            CalloutKind.NOTE,
            f"{' '.join(now.gone)} Det som visades innan står kvar som det räknades {_day(now.kept.kept_at)}, "
            "och det som har kommit sedan dess är tillagt.",
        )
    elif now.gone:
        yield Callout(
            CalloutKind.LIMIT,
            f"{' '.join(now.gone)} Det som hände då kan inte räknas längre, "
            "så siffrorna bygger bara på det som finns kvar."
            if series.counted
            else f"{' '.join(now.gone)} Det finns inga rader kvar att räkna indikatorn på.",
        )
    if not series.counted:
        yield Paragraph(_followed_by(pairs))
        if not now.gone:
            theme = Theme(told.indicator.theme).label.lower()
            yield Paragraph(f"Det finns inget underlag om {theme} att räkna indikatorn på ännu.")


def _followed_by(pairs: list[tuple[Followed, Told]]) -> str:
    names = " och ".join(f"”{item.measure.title}”" for item, _ in pairs)
    return (
        f"Följer {'åtgärden' if len(pairs) == 1 else 'åtgärderna'} {names}. {pairs[0][1].series.definition}"
    )


def _day(moment: datetime) -> str:
    return numbers.day(timezone.localdate(moment))


def _row(item: Followed) -> Row:
    if item.checkin is None:
        return Row((item.measure.title, "Inte avstämd", "", ""))
    checkin = item.checkin
    light = checkin.get_light_display()
    return Row(
        (
            item.measure.title,
            f"{light}. Uppföljningen är klar" if checkin.finished else light,
            checkin.words,
            numbers.day(checkin.at.date()),
        )
    )


def _together(pairs: list[tuple[Followed, Told]], shown: list[Series]) -> Iterator[Block]:
    for (item, _), one in zip(pairs, shown, strict=True):
        yield Paragraph(tuple(_words(item, one)))
    series = shown[0]
    rows = tuple(Row((month, count)) for month, count in series.months)
    if len(rows) < 2 or series.first_day is None or series.last_day is None:
        return
    starts = {one.begins: None for one in shown}
    marks = [day for day in starts if series.months[0][0] <= day <= series.months[-1][0]]
    yield Chart(
        caption=f"{series.title}, per månad",
        alt=f"Linje över {len(rows)} månader. {_starts(marks)}",
        kind=ChartKind.LINE,
        table=Table(
            f"{series.title}, per månad",
            (Column("Månad", ColumnKind.DATE), Column("Antal", ColumnKind.COUNT)),
            rows,
            source=series.source,
            period=numbers.days(series.first_day, series.last_day),
            definition=series.definition,
        ),
        markers=tuple(Marker(day, "Åtgärden börjar") for day in marks),
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
            "Underlaget har inte en hel månad på båda sidor om åtgärdens början, "
            "så före och efter kan inte jämföras ännu."
        )
        return
    if series.begins.day > 1 and series.before_days.last < series.begins < series.after_days.first:
        yield f"Den började {numbers.day(series.begins)}, så den månaden räknas inte. "
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
