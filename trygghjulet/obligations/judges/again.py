"""Again no later than so long after the last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, last_of, over
from trygghjulet.obligations.standing import Asked, Standing, State, pressed, stands, time_left, times
from trygghjulet.obligations.timing import again_by, interval_days


def every(asked: Asked, when: w.Every) -> Standing:
    """Again within an interval, counted from the last time, or the first time from when the duty began to bind."""
    series = asked.series()
    everything = sorted(series.in_order(asked.at), key=_counted_on)
    # A date known only in part has certainly come when its whole span has.
    done = [fact for fact in everything if over(fact, asked.at)]
    due = _due_after(done, asked, when)
    latest = done[-1] if done else None

    def answer(
        state: State, said: Callable[[], str], *, by: date | None = due, late: bool = False
    ) -> Standing:
        return stands(
            asked,
            state,
            by,
            lambda: f"{_said(latest)} {said()}{_history(_late(done, asked, when), again=late)}",
            everything[-1:],
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
    unsure = _why_unsure(everything, latest, due, asked, when)
    if unsure:
        return answer(
            State.CANNOT_BE_TOLD, lambda: unsure, by=_first_due(asked, when) if latest is None else due
        )
    if asked.at > due:
        return answer(State.OVERDUE, lambda: f"Skulle ha gjorts senast {numbers.day(due)}.", late=True)
    slot = interval_days(when.every)
    if latest is not None and (due - asked.at).days > slot // 2:
        return answer(State.MET, lambda: f"Nästa gång senast {numbers.day(due)}.")
    planned = sum(1 for fact in series.planned if fact.may_fall(asked.at, due))
    state = pressed(asked, due, slot, planned=planned)
    return answer(
        state, lambda: f"{time_left(asked, due, state, planned=planned)}{_before_the_record(latest, asked)}"
    )


def _counted_on(fact: Fact) -> date:
    """The day that an interval is counted from: the last of the period it is about, else of when it was done."""
    return fact.period.last if fact.period else last_of(fact)


def _why_unsure(
    everything: Sequence[Fact], latest: Fact | None, due: date, asked: Asked, when: w.Every
) -> str:
    """Why it can't be told whether the time has run out, in words; empty where it can."""
    record = asked.record
    late = asked.at > due
    if len(everything) and everything[-1] is not latest and (late or latest is None):
        return "Det är antecknat med ett ungefärligt datum, så det går inte att avgöra."
    on = latest.on if latest is not None and not latest.period else None
    if on is not None and not on.exact and not late and asked.at > again_by(when, on.first):
        return "Dagen är bara ungefärlig, så det går inte att avgöra."
    if not asked.tells(max(asked.at, record.complete_from or asked.at), asked.at) and (
        late or latest is None
    ):
        return "Anteckningarna är inte fullständiga den här tiden."
    first = _first_due(asked, when)
    if latest is None and first < asked.at <= due:
        # It is late unless it was done before the record begins, of which silence tells nothing.
        return "Anteckningarna börjar för sent för att avgöra om det har gjorts."
    return ""


def _before_the_record(latest: Fact | None, asked: Asked) -> str:
    began = asked.record.complete_from
    if latest is not None or began is None or began <= asked.first_day():
        return ""
    return f" Det som gjordes före {numbers.day(began)} är inte antecknat."


def _said(latest: Fact | None) -> str:
    return f"Gjort {latest.on or numbers.day(last_of(latest))}." if latest else "Inte gjort ännu."


def _history(missed: list[str], *, again: bool = False) -> str:
    word = "Dessutom missat" if again else "Missat"
    return f" {word} {times(len(missed))}, senast {missed[-1]}." if missed else ""


def _first_due(asked: Asked, when: w.Every) -> date:
    return when.first_by or again_by(when, asked.first_day())


def _due_after(done: Sequence[Fact], asked: Asked, when: w.Every) -> date:
    """The last day for the next time."""
    complete_from = asked.record.complete_from
    if done:
        return _due_since(_counted_on(done[-1]), asked, when)
    first = _first_due(asked, when)
    if when.first_by is None and complete_from and asked.first_day() < complete_from and asked.at > first:
        # It may have been done the day before the record begins, but not later.
        return max(first, again_by(when, complete_from - timedelta(days=1)))
    return first


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
    for day in map(_counted_on, done):
        if day > due and not (asked.start is not None and day < asked.start) and asked.tells(due, due):
            missed.append(numbers.day(due))
        due = _due_since(day, asked, when)
    return missed
