"""Which days agreements cover: by their validity, and by when they were decided. What is unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trygghjulet.obligations.dates import Span

_DAY = timedelta(days=1)


class Cover(StrEnum):
    """What can be said of a stretch of days."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Reach:
    """The days that one agreement reaches: between which days it began, and between which it ends, both included.

    `begins` is None where nothing is known of it. `ends` is None where nothing is known, and `open_ended`
    says that it has no end.
    """

    begins: Span | None
    ends: Span | None
    open_ended: bool = False

    @property
    def surely(self) -> tuple[date, date] | None:
        """The first and last day that it reaches whatever the unknown turns out to be."""
        if self.begins is None or (self.ends is None and not self.open_ended):
            return None
        first = self.begins.last
        last = date.max if self.open_ended or self.ends is None else self.ends.first
        return (first, last) if first <= last else None

    @property
    def possibly(self) -> tuple[date, date] | None:
        """The first and last day that it can reach."""
        first = self.begins.first if self.begins else date.min
        last = self.ends.last if self.ends and not self.open_ended else date.max
        return (first, last) if first <= last else None


@dataclass(frozen=True)
class Stretch:
    """Days in a row of which the same can be said, both ends included."""

    first: date
    last: date
    cover: Cover


def decided_reach(valid: Reach, *, settled_on: date | None, put_forward_on: date | None = None) -> Reach:
    """The days on which an agreement is valid and has been decided or signed.

    Args:
        valid: the days of its validity.
        settled_on: when it was decided or signed, whichever came last; None where the day is not known.
        put_forward_on: when it was put forward for decision: it can't have been decided before.
    """
    low = valid.begins.first if valid.begins else date.min
    if settled_on is not None:
        first = max(settled_on, valid.begins.first) if valid.begins else settled_on
        last = max(settled_on, valid.begins.last) if valid.begins else date.max
        return Reach(Span(first, last), valid.ends, valid.open_ended)
    earliest = max(low, put_forward_on) if put_forward_on else low
    # The decision may never have been made, so there is no last day by which it was.
    return Reach(Span(earliest, date.max), valid.ends, valid.open_ended)


def stretches(reaches: Iterable[Reach], *, first: date, last: date) -> tuple[Stretch, ...]:
    """What is covered from a day to another, in stretches that follow on each other without a hole."""
    listed = tuple(reaches)
    sure = [days for reach in listed if (days := reach.surely)]
    possible = [days for reach in listed if (days := reach.possibly)]
    found: list[Stretch] = []
    for begins, ends in _pieces([*sure, *possible], first, last):
        if _inside(begins, sure):
            cover = Cover.COVERED
        elif _inside(begins, possible):
            cover = Cover.CANNOT_BE_TOLD
        else:
            cover = Cover.NOT_COVERED
        if found and found[-1].cover is cover:
            found[-1] = Stretch(found[-1].first, ends, cover)
        else:
            found.append(Stretch(begins, ends, cover))
    return tuple(found)


def _pieces(known: list[tuple[date, date]], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days cut wherever something begins or ends."""
    cuts = {first}
    for begins, ends in known:
        cuts.add(begins)
        if ends < date.max:
            cuts.add(ends + _DAY)
    inside = sorted(cut for cut in cuts if first <= cut <= last)
    for number, begins in enumerate(inside):
        yield begins, inside[number + 1] - _DAY if number + 1 < len(inside) else last


def _inside(day: date, known: list[tuple[date, date]]) -> bool:
    return any(begins <= day <= ends for begins, ends in known)
