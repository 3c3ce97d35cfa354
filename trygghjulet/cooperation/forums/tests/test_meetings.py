"""Meetings are planned, held or cancelled; calls and notes have days that can be true; forums end and have heirs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Dispatch, Forum, ForumKind, Meeting
from trygghjulet.cooperation.forums.queries import meetings
from trygghjulet.cooperation.forums.rules.meetings import MOVES, MeetingState, may_become
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry, operations_open

pytestmark = pytest.mark.requirement("FRM-4", "FRM-5")

TODAY = AT.date()
TOMORROW = TODAY + timedelta(days=1)


def _hold(cast: Cast, on: date, **more: object) -> Meeting:
    return operations.hold_meeting(by=cast.scope("saga"), at=AT, forum=cast.home.forum, held_on=on, **more)


def _plan(cast: Cast, on: date) -> Meeting:
    return operations.plan_meeting(by=cast.scope("saga"), at=AT, forum=cast.home.forum, planned_on=on)


def _call(cast: Cast, meeting: Meeting, on: date) -> Meeting:
    return operations.send_call(by=cast.scope("saga"), at=AT, meeting=meeting, on=on)


def _notes(cast: Cast, on: date, **to: object) -> Dispatch:
    return operations.dispatch(
        by=cast.scope("saga"),
        at=AT,
        forum=cast.home.forum,
        meeting=cast.home.held,
        on=on,
        **(to or {"to": "Kommunstyrelsen"}),
    )


def _other(cast: Cast, name: str = "Nya styrgruppen") -> Forum:
    return operations.set_up(
        by=cast.scope("saga"), at=AT, cooperation=cast.home.cooperation, name=name, kind="network"
    )


def _end(cast: Cast, on: date, heir: Forum | None = None) -> Forum:
    return operations.end_forum(
        by=cast.scope("saga"),
        at=AT,
        forum=cast.home.forum,
        ended_on=on,
        reason="Beslut i kommunfullmäktige.",
        replaced_by=heir,
    )


def test_a_planned_meeting_is_held_on_another_day_than_planned(cast: Cast) -> None:
    planned = _plan(cast, date(2026, 1, 12))
    held = _hold(cast, date(2026, 1, 14), meeting=planned, full_day=True, chaired_by=cast.home.municipality)
    assert (held.pk, held.planned_on, held.held_on) == (planned.pk, date(2026, 1, 12), date(2026, 1, 14))
    saved = Meeting.objects.get(pk=held.pk)
    assert (saved.state, saved.full_day, saved.chaired_by) == ("held", True, cast.home.municipality)


def test_the_moves_are_those_of_the_table() -> None:
    assert {(now, then) for now in MOVES for then in MeetingState if may_become(now, then)} == {
        (MeetingState.PLANNED, MeetingState.HELD),
        (MeetingState.PLANNED, MeetingState.CANCELLED),
    }


def test_what_is_held_or_cancelled_stays_so(cast: Cast) -> None:
    saga = cast.scope("saga")
    with pytest.raises(Refused, match="redan infört som hållet"):
        operations.cancel_meeting(by=saga, at=AT, meeting=cast.home.held)
    planned = _plan(cast, date(2026, 1, 12))
    operations.cancel_meeting(by=saga, at=AT, meeting=planned)
    with pytest.raises(Refused, match="inställt"):
        _hold(cast, date(2026, 1, 12), meeting=planned)
    with pytest.raises(Refused, match="inställt"):
        _call(cast, planned, TODAY)


def test_a_meeting_is_not_held_before_it_has_been(cast: Cast) -> None:
    with pytest.raises(Refused, match="har inte varit än"):
        _hold(cast, TOMORROW)
    assert _hold(cast, TODAY).held_on == TODAY


def test_a_forum_meets_once_a_day(cast: Cast) -> None:
    with pytest.raises(Refused, match="redan infört"):
        _hold(cast, cast.home.held.on)
    with pytest.raises(Refused, match="redan ett möte planerat"):
        _plan(cast, cast.home.meeting.on)


def test_a_cancelled_meeting_leaves_its_day_free(cast: Cast) -> None:
    day = cast.home.meeting.on
    operations.cancel_meeting(by=cast.scope("saga"), at=AT, meeting=cast.home.meeting)
    assert _plan(cast, day).on == day


def test_a_call_goes_out_before_the_meeting(cast: Cast) -> None:
    assert _call(cast, cast.home.meeting, TODAY).call_sent_on == TODAY
    with pytest.raises(Refused, match="har inte varit än"):
        _call(cast, cast.home.meeting, TOMORROW)
    with pytest.raises(Refused, match="Kallelsen kan inte ha skickats efter"):
        _call(cast, cast.home.held, cast.home.held.on + timedelta(days=1))
    called = _call(cast, _plan(cast, date(2026, 1, 14)), date(2026, 1, 10))
    with pytest.raises(Refused, match="kan inte ha hållits före"):
        _hold(cast, date(2026, 1, 9), meeting=called)


def test_notes_go_to_a_forum_or_to_somebody_after_the_meeting(cast: Cast) -> None:
    held = cast.home.held
    assert _notes(cast, held.on, to_forum=_other(cast)).receiver == "Nya styrgruppen"
    assert _notes(cast, held.on).receiver == "Kommunstyrelsen"
    for refused, words in (
        ({"on": held.on - timedelta(days=1)}, "kan inte ha skickats före"),
        ({"on": TOMORROW}, "har inte varit än"),
        ({"on": TODAY, "to_forum": cast.home.forum, "to": "Kommunstyrelsen"}, "antingen ett forum eller"),
        ({"on": TODAY, "to": ""}, "antingen ett forum eller"),
    ):
        with pytest.raises(Refused, match=words):
            _notes(cast, **refused)
    with pytest.raises(Refused, match="inte infört som hållet"):
        operations.dispatch(
            by=cast.scope("saga"),
            at=AT,
            forum=cast.home.forum,
            meeting=cast.home.meeting,
            on=TODAY,
            to="Kommunstyrelsen",
        )


def test_a_local_coordinator_enters_meetings_of_the_own_half(cast: Cast) -> None:
    uno = cast.scope("uno")
    local = operations.set_up(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        name="Lokala gruppen",
        kind="working",
        area=cast.home.area("norr"),
    )
    assert operations.plan_meeting(by=uno, at=AT, forum=local, planned_on=TODAY).forum == local
    with pytest.raises(Denied, match="men bara i det område"):
        operations.plan_meeting(by=uno, at=AT, forum=cast.home.forum, planned_on=TODAY)


def test_a_forum_ends_with_an_heir_and_meets_no_more(cast: Cast) -> None:
    operations.cancel_meeting(by=cast.scope("saga"), at=AT, meeting=cast.home.meeting)
    heir = _other(cast)
    ended = _end(cast, TODAY, heir)
    assert (ended.ended_on, ended.replaced_by) == (TODAY, heir)
    with pytest.raises(Refused, match="Forumet upphörde"):
        _plan(cast, TOMORROW)
    assert _hold(cast, TODAY).held_on == TODAY, "sista dagen räknas med"
    page = cast.client("pia").get(reverse("forums:show", args=(HOME.slug, ended.pk))).content.decode()
    assert "Ersatt av" in page
    assert "Nya styrgruppen" in page
    with pytest.raises(Refused, match="upphörde redan"):
        _end(cast, TOMORROW)


def test_a_forum_does_not_end_before_its_last_meeting(cast: Cast) -> None:
    with pytest.raises(Refused, match="Ställ in det först"):
        _end(cast, TODAY)
    assert _end(cast, cast.home.meeting.on).ended_on == cast.home.meeting.on


def test_an_heir_is_another_forum_that_goes_on(cast: Cast) -> None:
    last = cast.home.meeting.on
    with pytest.raises(Refused, match="ersätta sig självt"):
        _end(cast, last, cast.home.forum)
    heir = _other(cast)
    operations.end_forum(by=cast.scope("saga"), at=AT, forum=heir, ended_on=TODAY, reason="Kort liv.")
    with pytest.raises(Refused, match="har självt upphört"):
        _end(cast, last, Forum.objects.get(pk=heir.pk))


def test_a_blueprints_forum_stands_once_in_the_city_and_once_in_each_area(cast: Cast) -> None:
    saga, home = cast.scope("saga"), cast.home

    def set_up(name: str, code: str | None) -> Forum:
        return operations.set_up(
            by=saga,
            at=AT,
            cooperation=home.cooperation,
            name=name,
            kind=ForumKind.WORKING,
            area=home.area(code) if code else None,
            key="lokal-grupp",
        )

    for number, code in enumerate((None, "norr", "soder")):
        set_up(f"Grupp {number}", code)
    for number, code in enumerate((None, "norr")):
        with pytest.raises(Refused, match="lokal-grupp"):
            set_up(f"En till {number}", code)


def test_the_tables_themselves_refuse_what_can_not_be_so(cast: Cast) -> None:
    forum = cast.home.forum
    wrong = (
        Meeting(forum=forum, state="held"),
        Meeting(forum=forum, state="planned"),
        Meeting(forum=forum, state="planned", planned_on=TODAY, held_on=TODAY),
        Meeting(forum=forum, state="held", held_on=cast.home.held.on),
        Meeting(forum=forum, state="held", held_on=TODAY, call_sent_on=TOMORROW),
        Dispatch(forum=forum, meeting=cast.home.held, on=TODAY),
        Dispatch(forum=forum, meeting=cast.home.held, on=TODAY, to="X", to_forum=forum),
    )
    token = operations_open.set(1)
    try:
        for row in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save()
    finally:
        operations_open.reset(token)


def test_a_meeting_is_entered_in_the_browser_from_plan_to_notes(cast: Cast) -> None:
    client, forum = cast.client("saga"), cast.home.forum

    def at(name: str, *more: int) -> str:
        return reverse(f"forums:{name}", args=(HOME.slug, forum.pk, *more))

    sent = client.post(at("plan"), {"planned_on": "2025-12-09", "full_day": "on"}, follow=True)
    assert "Mötet är planerat." in sent.content.decode()
    meeting = Meeting.objects.get(forum=forum, planned_on="2025-12-09")
    assert "Inte infört" in client.get(at("show")).content.decode(), "dagen har varit"
    client.post(at("call", meeting.pk), {"on": "2025-12-01"})
    client.post(
        at("hold_planned", meeting.pk),
        {"held_on": "2025-12-10", "full_day": "on", "chaired_by": cast.home.municipality.pk},
    )
    client.post(at("notes", meeting.pk), {"what": "protokoll", "on": "2025-12-15", "to": "Kommunstyrelsen"})
    page = re.sub(r"</?a\b[^>]*>", "", client.get(at("show")).content.decode())
    for words in (
        "10 december 2025, heldag",
        "Skickad 1 december 2025",
        "Till Kommunstyrelsen 15 december 2025",
    ):
        assert words in page
    saved = meetings(cast.scope("saga"), cooperation=cast.home.cooperation).get(pk=meeting.pk)
    assert (saved.held_on, saved.chaired_by) == (date(2025, 12, 10), cast.home.municipality)


def test_a_refusal_stands_on_the_page_with_what_was_written(cast: Cast) -> None:
    client, forum = cast.client("saga"), cast.home.forum
    answer = client.post(
        reverse("forums:hold", args=(HOME.slug, forum.pk)), {"held_on": cast.home.held.on.isoformat()}
    )
    assert answer.status_code == 422
    assert "redan infört" in answer.content.decode()


def test_a_form_does_not_offer_what_is_the_neighbours(cast: Cast) -> None:
    client, forum, work = cast.client("saga"), cast.home.forum, cast.home
    before = AuditEntry.objects.count()
    for name, more, sent in (
        ("end", (), {"ended_on": "2026-12-31", "reason": "X", "replaced_by": cast.neighbour.forum.pk}),
        ("hold", (), {"held_on": "2026-01-02", "notes_by": cast.neighbour.municipality.pk}),
        ("notes", (work.held.pk,), {"on": "2026-01-02", "to_forum": cast.neighbour.forum.pk}),
    ):
        answer = client.post(reverse(f"forums:{name}", args=(HOME.slug, forum.pk, *more)), sent)
        assert answer.status_code == 422, name
    assert AuditEntry.objects.count() == before


def test_the_neighbours_meetings_are_not_seen(cast: Cast) -> None:
    seen = meetings(cast.scope("saga"), cooperation=cast.home.cooperation)
    assert cast.home.held in seen
    assert {m.forum.cooperation_id for m in seen} == {cast.home.cooperation.pk}
    assert not meetings(cast.scope("vera"), cooperation=cast.home.cooperation).exists()


def test_a_held_meeting_is_put_right_and_the_log_keeps_what_stood_there(cast: Cast) -> None:
    held, client = cast.home.held, cast.client("saga")
    address = reverse("forums:correct", args=(HOME.slug, cast.home.forum.pk, held.pk))
    shown = client.get(reverse("forums:show", args=(HOME.slug, cast.home.forum.pk))).content.decode()
    assert address in shown
    assert client.get(address).context["form"].initial["held_on"] == held.held_on
    sent = {"held_on": "2025-11-05", "chaired_by": cast.home.municipality.pk, "full_day": "on"}
    assert client.post(address, sent).status_code == 302
    saved = Meeting.objects.get(pk=held.pk)
    assert (saved.held_on, saved.chaired_by, saved.full_day) == (
        date(2025, 11, 5),
        cast.home.municipality,
        True,
    )
    assert AuditEntry.objects.latest("pk").details["before"]["held_on"] == "2025-11-04"


def test_a_correction_can_not_say_what_can_not_be(cast: Cast) -> None:
    held, saga = cast.home.held, cast.scope("saga")
    with pytest.raises(Refused, match="har inte varit än"):
        operations.correct_meeting(by=saga, at=AT, meeting=held, held_on=TOMORROW)
    _notes(cast, date(2025, 11, 10))
    with pytest.raises(Refused, match="kan inte ha hållits efter"):
        operations.correct_meeting(by=saga, at=AT, meeting=held, held_on=date(2025, 11, 12))
    with pytest.raises(Refused, match="inte infört som hållet"):
        operations.correct_meeting(by=saga, at=AT, meeting=cast.home.meeting, held_on=TODAY)
    other = _hold(cast, date(2025, 10, 7))
    with pytest.raises(Refused, match="redan infört"):
        operations.correct_meeting(by=saga, at=AT, meeting=held, held_on=other.on)


def test_a_meeting_entered_by_mistake_is_taken_back_with_a_reason(cast: Cast) -> None:
    held, client = cast.home.held, cast.client("saga")
    _notes(cast, date(2025, 11, 10))
    address = reverse("forums:take_back", args=(HOME.slug, cast.home.forum.pk, held.pk))
    assert "Ta tillbaka mötet 4 november 2025" in client.get(address).content.decode(), "svensk dag"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Ett annat forum möttes."}).status_code == 302
    assert not Meeting.objects.filter(pk=held.pk).exists()
    row = AuditEntry.objects.latest("pk")
    assert (row.details["reason"], row.details["notes_sent"]) == (
        "Ett annat forum möttes.",
        ["Kommunstyrelsen 2025-11-10"],
    )


def test_a_planned_meeting_that_was_not_held_after_all_is_planned_again(cast: Cast) -> None:
    saga, planned = cast.scope("saga"), _plan(cast, date(2026, 1, 12))
    held = _hold(cast, date(2026, 1, 14), meeting=planned, chaired_by=cast.home.municipality)
    again = operations.take_back_meeting(by=saga, at=AT, meeting=held, reason="Fel dag.")
    assert again is not None
    saved = Meeting.objects.get(pk=held.pk)
    assert (saved.state, saved.held_on, saved.planned_on) == ("planned", None, date(2026, 1, 12))
    assert saved.chaired_by is None


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_mistyped_year_is_told_and_breaks_no_calendar(cast: Cast, day: date) -> None:
    forum, client = cast.home.forum, cast.client("saga")
    planned = client.post(f"/lillaker/forum/{forum.pk}/planera/", {"planned_on": day.isoformat()})
    assert planned.status_code == 422
    assert "kan inte stämma. Rätta året." in planned.content.decode()
    assert client.get(f"/lillaker/forum/{forum.pk}/moten.ics").status_code == 200
    if day.year > 2000:
        ended = client.post(
            f"/lillaker/forum/{cast.home.preparing.pk}/upphor/",
            {"ended_on": day.isoformat(), "reason": "Klar."},
        )
        assert "kan inte stämma. Rätta året." in ended.content.decode()
