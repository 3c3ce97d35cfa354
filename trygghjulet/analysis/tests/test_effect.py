"""Before and after, with and without."""

from __future__ import annotations

import pytest

from trygghjulet.analysis.change import Verdict
from trygghjulet.analysis.effect import before_after


@pytest.mark.requirement("FUP-3")
def test_the_example_of_the_paper() -> None:
    told = before_after(207, 110, 308, 318)
    assert told.difference == -107
    assert told.error == pytest.approx(30.70830506557)
    assert told.z == pytest.approx(-107 / 30.70830506557)
    assert (told.low, told.high) == (pytest.approx(-167.1872, abs=1e-3), pytest.approx(-46.8128, abs=1e-3))
    assert told.verdict is Verdict.DECREASE
    assert told.relative.ratio == pytest.approx((110 / 207) / (318 / 308))
    assert told.relative.verdict is Verdict.DECREASE


@pytest.mark.requirement("FUP-3")
def test_what_happened_everywhere_is_no_effect() -> None:
    assert before_after(50, 40, 60, 48).verdict is Verdict.CANNOT_BE_TOLD
    nothing = before_after(0, 0, 0, 0)
    assert (nothing.difference, nothing.error, nothing.z, nothing.p) == (0, 0, 0, 1)
    assert nothing.verdict is Verdict.CANNOT_BE_TOLD
    assert before_after(10, 90, 50, 50).verdict is Verdict.INCREASE
