"""What a proposal is in plain Python: the settings it is made with, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trygghjulet.obligations import words as w
from trygghjulet.obligations.planning.calendar import WEEKDAYS, DaysOff, july
from trygghjulet.obligations.planning.demands import PROPERTIES
from trygghjulet.obligations.planning.problem import PlannedMeeting

#: All seven: meetings are proposed on working days, but one that was held may lie on any day.
WEEKDAY_WORDS = WEEKDAYS
WORKING_DAYS = 5
#: The least and the most that a setting may be.
DAYS = (0, 120)
MEETINGS = (0, 52)


def days_off(
    *, first: date, last: date, july_off: bool, holidays: Iterable[tuple[str, date, date, bool]]
) -> tuple[DaysOff, ...]:
    """When no meetings are held: July where it is free, and the school holidays (name, first, last, never)."""
    found = [DaysOff(begins, ends, name, firm) for name, begins, ends, firm in holidays]
    return (*(july(first, last) if july_off else ()), *found)


def turns_said(meeting: PlannedMeeting, blueprint: w.Blueprint) -> str:
    """Whose turn it is at a meeting: "Ordförande: Staden. Antecknare: Polisen."."""
    said = [(PROPERTIES.get(name, name), blueprint.name_of(who)) for name, who in meeting.turns]
    return " ".join(f"{name.capitalize()}: {who}." for name, who in said)


def asked_said(meeting: PlannedMeeting, blueprint: w.Blueprint) -> str:
    """What the duties ask of a meeting beside its day: who takes part, what is taken up, who holds it together."""
    said = []
    for name, value in meeting.having:
        listed = value if isinstance(value, (list, tuple)) else (value,)
        words = ", ".join(_plain(str(one), blueprint) for one in listed)
        said.append(f"{PROPERTIES.get(name, name).capitalize()}: {words}.")
    if meeting.by:
        said.append(f"Hålls av: {', '.join(blueprint.name_of(one) for one in meeting.by)}.")
    return " ".join(said)


def _plain(key: str, blueprint: w.Blueprint) -> str:
    """What a key is called; the key with its hyphens as spaces where nothing by that name is declared."""
    name = blueprint.name_of(key)
    return name if name != key else key.replace("-", " ")
