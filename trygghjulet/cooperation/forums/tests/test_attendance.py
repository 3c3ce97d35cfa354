"""Who was at a meeting: substitutes who serve, guests, and how many take part in the decisions."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from tests.writing.acts import LATER
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Appointment, Meeting
from trygghjulet.cooperation.forums.queries.attendance import (
    attendance as attendance_of,
    fingerprint,
    groups,
    quorum_of,
    sitting,
)
from trygghjulet.cooperation.forums.rules.attendance import Entry, fault, quorum
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.privacy.guard import PersonalDataFound

pytestmark = pytest.mark.requirement("FOR-4")

ANNA = Entry(1, "Anna", "member", "present")
BO = Entry(2, "Bo", "member", "absent")
CHI = Entry(3, "Chi", "substitute", "present", serves=True, serves_for=2)
DAN = Entry(4, "Dan", "substitute", "present")


def _with(entry: Entry, **changes: object) -> Entry:
    return Entry(**{**entry.__dict__, **changes})


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        pytest.param((ANNA, BO, CHI), "", id="en ersättare för en frånvarande"),
        pytest.param((ANNA, BO, _with(CHI, serves_for=None)), "", id="utan bestämd ledamot"),
        pytest.param((ANNA, _with(BO, presence="partly"), CHI), "", id="för den som är med delvis"),
        pytest.param(
            (ANNA, _with(BO, presence="present"), CHI),
            "kan inte tjänstgöra för Bo, som är närvarande",
            id="närvarande",
        ),
        pytest.param((ANNA, BO, _with(CHI, presence="absent")), "Chi är frånvarande", id="själv borta"),
        pytest.param((ANNA, BO, _with(CHI, role="adjunct")), "Chi är inte ersättare", id="adjungerad"),
        pytest.param(
            (ANNA, BO, CHI, _with(DAN, serves=True, serves_for=2)), "Flera ersättare", id="två för en"
        ),
        pytest.param(
            (ANNA, BO, _with(CHI, serves_for=None), _with(DAN, serves=True)),
            "2 ersättare tjänstgör, men 1 ledamöter är borta",
            id="fler än de som är borta",
        ),
        pytest.param(
            (ANNA, BO, _with(CHI, serves_for=4), DAN), "bara tjänstgöra för en ledamot", id="för en ersättare"
        ),
    ],
)
def test_who_can_serve_for_whom(entries: tuple[Entry, ...], words: str) -> None:
    assert (words in fault(entries)) if words else fault(entries) == ""


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ((ANNA, BO, CHI), "1 av 2 ledamöter är med och 1 ersättare tjänstgör. Det är mer än hälften."),
        ((ANNA, BO, DAN), "1 av 2 ledamöter är med. Det är inte mer än hälften."),
        ((DAN,), "Forumet har inga ledamöter den här dagen."),
    ],
)
def test_how_many_take_part(entries: tuple[Entry, ...], words: str) -> None:
    assert quorum(entries).words == words


def test_the_minutes_tell_it_afterwards() -> None:
    assert quorum((ANNA, BO, CHI)).afterwards == (
        "1 av 2 ledamöter var med och 1 ersättare tjänstgjorde. Det var mer än hälften."
    )


@pytest.fixture
def seats(cast: Cast) -> dict[str, Appointment]:
    """A chair, a member, a substitute and an adjunct of the preparatory group, and one who left before the meeting."""
    found = {}
    for title, role, office, until in (
        ("Trygghetschef", "member", "chair", None),
        ("Rektor", "member", "", None),
        ("Fritidschef", "member", "", date(2025, 8, 31)),
        ("Biträdande rektor", "substitute", "", None),
        ("Utredare", "adjunct", "", None),
    ):
        found[title] = operations.appoint(
            by=cast.scope("saga"),
            at=AT,
            forum=cast.home.preparing,
            content=operations.AppointmentContent(
                title, date(2025, 1, 1), role=role, office=office, organisation="Kommunen", until=until
            ),
        )
    return found


def _sent(seats: dict[str, Appointment], meeting: Meeting, **more: str) -> dict[str, str]:
    chair, member = seats["Trygghetschef"].pk, seats["Rektor"].pk
    substitute = seats["Biträdande rektor"].pk
    return {
        "seen": str(fingerprint(meeting)),
        f"presence_{chair}": "present",
        f"presence_{member}": "absent",
        f"stand_in_{member}": "Skolchef",
        f"presence_{substitute}": "present",
        f"serves_{substitute}": str(member),
        "guests": "Rektor, Lilla skolan\r\n\r\nBrandinspektör, Räddningstjänsten",
        **more,
    }


def _page(cast: Cast) -> str:
    return reverse("forums:attendance", args=(HOME.slug, cast.home.preparing.pk, cast.home.writing.pk))


def test_the_page_lists_those_who_sit_in_the_forum_that_day_and_saves_all_at_once(
    cast: Cast, seats: dict[str, Appointment]
) -> None:
    saga, meeting = cast.client("saga"), cast.home.writing
    page = saga.get(_page(cast)).content.decode()
    assert "Trygghetschef, Kommunen" in page
    assert "Fritidschef" not in page, "den som slutat före mötet är inte med"
    answer = saga.post(_page(cast), _sent(seats, meeting), follow=True).content.decode()
    assert "Närvaron är sparad." in answer
    assert "1 av 2 ledamöter är med och 1 ersättare tjänstgör. Det är mer än hälften." in answer
    told = {group.title: group.people for group in groups(attendance_of(cast.scope("saga"), meeting=meeting))}
    assert told == {
        "Närvarande ledamöter": ("Trygghetschef, Kommunen, ordförande",),
        "Tjänstgörande ersättare": ("Biträdande rektor, Kommunen, tjänstgör för Rektor, Kommunen",),
        "Gäster": ("Rektor, Lilla skolan", "Brandinspektör, Räddningstjänsten"),
        "Frånvarande": ("Rektor, Kommunen, ersätts av Skolchef",),
    }


def test_what_does_not_fit_is_told_and_nothing_is_saved(cast: Cast, seats: dict[str, Appointment]) -> None:
    saga, meeting = cast.client("saga"), cast.home.writing
    wrong = _sent(seats, meeting) | {f"presence_{seats['Rektor'].pk}": "present"}
    answer = saga.post(_page(cast), wrong)
    assert answer.status_code == 422
    assert "kan inte tjänstgöra för Rektor, Kommunen, som är närvarande" in answer.content.decode()
    assert not meeting.attendance.exists()


def test_of_two_who_take_attendance_the_later_is_told_and_keeps_what_was_chosen(
    cast: Cast, seats: dict[str, Appointment]
) -> None:
    saga, kim = cast.client("saga"), cast.client("kim")
    sent = _sent(seats, cast.home.writing)
    assert saga.post(_page(cast), sent).status_code == 302
    late = kim.post(_page(cast), sent | {"guests": "Polischef, Polisen"})
    page = late.content.decode()
    assert late.status_code == 422
    assert "har ändrat det här sedan du öppnade sidan" in page
    assert "Så här är närvaron sparad nu" in page
    assert "Polischef, Polisen" in page, "det som skrevs står kvar"
    again = {**sent, "guests": "Polischef, Polisen", "seen": str(fingerprint(cast.home.writing))}
    assert kim.post(_page(cast), again).status_code == 302


def test_the_law_of_personal_data_holds_for_who_comes_instead(
    cast: Cast, seats: dict[str, Appointment]
) -> None:
    with pytest.raises(PersonalDataFound):
        operations.record_attendance(
            by=cast.scope("saga"),
            at=LATER,
            meeting=cast.home.writing,
            present=[operations.Present(seats["Rektor"], "absent", stand_in="rektor@exempel.example")],
            seen=0,
        )


@pytest.mark.parametrize(
    ("meeting", "words"), [("meeting", "hålls 3 februari 2026"), ("locked", "Protokollet är justerat")]
)
def test_attendance_is_entered_when_the_meeting_is_held_and_until_it_is_approved(
    cast: Cast, meeting: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        operations.record_attendance(
            by=cast.scope("saga"), at=AT, meeting=getattr(cast.home, meeting), present=[], seen=0
        )


def test_one_who_is_not_entered_is_not_there(cast: Cast, seats: dict[str, Appointment]) -> None:
    saga, meeting = cast.scope("saga"), cast.home.writing
    operations.record_attendance(
        by=saga,
        at=LATER,
        meeting=meeting,
        present=[operations.Present(seats["Trygghetschef"], "partly", part="till 14.00")],
        seen=0,
    )
    rows = attendance_of(saga, meeting=meeting)
    assert quorum_of(rows, sitting(saga, meeting=meeting)).words.startswith("1 av 2 ledamöter är med.")
    assert groups(rows)[0].people == ("Trygghetschef, Kommunen, ordförande (delvis: till 14.00)",)


def test_a_reader_sees_the_list_and_no_button(cast: Cast, seats: dict[str, Appointment]) -> None:
    reader: Client = cast.client("pia")
    page = reader.get(
        reverse("forums:meeting", args=(HOME.slug, cast.home.preparing.pk, cast.home.writing.pk))
    ).content.decode()
    assert "Närvaron är inte införd." in page
    assert "Ta närvaro" not in page
