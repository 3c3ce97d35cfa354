"""What a blueprint tells of one of its forums, gathered from the forum itself and from the duties about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trygghjulet.obligations import words
from trygghjulet.obligations.words import Blueprint, Duty, FactKind, Kind, Lines

_SHORTEST, _LONGEST = 160, 300
#: What is refused, by what the duty calls it.
_REFUSED = {"arende-om-enskild": "refuses_individual", "operativ-fraga": "refuses_operational"}
#: What is sent, by what the duty calls it; other things are information.
_SENT = {"minnesanteckningar": "minnesanteckningar", "protokoll": "protokoll", "rapportering": "rapport"}
_ELECTED = ("presidi", "kommunalråd", "politisk", "förtroendevald")
_LAST_DAY_OF_YEAR = (12, 31)


@dataclass(frozen=True)
class ToldSeat:
    """A seat with the mandates that go with it. `party` is the blueprint's id of whose it is."""

    key: str
    name: str
    at_least: int = 1
    at_most: int | None = None
    party: str = ""
    function_title: str = ""
    elected: bool = False
    attends: str = "every"
    mandates: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True)
class ToldPerspective:
    """A property that so many must have; `seat` is the seat's key, empty for all of them."""

    name: str
    key: str
    value: str
    at_least: int
    seat: str = ""
    clause: str = ""


@dataclass(frozen=True)
class ToldTurn:
    """A task that goes in turns; `places` are the blueprint's ids."""

    what: str
    share: str
    places: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class ToldRoute:
    """Who is to have what; `to` is the blueprint's id."""

    what: str
    when: str
    to: str
    within_days: int | None = None
    yearly_by: tuple[int, int] | None = None
    clause: str = ""


@dataclass(frozen=True)
class ToldLink:
    """How it stands to another; `to` is the blueprint's id."""

    kind: str
    to: str
    clause: str


@dataclass(frozen=True)
class Told:
    """All that a blueprint tells of a forum. The fields of `content` and `composition` are the operations' own."""

    forum: words.Forum
    content: dict[str, Any] = field(default_factory=dict)
    led_by: tuple[str, ...] = ()
    convened_by: tuple[str, ...] = ()
    composition: dict[str, Any] = field(default_factory=dict)
    seats: tuple[ToldSeat, ...] = ()
    perspectives: tuple[ToldPerspective, ...] = ()
    turns: tuple[ToldTurn, ...] = ()
    routes: tuple[ToldRoute, ...] = ()
    links: tuple[ToldLink, ...] = ()


def told_of(blueprint: Blueprint, key: str) -> Told | None:
    """What a blueprint tells of the forum with that key; None where it names none."""
    forum = next((one for one in blueprint.forums if one.id == key), None)
    return _Reading(blueprint, forum).told() if forum is not None else None


def place(blueprint: Blueprint, instrument: str, lines: Lines | None) -> str:
    """Where something stands: the document's title and the lines in its source."""
    found = blueprint.instrument(instrument) or blueprint.head
    title = found.title if found else blueprint.title
    if lines is None:
        return title[:_LONGEST]
    where = f"rad {lines[0]}" if lines[0] == lines[1] else f"raderna {lines[0]}–{lines[1]}"
    return f"{title[: _LONGEST - len(where) - 2]}, {where}"


