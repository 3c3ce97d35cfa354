"""The year drawn as a wheel, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import degrees
from xml.sax.saxutils import escape, quoteattr

from trygghjulet.documents import numbers
from trygghjulet.documents.style import ACCENT, GRID, INK, PALE, QUIET, SERIES, TEAL
from trygghjulet.obligations.dates import MONTH_NAMES
from trygghjulet.oversight.annual_wheel.rules.layout import (
    AROUND,
    Layout,
    Placed,
    Size,
    angle_of,
    at,
    laid_out,
)
from trygghjulet.oversight.annual_wheel.rules.year import (
    RING_WORDS,
    Kind,
    Mark,
    Progress,
    Ring,
    Year,
)

#: One colour for each ring. The shapes tell the kinds apart, so that the wheel can be read without colour too.
COLOURS = {Ring.CITY: TEAL, Ring.LOCAL: SERIES[5], Ring.OWN: "#8a5f08", Ring.SEASON: ACCENT}
WHITE = "#ffffff"
LATE = "#9a321d"
_SHORT = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def svg(year: Year, size: Size, *, name: str, today: date | None = None, link: str = "#nr-") -> str:
    """The wheel as SVG.

    Args:
        year: what to draw; as `fitting` gave it.
        size: for a page or for a phone.
        name: whose year, for the picture's name.
        today: marked where it lies in the year.
        link: what a mark's address begins with, its number following; empty for a picture without links.
    """
    layout = laid_out(year, size)
    half = size.radius + AROUND
    ids = f"wheel-{size.name}"
    parts = [
        f'<svg class="annual-wheel {size.name}" viewBox="{_n(-half)} {_n(-half)} {_n(2 * half)} {_n(2 * half)}" '
        f'xmlns="http://www.w3.org/2000/svg" role="{"group" if link else "img"}" '
        f'aria-labelledby="{ids}-title {ids}-desc" font-family="Inter, Helvetica Neue, Arial, sans-serif">',
        f'<title id="{ids}-title">{escape(f"Årshjul {year.number} för {name}")}</title>',
        f'<desc id="{ids}-desc">{escape(description(year, today))}</desc>',
        *_ground(layout, year.number),
        *_centre(layout, year.number, today),
        *_today(layout, year.number, today),
        *(part for one in layout.placed for part in _beneath(one, size, f"{ids}-{one.mark.number}")),
        *(_drawn(one, link) for one in layout.placed),
        "</svg>",
    ]
    return "".join(parts)


def description(year: Year, today: date | None = None) -> str:
    """What the picture shows, for those who listen to it."""
    said = []
    for ring in Ring:
        count = sum(entry.ring is ring for entry in year.entries)
        said.append(f"{RING_WORDS[ring].lower()} {numbers.number(count)}")
    when = f" I dag är det {numbers.day(today)}." if today and today.year == year.number else ""
    return (
        "Ett hjul där januari börjar rakt upp och året går medurs, med fyra ringar utifrån och in. Antal poster: "
        f"{', '.join(said)}.{when} Samma poster står i listan, med samma nummer."
    )


def _n(value: float) -> str:
    """A coordinate, no finer than can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _xy(radius: float, angle: float) -> str:
    x, y = at(radius, angle)
    return f"{_n(round(x, 2))} {_n(round(y, 2))}"


def arc(radius: float, begins: float, ends: float, *, backwards: bool = False) -> str:
    """The path of an arc; a whole turn is drawn in two halves."""
    if ends - begins >= 359.99:
        middle = begins + 180
        return (
            f"M{_xy(radius, begins)}A{_n(radius)} {_n(radius)} 0 0 1 {_xy(radius, middle)}"
            f"A{_n(radius)} {_n(radius)} 0 0 1 {_xy(radius, begins)}"
        )
    large = int(ends - begins > 180)
    if backwards:
        return f"M{_xy(radius, ends)}A{_n(radius)} {_n(radius)} 0 {large} 0 {_xy(radius, begins)}"
    return f"M{_xy(radius, begins)}A{_n(radius)} {_n(radius)} 0 {large} 1 {_xy(radius, ends)}"


def _block(outer: float, inner: float, begins: float, ends: float) -> str:
    """The path of a piece of a ring."""
    large = int(ends - begins > 180)
    return (
        f"M{_xy(outer, begins)}A{_n(outer)} {_n(outer)} 0 {large} 1 {_xy(outer, ends)}"
        f"L{_xy(inner, ends)}A{_n(inner)} {_n(inner)} 0 {large} 0 {_xy(inner, begins)}Z"
    )


