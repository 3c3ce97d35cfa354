"""What of approved indicators may be shown to those who may not see the rows, judged together and in turn.

Numbers that overlap can be subtracted: "all types" less "violence", the city less a district, a year less its months.
So every indicator that an owner has approved is judged after those approved before it and after the pictures, which
are out and can't be taken back. A series is shown whole or not at all; each sum before and after stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from trygghjulet.analysis.disclosure.disclosure_linked import protect_linked
from trygghjulet.analysis.disclosure.figures import Figures
from trygghjulet.documents.tree import Unshown
from trygghjulet.observations.period import Period
from trygghjulet.steps.followup.rules.figures import Series
from trygghjulet.steps.followup.rules.windows import LENGTHS, of_length

BEFORE, AFTER, REST_BEFORE, REST_AFTER = "before", "after", "rest_before", "rest_after"
#: The counts that a number is the sum of, by their places.
Parts = NDArray[np.int64]
#: An approval: the indicator's number, and the first day of its measure.
Key = tuple[int, date]


@dataclass(frozen=True)
class Cell:
    """How many of one kind in a month: of an area, a category, the source's own word, and inside which circles."""

    month: date
    area: str | None
    category: str
    given: str
    inside: tuple[bool, ...]
    n: int


@dataclass(frozen=True)
class Shape:
    """Which incidents are counted.

    Args:
        areas: their codes; None for all.
        categories, words: as they are counted, or as the source wrote them; both empty for all.
        circle: which of the circles; None for anywhere.
        but: what is left out.
    """

    areas: frozenset[str] | None = None
    categories: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    circle: int | None = None
    but: Shape | None = None

    def holds(self, cell: Cell) -> bool:
        """Is the cell counted?"""
        return (
            (self.areas is None or cell.area in self.areas)
            and (
                not (self.categories or self.words)
                or cell.category in self.categories
                or cell.given in self.words
            )
            and (self.circle is None or cell.inside[self.circle])
            and (self.but is None or not self.but.holds(cell))
        )


@dataclass(frozen=True)
class Asked:
    """An approved indicator: what it counts, and what it compares with."""

    key: Key
    mine: Shape
    rest: Shape


@dataclass(frozen=True)
class Out:
    """A number of a picture, out already: of whole months, shown or withheld."""

    shape: Shape
    period: Period
    number: int
    shown: bool


@dataclass(frozen=True)
class Verdict:
    """What of an indicator is shown: its months, all or none, and which sums are not, by name and length."""

    months: bool
    hidden: frozenset[tuple[str, int]] = frozenset()


@dataclass
class _Ground:
    """The counts that everything is a sum of, and what has been told of them so far."""

    counts: NDArray[np.int64]
    limit: int
    sums: list[Parts] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)

    def tell(self, parts: Parts, *, shown: bool) -> None:
        if parts.size:
            self.sums.append(parts)
            self.shown.append(shown)

    def value(self, parts: Parts) -> int:
        return int(self.counts[parts].sum())

    def hides(self, offered: Sequence[Parts]) -> list[bool]:
        """Which of some more sums must not be shown."""
        asked = [parts for parts in offered if parts.size]
        if not asked:
            return [False] * len(offered)
        every = [*self.sums, *asked]
        rows = np.repeat(np.arange(len(every)), [parts.size for parts in every])
        matrix = csr_array(
            (np.ones(rows.size, dtype=np.int64), (rows, np.concatenate(every))),
            shape=(len(every), self.counts.size),
        )
        new = [False] * len(asked)
        kept = protect_linked(
            self.counts,
            Figures(tuple(range(len(every))), matrix),
            self.limit,
            published=np.array([*self.shown, *new], dtype=bool),
            withheld=np.array([*(not one for one in self.shown), *new], dtype=bool),
        )
        found = iter(kept.hidden[len(self.sums) :].tolist())
        return [bool(parts.size) and next(found) for parts in offered]

    def release(self, months: Sequence[Parts], sums: Mapping[tuple[str, int], Parts]) -> Verdict:
        """Judge a series and its sums after all that has been told before, and remember what is told of them."""
        whole = not any(self.hides(months))
        for parts in months:
            # Among months that are not shown, the large ones need no protection of their own.
            if whole or 0 < self.value(parts) < self.limit:
                self.tell(parts, shown=whole)
        hidden = dict(zip(sums, self.hides(list(sums.values())), strict=True))
        for name, parts in sums.items():
            self.tell(parts, shown=not hidden[name])
        return Verdict(whole, frozenset(name for name, hide in hidden.items() if hide))


