"""What is asked in a self-evaluation, on which scale, and when it may be answered and changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trygghjulet.documents import numbers


class Phase(StrEnum):
    """Where an evaluation stands a day."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Theme(StrEnum):
    """What a statement is about. The first three are what Göteborg's statutes ask a council to look over (G22, § 5);
    the last one is the weak point that Göteborg's own follow-up named."""

    TASKS = "tasks"
    COMPOSITION = "composition"
    WORKING = "working"
    ACTION = "action"


THEME_WORDS = {
    Theme.TASKS: "Uppgifter",
    Theme.COMPOSITION: "Sammansättning",
    Theme.WORKING: "Arbetsformer",
    Theme.ACTION: "Från möte till handling",
}
#: What is asked for in free words, theme by theme.
REMARK_QUESTIONS = {
    Theme.TASKS: "Vad borde vi ägna mer eller mindre tid åt?",
    Theme.COMPOSITION: "Vem saknas, och vad saknar du för att kunna bidra?",
    Theme.WORKING: "Vad borde vi göra på ett annat sätt?",
    Theme.ACTION: "Vad borde hända efter mötena som inte händer?",
}

#: The scale; 0 is "vet inte" and stands outside it.
UNKNOWN = 0
VALUES = (1, 2, 3, 4, 5)
VALUE_WORDS = {
    1: "1, inte alls",
    2: "2",
    3: "3",
    4: "4",
    5: "5, helt",
    UNKNOWN: "Vet inte",
}
#: Fewer who answered than this are never told of, however low a cooperation sets its own limit.
FEWEST = 5
#: So many statements at most: a questionnaire that takes longer is not answered.
MOST_STATEMENTS = 30


@dataclass(frozen=True)
class Asked:
    """A statement to agree with or not. `key` is what it is known by from year to year."""

    key: str
    theme: Theme
    text: str


DEFAULT: tuple[Asked, ...] = (
    Asked("uppgifterna-tydliga", Theme.TASKS, "Våra uppgifter är tydliga för mig."),
    Asked("tiden-pa-uppgifterna", Theme.TASKS, "Vi ägnar mötestiden åt det som är vår uppgift."),
    Asked("strategiskt", Theme.TASKS, "Vi håller oss till riktningen och fastnar inte i enskildheter."),
    Asked("ratt-med", Theme.COMPOSITION, "De som behöver vara med är med."),
    Asked("mandat", Theme.COMPOSITION, "Jag har det mandat från min organisation som uppdraget kräver."),
    Asked("narvaro", Theme.COMPOSITION, "Ledamöterna kommer till mötena eller skickar någon i sitt ställe."),
    Asked("till-tals", Theme.COMPOSITION, "Alla kommer till tals."),
    Asked("underlag", Theme.WORKING, "Kallelse och underlag kommer i tid och går att förbereda sig med."),
    Asked("motena", Theme.WORKING, "Mötena är väl förberedda och tiden räcker."),
    Asked("larande", Theme.WORKING, "Jag lär mig sådant som min organisation har nytta av."),
    Asked("agerande", Theme.ACTION, "Det vi behandlar leder till konkret agerande."),
    Asked("omhand", Theme.ACTION, "Jag vet hur det vi behandlar tas om hand efter mötet."),
    Asked("aterkoppling", Theme.ACTION, "Vi får veta vad det blev av det vi kom fram till."),
)


def phase(opens_on: date, closes_on: date, *, on: date) -> Phase:
    """Where an evaluation stands a day; it can be answered from its first day to its last."""
    if on < opens_on:
        return Phase.PLANNED
    return Phase.OPEN if on <= closes_on else Phase.CLOSED


def not_changeable(now: Phase, opens_on: date) -> str:
    """Why the questions can't be changed; empty where they can."""
    if now is Phase.PLANNED:
        return ""
    return (
        f"Frågorna öppnades {numbers.day(opens_on)}. De kan inte ändras sedan dess: annars har inte alla svarat på "
        "samma sak."
    )


def not_answerable(now: Phase, opens_on: date, closes_on: date) -> str:
    """Why the questions can't be answered; empty where they can."""
    match now:
        case Phase.PLANNED:
            return f"Frågorna öppnar {numbers.day(opens_on)}."
        case Phase.CLOSED:
            return f"Frågorna stängde {numbers.day(closes_on)}. De går inte att besvara längre."
        case Phase.OPEN:
            return ""


def unfit_days(opens_on: date, closes_on: date, *, before: tuple[date, date] | None, today: date) -> str:
    """Why an evaluation can't be open those days; empty where it can.

    Args:
        opens_on, closes_on: the first and the last day.
        before: the days it had; None for a new one.
        today: the day of the change.
    """
    if closes_on < opens_on:
        return "Frågorna stänger innan de öppnar. Rätta ett av datumen."
    now = phase(*before, on=today) if before else Phase.PLANNED
    if now is Phase.CLOSED:
        return "Självvärderingen är stängd, och resultatet har visats. Den öppnas inte igen."
    if now is Phase.OPEN and before is not None:
        if opens_on != before[0]:
            return f"Frågorna öppnades {numbers.day(before[0])}. Den dagen kan inte ändras längre."
        if closes_on < today:
            return "Den nya sista dagen har redan varit. Ange en dag från och med i dag."
    return ""


def hashed(secret: str) -> str:
    """An invitation's secret as it is kept. It is 256 random bits, so that a quick hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
