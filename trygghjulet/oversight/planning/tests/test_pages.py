"""A person proposes a year's meetings, sees why each lies where it does and what can't be met, and accepts it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.operations import cancel_meeting, hold_meeting
from trygghjulet.obligations.planning.calendar import is_working
from trygghjulet.oversight.planning import operations
from trygghjulet.oversight.planning.models import Proposal
from trygghjulet.oversight.planning.queries import planned

pytestmark = pytest.mark.requirement("DUT-5")


@pytest.fixture
def client(cast: Cast) -> Client:
    """The coordinator's browser, in a cooperation whose steering group is to meet every month."""
    agreements.add_duty(
        by=cast.scope("saga"),
        at=AT,
        agreement=cast.home.agreement,
        content=agreements.DutyContent(
            "Styrgruppen möts varje månad", ("styrgruppen",), when=WhenGiven("per", per="month", at_least=1)
        ),
        table={"evidence": {"kind": "meeting", "forum": "styrgruppen"}},
        clause="Styrgruppen möts en gång i månaden.",
        kind="meeting",
        part=cast.home.part,
    )
    return cast.client("saga")


def url(name: str, *args: object) -> str:
    return reverse(name, args=(HOME.slug, *args))


def proposed(client: Client, year: int = 2027) -> Proposal:
    answer = client.post(url("planning:propose"), {"year": year})
    assert answer.status_code == 302
    return Proposal.objects.get(year=year, cooperation__slug=HOME.slug)


@pytest.fixture(autouse=True)
def _in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trygghjulet.foundation.parties.door.datetime", _Clock)


class _Clock:
    """A clock that stands still the day the cast was ready."""

    @staticmethod
    def now(tz: object = None) -> object:
        return AT


def test_a_proposal_shows_days_reasons_and_what_cannot_be_met(client: Client) -> None:
    made = proposed(client)
    page = client.get(url("planning:proposal", made.pk)).content.decode()
    # Juli är ledig: elva månader av tolv ryms, och den tolfte sägs.
    assert made.meetings.count() == 11
    assert "Det här går inte att hålla" in page
    assert "Styrgruppen: minst ett möte under juli 2027." in page
    assert "Det går inte ihop med att juli 2027 är ledig (1–31 juli 2027)." in page
    assert "arbetsdagar efter mötet" in page
    assert "Styrgruppen" in page


def test_with_july_open_everything_fits(client: Client) -> None:
    settings = {
        "min_preparation": 5,
        "max_preparation": 20,
        "max_reporting": 30,
        "lead_days": 7,
        "one_a_day": "shared",
    }
    assert client.post(url("planning:settings"), settings).status_code == 302
    made = proposed(client)
    page = client.get(url("planning:proposal", made.pk)).content.decode()
    assert "Allt som krävs ryms" in page
    assert made.meetings.count() == 12


def test_a_school_holiday_is_kept_free(client: Client) -> None:
    lov = {"name": "höstlov", "first": "2027-11-01", "last": "2027-11-26", "firm": "aldrig"}
    assert client.post(url("planning:new_holiday"), lov).status_code == 302
    made = proposed(client)
    november = [one.on for one in made.meetings.all() if one.on.month == 11]
    assert all(day > date(2027, 11, 26) for day in november)
    assert len(november) == 1
    assert "höstlov (1/11–26/11)" in client.get(url("planning:proposal", made.pk)).content.decode()


def test_wishes_decide_weekday_and_number(client: Client) -> None:
    wish = {"weekdays": ["2"], "meetings": "0"}
    assert client.post(url("planning:wish", "styrgruppen"), wish).status_code == 302
    assert "Onsdag" in client.get(url("planning:show")).content.decode()
    made = proposed(client)
    assert {one.on.weekday() for one in made.meetings.all()} == {2}
    assert client.post(url("planning:wish", "styrgruppen"), {"meetings": "0", "left_out": "on"})
    assert proposed(client).meetings.count() == 0


def test_accepting_plans_the_meetings_in_the_forum_and_nothing_more_is_needed_then(
    client: Client, cast: Cast
) -> None:
    made = proposed(client)
    answer = client.post(url("overview:accept_plan", made.pk), follow=True)
    assert "11 möten är planerade." in answer.content.decode()
    made.refresh_from_db()
    assert made.state == Proposal.State.ACCEPTED
    days = Meeting.objects.filter(forum=cast.home.forum, planned_on__year=2027, state="planned")
    assert sorted(one.on for one in days) == sorted(one.on for one in made.meetings.all())
    assert all(is_working(one.on) for one in days)
    again = client.post(url("overview:accept_plan", made.pk), follow=True).content.decode()
    assert "redan godtaget" in again
    assert days.count() == 11
    assert client.post(url("planning:propose"), {"year": 2027}).status_code == 302
    latest = Proposal.objects.filter(year=2027).latest("pk")
    assert (latest.pk != made.pk, latest.meetings.count()) == (True, 0)


