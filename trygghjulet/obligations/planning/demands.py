"""What the duties demand of the meetings in a time, given what is held and planned already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import period, words
from trygghjulet.obligations.facts import Fact, Record, has
from trygghjulet.obligations.planning.calendar import ONE_DAY, Days, DaysOff, working_days
from trygghjulet.obligations.planning.problem import (
    Body,
    Chain,
    Kept,
    Most,
    Need,
    OneADay,
    Preparation,
    Problem,
    Reporting,
    Seat,
    Together,
    Weight,
    Wishes,
)
from trygghjulet.obligations.standing import Asked, asked_of
from trygghjulet.obligations.state import places_of
from trygghjulet.obligations.timing import Window, again_by, length, once_windows, windows, year_windows

# What a meeting that is only planned can still get: who comes and what is taken up. Its length is settled.
SETTLED = frozenset({"full_day"})
# A thing long overdue is asked for as soon as can be: within so many days of the plan.
SOON = 31


@dataclass(frozen=True)
class Demands:
    """What the duties ask of meetings, one list for each sort."""

    needs: tuple[Need, ...]
    most: tuple[Most, ...]
    chains: tuple[Chain, ...]


@dataclass(frozen=True)
class _Frame:
    blueprint: w.Blueprint
    record: Record
    first: date
    last: date
    at: date


def problem_of(
    blueprint: w.Blueprint,
    record: Record,
    *,
    first: date,
    last: date,
    at: date,
    off: tuple[DaysOff, ...],
    wishes: Wishes,
) -> Problem:
    """The problem of planning an arrangement's meetings from the first day through the last, as of a day."""
    frame = _Frame(blueprint, record, first, last, at)
    found = _without(_demands(frame, wishes), wishes)
    asked = dict.fromkeys([*(one.body for one in found.needs), *(one.body for one in found.chains)])
    kept_by: dict[Body, tuple[Kept, ...]] = {}
    for body in (*asked, *_others(frame, wishes)):
        kept_by.setdefault(body, tuple(_kept(frame, body)))
    meeting = [body for body in kept_by if body in asked or any(one.on >= at for one in kept_by[body])]
    preparations = _preparations(frame, meeting, wishes)
    followers = dict.fromkeys(one.body for one in preparations if one.body not in asked)
    for body in followers:
        kept_by.setdefault(body, tuple(_kept(frame, body)))
    bodies = list(dict.fromkeys([*meeting, *followers]))
    slots = {body: _slots(frame, body, found, off) for body in bodies}
    for body in _in_order(bodies, preparations):
        followed = {one.target for one in preparations if one.body == body}
        slots[body] += max(
            (slots[one] + sum(1 for kept in kept_by[one] if kept.on >= at) for one in followed), default=0
        )
    notices = {body: _notice(frame, body, wishes) for body in bodies}
    seats = tuple(
        Seat(
            body,
            _name(blueprint, body),
            max(first, at + timedelta(days=notices[body])),
            slots[body],
            weekdays=wishes.forums[body.forum].weekdays if body.forum in wishes.forums else (),
            notice=notices[body],
            own=body in asked,
            city=_forum(blueprint, body.forum).level is w.Level.CITY,
        )
        for body in bodies
    )
    return Problem(
        first,
        last,
        at,
        Days(working_days(first, last)),
        off,
        wishes,
        seats=seats,
        kept=tuple(one for body in bodies for one in kept_by[body]),
        needs=found.needs,
        most=found.most,
        chains=found.chains,
        preparations=preparations,
        reportings=_reportings(frame, bodies, wishes),
        together=_together(frame, bodies, wishes),
    )


def _in_order(bodies: list[Body], preparations: tuple[Preparation, ...]) -> list[Body]:
    """Those that are prepared for before those that prepare."""
    done: list[Body] = []
    waiting = list(bodies)
    while waiting:
        ready = [
            body
            for body in waiting
            if not any(
                one.body == body and one.target in waiting and one.target != body for one in preparations
            )
        ] or waiting
        done += ready
        waiting = [body for body in waiting if body not in ready]
    return done


def _without(found: Demands, wishes: Wishes) -> Demands:
    out = {forum for forum, wish in wishes.forums.items() if wish.left_out}
    return Demands(
        tuple(one for one in found.needs if one.body.forum not in out),
        tuple(one for one in found.most if one.body.forum not in out),
        tuple(one for one in found.chains if one.body.forum not in out),
    )


