"""What Solvik's forums are for, who sits in them, whose turn it is, and where their papers go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from trygghjulet.demo.content.agreement import (
    LOCAL_STEERING_GROUP,
    PREPARATORY_GROUP,
    STEERING_GROUP,
    STRATEGIC_COUNCIL,
)
from trygghjulet.demo.people import MUNICIPALITY, POLICE, Party

BOARD: Final = "Kommunstyrelsen"
STATION_GROUP: Final = "Arbetsgrupp Stationsområdet"
MEMBERS: Final = "Samtliga ledamöter"

_FIRST_DAY: Final = date(2024, 1, 1)
_SPEAKS: Final = ("uttala-sig", "ta-med-fragor", "fa-att-agera")
_DECIDES: Final = (*_SPEAKS, "besluta", "satta-av-resurser")


@dataclass(frozen=True)
class Member:
    """Somebody in a forum by title. `person` is the first name of one in the cast, whose title and party then hold."""

    title: str = ""
    organisation: str = ""
    person: str = ""
    role: str = "member"
    office: str = ""
    political_party: str = ""
    party: Party | None = None
    since: date = _FIRST_DAY
    until: date | None = None
    focus: str = ""
    nominated_by: str = ""


@dataclass(frozen=True)
class Seat:
    """A place, or places of one sort, with those who sit there."""

    name: str
    members: tuple[Member, ...] = ()
    at_least: int = 1
    at_most: int | None = None
    party: Party | None = None
    elected: bool = False
    attends: str = "every"
    mandates: tuple[str, ...] = _SPEAKS
    nominated_by: str = ""


@dataclass(frozen=True)
class Route:
    """Who is to have what from a forum; `day` is the year's last day as month and day."""

    what: str
    to: str
    when: str = "each_meeting"
    within_days: int | None = 14
    day: tuple[int, int] | None = None
    clause: str = "Överenskommelsen, Organisation"
    since: date = _FIRST_DAY


@dataclass(frozen=True)
class Body:
    """What a forum is for, who sits there, what goes in turns between the parties, and where its papers go."""

    name: str
    purpose: str
    mandate: str = ""
    convener: str = "Brottsförebyggande samordnare"
    secretariat: str = ""
    call_days: int | None = None
    refuses: str = ""
    members: tuple[int, int] | None = None
    appointed_by: str = ""
    police_required: bool = False
    vice_chairs: int | None = None
    absence: str = ""
    seats: tuple[Seat, ...] = ()
    perspectives: tuple[tuple[str, str, str], ...] = ()
    turns: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True)
class Raised:
    """A matter that one forum raises to another; `by` is who does it."""

    by: str
    of: str
    to: str
    on: date
    title: str
    text: str
    asks_for: str


@dataclass(frozen=True)
class Group:
    """A working group that a forum sets up for a time, with its assignment."""

    name: str
    issuer: str
    led_by: Party
    issued_on: date
    problem: str
    purpose: str
    goals: str
    until: date
    report_by: date
    members: tuple[Member, ...] = field(default_factory=tuple)


def _yearly(to: str, month: int, day: int) -> Route:
    """A report of the year that went, in time for the one above to make its own."""
    return Route("rapport", to, when="yearly", within_days=None, day=(month, day), since=date(2025, 6, 1))


_SAGA = Seat("Sekreterare", (Member(person="Saga", office="secretary"),), party=MUNICIPALITY)