def _ground(layout: Layout, year: int) -> Iterator[str]:
    """The months around, the rings with their names, and a line between the months."""
    size = layout.size
    outer, inner = size.radius, size.radius - size.months
    for band in layout.bands:
        middle, width = (band.outer + band.inner) / 2, band.outer - band.inner
        yield (
            f'<circle class="ring {band.ring}" r="{_n(middle)}" fill="none" stroke="{COLOURS[band.ring]}" '
            f'stroke-opacity="0.09" stroke-width="{_n(width)}"/>'
        )
    starts = [angle_of(date(year, month, 1), year) for month in range(1, 13)]
    for month, (begins, ends) in enumerate(pairwise([*starts, 360.0])):
        shade = PALE if month % 2 == 0 else GRID
        piece = _block(outer, inner, begins, ends)
        yield f'<path class="month {"odd" if month % 2 else "even"}" d="{piece}" fill="{shade}"/>'
        yield (
            f'<path class="spoke" d="M{_xy(inner, begins)}L{_xy(layout.bands[-1].inner, begins)}" stroke="{QUIET}" '
            f'stroke-opacity="{"0.55" if month == 0 else "0.22"}" stroke-width="{"1.4" if month == 0 else "0.8"}"/>'
        )
        middle = (begins + ends) / 2
        turned = middle + 180 if 90 < middle < 270 else middle
        x, y = at((outer + inner) / 2, middle)
        words = MONTH_NAMES[month] if size.header else _SHORT[month]
        yield (
            f'<text class="month-name" transform="translate({_n(x)} {_n(y)}) rotate({_n(turned)})" '
            f'font-size="{_n(size.months * (0.5 if size.header else 0.62))}" font-weight="600" text-anchor="middle" '
            f'dy="0.35em" fill="{INK}">{words}</text>'
        )
    if not size.header:
        return
    for band in layout.bands:
        font = size.header * 0.62
        line = band.outer - size.header * 0.5 - font * 0.36
        path = f"wheel-{size.name}-{band.ring}"
        yield f'<path id="{path}" d="{arc(line, 1.2, 179)}" fill="none"/>'
        yield (
            f'<text class="ring-name {band.ring}" font-size="{_n(font)}" font-weight="600" letter-spacing="0.4" '
            f'fill="{COLOURS[band.ring]}"><textPath href="#{path}">{RING_WORDS[band.ring]}</textPath></text>'
        )


def _centre(layout: Layout, year: int, today: date | None) -> Iterator[str]:
    size = layout.size
    hole = layout.bands[-1].inner - size.gap
    here = today is not None and today.year == year
    font = min(hole * 0.62, size.radius * 0.13)
    yield f'<circle class="hub" r="{_n(hole)}" fill="{WHITE}" stroke="{PALE}"/>'
    yield (
        f'<text class="year" text-anchor="middle" y="{_n(font * (0.22 if here and size.header else 0.36))}" '
        f'font-size="{_n(font)}" font-weight="600" fill="{TEAL}">{year}</text>'
    )
    if here and today is not None and size.header:
        yield (
            f'<text class="now" text-anchor="middle" y="{_n(font * 0.78)}" font-size="{_n(font * 0.32)}" '
            f'fill="{INK}">i dag {today.day} {_SHORT[today.month - 1]}</text>'
        )


def _today(layout: Layout, year: int, today: date | None) -> Iterator[str]:
    if today is None or today.year != year:
        return
    size = layout.size
    angle = (angle_of(today, year) + angle_of(today, year, end=True)) / 2
    inner = layout.bands[-1].inner
    yield (
        f'<path class="today" d="M{_xy(size.radius, angle)}L{_xy(inner, angle)}" stroke="{ACCENT}" fill="none" '
        f'stroke-width="{_n(size.radius / 150)}" stroke-dasharray="{_n(size.radius / 50)} {_n(size.radius / 95)}"/>'
    )
    wing = degrees(AROUND / size.radius)
    top = size.radius + AROUND - 1
    yield (
        f'<path class="today-mark" d="M{_xy(size.radius - size.months * 0.22, angle)}L{_xy(top, angle - wing)}'
        f'L{_xy(top, angle + wing)}Z" fill="{ACCENT}"/>'
    )


def _drawn(one: Placed, link: str) -> str:
    """A mark's number in its shape, as a link to its row where there are links."""
    mark = one.mark
    x, y = at(one.radius, one.label)
    entries = quoteattr(" ".join(entry.key.replace(" ", "_") for entry in mark.entries))
    group = (
        f'<g class="mark {mark.ring} {mark.kind} {mark.progress or "none"}" data-entries={entries} '
        f'transform="translate({_n(x)} {_n(y)})">'
        f"<title>{escape(f'{mark.number}. {mark.title}')}</title>{''.join(badge(mark, one.lane))}</g>"
    )
    if not link:
        return group
    # The same things can be reached one by one in the list, so the keyboard is not led through the picture too.
    return f'<a href="{escape(link)}{mark.number}" tabindex="-1">{group}</a>'


