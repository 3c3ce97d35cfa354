"""How a report may go from state to state, and how long its reporter may change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

#: For so long after it came in the reporter may mend a report or take it back.
MENDING: Final = timedelta(hours=1)

#: What may follow on each state. The same state again is a new answer; a report that is taken back is let alone.
MOVES: Final[Mapping[str, frozenset[str]]] = {
    "received": frozenset({"in_picture", "acted_on", "done", "no_action"}),
    "in_picture": frozenset({"in_picture", "acted_on", "done", "no_action"}),
    "acted_on": frozenset({"acted_on", "done", "no_action"}),
    "done": frozenset({"done", "acted_on"}),
    "no_action": frozenset({"no_action", "in_picture", "acted_on"}),
    "withdrawn": frozenset(),
}

#: The states that a coordinator can set.
ANSWERS: Final = ("in_picture", "acted_on", "done", "no_action")


def may_follow(now: str, wanted: str) -> bool:
    """May a report in one state be given another?"""
    return wanted in MOVES.get(now, frozenset())


def needs_words(state: str) -> bool:
    """Must the reporter be told why? Where nothing is done, the reason is the whole answer."""
    return state == "no_action"


def can_be_mended(received_at: datetime, at: datetime) -> bool:
    """May the reporter still change the report or take it back?"""
    return at - received_at <= MENDING
