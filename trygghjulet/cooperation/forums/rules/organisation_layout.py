"""Where each body and each way of the organisation's picture lies: boxes in rows, ways in lanes between the rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar

from trygghjulet.cooperation.forums.rules.organisation import Body, Organisation, Way, banded

WIDTH: Final = 208
GAP: Final = 30
PER_ROW: Final = 4
LINE: Final = 17
KIND_LINE: Final = 15
PADDING: Final = 10
LANE: Final = 10
AIR: Final = 16
HEADER: Final = 30
EDGE: Final = 14
FONT: Final = 13
#: The ways leave a box's lower side a little to the left and its upper side a little to the right of where they would
#: meet, so that two of them never lie on each other between the rows.
_APART: Final = 5
#: A word is never broken so that fewer signs are left for the next line.
_LEAST_LEFT: Final = 4
#: Ways that would bend less than this go straight.
_STRAIGHT: Final = 12
Key = TypeVar("Key", bound=Hashable)
_NARROW: Final = frozenset("iljtfrI.,;:'()-/|! ")
_BROAD: Final = frozenset("mwMWÅÄÖ@—")


@dataclass(frozen=True)
class Box:
    """A body as it is placed, with its name in lines."""

    body: Body
    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + WIDTH

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height


@dataclass(frozen=True)
class Arrow:
    """A way as it is placed: its corners, the last one at the body that it leads to."""

    way: Way
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Band:
    """A level or an area with its name, behind its bodies."""

    name: str
    y: float
    height: float


@dataclass(frozen=True)
class Layout:
    """The whole picture."""

    width: float
    height: float
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def broad(text: str, size: float = FONT) -> float:
    """About how broad a text is in bold, rather too much than too little: which font there is is not known."""
    units = (
        0.4 if sign in _NARROW else 1.0 if sign in _BROAD else 0.78 if sign.isupper() else 0.65
        for sign in text
    )
    return size * sum(units)


def wrapped(text: str, width: float, size: float = FONT) -> tuple[str, ...]:
    """A text in lines that fit; a word that is too long is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in _pieces(re.findall(r"\S+?/(?=\S)|\S+", text), width, size):
        tried = f"{line}{word}" if line.endswith("/") or not line else f"{line} {word}"
        if line and broad(tried, size) > width:
            lines.append(line)
            line = word
        else:
            line = tried
    return (*lines, line)


def _pieces(words: Iterable[str], width: float, size: float) -> Iterator[str]:
    for given in words:
        word = given
        while broad(word, size) > width:
            fits = (end for end in range(len(word) - 1, 1, -1) if broad(f"{word[:end]}-", size) <= width)
            cut = max(1, min(next(fits, 1), len(word) - _LEAST_LEFT))
            yield f"{word[:cut]}-"
            word = word[cut:]
        yield word


@dataclass(frozen=True)
class _Route:
    """A way between the rows: which lanes it takes, and on which side of the boxes it leaves and comes."""

    way: Way
    of_row: int
    to_row: int
    leaves_up: bool
    comes_up: bool  # comes to its end from below
    gutter: str = ""

    @property
    def channels(self) -> tuple[int, ...]:
        """The spaces between rows where it goes across; number n is above row n."""
        first = self.of_row if self.leaves_up else self.of_row + 1
        last = self.to_row + 1 if self.comes_up else self.to_row
        return (first,) if first == last else (first, last)