def _beneath(one: Placed, size: Size, key: str) -> Iterator[str]:
    """What lies under a mark's number: the time that it takes."""
    mark, colour, lane = one.mark, COLOURS[one.mark.ring], one.lane
    begins, ends = one.begins, one.ends
    thin = lane * 0.13
    line = f'fill="none" stroke="{colour}"'
    if mark.kind is Kind.SEASON:
        block = _block(one.radius + lane * 0.44, one.radius - lane * 0.44, begins, ends - 0.01)
        yield (
            f'<path class="block {mark.ring}" d="{block}" fill="{colour}" fill-opacity="0.28" stroke="{colour}" '
            f'stroke-width="{_n(thin * 0.5)}"/>'
        )
    elif mark.kind is Kind.DUTY:
        last = angle_of(mark.last, mark.last.year, end=True) - degrees(lane * 0.08 / one.radius)
        bar = f"M{_xy(one.radius + lane * 0.46, last)}L{_xy(one.radius - lane * 0.46, last)}"
        path = arc(one.radius, begins, ends)
        yield f'<path class="span {mark.ring}" d="{path}" {line} stroke-width="{_n(thin)}"/>'
        yield f'<path class="due {mark.ring}" d="{bar}" {line} stroke-width="{_n(lane * 0.16)}"/>'
    elif mark.kind is Kind.BAND:
        yield (
            f'<path class="band {mark.ring}" d="{arc(one.radius, begins, ends)}" {line} '
            f'stroke-width="{_n(lane * 0.34)}" stroke-dasharray="{_n(lane * 0.16)} {_n(lane * 0.2)}"/>'
        )
        yield from _times(one, size, key)
    elif mark.kind is Kind.OWN:
        yield (
            f'<path class="own-span {mark.ring}" d="{arc(one.radius, begins, ends)}" {line} stroke-opacity="0.42" '
            f'stroke-width="{_n(lane * 0.5)}"/>'
        )
    elif not mark.is_point:
        yield (
            f'<path class="span {mark.ring}" d="{arc(one.radius, begins, ends)}" {line} stroke-width="{_n(thin)}" '
            f'stroke-dasharray="{_n(thin)} {_n(thin * 1.6)}"/>'
        )


def _times(one: Placed, size: Size, key: str) -> Iterator[str]:
    """How many times a band comes back, written along it where there is room."""
    counts = {entry.times for entry in one.mark.entries}
    paces = {entry.often for entry in one.mark.entries}
    words = (
        next(iter(paces))
        if len(paces) == 1
        else f"{min(counts)}–{max(counts)} gånger"
        if len(counts) > 1
        else ""
    )
    font = one.lane * 0.5
    long = degrees(len(words) * font * 0.56 / one.radius)
    if not words or not size.header or one.begins + long + 4 > one.label - degrees(one.lane / one.radius):
        return
    line = one.radius - font * 0.36
    path = f"{key}-line"
    under = arc(one.radius, one.begins, one.begins + long + 3)
    yield f'<path class="clear" d="{under}" fill="none" stroke="{WHITE}" stroke-width="{_n(one.lane * 0.72)}"/>'
    yield f'<path id="{path}" d="{arc(line, one.begins + 1.5, one.begins + long + 30)}" fill="none"/>'
    yield (
        f'<text class="times" font-size="{_n(font)}" fill="{INK}">'
        f'<textPath href="#{path}">{escape(words)}</textPath></text>'
    )


def badge(mark: Mark, lane: float) -> Iterator[str]:
    """A number in the shape of its kind, around the origin and never reaching further than half a lane.

    A square is a duty, a ring a planned meeting, a filled disc a held one, a hexagon an own process, a bare number a
    season. What is done is filled; what is late is filled and stands on a corner; what presses has a thick frame.
    """
    yield from _badge(mark.kind, mark.progress, COLOURS[mark.ring], lane, str(mark.number))


