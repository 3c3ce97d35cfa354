"""Planning a year's meetings: the demands, the solver, whose turn it is, and the answer in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact, Record, has
from trygghjulet.obligations.planning.calendar import WEEKDAYS, DaysOff, between, is_squeezed, july
from trygghjulet.obligations.planning.demands import city_wide, joined, problem_of, traits_of, turns_of
from trygghjulet.obligations.planning.problem import (
    Body,
    Chain,
    Kept,
    Need,
    Plan,
    PlannedMeeting,
    Problem,
    Unmet,
    Wishes,
)
from trygghjulet.obligations.planning.solving import DEMANDS, NOTICE, Answer, Broken, Budget, solve

# So many culprits are named; the rest are counted.
MOST_SAID = 4


def plan(
    blueprint: w.Blueprint,
    record: Record,
    *,
    first: date,
    last: date,
    at: date,
    days_off: Iterable[DaysOff] | None = None,
    wishes: Wishes | None = None,
    seed: int = 1,
    budget: Budget | None = None,
) -> Plan:
    """A plan for the meetings of an arrangement. The same questions give the same plan, on every machine.

    Args:
        blueprint: the arrangement, with its duties.
        record: what is held and planned; it counts, and stays.
        first, last: the days to plan, both included; a year as a rule.
        at: today; nothing new is put before it.
        days_off: when no meetings are held. Left out: July. An empty list: nothing but red days.
        wishes: the settings; left out, as `Wishes` has them.
        seed, budget: the solver's choice among equals, and how long it may search.
    """
    off = tuple(sorted(july(first, last) if days_off is None else days_off))
    problem = problem_of(blueprint, record, first=first, last=last, at=at, off=off, wishes=wishes or Wishes())
    answer = solve(problem, seed=seed, budget=budget)
    meetings = _Meetings(blueprint, record, problem, answer).all()
    unmet = tuple(_unmet(problem, one) for one in _in_order(problem, answer))
    return Plan(problem, meetings, unmet, settled=answer.settled)


def plan_year(
    blueprint: w.Blueprint,
    record: Record,
    year: int,
    *,
    at: date | None = None,
    days_off: Iterable[DaysOff] | None = None,
    wishes: Wishes | None = None,
) -> Plan:
    """A plan for a calendar year, as of the day before it unless told otherwise."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return plan(
        blueprint,
        record,
        first=first,
        last=last,
        at=at or first - timedelta(days=1),
        days_off=days_off,
        wishes=wishes,
    )


def as_facts(found: Plan, *, held: bool = False) -> tuple[Fact, ...]:
    """The proposed meetings as facts: planned, or as if they had been held just so."""
    return tuple(
        Fact(
            id=f"plan-{number}",
            kind=w.FactKind.MEETING,
            on=Span(one.on, one.on),
            forum=one.forum,
            area=one.area or None,
            by=one.by,
            having={**dict(one.turns), **dict(one.having), **({"full_day": True} if one.full_day else {})},
            planned=not held,
            source="förslag till mötesplan",
        )
        for number, one in enumerate(found.new, 1)
    )


