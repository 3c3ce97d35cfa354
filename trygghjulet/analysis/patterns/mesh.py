"""A mesh of nodes finer than the squares, on which many points are smoothed at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft2, next_fast_len, rfft2

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.grid import Grid
from trygghjulet.analysis.patterns import kernels
from trygghjulet.analysis.patterns.kernels import Kernel

STEPS = {Kernel.GAUSSIAN: 10, Kernel.QUARTIC: 26}
"""How many steps of the mesh a bandwidth is at least. The peak over a node is too high by 1/6 and 4/3 over its square,
and nothing is further off: at most 0.2 % of the peak."""

MOST_NODES = 30_000_000
"""A finer mesh than this is refused: it would take about a gigabyte."""

CHUNK = 50_000
"""So many points are looked at together, so that they stay in the processor's cache."""


@dataclass(frozen=True)
class Points:
    """Points of the footprint, in metres from its lower left corner, and how much each counts."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    weight: NDArray[np.float64]

    def chosen(self, some: NDArray[np.bool_]) -> Points:
        """Some of them; where that is all, no copy is made."""
        return self if some.all() else Points(self.x[some], self.y[some], self.weight[some])


@dataclass(frozen=True)
class Mesh:
    """Nodes in the middle of small squares, an odd number of which make up a square's side, and a border of one.

    Args:
        fine: how many small squares a square's side is.
        step: the side of a small one, metres.
        nodes: rows and columns, borders included.
        size: rows and columns of the transform, large enough for the kernel not to come round.
        kernel: its shape.
    """

    fine: int
    step: float
    nodes: tuple[int, int]
    size: tuple[int, int]
    kernel: Kernel

    @classmethod
    def over(cls, grid: Grid, kernel: Kernel, bandwidth: float) -> Mesh:
        fine = int(np.ceil(grid.size * STEPS[kernel] / bandwidth))
        fine += 1 - fine % 2
        step = grid.size / fine
        rows, columns = (many * fine + 2 for many in grid.mask.shape)
        far = int(np.ceil(min(kernels.reach(kernel, bandwidth) / step, max(rows, columns)))) + 1
        tall, wide = rows + min(far, rows), columns + min(far, columns)
        if tall * wide > MOST_NODES:
            raise checks.UnfitData(
                "too_much",
                f"Rutorna är för många för en bandbredd på {bandwidth:g} meter. Välj större rutor eller bandbredd.",
            )
        return cls(fine, step, (rows, columns), (next_fast_len(tall), next_fast_len(wide, real=True)), kernel)

    def laid_out(self, points: Points) -> NDArray[np.float64]:
        """Each point's weight on the four nodes around it, more on the nearer."""
        rows, columns = self.nodes
        corners = np.zeros((4, rows * columns))
        chunk = max(CHUNK, rows * columns)  # each costs a walk over the whole mesh
        for begin in range(0, len(points.x), chunk):
            part = slice(begin, begin + chunk)
            east, north = points.x[part] / self.step + 0.5, points.y[part] / self.step + 0.5
            column, row = east.astype(np.int32), north.astype(np.int32)
            east -= column
            north -= row
            node = row.astype(np.int64) * columns + column
            top = points.weight[part] * north
            bottom = points.weight[part] - top
            right_top, right_bottom = top * east, bottom * east
            shares = (bottom - right_bottom, right_bottom, top - right_top, right_top)
            for corner, share in enumerate(shares):
                corners[corner] += np.bincount(node, share, minlength=rows * columns)
        laid: NDArray[np.float64] = corners[0]
        for corner, ahead in ((1, 1), (2, columns), (3, columns + 1)):
            laid[ahead:] += corners[corner, :-ahead]
        return laid.reshape(rows, columns)

    def footprint(self, grid: Grid) -> NDArray[np.float64]:
        """The area of each small square of the footprint, square metres."""
        whole = np.repeat(np.repeat(grid.mask, self.fine, axis=0), self.fine, axis=1)
        return np.asarray(np.pad(whole * self.step**2, 1))

    def convolved(self, laid: NDArray[np.float64], bandwidth: float) -> NDArray[np.float64]:
        """What lies on the mesh spread by the kernel, read in the middle of each square."""
        # An offset backwards is found from the far end; the kernel is the same both ways.
        away = [np.minimum(np.arange(many), many - np.arange(many)) * self.step for many in self.size]
        with np.errstate(under="ignore"):
            heap = kernels.profile(self.kernel, ((away[0] ** 2)[:, None] + away[1] ** 2) / bandwidth**2)
        spread = irfft2(rfft2(laid, self.size) * rfft2(heap), self.size)
        middle = slice(1 + self.fine // 2, None, self.fine)
        rows, columns = ((many - 2) // self.fine for many in self.nodes)
        told = spread[middle, middle][:rows, :columns]
        return np.asarray(told) * kernels.height(self.kernel, bandwidth)
