"""Two decisions of a municipal executive board as they stand in its minutes: members by party and number, no names.

The sources are described in docs/sources/goteborg-2022-besluten.md. The numbers follow the order of each minutes, so
that S 1 in one decision need not be S 1 in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

FORUM: Final = "Kommunstyrelsen"
PROPOSERS: Final = "S, V och MP"
OPPOSITION: Final = "M, D, L och KD"


@dataclass(frozen=True)
class Moved:
    """A motion as the minutes tell it; `about` is the place among the motions of the one that it speaks of."""

    kind: str
    made_by: str
    made_on: date | None = None
    text: str = ""
    about: int | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Voted:
    """A vote as the minutes tell it; yes and no are places among the motions."""

    proposition: str
    yes_for: int
    no_for: int
    rows: str
    declared_yes: int
    declared_no: int


@dataclass(frozen=True)
class Told:
    """A decision as the minutes tell it."""

    content: dict[str, Any]
    motions: tuple[Moved, ...]
    vote: Voted
    remarks: tuple[tuple[str, str, date | None, int | None], ...]
    extracts: tuple[str, ...] = ()


#: What was tabled a fortnight earlier; of that day no more is told.
TABLED: Final[dict[str, Any]] = {
    "title": "Yrkande från S, V och MP angående samverkansformer för strategiska brottsförebyggande frågor",
    "on": date(2023, 9, 6),
    "paragraph": "§ 589",
    "outcome": "tabled",
}

SEPTEMBER: Final = Told(
    content={
        "title": "Yrkande från S, V och MP angående samverkansformer för strategiska brottsförebyggande frågor",
        "on": date(2023, 9, 20),
        "paragraph": "§ 633",
        "registry_number": "0738/23",
        "outcome": "adopted",
        "text": "Enligt yrkande från S, V och MP:\n\n"
        "Stadsledningskontoret ges i uppdrag att utvärdera kommunstyrelsens trygghetsråd utifrån Lag (2023:196) om "
        "kommuners ansvar för brottsförebyggande arbete. Uppdraget ska genomföras i nära samverkan med "
        "Polismyndigheten. I utvärderingen ska stadsledningskontoret ta ställning till:\n\n"
        "a) om kommunstyrelsens trygghetsråd bör förändras för att få ett tydligare syfte, förbättrad uppföljning och "
        "annan sammansättning.\n"
        "b) om kommunstyrelsens trygghetsråd bör utgå och ersättas med nytt forum för strategiska brottsförebyggande "
        "frågor.\n"
        "c) om kommunstyrelsens trygghetsråd bör utgå och ersättas med något av stadens befintliga forum för "
        "samverkan mellan kommunen och Polismyndigheten, exempelvis existerande samverkansforum inom "
        "Trygg i-modellen.",
        "papers": "Yrkande från S, V och MP den 30 augusti 2023.\n"
        "Yttrande från SD den 15 september 2023.\n"
        "Yttrande från M, D, L och KD den 20 september 2023.",
    },
    motions=(
        Moved(
            "motion",
            PROPOSERS,
            date(2023, 8, 30),
            "Stadsledningskontoret ges i uppdrag att utvärdera kommunstyrelsens trygghetsråd.",
            outcome="carried",
        ),
        Moved("approval", "Ordföranden (S)", about=0, outcome="carried"),
        Moved("rejection", "M 1", about=0, outcome="lost"),
    ),
    vote=Voted(
        "Ja för bifall och Nej för avslag på yrkandet från S, V och MP",
        yes_for=1,
        no_for=2,
        rows="V 1; ja\nS 1; ja\nS 2; ja\nSD 1; ja\nV 2; ja\nS 3; ja\nMP 1; ja\nS 4; ja; ordförande\n"
        "M 1; nej\nD 1; nej\nL 1; nej\nM 2; nej; ersättare\nM 3; nej; ersättare",
        declared_yes=8,
        declared_no=5,
    ),
    remarks=(
        ("statement", "SD 1", date(2023, 9, 15), None),
        ("statement", "Representanterna från M, D och L", date(2023, 9, 20), None),
    ),
    extracts=("Stadsledningskontoret",),
)

_DONE = (
    "Redovisning av kommunstyrelsens uppdrag 2023-09-20, § 633, att utvärdera kommunstyrelsens trygghetsråd utifrån "
    "lag (2023:196) om kommuners ansvar för brottsförebyggande arbete antecknas och förklaras fullgjort."
)
_C = "Kommunstyrelsen får i uppdrag att ersätta det befintliga trygghetsrådet med alternativ C i tjänsteutlåtandet."

MARCH: Final = Told(
    content={
        "title": "Redovisning av uppdrag att utvärdera kommunstyrelsens trygghetsråd",
        "on": date(2024, 3, 6),
        "registry_number": "SLK-2023-00738",
        "outcome": "adopted",
        "text": "Kommunstyrelsen tillstyrker yrkande från S, V och MP den 28 februari 2024 och föreslår att "
        f"kommunfullmäktige beslutar:\n\n1. {_DONE}\n2. {_C}",
        "final_body": "Kommunfullmäktige",
    },
    motions=(
        Moved("motion", PROPOSERS, date(2024, 2, 28), f"1. {_DONE}\n2. {_C}", outcome="carried"),
        Moved(
            "motion",
            "SD",
            date(2024, 3, 1),
            "1. Kommunfullmäktige reviderar reglementet rörande förändringar av trygghetsrådets sammansättning, "
            "tydligare syfte och uppgifter.\n"
            "2. Trygghetsrådet utökas med representanter från Kriminalvården och Ungdomsfullmäktige.\n"
            "3. Representationen från stadsledningskontoret utökas med bland annat stadsdirektören.\n"
            "4. Trygghetsrådet ska vid behov ha mandat att utöka representation och deltagare från fler "
            "organisationer och aktörer, om så krävs för att utveckla trygghetsarbetet.",
            outcome="lost",
        ),
        Moved(
            "additional",
            OPPOSITION,
            date(2024, 3, 6),
            "1. Kommunstyrelsen får i uppdrag att gå vidare i enlighet med alternativ A: att trygghetsrådet förändras "
            "för att få ett tydligare syfte, förbättrad uppföljning och annan sammansättning.\n"
            f"2. {_DONE}",
            outcome="lost",
        ),
        Moved("approval", "Ordföranden (S)", about=0, outcome="carried"),
        Moved("rejection", "Ordföranden (S)", text="Avslag på övriga yrkanden."),
        Moved("approval", "SD 1", about=1, outcome="lost"),
        Moved("approval", "M 1", about=2, outcome="lost"),
    ),
    vote=Voted(
        "Ja för bifall till ordförandens yrkande, nej för bifall till yrkandet från M 1",
        yes_for=3,
        no_for=6,
        rows="S 1; ja\nS 2; ja\nV 1; ja\nS 3; ja\nMP 1; ja\nV 2; ja; ersättare\nS 4; ja; ordförande\n"
        "M 1; nej\nM 2; nej\nD 1; nej\nL 1; nej\nKD 1; nej\nSD 1; avstår",
        declared_yes=7,
        declared_no=5,
    ),
    remarks=(
        ("reservation", "M 1, M 2, D 1, L 1 och KD 1", None, 2),
        ("reservation", "SD 1", None, 1),
    ),
)
