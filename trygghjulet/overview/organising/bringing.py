"""Bringing what a blueprint tells of a forum into the forum's own rows, without touching what somebody has entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from trygghjulet.cooperation.agreements.models import AgreementActor
from trygghjulet.cooperation.agreements.queries import actors_of
from trygghjulet.cooperation.agreements.rules import blueprints
from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.models import Forum, Seat
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.forums.rules.seats import MANDATES
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.obligations.words import Blueprint
from trygghjulet.overview.organising.told import Told, known, told_of


@dataclass(frozen=True)
class Source:
    """A forum of the cooperation with the blueprint that tells of it."""

    forum: Forum
    blueprint: Blueprint
    told: Told


class Actors:
    """Who the parties, functions and forums that a blueprint names are in the cooperation."""

    def __init__(self, scope: Scope, cooperation: Cooperation) -> None:
        self.cooperation = cooperation
        self.forums = list(forums(scope, cooperation=cooperation).select_related("part_of", "convened_by"))
        self.actors = list(actors_of(scope, cooperation))

    def sources(self) -> list[Source]:
        """Every forum that a blueprint tells of."""
        found: dict[int, Source] = {}
        for actor in self.actors:
            if actor.kind != AgreementActor.Kind.FORUM or actor.blueprint not in blueprints.names():
                continue
            blueprint = blueprints.load(actor.blueprint)
            told = told_of(blueprint, actor.key)
            if told is None:
                continue
            for forum in self.own(actor.blueprint, actor.key):
                found.setdefault(forum.pk, Source(forum, blueprint, told))
        return list(found.values())

    def own(self, blueprint: str, key: str) -> list[Forum]:
        """The cooperation's forums that are the one with that key: itself, or one for each area."""
        paired = {
            actor.forum_id
            for actor in self.actors
            if actor.kind == AgreementActor.Kind.FORUM and (actor.blueprint, actor.key) == (blueprint, key)
        }
        there = [one for one in self.forums if one.ended_on is None]
        return [one for one in there if one.pk in paired or one.key == key]

    def party(self, blueprint: Blueprint, key: str) -> Party | None:
        """The party that an id is here: itself, or the party of a function."""
        function = next((one for one in blueprint.functions if one.id == key), None)
        for actor in self.actors:
            if actor.blueprint == blueprint.name and actor.key == key and actor.party is not None:
                return actor.party
        return self.party(blueprint, function.party) if function and function.party else None

    def one_party(self, blueprint: Blueprint, keys: Iterable[str]) -> Party | None:
        """The one party that they all are; None where there is none, or several who take turns."""
        found = {party.pk: party for key in keys if (party := self.party(blueprint, key)) is not None}
        return next(iter(found.values())) if len(found) == 1 else None


def bring(*, by: Scope, at: datetime, cooperation: Cooperation, wanted: Iterable[Forum]) -> int:
    """Bring all that the blueprints tell of the forums; what is there already stays as it is.

    Returns:
        How many things were entered.
    """
    actors = Actors(by, cooperation)
    keys = {forum.pk for forum in wanted}
    return sum(
        _Bringing(by, at, actors, source).all() for source in actors.sources() if source.forum.pk in keys
    )


def lacking(scope: Scope, *, cooperation: Cooperation) -> list[tuple[Forum, str]]:
    """The forums that a blueprint tells more of than has been entered, each with what it tells in words."""
    actors = Actors(scope, cooperation)
    found = []
    for source in actors.sources():
        words = _Bringing(scope, None, actors, source).said()
        if words:
            found.append((source.forum, words))
    return found


