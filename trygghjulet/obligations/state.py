"""How a duty stands a given day: a pure function of the duty, the record and the day."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import FIRST_YEAR, LAST_YEAR
from trygghjulet.obligations.facts import Question, Questions, Record, question
from trygghjulet.obligations.judges import again, cadence, dateless, events, lasting, turns
from trygghjulet.obligations.standing import (
    WORST_FIRST,
    Asked,
    Standing,
    State,
    asked_for,
    conditioned,
    narrowed_for,
    stands,
    validity,
    with_properties,
)

__all__ = ["WORST_FIRST", "Standing", "State", "judge", "judge_all", "judge_many", "places_of"]

_RANK = {state: place for place, state in enumerate(WORST_FIRST)}
JUDGES: Mapping[type, Callable[[Asked, Any], Standing]] = {
    w.PerPeriod: cadence.per_period,
    w.InYear: cadence.in_year,
    w.By: cadence.once,
    w.Every: again.every,
    w.Before: events.before,
    w.After: events.after,
    w.Standing: lasting.lasting,
    w.Open: dateless.dateless,
    w.AtEnd: dateless.at_end,
    w.Never: dateless.never,
    w.Alternates: turns.alternates,
    w.Attends: turns.attends,
}


def judge(duty: w.Duty, record: Record, at: date, *, blueprint: w.Blueprint) -> Standing:
    """How a duty stands a day.

    Args:
        duty: the duty.
        record: what has been done and planned. Facts of later days are not read, but planned ones are.
        at: the day.
        blueprint: the arrangement that the duty belongs to, for its documents' validity and names.

    Returns:
        The standing; with one part for each area or place where the duty has several.

    Raises:
        ValueError: the day lies in a year that the language does not reckon with (1900–2199).
    """
    _check(at)
    changed = record.has_endings or record.has_takeovers
    return _judged(_line(duty, blueprint, record), blueprint, record, at, changed)


def judge_all(
    blueprint: w.Blueprint, record: Record, at: date, *, practices: bool = False
) -> tuple[Standing, ...]:
    """How every duty of an arrangement stands a day, in the arrangement's order; or every practice."""
    _check(at)
    plan = _plan(blueprint, record, practices=practices)
    record.look_up(plan.questions)
    changed = record.has_endings or record.has_takeovers
    return tuple([_judged(line, blueprint, record, at, changed) for line in plan.lines])


def _check(at: date) -> None:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"Dagen ska ligga mellan {FIRST_YEAR} och {LAST_YEAR}, inte {at.year}.")


class _Line(NamedTuple):
    """A duty made ready to be judged in any cooperation: with what it asks a record for in each area or place where it
    has several, else in the one None; and the days it binds where nothing has ended.
    """

    duty: w.Duty
    several: bool
    places: tuple[tuple[str | None, Question], ...]
    bounds: w.Bounds


class _Plan(NamedTuple):
    """All duties of an arrangement made ready, and all that they ask a record for."""

    lines: tuple[_Line, ...]
    questions: Questions


#: How many plans an arrangement keeps: one for each list of local areas, where it does not name them itself.
_PLANS = 64


def _plan(blueprint: w.Blueprint, record: Record, *, practices: bool) -> _Plan:
    plans, key = blueprint.worked_out, (practices, blueprint.local_areas or record.areas or record.areas_seen)
    plan: _Plan | None = plans.get(key)
    if plan is None:
        if len(plans) >= _PLANS:
            plans.clear()
        duties = blueprint.practices if practices else blueprint.duties
        lines = tuple(_line(duty, blueprint, record) for duty in duties)
        plan = plans[key] = _Plan(lines, Questions(chain.from_iterable(map(_asks, lines))))
    return plan


def _line(duty: w.Duty, blueprint: w.Blueprint, record: Record) -> _Line:
    places = places_of(duty, record, blueprint)
    own = tuple((place, asked_for(duty.evidence, duty, place)) for place in places or (None,))
    return _Line(duty, bool(places), own, blueprint.bounds(duty))


def _asks(line: _Line) -> Iterator[Question]:
    """What a duty is sure, or likely, to ask a record for."""
    duty, when = line.duty, line.duty.when
    more: list[w.Pattern] = []
    if isinstance(when, w.Before):
        more.append(when.before)
    elif isinstance(when, w.After):
        more.append(when.after)
    elif isinstance(when, w.PerPeriod):
        more += [with_properties(duty.evidence, one.having) for one in when.of_which]
    elif isinstance(when, w.Standing) and duty.evidence.having:
        more.append(replace(duty.evidence, having=()))
    for place, own in line.places:
        yield own
        for pattern in more:
            yield asked_for(pattern, duty, place)
        if duty.condition is not None:
            yield question(narrowed_for(duty.condition, duty, place), False)


def _judged(line: _Line, blueprint: w.Blueprint, record: Record, at: date, changed: bool) -> Standing:
    """How a duty made ready stands; `changed` where anything has ever ceased or been taken over."""
    duty, several, places, (start, end, why) = line
    parts = []
    for place, own in places:
        if changed:
            start, end, why = validity(duty, record, at, blueprint=blueprint, area=place)
        parts.append(_judge_one(Asked(duty, record, at, start, end, why, place, blueprint, own)))
    found = _gathered(duty, tuple(parts), blueprint) if several else parts[0]
    if changed:
        return found.held(*_holders(duty, record, at))
    found.holders = duty.who
    return found


