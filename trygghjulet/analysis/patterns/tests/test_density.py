"""Kernel density equals adding up every heap, on a line and in a plane."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.neighbors import KernelDensity

from trygghjulet.analysis.ground.grid import Grid, project
from trygghjulet.analysis.patterns import density as told_of
from trygghjulet.analysis.patterns.density import Density, density, density_ratio
from trygghjulet.analysis.patterns.kernels import Kernel, bandwidth_nrd, height, line_density, profile
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, INF, NAN, answers_or_refuses, refuses

MAPS = [(Kernel.GAUSSIAN, 300.0), (Kernel.QUARTIC, 700.0)]


def square(rows: int = 60, columns: int = 60, size: int = 100) -> Grid:
    return Grid(3006, size, 3200, 64000, np.ones((rows, columns), dtype=bool))


def scattered(many: int, seed: int = 4, side: float = 6000) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    centres = draw.uniform(0.2 * side, 0.8 * side, (5, 2))
    at = np.clip(centres[draw.integers(5, size=many)] + draw.normal(0, side / 12, (many, 2)), 0, side - 0.01)
    return at[:, 0] + 320_000, at[:, 1] + 6_400_000


def by_hand(
    x: np.ndarray,
    y: np.ndarray,
    grid: Grid,
    kernel: Kernel,
    *,
    widths: np.ndarray,
    weight: np.ndarray | None = None,
) -> np.ndarray:
    rows, columns = np.indices(grid.mask.shape)
    east, north = grid.centres(rows, columns)
    told = np.zeros(grid.mask.shape)
    for number, (px, py, h) in enumerate(zip(x, y, widths, strict=True)):
        heap = profile(kernel, ((east - px) ** 2 + (north - py) ** 2) / h**2) * height(kernel, h)
        told += heap * (1 if weight is None else weight[number])
    return told * 1e6


@pytest.mark.parametrize(
    ("kernel", "bandwidth", "points", "expected"),
    [
        (Kernel.TRIANGULAR, 0.6 * 6**0.5, 3, [0.1298519, 0.5098009, 0.3865535]),
        (Kernel.QUARTIC, 2 * 7**0.5, 5, [0.1524078, 0.1655184, 0.1729870, 0.1743973, 0.1696706]),
        (Kernel.BOX, 0.6 * 3**0.5, 3, [0.1603751, 0.4811252, 0.4811252]),
    ],
)
def test_on_a_line_as_r_has_it(kernel: Kernel, bandwidth: float, points: int, expected: list[float]) -> None:
    # R's bandwidth is a standard deviation, ours a reach; R reads its figures off a mesh, so they are a little off.
    told = line_density([0, 0.1, 1], np.linspace(-1, 1, points), bandwidth=bandwidth, kernel=kernel)
    assert told == pytest.approx(expected, abs=1.1e-3)


@pytest.mark.parametrize("kernel", list(Kernel))
def test_a_line_density_is_a_whole(kernel: Kernel) -> None:
    at = np.linspace(-20, 20, 40_001)
    told = line_density([0, 1, 5], at, [1, 0, 3], bandwidth=2.0, kernel=kernel)
    assert np.trapezoid(told, at) == pytest.approx(1, abs=1e-3)
    assert told @ at / told.sum() == pytest.approx(15 / 4, abs=1e-3)


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize(("kernel", "bandwidth"), MAPS)
def test_one_incident_is_a_heap_of_one(kernel: Kernel, bandwidth: float) -> None:
    told = density(
        [323_050], [6_403_050], square(), bandwidth=bandwidth, kernel=kernel, edge_corrected=False
    ).value
    peak = {Kernel.GAUSSIAN: 1 / (2 * np.pi), Kernel.QUARTIC: 3 / np.pi}[kernel] / bandwidth**2 * 1e6
    assert told.max() == pytest.approx(peak, rel=1e-12)
    assert told[30, 30] == told.max()
    assert told.sum() * 0.01 == pytest.approx(1, abs=1e-3)


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize(("kernel", "bandwidth"), MAPS)
def test_many_are_within_two_thousandths_of_the_exact_sum(
    kernel: Kernel, bandwidth: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    x, y = scattered(2500)
    weight = np.random.default_rng(2).uniform(0, 3, len(x))
    exact = by_hand(x, y, square(), kernel, widths=np.full(len(x), bandwidth), weight=weight)
    told = density(x, y, square(), weight, bandwidth=bandwidth, kernel=kernel, edge_corrected=False).value
    assert np.abs(told - exact).max() <= 0.002 * exact.max()
    # Nothing is worse than all at one place, on a node of the mesh or off them.
    monkeypatch.setattr(told_of, "_FEW", -1)
    for shift in [(50.0, 50.0), *np.random.default_rng(3).uniform(0, 100, (6, 2))]:
        at = np.array([323_000 + shift[0]]), np.array([6_403_000 + shift[1]])
        told = density(*at, square(), bandwidth=bandwidth, kernel=kernel, edge_corrected=False).value
        exact = by_hand(*at, square(), kernel, widths=np.array([bandwidth]))
        assert np.abs(told - exact).max() <= 0.002 * exact.max()


def test_as_scikit_learn_has_it() -> None:
    x, y = scattered(1500)
    theirs = KernelDensity(bandwidth=300, kernel="gaussian", rtol=1e-8).fit(np.column_stack([x, y]))
    grid = square()
    east, north = grid.centres(*np.indices(grid.mask.shape))
    expected = np.exp(theirs.score_samples(np.column_stack([east.ravel(), north.ravel()]))) * len(x) * 1e6
    told = density(x, y, grid, bandwidth=300, kernel=Kernel.GAUSSIAN, edge_corrected=False).value.ravel()
    assert np.abs(told - expected).max() <= 0.002 * expected.max()


@pytest.mark.parametrize(("kernel", "bandwidth"), MAPS)
@pytest.mark.parametrize("many", [200, 3000])
def test_adaptive_is_within_seven_thousandths_of_abramsons(
    kernel: Kernel, bandwidth: float, many: int
) -> None:
    x, y = scattered(many)
    grid = square()
    pilot = by_hand(x, y, grid, kernel, widths=np.full(many, bandwidth))
    here = pilot[((y - 6_400_000) // 100).astype(int), ((x - 320_000) // 100).astype(int)]
    widths = bandwidth * np.clip(np.sqrt(np.exp(np.log(here).mean()) / here), 0.25, 4)
    exact = by_hand(x, y, grid, kernel, widths=np.maximum(widths, 50))
    told = density(x, y, grid, bandwidth=bandwidth, kernel=kernel, adaptive=True, edge_corrected=False).value
    assert np.abs(told - exact).max() <= 0.007 * exact.max()
    assert told.max() > pilot.max()


@pytest.mark.parametrize(("kernel", "bandwidth"), MAPS)
def test_an_even_spread_is_even_up_to_the_edge(kernel: Kernel, bandwidth: float) -> None:
    mask = np.ones((40, 40), dtype=bool)
    mask[:15, 25:] = False
    grid = Grid(3006, 100, 0, 0, mask)
    near = (np.arange(0, 4000, 20) + 10).astype(float)
    x, y = (axis.ravel() for axis in np.meshgrid(near, near))
    told = density(x, y, grid, bandwidth=bandwidth, kernel=kernel)
    assert told.value[mask] == pytest.approx(np.full(mask.sum(), 2500), rel=0.005)
    assert np.isnan(told.value[~mask]).all()
    assert told.left_out == 75 * 75
    bare = density(x, y, grid, bandwidth=bandwidth, kernel=kernel, edge_corrected=False)
    assert bare.value[0, 0] < 0.5 * 2500


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.integers(-50, 50), scale=st.floats(0.1, 50))
def test_moving_doubling_and_mixing_up(seed: int, shift: int, scale: float) -> None:
    x, y = scattered(40, seed)
    grid = square()
    told = density(x, y, grid, bandwidth=500)
    moved = Grid(3006, 100, grid.column0 + shift, grid.row0 - shift, grid.mask)
    assert density(x + shift * 100, y - shift * 100, moved, bandwidth=500).value == pytest.approx(
        told.value, abs=1e-6
    )
    assert density(x[::-1], y[::-1], grid, bandwidth=500).value == pytest.approx(told.value)
    heavy = density(x, y, grid, np.full(40, scale), bandwidth=500).value
    assert heavy == pytest.approx(told.value * scale)
    assert (told.value >= 0).all()
    twice = density(np.tile(x, 2), np.tile(y, 2), grid, bandwidth=500).value
    assert twice == pytest.approx(2 * told.value)


@pytest.mark.requirement("PIC-5")
def test_the_bandwidth_of_memphis(shared_data: Path) -> None:
    path = shared_data / "incidents" / "memphis_robberies_2019.csv"
    lon, lat = np.genfromtxt(path, delimiter=",", skip_header=1, usecols=(0, 1)).T
    told = bandwidth_nrd(*project(lon, lat, 32615))
    assert told.x == pytest.approx(5592.453, abs=1e-3)
    assert told.y == pytest.approx(5947.431, abs=1e-3)
    assert told.mean == pytest.approx(5769.942, abs=1e-3)


def test_a_bandwidth_is_chosen_from_both_axes() -> None:
    x, y = scattered(300)
    mean = bandwidth_nrd(x, y).mean
    assert mean != bandwidth_nrd(x, y).x
    assert density(x, y, square()).bandwidth == pytest.approx(mean)
    assert density(x, y, square(), kernel=Kernel.GAUSSIAN).bandwidth == pytest.approx(mean / 4)
    # Half of the points share x: their middle half has no width, so the deviation is used.
    assert bandwidth_nrd([5] * 8 + [0, 9], range(10)).x > 0


def test_the_ratio_of_two_densities() -> None:
    x, y = scattered(500)
    grid = square()
    crime, people = density(x, y, grid, bandwidth=600), density(x, y, grid, np.full(500, 20.0), bandwidth=600)
    ratio = density_ratio(crime, people, per=1000, least=1)
    dense = people.value >= 1
    assert ratio[dense] == pytest.approx(np.full(dense.sum(), 50))
    assert np.isnan(ratio[~dense]).all()
    assert (~dense).any()
    refuses(density_ratio, crime, density(x, y, square(9, 9), bandwidth=600), code="shape")
    refuses(density_ratio, crime, people, least=-1, code="not_amounts")
    refuses(density_ratio, crime, people, per=0, code="not_positive")


def test_what_lies_outside_or_is_missing_is_told() -> None:
    told = density([323_000, NAN, 0, 1e15], [6_403_000, 6_403_000, 0, -1e15], square(), bandwidth=500)
    assert (told.used, told.left_out) == (1, 3)
    empty = density([0], [0], square(), bandwidth=500, adaptive=True)
    assert (empty.value == 0).all()
    assert (density([], [], square(), bandwidth=500).value == 0).all()
    weightless = density([323_000], [6_403_000], square(), [0], bandwidth=500, adaptive=True)
    assert (weightless.value == 0).all()


def test_ugly_input_is_answered_or_refused() -> None:
    good = [320_100.0, 320_200.0, 320_300.0]
    north = [6_400_100.0, 6_400_200.0, 6_400_900.0]
    grid = square()
    for bad in BAD_NUMBERS:
        for arguments in ((bad, north), (good, bad)):
            answers_or_refuses(density, *arguments, grid, bandwidth=500)
        refuses(density, good, north, grid, bad, bandwidth=500, code="not_amounts")
        refuses(line_density, bad, good, bandwidth=1, code="not_numbers")
        refuses(bandwidth_nrd, bad, good, code="not_numbers")
    refuses(density, [INF], [0], grid, bandwidth=500, code="not_numbers")
    refuses(density, good, north[:2], grid, bandwidth=500, code="shape")
    refuses(density, good, north, grid, [1, 2], bandwidth=500, code="shape")
    refuses(density, good, north, grid, [1, 2, -1], bandwidth=500, code="not_amounts")
    refuses(density, good, north, grid, bandwidth=49, code="bandwidth")
    refuses(density, good, north, grid, bandwidth=NAN, code="not_positive")
    refuses(density, good, north, grid, bandwidth=500, kernel="epanechnikov", code="kernel")
    refuses(density, good, north, grid, bandwidth=500, kernel=Kernel.BOX, code="kernel")
    refuses(density, [320_100] * 5, [6_400_100] * 5, grid, code="no_spread")
    refuses(density, [320_100], [6_400_100], grid, code="too_few")
    refuses(density, good, north, square(3000, 3000), bandwidth=100, code="too_much")
    refuses(line_density, [], [0], bandwidth=1, code="too_few")
    refuses(line_density, [1], [0], bandwidth=0, code="not_positive")
    wide = answers_or_refuses(density, good, north, grid, bandwidth=1e9, adaptive=True)
    assert isinstance(wide, Density)
    assert wide.value == pytest.approx(np.full((60, 60), 3 / 36), rel=0.01)
