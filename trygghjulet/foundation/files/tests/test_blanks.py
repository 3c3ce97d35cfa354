"""Blanks are seen in whatever cell they stand, however the column around it looks."""

import re

import polars as pl
import pytest
from hypothesis import given, strategies as st

from trygghjulet.foundation.files.tables import Table, blank_to_null, may_hold

_CELLS = st.lists(
    st.none() | st.text(alphabet=st.sampled_from("aZ9åÖ@.,- \t\v\f\n\r\u00a0\u2003\u0085"), max_size=6),
    min_size=1,
    max_size=12,
)


@given(_CELLS)
def test_blanks_around_go_and_the_rest_stands(cells: list[str | None]) -> None:
    plain = [cell.strip() if cell else cell for cell in cells]
    assert blank_to_null(pl.Series(cells, dtype=pl.String)).to_list() == [cell or None for cell in plain]


@given(_CELLS, st.sampled_from(["@ .,", "aA", " "]))
def test_no_is_said_only_where_none_of_the_signs_stands(cells: list[str | None], signs: str) -> None:
    pattern = "|".join(r"\s" if sign == " " else re.escape(sign) for sign in signs)
    if not may_hold(pl.Series(cells, dtype=pl.String), signs):
        assert not any(re.search(pattern, cell) for cell in cells if cell)


def test_no_is_said_of_plain_keys() -> None:
    assert not may_hold(pl.Series(["HX1", None, "HX2"]), "@ .,")


@pytest.mark.parametrize("empty", ["", " ", "\t", None])
def test_a_row_that_holds_nothing_is_passed_over(empty: str | None) -> None:
    cells = pl.DataFrame({"a": ["x", empty, "y"], "b": ["1", empty, None]})
    table = Table(cells, pl.Series("row", [2, 3, 4], dtype=pl.UInt32)).without_empty()
    assert table.numbers.to_list() == [2, 4]