class _Bringing:
    """One forum while it is being filled."""

    def __init__(self, by: Scope, at: datetime | None, actors: Actors, source: Source) -> None:
        self.by, self.at, self.actors = by, at, actors
        self.forum, self.blueprint, self.told = source.forum, source.blueprint, source.told
        self.seats = {seat.key: seat for seat in Seat.objects.filter(forum=self.forum)}

    def all(self) -> int:
        return sum((self._content(), self._links(), self._composition(), self._turns(), self._routes()))

    def said(self) -> str:
        """What there is to bring, in words; empty where everything is there."""
        missing_seats = [one for one in self.told.seats if one.key not in self.seats]
        told = (
            ("syfte, mandat och kallelse", self._fresh() is not None),
            ("plats i organisationen", any(True for _ in self._missing_links())),
            ("sammansättning", self._lacks_composition()),
            (f"{len(missing_seats)} platser" if len(missing_seats) > 1 else "en plats", bool(missing_seats)),
            ("perspektiv", any(True for _ in self._missing_perspectives())),
            ("turordning", any(True for _ in self._missing_turns())),
            ("sändlista", any(True for _ in self._missing_routes())),
        )
        return ", ".join(words for words, there in told if there)

    @property
    def _at(self) -> datetime:
        if self.at is None:
            raise ValueError("Nothing is written without a time.")
        return self.at

    # What it is, and its place

    def _fresh(self) -> operations.ForumContent | None:
        """The forum with what it lacks filled in; None where it lacks nothing."""
        known_now = operations.ForumContent.of(self.forum)
        given = dict(self.told.content)
        given["led_by"] = self.actors.one_party(self.blueprint, self.told.led_by)
        given["convened_by"] = self.actors.one_party(self.blueprint, self.told.convened_by)
        if self.told.forum.part_of:
            above = self._those(self.told.forum.part_of)
            given["part_of"] = above[0] if above else None
        if known_now.refusal_clause:
            given = {name: value for name, value in given.items() if not name.startswith("refus")}
        changes = {name: value for name, value in given.items() if value and not getattr(known_now, name)}
        return replace(known_now, **changes) if changes else None

    def _content(self) -> int:
        content = self._fresh()
        if content is None:
            return 0
        operations.change_forum(by=self.by, at=self._at, forum=self.forum, content=content)
        return 1

    def _those(self, key: str) -> list[Forum]:
        """The forums that an id leads to from here: in the same area, else the city's, else one for each area."""
        there = [one for one in self.actors.own(self.blueprint.name, key) if one.pk != self.forum.pk]
        same = [one for one in there if one.area_id == self.forum.area_id]
        city = [one for one in there if one.area_id is None]
        return same or city or (there if self.forum.area_id is None else [])

    def _missing_links(self) -> Iterable[tuple[str, Forum, str]]:
        there = {(link.kind, link.to_id) for link in self.forum.links.all()}
        back = {(link.kind, link.forum_id) for link in self.forum.linked_from.all()}
        for link in self.told.links:
            for to in self._those(link.to):
                if (link.kind, to.pk) not in there | back:
                    yield link.kind, to, link.clause

    def _links(self) -> int:
        found = list(self._missing_links())
        for kind, to, clause in found:
            operations.add_link(by=self.by, at=self._at, forum=self.forum, kind=kind, to=to, clause=clause)
        return len(found)

    # Who sits there

    def _lacks_composition(self) -> bool:
        return bool(self.told.composition) and not hasattr(self.forum, "composition")

    def _missing_perspectives(self) -> Iterable[operations.PerspectiveContent]:
        there = {(one.seat_id, one.key, one.value) for one in self.forum.perspectives.all()}
        for one in self.told.perspectives:
            seat = self.seats.get(one.seat) if one.seat else None
            if (seat.pk if seat else None, one.key, one.value) not in there:
                yield operations.PerspectiveContent(
                    one.name, one.key, one.value, one.at_least, seat, one.clause
                )

    def _composition(self) -> int:
        done = 0
        if self._lacks_composition():
            content = operations.CompositionContent(**self.told.composition)
            operations.set_composition(by=self.by, at=self._at, forum=self.forum, content=content)
            done += 1
        for seat in known(self.told.seats, MANDATES):
            if seat.key in self.seats:
                continue
            seat_content = operations.SeatContent(
                name=seat.name,
                key=seat.key,
                at_least=seat.at_least,
                at_most=seat.at_most,
                party=self.actors.party(self.blueprint, seat.party) if seat.party else None,
                function_title=seat.function_title,
                elected=seat.elected,
                attends=seat.attends,
                mandates=seat.mandates,
                clause=seat.clause,
            )
            self.seats[seat.key] = operations.add_seat(
                by=self.by, at=self._at, forum=self.forum, content=seat_content
            )
            done += 1
        for perspective in list(self._missing_perspectives()):
            operations.add_perspective(by=self.by, at=self._at, forum=self.forum, content=perspective)
            done += 1
        return done

    # Turns, and who is to have what

    def _missing_turns(self) -> Iterable[tuple[str, str, list[Party], str]]:
        there = {rule.what for rule in self.forum.turn_rules.all()}
        for turn in self.told.turns:
            parties = {
                party.pk: party
                for key in turn.places
                if (party := self.actors.party(self.blueprint, key)) is not None
            }
            if turn.what not in there and len(parties) > 1:
                yield turn.what, turn.share, list(parties.values()), turn.clause

    def _turns(self) -> int:
        found = list(self._missing_turns())
        for what, share, places, clause in found:
            operations.set_turns(
                by=self.by,
                at=self._at,
                forum=self.forum,
                what=what,
                share=share,
                places=places,
                clause=clause,
            )
        return len(found)

    def _missing_routes(self) -> Iterable[operations.RouteContent]:
        there = {
            (rule.what, rule.when, rule.to_forum_id, rule.to.casefold()) for rule in self.forum.routing.all()
        }
        for route in self.told.routes:
            receivers: list[Forum | None] = list(self._those(route.to))
            a_forum = any(one.id == route.to for one in self.blueprint.forums)
            for to_forum in receivers or ([] if a_forum else [None]):
                to = "" if to_forum else self.blueprint.name_of(route.to)[:120]
                key = (route.what, route.when, to_forum.pk if to_forum else None, to.casefold())
                if key in there:
                    continue
                there.add(key)
                month, day = route.yearly_by or (None, None)
                yield operations.RouteContent(
                    route.what, route.when, to_forum, to, route.within_days, month, day, route.clause
                )

    def _routes(self) -> int:
        found = list(self._missing_routes())
        for content in found:
            operations.add_route(by=self.by, at=self._at, forum=self.forum, content=content)
        return len(found)
