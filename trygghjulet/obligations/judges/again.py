"""Again no later than so long after the last time."""

from __future__ import annotations

from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact
from trygghjulet.obligations.standing import Asked, Standing, State, in_order, last_of, pressed, stands, times
from trygghjulet.obligations.timing import again_by, interval_days


def every(asked: Asked, when: w.Every) -> Standing:
    """Again within an interval, counted from the last time, or the first time from when the duty began to bind."""
    series = asked.series()
    done = in_order(series.until(asked.at))
    due, missed = _due_after(done, asked, when)
    latest = done[-1] if done else None
    said = f"Gjort {latest.on or numbers.day(last_of(latest))}." if latest else "Inte gjort ännu."
    history = f" Missat {times(len(missed))}, senast {missed[-1]}." if missed else ""
    proof = (latest,) if latest else ()

    def answer(state: State, reason: str, *more: str) -> Standing:
        return stands(asked, state, due, reason + history, proof, missed=(*missed, *more))

    if asked.end is not None and due > asked.end:
        state = State.MET if latest else State.NOT_APPLICABLE
        return stands(
            asked,
            state,
            None,
            f"{said} Nästa gång skulle infalla efter att giltigheten är slut {numbers.day(asked.end)}.{history}",
            proof,
            missed=tuple(missed),
        )
    if asked.at > due:
        if not asked.tells(max(due, asked.record.complete_from or due), asked.at):
            return answer(State.CANNOT_BE_TOLD, f"{said} Anteckningarna är inte fullständiga den här tiden.")
        return answer(State.OVERDUE, f"{said} Skulle ha gjorts senast {numbers.day(due)}.", numbers.day(due))
    if latest is not None and latest.on is not None and asked.at > again_by(when, latest.on.first):
        return answer(State.CANNOT_BE_TOLD, f"{said} Dagen är bara ungefärlig, så det går inte att avgöra.")
    slot = interval_days(when.every)
    if latest is not None and (due - asked.at).days > slot // 2:
        return answer(State.MET, f"{said} Nästa gång senast {numbers.day(due)}.")
    planned = sum(1 for fact in series.planned if (day := fact.begins()) and asked.at <= day <= due)
    state, time_left = pressed(asked, due, slot, planned=planned)
    return answer(state, f"{said} {time_left}")


def _due_after(done: list[Fact], asked: Asked, when: w.Every) -> tuple[date, list[str]]:
    """The last day for the next time, and the last days that passed without it being done."""
    first_due = due = when.first_by or again_by(when, asked.first_day())
    missed = []
    complete_from = asked.record.complete_from
    if not done and when.first_by is None and complete_from and complete_from > asked.first_day():
        # It may have been done just before the record begins, but not later.
        due = again_by(when, complete_from)
    for fact in done:
        day = last_of(fact)
        before = asked.start is not None and day < asked.start
        if day > due and not before and asked.tells(due, due):
            missed.append(numbers.day(due))
        # What was done before the duty bound does not make its first time fall due any sooner.
        due = max(again_by(when, day), first_due) if before else again_by(when, day)
    return due, missed
