"""The days that meetings can be held on."""

from datetime import date

import pytest

from trygghjulet.obligations.planning.calendar import (
    Days,
    between,
    is_squeezed,
    is_working,
    july,
    working_days,
)

pytestmark = pytest.mark.requirement("DUT-5")


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 6),  # trettondedagen
        date(2026, 4, 3),  # långfredagen
        date(2026, 5, 14),  # Kristi himmelsfärdsdag
        date(2025, 6, 6),  # nationaldagen, en fredag
        date(2026, 6, 19),  # midsommarafton
        date(2026, 12, 24),
        date(2026, 12, 31),
        date(2026, 3, 7),  # lördag
    ],
)
def test_red_days_eves_and_weekends_are_not_worked(day: date) -> None:
    assert not is_working(day)


def test_ordinary_days_are_worked_also_around_holidays() -> None:
    assert all(map(is_working, [date(2026, 1, 5), date(2026, 4, 2), date(2026, 5, 15), date(2026, 12, 23)]))


def test_a_day_alone_between_days_off_is_a_squeeze_day() -> None:
    assert is_squeezed(date(2026, 5, 15))  # fredagen efter Kristi himmelsfärdsdag
    assert is_squeezed(date(2026, 1, 5))  # måndagen före trettondedagen
    assert not is_squeezed(date(2026, 4, 2))
    assert not is_squeezed(date(2026, 5, 14))


def test_a_swedish_year_has_its_working_days() -> None:
    assert len(working_days(date(2026, 1, 1), date(2026, 12, 31))) == 251
    assert len(working_days(date(2025, 1, 1), date(2025, 12, 31))) == 249


def test_working_days_are_counted_forwards_and_backwards() -> None:
    assert between(date(2026, 4, 2), date(2026, 4, 7)) == 1  # påsken ligger emellan
    assert between(date(2026, 4, 7), date(2026, 4, 2)) == -1


def test_days_outside_the_plan_are_numbered_onwards() -> None:
    days = Days(working_days(date(2026, 1, 1), date(2026, 12, 31)))
    assert days.all[days.at(date(2026, 2, 2))] == date(2026, 2, 2)
    assert days.at(date(2025, 12, 30)) == -1
    assert days.at(date(2027, 1, 4)) == len(days.all)


def test_july_is_found_in_every_year_of_a_plan() -> None:
    assert [one.first for one in july(date(2025, 8, 1), date(2027, 7, 1))] == [
        date(2026, 7, 1),
        date(2027, 7, 1),
    ]
