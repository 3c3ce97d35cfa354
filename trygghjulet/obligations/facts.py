"""What has really been done: facts, how they are read from a file, and the record that answers questions about them."""

from __future__ import annotations

import json
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, overload

from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.entries import (
    NOT_UTF8,
    Entry,
    File,
    Finding,
    Unreadable,
    nearest,
    sections,
    told,
)
from trygghjulet.obligations.words import Blueprint, FactKind, Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One thing that was done, planned or holds. `on` is its day as far as it is known; `first` and `last` the
    days that something holds; `period` the time that it is about, where that is another than the day it was done.
    """

    id: str
    kind: FactKind
    on: Span | None = None
    what: str | None = None
    forum: str | None = None
    area: str | None = None
    place: str | None = None
    party: str | None = None
    function: str | None = None
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    having: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    planned: bool = False
    of: str | None = None
    period: Span | None = None
    first: date | None = None
    last: date | None = None
    duty: str | None = None
    replaced_by: str | None = None
    source: str = ""
    #: The number of the day it was done, where that is known and it was done once and neither is planned, holds for a
    #: time, nor is about another time; else nought. And its properties in an order of their own. Both are what it is
    #: looked up by.
    day: int = field(init=False, default=0)
    properties: tuple[tuple[str, Any], ...] = field(init=False, default=(), repr=False)

    def __post_init__(self) -> None:
        on = self.on
        elsewhere = self.planned or self.period or self.first or self.last or self.count != 1
        if on is not None and not elsewhere and on.first == on.last:
            object.__setattr__(self, "day", on.first.toordinal())
        if self.having:
            given = sorted(self.having.items())
            object.__setattr__(
                self,
                "properties",
                tuple((name, tuple(one) if isinstance(one, list) else one) for name, one in given),
            )

    def begins(self) -> date | None:
        """The first day that it can have happened, or that it holds."""
        return self.first or (self.on.first if self.on else None)

    def may_fall(self, first: date, last: date) -> bool:
        """Whether it can happen, or begin, within the days: of what is planned only a wider time may be known."""
        begins = self.begins()
        return begins is not None and begins <= last and first <= (self.on.last if self.on else begins)

    def holds(self, day: date) -> bool:
        """Whether something that lasts holds that day."""
        begins = self.begins()
        return (begins is None or begins <= day) and (self.last is None or day <= self.last)


def matches(pattern: Pattern, fact: Fact) -> bool:
    """Whether a fact is what a pattern asks for."""
    return fact.kind is pattern.kind and _named(pattern, fact) and _has_all(pattern, fact)


def _named(pattern: Pattern, fact: Fact) -> bool:
    """Whether a fact is about, and by, those that a pattern names."""
    return (
        (pattern.what is None or pattern.what == fact.what)
        and (pattern.forum is None or pattern.forum == fact.forum)
        and (pattern.area is None or pattern.area == fact.area)
        and (pattern.place is None or pattern.place == fact.place)
        and (pattern.party is None or pattern.party == fact.party)
        and (pattern.function is None or pattern.function == fact.function)
        and (not pattern.by or set(pattern.by) <= set(fact.by))
        and (not pattern.to or set(pattern.to) <= set(fact.to))
        and (not pattern.signed_by or set(pattern.signed_by) <= set(fact.signed_by))
    )


def _has_all(pattern: Pattern, fact: Fact) -> bool:
    """Whether a fact has the properties that a pattern asks for."""
    given = fact.having
    for name, value in pattern.having:
        found = given.get(name)
        if found != value and not has(found, value):
            return False
    return True


def has(value: Any, asked: Any) -> bool:
    """Whether a property is what is asked for: the same, or a list that holds it."""
    if isinstance(value, (list, tuple)):
        return set(asked) <= set(value) if isinstance(asked, (list, tuple)) else asked in value
    return bool(value == asked)


class Run(Sequence[Fact]):
    """Facts that lie next to each other in a series, not copied: of most only how many they are is asked for."""

    __slots__ = ("_facts", "_high", "_low")

    def __init__(self, facts: Sequence[Fact], low: int, high: int) -> None:
        self._facts, self._low, self._high = facts, low, high if low < high else low

    def __len__(self) -> int:
        return self._high - self._low

    @overload
    def __getitem__(self, place: int) -> Fact: ...

    @overload
    def __getitem__(self, place: slice) -> Run: ...

    def __getitem__(self, place: int | slice) -> Fact | Run:
        if isinstance(place, slice):
            low, high, step = place.indices(len(self))
            if step != 1:
                raise ValueError("Only facts that lie next to each other can be cut out.")
            return Run(self._facts, self._low + low, self._low + high)
        return self._facts[range(self._low, self._high)[place]]

    def __iter__(self) -> Iterator[Fact]:
        return islice(self._facts, self._low, self._high)


class Series:
    """The facts that answer to a pattern. `facts` are those known to the day, in order, and `days` the numbers of their
    days; `loose` those whose time is wider than a day; `planned` those to come; `lasting` those that hold for a time;
    `once` where each was done once, on a day of its own.
    """

    __slots__ = ("_plain", "_points", "days", "facts", "lasting", "loose", "once", "planned")

    def __init__(
        self,
        facts: list[Fact],
        days: list[int],
        loose: tuple[Fact, ...] = (),
        planned: tuple[Fact, ...] = (),
        lasting: tuple[Fact, ...] = (),
    ) -> None:
        self.facts, self.days = facts, days
        self.loose, self.planned, self.lasting = loose, planned, lasting
        # Where every fact has a day of its own, the days in order are all that is needed to find any of them.
        self._plain = not loose and not lasting
        # Where every fact was done once, they need not be gone through to be counted.
        self.once = False
        self._points: bool | None = None

    @classmethod
    def of(cls, facts: list[Fact], days: list[int]) -> Series:
        """Facts in any order, with the numbers of their days or nought, sorted into a series."""
        in_order = sorted(days)
        if in_order[0] == 0:
            return _sorted_out(facts)
        # Most often they were recorded in order.
        found = cls(facts if in_order == days else sorted(facts, key=_DAY), in_order)
        found.once = True
        return found

    def sure(self, first: date, last: date, at: date) -> int:
        """How many certainly fall within the days, as known that day."""
        count = self._exact(first, min(last, at))
        if self.loose:
            count += sum(
                fact.count
                for fact in self.loose
                if (when := placed(fact)).first >= first and when.last <= last and over(fact, at)
            )
        return count

    def possible(self, first: date, last: date, at: date) -> int:
        """How many may fall within the days, counting those of which only a wider time is known."""
        count = self._exact(first, min(last, at))
        if self.loose:
            count += sum(fact.count for fact in self._loosely(first, last, at))
        return count

    def _exact(self, first: date, last: date) -> int:
        low = bisect_left(self.days, first.toordinal())
        high = bisect_right(self.days, last.toordinal())
        if high <= low:
            return 0
        return high - low if self.once else sum(map(_COUNT, islice(self.facts, low, high)))

    def _run(self, first: date, last: date) -> Run:
        low = bisect_left(self.days, first.toordinal())
        return Run(self.facts, low, bisect_right(self.days, last.toordinal()))

    def _loosely(self, first: date, last: date, at: date) -> Iterator[Fact]:
        for fact in self.loose:
            when = placed(fact)
            if when.first <= last and when.last >= first and known(fact, at):
                yield fact

    def within(self, first: date, last: date, at: date) -> Sequence[Fact]:
        """The facts that can fall within the days, oldest first."""
        exact = self._run(first, min(last, at))
        return [*exact, *self._loosely(first, last, at)] if self.loose else exact

    def latest(self, at: date) -> Fact | None:
        """The last fact before or on that day, by the earliest day it can have been done."""
        high = bisect_right(self.days, at.toordinal())
        best = self.facts[high - 1] if high else None
        for fact in self.loose:
            begins = fact.on.first if fact.on else None
            if known(fact, at) and begins and (best is None or begins > (best.begins() or date.min)):
                best = fact
        return best

    def until(self, at: date) -> Sequence[Fact]:
        """All facts before or on that day."""
        return self.within(date.min, date.max, at)

    def in_order(self, at: date) -> Sequence[Fact]:
        """All facts before or on that day, by the first day that each can have happened or that it holds."""
        return self.until(at) if self._plain else sorted(self.until(at), key=_begins)

    def done(self, first: date | None, last: date | None, at: date) -> Sequence[Fact]:
        """Those that were done, and not only hold, within the days, as known that day; in order."""
        if self._plain:
            days = self.days
            low = 0 if first is None else bisect_left(days, first.toordinal())
            return Run(
                self.facts, low, bisect_right(days, (at if last is None or at < last else last).toordinal())
            )
        return [
            fact
            for fact in self.in_order(at)
            if (first is None or last_of(fact) >= first)
            and (last is None or (fact.begins() or date.max) <= last)
        ]

    def touching(self, first: date | None, last: date | None, at: date) -> Sequence[Fact]:
        """Those that were done or held some day within the days, as known that day; in order."""
        if self._plain:
            return self.done(first, last, at)
        return [
            fact
            for fact in self.in_order(at)
            if (first is None or (fact.last or last_of(fact)) >= first)
            and (last is None or (fact.begins() or last) <= last)
        ]

    def before(self, event: Fact, previous: date | None, at: date) -> list[Fact]:
        """What was done before an event: that which points to it, else what lies after the event before it."""
        day = last_of(event)
        if self._plain and not self._any_points():
            # What has no day at all lies first.
            low = bisect_right(self.days, previous.toordinal() if previous else 1)
            return self.facts[low : bisect_right(self.days, min(day, at).toordinal())]
        return [
            fact
            for fact in self.until(at)
            if fact.of == event.id
            or (
                fact.of is None
                and (previous is None or last_of(fact) > previous)
                and (fact.begins() or date.max) <= day
            )
        ]

    def _any_points(self) -> bool:
        """Whether any of them points to what it belongs to."""
        if self._points is None:
            self._points = any(map(_OF, self.facts))
        return self._points


_DAY, _COUNT, _OF = attrgetter("day"), attrgetter("count"), attrgetter("of")


def _begins(fact: Fact) -> date:
    return fact.begins() or date.min


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts, the oldest first."""
    return sorted(facts, key=_begins)