def judged(
    cells: Iterable[Cell], asked: Sequence[Asked], out: Sequence[Out], *, span: Period, limit: int
) -> dict[Key, Verdict]:
    """What is shown of each approved indicator to those for whom fewer than `limit` are withheld, in the order given.

    Args:
        out: what pictures have told; numbers that don't agree with the cells are from other material, and are left out.
        span: the days that the material holds.
    """
    shapes = list(dict.fromkeys([s for one in asked for s in (one.mine, one.rest)] + [o.shape for o in out]))
    atoms: dict[tuple[date, tuple[bool, ...]], int] = {}
    for cell in cells:
        kind = tuple(shape.holds(cell) for shape in shapes)
        if any(kind):
            atoms[cell.month, kind] = atoms.get((cell.month, kind), 0) + cell.n
    order = list(atoms)
    months = sorted({month for month, _ in order})
    number = {shape: i for i, shape in enumerate(shapes)}
    ground = _Ground(np.array(list(atoms.values()), dtype=np.int64), limit)

    def parts(shape: Shape, period: Period) -> Parts:
        i = number[shape]
        return np.array(
            [
                at
                for at, (month, kind) in enumerate(order)
                if kind[i] and period.first <= month <= period.last
            ],
            dtype=np.int64,
        )

    for told in out:
        of = parts(told.shape, told.period)
        if of.size and ground.value(of) == told.number:
            ground.tell(of, shown=told.shown)
    found: dict[Key, Verdict] = {}
    for one in asked:
        sums = {
            (name, length): parts(shape, side)
            for length in LENGTHS
            if (both := of_length(span, one.key[1], length))
            for shape, names in ((one.mine, (BEFORE, AFTER)), (one.rest, (REST_BEFORE, REST_AFTER)))
            for name, side in zip(names, both, strict=True)
        }
        each = [parts(one.mine, Period(month, month)) for month in months]
        found[one.key] = ground.release([of for of in each if of.size], sums)
    return found


def judged_alone(series: Series, limit: int) -> Verdict:
    """What is shown of a series whose rows are no longer there to be judged with others'."""
    length = series.months_compared
    counts = [n for _, n in series.months]
    sums: dict[tuple[str, int], list[int]] = {}
    if series.before_days is not None and series.after_days is not None:
        for name, side, total in (
            (BEFORE, series.before_days, series.before),
            (AFTER, series.after_days, series.after),
        ):
            inside = [i for i, (month, _) in enumerate(series.months) if side.first <= month <= side.last]
            if sum(counts[i] for i in inside) != total:
                inside = [len(counts)]
                counts.append(total)
            sums[name, length] = inside
        for name, total in ((REST_BEFORE, series.rest_before), (REST_AFTER, series.rest_after)):
            sums[name, length] = [len(counts)]
            counts.append(total)
    ground = _Ground(np.array(counts, dtype=np.int64), limit)
    return ground.release(
        [np.array([i], dtype=np.int64) for i in range(len(series.months))],
        {name: np.array(inside, dtype=np.int64) for name, inside in sums.items()},
    )


def marked(series: Series, verdict: Verdict) -> Series:
    """The series with every number marked that is not to be shown."""
    length = series.months_compared

    def told(name: str, number: int) -> int:
        return Unshown(number) if (name, length) in verdict.hidden else number

    months = series.months if verdict.months else tuple((month, Unshown(n)) for month, n in series.months)
    return replace(
        series,
        months=months,
        before=told(BEFORE, series.before),
        after=told(AFTER, series.after),
        rest_before=told(REST_BEFORE, series.rest_before),
        rest_after=told(REST_AFTER, series.rest_after),
    )
