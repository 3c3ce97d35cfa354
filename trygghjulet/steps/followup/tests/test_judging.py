"""Approved indicators leave no small count to be worked out, alone or together, whatever is asked for."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from trygghjulet.analysis.disclosure.attack import exposed
from trygghjulet.analysis.disclosure.figures import Figures
from trygghjulet.documents.tree import Unshown
from trygghjulet.observations.period import Period
from trygghjulet.steps.followup.rules.figures import Series
from trygghjulet.steps.followup.rules.judging import Asked, Cell, Out, Shape, judged, judged_alone, marked
from trygghjulet.steps.followup.rules.windows import LENGTHS, moved, of_length

pytestmark = pytest.mark.requirement("SCN-3")

_LIMIT = 5
_FIRST, _MONTHS = date(2023, 1, 1), 12
_SPAN = Period(_FIRST, date(2023, 12, 31))
_AREAS, _CATEGORIES = ("n", "s", "v"), ("Brand", "Rån", "Våld")


def _cells(dice: np.random.Generator) -> list[Cell]:
    means = {kind: dice.choice([0.5, 2, 9, 20]) for kind in product(_AREAS, _CATEGORIES)}
    return [
        Cell(moved(_FIRST, month), area, category, category, (), int(dice.poisson(mean)))
        for month in range(_MONTHS)
        for (area, category), mean in means.items()
    ]


def _asked(dice: np.random.Generator, number: int) -> Asked:
    areas = frozenset(dice.choice(_AREAS, dice.integers(1, 4), replace=False).tolist())
    categories = frozenset(dice.choice(_CATEGORIES, dice.integers(1, 4), replace=False).tolist())
    begins = moved(_FIRST, int(dice.integers(1, _MONTHS)))
    rest = Shape(frozenset(_AREAS) - areas, categories)
    return Asked((number, begins), Shape(areas, categories), rest)


def _everything(cells: list[Cell], asked: list[Asked], out: list[Out]) -> tuple[list[np.ndarray], list[bool]]:
    """Every number that is told of, as which cells it is the sum of, and whether it is shown."""
    verdicts = judged(cells, asked, out, span=_SPAN, limit=_LIMIT)
    sums: list[tuple[Shape, Period, bool]] = [(one.shape, one.period, one.shown) for one in out]
    for one in asked:
        verdict = verdicts[one.key]
        for month in range(_MONTHS):
            day = moved(_FIRST, month)
            sums.append((one.mine, Period(day, day), verdict.months))
        for length in LENGTHS:
            if both := of_length(_SPAN, one.key[1], length):
                for shape, names in (
                    (one.mine, ("before", "after")),
                    (one.rest, ("rest_before", "rest_after")),
                ):
                    for name, side in zip(names, both, strict=True):
                        sums.append((shape, side, (name, length) not in verdict.hidden))
    rows = [
        np.array([s.holds(c) and p.first <= c.month <= p.last for c in cells], dtype=np.int64)
        for s, p, _ in sums
    ]
    return rows, [shown for _, _, shown in sums]


@pytest.mark.parametrize("seed", range(12))
def test_no_small_number_can_be_worked_out_of_all_that_is_shown(seed: int) -> None:
    dice = np.random.default_rng(seed)
    cells = [cell for cell in _cells(dice) if cell.n]
    asked = [_asked(dice, number) for number in range(4)]
    rows, shown = _everything(cells, asked, [])
    lone = np.eye(len(cells), dtype=np.int64)
    counts = np.array([cell.n for cell in cells])
    figures = Figures(tuple(range(len(rows) + len(cells))), csr_array(np.vstack([*rows, lone])))
    hidden = np.array([*(not one for one in shown), *[True] * len(cells)])
    never = np.array([*[False] * len(rows), *[True] * len(cells)])
    found = exposed(counts, figures, _LIMIT, hidden, unpublished=never)
    assert not found.any()
    assert any(shown), "något ska gå att visa"


def test_the_attack_finds_what_is_hidden_for() -> None:
    """Without judging, the fires and the robberies less the fires are the robberies."""
    cells = [
        Cell(moved(_FIRST, month), "n", category, category, (), number)
        for month in range(_MONTHS)
        for category, number in (("Brand", 9), ("Rån", 1))
    ]
    both, one = (
        Asked((number, date(2023, 7, 1)), Shape(None, frozenset(categories)), Shape(frozenset("s")))
        for number, categories in enumerate((("Brand", "Rån"), ("Brand",)))
    )
    verdicts = judged(cells, [both, one], [], span=_SPAN, limit=_LIMIT)
    assert verdicts[both.key].months
    assert not verdicts[one.key].months
    assert ("before", 1) in verdicts[one.key].hidden
    assert judged(cells, [one], [], span=_SPAN, limit=_LIMIT)[one.key].months


def test_what_a_picture_has_told_can_not_be_taken_back_and_so_an_indicator_gives_way() -> None:
    cells = [
        Cell(moved(_FIRST, month), "n", category, category, (), number)
        for month in range(_MONTHS)
        for category, number in (("Brand", 9), ("Rån", 3 if month == 0 else 0))
        if number
    ]
    both = Asked((1, date(2023, 7, 1)), Shape(None, frozenset({"Brand", "Rån"})), Shape(frozenset("s")))
    told = Out(Shape(None, frozenset({"Brand"})), _SPAN, 108, shown=True)
    robberies = Out(Shape(None, frozenset({"Rån"})), _SPAN, 3, shown=False)
    assert not judged(cells, [both], [told, robberies], span=_SPAN, limit=_LIMIT)[both.key].months
    other = Out(told.shape, _SPAN, 999, shown=True)
    assert judged(cells, [both], [other], span=_SPAN, limit=_LIMIT)[both.key].months, "ett annat underlag"


def test_a_series_whose_rows_have_gone_is_judged_by_its_own_numbers() -> None:
    months = tuple((moved(_FIRST, i), 1 if i == 2 else 9) for i in range(_MONTHS))
    before, after = of_length(_SPAN, date(2023, 7, 1), 6) or (None, None)
    series = Series(
        "Brand",
        "Brand i n.",
        date(2023, 7, 1),
        first_day=_SPAN.first,
        last_day=_SPAN.last,
        months=months,
        before_days=before,
        after_days=after,
        before=46,
        after=54,
        rest_before=2,
        rest_after=30,
    )
    shown = marked(series, judged_alone(series, _LIMIT))
    assert all(isinstance(n, Unshown) for _, n in shown.months)
    assert isinstance(shown.rest_before, Unshown)
    assert not isinstance(shown.after, Unshown)