def _forum(blueprint: w.Blueprint, key: str) -> w.Forum:
    return next((one for one in blueprint.forums if one.id == key), w.Forum(key, key, ""))


def _name(blueprint: w.Blueprint, body: Body) -> str:
    name = blueprint.name_of(body.forum)
    return f"{name}, {blueprint.name_of(body.area)}" if body.area else name


def _areas(frame: _Frame, forum: w.Forum) -> tuple[str, ...]:
    if forum.level is w.Level.CITY:
        return ("",)
    return frame.blueprint.local_areas or frame.record.areas or ("",)


def _others(frame: _Frame, wishes: Wishes) -> Iterator[Body]:
    """The forums whose planned meetings others must give way to, though nothing is demanded of them."""
    left_out = {forum for forum, wish in wishes.forums.items() if wish.left_out}
    for forum in frame.blueprint.forums:
        if forum.id not in left_out:
            for area in _areas(frame, forum):
                yield Body(forum.id, area)


def _kept(frame: _Frame, body: Body) -> Iterator[Kept]:
    pattern = w.Pattern(w.FactKind.MEETING, forum=body.forum, area=body.area or None)
    series = frame.record.series(pattern, city_wide=city_wide(frame.blueprint, body))
    for fact in series.facts:
        if fact.on is not None and fact.on.first <= frame.at:
            yield Kept(body, fact.on.first, True, bool(fact.having.get("full_day")), fact.id)
    for fact in series.planned:
        if fact.on is not None and fact.on.exact and fact.on.first >= frame.at:
            yield Kept(body, fact.on.first, False, bool(fact.having.get("full_day")), fact.id)


def city_wide(blueprint: w.Blueprint, body: Body) -> bool:
    """Whether only meetings without an area are the body's."""
    return not body.area and _forum(blueprint, body.forum).level is w.Level.CITY


def _notice(frame: _Frame, body: Body, wishes: Wishes) -> int:
    """How many days from today a body can be called: what a clause on calls asks for, else as is wished."""
    asked = [
        duty.when.days
        for duty in frame.blueprint.duties
        if isinstance(duty.when, w.Before)
        and duty.evidence.kind in (w.FactKind.NOTICE, w.FactKind.DISPATCH)
        and duty.when.before.kind is w.FactKind.MEETING
        and duty.when.before.forum == body.forum
    ]
    return max([*asked, wishes.lead_days])


# The duties, one by one


def _demands(frame: _Frame, wishes: Wishes) -> Demands:
    found: list[Need | Most | Chain] = []
    duties = [(duty, _weight(duty)) for duty in frame.blueprint.duties]
    if wishes.practices:
        duties += [(duty, Weight.WISHED) for duty in frame.blueprint.practices]
    for duty, weight in duties:
        evidence = duty.evidence
        if evidence.kind is not w.FactKind.MEETING or not evidence.forum:
            continue
        for place in places_of(duty, frame.record, frame.blueprint) or (None,):
            asked = asked_of(duty, frame.record, frame.last, blueprint=frame.blueprint, area=place)
            if duty.condition is None or _holds(asked, duty.condition, frame.at):
                body = Body(evidence.forum, place or evidence.area or "")
                found += _Duty(frame, asked, body, weight).demands()
    found += _wished(frame, wishes, dict.fromkeys(one.body for one in found))
    return Demands(
        tuple(one for one in found if isinstance(one, Need)),
        tuple(one for one in found if isinstance(one, Most)),
        tuple(one for one in found if isinstance(one, Chain)),
    )


def _weight(duty: w.Duty) -> Weight:
    return Weight.DEMANDED if duty.force is w.Force.BINDING else Weight.SHOULD


def _holds(asked: Asked, condition: w.Pattern, at: date) -> bool:
    series = asked.record.series(asked.pattern(condition))
    return any(
        fact.holds(at) for fact in (*series.until(at), *(one for one in series.lasting if one.on is None))
    )


