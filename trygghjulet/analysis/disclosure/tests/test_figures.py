"""Figures are the sums that they say they are."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from trygghjulet.analysis.disclosure.figures import (
    Figures,
    as_figures,
    from_labels,
    from_tables,
    join,
    over_periods,
)
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, answers_or_refuses, refuses


def told(figures: Figures, counts: object) -> dict[object, int]:
    return dict(zip(figures.names, figures.values(np.asarray(counts)).tolist(), strict=True))


def test_a_table_with_its_totals() -> None:
    figures = from_tables((2, 2))
    assert figures.names[:5] == ((0, 0), (0, 1), (1, 0), (1, 1), (0, None))
    assert figures.names[5:] == ((1, None), (None, 0), (None, 1), (None, None))
    assert figures.values([[1, 2], [3, 4]]).tolist() == [1, 2, 3, 4, 3, 7, 4, 6, 10]


def test_tables_that_share_margins_have_each_margin_once() -> None:
    counts = np.arange(24).reshape(2, 3, 4)
    figures = told(from_tables((2, 3, 4), [(0, 1), (0, 2)]), counts)
    assert len(figures) == 2 * 3 + 2 * 4 + 2 + 3 + 4 + 1
    assert figures[1, 2, None] == counts[1, 2].sum()
    assert figures[1, None, None] == counts[1].sum()
    assert len(from_tables((2, 3, 4))) == 3 * 4 * 5


def test_a_tree_is_one_label_per_level() -> None:
    labels = {"area": ["a", "b", "c"], "district": ["N", "N", "S"]}
    figures = told(from_labels(labels, [["area"], ["district"]]), [1, 2, 4])
    assert figures[("district", "N"),] == 3
    assert figures[()] == 7


def test_periods_may_overlap() -> None:
    months = np.arange(15)
    releases = over_periods({"area": np.zeros(15)}, [["area"]], months, [0, 3], [12, 15])
    assert [release.values(months).tolist() for release in releases] == [[66, 66], [102, 102]]
    assert len(join(*releases)) == 4


def test_matrices_and_lists_say_the_same() -> None:
    matrix = np.array([[1, 0, 1], [0, 0, 0]])
    for given in (matrix, csr_array(matrix), [[0, 2], []]):
        assert as_figures(given, 3).values([1, 2, 4]).tolist() == [5, 0]


def test_what_is_no_figure_is_refused() -> None:
    refuses(as_figures, np.array([[2, 0]]), code="not_figures")
    refuses(as_figures, np.array([[np.nan, 0]]), code="not_figures")
    refuses(as_figures, [[0, 7]], 3, code="not_figures")
    refuses(as_figures, [[-1]], 3, code="not_counts")
    refuses(as_figures, np.array([[1, 0]]), 3, code="shape")
    refuses(from_tables, (2, 2), [(0, 2)], code="shape")
    refuses(from_tables, (), code="shape")
    refuses(from_labels, {"area": [1, 2]}, [["place"]], code="unknown_label")
    refuses(from_labels, {"area": [1, 2], "month": [1]}, [["area"]], code="shape")
    refuses(from_tables((3,)).named, ["x"], code="unknown_figure")


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_odd_counts_are_refused(counts: object) -> None:
    assert isinstance(answers_or_refuses(from_tables((3,)).values, counts), Exception)


def test_only_figures_over_the_same_counts_are_joined() -> None:
    refuses(join, code="shape")
    refuses(join, from_tables((2, 2)), from_tables((2, 3)), code="shape")
    both = join(from_tables((2, 2)), from_tables((4,)))
    assert len(both) == len(from_tables((2, 2))) + len(from_tables((4,)))
