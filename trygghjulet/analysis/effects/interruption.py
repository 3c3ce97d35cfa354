"""The columns of a model of a series that a measure interrupts: trend, season, and the measure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.seasons import harmonics_of, periods_of_year, seasonal_columns

FEWEST_BEFORE, FEWEST_AFTER, FEWEST_DEGREES = 8, 3, 8
"""A trend needs so many periods before; a change so many after; and the variation so many beyond the model's."""


class Shape(StrEnum):
    """How the measure is supposed to work."""

    LEVEL = "level"
    """At once, and the same ever after."""
    SLOPE = "slope"
    """Little by little: the trend bends."""
    LEVEL_AND_SLOPE = "level_and_slope"
    """Both."""


@dataclass(frozen=True)
class Measure:
    """The measure's place in the design.

    Args:
        start: its first period, counted from 0.
        shape: how it is supposed to work.
        columns: its columns.
    """

    start: int
    shape: Shape
    columns: slice


def series_design(
    periods: int, start: int, shape: Shape, periods_per_year: float | None, harmonics: int
) -> tuple[NDArray[np.float64], Measure]:
    """The columns of the model of `interrupted_series`, and which of them are the measure's.

    Raises:
        UnfitData: `shape` (no such one), `not_whole`, `not_positive`, `too_many` (waves) or `too_few`.
    """
    kind = checks.choice(shape, Shape, name="Åtgärdens form")
    first = checks.whole(start, least=1, name="Åtgärdens första period")
    year = periods_of_year(periods_per_year)
    waves = harmonics_of(harmonics, year)
    if first < FEWEST_BEFORE or periods - first < FEWEST_AFTER:
        raise checks.UnfitData(
            "too_few",
            f"Serien behöver minst {FEWEST_BEFORE} perioder före åtgärden och {FEWEST_AFTER} från och med den; "
            f"här är de {min(first, periods)} och {max(periods - first, 0)}.",
        )
    if waves and year and periods < 2 * year:
        raise checks.UnfitData(
            "too_few", "En årstid syns först på två hela år. Räkna annars utan (harmonics=0)."
        )
    time = np.arange(periods, dtype=float)
    after = (time >= first).astype(float)
    added = [after] if kind is not Shape.SLOPE else []
    # A slope alone begins to bend in the first period with the measure, not in the one after it.
    bend = after * (time - first + (1 if kind is Shape.SLOPE else 0))
    added += [bend] if kind is not Shape.LEVEL else []
    columns = np.column_stack(
        [np.ones(periods), time + 1.0, *added, seasonal_columns(time + 1.0, year, waves)]
    )
    if periods - columns.shape[1] < FEWEST_DEGREES:
        raise checks.UnfitData("too_few", f"{periods} perioder räcker inte till {columns.shape[1]} kolumner.")
    return columns, Measure(first, kind, slice(2, 2 + len(added)))
