"""A call is looked through, sent in time or late, told to those with an account, and reads like a real one."""

from __future__ import annotations

import io
from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as WordFile
from icalendar import Calendar
from pypdf import PdfReader

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.queries.call import users_called, without_account
from trygghjulet.foundation.audit.models import operations_open
from trygghjulet.foundation.inbox.models import Message

pytestmark = pytest.mark.requirement("FOR-4")


def _prepared(cast: Cast) -> Meeting:
    """A meeting with hours, a place, members, and an agenda with a break and a meeting before the meeting."""
    saga: dict[str, Any] = {"by": cast.scope("saga"), "at": AT}
    meeting = cast.home.meeting
    token = operations_open.set(1)
    try:
        Forum.objects.filter(pk=cast.home.forum.pk).update(call_days=7)
    finally:
        operations_open.reset(token)
    function = cast.home.function("stig")
    for content in (
        operations.AppointmentContent(
            title="Socialdirektör", organisation="Lillåkers kommun", since=date(2026, 1, 1), function=function
        ),
        operations.AppointmentContent(
            title="Verksamhetschef", organisation="Stadsmissionen", since=date(2026, 1, 1)
        ),
        operations.AppointmentContent(
            role="substitute", title="Enhetschef", organisation="Räddningstjänsten", since=date(2026, 1, 1)
        ),
    ):
        operations.appoint(**saga, forum=cast.home.forum, content=content)
    operations.change_meeting(
        **saga,
        meeting=meeting,
        seen=0,
        content=operations.MeetingContent(
            date(2026, 2, 3),
            "",
            time(9),
            time(11, 30),
            "Stadshuset, sal 3",
            convened_by=cast.home.municipality,
        ),
    )
    for point in (
        operations.PointContent("Förmöte för kommunens ledamöter", "pre_meeting", minutes=30),
        operations.PointContent("Paus", "break", minutes=15),
        operations.PointContent(
            "Handlingsplan 2026",
            "decision",
            proposal="Styrgruppen antar planen.",
            minutes=25,
            presenter="Utvecklingsledare, stadsledningskontoret",
            registry_number="KS 2026/0114",
        ),
    ):
        operations.add_point(**saga, meeting=meeting, content=point)
    operations.write_call(
        **saga,
        meeting=meeting,
        seen=1,
        call_words="Läs lägesbilden före mötet.",
        signed_by_chair="Kommundirektören",
        signed_by_secretary="Utvecklingsledaren",
    )
    return cast.home.meeting


def _at(name: str, cast: Cast) -> str:
    return reverse(name, args=(HOME.slug, cast.home.forum.pk, cast.home.meeting.pk))


def _expected() -> tuple[str, ...]:
    return (
        "Kallelse till Styrgruppen",
        "Tisdag 3 februari 2026",
        "09.00–11.30",
        "Stadshuset, sal 3",
        "08.30–09.00",
        "Läs lägesbilden före mötet.",
        "1. Läget vid torget",
        "2. Handlingsplan 2026",
        "09.20–09.35",
        "09.35–10.00",
        "KS 2026/0114",
        "Utvecklingsledare, stadsledningskontoret",
        "Förslag till beslut",
        "Lägesbilden, Dnr 12",
        "Socialdirektör, Lillåkers kommun",
        "Ersättare, för kännedom",
        "Enhetschef, Räddningstjänsten",
        "Anmäl förhinder",
        "Kommundirektören",
        "Utvecklingsledaren",
        "senast 27 januari 2026",
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


def test_the_printed_call_says_what_a_real_one_says(cast: Cast) -> None:
    _prepared(cast)
    content = cast.client("pia").get(_at("call_document:pdf", cast)).content
    text = _plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))
    for words in _expected():
        assert words in text, words
    assert text.index("1. Läget vid torget") < text.index("Paus") < text.index("2. Handlingsplan 2026")


def test_page_and_word_file_say_the_same(cast: Cast) -> None:
    _prepared(cast)
    content = cast.client("pia").get(_at("call_document:word", cast)).content
    file = WordFile(io.BytesIO(content))
    told = [paragraph.text for paragraph in file.paragraphs]
    told += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    page = cast.client("pia").get(_at("forums:summons", cast)).content.decode()
    for words in _expected()[1:]:
        assert words in _plain(" ".join(told)), words
        assert words.split(", ")[0] in _plain(page), words


