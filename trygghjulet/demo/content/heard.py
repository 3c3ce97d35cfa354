"""What people in Solvik said and saw: a walk, a talk with staff, and the choice of a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Talk:
    """A dialogue or walk with its notes as they were taken, and how each thing to do has gone, in order."""

    kind: str
    title: str
    area_code: str
    held_on: date
    where: str
    groups: str
    people: int
    light: str
    notes: str
    went: tuple[tuple[str, str, str], ...]  # who is in charge, state, words


TALKS: Final = (
    Talk(
        "walk",
        "Trygghetsvandring vid stationen",
        "S2",
        date(2025, 10, 16),
        "Från stationen genom gångtunneln till Bruket",
        "Boende, elevrådet på gymnasiet, fastighetsägare, stadsmiljöenheten, områdespolisen",
        18,
        "dark",
        """+ Nya bänkar och bra ljus på torget
- Gångtunneln: mörk i mitten, två armaturer trasiga
- Cykelstället: stulna cyklar ligger kvar och ger ett slitet intryck
- Buskage skymmer sikten mot parkeringen
? Trafikvärdar även på lördagar
> Laga armaturerna i gångtunneln
> Klipp ned buskaget mot parkeringen
> Ta bort övergivna cyklar en gång i månaden
""",
        (
            ("Stadsmiljöenheten", "done", "Lagade i november."),
            ("Stadsmiljöenheten", "planned", "Görs i samband med vårens beskärning."),
            ("Regionens trafikbolag", "handed_over", "Lämnad till trafikbolaget, som äger cykelstället."),
        ),
    ),
    Talk(
        "staff",
        "Medarbetardialog, fält och fritid",
        "S",
        date(2025, 9, 4),
        "",
        "Fältsekreterare, fritidsledare, områdespoliser",
        14,
        "",
        """- Yngre än förr i Rosenlundsparken på eftermiddagarna
- Svårt att få svar på vad som händer med det vi rapporterar
+ Samarbetet med skolornas trygghetsteam fungerar
? En gemensam bild varje vecka
> Visa den som rapporterar vad som kom av det
""",
        (("Brottsförebyggande samordnare", "done", "Varje rapport får svar sedan EST-gruppen startade."),),
    ),
)

QUESTION: Final = "Vilket medborgarlöfte är viktigast i Solvik Centrum nästa år?"
ASKED: Final = (date(2025, 9, 15), date(2025, 10, 12))
ANSWERS: Final = 412
OPTIONS: Final = (
    ("Fler poliser till fots kring stationen på kvällarna", 171),
    ("Bättre ljus i gångtunneln och på stråken", 128),
    ("Öppna lokaler för unga på fredagar och lördagar", 113),
)
CHOSEN: Final = "Flest valde poliser till fots. Ljuset i tunneln åtgärdas också, som en vanlig felanmälan."
