"""Which reminder a duty calls for on a day, and what it says. A duty due on a day gives each of them once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trygghjulet.documents.numbers import day
from trygghjulet.obligations.standing import State


@dataclass(frozen=True)
class Owed:
    """What is owed and how it stands, as far as a reminder needs to know.

    Attributes:
        key: what the duty is called, unique in the cooperation; a duty in several areas is owed in each by itself.
        title: the duty in a few words.
        state: how it stands.
        due: the day by which it is to be done, where there is one.
        reason: why it stands so, in a sentence.
        users: those who hold what it rests on.
        ownerless: nobody has been named to carry it, or nobody holds the function that it rests on.
        link: the page about it, inside the site.
    """

    key: str
    title: str
    state: State
    due: date | None
    reason: str
    users: frozenset[int] = frozenset()
    ownerless: bool = False
    link: str = ""


#: The kinds of reminders that somebody can switch off: title, and when one comes.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "duty_soon": ("Snart dags", "När en skyldighet ska vara gjord inom en månad, och igen inom en vecka."),
    "duty_at_risk": ("Tiden är knapp", "När tiden är knapp och inget är planerat."),
    "duty_overdue": (
        "Försenat",
        "När tiden har gått ut, också för en vecka som inte är beslutad, och sedan varje måndag tills det är gjort.",
    ),
    "duty_ownerless": (
        "Skyldighet utan ägare",
        "Till den som samordnar, när ingen innehar funktionen som skulle ha fått påminnelsen.",
    ),
}
OWNERLESS: Final = "duty_ownerless"

#: So many days before the last day somebody is reminded, the nearest first.
BEFORE: Final = (7, 30)
#: What is late is told the first day, and then on Mondays, so that all of it comes in one letter a week; not until
#: so many days after the last day.
BETWEEN: Final = 7


@dataclass(frozen=True)
class Reminder:
    """A reminder that a duty calls for. `key` is the same every day that it is the same reminder."""

    key: str
    kind: str
    subject: str
    text: str


def stages(owed: Owed, *, on: date) -> tuple[Reminder, ...]:
    """The reminders that a duty calls for on a day: none, or the one that its state and its last day give.

    A day on which nobody asked is made up for the next day, and what has been passed by is left out: six days
    before the last day the reminder of the last month no longer comes.
    """
    match owed.state:
        case State.OVERDUE:
            mondays = _mondays(owed.due + timedelta(days=BETWEEN), on) if owed.due else 0
            return (_reminder(owed, f"overdue-{mondays}", "duty_overdue", "Försenat"),)
        case State.DUE | State.AT_RISK:
            left = (owed.due - on).days if owed.due else None
            near = next((days for days in BEFORE if left is not None and left <= days), None)
            if owed.state == State.AT_RISK and near != BEFORE[0]:
                return (_reminder(owed, "at-risk", "duty_at_risk", "Tiden är knapp"),)
            if near is not None:
                return (_reminder(owed, f"before-{near}", "duty_soon", "Snart dags"),)
    return ()


def _mondays(first: date, last: date) -> int:
    """How many Mondays there are from one day to another, both counted in."""
    return max(0, (last.toordinal() - 1) // 7 - (first.toordinal() - 2) // 7)


def _reminder(owed: Owed, stage: str, kind: str, word: str) -> Reminder:
    last = f"Sista dag: {day(owed.due)}. " if owed.due else ""
    return Reminder(
        key=f"{owed.key}:{owed.due or '-'}:{stage}",
        kind=kind,
        subject=f"{word}: {owed.title}",
        text=f"{last}{owed.reason}",
    )


def ownerless(reminder: Reminder) -> Reminder:
    """The reminder as those who coordinate get it, when nobody holds a function that the duty rests on."""
    return Reminder(
        key=f"{reminder.key}:ownerless",
        kind=OWNERLESS,
        subject=f"Utan ägare. {reminder.subject}",
        text=f"{reminder.text} Ingen innehar den funktion som skyldigheten vilar på. "
        "Utse någon till den, eller låt någon annan ta över skyldigheten.",
    )
