"""The columns of a model of counts over time: level, trend, and a season that comes back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trygghjulet.analysis import checks

_LONGEST_YEAR = 1e6


def periods_of_year(value: float | None) -> float | None:
    """How many periods a year holds, from 2 to a million, or None where there is no season.

    Raises:
        UnfitData: `not_positive`.
    """
    if value is None:
        return None
    if not 2 <= checks.single(value) <= _LONGEST_YEAR:
        raise checks.UnfitData(
            "not_positive",
            f"Ett år måste ha minst två perioder, inte {checks.shown(value)}; månader är 12 och veckor 52,18.",
        )
    return float(value)


def harmonics_of(value: float, year: float | None) -> int:
    """How many waves a season is made of; none without a year, and not more than its periods can show.

    Raises:
        UnfitData: `not_whole` or `too_many`.
    """
    waves = checks.whole(value, least=0, name="Antalet vågor i årstiden")
    if year is None:
        return 0
    if 2 * waves >= year:
        raise checks.UnfitData(
            "too_many", f"{waves} vågor är för många för ett år med {year:g} perioder; välj färre än hälften."
        )
    return waves


def seasonal_columns(
    time: NDArray[np.float64], periods_per_year: float | None, harmonics: int
) -> NDArray[np.float64]:
    """cos and sin of the turns of the year, two columns per wave."""
    if periods_per_year is None or harmonics == 0:
        return np.empty((len(time), 0))
    turn = 2 * np.pi * np.outer(time / periods_per_year, np.arange(1, harmonics + 1))
    return np.hstack([np.cos(turn), np.sin(turn)])


def design(
    time: NDArray[np.float64], length: int, periods_per_year: float | None, harmonics: int
) -> NDArray[np.float64]:
    """Level, trend and season at some times of a series that is `length` periods long.

    Time is counted in lengths of the series from its middle, so that the columns are of one size.
    """
    middle = (time - (length - 1) / 2) / length
    return np.column_stack([np.ones(len(time)), middle, seasonal_columns(time, periods_per_year, harmonics)])
