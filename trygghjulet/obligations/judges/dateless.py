"""What has no date of its own, what comes at the end, and what must not happen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, last_of
from trygghjulet.obligations.standing import Asked, Standing, State, stands, times

#: How many of the latest proofs are shown.
_SHOWN = 5
#: What is done in the last half year of a period is taken to look back on it.
_LOOKING_BACK = 183
_AGAIN = 2


def dateless(asked: Asked, when: w.Open) -> Standing:
    """Without a date: shown by what has been done, and never called late."""
    done = asked.series().touching(asked.start, asked.end, asked.at)
    if not done:
        if "behov" in when.word:
            return stands(
                asked, State.NOT_APPLICABLE, None, lambda: f"{_clause(when)} Inget behov är antecknat."
            )
        return stands(asked, State.CANNOT_BE_TOLD, None, lambda: f"{_clause(when)} Inget är antecknat.")
    once = when.word == "regelbundet" and sum(fact.count for fact in done) < _AGAIN
    if once and done[-1].on is not None:
        return stands(
            asked,
            State.CANNOT_BE_TOLD,
            None,
            lambda: f"{_clause(when)} En gång är antecknad, {_latest(done)}.",
            done,
        )
    return stands(asked, State.MET, None, partial(_done_words, when, done), done, shown=_SHOWN)


def _done_words(when: w.Open, done: Sequence[Fact]) -> str:
    count = sum(fact.count for fact in done)
    return f"{_clause(when)} Antecknat {times(count)}, senast {_latest(done)}."


def _clause(when: w.Open) -> str:
    return f"Klausulen säger ”{when.word}” utan datum." if when.word else "Klausulen anger ingen tid."


def _latest(done: Sequence[Fact]) -> str:
    return str(done[-1].on or numbers.day(last_of(done[-1])))


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
    said = f"{ended} Ännu inte gjort. {'Skulle ha gjorts senast' if late else 'Senast'} {numbers.day(due)}."
    missed = (numbers.day(due),) if late else ()
    return stands(asked, State.OVERDUE if late else State.DUE, due, said, missed=missed)


def never(asked: Asked, _when: w.Never) -> Standing:
    """What must not happen: a breach that has been recorded."""
    first = asked.start or date.min
    broken = [fact for fact in asked.series().in_order(asked.at) if last_of(fact) >= first]
    if not broken:
        return stands(asked, State.MET, None, "Ingen överträdelse är antecknad.")
    return stands(asked, State.OVERDUE, None, f"Överträdelse antecknad {_latest(broken)}.", broken)
