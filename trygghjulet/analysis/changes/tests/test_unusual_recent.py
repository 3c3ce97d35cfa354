"""What is unusual now, with little behind: foretold one step ahead, and judged by how far off that was."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2, nbinom

from trygghjulet.analysis.changes.tests.quiet import city
from trygghjulet.analysis.changes.unusual import unusual
from trygghjulet.analysis.changes.unusual_recent import unusual_recent
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, refuses

MEAN = np.array([9.0, 7, 6, 6, 5, 5, 4, 4])
STEADY = np.random.default_rng(11).poisson(MEAN, (41, 8))
STEADY[-1] = MEAN.astype(int)

pytestmark = pytest.mark.requirement("PIC-4")


def test_where_nothing_moves_the_plain_mean_foretells() -> None:
    told = unusual_recent(STEADY)
    assert told.baseline == "own26"
    assert told.expected == pytest.approx(STEADY[-27:-1].mean(axis=0))
    assert (told.adjusted > 0.1).all()


def test_a_trebling_is_seen_and_the_usual_is_not() -> None:
    table = STEADY.copy()
    table[-1, 2] = 18
    told = unusual_recent(table)
    assert np.flatnonzero(told.adjusted <= told.alpha).tolist() == [2]


def test_p_is_that_of_a_negative_binomial_mixed_over_its_spread() -> None:
    table = STEADY.copy()
    table[-1, 0] = 15
    told = unusual_recent(table)
    # φ of some series near one is raised to one; here it is compared where it is not.
    i = int(np.argmax(told.overdispersion))
    spread, mean, count = told.overdispersion[i], told.expected[i], int(table[-1, i])
    tested = 40 - 8
    few = 1 + (6 * (spread - 1) / mean + 1 / (spread * mean)) / 2
    degrees = (tested + 50) / few
    drawn = np.maximum(
        1.0001, spread * degrees / chi2.rvs(degrees, size=20_000, random_state=np.random.default_rng(1))
    )
    expected = nbinom.sf(count - 1, mean / (drawn - 1), 1 / drawn).mean()
    assert told.p[i] == pytest.approx(expected, rel=0.1)


def test_a_season_of_all_and_a_level_that_grows_are_followed() -> None:
    time = np.arange(61)
    for level in (
        1 + 0.8 * np.cos(2 * np.pi * (time - 55) / 52.18),
        np.exp(0.04 * (time - 60)),
    ):
        table = np.random.default_rng(2).poisson(level[:, None] * 2 * MEAN)
        told = unusual_recent(table)
        truth = level[-1] * 2 * MEAN.sum()
        assert told.baseline != "own26"
        assert told.expected.sum() == pytest.approx(truth, rel=0.2)
        assert table[-27:-1].mean(axis=0).sum() < 0.8 * truth


def test_unsteady_counts_ask_for_more() -> None:
    wild = np.random.default_rng(3).negative_binomial(MEAN / 4, 1 / 5, (41, 8))
    wild[-1], steady = 18, STEADY.copy()
    steady[-1] = 18
    assert unusual_recent(wild).p.min() > unusual_recent(steady).p.max()
    assert (unusual_recent(wild).tripled > unusual_recent(steady).tripled).all()


def test_fewer_than_fifteen_behind_and_nearly_nothing_can_not_be_told() -> None:
    assert not unusual_recent(STEADY[-15:]).told.any()
    assert unusual_recent(STEADY[-16:]).told.all()
    table = STEADY.copy()
    table[:, 4] = 0
    told = unusual_recent(table)
    assert (bool(told.told[4]), told.p[4], np.isnan(told.expected[4])) == (False, 1, True)


def test_series_do_not_depend_on_their_order() -> None:
    assert unusual_recent(STEADY[:, ::-1]).p == pytest.approx(unusual_recent(STEADY).p[::-1])


def test_a_growing_city_has_fewer_false_alarms_than_with_a_mean_of_what_was() -> None:
    rng = np.random.default_rng(20261125)
    here = there = 0
    for _ in range(60):
        table = city(rng, "growth", 60)["place"]
        here += bool((unusual_recent(table).adjusted <= 0.1).any())
        there += bool((unusual(table[-27:], periods_per_year=None, alpha=0.1).adjusted <= 0.1).any())
    assert here <= 6
    assert here <= there


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    refuses(unusual_recent, counts, code="not_counts")


def test_what_is_refused() -> None:
    refuses(unusual_recent, [1, 2, 3], code="shape")
    refuses(unusual_recent, [[1, 2]], code="too_few")
    refuses(unusual_recent, STEADY, alpha=1.5, code="level")
