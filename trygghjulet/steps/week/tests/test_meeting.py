"""The Tuesday meeting, from the draft to those who are to have it, as its members do it on the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from pypdf import PdfReader

from tests.cast import AT, Cast, Work, email
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Decision, Dispatch, Meeting
from trygghjulet.cooperation.forums.registry import asked
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.steps.field import operations as field
from trygghjulet.steps.field.models import ReportState
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import Focus, WeekMeasure, WeekPicture
from trygghjulet.steps.week.queries import content_now, undecided
from trygghjulet.steps.week.rules.figures import sha256
from trygghjulet.steps.week.tests.making import LAST, MEETING, MORNING, meeting, quiet, report, square

pytestmark = pytest.mark.requirement("SCN-7", "PIC-2", "PIC-8")

#: Ten o'clock, when the meeting sits.
SITTING = MORNING + timedelta(hours=4, minutes=30)


def clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let the pages' clock stand at a moment."""

    class Still(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # the pages need no subclass
            return at.astimezone(tz)

    monkeypatch.setattr("trygghjulet.foundation.parties.door.datetime", Still)


@pytest.fixture
def drafted(cast: Cast) -> WeekPicture:
    """The morning's draft: the square three times as loud as it is, reported by field staff."""
    saga, fia = cast.scope("saga"), cast.scope("fia")
    quiet(cast.home, saga, weeks=26, each=4)
    report(cast.home, fia, day=LAST, hour=21, place=square(cast.home), times=14)
    report(cast.home, fia, day=LAST, category="unsafe", area="s1")
    planned = meeting(cast.home, saga)
    week.draft_due(at=MORNING)
    return WeekPicture.objects.select_related("round", "setting__forum").get(meeting=planned)


def page(work: Work, name: str, *args: Any) -> str:
    """An address in the cooperation."""
    return reverse(name, args=(work.place.slug, *args))


def read(client: Client, address: str) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def send(client: Client, address: str, given: Mapping[str, Any] | None = None) -> HttpResponse:
    """What a form or a button gives; it is to be taken."""
    answer = client.post(address, given or {})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer


def test_a_meeting_from_draft_to_those_who_are_to_have_it(
    cast: Cast, drafted: WeekPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, number = cast.home, drafted.round_id
    clock(monkeypatch, SITTING)
    saga, fia = cast.client("saga"), cast.client("fia")
    shown = read(saga, page(home, "week:show", number))
    assert "Klotter vid Torget: 14 mot vanligen 4." in shown
    assert "Tydligt fler än vanligt." in shown
    assert "Sticker ut och är inte valt" in shown
    assert "Utkast" in shown
    # Focus and measures are chosen, and put in order.
    form = read(saga, page(home, "week:add_focus", number) + f"?place={square(home).pk}")
    assert f'<option value="{square(home).pk}" selected>Torget</option>' in form
    send(saga, page(home, "week:add_focus", number), {"category": "unsafe"})
    send(
        saga,
        page(home, "week:add_focus", number),
        {"place": square(home).pk, "why": "Klottret har tredubblats."},
    )
    place = Focus.objects.get(picture=drafted, title="Torget")
    send(saga, page(home, "week:move_focus", number, place.pk), {"vart": "upp"})
    send(
        saga,
        page(home, "week:add_measure", number),
        {
            "title": "Sanera klottret",
            "focus": place.pk,
            "done_by": home.function("fia").pk,
            "due": "2026-04-17",
            "first_step": "Ring entreprenören",
            "seen": 0,
        },
    )
    send(
        saga,
        page(home, "week:write", number),
        {"assessment": "Det är torget det handlar om.", "causes": "Kameran är ur bruk.", "seen": 0},
    )
    # The meeting is entered once: deciding the week holds it in the forum, with the decision.
    asked_form = read(saga, page(home, "overview:decide_week", number))
    assert "För in mötet som hållet i EST-gruppen, med beslutet" in asked_form
    decision = {
        "on": "2026-04-14",
        "seen_sha256": content_now(_saved(drafted)),
        "enter": "on",
        "chaired_by": home.municipality.pk,
    }
    send(saga, page(home, "overview:decide_week", number), decision)
    _route(cast, drafted)
    sent = saga.post(page(home, "overview:send_week", number), follow=True).content.decode()
    assert "1 person har fått veckans läge i sin inkorg: 1 som rapporterade." in sent
    assert "EST-gruppen har inga ledamöter." in sent
    assert "Infört på sändlistan: Beredningsgruppen." in sent
    assert "15 rapporter har fått ett svar." in sent
    # A field worker is told, and says from a phone how the measure goes: one tap on a button of the page.
    told = Message.objects.get(user__email=email("fia"), kind="week_picture")
    assert told.text.startswith("Dina rapporter är med. Fokus den kommande veckan: Torget, Otrygg plats.")
    mine = read(fia, told.link)
    measure = WeekMeasure.objects.get(picture=drafted)
    tap = page(home, "week:move_measure", number, measure.pk, "doing")
    assert f'action="{tap}"' in mine
    send(fia, tap)
    assert "Pågår" in read(fia, told.link)
    answers = set(ReportState.objects.filter(report__place=square(home)).values_list("state", "answer"))
    assert answers == {("acted_on", "Insats: Sanera klottret (Funktion för fia, senast 17 april 2026).")}
    assert Dispatch.objects.get(meeting=drafted.meeting).to_forum == home.preparing


@pytest.mark.requirement("FOR-2")
def test_the_meeting_and_its_decision_are_entered_with_the_week_and_lead_to_it(
    cast: Cast, drafted: WeekPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, meeting = cast.home, drafted.meeting
    assert meeting is not None
    clock(monkeypatch, SITTING)
    saga = cast.client("saga")
    week.add_focus(
        by=cast.scope("saga"), at=SITTING, picture=drafted, content=week.FocusContent("Tunneln vid bron")
    )
    forum_page = page(home, "forums:meeting", meeting.forum_id, meeting.pk)
    before = read(saga, forum_page)
    assert f'href="{page(home, "week:show", drafted.round_id)}"' in before
    assert "Fokus 1: Tunneln vid bron" in before
    given = {"on": "2026-04-14", "seen_sha256": content_now(_saved(drafted)), "enter": "on"}
    send(saga, page(home, "overview:decide_week", drafted.round_id), given)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_on) == ("held", MEETING)
    decision = Decision.objects.get(meeting=meeting)
    assert decision.text == "Fokus till nästa möte:\n1. Tunneln vid bron"
    assert "Mötet hölls" not in read(saga, forum_page)
    shown = read(saga, page(home, "week:show", drafted.round_id))
    assert f'href="{forum_page}"' in shown
    assert f'href="{page(home, "forums:decision", meeting.forum_id, decision.pk)}"' in shown


def test_a_meeting_that_is_held_already_only_gets_the_decision(
    cast: Cast, drafted: WeekPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, SITTING)
    meeting = drafted.meeting
    assert meeting is not None
    forums.hold_meeting(
        by=cast.scope("saga"), at=SITTING, forum=meeting.forum, held_on=MEETING, meeting=meeting
    )
    address = page(cast.home, "overview:decide_week", drafted.round_id)
    assert "Mötet är redan infört som hållet." in read(cast.client("saga"), address)
    given = {"on": "2026-04-14", "seen_sha256": content_now(_saved(drafted)), "enter": "on"}
    send(cast.client("saga"), address, given)
    assert Meeting.objects.filter(forum=meeting.forum, held_on=MEETING).count() == 1
    assert Decision.objects.filter(meeting=meeting).count() == 1


def test_nothing_is_entered_in_the_forum_where_the_week_is_refused(
    cast: Cast, drafted: WeekPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, SITTING)
    given = {"on": "2026-04-14", "seen_sha256": "an older one", "enter": "on"}
    answer = cast.client("saga").post(page(cast.home, "overview:decide_week", drafted.round_id), given)
    assert answer.status_code == 422
    assert _saved(drafted).meeting == Meeting.objects.get(pk=drafted.meeting_id, state="planned")
    assert not Decision.objects.filter(meeting_id=drafted.meeting_id).exists()


def test_a_week_that_was_never_decided_is_told_of_and_closed_with_a_word(
    cast: Cast, drafted: WeekPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, after = cast.home, SITTING + timedelta(days=1)
    clock(monkeypatch, after)
    saga = cast.client("saga")
    shown = read(saga, page(home, "week:show", drafted.round_id))
    assert "Veckan är inte beslutad" in shown
    assert "Inte beslutad" in read(saga, page(home, "week:weeks"))
    address = page(home, "week:close", drafted.round_id)
    assert saga.post(address, {"why": " "}).status_code == 422
    send(saga, address, {"why": "Mötet blev aldrig av."})
    shown = read(saga, page(home, "week:show", drafted.round_id))
    assert "Avslutad utan beslut" in shown
    assert "Mötet blev aldrig av." in shown
    assert drafted.pk not in {one.pk for one in undecided(cooperation=home.cooperation, on=after.date())}
    with pytest.raises(Refused, match="beslutat eller avslutat"):
        week.add_focus(by=cast.scope("saga"), at=after, picture=drafted, content=week.FocusContent("Torget"))


def test_a_week_is_not_closed_before_its_meeting_has_been(cast: Cast, drafted: WeekPicture) -> None:
    with pytest.raises(Refused, match="först efter det"):
        week.close(by=cast.scope("saga"), at=SITTING, picture=drafted, why="Inställt.")


def test_the_page_says_how_many_are_to_have_it(
    cast: Cast, drafted: WeekPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, SITTING)
    by: dict[str, Any] = {"by": cast.scope("saga"), "at": SITTING}
    forums.appoint(
        **by,
        forum=drafted.setting.forum,
        content=forums.AppointmentContent(
            title="Kommunpolis", since=LAST, user=User.objects.get(email=email("kim"))
        ),
    )
    decided = week.decide(**by, picture=drafted, on=MEETING, seen_sha256=content_now(_saved(drafted)))
    address = page(cast.home, "week:show", decided.round_id)
    shown = " ".join(re.sub(r"<[^>]+>", "", read(cast.client("saga"), address)).split())
    assert "1 ledamot i forumet" in shown
    assert "inga ledamöter som kan nås" not in shown


def test_what_was_decided_stays_while_the_measures_go_on(cast: Cast, drafted: WeekPicture) -> None:
    saga = cast.scope("saga")
    by = {"by": saga, "at": SITTING}
    measure = week.add_measure(
        **by,
        picture=drafted,
        content=week.MeasureContent("Laga lampan", cast.home.function("fia"), MEETING),
    )
    decided = week.decide(**by, picture=drafted, on=MEETING, seen_sha256=content_now(_saved(drafted)))
    week.move_measure(**by, measure=measure, to="stopped", words="Lampan är hel.")
    now = _saved(decided)
    assert content_now(now) == decided.content_sha256
    assert sha256({"figures": now.figures_sha256, "told": now.told}) == decided.content_sha256
    client = cast.client("saga")
    assert "Lampan är hel." in read(client, page(cast.home, "week:show", drafted.round_id))
    assert "Lampan är hel." not in read(client, page(cast.home, "week_document:show", drafted.round_id))


def test_the_next_meeting_begins_with_what_came_of_the_last(cast: Cast) -> None:
    home = cast.home
    client = cast.client("kim")
    decided = home.decided_week
    week.close_focus(
        by=cast.scope("kim"), at=AT, focus=home.earlier_focus, outcome="better", words="Tyst på kvällarna."
    )
    shown = read(client, page(home, "week:show", home.week.round_id))
    assert f"Förra gången: {decided.week}" in shown
    assert "Bättre" in shown
    assert "Tyst på kvällarna." in shown


def test_pdf_and_word_hold_the_decision_and_the_figures(cast: Cast, drafted: WeekPicture) -> None:
    week.add_focus(
        by=cast.scope("saga"), at=SITTING, picture=drafted, content=week.FocusContent("Tunneln vid bron")
    )
    client = cast.client("pia")
    pdf = client.get(page(cast.home, "week_document:pdf", drafted.round_id))
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(pdf.content)).pages)
    assert "Tunneln vid bron" in text
    assert "Torget" in text
    assert "Utkast, inte beslutat" in re.sub(r"\s+", " ", text)
    word = Word(BytesIO(client.get(page(cast.home, "week_document:word", drafted.round_id)).content))
    assert "Fokus den kommande veckan" in [one.text for one in word.paragraphs]


def test_the_forums_agenda_asks_for_the_draft(cast: Cast, drafted: WeekPicture) -> None:
    asks = asked(cast.scope("saga"), forum=drafted.setting.forum, on=MEETING)
    assert [one.title for one in asks if one.what == "veckans läge" and one.due == MEETING] == [
        "Veckans läge, 7–13 april 2026: gå igenom, välj fokus och insatser"
    ]
    assert asked(cast.scope("vera"), forum=drafted.setting.forum, on=MEETING) == ()


@pytest.mark.requirement("SCN-3")
def test_nobody_in_the_cooperation_sees_small_sums_of_who_keeps_its_reports(cast: Cast) -> None:
    home, kim = cast.home, cast.scope("kim")
    field.set_sharing(by=kim, at=AT, cooperation=home.cooperation, party=home.police, rows_shared=False)
    report(home, kim, day=LAST, party=home.police, place=square(home), category="fire", times=3)
    report(home, kim, day=LAST, party=home.police, place=square(home), category="robbery", times=9)
    planned = meeting(home, cast.scope("saga"))
    week.draft_due(at=MORNING)
    picture = WeekPicture.objects.get(meeting=planned)
    for who in ("saga", "kim"):
        for name in ("week:show", "week:present", "week_document:show"):
            shown = read(cast.client(who), page(home, name, picture.round_id))
            own = shown[shown.index("bara delar summor") :]
            assert "dold" in own
            assert not re.search(r">\s*(3|9)\s*<", own[: own.index("Annat underlag")])
            assert "Torget" not in own[: own.index("Annat underlag")]


def test_a_measure_is_not_stopped_without_a_word(cast: Cast) -> None:
    home = cast.home
    client = cast.client("fia")
    address = page(home, "week:move_measure", home.week.round_id, home.week_measure.pk, "stopped")
    answer = client.post(address)
    assert answer.status_code == 422
    assert "Skriv varför insatsen avbryts" in answer.content.decode()
    send(client, address, {"words": "Kommunen äger inte marken."})


def test_a_decision_on_what_has_changed_is_refused(cast: Cast) -> None:
    home = cast.home
    seen = content_now(home.week)
    week.write(by=cast.scope("saga"), at=AT, picture=home.week, seen=0, assessment="Nytt.", causes="")
    answer = cast.client("saga").post(
        page(home, "overview:decide_week", home.week.round_id), {"on": "2026-01-13", "seen_sha256": seen}
    )
    assert answer.status_code == 422
    assert "har ändrats sedan du öppnade sidan" in answer.content.decode()


def test_the_list_shows_weeks_and_the_meeting_to_come(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting(cast.home, cast.scope("saga"))
    clock(monkeypatch, MORNING - timedelta(days=2))
    shown = read(cast.client("saga"), page(cast.home, "week:weeks"))
    assert "14 april 2026" in shown
    assert "Gör utkastet nu" in shown
    assert "Beslutad" in shown


def test_sent_twice_tells_nobody_twice(cast: Cast) -> None:
    by = {"by": cast.scope("saga"), "at": AT, "picture": cast.home.decided_week}
    week.send(**by)
    once = Message.objects.filter(kind="week_picture").count()
    week.send(**by)
    assert Message.objects.filter(kind="week_picture").count() == once


def _saved(picture: WeekPicture) -> WeekPicture:
    return WeekPicture.objects.select_related("round").get(pk=picture.pk)


def _route(cast: Cast, picture: WeekPicture) -> None:
    """The group's report goes to the preparatory group, and a field worker sits there."""
    forums.add_route(
        by=cast.scope("saga"),
        at=SITTING,
        forum=picture.setting.forum,
        content=forums.RouteContent("rapport", "each_meeting", to_forum=cast.home.preparing),
    )
    assert User.objects.filter(email=email("fia")).exists()
