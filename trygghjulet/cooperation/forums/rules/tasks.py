"""How a task stands on a day, and which reminder it calls for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trygghjulet.documents import numbers

#: So many days before its last day a task is reminded of.
BEFORE: Final = 7


class Stage(StrEnum):
    """Where an open task stands."""

    LATER = "later"
    SOON = "soon"
    LATE = "late"


#: The kinds of messages about tasks: title, and when one comes.
KINDS: Final = {
    "task_soon": ("Uppgift snart klar", "När en uppgift från ett möte ska vara klar inom en vecka."),
    "task_late": ("Uppgift försenad", "När dagen då en uppgift skulle vara klar har gått."),
}


def stage(due: date | None, *, on: date) -> Stage:
    """Where an open task with that last day stands; one without is never late."""
    if due is None or (due - on).days > BEFORE:
        return Stage.LATER
    return Stage.LATE if due < on else Stage.SOON


def words(due: date | None, *, on: date) -> str:
    """How an open task stands, in words."""
    if due is None:
        return "Ingen sista dag"
    days = (on - due).days
    if days > 0:
        return f"Försenad {days} {'dag' if days == 1 else 'dagar'}"
    if days == 0:
        return "Klar senast i dag"
    return f"Klar senast {numbers.day(due)}"


@dataclass(frozen=True)
class Reminder:
    """What is told of a task. `key` is the same as long as it is the same reminder."""

    key: str
    kind: str
    subject: str
    text: str


def reminder(task_id: int, text: str, forum: str, due: date | None, *, on: date) -> Reminder | None:
    """The reminder that an open task calls for on a day; none where it is far off.

    Each comes once for a last day, so that a task with a new last day is reminded of anew.
    """
    where = stage(due, on=on)
    if due is None or where is Stage.LATER:
        return None
    late = where is Stage.LATE
    return Reminder(
        key=f"task-{task_id}:{due}:{where.value}",
        kind="task_late" if late else "task_soon",
        subject=f"{'Försenad' if late else 'Snart dags'}: {text}",
        text=f"Uppgiften från {forum} {'skulle ha varit' if late else 'ska vara'} klar {numbers.day(due)}. "
        "Berätta hur det går, stäng den med vad det blev, eller be om en ny dag.",
    )
