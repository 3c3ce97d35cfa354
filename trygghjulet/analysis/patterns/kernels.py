"""Kernels: how an incident's weight is spread over its surroundings, and how wide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks


class Kernel(StrEnum):
    """The shape of the heap that an incident becomes.

    The bandwidth h of the Gaussian is its standard deviation; that of the others is their reach, beyond which there
    is nothing.
    """

    GAUSSIAN = "gaussian"
    QUARTIC = "quartic"
    TRIANGULAR = "triangular"
    BOX = "box"


@dataclass(frozen=True)
class _Shape:
    """What a kernel is made of.

    Args:
        on_line, in_plane: the height at the middle for h = 1, on a line and in a plane, so that the whole is 1.
        reach: how many bandwidths away the kernel is taken to be nothing.
        variance: in a plane, along one axis, for h = 1.
    """

    on_line: float
    in_plane: float
    reach: float
    variance: float


_SHAPES = {
    # Beyond five standard deviations lie 4e-6 of the Gaussian in a plane.
    Kernel.GAUSSIAN: _Shape(1 / np.sqrt(2 * np.pi), 1 / (2 * np.pi), 5.0, 1.0),
    Kernel.QUARTIC: _Shape(15 / 16, 3 / np.pi, 1.0, 1 / 8),
    Kernel.TRIANGULAR: _Shape(1.0, 3 / np.pi, 1.0, 3 / 20),
    Kernel.BOX: _Shape(1 / 2, 1 / np.pi, 1.0, 1 / 4),
}


@dataclass(frozen=True)
class Bandwidth:
    """A bandwidth that follows from how points are spread, in metres.

    Args:
        x, y: along each axis.
        mean: of the two: the reach of a quartic kernel; a quarter of it is the standard deviation of a Gaussian.
    """

    x: float
    y: float
    mean: float


def profile(kernel: Kernel, square: NDArray[np.float64]) -> NDArray[np.float64]:
    """A kernel's height over its height in the middle, at the squared distance (distance / h)²."""
    if kernel is Kernel.GAUSSIAN:
        return np.asarray(np.exp(-square / 2))
    if kernel is Kernel.QUARTIC:
        return np.asarray(np.maximum(1 - square, 0) ** 2)
    if kernel is Kernel.TRIANGULAR:
        return np.asarray(np.maximum(1 - np.sqrt(square), 0))
    return (square <= 1).astype(float)


def height(kernel: Kernel, bandwidth: float) -> float:
    """A kernel's height in the middle, in a plane, per square metre."""
    return _SHAPES[kernel].in_plane / bandwidth**2


def reach(kernel: Kernel, bandwidth: float) -> float:
    """How far from its middle a kernel is taken to be nothing, in metres."""
    return _SHAPES[kernel].reach * bandwidth


def narrowed(kernel: Kernel, bandwidth: float, step: float) -> float:
    """The bandwidth that makes up for the variance, step² / 6, which laying points on a mesh adds."""
    return float(np.sqrt(bandwidth**2 - step**2 / 6 / _SHAPES[kernel].variance))


def line_density(
    x: ArrayLike,
    at: ArrayLike,
    weight: ArrayLike | None = None,
    *,
    bandwidth: float,
    kernel: Kernel = Kernel.GAUSSIAN,
) -> NDArray[np.float64]:
    """How dense points lie along a line: Σ wᵢ K((at − xᵢ)/h)/h / Σ wᵢ, whose area is 1.

    Args:
        x: where the points are, such as metres along a street or days.
        at: where density is told.
        weight: how much each point counts; ones when left out.
        bandwidth: h, in the same unit as `x`.
        kernel: the shape.

    Returns:
        One density per value of `at`, per unit of `x`.

    Raises:
        UnfitData: `not_numbers`, `shape`, `not_positive`, `kernel`, `not_amounts` or `too_few` (no point with weight).

    Source: Silverman (1986), Density Estimation for Statistics and Data Analysis, chapter 2.
    """
    points, where = checks.numbers(x, name="lägena"), checks.numbers(at, name="mätpunkterna")
    checks.shape(points, (points.size,), name="lägena")
    checks.shape(where, (where.size,), name="mätpunkterna")
    width, shape = checks.positive(bandwidth, name="Bandbredden"), named(kernel)
    mass = weights(weight, len(points))
    if not mass.sum() > 0:
        raise checks.UnfitData("too_few", "Det finns inga punkter att räkna täthet för.")
    told = np.zeros(len(where))
    block = max(1_000_000 // max(len(where), 1), 1)
    with np.errstate(over="ignore", under="ignore"):
        for begin in range(0, len(points), block):
            part = slice(begin, begin + block)
            told += profile(shape, ((where[:, None] - points[part]) / width) ** 2) @ mass[part]
    return np.asarray(told * (_SHAPES[shape].on_line / width / mass.sum()))


def bandwidth_nrd(x: ArrayLike, y: ArrayLike) -> Bandwidth:
    """The normal reference bandwidth along each axis: 4 · 1.06 · min(s, IQR / 1.34) · n^(−1/5).

    It is right for points spread as one normal hill, and too wide for a city with several centres: a place to begin,
    not the answer. Where the middle half of the points share a coordinate, s is used alone.

    Args:
        x, y: metres.

    Raises:
        UnfitData: `not_numbers`, `shape`, `too_few` (fewer than two points) or `no_spread` (all at one place).

    Source: Venables and Ripley (2002), Modern Applied Statistics with S, 4th ed., 5.5 (`bandwidth.nrd`).
    """
    xs, ys = checks.points(x, y)
    if len(xs) < 2:
        raise checks.UnfitData("too_few", "En bandbredd kan inte väljas efter färre än två punkter.")
    across, along = _nrd(xs), _nrd(ys)
    if across + along == 0:
        raise checks.UnfitData("no_spread", "Alla punkter ligger på samma ställe. Ange bandbredden själv.")
    return Bandwidth(across, along, (across + along) / 2)


def named(kernel: Kernel) -> Kernel:
    """The kernel of that name.

    Raises:
        UnfitData: `kernel`.
    """
    return checks.choice(kernel, Kernel, name="Kärnan")


def weights(weight: ArrayLike | None, many: int) -> NDArray[np.float64]:
    """How much each point counts: ones when nothing is said.

    Raises:
        UnfitData: `not_amounts` (also where one is missing) or `shape`.
    """
    if weight is None:
        return np.ones(many)
    given = checks.people(weight, name="vikterna")
    checks.shape(given, (many,), name="vikterna")
    if np.isnan(given).any():
        raise checks.UnfitData("not_amounts", "En vikt saknas.")
    return given


def _nrd(values: NDArray[np.float64]) -> float:
    if np.ptp(values) == 0:  # the deviation of equal numbers is not always nought when rounded
        return 0.0
    quarter, three = np.quantile(values, [0.25, 0.75])
    middle, deviation = (three - quarter) / 1.34, values.std(ddof=1)
    return float(4 * 1.06 * (min(deviation, middle) if middle > 0 else deviation) * len(values) ** -0.2)
