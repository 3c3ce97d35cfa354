"""Where everything lies on the wheel: each mark on a lane of its ring, so that no two meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import asin, cos, degrees, radians, sin

from trygghjulet.oversight.annual_wheel.rules.year import Kind, Mark, Ring, Year, days_in


@dataclass(frozen=True)
class Size:
    """The measures of a wheel, in its own units: for a page, or for a phone where only the numbers have room.

    `lane` and `narrowest` are the widest and the narrowest a lane may be; `header` is nought without the rings' names.
    """

    name: str
    radius: float
    months: float
    hole: float
    header: float
    gap: float
    lane: float
    narrowest: float


WIDE = Size("wide", radius=380, months=28, hole=72, header=18, gap=4, lane=28, narrowest=13)
NARROW = Size("narrow", radius=180, months=16, hole=25, header=0, gap=3, lane=18, narrowest=12)
SIZES = (WIDE, NARROW)
AROUND = 8  # room outside the months for the mark of today


@dataclass(frozen=True)
class Placed:
    """A mark on its lane. `radius` is the middle of the lane, `lane` how wide it is; angles are degrees from the
    turn of the year, clockwise; `label` is where its number stands.
    """

    mark: Mark
    radius: float
    lane: float
    begins: float
    ends: float
    label: float

    @property
    def solid(self) -> tuple[float, float]:
        """From where to where nothing else may stand: of a duty its number and its last day, else the whole."""
        if self.mark.kind is not Kind.DUTY:
            return self.begins, self.ends
        half = degrees(asin(min(1.0, self.lane / 2 / self.radius)))
        return self.label - half, max(self.ends, self.label + half)

    @property
    def disc(self) -> tuple[float, float, float]:
        """The middle of its number and how far its shape reaches from there."""
        x, y = at(self.radius, self.label)
        return x, y, self.lane / 2


@dataclass(frozen=True)
class Band:
    """A ring's place: from its outer edge to its inner."""

    ring: Ring
    outer: float
    inner: float


@dataclass(frozen=True)
class Layout:
    """Where everything lies."""

    size: Size
    placed: tuple[Placed, ...]
    bands: tuple[Band, ...]
    lane: float


def at(radius: float, angle: float) -> tuple[float, float]:
    """A point of the wheel, from its middle: the turn of the year is straight up, time goes clockwise."""
    turned = radians(angle)
    return radius * sin(turned), -radius * cos(turned)


def angle_of(day: date, year: int, *, end: bool = False) -> float:
    """Where a day begins, or ends, on the wheel, in degrees."""
    return 360 * ((day - date(year, 1, 1)).days + end) / days_in(year)


#: Which rings are crowded together when there is not room for all, the least loss first.
_CROWDS = ((), (Ring.CITY,), (Ring.LOCAL,), (Ring.CITY, Ring.LOCAL), (Ring.CITY, Ring.LOCAL, Ring.OWN))


def fitting(year: Year) -> Year:
    """The year as it can be drawn: rings are crowded where their marks would not have room on a phone."""
    for rings in _CROWDS:
        tried = replace(year, crowded=frozenset(rings))
        try:
            _laid_out(tried, NARROW, NARROW.narrowest)
        except _NoRoom:
            continue
        break
    return tried


def laid_out(year: Year, size: Size) -> Layout:
    """Every mark on a lane of its ring, so that no two meet. The lanes are as wide as there is room for."""
    lane = size.lane
    while True:
        try:
            return _laid_out(year, size, lane)
        except _NoRoom:
            lane *= 0.94


class _NoRoom(Exception):
    """The lanes were too wide."""


def _laid_out(year: Year, size: Size, lane: float) -> Layout:
    outer = size.radius - size.months - size.gap
    placed: list[Placed] = []
    bands: list[Band] = []
    for ring in Ring:
        marks = [mark for mark in year.marks if mark.ring is ring]
        top = outer - size.header
        lanes: list[list[Placed]] = []
        for mark in sorted(marks, key=_longest_first):
            _place(mark, lanes, top=top, lane=lane, hole=size.hole, year=year.number)
        used = max(len(lanes), 1)
        inner = top - used * lane
        if inner < size.hole:
            raise _NoRoom
        placed += [one for each in lanes for one in each]
        bands.append(Band(ring, outer, inner))
        outer = inner - size.gap
    return Layout(size, tuple(sorted(placed, key=lambda one: one.mark.number)), tuple(bands), lane)


def _longest_first(mark: Mark) -> tuple[int, int, int]:
    point = mark.is_point
    return int(point), 0 if point else -(mark.last - mark.first).days // 60, mark.number


def _place(mark: Mark, lanes: list[list[Placed]], *, top: float, lane: float, hole: float, year: int) -> None:
    """Put a mark on the first lane where it meets no other, or on a new one."""
    for number in range(len(lanes) + 1):
        radius = top - (number + 0.5) * lane
        if radius < hole:
            raise _NoRoom
        one = _spread(mark, radius, lane, year)
        if number == len(lanes):
            lanes.append([one])
            return
        if not any(_meet(one, other) for other in lanes[number]):
            lanes[number].append(one)
            return


def _meet(one: Placed, other: Placed) -> bool:
    """Would two marks lie on top of each other? A dot may stand on a duty's line, as a bead on its string."""
    for point, line in ((one, other), (other, one)):
        if point.mark.is_point and line.mark.kind is Kind.DUTY and not line.mark.is_point:
            begins, ends = line.solid
            return point.begins < ends and begins < point.ends
    return one.begins < other.ends and other.begins < one.ends


def _spread(mark: Mark, radius: float, lane: float, year: int) -> Placed:
    """How far a mark reaches on a lane, its number included."""
    wide = 2 * degrees(asin(min(1.0, lane / 2 / radius)))
    begins, ends = angle_of(mark.first, year), angle_of(mark.last, year, end=True)
    if mark.is_point:
        middle = min(max((begins + ends) / 2, wide / 2), 360 - wide / 2)
        return Placed(mark, radius, lane, middle - wide / 2, middle + wide / 2, middle)
    if mark.kind is Kind.DUTY:
        # The number stands close before the last day, which has a bar of its own.
        bar = degrees(lane * 0.16 / radius)
        label = max(ends - bar - wide / 2, wide / 2)
        return Placed(mark, radius, lane, min(begins, label - wide / 2), max(ends, label + wide / 2), label)
    label = min(max((begins + ends) / 2, wide / 2), 360 - wide / 2)
    return Placed(mark, radius, lane, min(begins, label - wide / 2), max(ends, label + wide / 2), label)
