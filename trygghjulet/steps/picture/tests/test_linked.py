"""A city's picture and its areas' pictures never give away together what each of them withholds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from trygghjulet.analysis.disclosure.attack import exposed
from trygghjulet.analysis.disclosure.figures import Figures
from trygghjulet.steps.picture.rules.linked import Key, Told, hidden

pytestmark = pytest.mark.requirement("SCN-3", "SEC-4")

SMALLEST = 5
Counts = NDArray[np.int64]


def _told(number: int, path: str, counts: Counts, areas: dict[str, int]) -> Told:
    """A picture of counts by area × category × month."""
    return Told(
        number,
        path,
        int(counts.sum()),
        areas,
        {
            "category": {f"c{i}": int(n) for i, n in enumerate(counts.sum((0, 2)))},
            "month": {f"m{i}": int(n) for i, n in enumerate(counts.sum((0, 1)))},
        },
    )


def _pictures(counts: Counts, local: int) -> list[Told]:
    """The city's picture, and those of the first so many areas."""
    areas = {f"1/{i}/": int(n) for i, n in enumerate(counts.sum((1, 2)))}
    city = _told(0, "1/", counts, areas)
    return [city, *(_told(i + 1, f"1/{i}/", counts[i : i + 1], {}) for i in range(local))]


def _figures(counts: Counts, told: list[Told]) -> Figures:
    """Every number that the pictures tell, as a sum of the counts; the same number in two pictures stands twice."""
    area, category, month = np.indices(counts.shape).reshape(3, -1)
    names: list[Key] = []
    rows = []
    for one in told:
        inside = np.ones(area.size, dtype=bool) if one.picture == 0 else area == one.picture - 1
        names.append((one.picture, "total", ""))
        rows.append(inside)
        for path in one.areas:
            names.append((one.picture, "area", path))
            rows.append(area == int(path.split("/")[1]))
        for kind, of in (("category", category), ("month", month)):
            for item in one.lists[kind]:
                names.append((one.picture, kind, item))
                rows.append(inside & (of == int(item[1:])))
    return Figures(tuple(names), csr_array(np.array(rows, dtype=np.int64)))


def _given_away(counts: Counts, told: list[Told], withheld: frozenset[Key]) -> list[Key]:
    figures = _figures(counts, told)
    # Of a picture that is withheld whole nothing is told, not even which numbers are zero.
    closed = {picture for picture, kind, _ in withheld if kind == "total"}
    untold = figures.named(name for name in figures.names if name[0] in closed)
    found = exposed(counts.ravel(), figures, SMALLEST, figures.named(withheld), unpublished=untold)
    return [name for name, told_of in zip(figures.names, found, strict=True) if told_of]


@pytest.mark.parametrize("seed", range(6))
def test_nothing_small_is_told_by_the_pictures_together(seed: int) -> None:
    draw = np.random.default_rng(seed)
    local = seed % 4
    # Few in some areas and of some categories, so that all sorts of small numbers come.
    mean = draw.gamma(0.5, 1.5, (3, 1, 1)) * draw.gamma(0.6, 1.0, (1, 4, 1)) * np.ones((1, 1, 6))
    counts = draw.poisson(mean)
    told = _pictures(counts, local)
    withheld = hidden(told, SMALLEST)
    assert not _given_away(counts, told, withheld)


def test_the_attack_finds_them_where_each_picture_is_judged_alone() -> None:
    """The city hides a small category and another; the only local picture shows them both, and so tells the rest."""
    counts = np.zeros((2, 3, 2), dtype=np.int64)
    counts[0] = [[10, 10], [9, 9], [8, 8]]
    counts[1] = [[1, 1], [20, 20], [30, 30]]
    told = _pictures(counts, 2)
    alone = frozenset(key for one in told for key in hidden([one], SMALLEST))
    assert (0, "category", "c0") not in alone
    assert _given_away(counts, told, alone)
    together = hidden(told, SMALLEST)
    assert together > alone
    assert not _given_away(counts, told, together)


def test_a_picture_whose_total_is_small_is_withheld_whole() -> None:
    counts = np.zeros((3, 2, 2), dtype=np.int64)
    counts[0], counts[1], counts[2, 0, 0] = 20, 30, 3
    told = _pictures(counts, 3)
    withheld = hidden(told, SMALLEST)
    assert (0, "area", "1/2/") in withheld
    assert {(3, "total", ""), (3, "category", "c0"), (3, "month", "m1")} <= withheld
    # A lone small area needs company: one more total is withheld, in both places where it stands.
    assert ((0, "area", "1/0/") in withheld) == ((1, "total", "") in withheld)
    assert ((0, "area", "1/0/") in withheld) or ((0, "area", "1/1/") in withheld)


def test_pictures_of_different_material_are_judged_each_for_itself_and_hide_the_same() -> None:
    counts = np.zeros((2, 3, 2), dtype=np.int64)
    counts[:, 0], counts[:, 1], counts[0, 2, 0] = 20, 30, 3
    earlier, later = _pictures(counts, 0)[0], _pictures(counts * 2, 0)[0]
    withheld = hidden([earlier, Told(9, later.path, later.total, later.areas, later.lists)], SMALLEST)
    assert {(9, "category", "c2"), (0, "category", "c2")} <= withheld


def test_nothing_is_withheld_from_those_who_see_the_rows() -> None:
    counts = np.ones((2, 2, 2), dtype=np.int64)
    assert not hidden(_pictures(counts, 2), 0)
