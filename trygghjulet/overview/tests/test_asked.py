"""What the duties ask of a forum stands on its agenda, and goes away when the forum has dealt with it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forums import registry
from trygghjulet.cooperation.forums.models import AgendaItem
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
