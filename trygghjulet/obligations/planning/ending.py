"""Which of an arrangement's documents end, and with what last day, for plans that reach further than they do."""

from __future__ import annotations

from datetime import date, timedelta

from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Record


def endings(
    blueprint: w.Blueprint, record: Record, *, first: date, last: date
) -> tuple[tuple[str, date], ...]:
    """The documents with duties that bind no longer on the last of some days: their titles and own last days.

    What ended before the first day is told only where nothing else has taken its place: where no document with duties
    binds through those days.
    """
    bound = {one.instrument for one in blueprint.duties}
    ended = record.ended(last)
    ends: list[tuple[str, date]] = []
    goes_on = False
    for one in blueprint.instruments:
        if one.id not in bound:
            continue
        gone = ended.get(one.id)
        begins = gone.begins() if gone else None
        days = [begins - timedelta(days=1)] if begins else []
        days += [one.valid_until.last] if one.valid_until else []
        its = min(days, default=None)
        begun = one.valid_from.first if one.valid_from else date.min
        if its is not None and its < last:
            ends.append((one.title, its))
        elif begun <= last:
            goes_on = True
    told = [pair for pair in ends if pair[1] >= first or not goes_on]
    latest = max((day for _, day in told), default=None)
    # Of what ended long ago only the latest is told.
    return tuple(
        pair for pair in sorted(told, key=lambda one: one[1]) if pair[1] >= first or pair[1] == latest
    )