def test_if_one_meeting_cannot_be_planned_none_is(client: Client, cast: Cast) -> None:
    made = proposed(client)
    last = made.meetings.latest("on")
    before = Meeting.objects.count()
    booked = {"planned_on": last.on.isoformat()}
    assert client.post(url("forums:plan", cast.home.forum.pk), booked).status_code == 302
    page = client.post(url("overview:accept_plan", made.pk), follow=True).content.decode()
    assert "har redan ett möte planerat" in page
    assert Meeting.objects.count() == before + 1
    made.refresh_from_db()
    assert made.state == Proposal.State.PROPOSED


def test_this_year_builds_on_what_is_planned(client: Client, cast: Cast) -> None:
    shown = client.get(url("planning:proposal", proposed(client, 2026).pk)).content.decode()
    assert "Redan planerat." in shown
    found = planned(cast.scope("saga"), cooperation=cast.home.cooperation, year=2026, on=AT.date())
    kept = [one.on for one in found.plan.meetings if not one.new]
    assert kept == [date(2026, 2, 3)]
    assert {one.on.month for one in found.plan.new}.isdisjoint({2})
    cancel_meeting(by=cast.scope("saga"), at=AT, meeting=cast.home.meeting)
    found = planned(cast.scope("saga"), cooperation=cast.home.cooperation, year=2026, on=AT.date())
    assert 2 in {one.on.month for one in found.plan.new}


def test_a_new_proposal_replaces_one_that_was_not_accepted(client: Client, cast: Cast) -> None:
    first, second = proposed(client), proposed(client)
    assert first.pk != second.pk
    with pytest.raises(ValueError, match="kortare"):
        operations.set_up(
            by=cast.scope("saga"),
            at=AT,
            cooperation=cast.home.cooperation,
            july_off=True,
            min_preparation=20,
            max_preparation=5,
            max_reporting=30,
            lead_days=7,
            one_a_day="shared",
        )


def test_a_meeting_held_on_a_sunday_stands_on_the_page(client: Client, cast: Cast) -> None:
    sunday = date(2026, 1, 11)
    hold_meeting(by=cast.scope("saga"), at=AT, forum=cast.home.forum, held_on=sunday)
    answer = client.post(url("planning:propose"), {"year": 2026}, follow=True)
    assert answer.status_code == 200
    assert "Söndag 11 januari" in answer.content.decode()
    assert "Lördag" not in client.get(url("planning:wish", "styrgruppen")).content.decode()


def test_a_plan_beyond_the_agreement_says_that_it_ends(client: Client, cast: Cast) -> None:
    agreement = cast.home.agreement
    assert agreement.valid_until is not None
    after = agreement.valid_until.year + 1
    then = AT.replace(year=after - 1)
    found = planned(cast.scope("saga"), cooperation=cast.home.cooperation, year=after, on=then.date())
    made = operations.propose(
        by=cast.scope("saga"), at=then, cooperation=cast.home.cooperation, year=after, found=found
    )
    page = client.get(url("planning:proposal", made.pk)).content.decode()
    assert f"{agreement.title} gäller till och med 31 december {after - 1}." in page
    assert f"Under {after} kräver den inga möten." in page
    assert "skyldigheterna kräver inga fler" not in page
    assert (
        "gäller till och med"
        not in client.get(url("planning:proposal", proposed(client).pk)).content.decode()
    )


def test_meetings_that_are_only_wished_for_are_not_called_duties(client: Client, cast: Cast) -> None:
    client.post(url("planning:wish", "styrgruppen"), {"meetings": "2", "left_out": ""})
    found = planned(cast.scope("saga"), cooperation=cast.home.cooperation, year=2030, on=date(2029, 11, 1))
    made = operations.propose(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, year=2030, found=found
    )
    page = client.get(url("planning:proposal", made.pk)).content.decode()
    assert "De 2 nya mötena är önskemål." in page
    assert "hålls alla skyldigheter" not in page


def test_a_reader_is_not_offered_to_plan(cast: Cast) -> None:
    assert "Planera möten" not in cast.client("pia").get(f"/{HOME.slug}/arshjul/").content.decode()
    assert "Planera möten" in cast.client("saga").get(f"/{HOME.slug}/arshjul/").content.decode()


def test_it_is_known_which_functions_are_one_for_all_areas(cast: Cast) -> None:
    found = planned(cast.scope("saga"), cooperation=cast.home.cooperation, year=2027, on=AT.date())
    wishes = found.plan.problem.wishes
    local = {player.name for player in HOME.players if player.local}
    assert local
    assert wishes.in_each_area == {f"funktion-for-{name}" for name in local}
    assert "funktion-for-saga" in wishes.everywhere
    assert wishes.everywhere.isdisjoint(wishes.in_each_area)
