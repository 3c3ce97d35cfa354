"""An agenda is put together, ordered, carried over and dealt with; two who write at once lose nothing."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.cooperation.forums import operations, registry
from trygghjulet.cooperation.forums.models import AgendaItem, Forum, Meeting
from trygghjulet.cooperation.forums.operations import Beyond, PointContent
from trygghjulet.cooperation.forums.queries.agenda import agenda_of, waiting_points
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.models import operations_open
from trygghjulet.foundation.audit.rules import Stale

pytestmark = pytest.mark.requirement("FOR-4")

AFTER = AT + timedelta(days=30)


def _plan(cast: Cast, on: date, **more: Any) -> Meeting:
    return operations.plan_meeting(by=cast.scope("saga"), at=AT, forum=cast.home.forum, planned_on=on, **more)


def _add(cast: Cast, title: str, meeting: Meeting | None = None, **more: Any) -> AgendaItem:
    return operations.add_point(
        by=cast.scope("saga"),
        at=AT,
        meeting=meeting or cast.home.meeting,
        content=PointContent(title, **more),
    )


def _titles(meeting: Meeting) -> list[str]:
    return [point.item.title for point in agenda_of(meeting, on=AT.date()).to_come]


def _at(name: str, cast: Cast, *more: int) -> str:
    return reverse(f"forums:{name}", args=(HOME.slug, cast.home.forum.pk, cast.home.meeting.pk, *more))


def _set(forum: Forum, **columns: Any) -> Forum:
    """Say of the forum what another page writes."""
    token = operations_open.set(1)
    try:
        Forum.objects.filter(pk=forum.pk).update(**columns)
    finally:
        operations_open.reset(token)
    return Forum.objects.select_related("cooperation__area").get(pk=forum.pk)


def test_a_new_point_goes_before_the_end_and_is_numbered_and_timed(cast: Cast) -> None:
    meeting = cast.home.meeting
    operations.change_meeting(
        by=cast.scope("saga"),
        at=AT,
        meeting=meeting,
        seen=0,
        content=operations.MeetingContent(meeting.on, starts_at=time(9), ends_at=time(9, 40)),
    )
    _add(cast, "Paus", kind="break", minutes=10)
    _add(cast, "Nytt läge", minutes=15)
    agenda = agenda_of(cast.home.meeting, on=AT.date())
    assert [(point.numbered_title, point.hours) for point in agenda.points] == [
        ("1. Läget vid torget", "09.00–09.20"),
        ("Paus", "09.20–09.30"),
        ("2. Nytt läge", "09.30–09.45"),
        ("3. Mötet avslutas", "09.45"),
    ]
    assert "5 minuter för mycket" in agenda.clashes[0]


def test_a_pre_meeting_goes_before_all_the_points(cast: Cast) -> None:
    _add(cast, "Nytt läge")
    _add(cast, "Förmöte för kommunens ledamöter", kind="pre_meeting", minutes=30, starts_at=time(8, 15))
    assert _titles(cast.home.meeting)[0] == "Förmöte för kommunens ledamöter"


def test_points_are_moved_with_buttons_past_those_that_are_struck(cast: Cast) -> None:
    saga = cast.scope("saga")
    middle = _add(cast, "Mellan")
    _add(cast, "Sist före slutet")
    operations.send_call(by=saga, at=AT, meeting=cast.home.meeting, on=AT.date())
    operations.withdraw_point(by=saga, at=AT, point=middle)
    client = cast.client("saga")
    first = cast.home.agenda_point
    sent = client.post(_at("move_point", cast, first.pk), {"riktning": "ner"}, follow=True)
    assert "Läget vid torget är flyttad ner." in sent.content.decode()
    assert _titles(cast.home.meeting) == ["Sist före slutet", "Läget vid torget", "Mötet avslutas"]
    client.post(_at("move_point", cast, first.pk), {"riktning": "upp"})
    refused = client.post(_at("move_point", cast, first.pk), {"riktning": "upp"}, follow=True)
    assert "står redan först" in refused.content.decode()
    assert "Utgick" in refused.content.decode(), "den strukna punkten syns, för den har annonserats"


def test_a_point_nobody_has_been_called_to_is_gone_when_it_is_struck(cast: Cast) -> None:
    point = _add(cast, "Misstag")
    assert operations.withdraw_point(by=cast.scope("saga"), at=AT, point=point) is None
    assert not AgendaItem.objects.filter(title="Misstag").exists()


def test_a_point_carried_over_stands_on_the_next_meeting_with_its_papers(cast: Cast) -> None:
    later = _plan(cast, date(2026, 4, 7))
    new = operations.carry_over(by=cast.scope("saga"), at=AT, point=cast.home.agenda_point)
    assert (new.meeting, new.carried_from, new.state) == (later, cast.home.agenda_point, "to_come")
    assert [paper.title for paper in new.papers.all()] == ["Lägesbilden"]
    assert (new.proposal, new.minutes) == ("Lamporna lagas.", 20)
    assert cast.home.agenda_point.state == "carried_over"
    assert _titles(cast.home.meeting) == ["Mötet avslutas"]
    with pytest.raises(Refused, match="redan gjort"):
        operations.carry_over(by=cast.scope("saga"), at=AT, point=cast.home.agenda_point)


def test_what_is_tabled_waits_until_a_meeting_is_planned_and_then_comes_by_itself(cast: Cast) -> None:
    operations.carry_over(by=cast.scope("saga"), at=AT, point=cast.home.agenda_point, tabled=True)
    assert [point.title for point in waiting_points(cast.home.forum)] == ["Läget vid torget"]
    page = cast.client("saga").get(_at("meeting", cast)).content.decode()
    assert "Väntar tills nästa möte planeras." in page
    later = _plan(cast, date(2026, 4, 7))
    assert _titles(later) == ["Läget vid torget"]
    assert waiting_points(cast.home.forum) == ()
    assert _titles(_plan(cast, date(2026, 5, 5))) == [], "den kommer en gång"


def test_a_cancelled_meetings_matters_go_to_the_next_one(cast: Cast) -> None:
    later = _plan(cast, date(2026, 4, 7))
    operations.cancel_meeting(by=cast.scope("saga"), at=AT, meeting=cast.home.meeting, reason="För få kunde.")
    assert _titles(later) == ["Läget vid torget"], "formalia flyttas inte med"


def test_the_meeting_befores_standing_points_come_back_and_its_matters_do_not(cast: Cast) -> None:
    saga = cast.scope("saga")
    operations.start_agenda(by=saga, at=AT, meeting=cast.home.meeting, previous=False)
    before = _titles(cast.home.meeting)
    assert before[0] == "Mötet öppnas"
    assert before[-2:] == ["Övriga frågor", "Nästa möte"] or before[-1] == "Mötet avslutas"
    assert before.count("Mötet avslutas") == 1
    assert "Läget vid torget" in before
    later = _plan(cast, date(2026, 4, 7))
    _add(cast, "Bara den här gången", later)
    operations.start_agenda(by=saga, at=AT, meeting=later, previous=True)
    titles = _titles(later)
    assert "Läget vid torget" not in titles
    assert titles.index("Uppföljning av uppgifter") < titles.index("Bara den här gången")
    assert titles.index("Bara den här gången") < titles.index("Mötet avslutas")
    with pytest.raises(Refused, match="Inget tidigare möte har en dagordning"):
        operations.start_agenda(by=saga, at=AT, meeting=_plan(cast, date(2025, 1, 7)), previous=True)


def test_open_tasks_stand_under_the_follow_up_of_the_next_meeting_only(cast: Cast) -> None:
    operations.give_task(
        by=cast.scope("saga"),
        at=AT,
        forum=cast.home.forum,
        text="Räkna lamporna",
        owner_words="Parkchefen",
        due=date(2026, 1, 31),
    )
    assert "Räkna lamporna" in [task.text for task in agenda_of(cast.home.meeting, on=AT.date()).loose_tasks]
    _add(cast, "Uppföljning av uppgifter", kind="follow_up")
    agenda = agenda_of(cast.home.meeting, on=AT.date())
    under = next(point for point in agenda.points if point.item.kind == "follow_up")
    assert "Räkna lamporna" in [task.text for task in under.tasks]
    assert agenda.loose_tasks == ()
    page = cast.client("pia").get(_at("meeting", cast)).content.decode()
    assert "Räkna lamporna, Parkchefen, klar senast 31 januari 2026" in page
    later = _plan(cast, date(2026, 4, 7))
    assert agenda_of(later, on=AT.date()).loose_tasks == ()


def test_two_who_change_a_point_at_once_both_keep_their_words(cast: Cast) -> None:
    saga, kim, point = cast.client("saga"), cast.client("kim"), cast.home.agenda_point
    address = _at("edit_point", cast, point.pk)
    form = {"title": "Läget vid torget", "kind": "decision", "minutes": "20"}
    seen = saga.get(address).context["form"].initial["seen"]
    first = form | {"proposal": "Kommunen lagar lamporna.", "seen": seen}
    assert saga.post(address, first).status_code == 302
    late = kim.post(address, form | {"proposal": "Polisen går förbi oftare.", "seen": seen})
    page = late.content.decode()
    assert late.status_code == 422
    assert "har ändrat det här sedan du öppnade sidan" in page
    assert "Kommunen lagar lamporna." in page, "det som är sparat visas"
    assert "Polisen går förbi oftare." in page, "det som skrevs står kvar"
    joined = form | {"proposal": "Båda delarna.", "seen": late.context["form"].data["seen"]}
    assert kim.post(address, joined).status_code == 302
    assert cast.home.agenda_point.proposal == "Båda delarna."


def test_a_moved_point_does_not_lose_what_another_writes_in_it(cast: Cast) -> None:
    saga, point = cast.scope("saga"), cast.home.agenda_point
    seen = point.revision
    operations.move_point(by=saga, at=AT, point=point, up=False)
    content = PointContent("Läget vid torget i natt", kind="decision")
    changed = operations.change_point(by=saga, at=AT, point=point, seen=seen, content=content)
    assert _titles(cast.home.meeting) == ["Mötet avslutas", changed.title]


def test_a_meeting_moved_by_two_at_once_tells_the_later(cast: Cast) -> None:
    saga, meeting = cast.scope("saga"), cast.home.meeting
    content = operations.MeetingContent(date(2026, 2, 17), place="Biblioteket")
    moved = operations.change_meeting(by=saga, at=AT, meeting=meeting, seen=0, content=content)
    assert (moved.sequence, moved.revision, moved.planned_on) == (1, 1, date(2026, 2, 17))
    with pytest.raises(Stale):
        operations.change_meeting(by=saga, at=AT, meeting=meeting, seen=0, content=content)
    same = operations.change_meeting(by=saga, at=AT, meeting=meeting, seen=1, content=content)
    assert same.sequence == 1, "inget som en kalender visar ändrades"
    cancelled = operations.cancel_meeting(by=saga, at=AT, meeting=meeting)
    assert cancelled.sequence == 2


def test_a_meeting_is_not_moved_to_a_day_that_is_taken_or_to_hours_that_can_not_be(cast: Cast) -> None:
    _plan(cast, date(2026, 4, 7))
    page = cast.client("saga").post(_at("edit_meeting", cast), {"planned_on": "2026-04-07", "seen": 0})
    assert "har redan ett möte planerat 7 april 2026" in page.content.decode()
    wrong = {"planned_on": "2026-04-08", "starts_at": "11:00", "ends_at": "10:00", "seen": 0}
    page = cast.client("saga").post(_at("edit_meeting", cast), wrong)
    assert "Mötet slutar innan det börjar." in page.content.decode()


def test_a_point_is_dealt_with_after_the_meeting_has_begun(cast: Cast) -> None:
    saga, point = cast.scope("saga"), cast.home.agenda_point
    with pytest.raises(Refused, match="Mötet har inte varit än"):
        operations.deal_with(by=saga, at=AT, point=point)
    assert operations.deal_with(by=saga, at=AFTER, point=point).state == "handled"
    with pytest.raises(Refused, match="redan behandlad"):
        operations.withdraw_point(by=saga, at=AFTER, point=point)


def _ask(client: Client, cast: Cast, **answers: str) -> tuple[int, str]:
    answer = client.post(
        _at("add_point", cast), {"title": "Lamporna", "kind": "discussion", "seen": 0, **answers}
    )
    return answer.status_code, answer.content.decode()


@pytest.mark.requirement("FOR-9")
def test_a_matter_about_one_person_is_kept_out_of_every_forum(cast: Cast) -> None:
    client = cast.client("saga")
    status, page = _ask(client, cast)
    assert (status, "Gäller punkten en enskild person?" in page) == (422, True)
    assert "Är det en operativ fråga?" not in page
    status, page = _ask(client, cast, individual="yes")
    assert status == 422
    assert "Ta det hos den myndighet som har ärendet, med dess sekretess." in page
    assert _ask(client, cast, individual="no")[0] == 302


@pytest.mark.requirement("FOR-9")
def test_a_council_that_refuses_operational_matters_says_so_with_its_clause(cast: Cast) -> None:
    clause = "Reglementet 2 §: Rådet behandlar inte ärenden som avser enskild person eller operativa frågor"
    _set(cast.home.forum, refuses_individual=True, refuses_operational=True, refusal_clause=clause)
    client = cast.client("saga")
    status, page = _ask(client, cast, individual="no")
    assert (status, "Är det en operativ fråga?" in page) == (422, True)
    status, page = _ask(client, cast, individual="no", operational="yes")
    assert status == 422
    assert clause in page
    able = Forum.objects.filter(cooperation=cast.home.cooperation, kind__in=("working", "preparatory"))
    assert any(f"Ta den i {one.name}." in page for one in able)
    assert _ask(client, cast, individual="no", operational="no")[0] == 302
    with pytest.raises(Refused, match="Reglementet 2 §"):
        operations.add_point(
            by=cast.scope("saga"),
            at=AT,
            meeting=cast.home.meeting,
            content=PointContent("Var patrullen ska stå på fredag"),
            about=Beyond(operational=True),
        )


def test_what_waits_for_the_forum_is_put_on_the_agenda_with_a_click(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = registry.Ask(
        "plan",
        "Handlingsplanen följs upp",
        "followup",
        "handlingsplan",
        date(2026, 3, 31),
        "Ska göras",
        "info",
        "",
    )
    mine = cast.home.forum

    def answer(scope: Scope, forum: Forum, on: date) -> tuple[registry.Ask, ...]:
        return (ask,) if forum == mine else ()

    monkeypatch.setattr(registry, "_answers", [answer])
    client = cast.client("saga")
    assert "Handlingsplanen följs upp" in client.get(_at("meeting", cast)).content.decode()
    client.post(_at("add_ask", cast), {"fraga": "plan"})
    point = AgendaItem.objects.get(meeting=cast.home.meeting, title="Handlingsplanen följs upp")
    assert (point.evidence_kind, point.evidence_what, point.kind) == (
        "followup",
        "handlingsplan",
        "follow_up",
    )
    again = client.post(_at("add_ask", cast), {"fraga": "plan"}, follow=True).content.decode()
    assert "Det står redan på en dagordning" in again
    assert "Lägg till som punkt" not in again


def test_a_reader_sees_the_agenda_but_no_buttons(cast: Cast) -> None:
    page = cast.client("pia").get(_at("meeting", cast)).content.decode()
    assert "1. Läget vid torget" in page
    assert "Lamporna lagas." in page
    assert "Lägesbilden, Dnr 12" in page
    assert "Lägg till en punkt" not in page
    assert "Stryk" not in page


def test_an_agenda_of_the_past_is_not_changed_when_the_meeting_is_cancelled(cast: Cast) -> None:
    operations.cancel_meeting(by=cast.scope("saga"), at=AT, meeting=cast.home.meeting)
    cancelled = Meeting.objects.select_related("forum__cooperation__area").get(
        forum=cast.home.forum, state="cancelled"
    )
    with pytest.raises(Refused, match="Mötet är inställt"):
        _add(cast, "För sent", cancelled)
