"""What has really been done: facts, how they are read from a file, and the record that answers questions about them."""

from __future__ import annotations

import json
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.entries import Entry, File, Finding, Unreadable, nearest, sections, told
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

    def begins(self) -> date | None:
        """The first day that it can have happened, or that it holds."""
        return self.first or (self.on.first if self.on else None)

    def holds(self, day: date) -> bool:
        """Whether something that lasts holds that day."""
        begins = self.begins()
        return (begins is None or begins <= day) and (self.last is None or day <= self.last)


Key = tuple[str | None, str | None, str | None, str | None, str | None, str | None]


def matches(pattern: Pattern, fact: Fact) -> bool:
    """Whether a fact is what a pattern asks for."""
    return (
        fact.kind is pattern.kind
        and all(
            getattr(pattern, name) is None or getattr(pattern, name) == getattr(fact, name)
            for name in ("what", "forum", "area", "place", "party", "function")
        )
        and _more(pattern, fact)
    )


def _more(pattern: Pattern, fact: Fact) -> bool:
    return (
        set(pattern.by) <= set(fact.by)
        and set(pattern.to) <= set(fact.to)
        and set(pattern.signed_by) <= set(fact.signed_by)
        and all(has(fact.having.get(name), value) for name, value in pattern.having)
    )


def has(value: Any, asked: Any) -> bool:
    """Whether a property is what is asked for: the same, or a list that holds it."""
    if isinstance(value, (list, tuple)):
        return set(asked) <= set(value) if isinstance(asked, (list, tuple)) else asked in value
    return bool(value == asked)


@dataclass(frozen=True, slots=True)
class Series:
    """The facts that answer to a pattern. `days` are the ordinals of those known to the day, in order, with as
    many in `sums` up to each; `loose` those whose time is wider than a day; `planned` those to come; `lasting` those
    that hold for a time.
    """

    facts: tuple[Fact, ...]
    days: tuple[int, ...]
    sums: tuple[int, ...]
    loose: tuple[Fact, ...]
    planned: tuple[Fact, ...]
    lasting: tuple[Fact, ...]

    def sure(self, first: date, last: date, at: date) -> int:
        """How many certainly fall within the days, as known that day."""
        return self._exact(first, min(last, at)) + sum(
            fact.count
            for fact in self.loose
            if (when := placed(fact)).first >= first and when.last <= last and over(fact, at)
        )

    def possible(self, first: date, last: date, at: date) -> int:
        """How many may fall within the days, counting those of which only a wider time is known."""
        return self._exact(first, min(last, at)) + sum(
            fact.count
            for fact in self.loose
            if (when := placed(fact)).first <= last and when.last >= first and known(fact, at)
        )

    def _exact(self, first: date, last: date) -> int:
        if last < first or not self.days:
            return 0
        low = bisect_right(self.days, first.toordinal() - 1)
        high = bisect_right(self.days, last.toordinal())
        return self.sums[high] - self.sums[low]

    def within(self, first: date, last: date, at: date) -> tuple[Fact, ...]:
        """The facts that can fall within the days, oldest first."""
        low = bisect_right(self.days, first.toordinal() - 1)
        high = bisect_right(self.days, min(last, at).toordinal())
        exact = self.facts[low:high] if low < high else ()
        loose = tuple(
            fact
            for fact in self.loose
            if (when := placed(fact)).first <= last and when.last >= first and known(fact, at)
        )
        return exact + loose

    def latest(self, at: date) -> Fact | None:
        """The last fact before or on that day, by the earliest day it can have been done."""
        high = bisect_right(self.days, at.toordinal())
        best = self.facts[high - 1] if high else None
        for fact in self.loose:
            begins = fact.on.first if fact.on else None
            if known(fact, at) and begins and (best is None or begins > (best.begins() or date.min)):
                best = fact
        return best

    def until(self, at: date) -> tuple[Fact, ...]:
        """All facts before or on that day."""
        return self.within(date.min, date.max, at)


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


_NOTHING = Series((), (), (0,), (), (), ())