def _badge(kind: Kind, progress: Progress, colour: str, lane: float, words: str) -> Iterator[str]:
    late, pressing = progress in (Progress.LATE, Progress.MISSED), progress is Progress.PRESSING
    line = lane * (0.13 if pressing else 0.075)
    filled = progress is Progress.DONE or late or kind is Kind.HELD
    edge = LATE if late or pressing else colour
    ground = edge if filled else WHITE
    how = " late" if late else " pressing" if pressing else ""
    paint = f'class="{"filled" if filled else "open"}{how}" fill="{ground}" stroke="{edge}" stroke-width="{_n(line)}"'
    reach = lane / 2 - line / 2
    if kind in (Kind.DUTY, Kind.BAND) and late:
        corners = " ".join(_xy(reach, turn) for turn in range(0, 360, 90))
        yield f'<polygon points="{corners}" {paint} stroke-linejoin="round"/>'
    elif kind in (Kind.DUTY, Kind.BAND):
        yield _square(lane * 0.76 - line, paint)
    elif kind is Kind.OWN:
        corners = " ".join(_xy(reach, turn) for turn in range(30, 390, 60))
        yield f'<polygon points="{corners}" {paint}/>'
    elif kind is Kind.SEASON and words:
        yield f'<circle r="{_n(reach * 0.86)}" class="bare" fill="{WHITE}"/>'
    elif kind is not Kind.SEASON:
        yield f'<circle r="{_n(reach * 0.96)}" {paint}/>'
    if not words:
        return
    font = lane * {1: 0.6, 2: 0.55}.get(len(words), 0.4)
    if kind in (Kind.DUTY, Kind.BAND) and (late or pressing):
        font = min(font, lane * 0.46)
    yield (
        f'<text class="{"on-filled" if filled else "on-open"}" text-anchor="middle" dy="0.36em" font-size="{_n(font)}" '
        f'font-weight="600" fill="{WHITE if filled else INK}">{escape(words)}</text>'
    )


def _square(side: float, paint: str) -> str:
    corner, long = _n(-side / 2), _n(side)
    return f'<rect x="{corner}" y="{corner}" width="{long}" height="{long}" rx="{_n(side * 0.16)}" {paint}/>'


def chip(mark: Mark) -> str:
    """A mark's number in its shape, to stand beside its row in the list."""
    return _chip(mark.kind, mark.progress, COLOURS[mark.ring], str(mark.number), str(mark.ring))


def _chip(kind: Kind, progress: Progress, colour: str, words: str, ring: str) -> str:
    drawn = "".join(_badge(kind, progress, colour, 24, words))
    return (
        f'<svg class="wheel-chip {ring} {kind}" viewBox="-12.5 -12.5 25 25" role="img" aria-label="{escape(words)}" '
        f'focusable="false">{drawn}</svg>'
    )


@dataclass(frozen=True)
class Sample:
    """A shape with what it means."""

    svg: str
    words: str


def legend(kinds: Iterable[Kind], progresses: Iterable[Progress]) -> Sequence[Sample]:
    """The shapes that the wheel uses, each with its meaning."""
    used, seen = set(kinds), set(progresses)
    samples = [
        (
            Kind.DUTY,
            Progress.OPEN,
            "Skyldighet: linjen är tiden, strecket sista dagen",
            Kind.DUTY in used,
        ),
        (Kind.DUTY, Progress.DONE, "Fylld: gjort", Progress.DONE in seen),
        (Kind.DUTY, Progress.PRESSING, "Tjock ram: brådskar", Progress.PRESSING in seen),
        (
            Kind.DUTY,
            Progress.LATE,
            "Fylld på högkant: försenat eller missat",
            bool({Progress.LATE, Progress.MISSED} & seen),
        ),
        (Kind.BAND, Progress.OPEN, "Streckat band: återkommer varje månad eller oftare", Kind.BAND in used),
        (Kind.PLANNED, Progress.NONE, "Planerat möte", Kind.PLANNED in used),
        (Kind.HELD, Progress.NONE, "Hållet möte", Kind.HELD in used),
        (Kind.OWN, Progress.NONE, "Parternas egna processer", Kind.OWN in used),
        (Kind.SEASON, Progress.NONE, "Månader då ett problem är vanligare", Kind.SEASON in used),
    ]
    made = []
    for kind, progress, words, shown in samples:
        if not shown:
            continue
        ring = {Kind.OWN: Ring.OWN, Kind.SEASON: Ring.SEASON}.get(kind, Ring.CITY)
        made.append(Sample(_legend_chip(kind, progress, ring), words))
    return made


def _legend_chip(kind: Kind, progress: Progress, ring: Ring) -> str:
    colour, lane = COLOURS[ring], 20.0
    line = f'stroke="{colour}"'
    behind = {
        Kind.DUTY: f'<path d="M-22 0H22" {line} stroke-width="2.4"/><path d="M12 -8V8" {line} stroke-width="3"/>',
        Kind.BAND: f'<path d="M-24 0H24" {line} stroke-width="7" stroke-dasharray="3 4"/>',
        Kind.OWN: f'<path d="M-24 0H24" {line} stroke-opacity="0.42" stroke-width="10"/>',
        Kind.SEASON: f'<path d="M-24 -9H24V9H-24Z" fill="{colour}" fill-opacity="0.28" {line}/>',
    }.get(kind, "")
    if kind is Kind.DUTY and progress is not Progress.OPEN:
        behind = ""
    shape = "".join(_badge(kind, progress, colour, lane, ""))
    return (
        f'<svg class="wheel-sample {ring}" viewBox="-26 -11 52 22" aria-hidden="true" focusable="false">'
        f"{behind}{shape}</svg>"
    )