def last_of(fact: Fact) -> date:
    """The day to count from: the latest that it can have been done, so that nobody is called late too soon."""
    return fact.on.last if fact.on else fact.first or date.min


def placed(fact: Fact) -> Span:
    """The time that a fact counts for: the period it is about, else its day."""
    when = fact.period or fact.on
    if when is None:
        begins = fact.begins() or date.min
        return Span(begins, begins)
    return when


def known(fact: Fact, at: date) -> bool:
    """Whether the fact can have happened by that day."""
    return fact.on is None or fact.on.first <= at


def over(fact: Fact, at: date) -> bool:
    """Whether the fact has certainly happened by that day."""
    return fact.on is None or fact.on.last <= at


def _sorted_out(facts: list[Fact]) -> Series:
    """A series of facts of which some are planned, hold for a time, or have no day of their own."""
    exact: list[tuple[date, Fact]] = []
    loose: list[Fact] = []
    planned: list[Fact] = []
    lasting: list[Fact] = []
    for fact in facts:
        if fact.planned:
            planned.append(fact)
            continue
        if fact.first is not None or fact.last is not None:
            lasting.append(fact)
        if fact.period is None and (fact.on is None or fact.on.exact):
            # What only holds for a time counts as begun on its first day.
            exact.append((fact.on.first if fact.on else fact.first or date.min, fact))
        else:
            loose.append(fact)
    exact.sort(key=itemgetter(0))
    planned.sort(key=lambda fact: fact.begins() or date.max)
    return Series(
        [fact for _, fact in exact],
        [day.toordinal() for day, _ in exact],
        tuple(loose),
        tuple(planned),
        tuple(lasting),
    )


