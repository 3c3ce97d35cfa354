"""What can become of a meeting, and what its dates must say of each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from trygghjulet.documents import numbers


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


#: What a meeting in a state can become. One that was held, or that was cancelled, stays so; an entry that was wrong is
#: put right or taken back, which is no move.
MOVES: Mapping[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}

#: Why a meeting in a state can't be changed, in words for whoever tried.
FINAL: Mapping[MeetingState, str] = {
    MeetingState.HELD: "Mötet är redan infört som hållet.",
    MeetingState.CANCELLED: "Mötet är inställt.",
}


def may_become(now: MeetingState, then: MeetingState) -> bool:
    """Is the move one of those that the table allows?"""
    return then in MOVES[now]


def not_yet(on: date, *, today: date, what: str) -> str:
    """Why a day can't be one when something was done; empty when it can."""
    if on > today:
        return f"{what} {numbers.day(on)} har inte varit än. Ange en dag till och med i dag."
    return ""


def after_the_end(on: date, *, ended_on: date | None) -> str:
    """Why a forum can't meet a day; empty when it can. The day it ends is its last one."""
    if ended_on is not None and on > ended_on:
        return f"Forumet upphörde {numbers.day(ended_on)}. Ett möte efter det kan inte föras in."
    return ""
