"""Where reported crime and perceived safety part, area by area, in words and with what must not be shown left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from trygghjulet.analysis import checks
from trygghjulet.analysis.answers.parting import FEWEST_AREAS, Finding, parting
from trygghjulet.documents.numbers import number

#: What a finding is called, and how it stands out.
WORDS = {
    Finding.UNSAFE_THOUGH_LITTLE_CRIME: "Otryggt fast lite brott",
    Finding.SAFE_THOUGH_MUCH_CRIME: "Tryggt fast mycket brott",
    Finding.MORE_UNSAFE_THAN_CRIME: "Otryggare än brotten",
    Finding.SAFER_THAN_CRIME: "Tryggare än brotten",
    Finding.CANNOT_BE_TOLD: "Kan inte avgöras",
}


@dataclass(frozen=True)
class Measured:
    """What is known of an area.

    Attributes:
        code, name: the area's.
        crimes: reported in the period.
        population: inhabitants; None where it isn't known.
        safe: the share that feels safe, 0–1; None where too few answered or it isn't shown.
        low, high: the ends of its interval.
        effective: how many answers by simple lot the share amounts to.
    """

    code: str
    name: str
    crimes: int
    population: int | None
    safe: float | None = None
    low: float | None = None
    high: float | None = None
    effective: float = 0.0


@dataclass(frozen=True)
class Parted:
    """An area, with how its place in unsafety differs from its place in crime.

    Attributes:
        area: what is known of it.
        rate: crimes for each thousand inhabitants; None where it isn't known or isn't shown.
        difference, low, high: in standard deviations between the areas, above 0 where it is less safe than its
            crime would say; None where it can't be reckoned.
        finding: what may be said.
    """

    area: Measured
    rate: float | None
    difference: float | None
    low: float | None
    high: float | None
    finding: Finding

    @property
    def words(self) -> str:
        """The finding in words."""
        return WORDS[self.finding]

    @property
    def span(self) -> str:
        """The difference with its interval, as it is written."""
        if self.difference is None or self.low is None or self.high is None:
            return "–"
        middle, low, high = (number(part, decimals=1) for part in (self.difference, self.low, self.high))
        return f"{middle} ({low} till {high})"


@dataclass(frozen=True)
class Comparison:
    """All areas, and how well crime and unsafety go together; without areas, why there is nothing to tell.

    Attributes:
        areas: those that part first, then by name.
        together: Spearman's correlation of ranks with its interval, in words; empty without areas.
        problem: why nothing can be told; empty where it can.
    """

    areas: tuple[Parted, ...] = ()
    together: str = ""
    problem: str = ""


def compare(measured: Sequence[Measured], *, smallest: int, overdispersion: float = 1.0) -> Comparison:
    """Where the two part, or why it can't be told.

    Args:
        smallest: the smallest number of crimes that is shown; a smaller one's rate is left out.
        overdispersion: how many times their mean the counts of crimes vary with.
    """
    told = [area for area in measured if area.safe is not None and area.population]
    if len(told) < FEWEST_AREAS:
        return Comparison(
            problem=f"Det behövs minst {FEWEST_AREAS} områden där båda är kända för att säga var de går isär. "
            f"Här är det {len(told)}."
        )
    try:
        found = parting(
            np.array([area.crimes for area in measured]),
            np.array([1 - area.safe if area.safe is not None else np.nan for area in measured]),
            np.array([area.population or 0 for area in measured], dtype=float),
            np.array([area.effective for area in measured]),
            overdispersion=overdispersion,
        )
    except checks.UnfitData as unfit:
        return Comparison(problem=str(unfit))
    areas = [
        Parted(
            area,
            _rate(area, smallest),
            _known(found.difference[at]),
            _known(found.low[at]),
            _known(found.high[at]),
            found.finding[at],
        )
        for at, area in enumerate(measured)
    ]
    areas.sort(key=lambda a: (a.finding is Finding.CANNOT_BE_TOLD, a.area.name))
    together = ""
    if found.rank_correlation is not None and found.rank_low is not None and found.rank_high is not None:
        middle, low, high = (
            number(part, decimals=2) for part in (found.rank_correlation, found.rank_low, found.rank_high)
        )
        together = f"{middle} ({low} till {high})"
    return Comparison(tuple(areas), together)


def _rate(area: Measured, smallest: int) -> float | None:
    if not area.population or 0 < area.crimes < smallest:
        return None
    return 1000 * area.crimes / area.population


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