class _Meetings:
    """The answer as meetings: what each is to have, whose turn it is, and why it lies where it does."""

    def __init__(self, blueprint: w.Blueprint, record: Record, problem: Problem, answer: Answer) -> None:
        self.blueprint, self.record, self.problem = blueprint, record, problem
        days = problem.days.all
        self.new = {body: [days[number] for number in found] for body, found in answer.days.items()}

    def all(self) -> tuple[PlannedMeeting, ...]:
        """The new and the kept meetings within the plan, in order of the day."""
        found: list[PlannedMeeting] = []
        for body, days in self.new.items():
            having, by = self._properties(body, days)
            turns = turns_of(self.blueprint, body, self._facts(body), days)
            for day in days:
                its = having[day]
                full_day = bool(its.pop("full_day", False))
                found.append(
                    PlannedMeeting(
                        body.forum,
                        body.area,
                        day,
                        reason=self._reason(body, day, full_day),
                        full_day=full_day,
                        having=tuple(
                            (name, tuple(value) if isinstance(value, list) else value)
                            for name, value in its.items()
                        ),
                        by=by[day],
                        turns=tuple(one for one in turns[day] if one[0] not in its),
                    )
                )
        for kept in self.problem.kept:
            if self.problem.first <= kept.on <= self.problem.last:
                found.append(_kept(kept))
        return tuple(sorted(found, key=lambda one: (one.on, one.forum, one.area)))

    def _facts(self, body: Body) -> list[Fact]:
        pattern = w.Pattern(w.FactKind.MEETING, forum=body.forum, area=body.area or None)
        series = self.record.series(pattern, city_wide=city_wide(self.blueprint, body))
        return [*series.until(self.problem.at), *series.planned]

    def _properties(
        self, body: Body, days: list[date]
    ) -> tuple[dict[date, dict[str, Any]], dict[date, tuple[str, ...]]]:
        traits = traits_of(self.blueprint, body.forum)
        having: dict[date, dict[str, Any]] = {day: dict(traits) for day in days}
        by: dict[date, tuple[str, ...]] = dict.fromkeys(days, ())
        for day, one in self._asked(body, days):
            for name, value in one.having:
                its = having[day]
                its[name] = joined(its[name], value) if name in its else value
            by[day] = tuple(dict.fromkeys([*by[day], *one.by]))
        for day, who in self._attending(body, days):
            its = having[day]
            its["attended"] = joined(its["attended"], who) if "attended" in its else [who]
        return having, by

    def _asked(self, body: Body, days: list[date]) -> Iterator[tuple[date, Need | Chain]]:
        """Which meetings get what a demand asks for beyond a meeting."""
        for chain in self.problem.chains:
            if chain.body == body and (chain.having or chain.by):
                yield from ((day, chain) for day in days)
        for need in self.problem.needs:
            if need.body != body or not (need.having or need.by):
                continue
            inside = [day for day in days if need.first <= day <= need.last]
            # What is rare goes to the middle of the time: it is far from the turn of the year on both sides.
            middle = (len(inside) - 1) / 2
            chosen = sorted(range(len(inside)), key=lambda place: (abs(place - middle), -place))[: need.count]
            yield from ((inside[place], need) for place in sorted(chosen))

    def _attending(self, body: Body, days: list[date]) -> Iterator[tuple[date, str]]:
        """Who is there every other time."""
        for duty in self.blueprint.duties:
            if not isinstance(duty.when, w.Attends) or duty.evidence.forum != body.forum:
                continue
            who = duty.when.attends
            past = [fact for fact in self._facts(body) if fact.on and "attended" in fact.having]
            latest = max(past, key=lambda fact: fact.on.first if fact.on else date.min, default=None)
            there = latest is not None and has(latest.having["attended"], who)
            for day in days:
                there = not there
                if there:
                    yield day, who

    def _reason(self, body: Body, day: date, full_day: bool) -> str:
        problem = self.problem
        said: list[str] = []
        seat = problem.seat(body)
        said += self._follows(body, day)
        others = [*self.new[body], *(one.on for one in problem.kept_of(body))]
        earlier = max((one for one in others if one < day), default=None)
        if earlier is not None and seat.own:
            said.append(f"{between(earlier, day)} arbetsdagar efter mötet {_short(earlier, day)}")
        if full_day:
            said.append("årets heldag")
        if seat.weekdays:
            wished = day.weekday() in seat.weekdays
            said.append(
                f"{WEEKDAYS[day.weekday()]}{', som önskat' if wished else ', ingen önskad dag passade'}"
            )
        if is_squeezed(day):
            said.append("klämdag, ingen annan dag passade")
        said += [f"i {one.name}, inget annat gick" for one in problem.off if one.holds(day)]
        if not said:
            said.append("årets första möte, så att mötena fördelas jämnt" if seat.own else "ryms i tiden")
        text = "; ".join(said)
        return f"{text[:1].upper()}{text[1:]}."

    def _follows(self, body: Body, day: date) -> Iterator[str]:
        for one in self.problem.preparations:
            if one.body != body:
                continue
            targets = [*self.new.get(one.target, ()), *(kept.on for kept in self.problem.kept_of(one.target))]
            ahead = [on for on in targets if one.at_least <= between(day, on) <= one.at_most]
            if ahead:
                on = min(ahead)
                ahead_by = f"{between(day, on)} arbetsdagar senare"
                yield f"bereder {self.problem.name(one.target)} {_short(on, day)}, {ahead_by}"


