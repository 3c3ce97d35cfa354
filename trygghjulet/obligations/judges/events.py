"""Before or after each thing of a sort."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Series
from trygghjulet.obligations.standing import (
    Asked,
    Standing,
    State,
    in_order,
    last_of,
    stands,
    within_validity,
)

#: How many of the latest proofs are shown.
_SHOWN = 3
_A_WEEK = 7


def before(asked: Asked, when: w.Before) -> Standing:
    """So many days before each thing of a sort: the next that is planned, else the last that was held."""
    events = asked.series(when.before)
    series = asked.series()
    missed: list[str] = []
    last: Standing | None = None
    previous: date | None = None
    for event in within_validity(in_order(events.until(asked.at)), asked):
        last = _before_held(asked, when, event, tuple(_for_event(series, event, previous, asked.at)))
        if last.state is State.OVERDUE:
            missed.append(numbers.day(last_of(event)))
        previous = last_of(event)
    history = f" Missat inför {len(missed)}, senast {missed[-1]}." if missed else ""
    coming = next(
        (
            fact
            for fact in events.planned
            # A meeting that has been held the day it was planned for is not still to come.
            if (day := fact.begins()) and day >= asked.at and day != previous
        ),
        None,
    )
    if coming is not None:
        found = tuple(_for_event(series, coming, previous, asked.at))
        state, due, said = _before_planned(asked, when, coming, found)
        return stands(asked, state, due, said + history, found, missed=tuple(missed))
    if last is None:
        return stands(asked, State.NOT_APPLICABLE, None, "Inget sådant har hållits eller planerats ännu.")
    said = last.reason + (history if last.state is State.MET else "")
    return Standing(
        last.duty, last.state, last.due, said, last.evidence, missed=tuple(missed), area=asked.area
    )


def _before_held(asked: Asked, when: w.Before, event: Fact, found: tuple[Fact, ...]) -> Standing:
    day = last_of(event)
    due = day - timedelta(days=when.days)
    timely = tuple(fact for fact in found if last_of(fact) <= due)
    what = f"Inför {event.on or numbers.day(day)}"
    if timely:
        return stands(asked, State.MET, due, f"{what}: gjort i tid.", timely)
    told = asked.tells(day, day) and (event.on is None or event.on.exact)
    if not told or any((fact.begins() or date.min) <= due for fact in found):
        return stands(
            asked, State.CANNOT_BE_TOLD, due, f"{what}: anteckningarna räcker inte för att avgöra.", found
        )
    return stands(asked, State.OVERDUE, due, f"{what}: inte gjort senast {numbers.day(due)}.", found)


def _before_planned(
    asked: Asked, when: w.Before, event: Fact, found: tuple[Fact, ...]
) -> tuple[State, date, str]:
    day = event.begins() or asked.at
    due = day - timedelta(days=when.days)
    what = f"Inför {numbers.day(day)}"
    if found and last_of(found[0]) <= due:
        return State.MET, due, f"{what}: gjort {found[0].on}."
    if asked.at > due:
        return State.OVERDUE, due, f"{what}: skulle ha gjorts senast {numbers.day(due)}."
    state = State.AT_RISK if (due - asked.at).days <= max(when.days, _A_WEEK) // 2 else State.DUE
    return state, due, f"{what}: senast {numbers.day(due)}."


def _for_event(series: Series, event: Fact, previous: date | None, at: date) -> Iterable[Fact]:
    """What was done before an event: that which points to it, else what lies after the event before it."""
    day = last_of(event)
    for fact in series.until(at):
        if fact.of is not None:
            if fact.of == event.id:
                yield fact
        elif (previous is None or last_of(fact) > previous) and (fact.begins() or date.max) <= day:
            yield fact


def after(asked: Asked, when: w.After) -> Standing:
    """After each thing of a sort, within so many days where the clause says so."""
    events = within_validity(in_order(asked.series(when.after).until(asked.at)), asked)
    if not events:
        return stands(asked, State.NOT_APPLICABLE, None, "Det som skyldigheten följer på har inte hänt ännu.")
    used, lacking = _answers(events, in_order(asked.series().until(asked.at)), when.days)
    late = tuple(
        numbers.day(last_of(event))
        for event, proof in used
        if when.days is not None and (proof.begins() or date.min) > last_of(event) + timedelta(days=when.days)
    )
    proofs = [proof for _, proof in used][-_SHOWN:]
    if not lacking:
        said = f"Gjort efter {'den' if len(events) == 1 else f'alla {len(events)}'}, senast {proofs[-1].on}."
        said += f" För sent efter {', '.join(late)}." if late else ""
        return stands(asked, State.MET, None, said, proofs, missed=late)
    counted = "" if len(lacking) == 1 else f" Saknas efter {len(lacking)} av {len(events)}."
    if when.days is None:
        day = last_of(lacking[-1])
        said = f"Ännu inte gjort efter {numbers.day(day)}; klausulen säger inte när.{counted}"
        state = State.DUE if asked.tells(day, asked.at) else State.CANNOT_BE_TOLD
        return stands(asked, state, None, said, proofs)
    return _after_by(asked, lacking, when.days, proofs, late)


def _after_by(
    asked: Asked, lacking: list[Fact], days: int, proofs: list[Fact], late: tuple[str, ...]
) -> Standing:
    passed = [event for event in lacking if asked.at > last_of(event) + timedelta(days=days)]
    day = last_of(passed[0] if passed else lacking[0])
    due = day + timedelta(days=days)
    if not passed:
        state = State.AT_RISK if (due - asked.at).days <= days // 4 else State.DUE
        said = f"Efter {numbers.day(day)}: senast {numbers.day(due)}."
        return stands(asked, state, due, said, proofs, missed=late)
    if not asked.tells(day, due):
        return stands(asked, State.CANNOT_BE_TOLD, due, "Anteckningarna räcker inte för att avgöra.", proofs)
    more = "" if len(passed) == 1 else f" Saknas efter {len(passed)}."
    said = f"Efter {numbers.day(day)}: skulle ha gjorts senast {numbers.day(due)}.{more}"
    missed = tuple(numbers.day(last_of(event)) for event in passed)
    return stands(asked, State.OVERDUE, due, said, proofs, missed=(*late, *missed))


def _answers(
    events: list[Fact], proofs: list[Fact], days: int | None
) -> tuple[list[tuple[Fact, Fact]], list[Fact]]:
    """What answers to each event, each thing done to one; and the events that nothing answers to.

    What points to no event answers to the first that it is in time for, else to the one that it follows on.
    """
    pointing = {fact.of: fact for fact in proofs if fact.of is not None}
    free = [fact for fact in proofs if fact.of is None]
    used: list[tuple[Fact, Fact]] = []
    lacking: list[Fact] = []
    following = [event.begins() or date.max for event in events[1:]]
    for event, next_day in zip(events, [*following, date.max], strict=True):
        found = pointing.get(event.id)
        if found is None:
            begins = event.begins() or date.min
            in_time = begins + timedelta(days=days) if days is not None else date.min
            found = next(
                (
                    fact
                    for fact in free
                    if begins <= (day := last_of(fact)) and (day <= in_time or day < next_day)
                ),
                None,
            )
            if found is not None:
                free.remove(found)
        if found is None:
            lacking.append(event)
        else:
            used.append((event, found))
    return used, lacking