#: What facts are grouped by: facts alike in all of this answer to the same patterns.
_SHAPE: Callable[[Fact], tuple[Any, ...]] = attrgetter(
    "kind", "what", "forum", "area", "place", "party", "function", "by", "to", "signed_by", "properties"
)
#: The places in a shape that nearly every pattern names one of, the most telling first.
_TELLING = (1, 2, 6)
_AREA = 3
_NOTHING = Series([], [])
#: How many shapes are remembered with what they answer to, so that odd ones don't fill the memory.
_REMEMBERED = 65536
_NO_FACTS: Mapping[str, Fact] = {}


class _Group:
    """Facts of one shape with the numbers of their days, and their series once somebody has asked."""

    __slots__ = ("_series", "days", "facts")

    def __init__(self, facts: list[Fact], days: list[int]) -> None:
        self.facts, self.days = facts, days
        self._series: Series | None = None

    def series(self) -> Series:
        """The series of all of them, shared by the patterns that ask for just these."""
        if self._series is None:
            self._series = Series.of(self.facts, self.days)
        return self._series

    def first(self) -> int:
        """The number of the earliest day; nought where some have no day of their own."""
        if self._series is None:
            return min(self.days)
        return self._series.days[0] if self._series.once else 0


def _together(groups: list[_Group]) -> Series:
    """The series of all facts in some groups."""
    if len(groups) == 1:
        return groups[0].series()
    if not groups:
        return _NOTHING
    return Series.of(
        [fact for group in groups for fact in group.facts],
        [day for group in groups for day in group.days],
    )


