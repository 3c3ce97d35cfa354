"""A blueprint's forums as the test sees them: what its clauses say, before any row of the cooperation's own exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.obligations import words as w
from trygghjulet.oversight.strategic_council.rules import wording
from trygghjulet.oversight.strategic_council.rules.bodies import (
    Body,
    Channel,
    Leader,
    Leads,
    Matter,
    Member,
    Side,
)
from trygghjulet.oversight.strategic_council.rules.criteria import Evidence

#: The kinds of duty that tell what a forum works with.
_ABOUT_THE_WORK: Final = (
    w.Kind.COOPERATION,
    w.Kind.MANDATE,
    w.Kind.DECISION,
    w.Kind.FOLLOWUP,
    w.Kind.REPORT,
    w.Kind.DOCUMENT,
    w.Kind.MEETING,
)
#: The kinds of duty that lead something out of the forum.
_LEADING_OUT: Final = (w.Kind.ROUTING, w.Kind.REPORT, w.Kind.COMMUNICATION, w.Kind.COOPERATION)
#: The mandates of a seat, sorted by what they are to the test.
TAKES_ON: Final = frozenset({"ta-med-fragor", "fa-att-agera", "besluta", "fullfolja"})
ACTS, DECIDES = frozenset({"fa-att-agera", "satta-av-resurser"}), frozenset({"besluta"})
_WAYS: Final = {
    w.Way.PREPARES_FOR: "Bereder för",
    w.Way.REPORTS_TO: "Rapporterar till",
    w.Way.DECIDES_OVER: "Beslutar över",
    w.Way.RAISES_TO: "Lyfter frågor till",
}
_MINUTES: Final = frozenset({"protokoll", "minnesanteckningar"})
#: Where the source calls a chair's appointment by this, the one who appoints is told.
_CHAIR: Final = "ordforande"


@lru_cache(maxsize=256)
def body_of(blueprint: str, key: str) -> Body | None:
    """The forum of a blueprint as the test sees it; None where there is none."""
    try:
        source = load(blueprint)
    except KeyError:
        return None
    forum = next((one for one in source.forums if one.id == key), None)
    return _Reader(source, forum).body(blueprint) if forum else None


class _Reader:
    """Reads one forum of a blueprint."""

    def __init__(self, source: w.Blueprint, forum: w.Forum) -> None:
        self.source, self.forum = source, forum
        self.parties = {one.id: one for one in source.parties}
        self.functions = {one.id: one for one in source.functions}
        self.forums = {one.id: one for one in source.forums}
        self.duties = [one for one in (*source.duties, *source.practices) if self._concerns(one)]

    def body(self, blueprint: str) -> Body:
        """The whole of it."""
        return Body(
            ref=f"{blueprint}/{self.forum.id}",
            name=self.forum.name,
            leaders=tuple(self._leaders()),
            members=tuple(self._members(blueprint)),
            matters=tuple(self._matters()),
            channels=tuple(self._channels()),
            decides=tuple(self._decides()),
            acts=tuple(self._by_mandate(ACTS)),
            advises=tuple(self._advises()),
        )

    def _concerns(self, duty: w.Duty) -> bool:
        key, evidence = self.forum.id, duty.evidence
        return key in (evidence.forum, *duty.who, *duty.to, *evidence.by, *evidence.to)

    def _of_the_forum(self, duty: w.Duty) -> bool:
        """Does the forum itself do it, or does it happen in it, and not in another?"""
        if duty.evidence.forum not in (None, self.forum.id):
            return False
        return self.forum.id in (duty.evidence.forum, *duty.who, *duty.evidence.by)

    def _seen(self, duty: w.Duty) -> Evidence:
        return Evidence(f"{duty.title}{self._place(duty)}")

    def _place(self, duty: w.Duty) -> str:
        instrument = self.source.instrument(duty.instrument)
        where = _at(instrument.title if instrument else "", duty.lines)
        return f" ({where})" if where else ""

    # Who

    def sides_of(self, key: str, depth: int = 0) -> frozenset[Side]:
        """What sort of actors a party, function or forum is, as the blueprint names it."""
        if key in self.parties:
            party = self.parties[key]
            return wording.sides(party.name, party.kind)
        if key in self.functions:
            function = self.functions[key]
            owner = self.parties.get(function.party)
            # A function of a party that is only called "other" is read by both names.
            name = f"{function.name} {owner.name if owner else ''}"
            return wording.sides(name, owner.kind if owner else "")
        if key in self.forums and depth < 2:
            forum = self.forums[key]
            leading = {
                side for one in (*forum.led_by, *forum.convened_by) for side in self.sides_of(one, depth + 1)
            }
            return frozenset(leading) | self._sides_seated(key)
        return frozenset()

    def _sides_seated(self, key: str) -> frozenset[Side]:
        seats = (
            seat
            for duty in self.source.duties
            if duty.composition and duty.evidence.forum == key
            for seat in duty.composition.seats
        )
        return frozenset(side for seat in seats for side in self._sides_of_seat(seat))

    def _sides_of_seat(self, seat: w.Seat) -> frozenset[Side]:
        party = self.parties.get(seat.party or "")
        function = self.functions.get(seat.function or "")
        if party is None and function is not None:
            party = self.parties.get(function.party)
        words = " ".join(
            one for one in (seat.name, function.name if function else "", party.name if party else "") if one
        )
        return wording.sides(words, party.kind if party else "")

    def _leaders(self) -> Iterator[Leader]:
        for how, keys in ((Leads.LEADS, self.forum.led_by), (Leads.CONVENES, self.forum.convened_by)):
            for key in keys:
                if key == self.forum.id:
                    continue
                found = self.sides_of(key)
                side = Side.MUNICIPALITY if Side.MUNICIPALITY in found else next(iter(sorted(found)), None)
                yield Leader(self.source.name_of(key), None if side is Side.OTHER else side, how)
        for duty in self.duties:
            if duty.kind is w.Kind.APPOINTMENT and duty.evidence.what == _CHAIR:
                for key in duty.who:
                    yield Leader(
                        self.source.name_of(key),
                        wording.side(self.source.name_of(key)),
                        Leads.CHAIR_APPOINTED_BY,
                    )

    def _members(self, blueprint: str) -> Iterator[Member]:
        prefix = f"{blueprint}/{self.forum.id}"
        seats: dict[str, w.Seat] = {}
        for duty in self.duties:
            if duty.evidence.forum == self.forum.id and duty.composition:
                for seat in duty.composition.seats:
                    known = seats.get(seat.id)
                    if known is None or (known.party is None and seat.party is not None):
                        seats[seat.id] = seat
        named = list(self._named(prefix))
        replaced = {seat for seat, _ in named}
        for seat in seats.values():
            if seat.id in replaced:
                continue
            function = self.functions.get(seat.function or "")
            party = self.parties.get(seat.party or (function.party if function else "") or "")
            # The name of a category, such as "members from authorities", is no title.
            by_words = wording.leading(f"{seat.name} {function.name if function else ''}")
            yield Member(
                f"{prefix}/{seat.id}",
                seat.name,
                party.name if party else "",
                self._sides_of_seat(seat),
                True if by_words else (False if function is not None else None),
            )
        yield from (member for _, member in named)
        yield from self._invited(prefix)

    def _named(self, prefix: str) -> Iterator[tuple[str, Member]]:
        """The organisations that sat in a category of seats, where the source tells which."""
        for duty in self.duties:
            if duty.evidence.forum != self.forum.id or duty.composition is None:
                continue
            for number, one in enumerate(duty.composition.perspectives):
                having = dict(one.having)
                if "organisation" in having:
                    kind = (
                        self.parties[having["organisation"]].kind
                        if having["organisation"] in self.parties
                        else ""
                    )
                    seat = duty.evidence.what or ""
                    found = wording.sides(one.name, kind)
                    if Side.OTHER in found and seat:
                        found = wording.sides(seat)
                    yield seat, Member(f"{prefix}/{seat}-{number}", "", one.name, found)

    def _invited(self, prefix: str) -> Iterator[Member]:
        """Those who are invited to every meeting, and those who are there."""
        for duty in self.duties:
            if duty.evidence.forum != self.forum.id:
                continue
            if duty.kind is w.Kind.NOTICE and self.forum.kind in ("hearing", "open"):
                keys: Iterable[str] = duty.to
            elif duty.kind is w.Kind.PRESENCE:
                keys = duty.who
            else:
                continue
            for key in keys:
                if key != self.forum.id:
                    name = self.source.name_of(key)
                    yield Member(f"{prefix}/{key}", "", name, self.sides_of(key))

    # What

    def _matters(self) -> Iterator[Matter]:
        seen = set()
        for duty in self.duties:
            in_it = self._of_the_forum(duty) or self.forum.id in (*duty.to, *duty.evidence.to)
            if duty.kind not in _ABOUT_THE_WORK or not in_it or duty.title in seen:
                continue
            if wording.about_itself(duty.evidence.what or ""):
                continue
            seen.add(duty.title)
            having = " ".join(str(value) for _, value in duty.evidence.having)
            own_name = self.forum.name.casefold()
            title = duty.title.casefold().replace(own_name, "")
            text = f"{title} {(duty.evidence.what or '').replace('-', ' ')} {having.replace('-', ' ')}"
            yield Matter(f"{duty.title}{self._place(duty)}", wording.themes(text), handled=False)
        for said, label in self._said():
            yield Matter(
                f"{label}: {said.words}{self._lines(said)}", wording.themes(said.words), handled=False
            )

    def _said(self) -> Iterator[tuple[w.Said, str]]:
        """What the source says that the forum is for, and may do."""
        for said, label in ((self.forum.purpose, "Syftet"), (self.forum.mandate, "Mandatet")):
            if said is not None:
                yield said, label

    def _lines(self, said: w.Said) -> str:
        instrument = self.source.instrument(self.forum.instrument)
        return f" ({_at(instrument.title if instrument else '', said.lines)})" if said.lines else ""

    def _channels(self) -> Iterator[Channel]:
        for duty in self.duties:
            if (duty.evidence.what or "").startswith("intern-beredning"):
                yield self._channel(duty, duty.who)
            elif duty.kind in _LEADING_OUT and self._of_the_forum(duty) and (duty.to or duty.evidence.to):
                targets = [one for one in (duty.to or duty.evidence.to) if one != self.forum.id]
                members_only = (duty.evidence.what or "") in _MINUTES and all(map(self._is_member, targets))
                if targets:
                    yield self._channel(duty, targets, weak=members_only)
            elif dict(duty.evidence.having).get("mandate") in TAKES_ON:
                seated = (
                    tuple(seat.party or seat.function or "" for seat in duty.composition.seats)
                    if duty.composition
                    else ()
                )
                yield self._channel(duty, (*duty.who, *seated))
        for way, key, _ in self.forum.ways:
            yield Channel(f"{_WAYS[way]} {self.source.name_of(key)}", self._reached((key,)))
        for one in self.source.forums:
            if self.forum.id in one.prepares_for:
                yield Channel(f"{one.name} bereder åt forumet", self._reached((one.id,)))

    def _channel(self, duty: w.Duty, keys: Iterable[str], *, weak: bool = False) -> Channel:
        return Channel(f"{duty.title}{self._place(duty)}", self._reached(keys), weak)

    def _reached(self, keys: Iterable[str]) -> frozenset[Side]:
        """The sorts of organisation behind the keys; a municipality's school is the municipality."""
        found: set[Side] = set()
        for key in keys:
            if key and key != self.forum.id:
                found |= self.sides_of(key)
        return frozenset(found - {Side.SCHOOL, Side.SOCIAL} if Side.MUNICIPALITY in found else found)

    def _is_member(self, key: str) -> bool:
        """Is it the forum's own members and substitutes, and no organisation?"""
        return key in self.functions and not self.functions[key].party

    def _decides(self) -> Iterator[Evidence]:
        for duty in self.duties:
            own = self.forum.id in (*duty.who, *duty.evidence.by)
            made = duty.evidence.kind is w.FactKind.DECISION
            if own and made and not wording.about_itself(duty.evidence.what or ""):
                yield self._seen(duty)
        for said, label in self._said():
            if label == "Mandatet" and wording.decides(said.words):
                yield Evidence(f"{label}: {said.words}{self._lines(said)}")
        yield from self._by_mandate(DECIDES)

    def _by_mandate(self, wanted: frozenset[str]) -> Iterator[Evidence]:
        for duty in self.duties:
            if dict(duty.evidence.having).get("mandate") in wanted:
                yield self._seen(duty)

    def _advises(self) -> Iterator[Evidence]:
        for duty in self.duties:
            if self._of_the_forum(duty) and wording.advises(f"{duty.title} {duty.evidence.what or ''}"):
                yield self._seen(duty)
        for said, label in self._said():
            if wording.advises(said.words):
                yield Evidence(f"{label}: {said.words}{self._lines(said)}")


def _at(title: str, lines: w.Lines | None) -> str:
    where = [title] if title else []
    if lines:
        first, last = lines
        where.append(f"rad {first}" if first == last else f"rad {first}–{last}")
    return ", ".join(where)
