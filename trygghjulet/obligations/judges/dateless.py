"""What has no date of its own, what comes at the end, and what must not happen."""

from __future__ import annotations

from datetime import date, timedelta

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.standing import Asked, Standing, State, in_order, last_of, stands, times

#: How many of the latest proofs are shown.
_SHOWN = 5
#: What is done in the last half year of a period is taken to look back on it.
_LOOKING_BACK = 183
_AGAIN = 2


def dateless(asked: Asked, when: w.Open) -> Standing:
    """Without a date: shown by what has been done, and never called late."""
    first, last = asked.start or date.min, asked.end or date.max
    done = in_order(
        fact
        for fact in asked.series().until(asked.at)
        if (fact.last or last_of(fact)) >= first and (fact.begins() or last) <= last
    )
    said = f"Klausulen säger ”{when.word}” utan datum." if when.word else "Klausulen anger ingen tid."
    if not done:
        if "behov" in when.word:
            return stands(asked, State.NOT_APPLICABLE, None, f"{said} Inget behov är antecknat.")
        return stands(asked, State.CANNOT_BE_TOLD, None, f"{said} Inget är antecknat.")
    count = sum(fact.count for fact in done)
    latest = done[-1].on or numbers.day(last_of(done[-1]))
    if when.word == "regelbundet" and count < _AGAIN and done[-1].on is not None:
        return stands(asked, State.CANNOT_BE_TOLD, None, f"{said} En gång är antecknad, {latest}.", done)
    return stands(
        asked, State.MET, None, f"{said} Antecknat {times(count)}, senast {latest}.", done[-_SHOWN:]
    )


def at_end(asked: Asked, when: w.AtEnd) -> Standing:
    """When the validity is over."""
    if asked.end is None:
        return stands(asked, State.NOT_APPLICABLE, None, "Görs när giltigheten är slut; inget slut är känt.")
    if asked.at <= asked.end:
        return stands(asked, State.DUE, asked.end, f"Görs när perioden är slut, {numbers.day(asked.end)}.")
    done = asked.series().within(asked.end - timedelta(days=_LOOKING_BACK), asked.at, asked.at)
    ended = f"Perioden slutade {numbers.day(asked.end)}."
    if done:
        return stands(asked, State.MET, None, f"{ended} Gjort {done[-1].on}.", done)
    if not asked.tells(asked.end, asked.at):
        return stands(asked, State.CANNOT_BE_TOLD, None, "Anteckningarna räcker inte för att avgöra.")
    if when.days is None:
        return stands(asked, State.DUE, None, f"{ended} Ännu inte gjort; klausulen säger inte när.")
    due = asked.end + timedelta(days=when.days)
    late = asked.at > due
    return stands(asked, State.OVERDUE if late else State.DUE, due, f"{ended} Senast {numbers.day(due)}.")


def never(asked: Asked, _when: w.Never) -> Standing:
    """What must not happen: a breach that has been recorded."""
    first = asked.start or date.min
    broken = [fact for fact in in_order(asked.series().until(asked.at)) if last_of(fact) >= first]
    if not broken:
        return stands(asked, State.MET, None, "Ingen överträdelse är antecknad.")
    latest = broken[-1].on or numbers.day(last_of(broken[-1]))
    return stands(asked, State.OVERDUE, None, f"Överträdelse antecknad {latest}.", broken)
