"""Again no later than so long after the last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, last_of
from trygghjulet.obligations.standing import Asked, Standing, State, pressed, stands, time_left, times
from trygghjulet.obligations.timing import again_by, interval_days


def every(asked: Asked, when: w.Every) -> Standing:
    """Again within an interval, counted from the last time, or the first time from when the duty began to bind."""
    series = asked.series()
    done = series.in_order(asked.at)
    due = _due_after(done, asked, when)
    latest = done[-1] if done else None

    def answer(
        state: State, said: Callable[[], str], *, by: date | None = due, late: bool = False
    ) -> Standing:
        return stands(
            asked,
            state,
            by,
            lambda: f"{_said(latest)} {said()}{_history(_late(done, asked, when))}",
            done[-1:],
            missed=lambda: (*_late(done, asked, when), *((numbers.day(due),) if late else ())),
        )

    if asked.end is not None and due > asked.end:
        state = State.MET if latest else State.NOT_APPLICABLE
        ends = asked.end
        return answer(
            state,
            lambda: f"Nästa gång skulle infalla efter att giltigheten är slut {numbers.day(ends)}.",
            by=None,
        )
    if asked.at > due:
        if not asked.tells(max(due, asked.record.complete_from or due), asked.at):
            return answer(State.CANNOT_BE_TOLD, lambda: "Anteckningarna är inte fullständiga den här tiden.")
        return answer(State.OVERDUE, lambda: f"Skulle ha gjorts senast {numbers.day(due)}.", late=True)
    unsure = _why_unsure(latest, asked, when)
    if unsure:
        return answer(State.CANNOT_BE_TOLD, lambda: unsure)
    slot = interval_days(when.every)
    if latest is not None and (due - asked.at).days > slot // 2:
        return answer(State.MET, lambda: f"Nästa gång senast {numbers.day(due)}.")
    planned = sum(1 for fact in series.planned if fact.may_fall(asked.at, due))
    state = pressed(asked, due, slot, planned=planned)
    return answer(state, lambda: time_left(asked, due, state, planned=planned))


def _why_unsure(latest: Fact | None, asked: Asked, when: w.Every) -> str:
    """Why it can't be told whether the time has run out, in words; empty where it can."""
    if latest is None and asked.at > _first_due(asked, when):
        # It is late unless it was done before the record begins, of which silence tells nothing.
        return "Anteckningarna börjar för sent för att avgöra om det har gjorts."
    if latest is not None and latest.on is not None and asked.at > again_by(when, latest.on.first):
        return "Dagen är bara ungefärlig, så det går inte att avgöra."
    return ""


def _said(latest: Fact | None) -> str:
    return f"Gjort {latest.on or numbers.day(last_of(latest))}." if latest else "Inte gjort ännu."


def _history(missed: list[str]) -> str:
    return f" Missat {times(len(missed))}, senast {missed[-1]}." if missed else ""


def _first_due(asked: Asked, when: w.Every) -> date:
    return when.first_by or again_by(when, asked.first_day())


def _due_after(done: Sequence[Fact], asked: Asked, when: w.Every) -> date:
    """The last day for the next time."""
    complete_from = asked.record.complete_from
    if done:
        return _due_since(last_of(done[-1]), asked, when)
    if when.first_by is None and complete_from and complete_from > asked.first_day():
        # It may have been done just before the record begins, but not later.
        return again_by(when, complete_from)
    return _first_due(asked, when)


def _due_since(day: date, asked: Asked, when: w.Every) -> date:
    """The last day for the next time when it was done that day."""
    due = again_by(when, day)
    # What was done before the duty bound does not make its first time fall due any sooner.
    before = asked.start is not None and day < asked.start
    return max(due, _first_due(asked, when)) if before else due


def _late(done: Sequence[Fact], asked: Asked, when: w.Every) -> list[str]:
    """The last days that passed without it being done, until it was."""
    missed = []
    due = _first_due(asked, when)
    for day in map(last_of, done):
        if day > due and not (asked.start is not None and day < asked.start) and asked.tells(due, due):
            missed.append(numbers.day(due))
        due = _due_since(day, asked, when)
    return missed