BODIES: Final = (
    Body(
        BOARD,
        purpose="Leder kommunen, beslutar om överenskommelsen och om åtgärdsplanen.",
        mandate="Beslutar för kommunen, och inrättar det strategiska rådet.",
        convener="Kommunstyrelsens ordförande",
        secretariat="Kommunkansliet",
        call_days=7,
        members=(11, 11),
        appointed_by="Kommunfullmäktige",
        vice_chairs=2,
        seats=(
            Seat(
                "Ledamot",
                tuple(
                    Member(
                        f"Ledamot {number}",
                        political_party=party,
                        party=MUNICIPALITY,
                        since=date(2023, 1, 1),
                        office=office,
                    )
                    for number, (party, office) in enumerate(
                        (
                            *(("S", "chair"), ("S", ""), ("S", ""), ("S", "")),
                            *(("V", "first_vice"), ("MP", "")),
                            *(("M", "second_vice"), ("M", ""), ("M", ""), ("L", ""), ("KD", "")),
                        ),
                        start=1,
                    )
                ),
                at_least=11,
                at_most=11,
                party=MUNICIPALITY,
                elected=True,
                mandates=("besluta",),
            ),
        ),
        routes=(
            Route(
                "protokoll",
                STRATEGIC_COUNCIL,
                when="by_decision",
                within_days=21,
                clause="Kommunstyrelsens arbetsordning",
            ),
        ),
    ),
    Body(
        STRATEGIC_COUNCIL,
        purpose="Samråder om strategiska brottsförebyggande frågor (10 § lagen om kommuners ansvar för "
        "brottsförebyggande arbete). Rådet följer läget i hela kommunen, pekar ut det som är viktigast framåt "
        "och ser till att fler än kommunen och polisen bidrar.",
        mandate="Rådet ger råd till kommunstyrelsen och styrgruppen. Ledamöterna tar med sig frågor hem och ser "
        "till att den egna organisationen agerar.",
        secretariat="Kommunstyrelsens förvaltning",
        call_days=7,
        refuses="Arbetsordning för strategiskt råd, 4 §",
        members=(10, 16),
        appointed_by="Kommunstyrelsen",
        police_required=True,
        vice_chairs=1,
        absence="Den som inte kan komma ger sina synpunkter till sekreteraren före mötet.",
        seats=(
            Seat(
                "Kommunstyrelsen",
                (
                    Member(
                        "Kommunstyrelsens ordförande", "Solviks kommun", party=MUNICIPALITY, office="chair"
                    ),
                    Member(person="Pia"),
                ),
                at_least=2,
                at_most=2,
                party=MUNICIPALITY,
                elected=True,
                mandates=_DECIDES,
            ),
            Seat("Kommunens ledning", (Member(person="Stig"),), party=MUNICIPALITY, mandates=_DECIDES),
            Seat(
                "Polisen",
                (
                    Member(person="Lova", office="first_vice"),
                    Member(person="Kim"),
                    Member("Biträdande lokalpolisområdeschef", POLICE, party=POLICE, role="substitute"),
                ),
                at_least=2,
                at_most=2,
                party=POLICE,
                mandates=_DECIDES,
            ),
            Seat(
                "Näringslivet",
                (
                    Member("Ordförande", "Solviks handelsförening", nominated_by="Handelsföreningen"),
                    Member("Säkerhetschef", "Solängens köpcentrum", nominated_by="Fastighetsägarna i Solvik"),
                ),
                at_least=2,
                at_most=3,
            ),
            Seat(
                "Civilsamhället",
                (
                    Member("Verksamhetsledare", "Mötesplats Solvik", focus="unga"),
                    Member("Ordförande", "Tallmons byalag", until=date(2026, 12, 31)),
                ),
                at_least=2,
                at_most=3,
                nominated_by="Föreningarna i Solvik",
            ),
            Seat("Akademin", (Member("Lektor i kriminologi", "Högskolan i Solvik"),)),
            Seat("Bostadsbolagen", (Member("Verkställande direktör", "Solvikshem"),)),
            Seat("Kriminalvården", (Member("Chef för frivården", "Kriminalvården"),), attends="every_other"),
            Seat(
                "Åklagarmyndigheten",
                (
                    Member(
                        "Vice chefsåklagare",
                        "Åklagarkammaren",
                        until=date(2026, 8, 31),
                    ),
                ),
                attends="when_needed",
            ),
            _SAGA,
        ),
        perspectives=(("Minst en ledamot har ungas perspektiv", "focus", "unga"),),
        routes=(
            Route(
                "protokoll", MEMBERS, since=date(2026, 2, 1), clause="Arbetsordning för strategiskt råd, 6 §"
            ),
            Route("minnesanteckningar", BOARD),
            Route(
                "rapport",
                BOARD,
                when="yearly",
                day=(2, 28),
                since=date(2025, 6, 1),
                clause="Arbetsordning för strategiskt råd, 8 §",
            ),
        ),
    ),
    Body(
        STEERING_GROUP,
        purpose="Leder samverkan mellan kommunen och polisen i hela Solvik.",
        mandate="Beslutar om lägesbilden, om prioriteringar och om hur parternas resurser används.",
        call_days=7,
        members=(6, 9),
        appointed_by="Parterna var för sig",
        police_required=True,
        vice_chairs=1,
        seats=(
            Seat(
                "Kommunens ledning",
                (Member(person="Stig", office="chair"),),
                party=MUNICIPALITY,
                mandates=_DECIDES,
            ),
            Seat(
                "Polisens ledning",
                (
                    Member(person="Lova", office="first_vice"),
                    Member("Biträdande lokalpolisområdeschef", POLICE, party=POLICE, role="substitute"),
                ),
                party=POLICE,
                mandates=_DECIDES,
            ),
            Seat("Kommunpolis", (Member(person="Kim"),), party=POLICE),
            Seat(
                "Förvaltningarna",
                (
                    Member("Socialchef", "Socialförvaltningen", party=MUNICIPALITY),
                    Member("Skolchef", "Barn- och utbildningsförvaltningen", party=MUNICIPALITY),
                    Member("Stadsbyggnadschef", "Stadsbyggnadsförvaltningen", party=MUNICIPALITY),
                ),
                at_least=3,
                at_most=4,
                party=MUNICIPALITY,
                mandates=_DECIDES,
            ),
            _SAGA,
        ),
        routes=(
            Route("minnesanteckningar", STRATEGIC_COUNCIL),
            Route("minnesanteckningar", BOARD),
            _yearly(STRATEGIC_COUNCIL, 2, 10),
            Route("minnesanteckningar", LOCAL_STEERING_GROUP, since=date(2026, 6, 1)),
        ),
    ),
    Body(
        LOCAL_STEERING_GROUP,
        purpose="Leder det brottsförebyggande arbetet i Solvik Centrum utifrån den lokala lägesbilden.",
        mandate="Beslutar om lokala åtgärder inom parternas ramar och tillsätter arbetsgrupper.",
        convener="Utvecklingsledare, Solvik Centrum",
        call_days=7,
        members=(5, 8),
        police_required=True,
        seats=(
            Seat(
                "Kommunen", (Member(person="Stina", office="chair"),), party=MUNICIPALITY, mandates=_DECIDES
            ),
            Seat(
                "Polisen",
                (Member(person="Orvar"), Member(person="Patrik", role="substitute")),
                party=POLICE,
                mandates=_DECIDES,
            ),
            Seat("Skolan", (Member("Rektor", "Centralskolan", party=MUNICIPALITY),)),
            Seat("Bostadsbolagen", (Member("Områdeschef Centrum", "Solvikshem"),)),
            Seat("Kollektivtrafiken", (Member("Stationsansvarig", "Solviksbanan"),)),
            Seat("Sekreterare", (Member(person="Uno", office="secretary"),), party=MUNICIPALITY),
        ),
        routes=(
            Route("minnesanteckningar", STEERING_GROUP),
            _yearly(STEERING_GROUP, 1, 31),
            Route(
                "rapport", PREPARATORY_GROUP, since=date(2026, 5, 1), clause="Bilaga 2, lokal organisation"
            ),
        ),
    ),
    Body(
        PREPARATORY_GROUP,
        purpose="Bereder styrgruppens möten: lägesbild, underlag och förslag till beslut.",
        mandate="Föreslår, men beslutar inte om parternas resurser.",
        call_days=10,
        members=(5, 7),
        police_required=True,
        seats=(
            Seat("Samordning", (Member(person="Saga"), Member(person="Kim")), at_least=2),
            Seat("Analys", (Member(person="Ana"), Member(person="Palle")), at_least=2),
            Seat(
                "Verksamheterna",
                (
                    Member(person="Fia"),
                    Member("Säkerhetssamordnare", "Kommunstyrelsens förvaltning", party=MUNICIPALITY),
                ),
            ),
        ),
        turns=("chair", "convened_by", "notes_by"),
        routes=(Route("minnesanteckningar", STEERING_GROUP),),
    ),
)
"""Every forum but the temporary one, from the top downwards."""

