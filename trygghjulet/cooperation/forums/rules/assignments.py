"""How a working group's assignment stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from trygghjulet.documents import numbers

SOON: Final = timedelta(days=14)


class AssignmentState(StrEnum):
    """Where an assignment stands."""

    GOING = "going"
    SOON = "soon"
    LATE = "late"
    REPORTED = "reported"


#: What the states are called, and the tone that a badge of each has.
WORDS: Final = {
    AssignmentState.GOING: ("Pågår", "info"),
    AssignmentState.SOON: ("Återrapport snart", "warning"),
    AssignmentState.LATE: ("Återrapport saknas", "bad"),
    AssignmentState.REPORTED: ("Återrapporterat", "good"),
}


@dataclass(frozen=True)
class Days:
    """The days of an assignment; a group without a last day is fixed."""

    issued_on: date
    until: date | None = None
    report_by: date | None = None
    reported_on: date | None = None


def state(days: Days, *, on: date) -> AssignmentState:
    """How it stands that day. What has no day to report by is to be reported when it is over."""
    if days.reported_on is not None and days.reported_on <= on:
        return AssignmentState.REPORTED
    due = days.report_by or days.until
    if due is None:
        return AssignmentState.GOING
    if due < on:
        return AssignmentState.LATE
    return AssignmentState.SOON if due - on <= SOON else AssignmentState.GOING


def length(days: Days) -> str:
    """Whether the group is fixed or temporary, in words."""
    return f"tillfällig, till och med {numbers.day(days.until)}" if days.until else "fast"


def refusal(days: Days) -> str:
    """Why the days don't go together; empty where they do."""
    if days.until is not None and days.until < days.issued_on:
        return "Gruppens sista dag ligger före dagen då uppdraget gavs. Rätta en av dagarna."
    if days.report_by is not None and days.report_by < days.issued_on:
        return "Återrapporten ska lämnas innan uppdraget gavs. Rätta en av dagarna."
    if days.reported_on is not None and days.reported_on < days.issued_on:
        return "Återrapporten kan inte ha lämnats innan uppdraget gavs. Rätta dagen."
    return ""