def places_of(duty: w.Duty, record: Record, blueprint: w.Blueprint) -> tuple[str, ...]:
    """The areas or places that a duty has one of each for; none where it is a single thing."""
    if duty.each == "local_areas":
        return blueprint.local_areas or record.areas or record.areas_seen
    return tuple(duty.each)


def _gathered(duty: w.Duty, parts: tuple[Standing, ...], blueprint: w.Blueprint) -> Standing:
    """Several parts as one: as the worst of them stands, with all that shows it and all that was missed."""
    worst = parts[0]
    for part in parts:
        if part.state is worst.state:
            if part.due is not None and (worst.due is None or part.due < worst.due):
                worst = part
        elif _RANK[part.state] < _RANK[worst.state]:
            worst = part
    return Standing(
        duty.id,
        worst.state,
        worst.due,
        partial(_gathered_reason, parts, worst, blueprint),
        evidence=partial(_together, parts, _EVIDENCE),
        missed=partial(_together, parts, _MISSED),
        parts=parts,
    )


_EVIDENCE, _MISSED = attrgetter("evidence"), attrgetter("missed")


def _together(parts: tuple[Standing, ...], words: Callable[[Standing], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in words(part)))


def _gathered_reason(parts: tuple[Standing, ...], worst: Standing, blueprint: w.Blueprint) -> str:
    alike = [part for part in parts if part.state is worst.state]
    if len(alike) == len(parts) and len({part.reason for part in parts}) == 1:
        together = {1: "", 2: "Båda: "}.get(len(parts), f"Alla {len(parts)}: ")
        return f"{together}{worst.reason}"
    reason = f"{blueprint.name_of(worst.area or '')}: {worst.reason}"
    if len(alike) > 1:
        others = ", ".join(blueprint.name_of(part.area or "") for part in alike if part is not worst)
        reason += f" Likadant läge: {others}."
    return reason


def _holders(duty: w.Duty, record: Record, at: date) -> tuple[tuple[str, ...], str]:
    """Who carries the duty, and a sentence when nobody does or nobody is there to receive."""
    ended = record.ended(at)
    taken = record.taken_over(duty.id, at)
    if taken is not None:
        # Who had ceased before it was taken over is back; who ceases after it leaves it again.
        since = taken.begins() or date.min
        left = tuple(one for one in taken.by if one not in ended or (ended[one].begins() or date.min) < since)
        return left, "" if left else _GONE
    if not ended:
        return duty.who, ""
    holders = tuple(one for one in duty.who if one not in ended)
    if duty.who and not holders:
        return (), _GONE
    if duty.to and all(one in ended for one in duty.to):
        return holders, "Den som skulle ta emot det finns inte kvar: någon behöver ta över den rollen."
    return holders, ""


_GONE = "Den som skulle göra det finns inte kvar: ingen äger skyldigheten förrän någon tar över den."


def _judge_one(asked: Asked) -> Standing:
    duty, at, start, end = asked.duty, asked.at, asked.start, asked.end
    if start is not None and at < start:
        return stands(asked, State.NOT_APPLICABLE, None, lambda: f"Gäller från {numbers.day(start)}.")
    if end is not None and at > end and not isinstance(duty.when, w.AtEnd):
        return _past(asked, end)
    found = conditioned(asked)
    if found is None:
        return stands(asked, State.NOT_APPLICABLE, None, partial(_unconditioned, asked))
    return JUDGES[type(duty.when)](found, duty.when)


def _unconditioned(asked: Asked) -> str:
    """Why a duty's condition does not hold that day."""
    condition = asked.duty.condition
    earlier = asked.record.series(asked.pattern(condition)).until(asked.at) if condition else ()
    last = max((fact.last for fact in earlier if fact.last), default=None)
    if last is None:
        return "Villkoret är inte uppfyllt: inget sådant är antecknat."
    return f"Villkoret är inte längre uppfyllt: det gällde till och med {numbers.day(last)}."


def _past(asked: Asked, end: date) -> Standing:
    """A duty that no longer binds: what was missed while it did is still told."""

    def said() -> str:
        return f"{asked.why or 'Gällde till och med'} {numbers.day(end)}."

    # Judged the day after, when what was due by the last day is late.
    then = conditioned(replace(asked, at=end + timedelta(days=1)))
    if then is None:
        return stands(asked, State.NOT_APPLICABLE, None, said)
    found = JUDGES[type(asked.duty.when)](then, asked.duty.when)
    return Standing(
        asked.duty.id,
        State.NOT_APPLICABLE,
        None,
        (lambda: f"{said()} Då: {found.reason}") if found.state is State.OVERDUE else said,
        evidence=lambda: found.evidence,
        missed=lambda: found.missed,
        area=asked.area,
    )


def judge_many(
    blueprint: w.Blueprint, records: Iterable[Record], at: date
) -> tuple[tuple[Standing, ...], ...]:
    """How every duty of an arrangement stands a day, in each of many cooperations that have the same arrangement."""
    with _nothing_cleared():
        return tuple(judge_all(blueprint, record, at) for record in records)


@contextmanager
def _nothing_cleared() -> Iterator[None]:
    """Without Python's search for circular garbage, which would go through every fact of every cooperation several
    times. Judging leaves no such garbage behind.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