@dataclass(frozen=True)
class _Duty:
    """A duty that asks for meetings of a body."""

    frame: _Frame
    asked: Asked
    body: Body
    weight: Weight

    def demands(self) -> Iterator[Need | Most | Chain]:
        """What it asks for within the plan."""
        when, asked, frame = self.asked.duty.when, self.asked, self.frame
        once = w.PerPeriod(w.Per.YEAR)
        if isinstance(when, w.PerPeriod):
            begin = min(asked.first_day(), frame.first)
            yield from self._periods(when, windows(when, asked.start, begin, frame.last))
        elif isinstance(when, w.InYear):
            yield from self._periods(once, year_windows(when, frame.last))
        elif isinstance(when, w.By):
            yield from self._periods(once, once_windows(when, asked.start))
        elif isinstance(when, w.Every):
            yield from self._again(when)

    @property
    def name(self) -> str:
        """What the body is called."""
        return _name(self.frame.blueprint, self.body)

    @property
    def evidence(self) -> w.Pattern:
        """What a meeting must be to count, here."""
        return self.asked.pattern(self.asked.duty.evidence)

    @property
    def city_wide(self) -> bool:
        """Whether only meetings without an area count."""
        return (
            self.asked.duty.level is w.Level.CITY and self.asked.area is None and self.asked.duty.each == ()
        )

    def _periods(self, when: w.PerPeriod, all_windows: tuple[Window, ...]) -> Iterator[Need | Most]:
        for window in all_windows:
            if window.last < self.frame.first or window.first > self.frame.last or not window.needed:
                continue
            if self.asked.end is None or window.last <= self.asked.end:
                yield from self._window(when, window)

    def _window(self, when: w.PerPeriod, window: Window) -> Iterator[Need | Most]:
        frame, duty = self.frame, self.asked.duty
        first, last = max(window.first, frame.first), min(window.last, frame.last)
        needed, period_name = window.needed, window.name
        if window.last > frame.last:
            # The period goes on after the plan; what falls to the plan is its share, rounded down.
            past = (frame.last - max(window.first, date(1900, 1, 1))).days + 1
            needed = window.needed * past // max(length(window), past)
            period_name = f"{window.name}, till och med {numbers.day(frame.last)}"
        key = f"{duty.id}/{self.body.area}/{window.first.isoformat()}"
        counted, there = self._counted(self.evidence, window)
        about = "cirka " if when.about else ""
        if needed > counted:
            half = timedelta(days=length(window) // 2)
            yield Need(
                id=f"demand:{key}",
                sentence=f"{self.name}: {about}minst {_meetings(needed)}{_of(self.evidence)} {_during(period_name)}.",
                body=self.body,
                period=period_name,
                duty=duty.id,
                weight=self.weight,
                first=first,
                last=last,
                count=needed - counted,
                counted=counted,
                wider=(window.first - half, window.last + half) if when.about else None,
                having=self.evidence.having,
                by=self.evidence.by,
            )
        if needed == window.needed:
            for number, special in enumerate(when.of_which):
                pattern = replace(self.evidence, having=(*self.evidence.having, *special.having))
                some, _ = self._counted(pattern, window)
                least = min(special.at_least, window.needed)
                if least > some:
                    yield Need(
                        id=f"of_which:{key}/{number}",
                        sentence=f"{self.name}: varav minst {least}{_of(pattern)} {_during(period_name)}.",
                        body=self.body,
                        period=period_name,
                        duty=duty.id,
                        weight=self.weight,
                        first=first,
                        last=last,
                        count=least - some,
                        counted=some,
                        having=pattern.having,
                        by=pattern.by,
                    )
        if when.at_most is not None:
            yield Most(
                id=f"most:{key}",
                sentence=f"{self.name}: högst {_meetings(when.at_most)} {_during(period_name)}.",
                body=self.body,
                period=period_name,
                duty=duty.id,
                weight=Weight.MOST,
                first=first,
                last=last,
                count=max(when.at_most - there, 0),
            )

    def _counted(self, pattern: w.Pattern, window: Window) -> tuple[int, int]:
        """How many held and planned meetings count in a window, and how many there are in all."""
        frame = self.frame
        held = frame.record.series(pattern, city_wide=self.city_wide)
        open_to = _open_to(pattern)
        planned = sum(fact.count for fact in self._planned(open_to, window.first, window.last))
        everyone = replace(open_to, having=())
        bare = frame.record.series(everyone, city_wide=self.city_wide)
        in_all = bare.sure(window.first, window.last, frame.at)
        in_all += sum(fact.count for fact in self._planned(everyone, window.first, window.last))
        return held.sure(window.first, window.last, frame.at) + planned, in_all

    def _planned(self, pattern: w.Pattern, first: date, last: date) -> Iterator[Fact]:
        """The meetings to come that are planned within the days. Planned days that have passed say nothing."""
        for fact in self.frame.record.series(pattern, city_wide=self.city_wide).planned:
            if fact.on and fact.on.first >= max(first, self.frame.at) and fact.on.last <= last:
                yield fact

    def _again(self, when: w.Every) -> Iterator[Chain]:
        frame, asked = self.frame, self.asked
        done = [fact.on.last for fact in asked.series().until(frame.at) if fact.on is not None]
        first_due = when.first_by or again_by(when, asked.start or min(asked.first_day(), frame.at))
        due = again_by(when, max(done)) if done else first_due
        if done and asked.start is not None and max(done) < asked.start:
            due = max(due, first_due)
        for fact in self._planned(_open_to(self.evidence), frame.at, date.max):
            if fact.on and fact.on.first <= due:
                due = again_by(when, fact.on.last)
        if due > frame.last or (asked.end is not None and due > asked.end):
            return
        if due < frame.first:
            due = max(frame.first, frame.at) + timedelta(days=SOON)
        # Of intervals in months and years, the shortest that the calendar makes of them.
        days = (frame.first + timedelta(days=ahead) for ahead in range(366))
        yield Chain(
            id=f"again:{asked.duty.id}/{self.body.area}",
            sentence=f"{self.name}: möte{_of(self.evidence)} senast {numbers.day(due)}, och därefter igen i tid.",
            body=self.body,
            period=f"till och med {numbers.day(due)}",
            duty=asked.duty.id,
            weight=self.weight,
            due=due,
            gap=max(1, min((again_by(when, day) - day).days for day in days))
            if not when.whole_years
            else 366,
            having=self.evidence.having,
            by=self.evidence.by,
        )


def _open_to(pattern: w.Pattern) -> w.Pattern:
    """What a planned meeting must be: who comes and what is taken up can still be settled."""
    settled = tuple(one for one in pattern.having if one[0] in SETTLED)
    return replace(pattern, having=settled, by=(), to=(), signed_by=())


def _wished(frame: _Frame, wishes: Wishes, bodies: Iterable[Body]) -> Iterator[Need]:
    for key, wish in wishes.forums.items():
        forum = next((one for one in frame.blueprint.forums if one.id == key), None)
        if forum is None or not wish.meetings or wish.left_out:
            continue
        demanded = [body for body in bodies if body.forum == key]
        for body in demanded or [Body(key, area) for area in _areas(frame, forum)]:
            there = sum(1 for one in _kept(frame, body) if frame.first <= one.on <= frame.last)
            if wish.meetings > there:
                name = words(frame.first, frame.last)
                yield Need(
                    id=f"wish:{key}/{body.area}",
                    sentence=f"{_name(frame.blueprint, body)}: önskat {_meetings(wish.meetings)} {_during(name)}.",
                    body=body,
                    period=name,
                    weight=Weight.WISHED,
                    first=frame.first,
                    last=frame.last,
                    count=wish.meetings - there,
                    counted=there,
                )


def _meetings(count: int) -> str:
    return "ett möte" if count == 1 else f"{count} möten"


def _during(name: str) -> str:
    return name if name[:1].isdigit() and len(name) == 4 else f"under {name[:1].lower()}{name[1:]}"


def _of(pattern: w.Pattern) -> str:
    said = [property_said(name, value) for name, value in pattern.having]
    return f" med {', '.join(said)}" if said else ""


PROPERTIES = {
    "full_day": "heldag",
    "attended": "deltagare",
    "topics": "ämne",
    "chair": "ordförande",
    "convened_by": "sammankallande",
    "notes_by": "antecknare",
}


def property_said(name: str, value: Any) -> str:
    """A property of a meeting in words: "heldag", "ordförande polisen"."""
    said = PROPERTIES.get(name, name)
    listed = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return said if value is True else f"{said} {listed}"


# How many new meetings a body can come to


def _slots(frame: _Frame, body: Body, found: Demands, off: tuple[DaysOff, ...]) -> int:
    """The most new meetings that can be called for: counted with the days off open, and with them closed.

    Meetings are put on the last day that still meets the nearest demand, which never takes more than needed.
    """
    needs = sorted((one for one in found.needs if one.body == body), key=lambda one: (one.last, one.first))
    chains = [one for one in found.chains if one.body == body]
    everyday = working_days(frame.first, frame.last)
    is_open = [day for day in everyday if not any(one.firm and one.holds(day) for one in off)]
    return max(_stabbed(needs, chains, list(everyday), frame), _stabbed(needs, chains, is_open, frame))


def _stabbed(needs: list[Need], chains: list[Chain], days: list[date], frame: _Frame) -> int:
    taken: set[date] = set()
    for one in needs:
        free = [day for day in days if one.first <= day <= one.last and day not in taken]
        lacking = one.count - sum(1 for day in taken if one.first <= day <= one.last)
        if lacking > 0:
            taken.update(free[-lacking:])
    for chain in chains:
        due = chain.due
        while due <= frame.last:
            before = [day for day in days if day <= due]
            if not before:
                break
            suited = [day for day in taken if day <= due and (due - day).days < chain.gap]
            now = max(suited, default=before[-1])
            taken.add(now)
            due = max(now + timedelta(days=chain.gap), due + ONE_DAY)
    kinds = {*(one.duty for one in needs), *(one.duty for one in chains)}
    return len(taken) + (1 if len(kinds) > 1 and len(taken) > 1 else 0)


# What forums ask of each other


def _pairs(frame: _Frame, bodies: Iterable[Body], forum: w.Forum, target: str) -> Iterator[tuple[Body, Body]]:
    """The bodies of a forum, each with the body that it prepares for or reports to, among those that meet."""
    for body in bodies:
        if body.forum != target:
            continue
        alone = not body.area and _forum(frame.blueprint, target).level is w.Level.LOCAL
        for area in ("",) if alone else _areas(frame, forum):
            if not area or not body.area or area == body.area:
                yield Body(forum.id, area), body


def _preparations(frame: _Frame, bodies: list[Body], wishes: Wishes) -> tuple[Preparation, ...]:
    found: dict[str, Preparation] = {}
    meeting = list(bodies)
    # Twice, so that a group that only prepares can itself be prepared for.
    for _ in range(2):
        for forum in frame.blueprint.forums:
            wish = wishes.forums.get(forum.id)
            if wish is not None and wish.left_out:
                continue
            if frame.record.ended(frame.at).get(forum.id) is not None:
                continue
            for target in forum.prepares_for:
                for body, then in _pairs(frame, meeting, forum, target):
                    key = f"preparation:{body.forum}/{body.area}>{then.forum}/{then.area}"
                    names = _name(frame.blueprint, body), _name(frame.blueprint, then)
                    found[key] = Preparation(
                        id=key,
                        sentence=f"{names[0]} möts {wishes.min_preparation}–{wishes.max_preparation} arbetsdagar"
                        f" före varje möte i {names[1]}.",
                        body=body,
                        target=then,
                        at_least=wishes.min_preparation,
                        at_most=wishes.max_preparation,
                    )
        meeting = list(dict.fromkeys([*meeting, *(one.body for one in found.values())]))
    return tuple(found.values())


def _reportings(frame: _Frame, bodies: list[Body], wishes: Wishes) -> tuple[Reporting, ...]:
    found = []
    for forum in frame.blueprint.forums:
        for target in forum.reports_to:
            if target in forum.prepares_for:
                continue  # the preparation says it more exactly
            for body, then in _pairs(frame, bodies, forum, target):
                if body in bodies:
                    names = _name(frame.blueprint, body), _name(frame.blueprint, then)
                    found.append(
                        Reporting(
                            id=f"reporting:{body.forum}/{body.area}>{then.forum}/{then.area}",
                            sentence=f"{names[1]} möts inom {wishes.max_reporting} arbetsdagar efter varje möte i"
                            f" {names[0]}, som lämnar sitt dit.",
                            body=body,
                            target=then,
                            at_most=wishes.max_reporting,
                        )
                    )
    return tuple(found)


def _together(frame: _Frame, bodies: list[Body], wishes: Wishes) -> tuple[Together, ...]:
    if wishes.one_a_day is OneADay.ALL:
        return (
            Together(
                id="one_a_day:all",
                sentence="Högst ett möte om dagen, i alla forum.",
                bodies=tuple(bodies),
            ),
        )
    everywhere = (_everywhere(frame.blueprint) - wishes.in_each_area) | wishes.everywhere
    sharing: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in bodies:
        for function in functions_of(frame.blueprint, body.forum):
            # A local function is another person in each area; one that the whole city has is in them all.
            sharing[function, "" if function in everywhere else body.area].append(body)
    groups: dict[tuple[Body, ...], list[str]] = defaultdict(list)
    for (function, _), members in sharing.items():
        if len(members) > 1:
            groups[tuple(members)].append(frame.blueprint.name_of(function))
    return tuple(
        Together(
            id=f"one_a_day:{'+'.join(f'{one.forum}/{one.area}' for one in members)}",
            sentence=f"Högst ett möte om dagen för {', '.join(names)}.",
            bodies=members,
        )
        for members, names in groups.items()
    )


def _everywhere(blueprint: w.Blueprint) -> frozenset[str]:
    """The functions that there is one of for all areas: with a single seat in each city-wide forum they sit in."""
    seats: Counter[tuple[str, str]] = Counter()
    for duty in blueprint.duties:
        forum = duty.evidence.forum or ""
        if duty.composition is not None and _forum(blueprint, forum).level is w.Level.CITY:
            for seat in duty.composition.seats:
                if seat.function:
                    seats[seat.function, forum] += max(seat.at_least, 1)
    several = {function for (function, _), count in seats.items() if count > 1}
    return frozenset({function for function, _ in seats} - several)


def functions_of(blueprint: w.Blueprint, forum: str) -> frozenset[str]:
    """The functions that take part in a forum: who lead and convene it, and those with a seat in it."""
    known = {one.id for one in blueprint.functions}
    its = _forum(blueprint, forum)
    found = {*its.led_by, *its.convened_by}
    for duty in blueprint.duties:
        if duty.evidence.forum != forum:
            continue
        if duty.composition is not None:
            found |= {seat.function or seat.party or seat.id for seat in duty.composition.seats}
        if duty.evidence.kind is w.FactKind.MEETING:
            found |= set(duty.who)
            found |= {str(value) for _, value in duty.evidence.having}
    return frozenset(found & known)


def traits_of(blueprint: w.Blueprint, forum: str) -> dict[str, Any]:
    """What every meeting of a forum is to have, from clauses that bind each meeting ("leds av …")."""
    found: dict[str, Any] = {}
    for duty in blueprint.duties:
        evidence = duty.evidence
        if evidence.kind is not w.FactKind.MEETING or evidence.forum != forum or not evidence.having:
            continue
        each = isinstance(duty.when, w.Before) and duty.when.before.forum == forum
        if duty.condition is None and (each or isinstance(duty.when, (w.Open, w.Standing))):
            for name, value in evidence.having:
                found[name] = joined(found[name], value) if name in found else value
    return found


def joined(one: Any, other: Any) -> Any:
    """Two values of a property at once: a list where there is room for both, else the first."""
    if one is True or other is True or has(one, other):
        return one
    listed = [*one] if isinstance(one, (list, tuple)) else [one]
    more = [*other] if isinstance(other, (list, tuple)) else [other]
    return [*listed, *(value for value in more if value not in listed)]


def turns_of(
    blueprint: w.Blueprint, body: Body, facts: Iterable[Fact], days: Iterable[date]
) -> dict[date, list[tuple[str, str]]]:
    """Whose turn it is at new meetings on those days: who leads, convenes and takes notes, where that changes."""
    found: dict[date, list[tuple[str, str]]] = {day: [] for day in days}
    said: set[str] = set()
    past = sorted(
        (fact for fact in facts if fact.on), key=lambda fact: fact.on.first if fact.on else date.min
    )
    # "Every other" also shares equally, so it goes first where both are said.
    duties = sorted(
        (
            duty
            for duty in blueprint.duties
            if isinstance(duty.when, w.Alternates) and duty.evidence.forum == body.forum
        ),
        key=lambda duty: getattr(duty.when, "share", None) is not w.Share.EVERY_OTHER,
    )
    for duty in duties:
        when = duty.when
        if not isinstance(when, w.Alternates) or when.alternates in said:
            continue
        said.add(when.alternates)
        had = [
            (fact.on.first, who)
            for fact in past
            for who in when.between
            if fact.on and has(fact.having.get(when.alternates), who)
        ]
        for day in sorted(found):
            before = [who for on, who in sorted(had) if on < day]
            who = _next(when, before)
            had.append((day, who))
            found[day].append((when.alternates, who))
    return found


def _next(when: w.Alternates, before: list[str]) -> str:
    if not before:
        return when.between[0]
    if when.share is w.Share.EVERY_OTHER:
        return when.between[(when.between.index(before[-1]) + 1) % len(when.between)]
    return min(when.between, key=lambda who: (before.count(who), when.between.index(who)))


def period_of(when: w.PerPeriod, day: date) -> str:
    """What the period that a day lies in is called."""
    now = period(when.per, day, when.starting or 0)
    return words(now.first, now.last)
