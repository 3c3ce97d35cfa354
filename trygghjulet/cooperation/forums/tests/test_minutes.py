"""Minutes put together from the meeting, approved by each, locked, and put right with a note."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.cast import AT, HOME, Cast, email
from tests.writing.acts import LATER
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Approval, Meeting, Minutes
from trygghjulet.cooperation.forums.queries.minutes import content_sha256, minutes_of
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.inbox.models import Message

pytestmark = pytest.mark.requirement("FOR-5")


def _page(cast: Cast, name: str, meeting: Meeting, *more: object) -> str:
    return reverse(name, args=(HOME.slug, meeting.forum_id, meeting.pk, *more))


def _user(name: str) -> User:
    return User.objects.get(email=email(name))


def _sent(cast: Cast, *who: str) -> list[Approval]:
    """The minutes that are being written, sent to these users and to the head of safety, who has no account."""
    saga, meeting = cast.scope("saga"), cast.home.writing
    approvers = [operations.ToApprove(f"{name.title()}", _user(name)) for name in who]
    approvers.append(operations.ToApprove("Trygghetschefen"))
    operations.write_minutes(
        by=saga,
        at=LATER,
        meeting=meeting,
        formal=True,
        secretary="Utvecklingsledare",
        chair="Kommundirektör",
        approvers=approvers,
    )
    minutes = operations.send_for_approval(by=saga, at=LATER, meeting=meeting)
    by_name = {approval.by: approval for approval in Approval.objects.filter(minutes=minutes)}
    return [by_name[one.by] for one in approvers]


def _words(cast: Cast, meeting: Meeting) -> str:
    """The minutes as they are read on their page."""
    page = cast.client("saga").get(_page(cast, "minutes_document:show", meeting)).content.decode()
    return " ".join(unescape(strip_tags(page.partition("<main")[2])).split())


def test_minutes_are_put_together_from_what_was_said_and_decided(cast: Cast) -> None:
    saga, meeting = cast.scope("saga"), cast.home.writing
    by = {"by": saga, "at": LATER}
    point = operations.add_point(
        **by, meeting=meeting, content=operations.PointContent("Lamporna", presenter="Gatuchefen", minutes=10)
    )
    for text, item in (("Tre lampor är släckta.\n- vid kajen\n- vid torget", point), ("Vi ses i maj.", None)):
        operations.write_note(**by, meeting=meeting, key=uuid4(), text=text, item=item)
    struck = operations.write_note(**by, meeting=meeting, key=uuid4(), text="Struket ord.", item=point).note
    operations.strike_note(**by, note=struck)
    operations.decide(
        **by,
        forum=meeting.forum,
        meeting=meeting,
        content=operations.DecisionContent(
            "Lamporna", outcome="adopted", paragraph="§ 7", text="Lamporna lagas.", item=point
        ),
    )
    operations.give_task(
        **by,
        forum=meeting.forum,
        meeting=meeting,
        item=point,
        text="Laga lamporna",
        owner_words="Gatuchefen",
        due=date(2026, 5, 31),
    )
    said = _words(cast, meeting)
    for words in (
        "Protokoll från Beredningsgruppen 2 september 2025",
        "1. Lamporna",
        "Föredragande: Gatuchefen",
        "Tre lampor är släckta.",
        "vid torget",
        "§ 7 Lamporna",
        "Lamporna lagas.",
        "Laga lamporna. Gatuchefen, senast 31 maj 2026.",
        "Övrigt från mötet",
        "Vi ses i maj.",
        "Trygghetschefen",
    ):
        assert words in said, words
    assert "Struket ord." not in said


def test_what_is_unfinished_is_told_before_the_minutes_are_sent(cast: Cast) -> None:
    meeting = cast.home.writing
    content = operations.PointContent("Antagande av åtgärdsplan", kind="decision")
    operations.add_point(by=cast.scope("saga"), at=LATER, meeting=meeting, content=content)
    operations.write_minutes(
        by=cast.scope("saga"),
        at=LATER,
        meeting=meeting,
        formal=True,
        secretary="Utvecklingsledare",
        chair="Kommundirektör",
        approvers=[operations.ToApprove("Trygghetschefen")],
    )
    page = cast.client("saga").get(_page(cast, "forums:meeting", meeting)).content.decode()
    assert "Beslut saknas: Antagande av åtgärdsplan." in page
    assert "Skicka för justering" in page


def test_all_who_approve_do_so_before_the_minutes_are_approved_and_the_meeting_is_locked(cast: Cast) -> None:
    stig, chief = _sent(cast, "stig")
    told_to = Message.objects.get(kind="minutes_to_approve", user=_user("stig"))
    assert told_to.subject == "Att justera: protokoll från Beredningsgruppen 2 september 2025"
    assert told_to.link.endswith("#protokoll")
    seen = chief.minutes.content_sha256
    first = operations.approve_minutes(by=cast.scope("stig"), at=LATER, approval=stig, seen_sha256=seen)
    assert first.state == Minutes.State.FOR_APPROVAL, "en till ska justera"
    with pytest.raises(Refused, match="har redan justerat"):
        operations.approve_minutes(by=cast.scope("stig"), at=LATER, approval=stig, seen_sha256=seen)
    whole = operations.approve_minutes(by=cast.scope("saga"), at=LATER, approval=chief, seen_sha256=seen)
    assert (whole.state, whole.approved_on, whole.content_sha256) == ("approved", LATER.date(), seen)
    meeting = whole.meeting
    for act in (
        lambda: operations.write_note(
            by=cast.scope("stig"), at=LATER, meeting=meeting, key=uuid4(), text="För sent."
        ),
        lambda: operations.add_point(
            by=cast.scope("saga"), at=LATER, meeting=meeting, content=operations.PointContent("För sent")
        ),
        lambda: operations.record_attendance(
            by=cast.scope("saga"), at=LATER, meeting=meeting, present=[], seen=0
        ),
    ):
        with pytest.raises(Refused, match="mötet är låst"):
            act()
    with pytest.raises(Refused, match="kan inte ändras"):
        operations.write_minutes(by=cast.scope("saga"), at=LATER, meeting=meeting, formal=False)
    with pytest.raises(Refused, match="redan justerat"):
        operations.reopen_minutes(by=cast.scope("saga"), at=LATER, meeting=meeting)


def test_nobody_approves_for_a_user_nor_something_else_than_was_sent(cast: Cast) -> None:
    stig, chief = _sent(cast, "stig")
    seen = chief.minutes.content_sha256
    with pytest.raises(Refused, match="Bara Stig kan justera för sig"):
        operations.approve_minutes(by=cast.scope("saga"), at=LATER, approval=stig, seen_sha256=seen)
    with pytest.raises(Refused, match="har ändrats sedan du öppnade sidan"):
        operations.approve_minutes(by=cast.scope("stig"), at=LATER, approval=stig, seen_sha256="")
    meeting = stig.minutes.meeting
    operations.write_note(by=cast.scope("ana"), at=LATER, meeting=meeting, key=uuid4(), text="Ett ord till.")
    with pytest.raises(Refused, match="har ändrats sedan protokollet skickades"):
        operations.approve_minutes(by=cast.scope("stig"), at=LATER, approval=stig, seen_sha256=seen)
    page = cast.client("stig").get(_page(cast, "forums:meeting", meeting)).content.decode()
    assert "Innehållet är inte det som skickades" in page


def test_one_asks_for_a_change_and_all_approve_anew(cast: Cast) -> None:
    stig, chief = _sent(cast, "stig")
    meeting, saga = stig.minutes.meeting, cast.client("saga")
    seen = chief.minutes.content_sha256
    operations.approve_minutes(by=cast.scope("saga"), at=LATER, approval=chief, seen_sha256=seen)
    address = _page(cast, "forums:ask_for_change", meeting, stig.pk)
    answer = cast.client("stig").post(address, {"words": "Punkt 2 handlade om kajen."}, follow=True)
    assert "Vill ha en ändring" in answer.content.decode()
    page = saga.get(_page(cast, "forums:meeting", meeting)).content.decode()
    assert "Punkt 2 handlade om kajen." in page
    assert "1 av 2 har justerat, 1 vill ha en ändring" in page
    saga.post(_page(cast, "forums:reopen_minutes", meeting))
    opened = minutes_of(cast.scope("saga"), meeting=meeting)
    assert opened is not None
    assert (opened.state, opened.content_sha256) == ("writing", "")
    assert not opened.approvals.filter(approved_on__isnull=False).exists(), "alla justerar på nytt"
    answer = saga.post(_page(cast, "forums:send_minutes", meeting), follow=True)
    assert "Protokollet är skickat för justering." in answer.content.decode()
    assert Message.objects.filter(kind="minutes_to_approve", user=_user("stig")).count() == 2


def test_what_is_wrong_in_approved_minutes_is_told_in_a_note_beneath_them(cast: Cast) -> None:
    meeting, saga = cast.home.locked, cast.client("saga")
    sent = {"key": uuid4(), "text": "Mötet slutade 15.30, inte 15.00."}
    for _ in range(2):  # sent twice, it stands once
        answer = saga.post(_page(cast, "forums:correct_minutes", meeting), sent, follow=True)
    page = answer.content.decode()
    assert page.count("Mötet slutade 15.30, inte 15.00.") == 1
    assert "Rättelser efter justeringen" in page
    said = _words(cast, meeting)
    assert "Mötet slutade 15.30" in said
    assert "Innehållet är det som justerades." in said, "rättelsen ändrar inte det justerade"
    refused = saga.post(_page(cast, "forums:correct_minutes", cast.home.writing), sent)
    assert refused.status_code == 422
    assert "inte justerat än" in refused.content.decode()


@pytest.mark.parametrize(
    ("approvers", "words"),
    [
        ([operations.ToApprove("Rektor"), operations.ToApprove("Rektor")], "står två gånger"),
        ([operations.ToApprove(" ")], "saknar namn eller titel"),
    ],
)
def test_who_approves_is_told_once_and_by_name(
    cast: Cast, approvers: list[operations.ToApprove], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        operations.write_minutes(
            by=cast.scope("saga"), at=LATER, meeting=cast.home.writing, formal=True, approvers=approvers
        )


def test_a_member_who_else_only_reads_approves_when_asked(cast: Cast) -> None:
    meeting, pia, saga = cast.home.writing, _user("pia"), cast.scope("saga")
    asked = [operations.ToApprove("Pia", pia)]
    with pytest.raises(Refused, match="får inte delta i samverkans möten"):
        operations.write_minutes(by=saga, at=LATER, meeting=meeting, formal=True, approvers=asked)
    operations.appoint(
        by=saga,
        at=LATER,
        forum=meeting.forum,
        content=operations.AppointmentContent("Ledamot i kommunstyrelsen", AT.date(), user=pia),
    )
    minutes = operations.write_minutes(by=saga, at=LATER, meeting=meeting, formal=True, approvers=asked)
    operations.send_for_approval(by=saga, at=LATER, meeting=meeting)
    approval = minutes.approvals.get()
    address = reverse("forums:approve_minutes", args=(HOME.slug, meeting.forum_id, meeting.pk, approval.pk))
    sha = content_sha256(meeting)
    assert cast.client("stig").post(address, {"seen_sha256": sha}).status_code == 302
    assert minutes.approvals.filter(approved_on__isnull=True).exists(), (
        "bara den tillfrågade justerar för sig"
    )
    assert cast.client("pia").post(address, {"seen_sha256": sha}).status_code == 302
    assert not minutes.approvals.filter(approved_on__isnull=True).exists()


def test_the_form_keeps_who_approves(cast: Cast) -> None:
    meeting, saga = cast.home.writing, cast.client("saga")
    address = _page(cast, "forums:minutes", meeting)
    sent = {
        "formal": "no",
        "chair": "Kommundirektör",
        "secretary": "Utvecklingsledare",
        "users": [str(_user("stig").pk)],
        "others": "Trygghetschefen\r\nRektor",
    }
    answer = saga.post(address, sent, follow=True).content.decode()
    assert "Uppgifterna om protokollet är sparade." in answer
    assert "Minnesanteckningar" in answer
    form = saga.get(address).context["form"]
    assert form.initial["users"] == [str(_user("stig").pk)]
    assert form.initial["others"] == "Trygghetschefen\nRektor"


def test_the_pages_buttons_are_for_those_who_may(cast: Cast) -> None:
    meeting = cast.home.to_approve
    for who, sees in (("saga", True), ("stig", False), ("pia", False)):
        page = cast.client(who).get(_page(cast, "forums:meeting", meeting)).content.decode()
        assert ("Öppna igen för att ändra" in page) is sees
        assert ("Be om en ändring" in page) is sees, (
            "Trygghetschefen har inget konto: sekreteraren för in det"
        )


def test_the_document_is_there_as_page_pdf_and_word(cast: Cast) -> None:
    meeting, pia = cast.home.locked, cast.client("pia")
    page = pia.get(_page(cast, "minutes_document:show", meeting)).content.decode()
    assert "Justerat 15 januari 2026" in page
    assert pia.get(_page(cast, "minutes_document:pdf", meeting)).content[:5] == b"%PDF-"
    word = pia.get(_page(cast, "minutes_document:word", meeting))
    assert word.content[:2] == b"PK"
    assert 'filename="protokoll-fran-beredningsgruppen-9-december-2025.docx"' in word["Content-Disposition"]
