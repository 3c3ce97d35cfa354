"""An arrangement run forward: its duties fall due, are met by imagined work until the work stops, and are judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span, later
from trygghjulet.obligations.facts import LASTING, Fact, Record, has, matches
from trygghjulet.obligations.occurrences import Occurrence, occurrences
from trygghjulet.obligations.standing import Asked, Standing, asked_of
from trygghjulet.obligations.state import judge, places_of
from trygghjulet.obligations.terms import term_ends
from trygghjulet.obligations.timing import again_by, interval_days

AHEAD = timedelta(days=90)  # how long before its day a meeting is planned
RENEWED = timedelta(days=90)  # how long before the old runs out the new is in place
OPEN_EVERY = 170  # days between two times of what the clause gives no date
MEETS_EVERY = 91  # days between the meetings of a forum that no clause calls together but duties rest on
ANSWERED = 10  # days until what follows on an event is done, at most
SOONEST = timedelta(days=21)  # a first event comes so long after the beginning that it can be prepared
HORIZON = 4  # years beyond the last day in which the work looks for what is to be done: the longest period
ENDINGS = (w.FactKind.ENDED, w.FactKind.TAKEN_OVER)  # what would change the arrangement itself is not made


@dataclass(frozen=True, slots=True)
class Course:
    """How one duty went: what fell due, what was done for it, and how it stood on the chosen days."""

    duty: w.Duty
    occurrences: tuple[Occurrence, ...]
    facts: tuple[Fact, ...]
    standings: Mapping[date, Standing]


@dataclass(frozen=True)
class Simulation:
    """An arrangement run forward from one day until another, with all that was done and how each duty went."""

    blueprint: w.Blueprint
    start: date
    until: date
    stops: date | None
    facts: tuple[Fact, ...]
    background: Record
    courses: tuple[Course, ...] = ()

    def record(self, at: date) -> Record:
        """What is recorded a day: all that has been done, and the meetings that are planned for the time ahead."""
        return _record(self.background, self.facts, at)

    def course(self, duty: str) -> Course:
        """How one duty went.

        Raises:
            KeyError: the arrangement has no such duty.
        """
        for one in self.courses:
            if one.duty.id == duty:
                return one
        raise KeyError(duty)


def simulate(
    blueprint: w.Blueprint,
    start: date,
    until: date,
    *,
    stops: date | None = None,
    record: Record | None = None,
    days: Iterable[date] | None = None,
) -> Simulation:
    """Run an arrangement forward as if everyone did their part in good time, until the work stops.

    Each duty is met by facts made from its own pattern: what has a rhythm is done evenly within its time, what lasts is
    put in place and renewed, meetings are planned and held, notices go out before them and minutes after, turns are
    taken. What must never happen does not. Each condition is taken to hold from the first day.

    Args:
        blueprint: the arrangement.
        start, until: the first and last day.
        stops: the first day on which nothing more is done; None where the work goes on.
        record: what was there before; without it, silence before the first day tells nothing.
        days: the days to judge; else the first of each month, the last day, and the day the work stops.
    """
    background = record or Record((), complete_from=start)
    work = _Work(blueprint, start, until, stops, background)
    work.go_through()
    made = tuple(sorted(work.facts.values(), key=lambda fact: (fact.begins() or start, fact.id)))
    run = Simulation(blueprint, start, until, stops, made, background)
    chosen = sorted(set(days) if days is not None else _months(start, until, stops))
    standings: dict[str, dict[date, Standing]] = {duty.id: {} for duty in blueprint.duties}
    for day in chosen:
        known = run.record(day)
        for duty in blueprint.duties:
            standings[duty.id][day] = judge(duty, known, day, blueprint=blueprint)
    whole = run.record(until)
    courses = tuple(
        Course(
            duty,
            occurrences(duty, whole, start, until, blueprint=blueprint),
            tuple(work.facts[one] for one in work.of_duty.get(duty.id, ())),
            standings[duty.id],
        )
        for duty in blueprint.duties
    )
    return replace(run, courses=courses)


def _months(start: date, until: date, stops: date | None) -> set[date]:
    chosen = {start, until} | ({stops} if stops and start <= stops <= until else set())
    day = later(start.replace(day=1), months=1)
    while day <= until:
        chosen.add(day)
        day = later(day, months=1)
    return chosen


def _record(background: Record, facts: Iterable[Fact], at: date) -> Record:
    known: list[Fact] = [*background.facts]
    for fact in facts:
        begins = fact.begins() or at
        if begins <= at:
            known.append(fact)
        elif fact.kind is w.FactKind.MEETING and begins <= at + AHEAD:
            known.append(replace(fact, planned=True))
    return Record(
        known,
        complete_from=background.complete_from,
        complete_until=background.complete_until,
        complete_kinds=background.complete_kinds,
        complete_for=background.complete_for,
        areas=background.areas,
    )


class _Work:
    """The imagined work: facts by their id, and which duty each was made for."""

    def __init__(
        self, blueprint: w.Blueprint, start: date, until: date, stops: date | None, background: Record
    ) -> None:
        self.blueprint, self.start, self.until, self.background = blueprint, start, until, background
        self.last = min(until, stops - timedelta(days=1)) if stops else until
        self.facts: dict[str, Fact] = {}
        self.of_duty: dict[str, list[str]] = {}
        self._untold: deque[str] = deque()
        self._terms: dict[tuple[str | None, str | None], int] = {}
        self._of_kind: dict[w.FactKind, list[str]] = {}
        self._taken: dict[tuple[object, ...], set[date]] = {}
        # The duties that led to a fact, so that what follows on each other goes round once.
        self._led_to: dict[str, frozenset[tuple[str, str | None]]] = {}
        self._asked = [
            asked_of(duty, background, until, blueprint=blueprint, area=place)
            for duty in blueprint.duties
            for place in (places_of(duty, background, blueprint) or (None,))
        ]

    def go_through(self) -> None:
        """Do what each duty asks for, and then what follows on what was done."""
        self._conditions()
        self._compose()
        for asked in self._asked:
            self._rhythm(asked)
        self._meetings_that_others_rest_on()
        self._follow()
        self._turns()

    # Facts

    def _add(self, asked: Asked, pattern: w.Pattern, day: date, **more: Any) -> Fact | None:
        """A fact made from a pattern on a day, unless the work has stopped by then."""
        if day > self.last:
            return None
        duty = asked.duty.id
        number = len(self.of_duty.get(duty, ())) + 1
        fact = Fact(
            id=f"{duty} {number}",
            kind=pattern.kind,
            on=Span(day, day),
            what=pattern.what,
            forum=pattern.forum,
            area=pattern.area,
            place=pattern.place,
            party=pattern.party,
            function=pattern.function,
            by=pattern.by,
            to=pattern.to,
            signed_by=pattern.signed_by,
            having=dict(pattern.having),
            first=day if pattern.kind in LASTING else None,
        )
        fact = replace(fact, **more)
        self.facts[fact.id] = fact
        self.of_duty.setdefault(duty, []).append(fact.id)
        self._of_kind.setdefault(fact.kind, []).append(fact.id)
        self._taken.setdefault(_sort(fact), set()).add(day)
        led_by = self._led_to.get(fact.of or "", frozenset())
        self._led_to[fact.id] = led_by | {(duty, asked.area)} if fact.of else led_by
        self._untold.append(fact.id)
        return fact

    def _dress(self, asked: Asked, fact: Fact, pattern: w.Pattern) -> None:
        """Give a fact what a pattern asks for besides, so that one deed meets both."""
        having = dict(fact.having)
        for name, value in pattern.having:
            if name not in having:
                having[name] = value
            elif not has(having[name], value):
                having[name] = (*_listed(having[name]), *_listed(value))
        self.facts[fact.id] = replace(
            fact,
            having=having,
            by=tuple(dict.fromkeys((*fact.by, *pattern.by))),
            to=tuple(dict.fromkeys((*fact.to, *pattern.to))),
            signed_by=tuple(dict.fromkeys((*fact.signed_by, *pattern.signed_by))),
        )
        of_duty = self.of_duty.setdefault(asked.duty.id, [])
        if fact.id not in of_duty:
            of_duty.append(fact.id)
        self._untold.append(fact.id)

    def _answering(self, asked: Asked, pattern: w.Pattern) -> Iterator[Fact]:
        """The facts made so far that a duty would count."""
        for key in tuple(self._of_kind.get(pattern.kind, ())):
            if _counts(asked, pattern, self.facts[key]):
                yield self.facts[key]

    def _free(self, pattern: w.Pattern, day: date, first: date, last: date) -> date:
        """The day nearest to a day on which nothing of the same sort is done yet."""
        taken = self._taken.get(_sort(pattern), set())
        for step in range((last - first).days + 1):
            for near in (day + timedelta(days=step), day - timedelta(days=step)):
                if first <= near <= last and near not in taken:
                    return near
        return day

    # What has a time of its own

    def _conditions(self) -> None:
        done: set[w.Pattern] = set()
        for asked in self._asked:
            if asked.duty.condition is None:
                continue
            pattern = asked.pattern(asked.duty.condition)
            if pattern not in done:
                done.add(pattern)
                self._add(asked, pattern, max(self.start, asked.start or self.start))

    def _rhythm(self, asked: Asked) -> None:
        when = asked.duty.when
        begins = max(self.start, asked.start or self.start)
        if asked.duty.evidence.kind in ENDINGS:
            return
        if isinstance(when, (w.PerPeriod, w.InYear, w.By)):
            self._in_windows(asked, when)
        elif isinstance(when, w.Every):
            self._again(asked, when)
        elif isinstance(when, w.Standing) and asked.duty.composition is None:
            self._lasting(asked, begins)
        elif isinstance(when, w.Open):
            day = begins + SOONEST
            while day <= min(self.last, asked.end or self.last):
                self._add(asked, _evidence(asked), self._free(_evidence(asked), day, begins, date.max))
                day += timedelta(days=OPEN_EVERY)
        elif isinstance(when, w.AtEnd) and asked.end is not None:
            self._add(asked, _evidence(asked), max(begins, asked.end - timedelta(days=30)))

    def _in_windows(self, asked: Asked, when: w.PerPeriod | w.InYear | w.By) -> None:
        pattern = _evidence(asked)
        horizon = later(self.until, years=HORIZON)
        for one in occurrences(asked.duty, self.background, self.start, horizon, blueprint=self.blueprint):
            first = max(one.first, self.start)
            if one.area != asked.area or first > one.due or first > self.last:
                continue
            chosen: list[Fact] = []
            if pattern.kind is w.FactKind.MEETING:
                # A meeting that is held anyway is made to serve this duty too.
                chosen = [
                    fact
                    for fact in self._answering(asked, _bare(pattern))
                    if fact.on and first <= fact.on.first <= one.due
                ][: one.needed]
                for fact in chosen:
                    self._dress(asked, fact, pattern)
            for day in _spread(first, one.due, one.needed)[len(chosen) :]:
                added = self._add(asked, pattern, self._free(pattern, day, first, one.due))
                chosen += [added] if added else []
            for part in when.of_which if isinstance(when, w.PerPeriod) else ():
                for fact in chosen[: part.at_least]:
                    self._dress(asked, self.facts[fact.id], replace(pattern, having=part.having))

    def _again(self, asked: Asked, when: w.Every) -> None:
        due = when.first_by or again_by(when, asked.first_day())
        sooner = timedelta(days=interval_days(when.every) * 3 // 10)
        while due - sooner <= self.last and (asked.end is None or due <= asked.end):
            day = max(self.start, due - sooner)
            self._add(asked, _evidence(asked), day)
            due = again_by(when, day)

    def _lasting(self, asked: Asked, begins: date) -> None:
        pattern = _evidence(asked)
        if any(fact.holds(begins) for fact in self._answering(asked, pattern)):
            return
        years = self._terms.get((pattern.forum, asked.area))
        if pattern.kind is w.FactKind.APPOINTMENT and years:
            while begins <= self.last:
                ends = term_ends(years, begins)
                self._add(asked, pattern, begins, last=ends)
                begins = ends + timedelta(days=1)
            return
        if pattern.kind is not w.FactKind.ARRANGEMENT:
            self._add(asked, pattern, begins)
            return
        while begins <= self.last:
            ends = later(begins, years=1, days=-1)
            self._add(asked, pattern, begins, last=ends)
            begins = ends - RENEWED

    def _compose(self) -> None:
        """Fill the seats of every forum, so that each number and perspective is there, a term of office at a time."""
        forums: dict[tuple[str | None, str | None], list[tuple[Asked, w.Composition]]] = {}
        for asked in self._asked:
            if asked.duty.composition is not None:
                key = (asked.duty.evidence.forum, asked.area)
                forums.setdefault(key, []).append((asked, asked.duty.composition))
        for key, rules in forums.items():
            begins = max(self.start, *(asked.start or self.start for asked, _ in rules))
            years = self._terms[key] = min((one.term_years for _, one in rules if one.term_years), default=0)
            while begins <= self.last:
                ends = term_ends(years, begins) if years else None
                self._seat(rules, begins, ends)
                if ends is None:
                    break
                begins = ends + timedelta(days=1)

    def _seat(self, rules: list[tuple[Asked, w.Composition]], begins: date, ends: date | None) -> None:
        def sitting(asked: Asked, **having: Any) -> list[Fact]:
            return [
                fact
                for fact in self._answering(asked, _evidence(asked))
                if fact.holds(begins)
                and bool(fact.having.get("substitute")) == having.get("substitute", False)
            ]

        def seated(asked: Asked, seat: w.Seat | None, **having: Any) -> None:
            pattern = _evidence(asked)
            self._add(
                asked,
                pattern,
                begins,
                what=seat.id if seat else pattern.what,
                party=(seat.party if seat else None) or pattern.party,
                function=(seat.function if seat else None) or pattern.function,
                having={**dict(pattern.having), **having},
                last=ends,
            )

        for asked, one in rules:
            for seat in one.seats:
                there = sum(fact.what == seat.id for fact in sitting(asked))
                for _ in range(seat.at_least - there):
                    seated(asked, seat)
        for asked, one in rules:
            for number in range((one.members[0] if one.members else 0) - len(sitting(asked))):
                seated(asked, one.seats[number % len(one.seats)] if one.seats else None)
            for _ in range(
                (one.substitutes[0] if one.substitutes else 0) - len(sitting(asked, substitute=True))
            ):
                seated(asked, one.seats[0] if one.seats else None, substitute=True)
        for asked, one in rules:
            for asks in one.perspectives:
                self._give(asked, asks, sitting(asked))
                place = next((seat for seat in one.seats if seat.id == asks.seat), None)
                for _ in range(asks.at_least - sum(_has_all(fact, asks) for fact in sitting(asked))):
                    seated(asked, place, **dict(asks.having))

    def _give(self, asked: Asked, asks: w.Perspective, sitting: list[Fact]) -> None:
        """Let so many of the members have what a perspective asks for."""
        lacking = asks.at_least - sum(_has_all(fact, asks) for fact in sitting)
        for fact in sitting:
            free = all(name not in fact.having for name, _ in asks.having)
            if lacking > 0 and free and asks.seat in (None, fact.what):
                self._dress(asked, fact, replace(_evidence(asked), having=asks.having))
                lacking -= 1

    # What follows on other things

    def _meetings_that_others_rest_on(self) -> None:
        for asked in self._asked:
            when = asked.duty.when
            rests_on = (
                when.before
                if isinstance(when, w.Before)
                else when.after
                if isinstance(when, w.After)
                else asked.duty.evidence
                if isinstance(when, (w.Alternates, w.Attends))
                else None
            )
            if rests_on is None or rests_on.kind is not w.FactKind.MEETING:
                continue
            pattern = asked.pattern(rests_on)
            if any(self._answering(asked, _bare(pattern))):
                continue
            day = max(self.start, asked.start or self.start) + SOONEST
            while day <= min(self.last, asked.end or self.last):
                self._add(asked, pattern, day)
                day += timedelta(days=MEETS_EVERY)

    def _follow(self) -> None:
        followers = [
            (asked, asked.pattern(when.before if isinstance(when, w.Before) else when.after), when)
            for asked in self._asked
            if isinstance(when := asked.duty.when, (w.Before, w.After))
        ]
        contents = [
            (asked, _bare(_evidence(asked)))
            for asked in self._asked
            if isinstance(asked.duty.when, w.Standing)
            and asked.duty.evidence.kind is w.FactKind.DOCUMENT
            and asked.duty.evidence.having
        ]
        answered: set[tuple[str, str | None, str]] = set()
        while self._untold:
            key = self._untold.popleft()
            for asked, document in contents:
                if _counts(asked, document, self.facts[key]) and not matches(
                    _evidence(asked), self.facts[key]
                ):
                    self._dress(asked, self.facts[key], _evidence(asked))
            for asked, event, when in followers:
                fact = self.facts[key]
                done = (asked.duty.id, asked.area, key)
                if done in answered or not _counts(asked, event, fact):
                    continue
                answered.add(done)
                self._answer(asked, fact, when)

    def _answer(self, asked: Asked, event: Fact, when: w.Before | w.After) -> None:
        pattern = _evidence(asked)
        if matches(_bare(pattern), event):
            self._dress(asked, event, pattern)  # the event itself is what must have the property
            return
        if event.of is not None and matches(pattern, self.facts[event.of]):
            return  # a notice of a meeting is followed by that meeting
        if (asked.duty.id, asked.area) in self._led_to[event.id]:
            return
        day = event.begins() or self.start
        if isinstance(when, w.Before):
            self._add(asked, pattern, day - timedelta(days=when.days + 2), of=event.id)
        else:
            wait = ANSWERED if when.days is None else min(when.days // 2, ANSWERED)
            self._add(asked, pattern, day + timedelta(days=wait), of=event.id)

    def _turns(self) -> None:
        for asked in self._asked:
            when = asked.duty.when
            if not isinstance(when, (w.Alternates, w.Attends)):
                continue
            facts = sorted(
                self._answering(asked, _evidence(asked)), key=lambda fact: fact.begins() or self.start
            )
            for number, fact in enumerate(facts):
                if isinstance(when, w.Attends):
                    self._dress(asked, fact, replace(_evidence(asked), having=(("attended", when.attends),)))
                elif when.alternates not in fact.having:
                    turn = when.between[number % len(when.between)]
                    self._dress(asked, fact, replace(_evidence(asked), having=((when.alternates, turn),)))


def _evidence(asked: Asked) -> w.Pattern:
    return asked.pattern(asked.duty.evidence)


def _bare(pattern: w.Pattern) -> w.Pattern:
    """A pattern without what can be added to a deed."""
    return replace(pattern, by=(), to=(), signed_by=(), having=())


def _sort(one: w.Pattern | Fact) -> tuple[object, ...]:
    """What makes two deeds of the same sort."""
    return (one.kind, one.what, one.forum, one.area, one.place)


def _has_all(fact: Fact, asks: w.Perspective) -> bool:
    right_seat = asks.seat in (None, fact.what)
    return right_seat and all(has(fact.having.get(name), value) for name, value in asks.having)


def _counts(asked: Asked, pattern: w.Pattern, fact: Fact) -> bool:
    """Whether a duty counts a fact: it answers to the pattern, and is not local where the duty is city-wide."""
    city_wide = asked.duty.level is w.Level.CITY and asked.area is None and asked.duty.each == ()
    return matches(pattern, fact) and not (city_wide and pattern.area is None and fact.area is not None)


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _spread(first: date, last: date, count: int) -> list[date]:
    """So many days, spread evenly: the middle of each of as many equal parts."""
    length = (last - first).days + 1
    return [first + timedelta(days=(2 * number + 1) * length // (2 * count)) for number in range(count)]
