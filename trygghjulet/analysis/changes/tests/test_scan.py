"""The busiest run of weeks."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.changes.scan import busiest_run, scan_p
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses


def test_the_published_case() -> None:
    # Cyclists killed in London, Aberdein and Spiegelhalter (2013), as recomputed in the package ptools.
    assert scan_p(6, 0.6, 208) == pytest.approx(0.03902238, abs=1e-5)
    # There the whole is counted one window longer than Naus' formula.
    assert scan_p(6, 1, 261) == pytest.approx(0.486814, abs=2e-4)


def test_two_windows_by_simulation() -> None:
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(4000):
        times = np.sort(rng.uniform(0, 3, rng.poisson(6)))
        hits += bool((times[4:] - times[:-4] < 1).any())
    assert scan_p(5, 2, 3) == pytest.approx(hits / 4000, abs=0.025)


@pytest.mark.requirement("PIC-4")
def test_the_run_is_found() -> None:
    told = busiest_run([0, 1, 2, 0, 9, 8, 1, 0, 1, 0, 2, 1], 2)
    assert (told.first, told.last, told.count) == (4, 5, 17)
    assert told.expected == pytest.approx(25 / 6)
    assert told.p is not None
    assert told.p < 0.01
    assert busiest_run([0] * 9, 3).p is None


def test_fuller_windows_are_rarer_and_longer_series_have_more() -> None:
    p = [scan_p(k, 3.0, 50) for k in range(30)]
    assert (np.diff(p) <= 1e-12).all()
    assert scan_p(8, 3, 100) > scan_p(8, 3, 50)


@pytest.mark.parametrize("counts", [*BAD_COUNTS, *ODD_COUNTS])
def test_ugly_counts_are_answered_or_refused(counts: object) -> None:
    answers_or_refuses(busiest_run, counts, 1)
    answers_or_refuses(busiest_run, counts, 4)


def test_what_does_not_fit_is_refused() -> None:
    refuses(busiest_run, [1, 2, 3], 2, code="too_few")
    refuses(scan_p, 3, 0, 5, code="not_positive")
    refuses(scan_p, 3, 1, 1, code="not_positive")


def test_very_full_windows_are_told_or_refused_and_fill_no_memory() -> None:
    assert scan_p(10**8, 9.9998e7, 52) == pytest.approx(1)
    assert scan_p(10**8 + 80_000, 1e8, 52) < 1e-10
    refuses(scan_p, 10**12, 1e12, 52, code="too_many")
    refuses(busiest_run, [10**13] * 60, 2, code="too_many")
    assert scan_p(5, 1e9, 52) == 1
