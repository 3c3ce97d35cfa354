"""A form's part of a report: its figures over periods. Every count passes the withholding on its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trygghjulet.cooperation.forms.models import CooperationForm, FormFigures
from trygghjulet.cooperation.forms.queries import figures
from trygghjulet.cooperation.forms.rules.counts import FEWEST, Counts, Period, together
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Document,
    Paragraph,
    Row,
    Section,
    Table,
    Withheld,
)
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.privacy.withholding import for_the_public

_WHOLE = "Hela samverkan"
_WORK = (
    Column("Område"),
    Column("Grupper", ColumnKind.NUMBER),
    Column("Möten", ColumnKind.NUMBER),
    Column("Barn i arbete", ColumnKind.COUNT),
    Column("Nya", ColumnKind.COUNT),
    Column("Avslutade", ColumnKind.COUNT),
    Column("Kvar vid slutet", ColumnKind.COUNT),
    Column("Vid början", ColumnKind.COUNT),
)
_PERSONS = tuple(i for i, column in enumerate(_WORK) if column.kind is ColumnKind.COUNT)
#: Columns that are judged but not shown: what a reader can work out by taking one number from another.
_UNSHOWN = 1
_CHANGE = (
    Column("Område"),
    Column("Bättre", ColumnKind.COUNT),
    Column("Oförändrat", ColumnKind.COUNT),
    Column("Sämre", ColumnKind.COUNT),
    Column("Bedömda", ColumnKind.COUNT, total_of_rows=True),
)
_DEFINITION = (
    "Barn i arbete är barn och unga som formen har arbetat med någon gång under perioden. Nya och avslutade räknas "
    "in bland dem."
)


@dataclass(frozen=True)
class _Shown:
    """A period's tables after the withholding, and the areas that have figures."""

    period: Period
    areas: tuple[str, ...]
    work: Table
    change: Table

    @property
    def whole(self) -> tuple[Cell, ...]:
        """The whole cooperation's row: the sum, or the only row."""
        return self.work.rows[-1].cells


def section(scope: Scope, *, form: CooperationForm) -> tuple[Section, ...]:
    """A form's figures, as parts of a chapter: a sentence, the whole over periods, and each period, newest first."""
    rows = list(figures(scope, form=form))
    if not rows:
        return (Section("Över tid", (Paragraph("Inga siffror är införda."),), level=2, anchor="over-tid"),)
    smallest = max(form.cooperation.smallest_count, FEWEST)
    periods = [_shown(period, list(group), smallest) for period, group in _by_period(rows)]
    over_time = _over_time(periods, smallest)
    told = (Paragraph(_sentence(form, periods)), *over_time)
    return (
        Section("Över tid", told, level=2, anchor="over-tid"),
        *(
            Section(str(shown.period), blocks, level=2)
            for shown in periods
            if (blocks := tuple(_details(shown, smallest, repeated=bool(over_time))))
        ),
    )


def _by_period(rows: Sequence[FormFigures]) -> Iterable[tuple[Period, Iterable[FormFigures]]]:
    newest_first = sorted(rows, key=lambda row: (row.first_day, row.last_day), reverse=True)
    return groupby(newest_first, key=lambda row: row.period)


def _shown(period: Period, rows: Sequence[FormFigures], smallest: int) -> _Shown:
    """A period's tables, the one way out for its counts: here small ones are withheld."""
    by_area = sorted(
        ((row.area.name if row.area else _WHOLE, row.counts) for row in rows), key=lambda pair: pair[0]
    )
    judged = Document(
        str(period),
        (
            Section(
                str(period),
                (
                    _table(f"Arbetet {period}", _tied(_WORK), by_area, _work),
                    _table(f"Bedömd förändring {period}", _CHANGE, by_area, _change),
                ),
            ),
        ),
    )
    work, change = (
        block for block in for_the_public(judged, smallest=smallest).blocks() if isinstance(block, Table)
    )
    return _Shown(period, tuple(name for name, _ in by_area), work, change)


