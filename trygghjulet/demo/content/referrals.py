"""What others have asked Solvik's forums about: answered in time, declined, being prepared and late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from trygghjulet.demo.content.agreement import PREPARATORY_GROUP, STEERING_GROUP, STRATEGIC_COUNCIL
from trygghjulet.demo.people import MUNICIPALITY, POLICE, Party

Kind = Literal["referral", "planning", "consultation"]
Outcome = Literal["followed", "partly", "not", "unknown"]


@dataclass(frozen=True)
class View:
    """A view that was asked for; without a text it is not given."""

    party: Party
    function: str
    question: str
    wanted_by: date
    text: str = ""
    given_on: date | None = None


@dataclass(frozen=True)
class Referral:
    """A matter from the day that it came in to what came of it."""

    kind: Kind
    title: str
    sender: str
    registry_number: str
    summary: str
    received_on: date
    answer_by: date
    forum: str
    plan_kind: str = ""
    views: tuple[View, ...] = ()
    opinion: str = ""
    decided_on: date | None = None
    paragraph: str = ""
    advisory: bool = False
    decline_reason: str = ""
    sent_on: date | None = None
    outcome: Outcome | None = None
    outcome_text: str = ""
    outcome_on: date | None = None


REFERRALS: Final = (
    Referral(
        kind="referral",
        title="Nya lokala ordningsföreskrifter",
        sender="Kommunstyrelsen",
        registry_number="KS 2024:311",
        summary="Förslag till nya föreskrifter, bland annat om förtäring av alkohol på allmänna platser.",
        received_on=date(2025, 1, 13),
        answer_by=date(2025, 2, 28),
        forum=STRATEGIC_COUNCIL,
        opinion="Rådet tillstyrker förslaget.\n\nOmrådet kring resecentrum bör räknas upp tydligare, så att det "
        "syns på en karta var förbudet gäller.",
        decided_on=date(2025, 2, 13),
        paragraph="§ 4",
        advisory=True,
        sent_on=date(2025, 2, 17),
        outcome="followed",
        outcome_text="Fullmäktige antog föreskrifterna med en karta över resecentrum.",
        outcome_on=date(2025, 6, 16),
    ),
    Referral(
        kind="planning",
        plan_kind="detailed",
        title="Detaljplan för kvarteret Varvet",
        sender="Byggnadsnämnden",
        registry_number="BN 2025:88",
        summary="Bostäder, butiker och en park vid kajen i Solvik Centrum. Planen är på samråd.",
        received_on=date(2026, 2, 9),
        answer_by=date(2026, 3, 27),
        forum=STEERING_GROUP,
        views=(
            View(
                POLICE,
                "Kommunpolis",
                "Brott och ordningsstörningar i och kring planområdet",
                date(2026, 3, 2),
                "Det som anmäls vid kajen i dag är mest skadegörelse och stöld ur bil, och mest kvällstid. En "
                "parkering med insyn från bostäderna och utan döda hörn skulle göra skillnad. Gångvägen under "
                "bron är otrygg redan nu och får mer trafik med planen.",
                date(2026, 2, 26),
            ),
            View(
                MUNICIPALITY,
                "Brottsförebyggande samordnare",
                "Trygghet och vem som använder platsen",
                date(2026, 3, 2),
                "Parken ligger mellan skolan och resecentrum och kommer att användas av unga på kvällar. Lokaler i "
                "bottenvåningarna mot parken ger liv. Belysningen bör planeras samtidigt som träden.",
                date(2026, 2, 27),
            ),
        ),
        opinion="Planen är bra för tryggheten om tre saker tas med.\n\nParkeringen bör ligga så att den syns från "
        "bostäderna.\n\nGångvägen under bron bör ersättas av en passage i gatuplan, eller lysas upp och breddas.\n\n"
        "Bottenvåningarna mot parken bör ha lokaler med öppettider på kvällen.",
        decided_on=date(2026, 3, 12),
        paragraph="§ 9",
        sent_on=date(2026, 3, 16),
        outcome="partly",
        outcome_text="Parkeringen flyttades och gångvägen breddas. Kravet på lokaler gäller bara mot torget.",
        outcome_on=date(2026, 9, 8),
    ),
    Referral(
        kind="referral",
        title="Avfallsplan 2027–2032",
        sender="Tekniska nämnden",
        registry_number="TN 2026:41",
        summary="Remiss till alla nämnder och råd.",
        received_on=date(2026, 4, 20),
        answer_by=date(2026, 6, 30),
        forum=STEERING_GROUP,
        decided_on=date(2026, 6, 4),
        decline_reason="Planen rör inte brottsförebyggande arbete eller trygghet.",
    ),
    Referral(
        kind="consultation",
        title="Trafikplan för Solvik Centrum",
        sender="Tekniska nämnden",
        registry_number="TN 2026:97",
        summary="Samråd om gångstråk, busshållplatser och parkering i centrum.",
        received_on=date(2026, 10, 19),
        answer_by=date(2026, 12, 4),
        forum=PREPARATORY_GROUP,
        views=(
            View(
                POLICE,
                "Kommunpolis",
                "Var på kvällar och nätter det händer något, och hur folk tar sig hem",
                date(2026, 11, 13),
            ),
            View(
                MUNICIPALITY,
                "Brottsförebyggande samordnare",
                "Vilka gångstråk som upplevs som otrygga",
                date(2026, 11, 13),
                "Stråket från resecentrum till skolan nämns oftast i trygghetsmätningen. Hållplatsen vid parken "
                "saknar belysning på sidan mot vattnet.",
                date(2026, 11, 10),
            ),
        ),
        opinion="Stråket från resecentrum till skolan bör gå där folk rör sig även på kvällen.",
    ),
    Referral(
        kind="referral",
        title="Kulturplan för Solvik",
        sender="Kultur- och fritidsnämnden",
        registry_number="KFN 2026:18",
        summary="Hur lokaler och arrangemang kan bidra till tryggheten i centrum.",
        received_on=date(2026, 9, 28),
        answer_by=date(2026, 11, 13),
        forum=STRATEGIC_COUNCIL,
    ),
)
"""In the order in which they came to be answered."""
