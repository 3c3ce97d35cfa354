"""Squares with what they and their neighbours hold: the ground that hot spots are judged on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks

FEWEST_INCIDENTS = 20
FEWEST_CELLS = 30

_Number = TypeVar("_Number", np.int64, np.float64)


class Edge(StrEnum):
    """Squares along the edge: judged with the neighbours that they have, or not judged."""

    SHRINK = "shrink"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Neighbourhoods:
    """The squares of a footprint with what they and their neighbours hold; the last four lists are of judged ones."""

    mask: NDArray[np.bool_]
    judged: NDArray[np.bool_]
    radius: int
    values: NDArray[np.int64]
    table: NDArray[np.int64]
    own: NDArray[np.int64]
    neighbours: NDArray[np.int64]
    held: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        counts: ArrayLike,
        mask: NDArray[np.bool_],
        radius: int,
        edge: Edge,
        fewest: int = FEWEST_CELLS,
    ) -> Neighbourhoods:
        """What is judged, once it has been looked at."""
        given = checks.counts(counts)
        if given.ndim != 2:
            raise checks.UnfitData("shape", "Antalen måste vara en tabell med rader och kolumner av rutor.")
        footprint = checks.footprint(mask, given.shape)
        # Beyond the table there is nothing more to reach.
        reach = min(checks.whole(radius, least=1, name="Radien"), max(given.shape))
        values = given[footprint]
        enough(values, checks.whole(fewest, least=2, name="Det minsta antalet rutor"))
        table = np.where(footprint, given, 0)
        neighbours = box_sum(footprint.astype(np.int64), reach)
        judged = footprint
        if checks.choice(edge, Edge, name="Kanten") is Edge.LEAVE_OUT:
            judged = footprint & (neighbours == (2 * reach + 1) ** 2)
            if not judged.any():
                raise checks.UnfitData(
                    "no_whole_neighbourhood",
                    "Ingen ruta har alla sina grannar inom området. Välj en mindre radie eller låt kanten räknas med.",
                )
        held = box_sum(table, reach)
        return cls(footprint, judged, reach, values, table, given[judged], neighbours[judged], held[judged])

    def z(self) -> NDArray[np.float64]:
        """Standard deviations from what spatial randomness gives, for each judged square."""
        n, mean, deviation = len(self.values), self.values.mean(), self.values.std()
        spread = deviation * np.sqrt((n * self.neighbours - self.neighbours**2) / (n - 1))
        # Where every square is a neighbour of every other there is nothing to compare with.
        z: NDArray[np.float64] = np.zeros(len(spread))
        np.divide(self.held - self.neighbours * mean, spread, out=z, where=spread > 0)
        return z

    def spread_out(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """One value per judged square as rows × columns, not-a-number elsewhere."""
        table = np.full(self.mask.shape, np.nan)
        table[self.judged] = values
        return table


def box_sum(table: NDArray[_Number], radius: int) -> NDArray[_Number]:
    """The sum over the square of side 2·radius + 1 around each element of the last two axes."""
    for axis in (-2, -1):
        length = table.shape[axis]
        reach = min(radius, length)
        padding = [(0, 0)] * table.ndim
        padding[axis] = (reach + 1, reach)
        running = np.cumsum(np.pad(table, padding), axis=axis)
        wide = np.moveaxis(running, axis, 0)
        table = np.moveaxis(wide[2 * reach + 1 :] - wide[: -2 * reach - 1], 0, axis)
    return table


def enough(values: NDArray[np.int64], fewest: int = FEWEST_CELLS) -> None:
    """Refuse what is too little to look for concentrations in: few incidents, or fewer squares than `fewest`.

    Raises:
        UnfitData: `too_few` or `no_variation`.
    """
    if values.sum() < FEWEST_INCIDENTS or len(values) < fewest:
        raise checks.UnfitData(
            "too_few",
            f"Koncentrationer kan inte avgöras: underlaget har {values.sum()} händelser "
            f"i {len(values)} rutor, och det behövs "
            f"minst {FEWEST_INCIDENTS} händelser och {fewest} rutor.",
        )
    if values.min() == values.max():
        raise checks.UnfitData(
            "no_variation", "Koncentrationer kan inte avgöras: alla rutor har lika många händelser."
        )
