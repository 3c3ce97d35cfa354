"""Rows go on their source's day, or after its months."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.steps.scanning.rules.retention import goes_on

pytestmark = pytest.mark.requirement("SCN-3")


@pytest.mark.parametrize(
    ("day", "months", "last_day", "expected"),
    [
        (None, None, date(2025, 1, 31), None),
        (date(2030, 1, 1), None, date(2025, 1, 31), date(2030, 1, 1)),
        (None, 1, date(2025, 1, 31), date(2025, 2, 28)),
        (None, 24, date(2024, 2, 29), date(2026, 2, 28)),
        (None, 24, None, date(2028, 3, 1)),
        (date(2026, 6, 1), 36, date(2025, 1, 31), date(2026, 6, 1)),
    ],
)
def test_rows_go_on_the_sources_day_or_after_its_months(
    day: date | None, months: int | None, last_day: date | None, expected: date | None
) -> None:
    assert goes_on(day=day, months=months, last_day=last_day, accepted_on=date(2026, 3, 1)) == expected