def _kept(kept: Kept) -> PlannedMeeting:
    return PlannedMeeting(
        kept.body.forum,
        kept.body.area,
        kept.on,
        reason="Hållet." if kept.held else "Redan planerat.",
        new=False,
        held=kept.held,
        full_day=kept.full_day,
        id=kept.id,
    )


def _short(day: date, near: date) -> str:
    said = numbers.day(day)
    return said.rsplit(" ", maxsplit=1)[0] if day.year == near.year else said


# What can't be met, in words


def _in_order(problem: Problem, answer: Answer) -> list[Broken]:
    order = {one.id: place for place, one in enumerate(problem.demands)}
    return sorted(answer.broken, key=lambda one: (order.get(one.id, len(order)), one.id))


def _unmet(problem: Problem, broken: Broken) -> Unmet:
    sentence, body, period = _constraint(problem, broken.id)
    if broken.days:
        on = [
            _short(problem.days.all[number], problem.first)
            for number in sorted(set(broken.days))
            if number >= 0
        ]
        period = ", ".join(on[:6]) + (f" och {len(on) - 6} till" if len(on) > 6 else "")
    return Unmet(
        broken.id,
        sentence,
        problem.name(body) if body else "",
        period,
        _why(problem, broken),
        area=body.area if body else "",
        missing=broken.amount,
    )


def _constraint(problem: Problem, key: str) -> tuple[str, Body | None, str]:
    whole = numbers.days(problem.first, problem.last)
    for one in problem.demands:
        if one.id == key:
            return one.sentence, one.body, one.period
    for two in problem.preparations:
        if two.id == key:
            return two.sentence, two.body, whole
    for three in problem.reportings:
        if three.id == key:
            return three.sentence, three.body, whole
    for four in problem.together:
        if four.id == key:
            return four.sentence, None, whole
    for off in problem.off:
        if off.key == key:
            return f"Inga möten i {off.name} om det går.", None, numbers.days(off.first, off.last)
    return key, None, whole


def _why(problem: Problem, broken: Broken) -> str:
    need = next((one for one in problem.needs if one.id == broken.id), None)
    said = [_culprit(problem, key, need) for key in broken.because]
    if len(said) > MOST_SAID:
        said = [*said[:MOST_SAID], f"{len(said) - MOST_SAID} krav till av samma slag"]
    missing = ""
    if need is not None and broken.amount < need.count:
        missing = f"{broken.amount} av {need.count + need.counted} ryms inte. "
    if said:
        listed = said[0] if len(said) == 1 else "; ".join(said)
        return f"{missing}Det går inte ihop med att {listed}."
    if need is not None:
        left = sum(1 for day in problem.days.all if max(need.first, problem.at) <= day <= need.last)
        return f"{missing}Arbetsdagarna räcker inte: {left} är kvar."
    return "Arbetsdagarna räcker inte."


def _culprit(problem: Problem, key: str, need: Need | None) -> str:
    if key == DEMANDS:
        return "de andra mötena som krävs också ska rymmas"
    if key == NOTICE:
        notice = max(
            (seat.notice for seat in problem.seats if need is None or seat.body == need.body), default=0
        )
        return f"kallelsen behöver {notice} dagar från i dag, {numbers.day(problem.at)}"
    for off in problem.off:
        if off.key == key:
            return f"{off.name} är ledig ({numbers.days(off.first, off.last)})"
    sentence = _constraint(problem, key)[0].rstrip(".")
    return f"{sentence[:1].lower()}{sentence[1:]}" if key.startswith("one_a_day") else f"”{sentence}”"
