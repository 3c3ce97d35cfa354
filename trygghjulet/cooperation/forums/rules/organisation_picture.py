"""The organisation drawn as SVG: kinds told apart by shape and word, ways by line and colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from trygghjulet.cooperation.forums.rules.organisation import WORDS, Link, Organisation, description
from trygghjulet.cooperation.forums.rules.organisation_layout import (
    FONT,
    KIND_LINE,
    LINE,
    PADDING,
    WIDTH,
    Arrow,
    Band,
    Box,
    laid_out,
)
from trygghjulet.documents.style import ACCENT, INK, LAND, PALE, QUIET, SERIES, TEAL

WHITE: Final = "#ffffff"
OCHRE: Final = "#8a5f08"
#: Each way's colour, breadth and dashes: told apart without colour too.
_LINES: Final = {
    Link.PREPARES_FOR: (TEAL, 1.8, ""),
    Link.REPORTS_TO: (SERIES[5], 1.8, "8 4"),
    Link.DECIDES_OVER: (ACCENT, 3.0, ""),
    Link.RAISES_TO: (OCHRE, 1.8, "2 4"),
    Link.PART_OF: (QUIET, 1.2, ""),
}
#: Each kind's corner, its outline's breadth and dashes, and whether it is drawn double.
_SHAPES: Final = {
    "board": (0, 2.6, "", True),
    "strategic": (6, 1.6, "", True),
    "political": (0, 1.6, "", True),
    "steering": (0, 2.6, "", False),
    "council": (6, 1.6, "", False),
    "preparatory": (10, 1.6, "", False),
    "working": (18, 1.4, "", False),
    "network": (18, 1.4, "6 3", False),
    "hearing": (10, 1.4, "2 3", False),
    "open": (18, 1.4, "2 3", False),
}
_OUTSIDE: Final = (0, 1.0, "", False)


def svg(organisation: Organisation, *, name: str, key: str = "organisation") -> str:
    """The organisation as SVG, as broad as it must be to be read: where it is broader than the page it is scrolled.

    Args:
        organisation: what to draw.
        name: whose it is, for the picture's name.
        key: what the picture's own ids begin with; two pictures on a page have different ones.
    """
    layout = laid_out(organisation)
    width, height = _n(layout.width), _n(layout.height)
    linked = any(box.body.href for box in layout.boxes)
    parts = [
        f'<svg class="organisation" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg" role="{"group" if linked else "img"}" '
        f'aria-labelledby="{key}-title {key}-desc" font-family="Inter, Helvetica Neue, Arial, sans-serif">',
        f'<title id="{key}-title">{escape(f"Organisationen i {name}")}</title>',
        f'<desc id="{key}-desc">{escape(description(organisation))}</desc>',
        *(_band(band, number, layout.width) for number, band in enumerate(layout.bands)),
        *(part for arrow in layout.arrows for part in _arrow(arrow, organisation)),
        *(_band_name(band, number) for number, band in enumerate(layout.bands)),
        *(_box(box) for box in layout.boxes),
        "</svg>",
    ]
    return "".join(parts)


def legend(organisation: Organisation) -> tuple[tuple[str, str], ...]:
    """The ways that the picture has: how each is drawn, as SVG, and what it says."""
    used = {way.kind for way in organisation.ways}
    return tuple((_sample(link), WORDS[link]) for link in Link if link in used)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _shade(number: int) -> str:
    return WHITE if number % 2 else LAND


def _band(band: Band, number: int, width: float) -> str:
    return (
        f'<rect class="organisation-band {"odd" if number % 2 else "even"}" x="0" y="{_n(band.y)}" width="{_n(width)}" '
        f'height="{_n(band.height)}" fill="{_shade(number)}"/>'
    )


def _band_name(band: Band, number: int) -> str:
    """The band's name, with air around it where a way goes behind it."""
    return (
        f'<text class="organisation-band-name" x="12" y="{_n(band.y + 21)}" font-size="13" '
        f'font-weight="600" fill="{QUIET}" stroke="{_shade(number)}" stroke-width="5" stroke-linejoin="round" '
        f'paint-order="stroke">{escape(band.name)}</text>'
    )


