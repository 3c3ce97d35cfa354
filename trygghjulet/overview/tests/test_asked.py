"""What the duties ask of a forum stands on its agenda, and goes away when the forum has dealt with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forums import operations as forums, registry
from trygghjulet.cooperation.forums.models import AgendaItem, Forum
from trygghjulet.overview.asked_of_forums import duties_of_forum

pytestmark = pytest.mark.requirement("FOR-4", "DUT-2")

#: When what is owed once a year has come near.
AUTUMN = date(2026, 10, 1)


def _owe(cast: Cast, title: str, kind: str, who: str = "styrgruppen") -> None:
    agreements.add_duty(
        by=cast.scope("saga"),
        at=AT,
        agreement=cast.home.agreement,
        content=agreements.DutyContent(title, (who,), when=WhenGiven("per")),
        clause=f"{title} varje år.",
        kind=kind,
    )


def test_a_forum_is_asked_for_what_it_owes_and_no_other_is(cast: Cast) -> None:
    _owe(cast, "Handlingsplanen följs upp", "followup")
    _owe(cast, "Möten hålls", "meeting")
    early = registry.asked(cast.scope("saga"), forum=cast.home.forum, on=AT.date())
    assert "Handlingsplanen följs upp" not in [ask.title for ask in early], "det är långt till årets slut"
    asked = registry.asked(cast.scope("saga"), forum=cast.home.forum, on=AUTUMN)
    titles = [ask.title for ask in asked]
    assert "Handlingsplanen följs upp" in titles
    assert "Möten hålls" not in titles, "ett möte är ingen punkt på en dagordning"
    assert duties_of_forum(cast.scope("saga"), cast.home.preparing, AUTUMN) == ()
    ask = next(one for one in asked if one.title == "Handlingsplanen följs upp")
    assert ask.kind == "followup"
    assert cast.client("saga").get(ask.href).status_code == 200


def test_what_is_asked_becomes_a_point_that_carries_the_duty(cast: Cast) -> None:
    _owe(cast, "Handlingsplanen följs upp", "followup")
    args = (HOME.slug, cast.home.forum.pk, cast.home.meeting.pk)
    client = cast.client("saga")
    page = client.get(reverse("forums:meeting", args=args)).content.decode()
    assert "Det här väntar på forumet" in page
    ask = next(
        one
        for one in registry.asked(cast.scope("saga"), forum=cast.home.forum, on=date.today())  # noqa: DTZ011
        if one.title == "Handlingsplanen följs upp"
    )
    client.post(reverse("forums:add_ask", args=args), {"fraga": ask.key})
    point = AgendaItem.objects.get(meeting=cast.home.meeting, title="Handlingsplanen följs upp")
    assert (point.evidence_kind, point.evidence_what) == ("followup", ask.what)


def _start(cast: Cast, blueprint: str, key: str, kind: str) -> Forum:
    """A forum of a blueprint in the cast's cooperation, under an agreement that has begun."""
    by, cooperation = cast.scope("saga"), cast.home.cooperation
    forum = forums.set_up(by=by, at=AT, cooperation=cooperation, name="Forumet", kind=kind, key=key)
    agreement = agreements.start_from_blueprint(
        by=by, at=AT, cooperation=cooperation, blueprint=load(blueprint), parties={}, forums={key: forum}
    )
    agreements.take_step(by=by, at=AT, agreement=agreement, kind="signed", on=date(2025, 12, 1))
    return forum


def _deal_with(cast: Cast, forum: Forum, asks: Sequence[registry.Ask], on: date) -> None:
    """Take up what is asked at a meeting that is held, as points that are dealt with."""
    by = cast.scope("saga")
    meeting = forums.plan_meeting(by=by, at=AT, forum=forum, planned_on=on)
    at = datetime.combine(on, time(12), tzinfo=AT.tzinfo)
    for ask in asks:
        evidence = forums.Evidence(ask.kind, ask.what, ask.having)
        point = forums.add_point(
            by=by, at=at, meeting=meeting, content=forums.PointContent(ask.title), evidence=evidence
        )
        forums.deal_with(by=by, at=at, point=point)
    forums.hold_meeting(by=by, at=at, forum=forum, meeting=meeting, held_on=on)


def _asked(cast: Cast, forum: Forum, on: date) -> dict[str, registry.Ask]:
    return {ask.title: ask for ask in registry.asked(cast.scope("saga"), forum=forum, on=on)}


def test_what_a_clause_asks_for_without_a_day_waits_until_it_has_been_done(cast: Cast) -> None:
    forum = _start(cast, "goteborg-2024", "ledningsgrupp", "steering")
    title = "Den stadsövergripande ledningsgruppen följer upp arbetet"
    asked = _asked(cast, forum, AT.date())
    assert (asked[title].state, asked[title].due) == ("Utan dag", None)
    assert "Den stadsövergripande ledningsgruppen fattar beslut" not in asked, "det gör varje beslut"
    _deal_with(cast, forum, [asked[title]], AT.date())
    assert title not in _asked(cast, forum, AT.date())


def test_what_is_to_be_told_at_a_forum_and_taken_in_there_waits_for_it(cast: Cast) -> None:
    forum = _start(cast, "harryda", "forum-for-trygghet", "open")
    titles = {
        "Forum för trygghet tar emot förslag på åtgärder",
        "På Forum för trygghet förmedlas en övergripande lägesbild",
        "På Forum för trygghet redovisas genomförda insatser",
    }
    asked = _asked(cast, forum, AUTUMN)
    assert titles <= set(asked)
    assert "Utvecklingsledaren samordnar Forum för trygghet" not in asked, "det är inget för en dagordning"
    _deal_with(cast, forum, [asked[title] for title in titles], AUTUMN)
    assert not titles & set(_asked(cast, forum, AUTUMN))
