"""A year in a smaller municipality's three forums, lived through at the pages: what they do meets what they owe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pytest

from tests.journeys import secretary
from tests.journeys.browsing import Browser, People
from tests.journeys.days import Turn
from tests.journeys.owed import Owed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("FOR-1", "FOR-3", "FOR-4", "FOR-5", "FOR-6", "FOR-7", "DUT-2"),
]

BEGAN: Final = date(2025, 1, 8)
LAST_DAY: Final = date(2025, 12, 31)

POLITICAL: Final = "Politiskt forum"
STRATEGIC: Final = "Strategiskt forum"
SAFETY: Final = "Forum för trygghet"
BOARD: Final = "Kommunstyrelsen"
POLITICAL_DAYS: Final = (date(2025, 3, 6), date(2025, 6, 5), date(2025, 10, 2), date(2025, 12, 4))
#: One in each quarter.
STRATEGIC_DAYS: Final = (date(2025, 3, 13), date(2025, 6, 12), date(2025, 9, 25), date(2025, 11, 13))
EXTRA_DAY: Final = date(2025, 12, 11)
SAFETY_DAY: Final = date(2025, 10, 16)
BOARD_DAY: Final = date(2025, 10, 29)

CHIEF: Final = "Lokalpolisområdeschefen"
LEADER: Final = "Utvecklingsledaren för brottsförebyggande arbete"
#: The seats of the strategic forum, and what whoever sits there may do.
MANDATES: Final = {
    "uttala-sig": ("sektorerna", "kommunpolis", "raddningstjansten", "bostadsbolaget", "bevakningsbolaget"),
    "ta-med-fragor": (
        "sektorerna",
        "kommunpolis",
        "raddningstjansten",
        "bostadsbolaget",
        "bevakningsbolaget",
    ),
    "agera": ("sektorerna", "bostadsbolaget", "bevakningsbolaget"),
}

#: The duties that the year is to meet, by what the blueprint calls them.
OWED: Final = Owed(
    LAST_DAY,
    ids=(
        "politiskt-forum-sammansattning",
        "politiskt-forum-lokalpolisomradeschef",
        "politiskt-forum-bereder",
        "kommunstyrelsen-beslutar",
        "strategiskt-forum-sammansattning",
        *(f"strategiskt-mandat-{what}-{seat}" for what, seats in MANDATES.items() for seat in seats),
        "strategiskt-forum-leds",
        "strategiskt-forum-moten",
        "strategiskt-forum-foljer-upp",
        "atgardsplan-uppfylls",
        "forum-for-trygghet-halls",
        "forum-for-trygghet-samlar-politiker",
        "forum-for-trygghet-samlar-olika-forum",
        "forum-for-trygghet-samlar-sektorerna",
        "forum-for-trygghet-samlar-polisen",
        "forum-for-trygghet-samlar-naringsliv",
        "forum-for-trygghet-samlar-foreningar",
        "forum-for-trygghet-samlar-andra-aktorer",
        "forum-for-trygghet-forslag",
        "forum-for-trygghet-lagesbild",
        "forum-for-trygghet-genomforda-insatser",
        "forum-for-trygghet-planerade-insatser",
    ),
)
#: What some of their pages say of the year's last day, before it is lived through and after.
BEFORE: Final = {
    "strategiskt-forum-moten": "Försenat",
    "politiskt-forum-lokalpolisomradeschef": "Gäller inte nu",
    "forum-for-trygghet-forslag": "Brådskar",
}
AFTER: Final = dict.fromkeys(BEFORE, "Gjort")

FOLLOW_UP: Final = "Det strategiska forumet följer upp det brottsförebyggande arbetet"
PLAN_DONE: Final = "De tre forumen ansvarar för att åtgärdsplanen uppfylls"
PROPOSALS: Final = "Forum för trygghet tar emot förslag på åtgärder"
REPORTS: Final = (
    "På Forum för trygghet förmedlas en övergripande lägesbild",
    "På Forum för trygghet redovisas genomförda insatser",
    "På Forum för trygghet redovisas planerade insatser",
)
BENCHES: Final = "Fler bänkar längs ån"
PLAN: Final = "Åtgärdsplan för nästa år"
TASK: Final = "Räkna på bänkarna"


@dataclass(frozen=True)
class Year:
    """The forums of the year and the addresses of their meetings, in order."""

    political: str
    strategic: str
    political_meetings: tuple[str, ...]
    strategic_meetings: tuple[str, ...]


def test_a_year_in_three_forums(people: People, turn_to: Turn) -> None:
    turn_to(BEGAN)
    saga = people("saga")

    # Given an agreement of three forums, those who sit there, and a year to come
    secretary.begin(saga, "harryda", signed=BEGAN)
    OWED.are_not_met()
    OWED.are_shown(saga, BEFORE)
    year = _arranged(saga)

    # When they meet: the political and the strategic one each quarter, the open one once
    _spring(people, turn_to, year)
    _autumn(people, turn_to, year)
    _open_forum(people, turn_to, year)
    _board(people, turn_to)
    _last(people, turn_to, year)

    # Then what they owed is met by this alone
    turn_to(date(2026, 1, 8))
    OWED.are_met()
    OWED.are_shown(people("pia"), AFTER)


def _arranged(saga: Browser) -> Year:
    political, strategic = secretary.find(saga, POLITICAL), secretary.find(saga, STRATEGIC)
    for number, party in ((1, "S"), (2, "M")):
        secretary.appoint(
            saga,
            political,
            "Kommunalråden",
            title="Kommunalråd",
            public_name=f"{party} {number}",
            political_party=party,
        )
    for seat in ("Kommundirektören", "Säkerhetschefen", LEADER, CHIEF):
        secretary.appoint(saga, political, seat)
    saga.visit(f"{political}ledamoter/").sees("Som det ska vara", "vartannat möte")
    for seat, title, organisation in (
        ("Representanter från kommunens sektorer", "Sektorschef", "Sektorn för utbildning och kultur"),
        ("Kommunpolis", "Kommunpolis", "Polisen"),
        ("Räddningstjänsten", "Insatschef", "Räddningstjänsten"),
        ("Kommunens bostadsbolag", "Trygghetssamordnare", "Bostadsbolaget"),
        ("Bevakningsbolaget", "Distriktschef", "Bevakningsbolaget"),
    ):
        secretary.appoint(saga, strategic, seat, title=title, organisation=organisation)
    _let_lead(saga, strategic)
    saga.visit(f"{strategic}ledamoter/").sees("Att uttala sig", "Att ta med sig frågor")
    secretary.route(saga, political, STRATEGIC)
    return Year(
        political,
        strategic,
        tuple(secretary.plan(saga, political, on) for on in POLITICAL_DAYS),
        tuple(secretary.plan(saga, strategic, on) for on in STRATEGIC_DAYS),
    )


def _let_lead(saga: Browser, strategic: str) -> None:
    """Who leads the strategic forum sits in none of its seats."""
    saga.visit(f"{strategic}ledamoter/").follow("Utse någon").write(title=LEADER, party="Solviks kommun")
    saga.press("Utse").sees("Personen är utsedd.")
    saga.visit(strategic).follow(f"uppdrag för {LEADER}").write(office="Ordförande").press("Spara")
    saga.sees("Uppdraget i forumet är infört.")


def _spring(people: People, turn_to: Turn, year: Year) -> None:
    """The police chief is at every other meeting; the strategic forum follows up, and its minutes are approved."""
    saga, kim = people("saga"), people("kim")
    secretary.meet(saga, turn_to, year.political_meetings[0], POLITICAL_DAYS[0], away={CHIEF: ""})
    saga.visit(f"{year.political}turordning/").sees(f"{CHIEF}: väntas till nästa möte")
    first = year.strategic_meetings[0]
    secretary.take_up(saga, first, FOLLOW_UP)
    secretary.meet(saga, turn_to, first, STRATEGIC_DAYS[0])
    secretary.note(saga, first, FOLLOW_UP, "Skolorna har kommit längst.")
    secretary.deal_with(saga, first, FOLLOW_UP)
    secretary.approve(saga, kim, first, "Kim Kommunpolis, Kommunpolis", "Skolorna har kommit längst.")
    secretary.meet(saga, turn_to, year.political_meetings[1], POLITICAL_DAYS[1])
    saga.visit(f"{year.political}turordning/").sees(f"{CHIEF}: var med senast")
    secretary.send(saga, year.political_meetings[1], STRATEGIC)
    secretary.meet(saga, turn_to, year.strategic_meetings[1], STRATEGIC_DAYS[1])
    secretary.receive(saga, year.strategic, POLITICAL)


def _autumn(people: People, turn_to: Turn, year: Year) -> None:
    """The political forum prepares what the board is to decide."""
    saga = people("saga")
    secretary.meet(saga, turn_to, year.strategic_meetings[2], STRATEGIC_DAYS[2])
    meeting = year.political_meetings[2]
    secretary.add_point(saga, meeting, PLAN, kind="Beslut", proposal="Planen lämnas till kommunstyrelsen.")
    secretary.meet(saga, turn_to, meeting, POLITICAL_DAYS[2], away={CHIEF: ""})
    secretary.decide_point(saga, meeting, PLAN, "Planen lämnas till kommunstyrelsen.")
    secretary.raise_matter(saga, year.political, BOARD, PLAN, asks_for="Att planen antas.")


def _open_forum(people: People, turn_to: Turn, year: Year) -> None:
    """Everybody is there once a year; what they propose is raised to those who can do something about it."""
    saga, kim = people("saga"), people("kim")
    turn_to(SAFETY_DAY - secretary.CALLED_BEFORE)
    forum = secretary.find(saga, SAFETY)
    meeting = secretary.plan(saga, forum, SAFETY_DAY)
    secretary.take_up(saga, meeting, PROPOSALS, *REPORTS)
    secretary.call(saga, meeting, PROPOSALS, *REPORTS)
    turn_to(SAFETY_DAY)
    secretary.hold(
        saga,
        meeting,
        guests=[
            "Politiker, kommunfullmäktige",
            "Olika forum, ordförandena",
            "Sektorerna, kommunen",
            "Polisen, lokalpolisområdet",
            "Näringsliv, företagarföreningen",
            "Föreningar, idrotten",
            "Andra aktörer, församlingen",
        ],
    )
    secretary.note(kim, meeting, PROPOSALS, "Det finns för få bänkar längs ån.")
    secretary.deal_with(saga, meeting, PROPOSALS, *REPORTS)
    secretary.raise_matter(saga, forum, STRATEGIC, BENCHES, text="Framfört av flera på mötet.")


def _board(people: People, turn_to: Turn) -> None:
    """The board adopts what was prepared for it."""
    saga = people("saga")
    turn_to(date(2025, 10, 20))
    meeting = secretary.plan(saga, secretary.find(saga, BOARD), BOARD_DAY)
    secretary.take_in(saga, meeting, PLAN)
    turn_to(BOARD_DAY)
    secretary.hold(saga, meeting)
    secretary.decide_point(saga, meeting, PLAN, "Kommunstyrelsen antar åtgärdsplanen.", paragraph="§ 201")


def _last(people: People, turn_to: Turn, year: Year) -> None:
    """What was proposed is dealt with, the task that follows comes back, and the board's answer has come."""
    saga, kim = people("saga"), people("kim")
    meeting, last = year.strategic_meetings[3], year.political_meetings[3]
    turn_to(STRATEGIC_DAYS[3] - secretary.CALLED_BEFORE)
    secretary.take_in(saga, meeting, BENCHES)
    secretary.take_up(saga, meeting, PLAN_DONE)
    secretary.call(saga, meeting, BENCHES)
    turn_to(STRATEGIC_DAYS[3])
    secretary.hold(saga, meeting)
    secretary.deal_with(saga, meeting, BENCHES, answer="Fem bänkar ställs ut i vår.")
    secretary.deal_with(saga, meeting, PLAN_DONE)
    secretary.give_task(saga, meeting, TASK, due=date(2025, 12, 1), owner="Kommunpolis")
    follow_up = secretary.plan(saga, year.strategic, EXTRA_DAY)
    saga.visit(secretary.find(saga, SAFETY) + "lyfta-fragor/").sees("Besvarad", "Fem bänkar ställs ut i vår.")
    secretary.meet(saga, turn_to, last, POLITICAL_DAYS[3])
    saga.visit(last).sees("Svar på det ni lyft", PLAN, "Kommunstyrelsen antar åtgärdsplanen.")
    secretary.send(saga, last, STRATEGIC)
    turn_to(EXTRA_DAY)
    secretary.hold(saga, follow_up)
    secretary.close_task(kim, follow_up, TASK, "Fem bänkar ryms i budgeten.")