class Question:
    """A pattern that a record is asked for, the same for every record; `city_wide` leaves out what is of a local area.

    Two are the same when they are one: the patterns need not be compared each time.
    """

    __slots__ = ("city_wide", "pattern")

    def __init__(self, pattern: Pattern, *, city_wide: bool) -> None:
        self.pattern, self.city_wide = pattern, city_wide and pattern.area is None

    def answered_by(self, fact: Fact) -> bool:
        """Whether a fact of the right kind is what is asked for."""
        pattern = self.pattern
        return (
            _named(pattern, fact)
            and not (self.city_wide and fact.area is not None)
            and (not pattern.having or _has_all(pattern, fact))
        )

    def telling(self) -> tuple[FactKind, int, str | None]:
        """Its kind and the most telling thing that it names, with the place of that in a shape."""
        pattern = self.pattern
        for place, value in zip(_TELLING, (pattern.what, pattern.forum, pattern.function), strict=True):
            if value is not None:
                return pattern.kind, place, value
        return pattern.kind, 0, None


@lru_cache(maxsize=32768)
def question(pattern: Pattern, city_wide: bool) -> Question:
    """The one question for a pattern."""
    return Question(pattern, city_wide=city_wide)


class Questions:
    """All that the duties of an arrangement ask a record for, and which of it facts of each shape answer to.

    Cooperations with the same arrangement record alike, so that what a shape answers to is worked out once.
    """

    def __init__(self, asked: Iterable[Question]) -> None:
        self.asked = tuple(dict.fromkeys(asked))
        self._near: dict[tuple[FactKind, int, str | None], list[int]] = defaultdict(list)
        for number, one in enumerate(self.asked):
            self._near[one.telling()].append(number)
        self._known: dict[tuple[Any, ...], list[int]] = {}

    def answers(self, shapes: Mapping[tuple[Any, ...], _Group]) -> list[list[_Group]]:
        """The groups that answer to each question, in the order of the questions."""
        found: list[list[_Group]] = [[] for _ in self.asked]
        known = self._known
        for shape, group in shapes.items():
            numbers = known.get(shape)
            if numbers is None:
                numbers = self._answered(shape, group.facts[0])
            for number in numbers:
                found[number].append(group)
        return found

    def _answered(self, shape: tuple[Any, ...], fact: Fact) -> list[int]:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        near = [(place, shape[place]) for place in _TELLING if shape[place] is not None]
        self._known[shape] = found = [
            number
            for place, value in (*near, (0, None))
            for number in self._near.get((shape[0], place, value), ())
            if self.asked[number].answered_by(fact)
        ]
        return found