#: How they stand to one another beside what the agreement says: which, how, to which, and where it is said.
LINKS: Final = (
    (BOARD, "decides_over", STRATEGIC_COUNCIL, "Arbetsordning för strategiskt råd, 1 §"),
    (STRATEGIC_COUNCIL, "reports_to", BOARD, "Arbetsordning för strategiskt råd, 8 §"),
    (STEERING_GROUP, "raises_to", STRATEGIC_COUNCIL, "Överenskommelsen, Organisation"),
)

GROUP = Group(
    name=STATION_GROUP,
    issuer=LOCAL_STEERING_GROUP,
    led_by=MUNICIPALITY,
    issued_on=date(2026, 9, 14),
    problem="Den 11 september samlades ett åttiotal unga på Stationstorget sent på kvällen. Det blev bråk, "
    "stenar kastades och tågtrafiken stod stilla i två timmar. Händelsen var spridd i sociala medier i förväg.",
    purpose="Parterna, skolan och trafikbolaget ska tillsammans förstå vad som hände och förebygga att det "
    "händer igen.",
    goals="– Ingen ny ordningsstörning av det slaget vid stationen under hösten.\n"
    "– En gemensam rutin för att upptäcka och möta samlingar som planeras i sociala medier.\n"
    "– Ett förslag om vuxna på plats på helgkvällar, med vem som betalar.",
    until=date(2027, 1, 31),
    report_by=date(2027, 1, 22),
    members=(
        Member(person="Uno", office="chair"),
        Member(person="Orvar"),
        Member(person="Fia"),
        Member("Biträdande rektor", "Centralskolan", party=MUNICIPALITY),
        Member("Stationsansvarig", "Solviksbanan"),
        Member("Verksamhetsledare", "Mötesplats Solvik"),
    ),
)

