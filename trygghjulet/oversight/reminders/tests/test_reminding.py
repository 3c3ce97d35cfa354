"""Who is reminded: whoever holds the function that day, or those who coordinate, and nobody twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries, Settings

from tests.cast import AT, HOME, Cast, email
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.foundation.jobs import timetable
from trygghjulet.foundation.jobs.working import work
from trygghjulet.foundation.parties.models import Cooperation, Holding
from trygghjulet.foundation.parties.operations import end_holding
from trygghjulet.obligations.standing import State
from trygghjulet.oversight.reminders.operations import NotAllReminded, remind
from trygghjulet.oversight.reminders.rules import Owed

pytestmark = pytest.mark.requirement("DUT-4")

LATE = Owed("lagesbild", "Lägesbilden tas fram", State.OVERDUE, AT.date() - timedelta(days=3), "Den saknas.")


@pytest.fixture(autouse=True)
def _mail(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_FROM = "trygghjulet@exempel.example"
    monkeypatch.setattr(timetable, "_timings", {})


def _remind(*owed: Owed, days: int = 0) -> int:
    """Remind everybody of duties of the cast's home."""

    def of(cooperation: Cooperation, on: date) -> tuple[Owed, ...]:
        assert on == (AT + timedelta(days=days)).date()
        return owed if cooperation.slug == HOME.slug else ()

    return remind(at=AT + timedelta(days=days), owed_in=of)


def _receivers() -> list[str]:
    return sorted(Message.objects.values_list("user__email", flat=True))


def _resting_on(*names: str) -> Owed:
    users = User.objects.filter(email__in=[email(name) for name in names])
    return replace(LATE, users=frozenset(user.pk for user in users))


def test_whoever_holds_the_function_is_reminded(cast: Cast) -> None:
    assert _remind(_resting_on("ana", "stig")) == 2
    assert _receivers() == [email("ana"), email("stig")]
    work(once=True)
    assert sorted(letter.to[0] for letter in mail.outbox) == [email("ana"), email("stig")]
    assert "Den saknas." in mail.outbox[0].body


def test_reminding_again_the_same_week_reminds_nobody(cast: Cast) -> None:
    duty = _resting_on("ana")
    assert [_remind(duty, days=days) for days in range(9)] == [1, 0, 0, 0, 1, 0, 0, 0, 0]
    work(once=True)
    assert len(mail.outbox) == 1, "det som väntade kom i ett brev"


def test_where_nobody_holds_it_those_who_coordinate_the_whole_are_told(cast: Cast) -> None:
    _remind(replace(LATE, ownerless=True))
    assert _receivers() == [email("kim"), email("saga")]
    assert Message.objects.filter(kind="duty_ownerless", text__contains="Ingen innehar").count() == 2


def test_a_function_whose_holder_has_left_is_without_an_owner_until_somebody_comes(cast: Cast) -> None:
    duty = _resting_on("ana")
    held = Holding.objects.get(function=cast.home.function("ana"))
    end_holding(by=cast.scope("saga"), at=AT, holding=held, last_day=AT.date())
    _remind(duty)
    assert _receivers() == [email("ana")], "den sista dagen räknas med"
    _remind(duty, days=1)
    assert _receivers() == [email("ana"), email("kim"), email("saga")]


def test_what_rests_on_a_body_is_told_to_those_who_coordinate_without_a_word_of_owners(cast: Cast) -> None:
    _remind(LATE)
    assert _receivers() == [email("kim"), email("saga")]
    assert set(Message.objects.values_list("kind", flat=True)) == {"duty_overdue"}


def test_somebody_of_another_cooperation_is_not_told(cast: Cast) -> None:
    _remind(_resting_on("vera"))
    assert _receivers() == [email("kim"), email("saga")]


def test_nobody_is_reminded_of_what_is_met(cast: Cast) -> None:
    assert _remind(replace(_resting_on("ana"), state=State.MET)) == 0


def test_a_fault_in_one_cooperation_keeps_nobody_else_from_being_reminded(cast: Cast) -> None:
    def of(cooperation: Cooperation, on: date) -> tuple[Owed, ...]:
        if cooperation.slug == HOME.slug:
            raise LookupError
        return (LATE,)

    with pytest.raises(NotAllReminded):
        remind(at=AT, owed_in=of)
    assert _receivers() == [email("pelle"), email("vera")]


def test_many_duties_that_are_told_already_cost_few_questions(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _remind(*(replace(LATE, key=f"{n}") for n in range(40)))
    with django_assert_max_num_queries(20):
        assert _remind(*(replace(LATE, key=f"{n}") for n in range(40))) == 0
