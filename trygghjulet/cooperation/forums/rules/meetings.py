"""What can become of a meeting, and what its dates must say of each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum

from trygghjulet.cooperation.forums.rules.agenda import clock
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


#: What lies before or after has been mistyped, and calendars cannot count on from it.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def may_become(now: MeetingState, then: MeetingState) -> bool:
    """Is the move one of those that the table allows?"""
    return then in MOVES[now]


def not_yet(on: date, *, today: date, what: str) -> str:
    """Why a day can't be one when something was done; empty when it can."""
    if on > today:
        return f"{what} {numbers.day(on)} har inte varit än. Ange en dag till och med i dag."
    return ""


def out_of_time(on: date) -> str:
    """Why a day can't be right in any work of today's, such as in year 9999; empty when it can."""
    if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        return f"{numbers.day(on)} kan inte stämma. Rätta året."
    return ""


def after_the_end(on: date, *, ended_on: date | None) -> str:
    """Why a forum can't meet a day; empty when it can. The day it ends is its last one."""
    if ended_on is not None and on > ended_on:
        return f"Forumet upphörde {numbers.day(ended_on)}. Ett möte efter det kan inte föras in."
    return ""


def hours_fit(starts: time | None, ends: time | None) -> str:
    """Why a meeting can't have such hours; empty when it can."""
    if ends is not None and starts is None:
        return "Ange också när mötet börjar."
    if starts is not None and ends is not None and ends <= starts:
        return "Mötet slutar innan det börjar. Rätta en av tiderna."
    return ""


def said_when(day: date, starts: time | None, ends: time | None, place: str) -> str:
    """When and where a meeting is, as a sentence: "Tisdag 3 februari 2026 09.00–11.30, Stadshuset."."""
    hours = said_hours(starts, ends)
    parts = [
        f"{WEEKDAYS[day.weekday()].capitalize()} {numbers.day(day)}{f' {hours}' if hours else ''}",
        place,
    ]
    return f"{', '.join(part for part in parts if part)}."


def said_hours(starts: time | None, ends: time | None) -> str:
    """The hours of a meeting: "09.00–11.30"; empty where they are not set."""
    if starts is None:
        return ""
    return f"{clock(starts)}–{clock(ends)}" if ends else f"{clock(starts)}"