class _Reading:
    """One forum of a blueprint while it is being read."""

    def __init__(self, blueprint: Blueprint, forum: words.Forum) -> None:
        self.blueprint, self.forum = blueprint, forum
        self.own = [one for one in blueprint.duties if one.evidence.forum == forum.id]
        self.near = [one for one in blueprint.duties if self._stands_here(one)]
        self.composed = [one for one in self.own if one.kind is Kind.COMPOSITION and one.composition]

    def _stands_here(self, duty: Duty) -> bool:
        """Is it said among what the source says of the forum?"""
        lines, own = duty.lines, self.forum.lines
        return (
            duty.instrument == self.forum.instrument
            and lines is not None
            and own is not None
            and own[0] <= lines[0]
            and lines[1] <= own[1]
        )

    def told(self) -> Told:
        content = self._content()
        composition = self._composition()
        return Told(
            self.forum,
            content,
            self.forum.led_by,
            self.forum.convened_by,
            composition,
            self._seats(),
            self._perspectives(),
            tuple(self._turns()),
            tuple(self._routes()),
            tuple(
                ToldLink(way.value, to, place(self.blueprint, self.forum.instrument, lines))
                for way, to, lines in self.forum.ways
            ),
        )

    def _clause(self, duty: Duty) -> str:
        return place(self.blueprint, duty.instrument, duty.lines)

    def _names(self, keys: Iterable[str]) -> str:
        names = [self.blueprint.name_of(key) for key in dict.fromkeys(keys)]
        return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)[:_SHORTEST]

    # What the forum is

    def _content(self) -> dict[str, Any]:
        functions = {one.id for one in self.blueprint.functions}
        conveners = [key for key in self.forum.convened_by if key in functions]
        calls = [
            one.when.days
            for one in self.own
            if one.kind is Kind.NOTICE and isinstance(one.when, words.Before) and one.when.days
        ]
        secretaries = [one for one in self.near if (one.evidence.what or "").startswith("sekreterarservice")]
        content = {
            "purpose": self.forum.purpose.words if self.forum.purpose else "",
            "mandate": self.forum.mandate.words if self.forum.mandate else "",
            "convener": self._names(conveners) if conveners else "",
            "secretariat": self._names(secretaries[0].who) if secretaries else "",
            "call_days": max(calls, default=None),
        }
        for duty in self.blueprint.duties:
            refused = _REFUSED.get(duty.evidence.what or "")
            if duty.kind is Kind.PROHIBITION and refused and self.forum.id in duty.who:
                content |= {refused: True, "refusal_clause": self._clause(duty)}
        return {name: value for name, value in content.items() if value}

    # Who sits there

    def _composition(self) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for duty in self.composed:
            made = duty.composition
            if made is None:
                continue
            for name, span in (("members", made.members), ("substitutes", made.substitutes)):
                if span is not None:
                    merged |= {f"{name}_least": span[0], f"{name}_most": span[1]}
                    merged.setdefault("clause", self._clause(duty))
            if made.term_years is not None:
                merged["term_years"] = made.term_years
        if self._police_in_each():
            merged["police_required"] = True
        merged |= self._appointing()
        if self.composed:
            merged.setdefault("clause", self._clause(self.composed[0]))
        return {name: value for name, value in merged.items() if value is not None}

    def _police_in_each(self) -> bool:
        """Must the police be in the group, one that does the work?"""
        police = {one.id for one in self.blueprint.parties if one.kind == "police"}
        seats = [seat for duty in self.composed if duty.composition for seat in duty.composition.seats]
        return self.forum.kind == "working" and any(seat.party in police for seat in seats)

    def _appointing(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        chosen = [
            one
            for one in self.near
            if one.kind is Kind.APPOINTMENT and one.evidence.kind is FactKind.DECISION and one.evidence.by
        ]
        if chosen:
            found["appointed_by"] = self._names(chosen[0].evidence.by)
        nominated = [one for one in self.near if one.evidence.what == "nominering"]
        if nominated:
            who = self._names(key for one in nominated for key in one.who)
            found["nominated_by"] = f"{who}, till {self._names(nominated[0].to)}"[:_LONGEST]
        for duty in self.own:
            if duty.kind is not Kind.APPOINTMENT or not duty.evidence.by:
                continue
            if duty.evidence.what == "ordforande":
                found["chair_appointed_by"] = self._names(duty.evidence.by)
            elif (duty.evidence.what or "").endswith("vice-ordforande"):
                found["vice_chairs"] = found.get("vice_chairs", 0) + 1
                found["vice_chairs_appointed_by"] = self._names(duty.evidence.by)
        parts = {one.id for one in self.blueprint.forums if one.part_of == self.forum.id}
        if any(one.kind is Kind.APPOINTMENT and one.evidence.forum in parts for one in self.near):
            found["committee"] = True
        for duty in self.near:
            if duty.kind is Kind.MANDATE and duty.evidence.what == "adjungering":
                found["adjuncts_decided_by"] = self._names(duty.evidence.by)
            if duty.kind is Kind.PRESENCE and (duty.evidence.what or "").startswith("annan-behorig"):
                found["absence"] = duty.clause
            if duty.kind is Kind.PROHIBITION and duty.evidence.kind is FactKind.APPOINTMENT:
                found["eligibility"] = duty.clause
        return found

    def _seats(self) -> tuple[ToldSeat, ...]:
        found: dict[str, ToldSeat] = {}
        for duty in self.composed:
            for given in duty.composition.seats if duty.composition else ():
                before = found.get(given.id)
                # The same seat may be told twice, once without a number: the one that says more counts.
                if before is None or given.at_least >= before.at_least:
                    kept = before.at_most if before and given.at_most is None else given.at_most
                    found[given.id] = replace(self._seat(given, self._clause(duty)), at_most=kept)
        for duty in self.own:
            if isinstance(duty.when, words.Attends):
                key = duty.when.attends
                seat = found.get(key) or self._seat(
                    words.Seat(key, self.blueprint.name_of(key), function=key), ""
                )
                every = "every_other" if duty.when.share is words.Share.EVERY_OTHER else "every"
                found[key] = replace(seat, attends=every, clause=seat.clause or self._clause(duty))
        return tuple(replace(seat, mandates=self._mandates(seat.key)) for seat in found.values())

    def _seat(self, seat: words.Seat, clause: str) -> ToldSeat:
        functions = {one.id: one for one in self.blueprint.functions}
        function = functions.get(seat.function or "")
        return ToldSeat(
            key=seat.id,
            name=seat.name[:_SHORTEST],
            at_least=seat.at_least,
            at_most=seat.at_most,
            party=seat.party or (function.party if function else ""),
            function_title=self.blueprint.name_of(seat.function)[:120] if seat.function else "",
            elected=any(word in seat.name.casefold() for word in _ELECTED),
            attends="when_needed" if seat.at_least == 0 and "vid behov" in seat.name else "every",
            clause=clause,
        )

    def _mandates(self, seat: str) -> tuple[str, ...]:
        found = []
        for duty in self.own:
            mandate = dict(duty.evidence.having).get("mandate")
            if duty.kind is not Kind.MANDATE or not isinstance(mandate, str):
                continue
            named = {one.id for one in duty.composition.seats} if duty.composition else set()
            if duty.evidence.what == seat or (duty.evidence.what is None and (not named or seat in named)):
                found.append(mandate)
        return tuple(dict.fromkeys(found))

    def _perspectives(self) -> tuple[ToldPerspective, ...]:
        seats = {seat.key for seat in self._seats()}
        found = []
        for duty in self.composed:
            for one in duty.composition.perspectives if duty.composition else ():
                seat = one.seat or (duty.evidence.what if duty.evidence.what in seats else "") or ""
                found += [
                    ToldPerspective(one.name[:200], key, str(value), one.at_least, seat, self._clause(duty))
                    for key, value in one.having
                ]
        return tuple(found)

    # Turns, and who is to have what

    def _turns(self) -> Iterator[ToldTurn]:
        told: dict[str, ToldTurn] = {}
        for duty in self.own:
            when = duty.when
            if not isinstance(when, words.Alternates):
                continue
            turn = ToldTurn(when.alternates, when.share.value, when.between, self._clause(duty))
            # Every other time is also equally often, so where a source says both the stricter one counts.
            if when.alternates not in told or when.share is words.Share.EVERY_OTHER:
                told[when.alternates] = turn
        yield from told.values()

    def _routes(self) -> Iterator[ToldRoute]:
        for duty in self.blueprint.duties:
            own = duty.evidence.forum == self.forum.id or self.forum.id in duty.who
            if duty.evidence.kind is FactKind.DISPATCH and own:
                what = _SENT.get(duty.evidence.what or "", "information")
            elif duty.kind is Kind.REPORT and self.forum.id in duty.who:
                what = "rapport"
            else:
                continue
            for to in duty.to:
                if to != self.forum.id:
                    yield self._route(duty, what, to)

    def _route(self, duty: Duty, what: str, to: str) -> ToldRoute:
        when, clause = duty.when, self._clause(duty)
        if isinstance(when, words.After) and when.after.kind is FactKind.MEETING:
            return ToldRoute(what, "each_meeting", to, within_days=when.days, clause=clause)
        if isinstance(when, words.After):
            return ToldRoute(what, "by_decision", to, within_days=when.days, clause=clause)
        if _yearly(when):
            return ToldRoute(what, "yearly", to, yearly_by=_last_day(when), clause=clause)
        return ToldRoute(what, "by_decision", to, clause=clause)


def _yearly(when: words.When) -> bool:
    if isinstance(when, words.PerPeriod):
        return when.per is words.Per.YEAR
    return isinstance(when, words.Every) and when.every.years == 1


def _last_day(when: words.When) -> tuple[int, int]:
    if isinstance(when, words.PerPeriod) and when.between is not None:
        return when.between[1]
    return _LAST_DAY_OF_YEAR


def known(seats: Sequence[ToldSeat], mandates: Iterable[str]) -> tuple[ToldSeat, ...]:
    """The seats with only those mandates that can be entered; what else a source says of a mandate is in its clause."""
    able = frozenset(mandates)
    return tuple(replace(seat, mandates=tuple(one for one in seat.mandates if one in able)) for seat in seats)
