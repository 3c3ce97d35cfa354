"""Routing worked out from rules, meetings and what was sent: nothing counts twice, and no meeting is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.forums.rules.routing import (
    Cause,
    Receiver,
    Rule,
    Sent,
    Standing,
    Way,
    When,
    levels,
    own_members,
    route,
)

pytestmark = pytest.mark.requirement("FOR-6")

TODAY = date(2026, 3, 1)
BOARD, LOCAL = Receiver(words="Kommunstyrelsen"), Receiver(7)
_DAYS = st.dates(date(2024, 1, 1), TODAY)


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Rules after meetings and once a year, to two receivers."""
    return tuple(
        Rule(
            number,
            draw(st.sampled_from(("minnesanteckningar", "protokoll", "rapport"))),
            draw(st.sampled_from((When.EACH_MEETING, When.YEARLY))),
            draw(st.sampled_from((BOARD, LOCAL))),
            within_days=draw(st.none() | st.integers(0, 60)),
            month=draw(st.integers(1, 12)),
            day=draw(st.integers(1, 31)),
            since=draw(st.none() | _DAYS),
            ended_on=draw(st.none() | _DAYS),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    )


@st.composite
def sendings(draw: st.DrawFn) -> tuple[Sent, ...]:
    """What went out, for some meeting or none, by some rule or none."""
    return tuple(
        Sent(
            number,
            draw(st.sampled_from(("minnesanteckningar", "protokoll", "rapport"))),
            draw(st.sampled_from((BOARD, LOCAL))),
            draw(_DAYS),
            meeting=draw(st.none() | st.integers(0, 5)),
            rule=draw(st.none() | st.integers(1, 4)),
        )
        for number in range(draw(st.integers(0, 8)))
    )


_HELD = st.lists(_DAYS, max_size=6, unique=True).map(
    lambda days: tuple(Cause(number, day) for number, day in enumerate(days))
)


@given(rules(), _HELD, sendings())
def test_no_meeting_is_forgotten_and_nothing_sent_counts_twice(
    told: tuple[Rule, ...], held: tuple[Cause, ...], sent: tuple[Sent, ...]
) -> None:
    found = route(told, held=held, decided=(), sent=sent, on=TODAY)
    for rule in told:
        if rule.when is When.EACH_MEETING:
            covered = [one.meeting for one in found.expected if one.rule == rule]
            assert sorted(map(int, (m for m in covered if m is not None))) == sorted(
                one.id for one in held if rule.holds(one.on)
            )
    answers = [one.sent.id for one in found.expected if one.sent] + [one.id for one in found.beside]
    assert sorted(answers) == sorted(one.id for one in sent)


@given(rules(), _HELD, sendings())
def test_what_is_late_has_passed_its_day_and_nothing_else_has(
    told: tuple[Rule, ...], held: tuple[Cause, ...], sent: tuple[Sent, ...]
) -> None:
    for one in route(told, held=held, decided=(), sent=sent, on=TODAY).expected:
        late = one.open and one.due is not None and one.due < TODAY
        assert (one.standing is Standing.LATE) == late
        assert one.late_days == (max(0, ((one.sent_on or TODAY) - one.due).days) if one.due else 0)


@given(rules(), _HELD, sendings())
def test_sending_what_is_still_to_be_sent_leaves_nothing_open(
    told: tuple[Rule, ...], held: tuple[Cause, ...], sent: tuple[Sent, ...]
) -> None:
    before = route(told, held=held, decided=(), sent=sent, on=TODAY)
    more = tuple(
        Sent(100 + number, one.rule.what, one.rule.receiver, TODAY, one.meeting, one.rule.id)
        for number, one in enumerate(before.expected)
        if one.open and one.meeting is not None
    )
    after = route(told, held=held, decided=(), sent=(*sent, *more), on=TODAY)
    assert not [one for one in after.expected if one.open and one.meeting is not None]


def _each(**more: object) -> Rule:
    return Rule(1, "minnesanteckningar", When.EACH_MEETING, LOCAL, **more)  # type: ignore[arg-type]  # the test gives what it names


def test_minutes_answer_for_notes_and_only_to_whom_they_went() -> None:
    held = (Cause(1, date(2026, 2, 1)),)
    rule = _each(within_days=14)

    def stands(*sent: Sent, on: date = TODAY) -> Standing:
        return route([rule], held=held, decided=(), sent=sent, on=on).expected[0].standing

    assert stands() is Standing.LATE
    assert stands(on=date(2026, 2, 10)) is Standing.DUE
    assert stands(Sent(1, "protokoll", LOCAL, date(2026, 2, 9), meeting=1)) is Standing.SENT
    came = Sent(1, "protokoll", LOCAL, date(2026, 2, 9), meeting=1, received_on=date(2026, 2, 10))
    assert stands(came) is Standing.RECEIVED
    assert stands(Sent(1, "protokoll", BOARD, date(2026, 2, 9), meeting=1)) is Standing.LATE
    assert stands(Sent(1, "rapport", LOCAL, date(2026, 2, 9), meeting=1)) is Standing.LATE


def test_a_yearly_report_counts_for_the_day_that_it_is_nearest_to() -> None:
    rule = Rule(1, "rapport", When.YEARLY, BOARD, month=1, day=31, since=date(2024, 1, 1))
    late = Sent(1, "rapport", BOARD, date(2025, 3, 1))
    found = route([rule], held=(), decided=(), sent=[late], on=TODAY).expected
    assert [(one.due, one.standing, one.late_days) for one in found] == [
        (date(2024, 1, 31), Standing.LATE, (TODAY - date(2024, 1, 31)).days),
        (date(2025, 1, 31), Standing.SENT, 29),
        (date(2026, 1, 31), Standing.LATE, 29),
        (date(2027, 1, 31), Standing.COMING, 0),
    ]


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    rule = Rule(1, "rapport", When.YEARLY, BOARD, month=2, day=31, since=date(2026, 1, 1))
    assert route([rule], held=(), decided=(), sent=(), on=TODAY).expected[0].due == date(2026, 2, 28)


def test_what_a_decision_orders_is_expected_once_it_is_ordered() -> None:
    rule = Rule(1, "protokoll", When.BY_DECISION, Receiver(words="Polisområdet"), within_days=7)
    decided = (
        Cause(4, date(2026, 2, 1), Receiver(words="polisområdet")),
        Cause(5, date(2026, 2, 2), Receiver(words="Skolan")),
        Cause(6, date(2026, 2, 3), Receiver(words="Polisområdet"), sent_on=date(2026, 2, 5)),
    )
    found = route([rule], held=(), decided=decided, sent=(), on=TODAY).expected
    assert [(one.decision, one.standing) for one in found] == [(4, Standing.LATE), (6, Standing.SENT)]
    assert route([rule], held=(Cause(1, TODAY),), decided=(), sent=(), on=TODAY).expected == ()


def test_a_rule_covers_the_meetings_of_its_time() -> None:
    rule = _each(since=date(2026, 1, 1), ended_on=date(2026, 1, 31))
    held = tuple(Cause(n, date(2025, 12, 31) + timedelta(days=d)) for n, d in enumerate((0, 1, 31, 32)))
    found = route([rule], held=held, decided=(), sent=(), on=TODAY).expected
    assert [one.meeting for one in found] == [1, 2]


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("Samtliga ledamöter och ersättare", True),
        ("rådets ledamöter", True),
        ("Ledamöterna  och ersättarna", True),
        ("Kommunfullmäktiges ledamöter", False),
        ("Kommunstyrelsen", False),
    ],
)
def test_words_for_those_who_sit_in_the_forum_itself_are_understood(words: str, own: bool) -> None:
    assert own_members(words) == own


def test_reports_roll_up_from_the_local_to_whoever_decides_for_all() -> None:
    ways = [Way(3, BOARD), Way(1, Receiver(2)), Way(2, Receiver(3)), Way(4, Receiver(2))]
    assert [(to, [way.from_forum for way in incoming]) for to, incoming in levels(ways)] == [
        (Receiver(2), [1, 4]),
        (Receiver(3), [2]),
        (BOARD, [3]),
    ]


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12, unique=True))
def test_every_way_is_on_one_level_also_in_a_ring(pairs: list[tuple[int, int]]) -> None:
    ways = [Way(a, Receiver(b)) for a, b in pairs if a != b]
    found = levels(ways)
    assert sorted((w.from_forum, w.to.forum or 0) for _, incoming in found for w in incoming) == sorted(
        (w.from_forum, w.to.forum or 0) for w in ways
    )
    assert len({to for to, _ in found}) == len(found)
