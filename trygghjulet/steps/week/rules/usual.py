"""Which of a week's counts stand out: each series against what its own weeks let one expect, few false ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trygghjulet.analysis.changes.unusual_recent import unusual_recent
from trygghjulet.analysis.multiple import benjamini_hochberg
from trygghjulet.steps.week.rules.figures import Line, Standing

#: The share of false ones that is accepted among all that is pointed out.
ALPHA: Final = 0.1
#: So many weeks behind are needed to tell what is usual.
FEWEST: Final = 15
#: How many of the weeks behind the told mean is taken over.
TOLD: Final = 12
#: Fewer than this are never pointed out, however unusual.
_FEWEST_ALARMED: Final = 3
#: Where three times the expected would be no rarer than this, a week tells nothing of the series.
_BLIND: Final = 0.05
#: A line of which so many are expected holds enough to tell something, if anything does.
_ENOUGH: Final = 5
#: With fewer weeks behind than this, a group in which not even a tripling would show is not judged at all.
_STEADY: Final = 26
#: So many times what was expected is no longer called as usual where nothing can be told.
_TWICE: Final = 2
_DAYS_OF_YEAR: Final = 365.25
_YEARS: Final = 1.5


def weeks_wanted(days: int) -> int:
    """How many stretches of so many days are looked back at: a year and a half, more adds nothing."""
    return int(_YEARS * _DAYS_OF_YEAR / days)


@dataclass(frozen=True)
class Series:
    """A thing's counts, the oldest first and the week that is judged last, with what the line tells beside."""

    key: str
    name: str
    counts: Sequence[int]
    last_year: tuple[int, ...] = ()


def judged(material: Mapping[str, Sequence[Series]], *, alpha: float = ALPHA) -> dict[str, list[Line]]:
    """Every series as a line that says whether it stands out.

    Each group of series is held against its own weeks behind; the p of all groups are then corrected together
    (Benjamini and Hochberg), so that the share of false ones is held over everything that the picture points out.

    Args:
        material: groups of equally long series, by the group's name.
        alpha: the share of false ones that is accepted.
    """
    lines = {group: _lines(series) for group, series in material.items()}
    told = [
        (group, i) for group, listed in lines.items() for i, line in enumerate(listed) if line.p is not None
    ]
    for (group, i), q in zip(told, _corrected([lines[group][i] for group, i in told]), strict=True):
        line = lines[group][i]
        lines[group][i] = replace(line, q=q, standing=_standing(line, out=q <= alpha))
    return lines


def tells_nothing(lines: Sequence[Line]) -> bool:
    """Would not even a tripling show, also where there are enough of something?"""
    enough = [line for line in lines if (line.expected or 0.0) >= _ENOUGH]
    return bool(enough) and all(line.blind for line in enough)


def _standing(line: Line, *, out: bool) -> Standing:
    if out and line.count >= _FEWEST_ALARMED:
        return Standing.MORE
    many = line.count >= max(_FEWEST_ALARMED, _TWICE * (line.expected or 0.0))
    return Standing.CANNOT_BE_TOLD if line.blind and many else Standing.AS_USUAL


def _corrected(lines: Sequence[Line]) -> list[float]:
    if not lines:
        return []
    corrected: list[float] = benjamini_hochberg([line.p or 0.0 for line in lines]).tolist()
    return corrected


def _lines(group: Sequence[Series]) -> list[Line]:
    lines = [_plain(series) for series in group]
    if not group or len(group[0].counts) <= FEWEST:
        return lines
    found = unusual_recent(np.array([series.counts for series in group], dtype=np.int64).T)
    judged = [
        replace(
            line,
            expected=round(float(found.expected[i]), 2),
            p=float(found.p[i]),
            blind=bool(found.tripled[i] > _BLIND),
            standing=Standing.AS_USUAL,
        )
        if found.told[i]
        else line
        for i, line in enumerate(lines)
    ]
    if len(group[0].counts) <= _STEADY and tells_nothing(judged):
        return [replace(line, p=None, standing=Standing.CANNOT_BE_TOLD) for line in judged]
    return judged


def _plain(series: Series) -> Line:
    behind, count = series.counts[:-1], int(series.counts[-1])
    near = behind[-TOLD:]
    return Line(
        series.key,
        series.name,
        count,
        usual=round(sum(map(int, near)) / len(near), 2) if len(near) else None,
        last_year=series.last_year,
        new=len(behind) >= FEWEST and not any(behind) and count > 0,
    )
