"""Solvik's cooperation forms: where each comes from, what was decided, and two years of figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from trygghjulet.demo.content.agreement import LOCAL_STEERING_GROUP, STEERING_GROUP

Kind = Literal["set_up", "revised", "ended"]


@dataclass(frozen=True)
class Decision:
    """A decision about a form; `forum` is a forum's name."""

    kind: Kind
    on: date
    forum: str
    paragraph: str
    note: str = ""


@dataclass(frozen=True)
class YearFigures:
    """A year's figures; `area_code` is None where the whole municipality is counted as one."""

    year: int
    area_code: str | None
    groups: int
    meetings: int
    children: int | None = None
    inflow: int | None = None
    ended: int | None = None
    better: int | None = None
    same: int | None = None
    worse: int | None = None


@dataclass(frozen=True)
class Form:
    """A cooperation form, started from the catalogue's by its key."""

    key: str
    annex: str
    follow_up: str
    decisions: tuple[Decision, ...]
    figures: tuple[YearFigures, ...]
    adaptations: tuple[tuple[str, str], ...] = ()


#: Small numbers are planted in them on purpose: few children who were new, ended or fared worse.
FORMS: Final = (
    Form(
        key="sspf",
        annex="Bilaga 3",
        follow_up=(
            "Siffrorna lämnas varje år till den lokala styrgruppen och till styrgruppen. De gäller arbetet, aldrig ett "
            "enskilt barn."
        ),
        decisions=(
            Decision("set_up", date(2023, 12, 12), STEERING_GROUP, "§ 31"),
            Decision(
                "revised",
                date(2025, 3, 11),
                STEERING_GROUP,
                "§ 7",
                "Fritiden får en egen plats i de operativa grupperna.",
            ),
        ),
        figures=(
            YearFigures(2024, "S1", 1, 10, 14, 8, 5, 5, 5, 1),
            YearFigures(2024, "S2", 2, 20, 31, 12, 10, 12, 11, 5),
            YearFigures(2024, "S3", 1, 11, 19, 8, 6, 8, 5, 2),
            YearFigures(2025, "S1", 1, 10, 15, 6, 3, 7, 5, 1),
            YearFigures(2025, "S2", 2, 22, 35, 14, 13, 15, 10, 6),
            YearFigures(2025, "S3", 1, 9, 22, 9, 7, 9, 6, 2),
        ),
        adaptations=(
            ("S2", "Två operativa grupper, en för varje högstadieskola, och en gemensam styrgrupp."),
            ("S1", "Gruppen möts på skolan och tar med fritidsgården i varje möte."),
        ),
    ),
    Form(
        key="ssf",
        annex="Bilaga 4",
        follow_up="Siffrorna lämnas varje år till styrgruppen, för hela kommunen som en.",
        decisions=(Decision("set_up", date(2023, 12, 12), STEERING_GROUP, "§ 32"),),
        figures=(
            YearFigures(2024, None, 1, 9, 12, 12, 3, 4, 3, 0),
            YearFigures(2025, None, 1, 10, 17, 8, 6, 7, 6, 1),
        ),
    ),
    Form(
        key="est",
        annex="",
        follow_up="Varje månad i beredningsgruppen, varje år i styrgruppen.",
        decisions=(
            Decision(
                "set_up",
                date(2024, 2, 6),
                LOCAL_STEERING_GROUP,
                "§ 4",
                "Den lokala styrgruppen beslutade i väntan på styrgruppens möte.",
            ),
        ),
        figures=(YearFigures(2024, "S2", 1, 41), YearFigures(2025, "S2", 1, 46)),
    ),
)
