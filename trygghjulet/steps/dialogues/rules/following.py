"""What follows of a point: its states, the moves between them, and when it should be done at the latest."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How far what a point asks for has come."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"

    @property
    def words(self) -> str:
        """In Swedish, for people."""
        return _TITLES[self]

    @property
    def is_settled(self) -> bool:
        """Is there nothing more to wait for?"""
        return self in (State.DONE, State.NOT_DONE)


_TITLES: Final = {
    State.OPEN: "Väntar",
    State.HANDED_OVER: "Lämnad vidare",
    State.PLANNED: "Planerad",
    State.DONE: "Klar",
    State.NOT_DONE: "Görs inte",
}

#: From each state the ones that may follow. What is settled can be opened again, with words on why.
MOVES: Final[dict[State, tuple[State, ...]]] = {
    State.OPEN: (State.HANDED_OVER, State.PLANNED, State.DONE, State.NOT_DONE),
    State.HANDED_OVER: (State.PLANNED, State.DONE, State.NOT_DONE, State.OPEN),
    State.PLANNED: (State.DONE, State.NOT_DONE, State.HANDED_OVER, State.OPEN),
    State.DONE: (State.OPEN,),
    State.NOT_DONE: (State.OPEN,),
}
#: States that must be explained: those who walked get to know why.
WORDS_NEEDED: Final = frozenset({State.NOT_DONE, State.HANDED_OVER})
#: A municipality's own measures are usually done within half a year after a walk.
MONTHS: Final = 6


def due_after(held_on: date) -> date:
    """The same day six months later, or the last of a month that is shorter."""
    month = held_on.month + MONTHS
    year, month = held_on.year + (month - 1) // 12, (month - 1) % 12 + 1
    for day in (held_on.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError("Every month has 28 days.")


def is_late(state: State, due: date | None, on: date) -> bool:
    """Is it past its day without being settled?"""
    return due is not None and due < on and not state.is_settled
