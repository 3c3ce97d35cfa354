"""Numbers and dates look as a Swedish reader expects them."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Column, ColumnKind, Interval, Withheld

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (numbers.number(1234567.5), f"1{NBSP}234{NBSP}567,5"),
        (numbers.number(-3.25, decimals=1), "−3,2"),
        (numbers.number(1234.5, "en", 1), "1,234.5"),
        (numbers.number(float("inf")), "∞"),
        (numbers.percent(0.126), f"13{NBSP}%"),
        (numbers.percent(0.126, "en", 1), "12.6%"),
        (numbers.change(0.88), f"−12{NBSP}%"),
        (numbers.change(1.2), f"+20{NBSP}%"),
        (numbers.change(1.001), f"0{NBSP}%"),
        (numbers.change(0.999), f"0{NBSP}%"),
        (numbers.interval(Interval(12.3, 10.1, 14.8)), "12,3 (10,1–14,8)"),
        (numbers.interval(Interval(1, -0.5, 2.5)), "1,0 (−0,5 till 2,5)"),
        (numbers.day(date(2025, 1, 1)), "1 januari 2025"),
        (numbers.day(date(2025, 1, 1), "en"), "1 January 2025"),
        (numbers.days(date(2025, 1, 1), date(2025, 3, 31)), "1 januari–31 mars 2025"),
        (numbers.days(date(2025, 1, 1), date(2025, 1, 31)), "1–31 januari 2025"),
        (numbers.days(date(2024, 12, 1), date(2025, 1, 31)), "1 december 2024–31 januari 2025"),
        (numbers.days(date(2025, 1, 1), date(2025, 1, 1)), "1 januari 2025"),
    ],
)
def test_written(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (None, ColumnKind.COUNT, "–"),
        (Withheld(), ColumnKind.COUNT, "dold"),
        (2025, ColumnKind.TEXT, "2025"),
        (2025, ColumnKind.COUNT, f"2{NBSP}025"),
        (12.34, ColumnKind.RATE, "12,3"),
        (0.5, ColumnKind.PERCENT, f"50{NBSP}%"),
        (date(2025, 6, 6), ColumnKind.DATE, "6 juni 2025"),
    ],
)
def test_cells_follow_their_column(value: object, kind: ColumnKind, expected: str) -> None:
    assert numbers.cell(value, Column("k", kind)) == expected  # type: ignore[arg-type]


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_reads_back(value: int) -> None:
    assert int(numbers.number(value).replace(NBSP, "").replace("−", "-")) == value
