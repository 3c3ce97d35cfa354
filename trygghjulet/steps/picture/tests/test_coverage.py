"""Days that the material misses are told, and never read as a fall or a rise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from trygghjulet.observations.period import Period
from trygghjulet.steps.picture.rules.coverage import held_by, missing
from trygghjulet.steps.picture.rules.figures import SourceNote

YEAR = Period(date(2025, 7, 1), date(2026, 6, 30))
BEFORE = Period(date(2024, 7, 1), date(2025, 6, 30))


def note(first: date, last: date, *, name: str = "Anmälningar", rows: int = 5_000) -> SourceNote:
    return SourceNote(name, "Polisen", "", first, last, rows, name)


def test_material_that_ends_early_is_told() -> None:
    held = held_by([note(date(2024, 1, 1), date(2025, 12, 31))])
    assert missing(held, YEAR) == ("Underlaget slutar 31 december 2025, men perioden går till 30 juni 2026.",)
    assert missing(held, BEFORE) == ()


def test_material_that_begins_late_is_told() -> None:
    held = held_by([note(date(2024, 9, 1), date(2026, 6, 30))])
    assert missing(held, BEFORE) == ("Underlaget börjar 1 september 2024, men perioden börjar 1 juli 2024.",)


def test_a_gap_between_two_datasets_of_a_source_is_told() -> None:
    held = held_by([note(date(2024, 1, 1), date(2025, 8, 31)), note(date(2025, 11, 1), date(2026, 6, 30))])
    assert missing(held, YEAR) == ("Underlaget saknar 1 september–31 oktober 2025.",)


def test_each_source_is_asked_for_itself() -> None:
    """A source that begins inside the period is a rise that never happened, however far back another reaches."""
    held = held_by(
        [
            note(date(2024, 1, 1), date(2026, 6, 30)),
            note(date(2025, 7, 1), date(2026, 6, 30), name="Ordningsvakter"),
        ]
    )
    assert missing(held, YEAR, beside=BEFORE) == ()
    assert missing(held, BEFORE, beside=YEAR) == (
        "Underlaget från Ordningsvakter saknar 1 juli 2024–30 juni 2025.",
    )


def test_a_source_that_ended_long_ago_is_not_asked() -> None:
    held = held_by(
        [
            note(date(2024, 1, 1), date(2026, 6, 30)),
            note(date(2019, 1, 1), date(2019, 12, 31), name="Gammalt"),
        ]
    )
    assert missing(held, YEAR, beside=BEFORE) == ()


def test_a_rare_crime_s_silence_is_not_a_gap() -> None:
    """Ten incidents a year leave weeks in silence by chance."""
    assert missing(held_by([note(date(2025, 7, 20), date(2026, 5, 28), rows=10)]), YEAR) == ()


@pytest.mark.parametrize(("days", "told"), [(7, False), (8, True)])
def test_a_week_at_the_end_of_a_year_may_be_silent(days: int, told: bool) -> None:
    held = held_by([note(date(2025, 7, 1), YEAR.last - timedelta(days=days))])
    assert bool(missing(held, YEAR)) is told


@given(
    length=st.integers(7, 800),
    spans=st.lists(st.tuples(st.integers(-400, 1200), st.integers(1, 600)), min_size=1, max_size=5),
)
def test_what_is_held_and_what_is_missing_never_overlap(length: int, spans: list[tuple[int, int]]) -> None:
    period = Period(YEAR.first, YEAR.first + timedelta(days=length - 1))
    notes = [
        note(first := period.first + timedelta(days=start), first + timedelta(days=days - 1))
        for start, days in spans
    ]
    (source,) = held_by(notes)
    gaps = source.missing(period)
    assert all(period.first <= gap.first and gap.last <= period.last for gap in gaps)
    assert not any(source.touches(gap) for gap in gaps)
    if not source.touches(period):
        assert gaps == (period,)