class Record:
    """All facts of a cooperation, grouped for questions. Immutable once made.

    Args:
        facts: in any order.
        complete_from, complete_until: outside these days silence tells nothing; None where the record is complete.
        areas: local areas, where the arrangement does not name them.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        *,
        complete_from: date | None = None,
        complete_until: date | None = None,
        areas: tuple[str, ...] = (),
    ) -> None:
        self.facts = tuple(facts)
        self.complete_from, self.complete_until, self.areas = complete_from, complete_until, areas
        grouped: dict[FactKind, dict[Key, list[Fact]]] = {}
        for fact in self.facts:
            of_kind = grouped.get(fact.kind)
            if of_kind is None:
                of_kind = grouped[fact.kind] = defaultdict(list)
            of_kind[fact.what, fact.forum, fact.area, fact.place, fact.party, fact.function].append(fact)
        self._grouped = grouped
        self._series: dict[tuple[Pattern, bool], Series] = {}

    def series(self, pattern: Pattern, *, city_wide: bool = False) -> Series:
        """The facts that answer to a pattern; `city_wide` leaves out those of a local area."""
        key = (pattern, city_wide)
        found = self._series.get(key)
        if found is None:
            found = self._series[key] = self._make(pattern, city_wide and pattern.area is None)
        return found

    def _make(self, pattern: Pattern, city_wide: bool) -> Series:
        groups = self._grouped.get(pattern.kind)
        if not groups:
            return _NOTHING
        asked = (
            pattern.what,
            pattern.forum,
            pattern.area,
            pattern.place,
            pattern.party,
            pattern.function,
        )
        wanted = [(place, value) for place, value in enumerate(asked) if value is not None]
        facts: list[Fact] = []
        for key, group in groups.items():
            if city_wide and key[2] is not None:
                continue
            if all(key[place] == value for place, value in wanted):
                facts += group
        if pattern.by or pattern.to or pattern.signed_by or pattern.having:
            facts = [fact for fact in facts if _more(pattern, fact)]
        return _series(facts) if facts else _NOTHING

    def ended(self, at: date, *, area: str | None = None) -> Mapping[str, Fact]:
        """What had ceased by that day: documents, forums and functions, by their id; in a local area, its own too."""
        groups = self._grouped.get(FactKind.ENDED, {})
        return {
            fact.what: fact
            for group in groups.values()
            for fact in group
            if fact.what
            and not fact.planned
            and (fact.begins() or date.min) <= at
            and (fact.area is None or fact.area == area)
        }

    def taken_over(self, duty: str, at: date) -> Fact | None:
        """Who took a duty over last, by that day."""
        groups = self._grouped.get(FactKind.TAKEN_OVER, {})
        found = [
            fact
            for group in groups.values()
            for fact in group
            if fact.duty == duty and (fact.begins() or date.min) <= at
        ]
        return max(found, key=lambda fact: fact.begins() or date.min, default=None)

    def first_day(self) -> date | None:
        """The earliest day of any fact."""
        return min((day for fact in self.facts if (day := fact.begins())), default=None)


def _series(facts: list[Fact]) -> Series:
    exact: list[tuple[int, Fact]] = []
    loose: list[Fact] = []
    planned: list[Fact] = []
    lasting: list[Fact] = []
    for fact in facts:
        if fact.planned:
            planned.append(fact)
            continue
        if fact.first is not None or fact.last is not None:
            lasting.append(fact)
        when = placed(fact)
        if fact.period is None and when.exact:
            # What only holds for a time counts as begun on its first day.
            exact.append((when.first.toordinal(), fact))
        else:
            loose.append(fact)
    exact.sort(key=lambda one: one[0])
    sums = [0]
    for _, fact in exact:
        sums.append(sums[-1] + fact.count)
    planned.sort(key=lambda fact: fact.begins() or date.max)
    return Series(
        tuple(fact for _, fact in exact),
        tuple(day for day, _ in exact),
        tuple(sums),
        tuple(loose),
        tuple(planned),
        tuple(lasting),
    )


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
        raise Unreadable([_whole(name, f"är inte UTF-8 (byte {error.start + 1}).")]) from error
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
    areas = head.words("areas")
    head.done()
    facts: tuple[Fact, ...] = sections(file, values, "facts", _fact)
    facts = tuple(
        fact if fact.id else replace(fact, id=f"fakta {number}") for number, fact in enumerate(facts, 1)
    )
    if blueprint is not None:
        _check(facts, blueprint, areas, file)
    if file.findings:
        raise Unreadable(file.findings)
    return Record(facts, complete_from=complete_from, complete_until=complete_until, areas=areas)


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


def _check(facts: tuple[Fact, ...], blueprint: Blueprint, areas: tuple[str, ...], file: File) -> None:
    forums = [one.id for one in blueprint.forums]
    local = [*(one.id for one in blueprint.areas), *areas]
    duties = [one.id for one in (*blueprint.duties, *blueprint.practices)]
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        asked = (
            ("forum", fact.forum, forums),
            ("area", fact.area, local if local else [fact.area or ""]),
            ("duty", fact.duty, duties),
        )
        where = f"facts {number + 1} ({fact.id})"
        line = file.line_of("facts", number)
        for key, value, choices in asked:
            if value is not None and value not in choices:
                file.findings.append(
                    Finding(
                        file.name,
                        line,
                        f"{where} › {key}",
                        f"{value} finns inte i mallen.",
                        nearest(value, choices),
                    )
                )
        if fact.id in seen:
            file.findings.append(
                Finding(file.name, line, f"{where} › id", "används redan.", "Varje id används en gång.")
            )
        seen.add(fact.id)
