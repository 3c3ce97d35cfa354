"""What stands out told once: lines that share their reports are one, named as particularly as the reports allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trygghjulet.steps.week.rules.figures import Line, Material, Standing, Standout

#: The particular first: what a broader line is seen to consist of.
_KINDS: Final = ("place", "category", "area", "all")
#: From this share of what is more than usual, a broader line says the same as a narrower one.
_SAME: Final = 0.5
#: From this share of a line's reports, one part of it names it.
_NAMES: Final = 2 / 3

#: A thing that was counted, by its keys: its place, category and area, such as ("place:3", "category:damage").
Thing = frozenset[str]


@dataclass(frozen=True)
class Things:
    """What was counted, by all the keys of each: in the week, and how many there usually are."""

    now: Mapping[Thing, int] = field(default_factory=dict)
    usual: Mapping[Thing, float] = field(default_factory=dict)

    def count(self, *keys: str) -> int:
        """How many of the week's have all of some keys."""
        return sum(n for thing, n in self.now.items() if thing.issuperset(keys))

    def usually(self, *keys: str) -> float:
        """How many there usually are with all of some keys."""
        return sum(n for thing, n in self.usual.items() if thing.issuperset(keys))


def standouts(materials: Sequence[tuple[Material, Things]], names: Mapping[str, str]) -> tuple[Standout, ...]:
    """Everything that stands out, the surest first; sums that may not be told are left out.

    Args:
        materials: each with what was counted of it; nothing for those that only share sums.
        names: what the keys are called.
    """
    found = [
        (min(q), one)
        for number, (material, things) in enumerate(materials)
        for one, q in _of(number, material, things, names)
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], -pair[1].count, pair[1].name)))


def _of(
    number: int, material: Material, things: Things, names: Mapping[str, str]
) -> Iterator[tuple[Standout, list[float]]]:
    lines = sorted(
        (
            line
            for line in (material.total, *material.lines)
            if line.standing is Standing.MORE and (material.shared or line.count >= material.smallest)
        ),
        key=lambda line: (_KINDS.index(_kind(line.key)), line.q or 0.0, -line.count, line.name),
    )
    groups: list[list[Line]] = []
    for line in lines:
        within = _said_by(line, groups, things) if material.shared else None
        if within is None:
            groups.append([line])
        else:
            within.append(line)
    for group in groups:
        name, count, usual = _named(group[0], things, names) if material.shared else _as_it_is(group[0])
        yield (
            Standout(number, tuple(line.key for line in group), name, count, usual),
            [line.q or 0.0 for line in group],
        )


def _said_by(line: Line, groups: Sequence[list[Line]], things: Things) -> list[Line] | None:
    """The group that says most of why a line is high, where the groups together say enough of it."""
    excess = line.count - _usual(line)
    said = [_excess(things, group[0].key, line.key) for group in groups]
    if not said or sum(one for one in said if one > 0) < _SAME * excess:
        return None
    return groups[max(range(len(said)), key=lambda i: (said[i], -i))]


def _excess(things: Things, *keys: str) -> float:
    kept = [key for key in keys if key != "all:all"]
    return things.count(*kept) - things.usually(*kept)


def _named(line: Line, things: Things, names: Mapping[str, str]) -> tuple[str, int, float | None]:
    """A line as particularly as its reports allow: what and where, if most of them are of one sort."""
    kind = _kind(line.key)
    asked = {"place": ("category",), "category": ("place", "area"), "area": ("category",)}.get(kind, ())
    for other in asked:
        key, count = _commonest(line.key, other, things)
        if count >= _NAMES * line.count:
            what, at = (line.key, key) if kind == "category" else (key, line.key)
            preposition = "vid" if _kind(at) == "place" else "i"
            name = f"{names.get(what, what)} {preposition} {names.get(at, at)}"
            return name, count, round(things.usually(line.key, key), 2)
    return _as_it_is(line)


def _commonest(of: str, kind: str, things: Things) -> tuple[str, int]:
    counted: Counter[str] = Counter()
    for thing, n in things.now.items():
        if of in thing:
            counted.update({key: n for key in thing if _kind(key) == kind})
    return min(counted.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))


def _as_it_is(line: Line) -> tuple[str, int, float | None]:
    return line.name, line.count, line.usual


def _usual(line: Line) -> float:
    return line.usual if line.usual is not None else line.expected or 0.0


def _kind(key: str) -> str:
    return key.partition(":")[0]
