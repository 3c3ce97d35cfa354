"""Counts of areas over periods, some of which got a measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks


@dataclass(frozen=True)
class Panel:
    """Treated and comparison areas in one.

    Args:
        counts, exposure: areas × periods, the treated areas first.
        treated: which areas got the measure.
        start: the first period with it, counted from 0.
    """

    counts: NDArray[np.float64]
    exposure: NDArray[np.float64]
    treated: NDArray[np.bool_]
    start: int

    @property
    def after(self) -> NDArray[np.bool_]:
        """Which periods had the measure."""
        return np.arange(self.counts.shape[1]) >= self.start

    def two(self, first: NDArray[np.bool_], then: NDArray[np.bool_]) -> tuple[NDArray[np.float64], ...]:
        """Per area: counts in the one set of periods and in the other, and the log of their exposures' ratio."""
        ratio = self.exposure[:, then].sum(axis=1) / self.exposure[:, first].sum(axis=1)
        return self.counts[:, first].sum(axis=1), self.counts[:, then].sum(axis=1), np.log(ratio)


def panel_of(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    treated_exposure: ArrayLike | None,
    control_exposure: ArrayLike | None,
) -> Panel:
    """The two kinds of areas put together.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_whole`, `not_numbers`, `not_positive`, or `too_few` (no period after).
    """
    here = checks.table(treated, name="områdena med åtgärden")
    there = checks.table(control, name="jämförelseområdena")
    checks.shape(there, (len(there), here.shape[1]), name="jämförelseområdena")
    first = checks.whole(start, least=1, name="Åtgärdens första period")
    if first >= here.shape[1]:
        raise checks.UnfitData(
            "too_few",
            f"Åtgärden börjar i period {first}, men serien har {here.shape[1]} perioder. Efter måste finnas.",
        )
    return Panel(
        counts=np.concatenate([here, there]).astype(float),
        exposure=np.concatenate(
            [checks.exposure(treated_exposure, here.shape), checks.exposure(control_exposure, there.shape)]
        ),
        treated=np.arange(len(here) + len(there)) < len(here),
        start=first,
    )