def _tied(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with those about persons tied together: where one is withheld the whole row's are.

    They can be worked out from each other (those at the start and the new are those in work), also from one
    period to the next, so a hole in one of them would be no hole.
    """
    return tuple(
        Column(c.title, c.kind, derived_from=tuple(j for j in _PERSONS if j != i)) if i in _PERSONS else c
        for i, c in enumerate(columns)
    )


def _work(counts: Counts) -> tuple[Cell, ...]:
    c = counts
    return (c.groups, c.meetings, c.children, c.inflow, c.ended, c.at_end, c.at_start)


def _change(counts: Counts) -> tuple[Cell, ...]:
    return (counts.better, counts.same, counts.worse, counts.assessed)


def _table(
    caption: str,
    columns: tuple[Column, ...],
    by_area: Sequence[tuple[str, Counts]],
    cells: Callable[[Counts], tuple[Cell, ...]],
) -> Table:
    rows = [Row((name, *cells(counts))) for name, counts in by_area]
    if len(rows) > 1:
        rows.append(Row((_WHOLE, *cells(together([counts for _, counts in by_area]))), total=True))
    return Table(caption, columns, tuple(rows))


def _details(shown: _Shown, smallest: int, *, repeated: bool) -> Iterable[Block]:
    """A period's tables by area. `repeated`: the whole and what the words mean stand above already."""
    if not (repeated and shown.areas == (_WHOLE,)):
        work = _without_empty(_rid(shown.work), smallest, tied=True)
        if len(work.columns) > 1:
            yield replace(work, definition="") if repeated else work
    change = _without_empty(shown.change, smallest, tied=False)
    if len(change.columns) > 1:
        yield change


def _over_time(periods: Sequence[_Shown], smallest: int) -> tuple[Block, ...]:
    """The whole cooperation's rows, as they were let through, one period a row; oldest first."""
    if len(periods) < 2:
        return ()
    rows = tuple(Row((str(shown.period), *shown.whole[1:-_UNSHOWN])) for shown in reversed(periods))
    table = Table("Hela samverkan, period för period", (Column("Period"), *_WORK[1:-_UNSHOWN]), rows)
    return (_without_empty(table, smallest, tied=True),)


def _rid(table: Table) -> Table:
    rows = tuple(Row(row.cells[:-_UNSHOWN], row.total) for row in table.rows)
    return Table(table.caption, _WORK[:-_UNSHOWN], rows)


def _without_empty(table: Table, smallest: int, *, tied: bool) -> Table:
    """The table without columns that nobody has counted, with the words on what is hidden where something is."""
    kept = [
        j for j in range(len(table.columns)) if j == 0 or any(row.cells[j] is not None for row in table.rows)
    ]
    rows = tuple(Row(tuple(row.cells[j] for j in kept), row.total) for row in table.rows)
    hidden = any(isinstance(cell, Withheld) for row in rows for cell in row.cells)
    note = f"Dolt: talet är mindre än {smallest}, eller skulle avslöja ett sådant tal."
    if tied:
        note += " Är något tal om barnen i en rad så litet döljs alla i den."
    return Table(
        table.caption,
        tuple(table.columns[j] for j in kept),
        rows,
        definition=_DEFINITION if tied and not set(kept).isdisjoint(_PERSONS) else "",
        note=note if hidden else "",
    )


def _sentence(form: CooperationForm, periods: Sequence[_Shown]) -> str:
    """The newest period in words, and against the one before; written from what is shown, so it tells no more."""
    newest, *earlier = periods
    told = dict(zip((column.title for column in _WORK), newest.whole, strict=True))
    words = [f"{newest.period}: {form.name}"]
    parts = []
    if isinstance(told["Grupper"], int):
        parts.append(_many(told["Grupper"], "grupp", "grupper"))
    if isinstance(told["Möten"], int):
        parts.append(_many(told["Möten"], "möte", "möten"))
    if isinstance(told["Barn i arbete"], int):
        parts.append(f"{_many(told['Barn i arbete'], 'barn', 'barn')} i arbete")
    words.append(f"hade {_and(parts)}." if parts else "har inga siffror som kan visas.")
    text = " ".join(words)
    if isinstance(told["Barn i arbete"], Withheld):
        text += " Hur många barn det gäller visas inte."
    if earlier:
        text += f" {_against(newest, earlier[0])}"
    where = "hela samverkan" if newest.areas == (_WHOLE,) else _and(newest.areas)
    return f"{text} Siffrorna gäller {where}."


def _against(newest: _Shown, before: _Shown) -> str:
    if newest.areas != before.areas:
        return f"Områdena är inte desamma som {before.period}, så perioderna kan inte jämföras."
    index = next(i for i, column in enumerate(_WORK) if column.title == "Barn i arbete")
    now, then = newest.whole[index], before.whole[index]
    if not (isinstance(now, int) and isinstance(then, int)):
        return ""
    if now == then:
        return f"Det var lika många barn som {before.period}."
    return f"Barnen var {numbers.number(abs(now - then))} {'fler' if now > then else 'färre'} än {before.period}."


def _many(amount: int, one: str, several: str) -> str:
    return f"{numbers.number(amount)} {one if amount == 1 else several}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
