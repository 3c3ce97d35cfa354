"""Where incidents lie close: kernel density, of a fixed or an adaptive bandwidth, per square kilometre."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.ground.grid import Grid
from trygghjulet.analysis.patterns import kernels
from trygghjulet.analysis.patterns.kernels import Kernel
from trygghjulet.analysis.patterns.mesh import CHUNK, STEPS, Mesh, Points

_FEW = 2_000_000  # squares × points that are added up one by one, exactly
_RUNG = 1.1  # how many times wider the next class of adaptive bandwidths is
_WIDEST = 4.0  # how many times wider or narrower than the fixed one an adaptive bandwidth may be


@dataclass(frozen=True)
class Density:
    """How dense incidents lie around the middle of each square.

    Args:
        value: incidents (or weight) per square kilometre, rows × columns; outside the footprint not-a-number.
        bandwidth: metres: a Gaussian's standard deviation, a quartic's reach; of an adaptive one the geometric mean.
        kernel: the shape of the heap that an incident becomes.
        adaptive: whether the bandwidth follows the density.
        used: how many incidents lie in the footprint.
        left_out: how many lie outside it or lack a coordinate.
    """

    value: NDArray[np.float64]
    bandwidth: float
    kernel: Kernel
    adaptive: bool
    used: int
    left_out: int


def density(
    x: ArrayLike,
    y: ArrayLike,
    grid: Grid,
    weight: ArrayLike | None = None,
    *,
    bandwidth: float | None = None,
    kernel: Kernel = Kernel.QUARTIC,
    adaptive: bool = False,
    edge_corrected: bool = True,
) -> Density:
    """How many incidents per square kilometre there are around each square, smoothed by a kernel.

    Σ wᵢ K(distance to incident i / h) / h², and where `edge_corrected` divided by how much of the kernel around the
    square lies within the footprint, so that an even spread gives an even map up to the edge. An adaptive bandwidth is
    hᵢ = h · √(g / density at i), where g is the geometric mean of the density at the incidents and the density is
    that of the fixed bandwidth in the middle of i's square (Abramson): narrow where incidents lie close, wide where
    they lie apart, from a quarter of h to four times h.

    Few incidents are added up exactly. Many are laid on a mesh, each on the four nodes around it, the kernel is
    narrowed by the variance that this adds, and the sum is a product of Fourier transforms: within 0.2 % of the peak
    of the exact sum. Adaptive bandwidths are put between rungs, each 1.1 times the one before: within another 0.5 %.

    A density is a picture, not a test: it shows a hill wherever something happened. Ask `gi_star` what is more than
    chance. The bandwidth decides what is seen; state it.

    Args:
        x, y: metres in the grid's projection; those outside the footprint, or missing, are left out and counted.
        grid: the squares and their footprint.
        weight: how much each incident counts; ones when left out.
        bandwidth: h in metres, at least half a square's side; when left out `bandwidth_nrd`'s mean, and a quarter of
            it for a Gaussian.
        kernel: `GAUSSIAN` or `QUARTIC`.
        adaptive: whether the bandwidth follows the density.
        edge_corrected: whether the footprint's edge is made up for.

    Raises:
        UnfitData: `not_numbers`, `shape`, `not_amounts` (a weight), `not_grid`, `not_flag`, `kernel`,
            `not_positive`, `bandwidth` (narrower than half a square), `too_few` or `no_spread` (a bandwidth
            can't be chosen), or `too_much` (too many squares for so narrow a bandwidth).

    Source: Silverman (1986), Density Estimation for Statistics and Data Analysis, 3.5 and 5.3; Abramson (1982), Annals
    of Statistics 10, 1217–1223; Wand (1994), Journal of Computational and Graphical Statistics 3, 433–445 (mesh);
    Diggle (1985), Applied Statistics 34, 138–147 (edge).
    """
    shape = kernels.named(kernel)
    if shape not in STEPS:
        raise checks.UnfitData(
            "kernel", f"På en karta kan kärnan vara {' eller '.join(STEPS)}, inte {shape}."
        )
    squares = checks.made(grid, Grid, name="Rutnätet")
    follows = checks.flag(adaptive, name="Om bandbredden ska följa tätheten")
    corrected = checks.flag(edge_corrected, name="Om kanten ska räknas bort")
    points, left_out = _within(x, y, squares, weight)
    width = _chosen(points, shape) if bandwidth is None else checks.positive(bandwidth, name="Bandbredden")
    if width < grid.size / 2:
        raise checks.UnfitData(
            "bandwidth",
            f"Bandbredden {width:g} meter är mindre än en halv ruta ({grid.size / 2:g} meter). "
            "Välj en större bandbredd eller mindre rutor.",
        )
    value = _smoothed(points, grid, shape, width, edge_corrected=corrected)
    if follows and len(points.x):
        value = _adapted(points, grid, shape, width, value, edge_corrected=corrected)
    return Density(
        value=np.where(grid.mask, value * 1e6, np.nan),
        bandwidth=width,
        kernel=shape,
        adaptive=follows,
        used=len(points.x),
        left_out=left_out,
    )


def density_ratio(above: Density, below: Density, per: float = 1, least: float = 0) -> NDArray[np.float64]:
    """How dense one thing lies compared with another: incidents per inhabitant, or this year per last.

    above / below · per, in each square. Both should have the same bandwidth, or what one smooths more than the other
    shows as difference. Where there is little below, the ratio is chance: say `least`.

    Args:
        above, below: on the same grid; `below` is what it is compared with, such as the population's density.
        per: how many of what is below the ratio speaks of.
        least: the density below, per square kilometre, from which a ratio is told.

    Returns:
        The ratio, rows × columns; not-a-number outside the footprint, where there is less than `least` below, and where
        there is nothing.

    Raises:
        UnfitData: `not_density`, `shape`, `not_positive` or `not_amounts` (`least` below zero).

    Source: Kelsall and Diggle (1995), Statistics in Medicine 14, 2335–2342.
    """
    for one in (above, below):
        checks.made(one, Density, name="En täthet")
    checks.shape(below.value, above.value.shape, name="täthet att jämföra med")
    unit = checks.positive(per, name="Antalet som kvoten räknas på")
    fewest = checks.single(least)
    if not fewest >= 0:
        raise checks.UnfitData(
            "not_amounts", f"Den minsta tätheten måste vara minst noll, inte {checks.shown(least)}."
        )
    with np.errstate(invalid="ignore"):
        told = (below.value > 0) & (below.value >= fewest)
    ratio: NDArray[np.float64] = np.full(below.value.shape, np.nan)
    ratio[told] = above.value[told] / below.value[told] * unit
    return ratio


def _within(x: ArrayLike, y: ArrayLike, grid: Grid, weight: ArrayLike | None) -> tuple[Points, int]:
    """The points of the footprint, and how many are not among them."""
    known = checks.known(x, name="x-koordinater")
    also = checks.known(y, name="y-koordinater")
    if known.ndim != 1:
        raise checks.UnfitData("shape", "Punkternas koordinater måste vara två lika långa listor.")
    checks.shape(also, known.shape, name="y-koordinater")
    known &= also
    mass = kernels.weights(weight, len(known))
    if known.all():
        xs, ys = checks.points(x, y)
    else:
        xs, ys = checks.points(np.asarray(x)[known], np.asarray(y)[known])
        mass = mass[known]
    xs, ys = xs - grid.column0 * grid.size, ys - grid.row0 * grid.size
    rows, columns = grid.mask.shape
    around = np.pad(grid.mask, 1)
    inside = np.empty(len(xs), dtype=bool)
    for begin in range(0, len(xs), CHUNK):
        part = slice(begin, begin + CHUNK)
        # Counted from the border of one, so that cutting off the decimals rounds down.
        row = np.clip(ys[part] / grid.size + 1, 0, rows + 1).astype(np.int32)
        column = np.clip(xs[part] / grid.size + 1, 0, columns + 1).astype(np.int32)
        inside[part] = around[row, column]
    points = Points(xs, ys, mass).chosen(inside)
    return points, len(known) - len(points.x)


def _chosen(points: Points, kernel: Kernel) -> float:
    mean = kernels.bandwidth_nrd(points.x, points.y).mean
    return mean / 4 if kernel is Kernel.GAUSSIAN else mean


def _smoothed(
    points: Points, grid: Grid, kernel: Kernel, bandwidth: float, *, edge_corrected: bool
) -> NDArray[np.float64]:
    """The density in the middle of each square, per square metre."""
    mesh = Mesh.over(grid, kernel, bandwidth)
    if len(points.x) * grid.cells <= _FEW:
        value = _added_up(points, grid, kernel, bandwidth)
    else:
        value = mesh.convolved(mesh.laid_out(points), kernels.narrowed(kernel, bandwidth, mesh.step))
    if edge_corrected:
        held = np.minimum(mesh.convolved(mesh.footprint(grid), bandwidth), 1)
        value = value / np.where(grid.mask, held, 1)
    return np.maximum(value, 0)


def _added_up(points: Points, grid: Grid, kernel: Kernel, bandwidth: float) -> NDArray[np.float64]:
    rows, columns = np.nonzero(grid.mask)
    across = (columns[:, None] + 0.5) * grid.size - points.x
    along = (rows[:, None] + 0.5) * grid.size - points.y
    value = np.zeros(grid.mask.shape)
    with np.errstate(under="ignore"):
        heaps = kernels.profile(kernel, (across**2 + along**2) / bandwidth**2)
        value[rows, columns] = heaps @ points.weight * kernels.height(kernel, bandwidth)
    return value


def _adapted(
    points: Points,
    grid: Grid,
    kernel: Kernel,
    bandwidth: float,
    pilot: NDArray[np.float64],
    *,
    edge_corrected: bool,
) -> NDArray[np.float64]:
    """Each incident's weight is split between the two rungs of bandwidth that its own lies between."""
    row, column = (points.y / grid.size).astype(np.int64), (points.x / grid.size).astype(np.int64)
    here = np.log(np.maximum(pilot[row, column], np.finfo(float).tiny))
    total = points.weight.sum()
    if total == 0:
        return pilot
    narrowest = max(-np.log(_WIDEST), np.log(grid.size / 2 / bandwidth))
    wider = np.clip((here @ points.weight / total - here) / 2, narrowest, np.log(_WIDEST))
    rung = (wider - narrowest) / np.log(_RUNG)
    lower = np.floor(rung)
    value = np.zeros(grid.mask.shape)
    for number in range(int(rung.max()) + 2):
        share = np.where(
            lower == number, 1 - (rung - lower), np.where(lower + 1 == number, rung - lower, 0.0)
        )
        split = share * points.weight
        some = Points(points.x, points.y, split).chosen(split > 0)
        if len(some.x):
            width = bandwidth * float(np.exp(narrowest + number * np.log(_RUNG)))
            value += _smoothed(some, grid, kernel, width, edge_corrected=edge_corrected)
    return value
