"""A year in a city's two levels, lived through at the pages: what the forums do meets what they owe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pytest

from tests.journeys import secretary
from tests.journeys.browsing import Browser, People
from tests.journeys.days import Turn
from tests.journeys.owed import Owed
from trygghjulet.documents import numbers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("FOR-1", "FOR-3", "FOR-4", "FOR-5", "FOR-6", "FOR-7", "DUT-2"),
]

BEGAN: Final = date(2025, 1, 8)
LAST_DAY: Final = date(2025, 12, 31)
#: So that the two years of the agreement's cycle end with the year that is lived through.
SIGNED: Final = date(2023, 12, 15)
POLICE: Final = "Lokalpolisområde Solvik"

CITY: Final = "Ledningsgrupp Trygg i Solvik"
LOCAL: Final = "Ledningsgrupp Trygg i Solvik Centrum"
STRATEGIC: Final = "Strategiskt forum Trygg i Solvik"
NETWORK: Final = "Stadsövergripande brottsförebyggande nätverk"
CITY_DAYS: Final = (date(2025, 2, 13), date(2025, 5, 15), date(2025, 9, 11), date(2025, 11, 27))
LOCAL_DAYS: Final = (date(2025, 2, 6), date(2025, 5, 8), date(2025, 9, 4), date(2025, 11, 20))
NETWORK_DAYS: Final = (date(2025, 4, 9), date(2025, 10, 22))
STRATEGIC_DAY: Final = date(2025, 10, 7)

#: The duties that the year is to meet, by what the blueprint calls them.
OWED: Final = Owed(
    LAST_DAY,
    ids=(
        "ledningsgrupp-moten",
        "ledningsgrupp-ordforandeskap-lika",
        "ledningsgrupp-ordforande-vartannat",
        "ledningsgrupp-sammankallande-lika",
        "ledningsgrupp-anteckningar-vartannat",
        "ledningsgrupp-anteckningar",
        "ledningsgrupp-beslut",
        "ledningsgrupp-mandat",
        "ledningsgrupp-uppfoljning",
        "former-uppfoljning",
        "natverk-moten",
        "strategiskt-forum",
        "strategiskt-forum-lagesbilder",
        "strategiskt-forum-behov",
        "strategiskt-forum-externa-aktorer",
        "strategiskt-forum-interna-aktorer",
        "strategiskt-forum-deltagare",
    ),
    local=(
        "ledningsgrupp-lokal-moten",
        "ledningsgrupp-lokal-ordforandeskap-lika",
        "ledningsgrupp-lokal-ordforande-vartannat",
        "ledningsgrupp-lokal-sammankallande-lika",
        "ledningsgrupp-lokal-anteckningar-vartannat",
        "ledningsgrupp-lokal-anteckningar",
        "ledningsgrupp-lokal-sammansattning",
        "ledningsgrupp-lokal-beslut",
        "ledningsgrupp-lokal-uppfoljning",
    ),
    area="solvik-centrum",
    area_name="Solvik Centrum",
)
#: What some of their pages say of the year's last day, before it is lived through and after.
BEFORE: Final = {
    "ledningsgrupp-moten": "Brådskar",
    "ledningsgrupp-uppfoljning": "Kan inte avgöras",
    "ledningsgrupp-lokal-sammansattning": "Försenat",
}
AFTER: Final = dict.fromkeys(BEFORE, "Gjort")

FOLLOW_UP: Final = "Den stadsövergripande ledningsgruppen följer upp arbetet"
FORMS: Final = "Samverkansformerna följs upp i den stadsövergripande ledningsgruppen"
MANDATE: Final = "Den stadsövergripande ledningsgruppen ger mandat för arbetet"
LOCAL_FOLLOW_UP: Final = "Varje lokal ledningsgrupp följer upp arbetet"
DIALOGUE: Final = (
    "I strategiskt forum förs strategisk dialog utifrån lägesbilder",
    "I strategiskt forum förs strategisk dialog utifrån behovet av åtgärder",
)
LIGHT: Final = "Belysningen vid stationen"
TASK: Final = "Ta fram underlag om belysningen"


@dataclass(frozen=True)
class Year:
    """The forums of the year and the addresses of their meetings, in order."""

    city: str
    local: str
    city_meetings: tuple[str, ...]
    local_meetings: tuple[str, ...]


def test_a_year_in_two_levels(people: People, turn_to: Turn) -> None:
    turn_to(BEGAN)
    saga = people("saga")

    # Given an agreement of two levels, its forums with those who sit there, and a year to come
    secretary.begin(saga, "goteborg-2024", signed=SIGNED)
    OWED.are_not_met()
    OWED.are_shown(saga, BEFORE)
    year = _arranged(saga)

    # When the forums meet, the local one a week before the city's
    _winter(people, turn_to, year)
    _spring(people, turn_to, year)
    _autumn(people, turn_to, year)
    _last(people, turn_to, year)

    # Then what they owed is met by this alone
    turn_to(date(2026, 1, 8))
    OWED.are_met()
    OWED.are_shown(people("pia"), AFTER)


def _arranged(saga: Browser) -> Year:
    city, local = secretary.find(saga, CITY), secretary.find(saga, LOCAL)
    strategic = secretary.find(saga, STRATEGIC)
    _seat_the_local(saga, local)
    for seat, title in (
        ("Kommunstyrelsen", "Kommunstyrelsens ordförande"),
        ("Akademin", "Föreståndare, kriminologiska institutionen"),
        ("Näringslivet", "Ordförande, handelsföreningen"),
        ("Civilsamhället", "Ordförande, hyresgästföreningen"),
        ("Statliga myndigheter", "Enhetschef, Kriminalvården"),
    ):
        secretary.appoint(saga, strategic, seat, title=title)
    secretary.route(saga, city, LOCAL)
    secretary.route(saga, local, CITY)
    year = Year(
        city,
        local,
        tuple(secretary.plan(saga, city, on, full_day=on == CITY_DAYS[2]) for on in CITY_DAYS),
        tuple(secretary.plan(saga, local, on) for on in LOCAL_DAYS),
    )
    secretary.follow_turns(saga, city, CITY_DAYS)
    secretary.follow_turns(saga, local, LOCAL_DAYS)
    return year


def _seat_the_local(saga: Browser, local: str) -> None:
    secretary.give_seat(saga, local, "Lokalpolisområdeschef", "Lokalpolisområdeschef")
    secretary.give_seat(saga, local, "Kommunpolis", "Kommunpolis")
    for seat, organisation in (
        ("Direktör för socialförvaltningen", "Socialförvaltningen"),
        ("Avdelningschef", "Socialförvaltningen"),
        ("Enhetschef", "Socialförvaltningen"),
        ("Chef från grundskoleförvaltningen", "Grundskoleförvaltningen"),
        ("Utvecklingsledare", "Socialförvaltningen"),
    ):
        secretary.appoint(saga, local, seat, organisation=organisation)
    saga.visit(local).sees_not("En tom plats")


def _winter(people: People, turn_to: Turn, year: Year) -> None:
    """The local group raises a matter, and the city's group gives somebody a task."""
    saga, uno = people("saga"), people("uno")
    first, city_first = year.local_meetings[0], year.city_meetings[0]
    turn_to(LOCAL_DAYS[0] - secretary.CALLED_BEFORE)
    secretary.add_point(uno, first, LIGHT, kind="Beslut", minutes="30", presenter="Kommunpolis")
    secretary.take_up(uno, first, LOCAL_FOLLOW_UP)
    secretary.call(uno, first, LIGHT, "Kommunpolis")
    turn_to(CITY_DAYS[0] - secretary.CALLED_BEFORE)
    secretary.take_up(saga, city_first, FOLLOW_UP, MANDATE)
    secretary.call(saga, city_first, FOLLOW_UP)

    turn_to(LOCAL_DAYS[0])
    secretary.hold(
        uno, first, away={"Enhetschef": "Biträdande enhetschef"}, guests=["Rektor, Solviks gymnasium"]
    )
    secretary.note(uno, first, LIGHT, "Gångvägen är mörk efter klockan fyra.")
    secretary.decide(uno, first, LIGHT, "Frågan lyfts till den stadsövergripande ledningsgruppen.")
    secretary.deal_with(uno, first, LOCAL_FOLLOW_UP)
    secretary.raise_matter(uno, year.local, CITY, LIGHT, asks_for="Ett beslut om vem som betalar.")
    secretary.approve(
        uno, people("lova"), first, "Lova Lokalpolischef, Lokalpolisområdeschef", "Gångvägen är mörk"
    )
    secretary.send(uno, first, CITY)

    turn_to(CITY_DAYS[0])
    secretary.receive(saga, year.city, LOCAL)
    secretary.take_in(saga, city_first, LIGHT)
    secretary.hold(saga, city_first)
    secretary.note(saga, city_first, LIGHT, "Kommunen äger stolparna.")
    secretary.decide_point(saga, city_first, LIGHT, "Kommunen betalar belysningen.")
    secretary.give_task(saga, city_first, TASK, due=date(2025, 5, 1), owner="Kommunpolis")
    secretary.deal_with(saga, city_first, FOLLOW_UP, MANDATE)
    secretary.approve(
        saga, people("kim"), city_first, "Kim Kommunpolis, Kommunpolis", "Kommunen äger stolparna", TASK
    )
    secretary.send(saga, city_first, LOCAL)


