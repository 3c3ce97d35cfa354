"""What falls due in a time to come: the windows of every duty, laid out over the days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Record
from trygghjulet.obligations.standing import Asked, asked_of
from trygghjulet.obligations.state import places_of
from trygghjulet.obligations.timing import again_by, once_windows, windows, year_windows


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty asks for something: from the first day, by the last, so many times.

    `of` is the fact that it comes before or after, where it follows on one.
    """

    duty: str
    first: date
    due: date
    needed: int = 1
    area: str | None = None
    of: str | None = None


def occurrences(
    duty: w.Duty, record: Record, first: date, last: date, *, blueprint: w.Blueprint
) -> tuple[Occurrence, ...]:
    """What a duty asks for with its due day in a time, in order of the due day.

    What must be done again so long after the last time is laid out as if it were done on its last day each time. What
    follows on meetings and other events is laid out for those recorded or planned. What has no date has no occurrence.

    Args:
        duty: the duty.
        record: what has been done and planned.
        first, last: the days, both included.
        blueprint: the arrangement that the duty belongs to.
    """
    found: list[Occurrence] = []
    at_end = isinstance(duty.when, w.AtEnd)
    for place in places_of(duty, record, blueprint) or (None,):
        asked = asked_of(duty, record, last, blueprint=blueprint, area=place)
        found += [
            one
            for one in _of(asked, first, last)
            if first <= one.due <= last and (asked.end is None or one.due <= asked.end or at_end)
        ]
    return tuple(sorted(found, key=lambda one: (one.due, one.area or "")))


def _of(asked: Asked, first: date, last: date) -> Iterator[Occurrence]:
    when, duty, area = asked.duty.when, asked.duty.id, asked.area
    if isinstance(when, w.PerPeriod):
        for one in windows(when, asked.start, asked.first_day(), last):
            if one.needed:
                yield Occurrence(duty, one.first, one.last, one.needed, area)
    elif isinstance(when, w.InYear):
        for one in year_windows(when, last):
            if asked.start is None or one.last >= asked.start:
                yield Occurrence(duty, one.first, one.last, 1, area)
    elif isinstance(when, w.By):
        for one in once_windows(when, asked.start):
            yield Occurrence(duty, max(one.first, date(1900, 1, 1)), one.last, 1, area)
    elif isinstance(when, w.Every):
        yield from _again(asked, when, first, last)
    elif isinstance(when, (w.Before, w.After)):
        yield from _events(asked, when)
    elif isinstance(when, w.AtEnd) and asked.end is not None:
        yield Occurrence(duty, asked.end, asked.end + timedelta(days=when.days or 0), 1, area)


def _again(asked: Asked, when: w.Every, first: date, last: date) -> Iterator[Occurrence]:
    done = [
        fact
        for fact in asked.series().until(first - timedelta(days=1))
        if asked.start is None or (fact.begins() or date.min) >= asked.start
    ]
    latest = max((fact.on.last for fact in done if fact.on), default=None)
    opens = latest or asked.first_day()
    due = again_by(when, latest) if latest else when.first_by or again_by(when, opens)
    while due <= last:
        yield Occurrence(asked.duty.id, opens, due, 1, asked.area)
        opens, due = due, again_by(when, due)


def _events(asked: Asked, when: w.Before | w.After) -> Iterator[Occurrence]:
    pattern = when.before if isinstance(when, w.Before) else when.after
    series = asked.series(pattern)
    for event in (*series.facts, *series.planned):
        begins = event.begins()
        if begins is None or (asked.start is not None and begins < asked.start):
            continue
        if isinstance(when, w.Before):
            due = begins - timedelta(days=when.days)
            yield Occurrence(asked.duty.id, min(due, begins), due, 1, asked.area, event.id)
        elif when.days is not None:
            due = begins + timedelta(days=when.days)
            yield Occurrence(asked.duty.id, begins, due, 1, asked.area, event.id)
