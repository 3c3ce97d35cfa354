"""How Solvik's council has looked over its own work in two years, and what it decided to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from trygghjulet.demo.content.agreement import STEERING_GROUP, STRATEGIC_COUNCIL


@dataclass(frozen=True)
class Point:
    """Something that was decided; `done` is None while it is not known."""

    text: str
    owner: str
    due: date
    done: bool | None = None
    words: str = ""
    judged_on: date | None = None


@dataclass(frozen=True)
class Evaluation:
    """A forum's evaluation of itself.

    Attributes:
        functions: those with an account who are asked, by the first names of the cast.
        invited: those without, by title and organisation.
        answers: one row for each who answered, in the order of functions and then invited: 1–5, or 0 for "vet inte".
        remarks: free words by theme.
    """

    forum: str
    year: int
    opens_on: date
    closes_on: date
    functions: tuple[str, ...]
    invited: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[int, ...], ...] = ()
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    points: tuple[Point, ...] = ()


#: To whom a year's report was sent, and when.
SENT: Final = (("Kommunstyrelsen", date(2026, 2, 23)), ("Kommunfullmäktige", date(2026, 3, 23)))

_COUNCIL: Final = ("Pia", "Stig", "Lova", "Saga")
_INVITED: Final = (
    ("Rektor", "Solviks gymnasium"),
    ("Ordförande", "Företagarna i Solvik"),
    ("Verksamhetschef", "Kvinnojouren i Solvik"),
    ("Fastighetschef", "Solviksbostäder"),
    ("Utredare", "Regionens folkhälsoenhet"),
    ("Ordförande", "Solviks idrottsallians"),
)

EVALUATIONS: Final = (
    Evaluation(
        STRATEGIC_COUNCIL,
        2025,
        date(2025, 10, 13),
        date(2025, 11, 7),
        _COUNCIL,
        _INVITED,
        (
            (4, 4, 3, 4, 5, 4, 4, 3, 4, 4, 2, 2, 2),
            (4, 3, 4, 4, 5, 3, 5, 4, 4, 4, 3, 2, 2),
            (3, 3, 3, 3, 4, 4, 4, 3, 3, 3, 2, 1, 2),
            (4, 4, 4, 2, 4, 3, 4, 4, 4, 5, 2, 2, 3),
            (2, 3, 0, 3, 2, 4, 3, 2, 3, 4, 1, 1, 1),
            (3, 2, 3, 3, 3, 3, 3, 2, 3, 4, 2, 2, 1),
            (3, 3, 4, 4, 3, 4, 4, 3, 4, 5, 2, 2, 2),
            (2, 3, 3, 3, 0, 3, 4, 3, 2, 4, 3, 1, 2),
        ),
        {
            "working": ("Underlagen kommer så sent att jag inte hinner ta upp dem hemma.",),
            "action": (
                "Jag vet inte vad det blev av det vi sade om resecentrum.",
                "Någon borde äga det vi kommer fram till.",
            ),
        },
        (
            Point(
                "Kallelse och underlag skickas tre veckor före mötet.",
                "Brottsförebyggande samordnare",
                date(2026, 2, 1),
                done=True,
                words="Gällde vid båda mötena 2026.",
                judged_on=date(2026, 10, 5),
            ),
            Point(
                "Varje möte börjar med vad det blev av förra mötets frågor.",
                "Ledamot i kommunstyrelsen",
                date(2026, 2, 12),
                done=True,
                words="Står som första punkt på föredragningslistan.",
                judged_on=date(2026, 10, 5),
            ),
            Point(
                "En ledamot från ungdomsfullmäktige nomineras.",
                "Kommundirektör",
                date(2026, 9, 1),
                done=False,
                words="Ungdomsfullmäktige bildas först 2027. Tas upp igen då.",
                judged_on=date(2026, 10, 5),
            ),
        ),
    ),
    Evaluation(
        STRATEGIC_COUNCIL,
        2026,
        date(2026, 10, 12),
        date(2026, 11, 6),
        _COUNCIL,
        _INVITED,
        (
            (4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 3, 3, 4),
            (4, 4, 4, 4, 5, 4, 5, 5, 4, 4, 3, 3, 3),
            (4, 3, 3, 3, 4, 4, 4, 4, 3, 4, 3, 2, 3),
            (4, 4, 4, 2, 4, 4, 4, 5, 4, 5, 3, 3, 4),
            (3, 3, 3, 2, 3, 4, 3, 4, 3, 4, 2, 2, 3),
            (3, 3, 3, 3, 3, 3, 4, 4, 3, 4, 2, 3, 3),
            (4, 4, 4, 3, 3, 4, 4, 4, 4, 5, 3, 3, 4),
            (3, 3, 0, 3, 2, 3, 4, 4, 3, 4, 3, 2, 3),
            (4, 4, 3, 2, 0, 4, 4, 5, 4, 4, 2, 0, 3),
        ),
        {
            "composition": ("De unga saknas fortfarande.",),
            "working": ("Bra med underlag i god tid.",),
            "action": ("Nu får vi veta vad det blev, men det är sällan något har hänt på ett halvår.",),
        },
        (
            Point(
                "Varje fråga som rådet lyfter får en ansvarig och en dag innan mötet slutar.",
                "Ledamot i kommunstyrelsen",
                date(2027, 2, 11),
            ),
            Point(
                "Ungdomsfullmäktige bjuds in som adjungerad när det har bildats.",
                "Kommundirektör",
                date(2027, 9, 1),
            ),
        ),
    ),
    Evaluation(
        STEERING_GROUP,
        2026,
        date(2026, 11, 16),
        date(2026, 12, 4),
        ("Stig", "Lova", "Saga", "Kim"),
    ),
)