def _spring(people: People, turn_to: Turn, year: Year) -> None:
    """The network meets; the answer comes back to where the matter was raised, and the task to the city's group."""
    saga, uno, kim = people("saga"), people("uno"), people("kim")
    answered, followed = year.local_meetings[1], year.city_meetings[1]
    network = secretary.find(saga, NETWORK)
    secretary.meet(saga, turn_to, secretary.plan(saga, network, NETWORK_DAYS[0]), NETWORK_DAYS[0])
    turn_to(LOCAL_DAYS[1] - secretary.CALLED_BEFORE)
    uno.visit(answered).sees("Svar på det ni lyft", LIGHT, "Kommunen betalar belysningen.")
    secretary.receive(uno, year.local, CITY)
    secretary.call(uno, answered)
    turn_to(CITY_DAYS[1] - secretary.CALLED_BEFORE)
    saga.visit(followed).sees(TASK)
    secretary.call(saga, followed)
    turn_to(LOCAL_DAYS[1])
    secretary.hold(uno, answered)
    secretary.send(uno, answered, CITY)
    turn_to(CITY_DAYS[1])
    secretary.hold(saga, followed)
    secretary.close_task(kim, followed, TASK, "Underlaget är klart.")
    saga.visit(year.city_meetings[2]).sees_not(TASK)
    secretary.send(saga, followed, LOCAL)


