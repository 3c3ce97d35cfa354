"""Has what a party was to bring to a round come?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trygghjulet.documents.numbers import day, days


class Standing(StrEnum):
    """How something that is to come stands."""

    CAME = "came"
    CAME_LATE = "came_late"
    PARTLY = "partly"
    WAITS = "waits"
    AWAITED = "awaited"
    LATE = "late"
    LEFT_OUT = "left_out"

    @property
    def words(self) -> str:
        """In Swedish, for people."""
        return _WORDS[self]

    @property
    def is_lacking(self) -> bool:
        """Is it still to come?"""
        return self in (Standing.PARTLY, Standing.WAITS, Standing.AWAITED, Standing.LATE)


_WORDS = {
    Standing.CAME: "Har kommit",
    Standing.CAME_LATE: "Kom sent",
    Standing.PARTLY: "Täcker inte hela perioden",
    Standing.WAITS: "Väntar på att godtas",
    Standing.AWAITED: "Väntas",
    Standing.LATE: "Saknas",
    Standing.LEFT_OUT: "Kommer inte",
}


@dataclass(frozen=True)
class Covered:
    """The days that a dataset speaks of, both included, and when it was accepted."""

    first_day: date
    last_day: date
    accepted_on: date


def standing_of(
    *,
    first_day: date,
    last_day: date,
    due: date | None,
    by_file: bool,
    covered: Sequence[Covered],
    waits_for_answer: bool,
    came_on: date | None,
    left_out_because: str,
    on: date,
) -> tuple[Standing, str]:
    """How it stands a day, and why in words.

    What comes as files has come when they together speak of the whole period. The first and last day that a file has
    rows for need not be the ends of what it covers, so up to a month at each end may lack; longer gaps show.

    Args:
        first_day, last_day: the round's period.
        due: the last day for it.
        by_file: it comes through a source; otherwise `came_on` is noted by hand.
        covered: what counts from that source.
        waits_for_answer: a file has been handed in and waits to be accepted.
        came_on: when it came, noted by hand.
        left_out_because: why it does not come.
        on: the day asked about.
    """
    if left_out_because:
        return Standing.LEFT_OUT, left_out_because
    arrived = came_on
    if by_file:
        inside = [c for c in covered if c.last_day >= first_day and c.first_day <= last_day]
        if gap := _gap(inside, first_day, last_day) if inside else None:
            return Standing.PARTLY, f"Underlag saknas för {days(*gap)}."
        arrived = max((c.accepted_on for c in inside), default=None)
    if arrived is not None:
        return _came(arrived, due)
    if by_file and waits_for_answer:
        return Standing.WAITS, "En fil är lämnad men inte godtagen."
    if due is not None and due < on:
        return Standing.LATE, f"Skulle ha kommit senast {day(due)}."
    return Standing.AWAITED, f"Senast {day(due)}." if due else ""


def _came(arrived: date, due: date | None) -> tuple[Standing, str]:
    late = due is not None and arrived > due
    return Standing.CAME_LATE if late else Standing.CAME, f"Kom {day(arrived)}."


def _gap(inside: Sequence[Covered], first_day: date, last_day: date) -> tuple[date, date] | None:
    """The first stretch of more than 31 days that no dataset speaks of."""
    one = timedelta(days=1)
    expected = first_day
    for part in sorted(inside, key=lambda c: c.first_day):
        if (part.first_day - expected).days > 31:
            return expected, part.first_day - one
        expected = max(expected, part.last_day + one)
    return (expected, last_day) if (last_day - expected).days >= 31 else None
