"""Notes and reports go where the rules say: sent at once, confirmed where they came, and missing where they did not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Appointment, Dispatch, Forum
from trygghjulet.cooperation.forums.operations import RouteContent
from trygghjulet.cooperation.forums.queries.routed import rolled_up, routings
from trygghjulet.cooperation.forums.rules.routing import Standing
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import operations_open
from trygghjulet.foundation.inbox.models import Message

pytestmark = pytest.mark.requirement("FOR-6", "FUP-5")

TODAY = AT.date()


def _by(cast: Cast, who: str = "saga") -> dict[str, Any]:
    return {"by": cast.scope(who), "at": AT}


def _meeting(cast: Cast) -> str:
    return reverse("forums:meeting", args=(HOME.slug, cast.home.forum.pk, cast.home.held.pk))


def _seat(forum: Forum, name: str) -> None:
    """Let somebody with an account sit in a forum."""
    token = operations_open.set(1)
    try:
        Appointment(
            forum=forum, title="Ledamot", user=User.objects.get(name=name), since=date(2025, 1, 1)
        ).save()
    finally:
        operations_open.reset(token)


def _standings(cast: Cast, *, on: date = TODAY) -> list[Standing]:
    found = routings(cast.scope("pia"), cooperation=cast.home.cooperation, on=on, forum=cast.home.forum)
    return [one.standing for one in found[0].routings]


def test_one_press_sends_to_every_forum_that_waits_and_tells_those_who_sit_there(cast: Cast) -> None:
    home, client = cast.home, cast.client("saga")
    _seat(home.local_forum, "Stig")
    operations.add_route(
        **_by(cast),
        forum=home.forum,
        content=RouteContent("protokoll", "each_meeting", to="Nämnden", since=date(2025, 1, 1)),
    )
    assert _standings(cast) == [Standing.LATE, Standing.DUE]
    before = client.get(_meeting(cast)).content.decode()
    assert "Skicka till Beredningsgruppen Norr" in before
    assert "För in att Nämnden har fått protokollet" in before
    send = reverse("forums:send_papers", args=(HOME.slug, home.forum.pk, home.held.pk))
    page = client.post(send, follow=True).content.decode()
    assert "Skickat till Beredningsgruppen Norr. 1 som sitter där har fått ett meddelande." in page
    message = Message.objects.get(kind="papers_came")
    assert (message.user.name, message.subject) == (
        "Stig",
        "Minnesanteckningar från Styrgruppen 4 november 2025",
    )
    assert message.link == _meeting(cast)
    assert "Inget forum väntar" in client.post(send, follow=True).content.decode()
    assert Dispatch.objects.filter(meeting=home.held).count() == 1
    assert Message.objects.filter(kind="papers_came").count() == 1


def test_that_nobody_was_reached_is_said_before_and_after(cast: Cast) -> None:
    home, client = cast.home, cast.client("saga")
    before = client.get(_meeting(cast)).content.decode()
    assert "Ingen som sitter i Beredningsgruppen Norr har konto" in before
    send = reverse("forums:send_papers", args=(HOME.slug, home.forum.pk, home.held.pk))
    page = client.post(send, follow=True).content.decode()
    assert "Ingen som sitter där har konto här, så ni behöver sända det" in page
    assert not Message.objects.filter(kind="papers_came").exists()


def test_a_receiver_told_in_words_is_sent_to_as_usual_and_entered_by_its_rule(cast: Cast) -> None:
    home, client = cast.home, cast.client("saga")
    rule = operations.add_route(
        **_by(cast), forum=home.forum, content=RouteContent("protokoll", "each_meeting", to="Nämnden")
    )
    address = reverse("forums:notes", args=(HOME.slug, home.forum.pk, home.held.pk)) + f"?lista={rule.pk}"
    first = client.get(address).context["form"].initial
    assert (first["what"], first["to"]) == ("protokoll", "Nämnden")
    sent = {"what": "protokoll", "to": "Nämnden", "on": "2026-01-10"}
    assert client.post(address, sent).status_code == 302
    assert Dispatch.objects.get(meeting=home.held).rule == rule
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "redan skickat till Nämnden" in again.content.decode()


def test_the_forums_own_members_and_substitutes_are_reached_as_well(cast: Cast) -> None:
    home = cast.home
    _seat(home.forum, "Stig")
    operations.add_route(
        **_by(cast),
        forum=home.forum,
        content=RouteContent("protokoll", "each_meeting", to="Samtliga ledamöter och ersättare"),
    )
    sent = operations.send_papers(**_by(cast), meeting=home.held)
    assert {one.receiver for one in sent} == {"Beredningsgruppen Norr", "Samtliga ledamöter och ersättare"}
    told = Message.objects.filter(kind="papers_came", user__name="Stig").latest("pk")
    assert told.text == "Skickat till Samtliga ledamöter och ersättare. Läs på mötets sida."


def test_those_who_sit_in_the_receiving_forum_confirm_and_others_do_not(cast: Cast) -> None:
    home = cast.home
    (sent,) = operations.send_papers(**_by(cast), meeting=home.held)
    with pytest.raises(Denied, match="Den som sitter i Beredningsgruppen Norr får också bekräfta"):
        operations.receive(**_by(cast, "stig"), sent=sent, on=TODAY)
    _seat(home.local_forum, "Stig")
    client = cast.client("stig")
    page = client.get(reverse("forums:show", args=(HOME.slug, home.local_forum.pk))).content.decode()
    address = reverse("forums:receive", args=(HOME.slug, home.forum.pk, sent.pk))
    assert address in page
    assert client.post(address, {"on": TODAY.isoformat()}).status_code == 302
    assert _standings(cast) == [Standing.RECEIVED]
    with pytest.raises(Refused, match="redan bekräftat"):
        operations.receive(**_by(cast), sent=sent, on=TODAY)
    with pytest.raises(Refused, match="har bekräftat att det kom"):
        operations.take_back_dispatch(**_by(cast), sent=sent, reason="Fel.")


def test_what_is_taken_back_is_missing_again(cast: Cast) -> None:
    (sent,) = operations.send_papers(**_by(cast), meeting=cast.home.held)
    assert _standings(cast) == [Standing.SENT]
    operations.take_back_dispatch(**_by(cast), sent=sent, reason="Fel version.")
    assert _standings(cast) == [Standing.LATE]


def test_the_page_of_the_cooperation_says_since_when_something_is_missing(cast: Cast) -> None:
    page = cast.client("pia").get(reverse("forums:routing", args=(HOME.slug,)))
    (late,) = page.context["late"]
    # The page reads the real clock: the meeting was held 4 November 2025 and the notes due a fortnight later.
    assert late.words.startswith("Senast 18 november 2025, försenat ")
    assert "Beredningsgruppen Norr" in page.content.decode()


def test_a_rule_says_one_receiver_once_and_never_the_forum_itself(cast: Cast) -> None:
    forum = cast.home.forum
    for words, content in (
        ("antingen ett forum eller", RouteContent("rapport", "each_meeting")),
        ("inte till sig självt", RouteContent("rapport", "each_meeting", to_forum=forum)),
        (
            "vilken dag på året",
            RouteContent("rapport", "yearly", to="KS", yearly_by_month=2, yearly_by_day=30),
        ),
        (
            "redan på sändlistan",
            RouteContent("minnesanteckningar", "each_meeting", to_forum=cast.home.local_forum),
        ),
    ):
        with pytest.raises(Refused, match=words):
            operations.add_route(**_by(cast), forum=forum, content=content)


def test_a_route_that_ended_keeps_what_was_to_be_sent_until_then(cast: Cast) -> None:
    operations.end_route(**_by(cast), rule=cast.home.route, ended_on=date(2025, 11, 30))
    assert _standings(cast) == [Standing.LATE]
    operations.hold_meeting(**_by(cast), forum=cast.home.forum, held_on=date(2025, 12, 9))
    assert _standings(cast) == [Standing.LATE], "mötet efter sista dagen ska ingenstans"


def test_a_decision_that_somebody_is_to_have_it_calls_for_a_sending(cast: Cast) -> None:
    home = cast.home
    operations.add_route(
        **_by(cast),
        forum=home.forum,
        content=RouteContent("protokoll", "by_decision", to="Stadsledningskontoret", within_days=7),
    )
    late = [one for one in _standings(cast) if one is Standing.LATE]
    assert len(late) == 2, "mötets anteckningar och beslutets utdrag"
    operations.send_extract(**_by(cast), extract=home.extract, on=date(2026, 1, 12))
    assert _standings(cast) == [Standing.LATE, Standing.SENT]


def test_reports_are_followed_from_the_local_group_to_the_board(cast: Cast) -> None:
    home = cast.home
    for forum, to in ((home.local_forum, {"to_forum": home.forum}), (home.forum, {"to": "Kommunstyrelsen"})):
        operations.add_route(
            **_by(cast),
            forum=forum,
            content=RouteContent(
                "rapport", "yearly", yearly_by_month=1, yearly_by_day=31, since=date(2026, 1, 1), **to
            ),
        )

    def chain() -> list[tuple[str, int]]:
        found = rolled_up(cast.scope("pia"), cooperation=home.cooperation, year=2026)
        return [(one.name, one.arrived) for one in found]

    assert chain() == [("Styrgruppen", 0), ("Kommunstyrelsen", 1)]
    operations.dispatch(**_by(cast), forum=home.local_forum, on=TODAY, to_forum=home.forum, what="rapport")
    assert chain() == [("Styrgruppen", 1), ("Kommunstyrelsen", 1)]
    page = cast.client("pia").get(reverse("forums:routing", args=(HOME.slug,)) + "?ar=2026").content.decode()
    assert "<strong>Kommunstyrelsen</strong>: 1 av 1 har kommit" in page


def test_a_sending_is_not_entered_before_it_can_have_been(cast: Cast) -> None:
    home = cast.home
    given: dict[str, Any] = {**_by(cast), "forum": home.forum, "to": "Nämnden"}
    for words, more in (
        ("har inte varit än", {"on": TODAY + timedelta(days=1)}),
        ("kan inte ha skickats före", {"on": home.held.on - timedelta(days=1), "meeting": home.held}),
        ("inte infört som hållet", {"on": TODAY, "meeting": home.meeting}),
    ):
        with pytest.raises(Refused, match=words):
            operations.dispatch(**given, **more)
