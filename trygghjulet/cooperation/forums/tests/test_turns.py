"""Turns on their page: whose turn it is, one click to follow it, stepping aside with a reason, and the shares."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.cast import AT, Cast
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Meeting, TurnOverride
from trygghjulet.cooperation.forums.queries.turns import turnings
from trygghjulet.foundation.access.rules import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("FOR-3")]

LATER = AT + timedelta(days=5)


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def address(cast: Cast, *parts: object) -> str:
    return f"/{cast.home.cooperation.slug}/forum/{cast.home.forum.pk}/" + "".join(f"{one}/" for one in parts)


def lead(cast: Cast, *months: int) -> None:
    """The municipality leads a meeting in each of the months."""
    for month in months:
        forums.hold_meeting(
            by=cast.scope("saga"),
            at=AT,
            forum=cast.home.forum,
            held_on=date(2025, month, 2),
            chaired_by=cast.home.municipality,
        )


def test_the_page_says_whose_turn_it_is_and_one_click_sets_it(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    forums.take_back_override(by=saga, at=AT, override=home.turn_override)
    lead(cast, 3)
    client = cast.client("saga")
    page = text(client.get(address(cast)).content.decode())
    assert f"Nästa tur: {home.police}." in page
    assert f"{home.municipality} 1, {home.police} 0" in page
    path = address(cast, "moten", home.meeting.pk, "turordning")
    assert path in client.get(address(cast, "turordning")).content.decode()
    assert client.post(path).status_code == 302
    assert Meeting.objects.get(pk=home.meeting.pk).chaired_by == home.police


def test_stepping_aside_needs_a_reason_and_the_turn_comes_back(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home
    forums.take_back_override(by=saga, at=AT, override=home.turn_override)
    lead(cast, 3)
    with pytest.raises(Refused, match="Ange varför"):
        forums.override_turn(
            by=saga, at=AT, meeting=home.meeting, what="chair", chosen=home.municipality, reason=" "
        )
    with pytest.raises(Refused, match="Det är redan"):
        forums.override_turn(
            by=saga, at=AT, meeting=home.meeting, what="chair", chosen=home.police, reason="Byte."
        )
    client = cast.client("saga")
    sent = {"what": "chair", "chosen": home.municipality.pk, "reason": "Polisen har förhinder."}
    assert (
        client.post(address(cast, "moten", home.meeting.pk, "turordning", "avsteg"), sent).status_code == 302
    )
    override = TurnOverride.objects.get(meeting=home.meeting, what="chair")
    assert (override.in_turn, override.chosen) == (home.police, home.municipality)
    following = forums.plan_meeting(by=saga, at=AT, forum=home.forum, planned_on=date(2026, 5, 5))
    (turn,) = turnings(saga, forum=home.forum)
    told = {one.meeting.pk: one.party for one in turn.proposed}
    assert told[following.pk] == home.police
    page = text(client.get(address(cast, "turordning")).content.decode())
    assert "Avsteg" in page
    assert "Polisen har förhinder." in page


def test_the_shares_are_counted_over_the_time_that_is_asked_about(cast: Cast) -> None:
    lead(cast, 3, 5, 9)
    client = cast.client("pia")
    asked = client.get(address(cast, "turordning"), {"fran": "2025-04-01", "till": "2025-08-31"})
    page = text(asked.content.decode())
    assert f"{cast.home.municipality} 1, {cast.home.police} 0" in page
    whole = text(client.get(address(cast, "turordning")).content.decode())
    assert f"{cast.home.municipality} 3, {cast.home.police} 0" in whole
    assert "Ojämnt fördelat" in whole
    # One meeting of the cast's was held without anybody saying who led it.
    assert "Okänt 1 gång" in whole


def test_turns_are_between_two_parties_at_least(cast: Cast) -> None:
    sent = {"what": "notes_by", "share": "equal", "first": cast.home.police.pk, "second": cast.home.police.pk}
    answer = cast.client("saga").post(address(cast, "turordning", "bestam"), sent)
    assert answer.status_code == 422
    assert "minst två olika parter" in answer.content.decode()


def test_a_held_meeting_takes_no_turn_any_more(cast: Cast) -> None:
    with pytest.raises(Refused, match="planerade"):
        forums.follow_turns(by=cast.scope("saga"), at=LATER, meeting=cast.home.held)


def test_who_is_in_turn_when_the_override_is_taken_back_is_who_is_in_turn_now(cast: Cast) -> None:
    saga, forum = cast.scope("saga"), cast.home.preparing
    by = {"by": saga, "at": AT}
    pair = [cast.home.municipality, cast.home.police]
    forums.set_turns(**by, forum=forum, what="chair", share="every_other", places=pair, since=AT.date())
    first, second = (forums.plan_meeting(**by, forum=forum, planned_on=date(2026, m, 3)) for m in (2, 3))
    override = forums.override_turn(**by, meeting=first, what="chair", chosen=pair[1], reason="Förhinder.")
    assert override.in_turn == pair[0]
    moved = forums.MeetingContent(date(2026, 4, 7))
    first = forums.change_meeting(**by, meeting=first, seen=0, content=moved)  # second is now the first
    forums.take_back_override(**by, override=override)
    first.refresh_from_db()
    assert (first.chaired_by, second.chaired_by) == (pair[1], None)
