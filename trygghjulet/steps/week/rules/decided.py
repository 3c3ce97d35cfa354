"""What people stand for in a week's picture: last week's focus with what came of it, the words, the week to come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from cattrs.preconf.json import make_converter

from trygghjulet.documents.numbers import day
from trygghjulet.steps.week.rules.state import State


@dataclass(frozen=True)
class MeasureTold:
    """A measure as it stood: what, where, who, by when, how it begins, and how far it had come."""

    title: str
    where: str
    who: str
    due: date | None
    first_step: str
    state: State = State.PLANNED
    words: str = ""
    focus: str = ""


@dataclass(frozen=True)
class FocusTold:
    """Something that a week's work is directed at. `outcome` and `outcome_words` say what came of it."""

    order: int
    title: str
    why: str = ""
    cause: str = ""
    outcome: str = ""
    outcome_words: str = ""


@dataclass(frozen=True)
class Week:
    """The focus and measures of a week; `name` says which."""

    name: str
    focus: tuple[FocusTold, ...] = ()
    measures: tuple[MeasureTold, ...] = ()


@dataclass(frozen=True)
class Told:
    """All in a picture that people stand for. `before` is None where there was no picture the week before."""

    before: Week | None
    coming: Week
    assessment: str = ""
    causes: str = ""


def as_text(week: Week) -> str:
    """What a meeting decided for the coming week, as a forum enters it among its decisions."""
    parts = []
    if week.focus:
        parts.append(
            "\n".join(["Fokus till nästa möte:", *(f"{one.order}. {one.title}" for one in week.focus)])
        )
    if week.measures:
        parts.append("\n".join(["Insatser:", *(f"– {_measure(one)}" for one in week.measures)]))
    return "\n\n".join(parts) or "Veckans läge gicks igenom. Inget särskilt fokus valdes."


def _measure(one: MeasureTold) -> str:
    due = f", senast {day(one.due)}" if one.due else ""
    return f"{one.title} ({one.who}{due})"


_converter = make_converter()


def to_json(told: Told) -> dict[str, Any]:
    """As the database keeps it."""
    plain: dict[str, Any] = json.loads(_converter.dumps(told))
    return plain


def from_json(plain: dict[str, Any]) -> Told:
    """As it was frozen."""
    return _converter.loads(json.dumps(plain), Told)
