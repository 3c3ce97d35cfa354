"""What is usual, and what stands out from it when much is looked at and few false alarms are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trygghjulet.analysis.changes.unusual import unusual
from trygghjulet.analysis.counting.predictive import Predictive
from trygghjulet.analysis.multiple import benjamini_hochberg
from trygghjulet.steps.week.rules.figures import Line, Standing

#: The share of false ones that is accepted among all that is pointed out.
ALPHA: Final = 0.1
#: So many weeks behind are needed to tell what is usual.
FEWEST: Final = 12
#: So many weeks behind a week is held against, unless two years and more are there, so that the season is known.
RECENT: Final = 26
#: A series' own variation is weighed together with what is common to its group, as if that rested on so many weeks.
_COMMON_WEEKS: Final = 50
#: A series with fewer than this in all its weeks behind tells nothing of what is usual.
_FEWEST_BEHIND: Final = 5
#: How many of the weeks behind the told mean is taken over.
TOLD: Final = 12
#: Fewer than this are never pointed out, however unusual.
_FEWEST_ALARMED: Final = 3
_DAYS_OF_YEAR: Final = 365.25
_YEARS: Final = 3


def weeks_wanted(days: int) -> int:
    """How many stretches of so many days it is worth looking back: three years, so that the season can be known."""
    return int(_YEARS * _DAYS_OF_YEAR / days)


@dataclass(frozen=True)
class Series:
    """A thing's counts, the oldest first and the week that is judged last, with what the line tells beside."""

    key: str
    name: str
    counts: Sequence[int]
    last_year: tuple[int, ...] = ()


def judged(
    material: Mapping[str, Sequence[Series]], *, days: int, alpha: float = ALPHA
) -> dict[str, list[Line]]:
    """Every series as a line that says whether it stands out.

    Each group of series is held against its own weeks behind; the p of all groups are then corrected together
    (Benjamini and Hochberg), so that the share of false ones is held over everything that the picture points out.

    Args:
        material: groups of equally long series, by the group's name.
        days: how many days each count covers.
    """
    lines = {group: _lines(series, days) for group, series in material.items()}
    told = [
        (group, i) for group, listed in lines.items() for i, line in enumerate(listed) if line.p is not None
    ]
    for (group, i), q in zip(told, _corrected([lines[group][i] for group, i in told]), strict=True):
        line = lines[group][i]
        out = q <= alpha and line.count >= _FEWEST_ALARMED
        lines[group][i] = replace(line, q=q, standing=Standing.MORE if out else Standing.AS_USUAL)
    return lines


def _corrected(lines: Sequence[Line]) -> list[float]:
    if not lines:
        return []
    corrected: list[float] = benjamini_hochberg([line.p or 0.0 for line in lines]).tolist()
    return corrected


def _lines(group: Sequence[Series], days: int) -> list[Line]:
    lines = [_plain(series) for series in group]
    if not group or len(group[0].counts) <= FEWEST:
        return lines
    table = np.array([series.counts for series in group], dtype=np.int64).T
    year = _DAYS_OF_YEAR / days
    if len(table) > 2 * year:
        found = unusual(table, periods_per_year=year)
        expected, p, told = found.expected, found.p, found.told
    else:
        expected, p, told = _against_level(table[-RECENT - 1 :])
    return [
        replace(
            line,
            expected=round(float(expected[i]), 2),
            p=float(p[i]),
            standing=Standing.AS_USUAL,
        )
        if told[i]
        else line
        for i, line in enumerate(lines)
    ]


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


_Floats = NDArray[np.float64]


def _against_level(table: NDArray[np.int64]) -> tuple[_Floats, _Floats, NDArray[np.bool_]]:
    """The last row against the level of the others, where there is too little for trend and season.

    The law is that of `analysis.unusual`: a negative binomial with variance φ · mean, mixed over the doubt about
    both. So few weeks tell little of one series' φ, so it is weighed together with the middle one of its group.
    """
    past, now = table[:-1].astype(float), table[-1].astype(float)
    weeks, degrees = len(past), float(len(past) - 1)
    told = past.sum(axis=0) >= _FEWEST_BEHIND
    expected, p = np.full(told.size, np.nan), np.ones(told.size)
    if told.any():
        mean = past[:, told].mean(axis=0)
        own = ((past[:, told] - mean) ** 2 / mean).sum(axis=0) / degrees
        common = max(1.0, float(np.median(own)))
        spread = np.maximum(1.0, (degrees * own + _COMMON_WEEKS * common) / (degrees + _COMMON_WEEKS))
        left = np.full(mean.size, degrees + _COMMON_WEEKS)
        law = Predictive(np.log(mean), 1 / (weeks * mean), spread, left)
        expected[told], p[told] = mean, law.at_least(now[told])
    return expected, p, told
