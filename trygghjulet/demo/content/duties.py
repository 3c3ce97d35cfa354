"""What Solvik's agreement obliges to, clause by clause, and what people have noted that has been done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from trygghjulet.demo.content.agreement import (
    LOCAL_STEERING_GROUP,
    PREPARATORY_GROUP,
    STEERING_GROUP,
    STRATEGIC_COUNCIL,
)
from trygghjulet.demo.people import MUNICIPALITY, POLICE


@dataclass(frozen=True)
class OwnDuty:
    """What a clause of a part obliges a forum or a party to; the rest of its table in the language of duties."""

    title: str
    clause: str
    part: str
    kind: str
    who: tuple[str, ...]
    table: Mapping[str, Any]
    local: bool = False


@dataclass(frozen=True)
class Done:
    """Something noted by hand; done on a day or holding from one day to another."""

    kind: str
    what: str
    on: date | None = None
    holds: tuple[date | None, date | None] = (None, None)
    area_code: str | None = None
    to: tuple[str, ...] = ()
    reference: str = ""
    noted_on: date = field(default=date(2026, 10, 1))


STEERING, COUNCIL = "styrgrupp-trygg-i-solvik", "strategiskt-rad"
LOCAL, PREPARATORY = "lokal-styrgrupp-centrum", "beredningsgrupp"
_STEERING_MEETS: Final = {"kind": "meeting", "forum": STEERING}
_TWICE: Final = {"per": "year", "at_least": 2}

DUTIES: Final = (
    OwnDuty(
        "Styrgruppen möts fyra gånger om året, varav en heldag",
        "Styrgruppen leder arbetet och möts fyra gånger om året, varav en heldag.",
        "organisation",
        "meeting",
        (STEERING_GROUP,),
        {
            "evidence": _STEERING_MEETS,
            "when": {
                "per": "year",
                "at_least": 4,
                "of_which": [{"at_least": 1, "having": {"full_day": True}}],
            },
        },
    ),
    OwnDuty(
        "Kallelsen till styrgruppen går ut senast en vecka före mötet",
        "Kallelsen går ut senast en vecka före mötet",
        "organisation",
        "notice",
        (MUNICIPALITY,),
        {
            "evidence": {"kind": "notice", "forum": STEERING},
            "when": {"before": _STEERING_MEETS, "days": 7},
        },
    ),
    OwnDuty(
        "Styrgruppens anteckningar skickas till det strategiska rådet",
        "anteckningarna skickas till det strategiska rådet inom två veckor.",
        "organisation",
        "routing",
        (MUNICIPALITY,),
        {
            "evidence": {
                "kind": "dispatch",
                "forum": STEERING,
                "what": "minnesanteckningar",
                "to": [COUNCIL],
            },
            "when": {"after": _STEERING_MEETS, "days": 14},
            "to": [COUNCIL],
        },
    ),
    OwnDuty(
        "Den lokala styrgruppen i Centrum möts minst två gånger om året",
        "Den lokala styrgruppen i Centrum möts minst två gånger om året.",
        "organisation",
        "meeting",
        (LOCAL_STEERING_GROUP,),
        {"evidence": {"kind": "meeting", "forum": LOCAL}, "when": _TWICE},
        local=True,
    ),
    OwnDuty(
        "Beredningsgruppen möts varje kvartal",
        "Beredningsgruppen förbereder styrgruppens möten och möts varje kvartal.",
        "organisation",
        "meeting",
        (PREPARATORY_GROUP,),
        {"evidence": {"kind": "meeting", "forum": PREPARATORY}, "when": {"per": "quarter", "at_least": 1}},
    ),
    OwnDuty(
        "Kommunen och polisen turas om att leda beredningsgruppen",
        "Ordförandeskapet i beredningsgruppen växlar mellan kommunen och polisen från gång till gång.",
        "organisation",
        "alternation",
        (MUNICIPALITY, POLICE),
        {
            "evidence": {"kind": "meeting", "forum": PREPARATORY},
            "when": {"alternates": "chair", "between": ["solviks-kommun", "lokalpolisomrade-solvik"]},
        },
    ),
    OwnDuty(
        "Det strategiska rådet möts minst två gånger om året",
        "Det strategiska rådet möts minst två gånger om året.",
        "organisation",
        "meeting",
        (STRATEGIC_COUNCIL,),
        {"evidence": {"kind": "meeting", "forum": COUNCIL}, "when": _TWICE},
    ),
    OwnDuty(
        "Kommunen har en brottsförebyggande samordnare",
        "Kommunen har en brottsförebyggande samordnare",
        "organisation",
        "appointment",
        (MUNICIPALITY,),
        {
            "evidence": {"kind": "appointment", "function": "brottsforebyggande-samordnare"},
            "when": {"standing": True},
        },
    ),
    OwnDuty(
        "Polisen har en kommunpolis",
        "polisen en kommunpolis så länge överenskommelsen gäller.",
        "organisation",
        "appointment",
        (POLICE,),
        {"evidence": {"kind": "appointment", "function": "kommunpolis"}, "when": {"standing": True}},
    ),
    OwnDuty(
        "En gemensam lägesbild för hela kommunen tas fram vartannat år",
        "En gemensam lägesbild för hela kommunen tas fram vartannat år",
        "method",
        "document",
        (MUNICIPALITY, POLICE),
        {
            "evidence": {"kind": "document", "what": "lagesbild"},
            "when": {"every": {"years": 2}, "whole_years": True},
        },
    ),
    OwnDuty(
        "En lokal lägesbild tas fram i varje område varje år",
        "en lokal lägesbild i varje område varje år.",
        "method",
        "document",
        (MUNICIPALITY, POLICE),
        {
            "evidence": {"kind": "document", "what": "lagesbild"},
            "when": {"per": "year", "at_least": 1},
            "each": "local_areas",
        },
        local=True,
    ),
    OwnDuty(
        "Kommunen beslutar om en åtgärdsplan vartannat år",
        "Kommunen beslutar om en åtgärdsplan vartannat år.",
        "method",
        "decision",
        (MUNICIPALITY,),
        {
            "evidence": {"kind": "decision", "what": "atgardsplan"},
            "when": {"every": {"years": 2}, "whole_years": True},
        },
    ),
    OwnDuty(
        "En trygghetsvandring görs vår och höst i varje område",
        "Trygghetsvandringar görs vår och höst i varje område.",
        "method",
        "cooperation",
        (MUNICIPALITY,),
        {
            "evidence": {"kind": "activity", "what": "trygghetsvandring"},
            "when": {"per": "term", "at_least": 1},
            "each": "local_areas",
        },
        local=True,
    ),
    OwnDuty(
        "Det finns ett medborgarlöfte",
        "Parterna ger ett medborgarlöfte som gäller i två år.",
        "method",
        "document",
        (MUNICIPALITY, POLICE),
        {"evidence": {"kind": "document", "what": "medborgarlofte"}, "when": {"standing": True}},
    ),
    OwnDuty(
        "Parterna verkar för att fler deltar",
        "Parterna verkar för att fler ska delta i arbetet.",
        "method",
        "cooperation",
        (MUNICIPALITY, POLICE),
        {"evidence": {"kind": "activity", "what": "inbjudan"}, "when": {"open": ""}, "force": "effort"},
    ),
    OwnDuty(
        "Det finns en gemensam kommunikationsplan",
        "Det finns en gemensam kommunikationsplan.",
        "communication",
        "communication",
        (MUNICIPALITY, POLICE),
        {"evidence": {"kind": "arrangement", "what": "kommunikationsplan"}, "when": {"standing": True}},
    ),
    OwnDuty(
        "Lägesbilder och åtgärder återkopplas till dem som berörs",
        "Lägesbilder och åtgärder återkopplas löpande till dem som berörs.",
        "communication",
        "communication",
        (MUNICIPALITY, POLICE),
        {"evidence": {"kind": "activity", "what": "aterkoppling"}, "when": {"open": "löpande"}},
    ),
    OwnDuty(
        "Åtgärdsplanen följs upp i styrgruppen två gånger om året",
        "Åtgärdsplanen följs upp i styrgruppen två gånger om året.",
        "followup",
        "followup",
        (STEERING_GROUP,),
        {"evidence": {"kind": "followup", "what": "atgardsplan"}, "when": _TWICE},
    ),
    OwnDuty(
        "Kommunen redovisar arbetet för kommunfullmäktige varje år",
        "Kommunen redovisar arbetet för kommunfullmäktige varje år.",
        "followup",
        "report",
        (MUNICIPALITY,),
        {
            "evidence": {"kind": "report", "what": "arsredovisning"},
            "when": {"per": "year", "at_least": 1},
        },
    ),
    OwnDuty(
        "Överenskommelsen utvärderas innan den går ut",
        "Överenskommelsen utvärderas innan den går ut.",
        "followup",
        "evaluation",
        (MUNICIPALITY, POLICE),
        {"evidence": {"kind": "evaluation", "what": "overenskommelsen"}, "when": {"by": "2027-12-31"}},
    ),
)

_WALKS: Final = (
    ("S1", "2024-05-14 2024-10-08 2025-05-13 2025-10-07 2026-05-12 2026-10-06"),
    ("S2", "2024-04-23 2024-09-24 2025-04-22 2025-09-23 2026-04-21"),
    ("S3", "2024-05-21 2024-10-15 2025-05-20 2026-05-19 2026-10-13"),
)

NOTED: Final = (
    *(
        Done(
            "activity",
            "trygghetsvandring",
            date.fromisoformat(day),
            area_code=code,
            noted_on=date.fromisoformat(day),
        )
        for code, days in _WALKS
        for day in days.split()
    ),
    *(
        Done(
            "followup",
            "atgardsplan",
            date.fromisoformat(day),
            reference="Styrgruppens anteckningar",
            noted_on=date.fromisoformat(day),
        )
        for day in ("2024-06-13", "2024-12-05", "2025-06-05", "2025-12-04", "2026-06-04")
    ),
    Done(
        "report",
        "arsredovisning",
        date(2024, 12, 16),
        to=("kommunfullmaktige",),
        reference="KF 2024 § 211",
        noted_on=date(2024, 12, 17),
    ),
    Done(
        "report",
        "arsredovisning",
        date(2025, 12, 15),
        to=("kommunfullmaktige",),
        reference="KF 2025 § 204",
        noted_on=date(2025, 12, 16),
    ),
    Done("arrangement", "kommunikationsplan", holds=(date(2024, 3, 1), date(2026, 12, 31))),
    Done(
        "activity",
        "inbjudan",
        date(2025, 3, 4),
        reference="Brev till bostadsbolaget och köpmannaföreningen",
        noted_on=date(2025, 3, 5),
    ),
)
