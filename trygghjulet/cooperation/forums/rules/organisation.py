"""The organisation as bodies and the ways between them: where each belongs, and what is said of it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.obligations.words import Blueprint, Level

#: What the kinds are called in the picture and its table.
KINDS: Final = {
    "board": "Nämnd eller styrelse",
    "strategic": "Strategiskt råd (10 §)",
    "political": "Politiskt forum",
    "steering": "Styrgrupp",
    "council": "Råd",
    "preparatory": "Beredningsgrupp",
    "network": "Nätverk",
    "working": "Arbetsgrupp",
    "hearing": "Hearing",
    "open": "Öppet forum",
}
#: Those that stand at the top of their band when nothing says where they belong.
_LEADING: Final = frozenset({"board", "strategic", "political", "steering", "council"})
CITY: Final = "Stadsövergripande"
LOCAL: Final = "Lokalt"
OUTSIDE: Final = "Mottagare som inte är forum"


class Link(StrEnum):
    """How one body stands to another."""

    PREPARES_FOR = "prepares_for"
    REPORTS_TO = "reports_to"
    DECIDES_OVER = "decides_over"
    RAISES_TO = "raises_to"
    PART_OF = "part_of"


WORDS: Final = {
    Link.PREPARES_FOR: "bereder för",
    Link.REPORTS_TO: "rapporterar till",
    Link.DECIDES_OVER: "beslutar över",
    Link.RAISES_TO: "lyfter frågor till",
    Link.PART_OF: "är del av",
}
#: The same ways seen from the other end.
BACK: Final = {
    Link.PREPARES_FOR: "får underlag från",
    Link.REPORTS_TO: "får rapporter från",
    Link.DECIDES_OVER: "lyder under",
    Link.RAISES_TO: "tar emot frågor från",
    Link.PART_OF: "omfattar",
}


@dataclass(frozen=True)
class Body:
    """A body of the organisation.

    `band` is where it works: city-wide, an area, or outside as somebody who only receives. `kind` is empty for those.
    """

    key: str
    name: str
    kind: str = ""
    band: str = CITY
    href: str = ""

    @property
    def called(self) -> str:
        """Its kind in words."""
        return KINDS.get(self.kind, "")


@dataclass(frozen=True)
class Way:
    """From one body to another, by their keys."""

    of: str
    kind: Link
    to: str

    @property
    def above(self) -> tuple[str, str]:
        """The lower one and the upper one."""
        return (self.to, self.of) if self.kind is Link.DECIDES_OVER else (self.of, self.to)


@dataclass(frozen=True)
class Organisation:
    """Bodies and the ways between them. A way to or from a body that is not there, or to itself, is left out."""

    bodies: tuple[Body, ...]
    ways: tuple[Way, ...]

    def __post_init__(self) -> None:
        known = {body.key for body in self.bodies}
        kept = dict.fromkeys(
            way for way in self.ways if way.of in known and way.to in known and way.of != way.to
        )
        object.__setattr__(self, "ways", tuple(kept))

    def body(self, key: str) -> Body:
        """The body with that key."""
        return next(body for body in self.bodies if body.key == key)

    def said(self, key: str) -> tuple[tuple[str, tuple[Body, ...]], ...]:
        """How a body stands to others, both ways: what it is called, and to whom."""
        found: list[tuple[str, tuple[Body, ...]]] = []
        for link in Link:
            to = tuple(self.body(way.to) for way in self.ways if way.kind is link and way.of == key)
            back = tuple(self.body(way.of) for way in self.ways if way.kind is link and way.to == key)
            found += [(words, them) for words, them in ((WORDS[link], to), (BACK[link], back)) if them]
        return tuple(found)


def of_blueprint(blueprint: Blueprint) -> Organisation:
    """The organisation that a blueprint describes; a party or function that something leads to gets a body too."""
    names = {one.id: one.name for one in (*blueprint.parties, *blueprint.functions)}
    bodies = [
        Body(one.id, one.name, one.kind, LOCAL if one.level is Level.LOCAL else CITY)
        for one in blueprint.forums
    ]
    known = {body.key for body in bodies}
    ways = []
    for forum in blueprint.forums:
        ways += [Way(forum.id, Link(way.value), to) for way, to, _ in forum.ways]
        if forum.part_of:
            ways.append(Way(forum.id, Link.PART_OF, forum.part_of))
    outside = dict.fromkeys(way.to for way in ways if way.to not in known)
    bodies += [Body(key, names.get(key, key), band=OUTSIDE) for key in outside]
    return Organisation(tuple(bodies), tuple(ways))


def banded(organisation: Organisation) -> tuple[tuple[str, tuple[tuple[Body, ...], ...]], ...]:
    """The bands from the top down, each with its rows: who stands over whom decides the row."""
    order = {OUTSIDE: -2, CITY: -1}
    bands = sorted(
        dict.fromkeys(body.band for body in organisation.bodies), key=lambda one: order.get(one, 0)
    )
    return tuple(
        (band, _rows(organisation, [body for body in organisation.bodies if body.band == band]))
        for band in bands
    )


def _rows(organisation: Organisation, bodies: Sequence[Body]) -> tuple[tuple[Body, ...], ...]:
    keys = {body.key for body in bodies}
    over: dict[str, set[str]] = {body.key: set() for body in bodies}
    for way in organisation.ways:
        lower, upper = way.above
        if lower in keys and upper in keys:
            over[lower].add(upper)
    linked = {key for way in organisation.ways for key in (way.of, way.to)}
    ranks = _ranks(over)
    lowest = max((ranks[key] for key in keys if over[key]), default=0)
    for body in bodies:
        if not over[body.key] and body.key not in linked and body.kind and body.kind not in _LEADING:
            ranks[body.key] = lowest + 1
    by_rank = sorted(bodies, key=lambda body: ranks[body.key])
    return tuple(tuple(row) for _, row in groupby(by_rank, key=lambda body: ranks[body.key]))


def _ranks(over: Mapping[str, set[str]]) -> dict[str, int]:
    """How far down each stands; where the ways go in a ring, the one that closes it is not counted."""
    ranks: dict[str, int] = {}
    waiting: set[str] = set()
    for start in over:
        stack = [start]
        while stack:
            key = stack[-1]
            if key in ranks:
                stack.pop()
                continue
            waiting.add(key)
            left = [one for one in sorted(over[key]) if one not in ranks and one not in waiting]
            if left:
                stack.append(left[0])
                continue
            ranks[key] = 1 + max((ranks[one] for one in over[key] if one in ranks), default=-1)
            waiting.discard(key)
            stack.pop()
    return ranks


def description(organisation: Organisation) -> str:
    """What the picture shows, for those who listen to it."""
    forums = [body for body in organisation.bodies if body.kind]
    counts = ", ".join(
        f"{band.lower()} {numbers.number(len([body for row in rows for body in row]))}"
        for band, rows in banded(organisation)
    )
    ways = numbers.number(len(organisation.ways))
    return (
        f"En bild av organisationen uppifrån och ned med {numbers.number(len(forums))} forum och {ways} vägar mellan "
        f"dem. Antal: {counts}. Samma sak står i tabellen under bilden."
    )