def _autumn(people: People, turn_to: Turn, year: Year) -> None:
    """A full day that the police convene out of turn, a strategic forum, and the network's second meeting."""
    saga, uno = people("saga"), people("uno")
    local, city = year.local_meetings[2], year.city_meetings[2]
    turn_to(LOCAL_DAYS[2] - secretary.CALLED_BEFORE)
    secretary.call(uno, local)
    turn_to(CITY_DAYS[2] - secretary.CALLED_BEFORE)
    secretary.step_aside(
        saga,
        year.city,
        CITY_DAYS[2],
        task="Sammankalla",
        chosen=POLICE,
        reason="Heldagen hålls i polishuset.",
    )
    # Who stepped aside has the turn back at the next meeting, so that the year is shared equally all the same.
    secretary.follow_turns(saga, year.city, CITY_DAYS[3:])
    secretary.take_up(saga, city, FORMS)
    secretary.call(saga, city, FORMS)
    turn_to(LOCAL_DAYS[2])
    secretary.hold(uno, local)
    secretary.send(uno, local, CITY)
    turn_to(CITY_DAYS[2])
    secretary.hold(saga, city)
    secretary.deal_with(saga, city, FORMS)
    secretary.send(saga, city, LOCAL)
    _strategic_forum(saga, turn_to)
    network = secretary.plan(saga, secretary.find(saga, NETWORK), NETWORK_DAYS[1])
    secretary.meet(saga, turn_to, network, NETWORK_DAYS[1])


def _strategic_forum(saga: Browser, turn_to: Turn) -> None:
    """Every other year those within and those outside meet."""
    turn_to(STRATEGIC_DAY - secretary.CALLED_BEFORE)
    meeting = secretary.plan(saga, secretary.find(saga, STRATEGIC), STRATEGIC_DAY)
    secretary.take_up(saga, meeting, *DIALOGUE)
    secretary.call(saga, meeting, *DIALOGUE)
    turn_to(STRATEGIC_DAY)
    guests = ("Interna aktörer, förvaltningarna", "Externa aktörer, föreningarna")
    secretary.hold(saga, meeting, guests=guests)
    secretary.deal_with(saga, meeting, *DIALOGUE)


def _last(people: People, turn_to: Turn, year: Year) -> None:
    """The year's last meetings; then every task has been shared equally."""
    saga, uno = people("saga"), people("uno")
    local, city = year.local_meetings[3], year.city_meetings[3]
    turn_to(LOCAL_DAYS[3] - secretary.CALLED_BEFORE)
    secretary.call(uno, local)
    turn_to(CITY_DAYS[3] - secretary.CALLED_BEFORE)
    secretary.call(saga, city)
    turn_to(LOCAL_DAYS[3])
    secretary.hold(uno, local)
    secretary.send(uno, local, CITY)
    turn_to(CITY_DAYS[3])
    secretary.hold(saga, city)
    secretary.send(saga, city, LOCAL)
    saga.visit(f"{year.city}turordning/").sees("Jämnt fördelat").sees_not("Ojämnt fördelat")
    saga.visit(year.city).sees(*(numbers.day(on) for on in CITY_DAYS))
