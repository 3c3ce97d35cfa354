"""A matter goes from working group to preparatory group to steering group, and its answer goes all the way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Forum, RaisedItem
from trygghjulet.cooperation.forums.queries.agenda import answers_for, chain_of, waiting_for
from trygghjulet.foundation.access.rules import Denied, Refused

pytestmark = pytest.mark.requirement("FOR-7")

AFTER = AT + timedelta(days=30)


def _forum(cast: Cast, name: str, kind: str) -> Forum:
    return operations.set_up(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, name=name, kind=kind
    )


def _raise(cast: Cast, forum: Forum, to_forum: Forum, who: str = "fia") -> RaisedItem:
    return operations.raise_matter(
        by=cast.scope(who),
        at=AT,
        forum=forum,
        to_forum=to_forum,
        title="Vem betalar lamporna?",
        asks_for="Ett beslut.",
    )


def test_a_decision_two_steps_up_comes_back_to_the_working_group(cast: Cast) -> None:
    saga, working = cast.scope("saga"), _forum(cast, "Torggruppen", "working")
    raised = _raise(cast, working, cast.home.preparing)
    assert raised in waiting_for(cast.home.preparing)
    further = operations.raise_further(by=saga, at=AT, raised=raised, to_forum=cast.home.forum)
    assert [step.to_forum.name for step in chain_of(raised)] == ["Beredningsgruppen", "Styrgruppen"]
    point = operations.put_on_agenda(by=saga, at=AT, raised=further, meeting=cast.home.meeting)
    assert (point.title, point.presenter) == ("Vem betalar lamporna?", "Beredningsgruppen")
    meeting = operations.hold_meeting(
        by=saga, at=AFTER, forum=cast.home.forum, meeting=cast.home.meeting, held_on=date(2026, 2, 3)
    )
    operations.decide(
        by=saga,
        at=AFTER,
        forum=cast.home.forum,
        meeting=meeting,
        content=operations.DecisionContent(
            "Lamporna", outcome="adopted", text="Kommunen betalar lamporna.", item=point
        ),
    )
    answered = RaisedItem.objects.get(pk=raised.pk)
    assert answered.state == "answered"
    assert answered.answered_on == date(2026, 2, 3)
    assert answered.answer == "Från Styrgruppen: Beslutat: Kommunen betalar lamporna."
    theirs = operations.plan_meeting(by=saga, at=AFTER, forum=working, planned_on=date(2026, 3, 3))
    assert answers_for(theirs) == (answered,)
    page = cast.client("fia").get(reverse("forums:meeting", args=(HOME.slug, working.pk, theirs.pk)))
    assert "Svar på det ni lyft" in page.content.decode()
    assert "Kommunen betalar lamporna." in page.content.decode()


def test_an_answer_is_shown_until_the_forum_has_met_again(cast: Cast) -> None:
    saga, preparing = cast.scope("saga"), cast.home.preparing
    raised = cast.home.raised
    operations.answer_raised(by=saga, at=AT, raised=raised, words="Parkenheten.", on=AT.date())
    for on in (date(2026, 1, 28), date(2026, 2, 10)):
        meeting = operations.plan_meeting(by=saga, at=AT, forum=preparing, planned_on=on)
        shown = raised.pk in [one.pk for one in answers_for(meeting)]
        assert shown == (on == date(2026, 1, 28))
        operations.hold_meeting(by=saga, at=AFTER, forum=preparing, meeting=meeting, held_on=on)


def test_words_at_the_point_answer_too_and_a_struck_point_lets_the_matter_wait_again(cast: Cast) -> None:
    saga, raised = cast.scope("saga"), cast.home.raised
    point = operations.put_on_agenda(by=saga, at=AT, raised=raised, meeting=cast.home.meeting)
    assert cast.home.raised.state == "on_agenda"
    operations.withdraw_point(by=saga, at=AT, point=point)
    assert cast.home.raised.state == "waiting"
    point = operations.put_on_agenda(by=saga, at=AT, raised=cast.home.raised, meeting=cast.home.meeting)
    operations.deal_with(by=saga, at=AFTER, point=point, words="Vi tar det i budgeten.")
    assert (cast.home.raised.state, cast.home.raised.answer) == ("answered", "Vi tar det i budgeten.")


def test_who_takes_part_raises_and_takes_back_but_does_not_answer(cast: Cast) -> None:
    raised = _raise(cast, cast.home.preparing, cast.home.forum, who="stig")
    with pytest.raises(Denied):
        operations.answer_raised(by=cast.scope("stig"), at=AT, raised=raised, words="Ja.", on=AT.date())
    assert operations.take_back_raised(by=cast.scope("fia"), at=AT, raised=raised).state == "withdrawn"
    with pytest.raises(Refused, match="redan återtagen"):
        operations.put_on_agenda(by=cast.scope("saga"), at=AT, raised=raised, meeting=cast.home.meeting)


def test_a_matter_does_not_go_back_to_where_it_came_from_or_to_itself(cast: Cast) -> None:
    saga = cast.scope("saga")
    with pytest.raises(Refused, match="kom från Beredningsgruppen"):
        operations.raise_further(by=saga, at=AT, raised=cast.home.raised, to_forum=cast.home.preparing)
    with pytest.raises(Refused, match="redan hos forumet"):
        _raise(cast, cast.home.forum, cast.home.forum, who="saga")


def test_a_matter_is_raised_in_the_browser_with_a_notice_where_no_way_leads(cast: Cast) -> None:
    client, preparing = cast.client("fia"), cast.home.preparing
    address = reverse("forums:raise_matter", args=(HOME.slug, preparing.pk))
    sent = {"title": "Mer ljus", "to_forum": cast.home.forum.pk, "individual": "yes"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "enskild person kan inte tas upp" in refused.content.decode()
    page = client.post(address, sent | {"individual": "no"}, follow=True).content.decode()
    assert "Ingen väg i organisationen leder från forumet dit" in page
    assert "Mer ljus" in page
    theirs = cast.client("saga").get(reverse("forums:raised", args=(HOME.slug, cast.home.forum.pk)))
    assert "Sätt på dagordningen 3 februari 2026" in theirs.content.decode()
    put = reverse(
        "forums:put_on_agenda",
        args=(
            HOME.slug,
            cast.home.forum.pk,
            cast.home.meeting.pk,
            RaisedItem.objects.get(title="Mer ljus").pk,
        ),
    )
    done = cast.client("saga").post(put, follow=True).content.decode()
    assert "Lyft av Beredningsgruppen" in done


@pytest.mark.requirement("FOR-9")
def test_an_operational_matter_does_not_come_in_by_being_raised_further(cast: Cast) -> None:
    saga, council = cast.scope("saga"), cast.home.forum
    operations.change_forum(
        by=saga,
        at=AT,
        forum=council,
        content=operations.ForumContent(
            name=council.name, kind=council.kind, refuses_operational=True, refusal_clause="Reglementet § 2"
        ),
    )
    raised = _raise(cast, _forum(cast, "Torggruppen", "working"), cast.home.preparing)
    address = reverse("forums:raise_further", args=(HOME.slug, cast.home.preparing.pk, raised.pk))
    sent = {"to_forum": council.pk, "operational": "yes"}
    refused = cast.client("saga").post(address, sent)
    assert refused.status_code == 422
    assert (
        "En operativ fråga kan inte tas upp i det här forumet. Reglementet § 2." in refused.content.decode()
    )
    assert cast.client("saga").post(address, sent | {"operational": "no"}).status_code == 302
