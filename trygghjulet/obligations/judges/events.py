"""Before or after each thing of a sort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, last_of
from trygghjulet.obligations.standing import Asked, Ids, Standing, State, stands

#: How many of the latest proofs are shown.
_SHOWN = 3
_A_WEEK = 7
COUNTED = {1: "den enda gången", 2: "båda gångerna"}


def before(asked: Asked, when: w.Before) -> Standing:
    """So many days before each thing of a sort: the next that is planned, else the last that was held."""
    events, series = asked.series(when.before), asked.series()
    held = events.done(asked.start, asked.end, asked.at)
    previous = last_of(held[-1]) if held else None
    missed = partial(_missed_before, asked, when, held)
    coming = next(
        (
            fact
            for fact in events.planned
            # A meeting that has been held the day it was planned for is not still to come.
            if fact.may_fall(asked.at, date.max) and fact.begins() != previous
        ),
        None,
    )
    if coming is not None:
        found = series.before(coming, previous, asked.at)
        state, due, said = _before_planned(asked, when, coming, found)
        return stands(asked, state, due, lambda: said + _history(missed()), found, missed=missed)
    if not held:
        return stands(asked, State.NOT_APPLICABLE, None, "Inget sådant har hållits eller planerats ännu.")
    last = _before_held(asked, when, held, len(held) - 1)
    return Standing(
        last.duty,
        last.state,
        last.due,
        lambda: last.reason + (_history(missed()) if last.state is State.MET else ""),
        evidence=lambda: last.evidence,
        missed=missed,
        area=asked.area,
    )


def _missed_before(asked: Asked, when: w.Before, held: Sequence[Fact]) -> tuple[str, ...]:
    """The days of what was held without it being done in time."""
    return tuple(
        numbers.day(last_of(event))
        for number, event in enumerate(held)
        if _before_held(asked, when, held, number).state is State.OVERDUE
    )


def _history(missed: tuple[str, ...]) -> str:
    return f" Missat inför {len(missed)}, senast {missed[-1]}." if missed else ""


def _before_held(asked: Asked, when: w.Before, held: Sequence[Fact], number: int) -> Standing:
    """How it stands for one of those held, by what was done since the one before it."""
    event = held[number]
    found = asked.series().before(event, last_of(held[number - 1]) if number else None, asked.at)
    day = last_of(event)
    due = day - timedelta(days=when.days)
    timely = [fact for fact in found if last_of(fact) <= due]

    def answer(state: State, said: Callable[[], str], proofs: Sequence[Fact]) -> Standing:
        return stands(asked, state, due, lambda: f"Inför {event.on or numbers.day(day)}: {said()}", proofs)

    exact = event.on is None or event.on.exact
    if timely and (exact or len(timely) >= event.count):
        return answer(State.MET, lambda: "gjort i tid.", timely)
    told = asked.tells(day, day) and exact and not _says_nothing(asked.duty.evidence, event)
    if not told or any((fact.begins() or date.min) <= due for fact in found):
        return answer(State.CANNOT_BE_TOLD, lambda: "anteckningarna räcker inte för att avgöra.", found)
    late = [fact for fact in found if last_of(fact) <= day and fact is not event]
    if late:
        said = f"gjort för sent, {late[0].on}; skulle ha gjorts senast {numbers.day(due)}."
        return answer(State.OVERDUE, lambda: said, late)
    return answer(State.OVERDUE, lambda: f"inte gjort senast {numbers.day(due)}.", found)


def _says_nothing(evidence: w.Pattern, event: Fact) -> bool:
    """Whether a duty asks for a property of the event itself, of which nothing has been noted."""
    return (
        evidence.kind is event.kind
        and bool(evidence.having)
        and all(name not in event.having for name, _ in evidence.having)
    )


def _before_planned(
    asked: Asked, when: w.Before, event: Fact, found: Sequence[Fact]
) -> tuple[State, date, str]:
    # Where only a wider time is known, nobody is called late before its last day.
    due = last_of(event) - timedelta(days=when.days)
    what = f"Inför {event.on or numbers.day(last_of(event))}"
    if found and last_of(found[0]) <= due:
        return State.MET, due, f"{what}: gjort {found[0].on}."
    if asked.at > due:
        return State.OVERDUE, due, f"{what}: skulle ha gjorts senast {numbers.day(due)}."
    state = State.AT_RISK if (due - asked.at).days <= max(when.days, _A_WEEK) // 2 else State.DUE
    scarce = " Tiden är knapp." if state is State.AT_RISK else ""
    return state, due, f"{what}: senast {numbers.day(due)}.{scarce}"


def after(asked: Asked, when: w.After) -> Standing:
    """After each thing of a sort, within so many days where the clause says so."""
    events = asked.series(when.after).done(asked.start, asked.end, asked.at)
    if not events:
        return stands(asked, State.NOT_APPLICABLE, None, "Det som skyldigheten följer på har inte hänt ännu.")
    used, lacking = _answers(events, asked.series().in_order(asked.at), when.days)
    late = partial(_late, used, when.days)
    proofs = [proof for _, proof in used[-_SHOWN:]]
    if not lacking:
        return stands(
            asked, State.MET, None, lambda: _all_answered(len(events), proofs, late()), proofs, missed=late
        )
    if when.days is None:
        day = last_of(lacking[-1])
        counted = "" if len(lacking) == 1 else f" Saknas efter {len(lacking)} av {len(events)}."
        state = State.DUE if asked.tells(day, asked.at) else State.CANNOT_BE_TOLD
        return stands(
            asked,
            state,
            None,
            lambda: f"Ännu inte gjort efter {numbers.day(day)}; klausulen säger inte när.{counted}",
            proofs,
        )
    return _after_by(asked, lacking, when.days, proofs, late)


def _all_answered(count: int, proofs: list[Fact], late: Ids) -> str:
    latest = proofs[-1].on or numbers.day(last_of(proofs[-1]))
    said = f"Gjort efter {COUNTED.get(count, f'alla {count}')}, senast {latest}."
    return said + (f" För sent efter {', '.join(late)}." if late else "")


def _late(used: list[tuple[Fact, Fact]], days: int | None) -> Ids:
    """The days of what was answered to too late."""
    return tuple(
        numbers.day(last_of(event))
        for event, proof in used
        if days is not None and (proof.begins() or date.min) > last_of(event) + timedelta(days=days)
    )


def _after_by(
    asked: Asked, lacking: list[Fact], days: int, proofs: list[Fact], late: Callable[[], Ids]
) -> Standing:
    passed = [event for event in lacking if asked.at > last_of(event) + timedelta(days=days)]
    day = last_of(passed[0] if passed else lacking[0])
    due = day + timedelta(days=days)
    if not passed:
        state = State.AT_RISK if (due - asked.at).days <= days // 4 else State.DUE
        scarce = " Tiden är knapp." if state is State.AT_RISK else ""
        said = f"Efter {numbers.day(day)}: senast {numbers.day(due)}.{scarce}"
        return stands(asked, state, due, said, proofs, missed=late)
    if not asked.tells(day, due):
        return stands(asked, State.CANNOT_BE_TOLD, due, "Anteckningarna räcker inte för att avgöra.", proofs)
    more = "" if len(passed) == 1 else f" Saknas efter {len(passed)}."
    return stands(
        asked,
        State.OVERDUE,
        due,
        lambda: f"Efter {numbers.day(day)}: skulle ha gjorts senast {numbers.day(due)}.{more}",
        proofs,
        missed=lambda: (*late(), *(numbers.day(last_of(event)) for event in passed)),
    )


def _answers(
    events: Sequence[Fact], proofs: Sequence[Fact], days: int | None
) -> tuple[list[tuple[Fact, Fact]], list[Fact]]:
    """What answers to each event, each thing done to one; and the events that nothing answers to.

    What points to no event answers to the first that it is in time for, else to the one that it follows on.
    """
    pointing = {fact.of: fact for fact in proofs if fact.of is not None}
    free = [(last_of(fact), fact) for fact in proofs if fact.of is None]
    days_in_order = all(one[0] <= other[0] for one, other in pairwise(free))
    used: list[tuple[Fact, Fact]] = []
    lacking: list[Fact] = []
    start = 0
    following = [event.begins() or date.max for event in events[1:]]
    for event, next_day in zip(events, [*following, date.max], strict=True):
        found = pointing.get(event.id)
        if found is None:
            begins = event.begins() or date.min
            in_time = begins + timedelta(days=days) if days is not None else date.min
            # The events come in order: what was done before this one is before all that follow.
            while start < len(free) and free[start][0] < begins:
                start += 1
            for place in range(start, len(free)):
                day, fact = free[place]
                if begins <= day and (day <= in_time or day < next_day):
                    found = fact
                    del free[place]
                    break
                if begins <= day and days_in_order:
                    break  # those that follow are later still
        if found is None:
            lacking.append(event)
        else:
            used.append((event, found))
    return used, lacking
