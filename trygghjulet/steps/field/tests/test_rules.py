"""When something happened, how a report may go on, and which categories a reporter meets first."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from trygghjulet.steps.field.models import State
from trygghjulet.steps.field.rules.naming import tiles, title_of
from trygghjulet.steps.field.rules.states import MOVES, can_be_mended, may_follow, needs_words
from trygghjulet.steps.field.rules.times import DAY, NOW, TODAY, When, WrongTime, span, written
from trygghjulet.steps.scanning.rules.categories import offered_in_the_field

pytestmark = pytest.mark.requirement("SCN-7")

SWEDEN = ZoneInfo("Europe/Stockholm")
WRITTEN = datetime(2025, 11, 20, 18, 10, tzinfo=SWEDEN)


def _span(when: When) -> tuple[str, str]:
    first, last = span(when, written_at=WRITTEN.astimezone(UTC), zone=SWEDEN)
    return tuple(f"{moment.astimezone(SWEDEN):%d %H:%M}" if moment else "" for moment in (first, last))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(NOW), ("20 18:10", "")),
        (When(NOW, date(2025, 1, 1), time(3)), ("20 18:10", "")),
        (When(TODAY), ("20 00:00", "20 18:10")),
        (When(TODAY, None, time(7)), ("20 07:00", "")),
        (When(TODAY, None, time(7), time(9)), ("20 07:00", "20 09:00")),
        (When(TODAY, None, time(17), time(20)), ("20 17:00", "20 18:10")),
        (When(DAY, date(2025, 11, 18)), ("18 00:00", "18 23:59")),
        (When(DAY, date(2025, 11, 18), time(22), time(2)), ("18 22:00", "19 02:00")),
    ],
)
def test_when_it_happened(when: When, expected: tuple[str, str]) -> None:
    assert _span(when) == expected


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(DAY), "vilken dag"),
        (When(DAY, date(2025, 11, 21)), "inte varit än"),
        (When(TODAY, None, time(19)), "inte varit än"),
        (When(DAY, date(2023, 11, 1)), "mer än ett år"),
        (When(TODAY, None, None, time(9)), "från vilken tid"),
        (When(TODAY, None, time(17), time(9)), "före tiden från"),
    ],
)
def test_a_time_that_can_not_be_right_is_refused_with_the_reason(when: When, words: str) -> None:
    with pytest.raises(WrongTime, match=words):
        _span(when)


NIGHT_BACK, NIGHT_FORWARD = date(2026, 10, 25), date(2026, 3, 29)


def _hours(first: time, last: time | None, *, day: date) -> tuple[int, int]:
    """When it was in UTC, and for how many minutes."""
    morning = datetime.combine(day + timedelta(days=1), time(9), tzinfo=SWEDEN)
    starts, ends = span(When(DAY, day, first, last), written_at=morning, zone=SWEDEN)
    return starts.astimezone(UTC).hour, int(((ends or starts) - starts).total_seconds() // 60)


def test_the_hour_that_comes_twice_can_hold_a_span_that_looks_backwards() -> None:
    assert _hours(time(2, 50), time(2, 10), day=NIGHT_BACK) == (0, 20)
    assert _hours(time(2, 10), time(2, 50), day=NIGHT_BACK) == (0, 40)
    assert _hours(time(1, 30), time(3, 30), day=NIGHT_BACK) == (23, 180)
    with pytest.raises(WrongTime, match="före tiden från"):
        _hours(time(2, 50), time(1, 10), day=NIGHT_BACK)


def test_the_hour_that_never_was_is_told() -> None:
    for first, last in ((time(2, 30), None), (time(1, 30), time(2, 30))):
        with pytest.raises(WrongTime, match=r"Klockan 02:30 fanns inte den natten.*före 02 eller från 03"):
            _hours(first, last, day=NIGHT_FORWARD)
    assert _hours(time(1, 30), time(3, 30), day=NIGHT_FORWARD) == (0, 60)


def test_now_in_the_night_when_the_clock_is_put_back_is_one_moment() -> None:
    second = datetime(2025, 10, 26, 2, 30, tzinfo=SWEDEN, fold=1)
    assert span(When(NOW), written_at=second, zone=SWEDEN)[0].astimezone(UTC).hour == 1


@pytest.mark.parametrize(
    ("said", "sent", "expected"),
    [
        (-3600, 0, -3600),  # the phone's clock is right: an hour without a line
        (7200 - 3600, 7200, -3600),  # two hours fast: the same
        (-86400 - 60, -86400, -60),  # a day slow
        (500, 60, 0),  # nothing is written later than it came
        (-90, None, -90),
        (-20 * 365 * 86400, None, 0),  # a clock that began anew
        (86400 * 365 * 7000, -86400 * 365 * 1000, 0),  # and one that says nothing at all
    ],
)
def test_a_phone_with_the_wrong_clock_does_not_move_what_happened(
    said: int, sent: int | None, expected: int
) -> None:
    at = WRITTEN
    moment = written(at + timedelta(seconds=said), None if sent is None else at + timedelta(seconds=sent), at)
    assert (moment - at).total_seconds() == expected


def test_the_states_and_what_may_follow_are_the_same_words() -> None:
    assert set(MOVES) == set(State.values)
    assert {state for states in MOVES.values() for state in states} <= set(State.values)


def test_what_is_taken_back_is_let_alone_and_what_is_done_can_be_opened_again() -> None:
    assert not any(may_follow(State.WITHDRAWN, state) for state in State.values)
    assert may_follow(State.RECEIVED, State.NO_ACTION)
    assert may_follow(State.DONE, State.ACTED_ON)
    assert not may_follow(State.DONE, State.IN_PICTURE)
    assert not may_follow(State.ACTED_ON, State.RECEIVED)
    assert [state for state in State.values if needs_words(state)] == [State.NO_ACTION]


def test_a_report_can_be_mended_for_an_hour() -> None:
    assert can_be_mended(WRITTEN, WRITTEN + timedelta(minutes=60))
    assert not can_be_mended(WRITTEN, WRITTEN + timedelta(minutes=60, seconds=1))


def test_a_reporters_latest_categories_come_first_and_none_is_lost() -> None:
    latest = ["surroundings.litter", "finns.inte", "surroundings.litter", "drugs.open", "fire", "damage"]
    shown = [category.code for category in tiles(latest)]
    assert shown[:4] == ["surroundings.litter", "drugs.open", "fire", offered_in_the_field()[0].code]
    assert sorted(shown) == sorted(category.code for category in offered_in_the_field())


def test_a_category_that_is_gone_keeps_its_code() -> None:
    assert (title_of("damage.graffiti"), title_of("gammal.kod")) == ("Klotter", "gammal.kod")
