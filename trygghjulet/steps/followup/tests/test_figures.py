"""Whole months are compared, kept figures come back as they were, and rows that are left add to them."""

from __future__ import annotations

from datetime import date

import pytest

from trygghjulet.observations.period import Period
from trygghjulet.steps.followup.rules.figures import Series, from_json, joined, sha256, to_json
from trygghjulet.steps.followup.rules.windows import sides

pytestmark = pytest.mark.requirement("FUP-3", "SCN-3")


@pytest.mark.parametrize(
    ("begins", "last", "expected"),
    [
        (date(2024, 6, 1), date(2024, 12, 31), ((2023, 12, 1), (2024, 5, 31), (2024, 6, 1), (2024, 11, 30))),
        (date(2024, 6, 2), date(2024, 12, 31), ((2023, 12, 1), (2024, 5, 31), (2024, 7, 1), (2024, 12, 31))),
        (date(2024, 6, 30), date(2024, 12, 30), ((2024, 3, 1), (2024, 5, 31), (2024, 7, 1), (2024, 9, 30))),
        (date(2024, 6, 2), date(2025, 7, 31), ((2023, 6, 1), (2024, 5, 31), (2024, 7, 1), (2025, 6, 30))),
        (date(2024, 6, 2), date(2024, 7, 30), None),
        (date(2023, 1, 31), date(2024, 7, 30), None),
    ],
)
def test_equally_many_whole_months_on_each_side(
    begins: date, last: date, expected: tuple[tuple[int, int, int], ...] | None
) -> None:
    found = sides(Period(date(2023, 1, 1), last), begins)
    days = None if found is None else tuple(day for side in found for day in (side.first, side.last))
    assert days == (None if expected is None else tuple(date(*one) for one in expected))


def _series(first: date, last: date, n: int, *, compared: int = 0, source: str = "Polisen") -> Series:
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append((month, n))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    series = Series(
        "Våld", "Våld i centrum.", date(2024, 1, 1), source, first, last, tuple(months), hashes=(source,)
    )
    if not compared:
        return series
    both = sides(Period(first, last), series.begins)
    assert both is not None
    return Series(**(series.__dict__ | {"before_days": both[0], "after_days": both[1], "before": n}))


def test_the_kept_figures_come_back_with_the_same_hash() -> None:
    series = _series(date(2023, 1, 1), date(2024, 12, 31), 7, compared=12)
    plain = to_json(series)
    assert from_json(plain) == series
    assert sha256(to_json(from_json(plain))) == sha256(plain)


def test_what_was_kept_stands_and_what_is_left_adds_to_it() -> None:
    kept = _series(date(2023, 1, 1), date(2024, 12, 15), 7, compared=6)
    live = _series(date(2024, 6, 10), date(2025, 3, 31), 2, source="Ny")
    both = joined(kept, live)
    told = dict(both.months)
    assert told[date(2023, 1, 1)] == 7
    assert told[date(2024, 6, 1)] == 7, "månaden som raderna börjar i är hel bara i det som behölls"
    assert told[date(2024, 7, 1)] == 2
    assert told[date(2025, 3, 1)] == 2
    assert (both.first_day, both.last_day) == (date(2023, 1, 1), date(2025, 3, 31))
    assert (both.before, both.before_days) == (7, kept.before_days)
    assert both.source == "Polisen; Ny"
    assert both.hashes == ("Polisen", "Ny")


def test_without_rows_left_the_kept_figures_are_all() -> None:
    kept = _series(date(2023, 1, 1), date(2024, 12, 31), 7)
    assert joined(kept, Series("Våld", "Våld i centrum.", date(2024, 1, 1))) == kept