class _Drawing:
    """The picture while its parts are being placed."""

    def __init__(self, organisation: Organisation) -> None:
        self.bands = [(band, _chunks(rows)) for band, rows in banded(organisation)]
        self.rows: list[list[Body]] = _ordered([row for _, rows in self.bands for row in rows], organisation)
        self.row_of = {body.key: number for number, row in enumerate(self.rows) for body in row}
        self.inner = max((_row_width(row) for row in self.rows), default=WIDTH)
        self.left = {
            body.key: (self.inner - _row_width(row)) / 2 + place * (WIDTH + GAP)
            for row in self.rows
            for place, body in enumerate(row)
        }
        self.routes = [self._route(way) for way in organisation.ways]
        self.gutters = {side: self._gutter(side) for side in ("left", "right")}
        self.ports = self._ports()

    def _route(self, way: Way) -> _Route:
        of_row, to_row = self.row_of[way.of], self.row_of[way.to]
        leaves_up = to_row <= of_row
        comes_up = to_row < of_row
        middle = (self.left[way.of] + self.left[way.to] + WIDTH) / 2
        far = abs(of_row - to_row) > 1
        side = ("left" if middle <= self.inner / 2 else "right") if far else ""
        return _Route(way, of_row, to_row, leaves_up, comes_up, side)

    def _gutter(self, side: str) -> dict[Way, int]:
        spans = [
            (route.way, float(min(route.channels)), float(max(route.channels)))
            for route in self.routes
            if route.gutter == side
        ]
        return _lanes(sorted(spans, key=lambda one: (one[2] - one[1], one[1])), apart=0.5)

    def _ports(self) -> dict[tuple[Way, str], float]:
        """Where along a box's side each way leaves or comes: in the order of where they go."""
        sides: dict[tuple[str, str], list[tuple[float, int, Way, str]]] = defaultdict(list)
        for number, route in enumerate(self.routes):
            way = route.way
            edges = {"left": -1.0, "right": self.inner + 1}
            towards = edges.get(route.gutter, self.left[way.to]), edges.get(route.gutter, self.left[way.of])
            sides[way.of, "top" if route.leaves_up else "bottom"].append((towards[0], number, way, "of"))
            sides[way.to, "bottom" if route.comes_up else "top"].append((towards[1], number, way, "to"))
        placed: dict[tuple[Way, str], float] = {}
        for (key, side), there in sides.items():
            shift = _APART / 2 if side == "top" else -_APART / 2
            for place, (_, _, way, end) in enumerate(sorted(there, key=lambda one: one[:2]), 1):
                placed[way, end] = self.left[key] + WIDTH * place / (len(there) + 1) + shift
        return placed

    def gutter_x(self, route: _Route) -> float:
        lane = self.gutters[route.gutter][route.way]
        return -AIR - lane * LANE if route.gutter == "left" else self.inner + AIR + lane * LANE

    def crossings(self) -> dict[int, dict[tuple[Way, int], int]]:
        """In each space between the rows, which lane each way goes across in."""
        spans: dict[int, list[tuple[tuple[Way, int], float, float]]] = defaultdict(list)
        for route in self.routes:
            first, last = self.ports[route.way, "of"], self.ports[route.way, "to"]
            turns = [first, self.gutter_x(route), last] if route.gutter else [first, last]
            for number, ((begins, ends), channel) in enumerate(
                zip(pairwise(turns), route.channels, strict=False)
            ):
                spans[channel].append(((route.way, number), min(begins, ends), max(begins, ends)))
        return {
            channel: _lanes(sorted(there, key=lambda one: (one[2] - one[1], one[1])), apart=8)
            for channel, there in spans.items()
        }

    def laid_out(self) -> Layout:
        crossings = self.crossings()
        deep = {channel: 1 + max(lanes.values()) for channel, lanes in crossings.items()}
        side = {
            name: (1 + max(lanes.values())) * LANE + AIR if lanes else 0
            for name, lanes in self.gutters.items()
        }
        shift = EDGE + side["left"]
        tops, bottoms, bands, y = self._heights(deep)
        boxes = tuple(
            Box(
                body,
                self.left[body.key] + shift,
                tops[number],
                bottoms[number] - tops[number],
                wrapped(body.name, WIDTH - 2 * PADDING),
            )
            for number, row in enumerate(self.rows)
            for body in row
        )
        arrows = tuple(self._arrow(route, crossings, tops, bottoms, shift) for route in self.routes)
        return Layout(shift + self.inner + side["right"] + EDGE, y, bands, boxes, arrows)

    def _heights(self, deep: dict[int, int]) -> tuple[list[float], list[float], tuple[Band, ...], float]:
        tops: list[float] = []
        bottoms: list[float] = []
        bands: list[Band] = []
        y, number = 0.0, 0
        for name, rows in self.bands:
            begins = y
            y += HEADER
            for _ in rows:
                y += AIR + deep.get(number, 0) * LANE
                tops.append(y)
                lines = max(len(wrapped(body.name, WIDTH - 2 * PADDING)) for body in self.rows[number])
                y += 2 * PADDING + KIND_LINE + lines * LINE
                bottoms.append(y)
                number += 1
            y += AIR
            if number == len(self.rows):
                y += deep.get(number, 0) * LANE
            bands.append(Band(name, begins, y - begins))
        return tops, bottoms, tuple(bands), y

    def _arrow(
        self,
        route: _Route,
        crossings: dict[int, dict[tuple[Way, int], int]],
        tops: Sequence[float],
        bottoms: Sequence[float],
        shift: float,
    ) -> Arrow:
        def lane_y(channel: int, number: int) -> float:
            lane = crossings[channel][route.way, number]
            # Counted from the row below, or under the last row.
            if channel < len(tops):
                return tops[channel] - AIR / 2 - 4 - lane * LANE
            return bottoms[-1] + AIR / 2 + 4 + lane * LANE

        begins = tops[route.of_row] if route.leaves_up else bottoms[route.of_row]
        ends = bottoms[route.to_row] if route.comes_up else tops[route.to_row]
        first, last = self.ports[route.way, "of"] + shift, self.ports[route.way, "to"] + shift
        across = lane_y(route.channels[0], 0)
        if route.gutter:
            side = self.gutter_x(route) + shift
            second = lane_y(route.channels[1], 1)
            points: tuple[tuple[float, float], ...] = (
                (first, begins),
                (first, across),
                (side, across),
                (side, second),
                (last, second),
                (last, ends),
            )
        elif abs(first - last) < _STRAIGHT and route.of_row != route.to_row:
            points = ((first, begins), (first, ends))
        else:
            points = ((first, begins), (first, across), (last, across), (last, ends))
        return Arrow(route.way, points)


