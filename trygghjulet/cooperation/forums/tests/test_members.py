"""Members on the forum's page: gaps that show, appointing in two clicks, names only of the elected, and history."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.cast import AT, FIRST_DAY, Cast, email
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Appointment, Seat
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.parties.models import Holding

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("FOR-2")]

LATER = AT + timedelta(days=5)


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def address(cast: Cast, *parts: object) -> str:
    return f"/{cast.home.cooperation.slug}/forum/{cast.home.forum.pk}/" + "".join(f"{one}/" for one in parts)


def test_an_empty_seat_shows_and_is_filled_from_a_function_in_two_clicks(cast: Cast) -> None:
    saga = cast.scope("saga")
    seat = forums.add_seat(
        by=saga,
        at=AT,
        forum=cast.home.forum,
        content=forums.SeatContent(
            "Analytiker från polisen",
            party=cast.home.police,
            mandates=("uttala-sig",),
            appointed_by="Polisen",
        ),
    )
    client = cast.client("saga")
    before = client.get(address(cast)).content.decode()
    assert "En tom plats" in before
    first = address(cast, "platser", seat.pk, "utse")
    assert first in before
    choice = client.get(first).content.decode()
    holding = Holding.objects.get(function=cast.home.function("palle"))
    second = address(cast, "platser", seat.pk, "utse", holding.pk)
    assert second in choice
    # Who comes from the other party is told with why, and has no button.
    other = Holding.objects.get(function=cast.home.function("ana"))
    assert address(cast, "platser", seat.pk, "utse", other.pk) not in choice
    assert "annan part" in text(choice)
    answer = client.post(second, follow=True).content.decode()
    assert "Funktion för palle har platsen Analytiker från polisen från i dag." in text(answer)
    assert "En tom plats" not in answer
    member = Appointment.objects.get(seat=seat)
    assert (member.mandates, member.party, member.appointed_by) == (
        ["uttala-sig"],
        cast.home.police,
        "Polisen",
    )
    assert member.user == User.objects.get(email=email("palle"))


def test_a_reader_sees_the_members_and_no_way_to_change_them(cast: Cast) -> None:
    page = cast.client("pia").get(address(cast)).content.decode()
    assert "Kommunpolis" in page
    assert "/utse/" not in page
    assert cast.client("pia").get(address(cast, "ledamoter", "utse")).status_code == 403


def test_a_name_is_written_of_the_elected_only(cast: Cast) -> None:
    saga, forum = cast.scope("saga"), cast.home.forum
    with pytest.raises(Refused, match="Namn skrivs bara för förtroendevalda; ange titel och organisation"):
        forums.appoint(
            by=saga,
            at=AT,
            forum=forum,
            content=forums.AppointmentContent(
                "Kommunpolis", FIRST_DAY, seat=cast.home.seat, public_name="Ett Namn"
            ),
        )
    elected = forums.add_seat(
        by=saga, at=AT, forum=forum, content=forums.SeatContent("Kommunalråden", elected=True)
    )
    named = forums.appoint(
        by=saga,
        at=AT,
        forum=forum,
        content=forums.AppointmentContent(
            "Kommunalråd", FIRST_DAY, seat=elected, public_name="Ett Namn", political_party="A"
        ),
    )
    assert named.called == "Ett Namn, Kommunalråd (A)"
    with pytest.raises(Refused, match="Ta bort namnen"):
        forums.change_seat(by=saga, at=AT, seat=elected, content=forums.SeatContent("Kommunalråden"))


def test_an_account_outside_the_cooperation_is_not_linked(cast: Cast) -> None:
    with pytest.raises(Refused, match="ingen funktion i den här samverkan"):
        forums.appoint(
            by=cast.scope("saga"),
            at=AT,
            forum=cast.home.forum,
            content=forums.AppointmentContent(
                "Samordnare", FIRST_DAY, user=User.objects.get(email=email("vera"))
            ),
        )


def test_who_sat_a_day_can_be_told_afterwards(cast: Cast) -> None:
    saga, member = cast.scope("saga"), cast.home.member
    office = forums.give_office(
        by=saga, at=LATER, appointment=member, office="chair", on=date(2025, 9, 1), appointed_by="Styrgruppen"
    )
    forums.end_appointment(
        by=saga, at=LATER, appointment=office, on=date(2025, 12, 31), reason="Bytte tjänst."
    )
    client = cast.client("pia")

    def on(day: str) -> str:
        page = client.get(address(cast, "ledamoter"), {"dag": day}).content.decode()
        return text(page[page.index('id="da"') : page.index('id="regler"')])

    assert "Kommunpolis till och med 31 augusti 2025" in on("2025-08-31")
    assert "Ordförande:" not in on("2025-08-31")
    assert "Ordförande: Kommunpolis" in on("2025-09-01")
    assert "En tom plats" in on("2026-01-01")
    assert "Bytte tjänst." in client.get(address(cast, "ledamoter")).content.decode()


def test_two_are_not_chair_at_once(cast: Cast) -> None:
    saga = cast.scope("saga")
    forums.give_office(by=saga, at=LATER, appointment=cast.home.member, office="chair", on=FIRST_DAY)
    other = forums.appoint(
        by=saga,
        at=LATER,
        forum=cast.home.forum,
        content=forums.AppointmentContent("Säkerhetschef", FIRST_DAY, seat=cast.home.vacant_seat),
    )
    with pytest.raises(Refused, match="Kommunpolis är ordförande då"):
        forums.give_office(by=saga, at=LATER, appointment=other, office="chair", on=AT.date())


def test_police_that_is_lacking_shows_on_the_page(cast: Cast) -> None:
    forums.end_appointment(
        by=cast.scope("saga"), at=LATER, appointment=cast.home.member, on=date(2025, 12, 31)
    )
    page = text(cast.client("pia").get(address(cast)).content.decode())
    assert "Polisen ska finnas med, men ingen av ledamöterna kommer från polisen." in page
    assert "att rätta till" in page


def test_the_rules_are_changed_on_their_pages(cast: Cast) -> None:
    client = cast.client("saga")
    wrong = client.post(address(cast, "sammansattning"), {"members_least": 5, "members_most": 3, "seen": 1})
    assert wrong.status_code == 422
    assert "Minst 5 ledamöter är fler än högst 3" in wrong.content.decode()
    right = client.post(
        address(cast, "sammansattning"), {"members_least": 3, "members_most": 5, "vice_chairs": 1, "seen": 1}
    )
    assert right.status_code == 302
    page = text(client.get(address(cast, "ledamoter")).content.decode())
    assert "minst 3, högst 5" in page
    assert "Förste vice ordförande saknas." in page
    stale = client.post(address(cast, "sammansattning"), {"members_least": 9, "seen": 1})
    assert stale.status_code == 422
    assert "har ändrat det här" in stale.content.decode()
    added = client.post(
        address(cast, "platser", "ny"),
        {
            "name": "Ledamöter från akademin",
            "at_least": 2,
            "at_most": 2,
            "attends": "every",
            "mandates": ["besluta"],
        },
    )
    assert added.status_code == 302
    seat = Seat.objects.get(forum=cast.home.forum, key="ledamoter-fran-akademin")
    assert (seat.at_least, seat.mandates) == (2, ["besluta"])
    assert "2 tomma platser" in client.get(address(cast)).content.decode()


def test_what_a_member_counts_as_is_chosen_among_what_is_asked_for(cast: Cast) -> None:
    client, member = cast.client("saga"), cast.home.member
    path = address(cast, "ledamoter", member.pk)
    assert 'name="property_focus"' in client.get(path).content.decode()
    sent = {
        "role": "member",
        "seat": member.seat_id,
        "title": "Kommunpolis",
        "party": member.party_id,
        "since": FIRST_DAY,
        "property_focus": "",
        "seen": member.revision,
    }
    assert client.post(path, sent).status_code == 302
    assert Appointment.objects.get(pk=member.pk).properties == {}
    assert "Minst en för unga: 1 saknas." in text(client.get(address(cast)).content.decode())
    with pytest.raises(Stale):
        forums.change_appointment(
            by=cast.scope("saga"),
            at=LATER,
            appointment=member,
            seen=member.revision,
            content=forums.AppointmentContent("Gruppchef", FIRST_DAY),
        )


def test_a_seat_that_somebody_has_had_is_not_taken_away(cast: Cast) -> None:
    with pytest.raises(Refused, match="Historiken ska finnas kvar"):
        forums.remove_seat(by=cast.scope("saga"), at=LATER, seat=cast.home.seat)
