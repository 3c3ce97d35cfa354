"""The forums' pages: the organisation, a forum's place in it, and a working group that is set up at once."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from tests.cast import AT, HOME, POLICE, Cast
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import (
    Appointment,
    Assignment,
    Forum,
    ForumKind,
    ForumLink,
    Meeting,
)
from trygghjulet.cooperation.forums.queries import deciding
from trygghjulet.cooperation.forums.queries.organisation import listed_forums, organisation_of
from trygghjulet.cooperation.forums.rules.assignments import AssignmentState, Days, length, refusal, state
from trygghjulet.cooperation.forums.rules.organisation import OUTSIDE, Link
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.parties.models import Party

LATER = AT + timedelta(days=30)


def address(name: str, *more: object) -> str:
    return reverse(f"forums:{name}", args=(HOME.slug, *more))


def content(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def steering(cast: Cast) -> Forum:
    return cast.home.forum


# The organisation


@pytest.mark.requirement("FOR-1")
def test_the_page_shows_the_organisation_as_a_picture_and_in_words(cast: Cast, steering: Forum) -> None:
    page = content(cast.client("pia"), address("index"))
    assert f'data-key="{steering.pk}"' in page
    assert "Arbetsgrupp Torget rapporterar till Styrgruppen" in page
    assert "Rapporterar till Styrgruppen" in page
    assert f'href="{address("show", steering.pk)}"' in page
    svg = cast.client("pia").get(address("image"))
    assert svg["Content-Type"] == "image/svg+xml"
    assert b"<a " not in svg.content


@pytest.mark.requirement("FOR-1")
def test_the_list_tells_the_next_meeting_and_the_empty_seats(cast: Cast, steering: Forum) -> None:
    saga = cast.scope("saga")
    seat = operations.add_seat(
        by=saga, at=AT, forum=steering, content=operations.SeatContent("Köpmännen på torget", at_least=3)
    )
    operations.appoint(
        by=saga,
        at=AT,
        forum=steering,
        content=operations.AppointmentContent("Ordförande i köpmännen", date(2026, 1, 1), seat=seat),
    )
    listed = listed_forums(saga, cooperation=cast.home.cooperation, on=AT.date())
    mine = next(one for one in listed if one.forum == steering)
    assert mine.vacancies is not None
    assert mine.vacancies >= 2
    assert mine.next_meeting is not None
    assert mine.next_meeting.planned_on == date(2026, 2, 3)
    local = next(one for one in listed if one.forum == cast.home.local_forum)
    assert local.vacancies is None


@pytest.mark.requirement("FOR-1")
def test_who_is_to_have_a_report_without_being_a_forum_stands_in_the_picture(
    cast: Cast, steering: Forum
) -> None:
    saga, cooperation = cast.scope("saga"), cast.home.cooperation
    route = operations.RouteContent(
        "rapport", "yearly", to="Kommunfullmäktige", yearly_by_month=1, yearly_by_day=31
    )
    rule = operations.add_route(by=saga, at=AT, forum=steering, content=route)
    found = organisation_of(saga, cooperation=cooperation, on=AT.date())
    outside = [body.name for body in found.bodies if body.band == OUTSIDE]
    assert outside == ["Kommunfullmäktige"]
    assert [way.kind for way in found.ways if way.of == str(steering.pk) and way.to.startswith("till-")] == [
        Link.REPORTS_TO
    ]
    operations.end_route(by=saga, at=AT, rule=rule, ended_on=AT.date())
    assert not [
        body
        for body in organisation_of(saga, cooperation=cooperation, on=AT.date()).bodies
        if body.band == OUTSIDE
    ]


@pytest.mark.requirement("FOR-1", "SEC-1")
def test_the_neighbours_organisation_is_not_seen(cast: Cast) -> None:
    page = content(cast.client("saga"), address("index"))
    assert f'data-key="{cast.neighbour.forum.pk}"' not in page


@pytest.mark.requirement("FOR-1")
def test_councils_and_boards_may_decide_but_a_political_forum_may_not(cast: Cast) -> None:
    saga, cooperation = cast.scope("saga"), cast.home.cooperation
    for kind in (ForumKind.COUNCIL, ForumKind.BOARD, ForumKind.POLITICAL, ForumKind.WORKING):
        operations.set_up(by=saga, at=AT, cooperation=cooperation, name=f"Nytt {kind}", kind=kind)
    able = {forum.kind for forum in deciding(saga, cooperation=cooperation, area=cooperation.area)}
    assert able >= {"steering", "council", "board"}
    assert not able & {"political", "working"}


# A forum's place


@pytest.mark.requirement("FOR-1", "FOR-9")
def test_a_forum_is_changed_and_what_it_refuses_says_where_it_stands(cast: Cast, steering: Forum) -> None:
    saga = cast.client("saga")
    sent = {
        "name": "Styrgruppen",
        "kind": "steering",
        "purpose": "Leda arbetet.",
        "mandate": "Besluta om planen.",
        "convener": "Säkerhetschefen",
        "secretariat": "Kansliet",
        "call_days": 7,
        "refuses_individual": "on",
        "seen": steering.revision,
    }
    refused = saga.post(address("edit", steering.pk), sent)
    assert refused.status_code == 422
    assert "Ange var det står" in refused.content.decode()
    assert (
        saga.post(address("edit", steering.pk), sent | {"refusal_clause": "Reglementet, 2 §"}).status_code
        == 302
    )
    page = content(saga, address("show", steering.pk))
    for words in (
        "Leda arbetet.",
        "Besluta om planen.",
        "Säkerhetschefen",
        "Kansliet",
        "7 dagar före",
        "Reglementet, 2 §",
    ):
        assert words in page
    assert "ärenden om enskilda" in page


@pytest.mark.requirement("FOR-1")
def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(
    cast: Cast, steering: Forum
) -> None:
    operations.change_forum(
        by=cast.scope("kim"),
        at=AT,
        forum=steering,
        content=operations.ForumContent("Styrgruppen", "steering", purpose="Polisens ord."),
    )
    sent = {"name": "Styrgruppen", "kind": "steering", "purpose": "Mina ord.", "seen": steering.revision}
    answer = cast.client("saga").post(address("edit", steering.pk), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Polisens ord." in page
    assert "Mina ord." in page
    with pytest.raises(Stale):
        operations.change_forum(
            by=cast.scope("saga"),
            at=AT,
            forum=steering,
            content=operations.ForumContent("Styrgruppen", "steering"),
            seen=steering.revision,
        )


@pytest.mark.requirement("FOR-1", "FOR-7")
def test_a_way_is_seen_from_both_ends_and_can_be_taken_away(cast: Cast, steering: Forum) -> None:
    saga, local = cast.client("saga"), cast.home.local_forum
    sent = {"kind": "prepares_for", "to": steering.pk, "clause": "Överenskommelsen, rad 5"}
    assert saga.post(address("add_link", local.pk), sent).status_code == 302
    assert "Får underlag från" in content(saga, address("show", steering.pk))
    page = content(saga, address("show", local.pk))
    assert "Bereder för" in page
    assert "Överenskommelsen, rad 5" in page
    again = saga.post(address("add_link", local.pk), sent)
    assert f"Det står redan att {local.name} bereder för {steering.name}." in again.content.decode()
    back = saga.post(address("add_link", steering.pk), {"kind": "prepares_for", "to": local.pk})
    assert "Ta bort den vägen först" in back.content.decode()
    link = ForumLink.objects.get(forum=local, kind="prepares_for")
    assert saga.post(address("remove_link", steering.pk, link.pk)).status_code == 302
    assert not ForumLink.objects.filter(pk=link.pk).exists()


@pytest.mark.requirement("FOR-1")
def test_a_forum_is_not_part_of_itself_through_another(cast: Cast, steering: Forum) -> None:
    group = cast.home.assignment.forum
    with pytest.raises(Refused, match="inte heller genom ett annat"):
        operations.change_forum(
            by=cast.scope("saga"),
            at=AT,
            forum=steering,
            content=operations.ForumContent("Styrgruppen", "steering", part_of=group),
        )


@pytest.mark.requirement("FOR-4")
def test_the_meetings_of_a_forum_lead_to_their_own_pages(cast: Cast, steering: Forum) -> None:
    page = content(cast.client("pia"), address("show", steering.pk))
    for meeting in (cast.home.meeting, cast.home.held):
        assert f'href="{address("meeting", steering.pk, meeting.pk)}"' in page


# A working group at once


@pytest.mark.requirement("FOR-8")
def test_a_group_is_set_up_on_one_page_and_works_from_then_on(cast: Cast, steering: Forum) -> None:
    saga = cast.client("saga")
    page = content(saga, address("show", steering.pk))
    assert "Tillsätt en arbetsgrupp" in page
    police = Party.objects.get(name=POLICE)
    form = content(saga, address("new_group", steering.pk))
    assert "Med från" in form
    assert "Funktion för kim" in form
    sent = {
        "name": "Arbetsgrupp Stationsparken",
        "problem": "Tre rån på en vecka.",
        "purpose": "Göra parken lugn igen.",
        "goals": "Inga rån under våren.\nFler vuxna i parken.",
        f"members_{cast.home.municipality.pk}": "Utvecklingsledare\n- Fältsekreterare\n\n",
        f"members_{police.pk}": "Kommunpolis",
        "led_by": cast.home.municipality.pk,
        "until": "2099-06-30",
        "report_by": "2099-06-15",
        "first_meeting": "2099-01-20",
        "seen": 0,
    }
    answer = saga.post(address("new_group", steering.pk), sent, follow=True)
    group = Forum.objects.get(name="Arbetsgrupp Stationsparken")
    assert answer.redirect_chain[-1][0] == address("show", group.pk)
    assert (group.kind, group.part_of, group.area) == ("working", steering, None)
    assert {(link.kind, link.to) for link in group.links.all()} == {
        ("reports_to", steering),
        ("raises_to", steering),
    }
    there = Appointment.objects.filter(forum=group).order_by("pk")
    assert [(one.title, one.party) for one in there] == [
        ("Utvecklingsledare", cast.home.municipality),
        ("Fältsekreterare", cast.home.municipality),
        ("Kommunpolis", police),
    ]
    assert {one.until for one in there} == {date(2099, 6, 30)}
    assert Meeting.objects.get(forum=group).planned_on == date(2099, 1, 20)
    shown = answer.content.decode()
    for words in (
        "Tre rån på en vecka.",
        "Göra parken lugn igen.",
        "tillfällig, till och med 30 juni 2099",
        "Pågår",
    ):
        assert words in shown
    assert "Badge(" not in shown
    assert "Arbetsgrupp Stationsparken" in content(saga, address("show", steering.pk))
    assert f'data-key="{group.pk}"' in content(saga, address("index"))


@pytest.mark.requirement("FOR-8")
def test_what_was_written_stays_when_the_group_can_not_be_set_up(cast: Cast, steering: Forum) -> None:
    before = Forum.objects.count()
    sent = {
        "name": "Arbetsgrupp Torget",
        "purpose": "Göra parken lugn igen.",
        "goals": "Inga rån.",
        "seen": 0,
    }
    answer = cast.client("saga").post(address("new_group", steering.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Forumet Arbetsgrupp Torget finns redan." in page
    assert "Göra parken lugn igen." in page
    late = cast.client("saga").post(
        address("new_group", steering.pk), sent | {"name": "Ny", "until": "2020-01-01"}
    )
    assert "Gruppens sista dag ligger före dagen då uppdraget gavs." in late.content.decode()
    assert Forum.objects.count() == before


@pytest.mark.requirement("FOR-8")
def test_a_report_back_closes_the_assignment_and_the_group_where_that_is_said(
    cast: Cast, steering: Forum
) -> None:
    group = cast.home.assignment.forum
    saga = cast.client("saga")
    sent = {"on": "2026-02-20", "outcome": "Belysningen är bättre.", "group_ends": "on"}
    assert saga.post(address("report_back", group.pk), sent).status_code == 302
    assignment = Assignment.objects.get(forum=group)
    assert (assignment.reported_on, assignment.outcome) == (date(2026, 2, 20), "Belysningen är bättre.")
    group.refresh_from_db()
    assert group.ended_on == date(2026, 2, 20)
    page = content(saga, address("show", group.pk))
    assert "Återrapporterat" in page
    assert "Belysningen är bättre." in page
    again = saga.post(address("report_back", group.pk), sent)
    assert "redan återrapporterat" in again.content.decode()
    with pytest.raises(Refused, match="står kvar som det var"):
        operations.change_assignment(
            by=cast.scope("saga"),
            at=LATER,
            assignment=assignment,
            seen=assignment.revision,
            content=operations.AssignmentContent("Annat.", "Annat."),
        )


@pytest.mark.requirement("FOR-8")
def test_a_report_is_of_a_day_that_has_been(cast: Cast) -> None:
    group = cast.home.assignment.forum
    answer = cast.client("saga").post(
        address("report_back", group.pk), {"on": "2099-01-01", "outcome": "Klart."}
    )
    assert "en dag som inte har varit" in answer.content.decode()


@pytest.mark.requirement("FOR-8")
def test_the_directive_is_a_page_a_pdf_and_a_word_file(cast: Cast) -> None:
    group = cast.home.assignment.forum
    operations.appoint(
        by=cast.scope("saga"),
        at=AT,
        forum=group,
        content=operations.AppointmentContent("Kommunpolis", AT.date(), party=Party.objects.get(name=POLICE)),
    )
    pia = cast.client("pia")

    def read(name: str) -> bytes:
        return bytes(pia.get(reverse(f"assignment:{name}", args=(HOME.slug, group.pk))).content)

    page = read("show").decode()
    written = " ".join(
        " ".join(one.extract_text() for one in PdfReader(io.BytesIO(read("pdf"))).pages).split()
    )
    word = Document(io.BytesIO(read("word")))
    told = " ".join(one.text for one in word.paragraphs)
    for text in (page, written, told):
        assert "Uppdragsdirektiv för Arbetsgrupp Torget" in text
        assert "Lugnare kvällar på torget." in text
        assert "Färre ordningsstörningar." in text
    assert "Kommunpolis" in page
    assert "Kommunpolis" in written
    assert "Gruppen återrapporterar till Styrgruppen" in written


@pytest.mark.requirement("FOR-8")
@pytest.mark.parametrize(
    ("report_by", "until", "reported_on", "expected"),
    [
        (None, None, None, AssignmentState.GOING),
        (date(2026, 6, 1), None, None, AssignmentState.GOING),
        (date(2026, 3, 10), None, None, AssignmentState.SOON),
        (None, date(2026, 3, 1), None, AssignmentState.SOON),
        (date(2026, 2, 28), None, None, AssignmentState.LATE),
        (date(2026, 2, 28), None, date(2026, 2, 27), AssignmentState.REPORTED),
        (None, None, date(2026, 3, 2), AssignmentState.GOING),
    ],
)
def test_an_assignment_stands_as_its_days_say(
    report_by: date | None, until: date | None, reported_on: date | None, expected: AssignmentState
) -> None:
    days = Days(date(2026, 1, 1), until, report_by, reported_on)
    assert state(days, on=date(2026, 3, 1)) is expected


def test_the_days_of_an_assignment_go_together() -> None:
    first = date(2026, 1, 1)
    assert refusal(Days(first, date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1))) == ""
    assert "sista dag" in refusal(Days(first, date(2025, 12, 31)))
    assert "Återrapporten ska lämnas innan" in refusal(Days(first, None, date(2025, 12, 31)))
    assert "kan inte ha lämnats" in refusal(Days(first, None, None, date(2025, 12, 31)))
    assert length(Days(first)) == "fast"