def test_those_with_an_account_are_told_and_the_others_listed(cast: Cast) -> None:
    meeting = _prepared(cast)
    assert len(users_called(meeting, on=AT.date())) == 1
    unreached = [one.title for one in without_account(meeting, on=AT.date())]
    assert {"Verksamhetschef", "Enhetschef"} <= set(unreached)
    assert "Socialdirektör" not in unreached
    client = cast.client("saga")
    page = client.get(_at("forums:call", cast)).content.decode()
    assert "Verksamhetschef, Stadsmissionen (ledamot)" in page
    operations.send_call(by=cast.scope("saga"), at=AT, meeting=meeting, on=date(2026, 1, 15), tell=True)
    told = Message.objects.get(kind="call")
    assert told.subject == "Kallelse till Styrgruppen 3 februari 2026"
    assert "Tisdag 3 februari 2026 09.00–11.30, Stadshuset, sal 3." in told.text
    assert cast.client("stig").get(told.link).status_code == 200
    operations.send_call(by=cast.scope("saga"), at=AT, meeting=meeting, on=date(2026, 1, 15), tell=True)
    assert Message.objects.filter(kind="call").count() == 1, "samma kallelse sägs en gång"


def test_the_called_are_told_when_the_meeting_moves_and_when_it_is_cancelled(cast: Cast) -> None:
    saga, meeting = cast.scope("saga"), _prepared(cast)
    operations.send_call(by=saga, at=AT, meeting=meeting, on=date(2026, 1, 15), tell=True)
    content = operations.MeetingContent(date(2026, 2, 10), "", time(13), time(15), "Biblioteket")
    operations.change_meeting(by=saga, at=AT, meeting=meeting, seen=2, content=content)
    operations.cancel_meeting(by=saga, at=AT, meeting=cast.home.meeting, reason="Ordföranden är sjuk.")
    subjects = list(Message.objects.filter(kind="call").order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Kallelse till Styrgruppen 3 februari 2026",
        "Mötet är ändrat: Styrgruppen 10 februari 2026",
        "Mötet är inställt: Styrgruppen 10 februari 2026",
    ]


def test_a_call_entered_afterwards_tells_nobody(cast: Cast) -> None:
    operations.send_call(by=cast.scope("saga"), at=AT, meeting=_prepared(cast), on=date(2026, 1, 15))
    assert not Message.objects.filter(kind="call").exists()


def test_a_late_call_is_seen_on_the_meetings_page(cast: Cast) -> None:
    meeting = _prepared(cast)
    content = operations.MeetingContent(date(2026, 1, 20), "", time(9), time(11, 30), "Stadshuset")
    operations.change_meeting(by=cast.scope("saga"), at=AT, meeting=meeting, seen=2, content=content)
    operations.send_call(by=cast.scope("saga"), at=AT, meeting=cast.home.meeting, on=date(2026, 1, 15))
    page = cast.client("pia").get(_at("forums:meeting", cast)).content.decode()
    assert "2 dagar för sent" in page
    assert "Den skulle ha varit ute 13 januari 2026." in page


def test_the_checklist_says_what_is_left_before_sending(cast: Cast) -> None:
    page = cast.client("saga").get(_at("forums:call", cast)).content.decode()
    assert "Ange när mötet börjar och slutar." in page
    assert "Ange vem som undertecknar" in page
    _prepared(cast)
    page = cast.client("saga").get(_at("forums:call", cast)).content.decode()
    assert "Ange när mötet börjar och slutar." not in page
    assert "Ange vem som undertecknar" not in page


def test_the_invitation_follows_the_meeting_through_change_and_cancellation(cast: Cast) -> None:
    saga, meeting = cast.scope("saga"), _prepared(cast)

    def taken_in() -> tuple[str, str, int, str]:
        content = cast.client("stig").get(_at("forums:invite", cast))
        assert content["Content-Type"].startswith("text/calendar")
        calendar = Calendar.from_ical(content.content)
        event: Any = calendar.walk("VEVENT")[0]
        return str(event["UID"]), str(calendar["METHOD"]), int(event["SEQUENCE"]), str(event["STATUS"])

    uid, *first = taken_in()
    assert first == ["REQUEST", 1, "CONFIRMED"]
    content = operations.MeetingContent(date(2026, 2, 10), "", time(13), time(15), "Biblioteket")
    operations.change_meeting(by=saga, at=AT, meeting=meeting, seen=2, content=content)
    assert taken_in() == (uid, "REQUEST", 2, "CONFIRMED")
    address = _at("forums:invite", cast)
    operations.cancel_meeting(by=saga, at=AT, meeting=cast.home.meeting)
    calendar = Calendar.from_ical(cast.client("stig").get(address).content)
    event: Any = calendar.walk("VEVENT")[0]
    assert (str(calendar["METHOD"]), int(event["SEQUENCE"]), str(event["UID"])) == ("CANCEL", 3, uid)


def test_a_forums_meetings_are_one_calendar_file(cast: Cast) -> None:
    _prepared(cast)
    answer = cast.client("pia").get(reverse("forums:calendar", args=(HOME.slug, cast.home.forum.pk)))
    events: list[Any] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == Meeting.objects.filter(forum=cast.home.forum).count()
    planned = next(one for one in events if one["DTSTART"].dt.year == 2026)
    assert "2. Handlingsplan 2026" in str(planned["DESCRIPTION"])