def laid_out(organisation: Organisation) -> Layout:
    """The picture's parts placed: no two boxes on each other, and no way through a box."""
    return _Drawing(organisation).laid_out()


def _chunks(rows: Sequence[Sequence[Body]]) -> list[list[Body]]:
    """Rows no longer than the picture is broad, as even as can be."""
    found = []
    for row in rows:
        parts = -(-len(row) // PER_ROW)
        each = -(-len(row) // parts) if parts else 1
        found += [list(row[start : start + each]) for start in range(0, len(row), each)]
    return found


def _row_width(row: Sequence[Body]) -> float:
    return len(row) * WIDTH + (len(row) - 1) * GAP


def _ordered(rows: list[list[Body]], organisation: Organisation) -> list[list[Body]]:
    """Each row in the order of those that its bodies stand to in the rows above."""
    place: dict[str, float] = {}
    near: dict[str, list[str]] = defaultdict(list)
    for way in organisation.ways:
        near[way.of].append(way.to)
        near[way.to].append(way.of)
    found = []
    for row in rows:
        above = {body.key: [place[key] for key in near[body.key] if key in place] for body in row}
        middle = {key: sum(there) / len(there) if there else 0.5 for key, there in above.items()}
        by_key = {body.key: body for body in row}
        ordered = [by_key[key] for key in sorted(middle, key=middle.__getitem__)]
        for number, body in enumerate(ordered):
            place[body.key] = (number + 0.5) / len(ordered)
        found.append(ordered)
    return found


def _lanes(spans: Iterable[tuple[Key, float, float]], *, apart: float) -> dict[Key, int]:
    """A lane for each span, so that no two in one lane come closer than `apart`."""
    lanes: list[list[tuple[float, float]]] = []
    found: dict[Key, int] = {}
    for key, begins, ends in spans:
        free = (
            number
            for number, lane in enumerate(lanes)
            if all(ends + apart <= other[0] or other[1] + apart <= begins for other in lane)
        )
        found[key] = next(free, len(lanes))
        if found[key] == len(lanes):
            lanes.append([])
        lanes[found[key]].append((begins, ends))
    return found