class Record:
    """All facts of a cooperation, grouped for questions. Immutable once made.

    Args:
        facts: in any order.
        complete_from, complete_until: outside these days silence tells nothing; None where the record is complete.
        complete_kinds: silence tells something only of these kinds; None where it does of all.
        complete_for: silence tells something only of the duties of these documents, forums and holders; None of all.
        areas: local areas, where the arrangement does not name them.
        warnings: what the reader found that may be a slip of the pen.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        *,
        complete_from: date | None = None,
        complete_until: date | None = None,
        complete_kinds: frozenset[FactKind] | None = None,
        complete_for: frozenset[str] | None = None,
        areas: tuple[str, ...] = (),
        warnings: tuple[Finding, ...] = (),
    ) -> None:
        self.facts = tuple(facts)
        self.warnings = warnings
        self.complete_from, self.complete_until, self.areas = complete_from, complete_until, areas
        self.complete_kinds, self.complete_for = complete_kinds, complete_for
        # One look-up for each fact: the rest is worked out when somebody asks. The days are put aside while the fact is
        # at hand, since memory is what takes time when the facts are many.
        shapes: dict[tuple[Any, ...], _Group] = {}
        for fact in self.facts:
            shape = _SHAPE(fact)
            alike = shapes.get(shape)
            if alike is None:
                shapes[shape] = _Group([fact], [fact.day])
            else:
                alike.facts.append(fact)
                alike.days.append(fact.day)
        self._shapes = shapes
        self._series: dict[Question, Series] = {}
        self._answered: Questions | None = None
        self._ended: dict[tuple[date, str | None], Mapping[str, Fact]] = {}

    @cached_property
    def _groups(self) -> Mapping[tuple[FactKind, int, str | None], list[_Group]]:
        """The groups of each kind, at place nought; and those that have something in each telling place."""
        found: dict[tuple[FactKind, int, str | None], list[_Group]] = defaultdict(list)
        for shape, group in self._shapes.items():
            kind = shape[0]
            found[kind, 0, None].append(group)
            for place in _TELLING:
                if shape[place] is not None:
                    found[kind, place, shape[place]].append(group)
        return found

    @cached_property
    def areas_seen(self) -> tuple[str, ...]:
        """The local areas that any fact names, where nobody has said which there are."""
        return tuple(sorted({shape[_AREA] for shape in self._shapes if shape[_AREA] is not None}))

    @cached_property
    def _turns(self) -> Mapping[FactKind, list[Fact]]:
        """What changes who is bound: that something ceased, and that somebody took a duty over."""
        found: dict[FactKind, list[Fact]] = {FactKind.ENDED: [], FactKind.TAKEN_OVER: []}
        kinds = tuple(found)
        for shape, group in self._shapes.items():
            if shape[0] in kinds:
                found[shape[0]] += group.facts
        return found

    @property
    def has_endings(self) -> bool:
        """Whether any document, forum or function has ever ceased."""
        return bool(self._turns[FactKind.ENDED])

    @property
    def has_takeovers(self) -> bool:
        """Whether anybody has ever taken a duty over."""
        return bool(self._turns[FactKind.TAKEN_OVER])

    def series(self, pattern: Pattern, *, city_wide: bool = False) -> Series:
        """The facts that answer to a pattern; `city_wide` leaves out those of a local area."""
        return self.answer(question(pattern, city_wide))

    def answer(self, asked: Question) -> Series:
        """The facts that answer to a question."""
        found = self._series.get(asked)
        if found is None:
            near = self._groups.get(asked.telling(), ())
            # A group is alike in all that a pattern can ask for, so that its first fact answers for all.
            found = _together([group for group in near if asked.answered_by(group.facts[0])])
            self._series[asked] = found
        return found

    def look_up(self, questions: Questions) -> None:
        """Find the answers to many questions at once: by what is recorded, not by what is asked."""
        if self._answered is questions:
            return
        self._answered = questions
        found = map(_together, questions.answers(self._shapes))
        self._series.update(zip(questions.asked, found, strict=True))

    def ended(self, at: date, *, area: str | None = None) -> Mapping[str, Fact]:
        """What had ceased by that day: documents, forums and functions, by their id; in a local area, its own too."""
        if not self.has_endings:
            return _NO_FACTS
        found = self._ended.get((at, area))
        if found is None:
            found = self._ended[at, area] = {
                fact.what: fact
                for fact in self._turns[FactKind.ENDED]
                if fact.what
                and not fact.planned
                and _begins(fact) <= at
                and (fact.area is None or fact.area == area)
            }
        return found

    def taken_over(self, duty: str, at: date) -> Fact | None:
        """Who took a duty over last, by that day."""
        taken = self._turns[FactKind.TAKEN_OVER]
        found = [fact for fact in taken if fact.duty == duty and _begins(fact) <= at]
        return max(found, key=_begins, default=None)

    @cached_property
    def _first_day(self) -> date | None:
        earliest: list[date] = []
        numbers: list[int] = []
        for group in self._shapes.values():
            first = group.first()
            if first > 1:
                numbers.append(first)
            else:
                # Some have no day of their own.
                earliest += [day for fact in group.facts if (day := fact.begins())]
        if numbers:
            earliest.append(date.fromordinal(min(numbers)))
        return min(earliest, default=None)

    def first_day(self) -> date | None:
        """The earliest day of any fact."""
        return self._first_day


LASTING = (FactKind.APPOINTMENT, FactKind.ARRANGEMENT, FactKind.CIRCUMSTANCE)


def read_facts(name: str, content: bytes, *, blueprint: Blueprint | None = None) -> Record:
    """The record in a file of facts, TOML or JSON, checked against an arrangement's names where one is given.

    Raises:
        Unreadable: something in it is not as docs/using/duties.md says; every finding at once.
    """
    file = File(name)
    values: Mapping[str, Any]
    try:
        file.text = content.decode("utf-8-sig")
        values = json.loads(file.text) if name.lower().endswith(".json") else tomllib.loads(file.text)
    except UnicodeDecodeError as error:
        raise Unreadable([_whole(name, NOT_UTF8.format(error.start + 1))]) from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            [_whole(name, f"är inte JSON: rad {error.lineno}, tecken {error.colno}.")]
        ) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable([_whole(name, f"går inte att tolka: {told(error)}.")]) from error
    if not isinstance(values, Mapping):
        raise Unreadable([_whole(name, "är ingen tabell med record och facts.")])
    for key in values:
        if key not in ("record", "facts"):
            file.findings.append(
                Finding(name, 0, str(key), "är ingen känd del av en faktafil.", "Kända: record, facts.")
            )
    head = Entry(file, "record", values.get("record", {}))
    complete_from, complete_until = head.day("complete_from"), head.day("complete_until")
    if complete_from and complete_until and complete_until < complete_from:
        head.wrong("complete_until", "ligger före complete_from.", "Rätta ett av datumen.")
    complete_kinds = _complete_kinds(head)
    complete_for = _complete_for(head, blueprint)
    areas = head.words("areas")
    head.done()
    facts: tuple[Fact, ...] = sections(file, values, "facts", _fact)
    facts = tuple(
        fact if fact.id else replace(fact, id=f"fakta {number}") for number, fact in enumerate(facts, 1)
    )
    _check(facts, blueprint, areas, file)
    if file.findings:
        raise Unreadable(file.findings)
    return Record(
        facts,
        complete_from=complete_from,
        complete_until=complete_until,
        complete_kinds=complete_kinds,
        complete_for=complete_for,
        areas=areas,
    )


def _complete_for(head: Entry, blueprint: Blueprint | None) -> frozenset[str] | None:
    given = head.words("complete_for")
    if blueprint is not None:
        named = (*blueprint.parties, *blueprint.functions)
        known = [one.id for one in blueprint.instruments]
        known += [one.id for one in blueprint.forums] + [one.id for one in named]
        for one in given:
            if one not in known:
                head.wrong("complete_for", f"{one} finns inte i mallen.", nearest(one, known))
    return frozenset(given) if head.has("complete_for") else None


def _complete_kinds(head: Entry) -> frozenset[FactKind] | None:
    given, known = head.words("complete_kinds"), [kind.value for kind in FactKind]
    for one in given:
        if one not in known:
            head.wrong("complete_kinds", f"{one} är inget av orden.", nearest(one, known))
    if not head.has("complete_kinds"):
        return None
    return frozenset(kind for kind in FactKind if kind.value in given)


def _whole(name: str, problem: str) -> Finding:
    return Finding(name, 0, "hela filen", problem, "Se docs/using/duties.md.")


def _fact(entry: Entry) -> Fact:
    if not entry.has("kind"):
        entry.wrong("kind", "saknas.", "Skriv vad det är för slags faktum.")
    kind = entry.choice("kind", FactKind, FactKind.ACTIVITY)
    fact = Fact(
        id=entry.text("id"),
        kind=kind,
        on=entry.span("on"),
        what=entry.text("what") or None,
        forum=entry.text("forum") or None,
        area=entry.text("area") or None,
        place=entry.text("place") or None,
        party=entry.text("party") or None,
        function=entry.text("function") or None,
        by=entry.words("by"),
        to=entry.words("to"),
        signed_by=entry.words("signed_by"),
        having=dict(entry.having()),
        count=entry.whole_or("count", 1, least=1),
        planned=entry.truth("planned"),
        of=entry.text("of") or None,
        period=entry.span("for"),
        first=entry.day("from"),
        last=entry.day("until"),
        duty=entry.text("duty") or None,
        replaced_by=entry.text("replaced_by") or None,
        source=entry.text("source"),
    )
    if fact.on is None and not (kind in LASTING and (fact.first or fact.last)) and not entry.values.get("on"):
        entry.wrong("on", "saknas.", "Skriv när det gjordes, eller from och until för det som varar.")
    if fact.first and fact.last and fact.last < fact.first:
        entry.wrong("until", "ligger före from.", "Rätta ett av datumen.")
    if kind in (FactKind.ENDED,) and not fact.what:
        entry.wrong("what", "saknas.", "Skriv id på det som upphörde.")
    if kind is FactKind.TAKEN_OVER and not (fact.duty and fact.by):
        entry.wrong("duty", "och by behövs båda.", "Skriv vilken skyldighet som togs över, och av vem.")
    return fact


def _check(facts: tuple[Fact, ...], blueprint: Blueprint | None, areas: tuple[str, ...], file: File) -> None:
    known: dict[str, dict[str, None]] = {}
    if blueprint is not None:
        known["forum"] = dict.fromkeys(one.id for one in blueprint.forums)
        known["area"] = dict.fromkeys([*(one.id for one in blueprint.areas), *areas])
        known["duty"] = dict.fromkeys(one.id for one in (*blueprint.duties, *blueprint.practices))
    seen: set[str] = set()

    def wrong(number: int, key: str, problem: str, remedy: str) -> None:
        where = f"facts {number + 1} ({facts[number].id}) › {key}"
        file.findings.append(Finding(file.name, file.line_of("facts", number), where, problem, remedy))

    for number, fact in enumerate(facts):
        for key, choices in known.items():
            value = getattr(fact, key)
            # Where no areas are named, any will do.
            if value is not None and value not in choices and (choices or key != "area"):
                wrong(number, key, f"{value} finns inte i mallen.", nearest(value, choices))
        if fact.id in seen:
            wrong(number, "id", "används redan.", "Varje id används en gång.")
        seen.add(fact.id)


def _warnings(facts: tuple[Fact, ...], blueprint: Blueprint, file: File) -> tuple[Finding, ...]:
    """Names that no duty of the arrangement knows: such a fact may never count, which is seldom meant."""
    actors = {one.id for one in (*blueprint.parties, *blueprint.functions)} | {
        one.id for one in blueprint.forums
    }
    endable = actors | {one.id for one in blueprint.instruments}
    asked = {
        name
        for duty in (*blueprint.duties, *blueprint.practices)
        for pattern in (duty.evidence, duty.condition)
        if pattern is not None
        for name in (*pattern.by, *pattern.to, *pattern.signed_by, *filter(None, (pattern.function,)))
    }
    found = []
    for number, fact in enumerate(facts):
        names = [("by", one) for one in fact.by] + [("to", one) for one in fact.to]
        names += [("signed_by", one) for one in fact.signed_by]
        names += [("function", fact.function)] if fact.function else []
        known = actors | asked
        if fact.kind is FactKind.ENDED and fact.what:
            names, known = [("what", fact.what)], endable
        for key, value in names:
            if value not in known:
                where = f"facts {number + 1} ({fact.id}) › {key}"
                line = file.line_of("facts", number)
                found.append(
                    Finding(file.name, line, where, f"{value} nämns inte i mallen.", nearest(value, known))
                )
    return tuple(found)
