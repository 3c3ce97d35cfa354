"""A picture's figures with the numbers marked that somebody may not see, judged together with the other pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trygghjulet.documents.tree import Unshown
from trygghjulet.steps.picture.rules.figures import (
    NO_COMPARISON,
    AreaFigures,
    CategoryFigures,
    Figures,
    HotspotFigures,
    MonthFigures,
    OtherFigures,
    Outline,
    SourceNote,
)
from trygghjulet.steps.picture.rules.linked import AREA, TOTAL, Key, Told, hidden

_NOW, _BEFORE, _OTHER = "now", "before", "other"
#: What a number is of: incidents of a period, or those of another source beside.
_Slice = tuple[str, str, str]


@dataclass(frozen=True)
class Placed:
    """A picture's figures and where they lie: its number, its area's path, and the paths of the areas in it.

    Args:
        parts: the path of each area that the figures have a row for, by code.
        leaves: the path of each area that the map shows, by name.
    """

    picture: int
    path: str
    parts: Mapping[str, str]
    leaves: Mapping[str, str]
    figures: Figures


#: For each limit, the numbers that are withheld below it: the slice, and the number in it.
Withheld = Mapping[int, frozenset[tuple[_Slice, Key]]]


def judged(pictures: Sequence[Placed], limits: Iterable[int]) -> Withheld:
    """What is withheld from those with each limit; a higher one withholds all that a lower one does.

    So that nobody learns more by reading both, what is withheld below a lower limit is so below a higher one too.
    """
    slices: dict[_Slice, list[Told]] = {}
    for one in pictures:
        for of, told in _slices(one):
            slices.setdefault(of, []).append(told)
    found: dict[int, frozenset[tuple[_Slice, Key]]] = {}
    lower: frozenset[tuple[_Slice, Key]] = frozenset()
    for limit in sorted(set(limits)):
        lower |= {(of, key) for of, told in slices.items() for key in hidden(told, limit)}
        found[limit] = lower
    return found


def _slices(one: Placed) -> Iterator[tuple[_Slice, Told]]:
    figures = one.figures
    areas = [(_path(one, a), a.count, a.before) for a in figures.areas]
    areas += [(_leaf(one, o.name), o.count, None) for o in figures.outlines]
    yield (
        _now(figures),
        Told(
            one.picture,
            one.path,
            figures.total,
            {path: count for path, count, _ in areas},
            {
                "category": {c.name: c.count for c in figures.categories},
                "month": {m.month.isoformat(): m.count for m in figures.months if m.count is not None},
            },
        ),
    )
    if figures.before is not None and (of := _before(figures)) is not None:
        yield (
            of,
            Told(
                one.picture,
                one.path,
                figures.before,
                {path: before for path, _, before in areas if before is not None},
                {
                    "category": {c.name: c.before for c in figures.categories if c.before is not None},
                    "month": {_then(figures, m): m.before for m in figures.months if m.before is not None},
                },
            ),
        )
    for other in figures.other:
        counts = {c.name: c.count for c in other.categories}
        yield (
            _beside(figures, other, _NOW),
            Told(one.picture, one.path, sum(counts.values()), {}, {"category": counts}),
        )
        earlier = {c.name: c.before for c in other.categories if c.before is not None}
        if earlier:
            yield (
                _beside(figures, other, _BEFORE),
                Told(one.picture, one.path, sum(earlier.values()), {}, {"category": earlier}),
            )


def marked(one: Placed, withheld: Withheld, *, smallest: int, beside: Mapping[str, int]) -> Figures:
    """The figures with every number marked that is not to be shown.

    Args:
        smallest: the limit for the picture's own incidents; 0 marks nothing of them.
        beside: the limit for each source that stands beside, by the hash of its rows.
    """
    figures = one.figures
    if smallest > 1:
        figures = _marked(one, frozenset(withheld[smallest]), smallest)
    return replace(
        figures,
        other=tuple(
            shown
            for other in figures.other
            if (shown := _other(one, other, withheld.get(beside.get(other.source.sha256, 0), frozenset())))
        ),
    )


def is_closed(figures: Figures) -> bool:
    """May not even the number of all incidents be told, and so nothing of the figures?"""
    return _is_marked(figures.total)


def withholds(whole: Figures, marked: Figures) -> bool:
    """Is any number marked, or left out, of the figures as they are?"""
    return (
        len(whole.other) != len(marked.other)
        or (whole.before is None) != (marked.before is None)
        or any(map(_is_marked, _every(marked)))
    )


def _every(figures: Figures) -> Iterator[int | None]:
    yield from (figures.total, figures.outside)
    yield from (n for c in figures.categories for n in (c.count, c.before))
    yield from (n for a in figures.areas for n in (a.count, a.before))
    yield from (n for m in figures.months for n in (m.count, m.before))
    yield from (o.count for o in figures.outlines)
    yield from (s.count for s in figures.hotspots)
    yield from (n for day in figures.rhythm for n in day)
    yield from (n for o in figures.other for c in o.categories for n in (c.count, c.before))


def _is_marked(number: int | None) -> bool:
    return isinstance(number, Unshown)


def _marked(one: Placed, withheld: frozenset[tuple[_Slice, Key]], smallest: int) -> Figures:
    figures = one.figures
    now, before = _now(figures), _before(figures)

    def told(of: _Slice | None, kind: str, item: str, number: int) -> int:
        return Unshown(number) if of and (of, (one.picture, kind, item)) in withheld else number

    def then(kind: str, item: str, number: int | None) -> int | None:
        return None if number is None else told(before, kind, item, number)

    def category(c: CategoryFigures) -> CategoryFigures:
        return replace(
            c, count=told(now, "category", c.name, c.count), before=then("category", c.name, c.before)
        )

    def area(a: AreaFigures) -> AreaFigures:
        path = _path(one, a)
        return replace(a, count=told(now, AREA, path, a.count), before=then(AREA, path, a.before))

    def month(m: MonthFigures) -> MonthFigures:
        count = None if m.count is None else told(now, "month", m.month.isoformat(), m.count)
        return replace(m, count=count, before=then("month", _then(figures, m), m.before))

    def outline(o: Outline) -> Outline:
        return replace(o, count=told(now, AREA, _leaf(one, o.name), o.count))

    whole = told(now, TOTAL, "", figures.total)
    closed = then(TOTAL, "", figures.before)

    def spot(s: HotspotFigures) -> HotspotFigures:
        return replace(s, count=Unshown(s.count)) if _is_marked(whole) or s.count < smallest else s

    fine = _is_marked(whole) or any(0 < n < smallest for day in figures.rhythm for n in day)
    outside = 0 < figures.outside < smallest

    def source(note: SourceNote) -> SourceNote:
        # All rows less those inside are those outside.
        return replace(note, rows=Unshown(note.rows)) if outside or 0 < note.rows < smallest else note

    if _is_marked(closed):
        figures = _without_comparison(figures)
    return replace(
        figures,
        total=whole,
        outside=Unshown(figures.outside) if outside else figures.outside,
        categories=_in_order(map(category, figures.categories)),
        areas=tuple(map(area, figures.areas)),
        months=tuple(map(month, figures.months)),
        outlines=tuple(map(outline, figures.outlines)),
        hotspots=tuple(map(spot, figures.hotspots)),
        rhythm=tuple(tuple(map(Unshown, day)) for day in figures.rhythm) if fine else figures.rhythm,
        sources=tuple(map(source, figures.sources)),
    )


def _without_comparison(figures: Figures) -> Figures:
    """The figures of the period alone, where even the number of all incidents before it is withheld."""
    return replace(
        figures,
        before=None,
        before_first=None,
        before_last=None,
        change=NO_COMPARISON,
        against_rest=NO_COMPARISON,
        incomparable="Antalen perioden före visas inte.",
        categories=tuple(replace(c, before=None, change=NO_COMPARISON) for c in figures.categories),
        areas=tuple(
            replace(a, before=None, change=NO_COMPARISON, against_rest=NO_COMPARISON) for a in figures.areas
        ),
        months=tuple(replace(m, before=None) for m in figures.months),
    )


def _in_order(categories: Iterable[CategoryFigures]) -> tuple[CategoryFigures, ...]:
    """The hidden ones last and by name, since their places among the others tell how many they are."""
    return tuple(
        sorted(categories, key=lambda c: (_is_marked(c.count), c.name if _is_marked(c.count) else ""))
    )


def _other(one: Placed, other: OtherFigures, withheld: frozenset[tuple[_Slice, Key]]) -> OtherFigures | None:
    """What stands beside, None where not even how many they are may be told."""
    now, before = (_beside(one.figures, other, of) for of in (_NOW, _BEFORE))
    if (now, (one.picture, TOTAL, "")) in withheld:
        return None
    closed = (before, (one.picture, TOTAL, "")) in withheld

    def told(of: _Slice, name: str, number: int) -> int:
        return Unshown(number) if (of, (one.picture, "category", name)) in withheld else number

    def category(c: CategoryFigures) -> CategoryFigures:
        c = replace(c, count=told(now, c.name, c.count))
        if closed:
            return replace(c, before=None, change=NO_COMPARISON)
        return replace(c, before=None if c.before is None else told(before, c.name, c.before))

    return replace(other, categories=_in_order(map(category, other.categories)))


def _now(figures: Figures) -> _Slice:
    return "", figures.settings.first_day.isoformat(), figures.settings.last_day.isoformat()


def _before(figures: Figures) -> _Slice | None:
    if figures.before_first is None or figures.before_last is None:
        return None
    return "", figures.before_first.isoformat(), figures.before_last.isoformat()


def _beside(figures: Figures, other: OtherFigures, which: str) -> _Slice:
    _, first, last = _now(figures)
    return f"{other.source.name} {which}", first, last


def _path(one: Placed, area: AreaFigures) -> str:
    # An area that is no longer there is still inside the picture's own.
    return one.parts.get(area.code, f"{one.path}?{area.code}/")


def _leaf(one: Placed, name: str) -> str:
    return one.leaves.get(name, f"{one.path}?{name}/")


def _then(figures: Figures, month: MonthFigures) -> str:
    """The month compared with."""
    first = figures.before_first
    years = figures.settings.first_day.year - first.year if first else 0
    return month.month.replace(year=month.month.year - years).isoformat()