def _box(box: Box) -> str:
    body = box.body
    corner, breadth, dashes, double = _SHAPES.get(body.kind, _OUTSIDE)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    outline = (
        f'<rect class="organisation-outline" x="{_n(box.x)}" y="{_n(box.y)}" width="{WIDTH}" height="{_n(box.height)}" '
        f'rx="{corner}" fill="{WHITE if body.kind else PALE}" stroke="{INK}" stroke-width="{breadth}"{dashed}/>'
    )
    if double:
        outline += (
            f'<rect class="organisation-inline" x="{_n(box.x + 4)}" y="{_n(box.y + 4)}" width="{WIDTH - 8}" '
            f'height="{_n(box.height - 8)}" rx="{max(corner - 3, 0)}" fill="none" stroke="{INK}" stroke-width="0.8"/>'
        )
    middle = box.x + WIDTH / 2
    free = box.height - 2 * PADDING - KIND_LINE - len(box.lines) * LINE
    y = box.y + PADDING + free / 2
    kind = (
        f'<text class="organisation-kind" x="{_n(middle)}" y="{_n(y + 11)}" font-size="11" text-anchor="middle" '
        f'fill="{QUIET}">{escape(body.called)}</text>'
        if body.called
        else ""
    )
    first = y + (KIND_LINE if kind else KIND_LINE / 2) + LINE - 4
    # The space is for those who hear or copy the name: a new line alone would join its words.
    lines = " ".join(
        f'<tspan x="{_n(middle)}" y="{_n(first + number * LINE)}">{escape(line)}</tspan>'
        for number, line in enumerate(box.lines)
    )
    name = (
        f'<text class="organisation-name" font-size="{FONT}" font-weight="600" text-anchor="middle" '
        f'fill="{INK}">{lines}</text>'
    )
    said = f"<title>{escape(f'{body.name}: {body.called}' if body.called else body.name)}</title>"
    group = (
        f'<g class="organisation-body {body.kind or "outside"}" data-key={quoteattr(body.key)}>'
        f"{said}{outline}{kind}{name}</g>"
    )
    return f"<a href={quoteattr(body.href)}>{group}</a>" if body.href else group


def _line(points: str, link: Link) -> str:
    colour, breadth, dashes = _LINES[link]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="organisation-line" d="{points}" fill="none" stroke="{colour}" stroke-width="{breadth}"{dashed} '
        'stroke-linejoin="round"/>'
    )


def _arrow(arrow: Arrow, organisation: Organisation) -> Iterator[str]:
    link = arrow.way.kind
    of, to = organisation.body(arrow.way.of).name, organisation.body(arrow.way.to).name
    path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in arrow.points)
    yield (
        f'<g class="organisation-way {link}" data-of={quoteattr(arrow.way.of)} data-to={quoteattr(arrow.way.to)}>'
        f"<title>{escape(f'{of} {WORDS[link]} {to}')}</title>{_line(path, link)}"
    )
    x, y = arrow.points[-1]
    down = 1 if arrow.points[-2][1] > y else -1
    if link is Link.PART_OF:
        yield f'<circle class="organisation-head" cx="{_n(x)}" cy="{_n(y + 5 * down)}" r="4" fill="{_LINES[link][0]}"/>'
    else:
        back = 8 * down
        yield _head(x, y, f"{_n(x - 4.5)} {_n(y + back)}L{_n(x + 4.5)} {_n(y + back)}", link)
    yield "</g>"


def _head(x: float, y: float, base: str, link: Link) -> str:
    return f'<path class="organisation-head" d="M{_n(x)} {_n(y)}L{base}Z" fill="{_LINES[link][0]}"/>'


def _sample(link: Link) -> str:
    head = _head(54, 8, "45 3.5L45 12.5", link)
    if link is Link.PART_OF:
        head = f'<circle class="organisation-head" cx="49" cy="8" r="4" fill="{_LINES[link][0]}"/>'
    return (
        f'<svg class="organisation-sample" viewBox="0 0 56 16" aria-hidden="true" focusable="false">'
        f'<g class="organisation-way {link}">{_line("M2 8L48 8", link)}{head}</g></svg>'
    )
