"""An agenda's clock, its numbers, where a new point goes, and when a call is late."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.forums.rules.agenda import (
    DEFAULT,
    FORMAL,
    INFORMATION,
    PRE_MEETING,
    Slot,
    beyond,
    numbers_of,
    place_for_new,
    timetable,
)
from trygghjulet.cooperation.forums.rules.call import call_standing, checklist, next_step
from trygghjulet.cooperation.forums.rules.meetings import hours_fit, said_when

pytestmark = pytest.mark.requirement("FOR-4")
NINE, NOON = time(9), time(12)
DAY = date(2026, 2, 10)


def _slot(key: int, minutes: int | None = None, starts: time | None = None, **more: str) -> Slot:
    return Slot(key, f"Punkt {key}", more.pop("kind", INFORMATION), minutes, starts, **more)


def test_a_point_begins_where_the_one_before_it_ended() -> None:
    found = timetable([_slot(1, 15), _slot(2), _slot(3, 30), _slot(4, 5)], starts=NINE, ends=NOON)
    assert [(found.times[key].starts, found.times[key].ends) for key in (1, 2, 3, 4)] == [
        (time(9), time(9, 15)),
        (time(9, 15), None),
        (time(9, 15), time(9, 45)),
        (time(9, 45), time(9, 50)),
    ]
    assert (found.clashes, found.ends) == ((), time(9, 50))


def test_a_given_time_is_kept_and_the_rest_follow_on_it() -> None:
    found = timetable([_slot(1, 15), _slot(2, 20, time(10)), _slot(3, 10)], starts=NINE, ends=NOON)
    assert (found.times[2].starts, found.times[3].starts) == (time(10), time(10, 20))


def test_two_points_at_once_are_told_with_both_times() -> None:
    found = timetable([_slot(1, 45), _slot(2, 20, time(9, 30)), _slot(3, 5)], starts=NINE, ends=NOON)
    assert found.clashes == ("Punkt 2 börjar 09.30, men Punkt 1 slutar 09.45. Ändra tiden eller minuterna.",)
    assert found.times[3].starts == time(9, 50)


def test_a_point_before_the_meeting_begins_is_told() -> None:
    found = timetable([_slot(1, 5, time(8, 30))], starts=NINE, ends=None)
    assert found.clashes == ("Punkt 1 börjar 08.30, men mötet börjar 09.00. Ändra tiden eller minuterna.",)


def test_running_over_the_end_is_told_in_minutes() -> None:
    found = timetable([_slot(1, 120), _slot(2, 75)], starts=NINE, ends=NOON)
    assert found.clashes == ("Punkterna räcker till 12.15, men mötet slutar 12.00: 15 minuter för mycket.",)


def test_a_meeting_before_the_meeting_ends_as_it_begins() -> None:
    found = timetable([_slot(1, 30, kind=PRE_MEETING), _slot(2, 10)], starts=NINE, ends=None)
    assert (found.times[1].starts, found.times[1].ends) == (time(8, 30), NINE)
    assert found.times[2].starts == NINE


@given(st.lists(st.tuples(st.integers(1, 600), st.one_of(st.none(), st.times())), max_size=12), st.times())
def test_no_point_begins_while_another_goes_on_unless_it_is_told(
    given_: list[tuple[int, time | None]], starts: time
) -> None:
    slots = [_slot(key, minutes, at) for key, (minutes, at) in enumerate(given_)]
    found = timetable(slots, starts=starts, ends=None)
    told = [found.times[slot.key] for slot in slots]
    overlapping = any(
        after.starts is not None and before.ends is not None and after.starts < before.ends
        for before, after in pairwise(told)
    )
    assert not overlapping or found.clashes
    assert all(one.ends is None or one.starts is not None for one in told)


def test_only_matters_are_numbered_and_numbers_stand_once_announced() -> None:
    slots = [
        _slot(1, kind=PRE_MEETING),
        _slot(2, kind=FORMAL),
        _slot(3, state="withdrawn"),
        _slot(4, kind="break"),
        _slot(5),
    ]
    assert numbers_of(slots, announced=False) == {2: 1, 5: 2}
    assert numbers_of(slots, announced=True) == {2: 1, 3: 2, 5: 3}


def test_a_new_point_goes_before_what_ends_the_meeting() -> None:
    titles = [one.title for one in DEFAULT]
    assert titles[place_for_new(titles, str)] == "Övriga frågor"
    assert place_for_new(["Mötet öppnas"], str) == 1
    assert place_for_new([], str) == 0


@pytest.mark.requirement("FOR-9")
def test_what_a_council_does_not_deal_with_is_refused_with_its_words_and_another_place() -> None:
    clause = "2 §: Rådet behandlar inte ärenden som avser enskild person eller operativa frågor"
    said = beyond(
        individual=False, operational=True, refuses_operational=True, clause=clause, instead="Arbetsgruppen"
    )
    assert clause in said
    assert "Ta den i Arbetsgruppen." in said
    one = beyond(individual=True, operational=False, refuses_operational=False, clause="", instead="")
    assert "enskild person" in one
    assert "med dess sekretess" in one
    assert not beyond(
        individual=False, operational=True, refuses_operational=False, clause=clause, instead=""
    )


@given(st.integers(0, 30), st.integers(-40, 40), st.integers(-40, 40))
def test_a_call_is_late_exactly_from_the_day_after_its_last(days: int, sent: int, today: int) -> None:
    on, now = DAY + timedelta(sent), DAY + timedelta(today)
    told = call_standing(DAY, sent_on=on, call_days=days, today=now)
    assert told.days_late == max(0, sent + days)
    waiting = call_standing(DAY, sent_on=None, call_days=days, today=now)
    assert waiting.days_late == (max(0, today + days) if now <= DAY else 0)
    assert waiting.last_day == DAY - timedelta(days)


def test_the_last_day_and_how_late_are_said_in_words() -> None:
    ahead = call_standing(DAY, sent_on=None, call_days=7, today=date(2026, 1, 30))
    assert ahead.sentence == "Kallelsen ska vara ute senast 3 februari 2026, om 4 dagar."
    late = call_standing(DAY, sent_on=None, call_days=7, today=date(2026, 2, 4))
    assert (late.word, late.tone) == ("En dag för sen", "bad")
    sent = call_standing(DAY, sent_on=date(2026, 2, 6), call_days=7, today=date(2026, 2, 6))
    assert (sent.word, sent.days_late) == ("3 dagar för sent", 3)
    unsaid = call_standing(DAY, sent_on=None, call_days=None, today=date(2026, 2, 4))
    assert (unsaid.last_day, unsaid.sentence) == (None, "Kallelsen är inte skickad.")


def test_what_comes_next_is_said_at_every_stage() -> None:
    def step(state: str, points: int, sent: date | None, today: date) -> str:
        standing = call_standing(DAY, sent_on=sent, call_days=7, today=today)
        return next_step(
            state=state, meets_on=DAY, points=points, standing=standing, sent=sent is not None, today=today
        )

    assert step("planned", 0, None, date(2026, 1, 2)).startswith("Sätt ihop dagordningen.")
    assert "senast 3 februari 2026" in step("planned", 3, None, date(2026, 1, 2))
    assert step("planned", 3, date(2026, 2, 1), date(2026, 2, 9)).endswith("Mötet är om en dag.")
    assert "För in att mötet hölls" in step("planned", 3, date(2026, 2, 1), date(2026, 2, 11))
    assert "anteckningarna" in step("held", 3, None, date(2026, 2, 11))
    assert "flyttas till nästa möte" in step("cancelled", 3, None, date(2026, 2, 1))


def test_the_checklist_tells_what_is_missing() -> None:
    checks = checklist(
        time=True, place=False, points=4, clashes=0, called=0, signed=True, proposals_missing=2
    )
    missing = [check.words for check in checks if not check.done]
    assert missing == [
        "Mötet har en plats",
        "Varje beslutspunkt har ett förslag till beslut",
        "Ledamöterna är införda",
    ]


def test_hours_and_place_are_written_out() -> None:
    assert said_when(DAY, NINE, NOON, "Stadshuset") == "Tisdag 10 februari 2026 09.00–12.00, Stadshuset."
    assert said_when(DAY, None, None, "") == "Tisdag 10 februari 2026."
    assert hours_fit(NOON, NINE) == "Mötet slutar innan det börjar. Rätta en av tiderna."
    assert hours_fit(None, NINE) == "Ange också när mötet börjar."
    assert not hours_fit(NINE, NOON)