LIGHTS: Final = "Fler vuxna på Stationstorget under helgkvällar"
GUARDS: Final = "Gemensam finansiering av trygghetsvärdar vid stationen 2027"

RAISED: Final = (
    Raised(
        "Uno",
        LOCAL_STEERING_GROUP,
        STEERING_GROUP,
        date(2026, 8, 28),
        LIGHTS,
        "Efter sommaren rör sig fler unga på torget mellan klockan 21 och 01. Fältgruppen har inte "
        "personal till både fredag och lördag.",
        "Styrgruppen beslutar om fler vuxna på plats under hösten, och om vem som betalar.",
    ),
    Raised(
        "Uno",
        LOCAL_STEERING_GROUP,
        STEERING_GROUP,
        date(2026, 11, 6),
        GUARDS,
        "Höstens försök med fler vuxna på plats har gett en lugnare station, men pengarna räcker bara till "
        "årsskiftet. Fastighetsägarna och trafikbolaget är beredda att vara med.",
        "Ett besked om kommunens och polisens del för 2027 innan försöket går ut.",
    ),
)

#: What went out beside the notes of each meeting: from which forum, what, which meeting, to which forum or whom, and
#: when it went and was confirmed. The local steering group's report from November is missing.
SENT: Final = (
    (LOCAL_STEERING_GROUP, "rapport", None, STEERING_GROUP, date(2026, 1, 28), date(2026, 1, 30)),
    (STEERING_GROUP, "rapport", None, STRATEGIC_COUNCIL, date(2026, 2, 9), date(2026, 2, 10)),
    (
        LOCAL_STEERING_GROUP,
        "rapport",
        date(2026, 5, 7),
        PREPARATORY_GROUP,
        date(2026, 5, 13),
        date(2026, 5, 15),
    ),
    (
        LOCAL_STEERING_GROUP,
        "rapport",
        date(2026, 8, 27),
        PREPARATORY_GROUP,
        date(2026, 9, 3),
        date(2026, 9, 4),
    ),
    (STRATEGIC_COUNCIL, "protokoll", date(2026, 2, 12), MEMBERS, date(2026, 2, 20), None),
    (STRATEGIC_COUNCIL, "protokoll", date(2026, 9, 17), MEMBERS, date(2026, 9, 25), date(2026, 9, 28)),
    (STRATEGIC_COUNCIL, "rapport", None, BOARD, date(2026, 2, 23), date(2026, 2, 24)),
)
#: Until this day whatever came to a forum was confirmed a few days later.
CONFIRMED_UNTIL: Final = date(2026, 6, 30)
#: Notes that were confirmed since: from which forum's meeting, by which forum, and when.
CONFIRMED: Final = (
    (STEERING_GROUP, date(2026, 9, 10), STRATEGIC_COUNCIL, date(2026, 9, 18)),
    (STEERING_GROUP, date(2026, 9, 10), LOCAL_STEERING_GROUP, date(2026, 9, 21)),
    (STRATEGIC_COUNCIL, date(2026, 9, 17), BOARD, date(2026, 9, 28)),
    (LOCAL_STEERING_GROUP, date(2026, 11, 5), STEERING_GROUP, date(2026, 11, 13)),
)
