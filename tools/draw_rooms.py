"""Draws the building from the import contracts: docs/rooms.svg, and the list in docs/architecture.md."""

import re
from dataclasses import dataclass
from html import escape

from tools.house import PACKAGE, ROOT, house, purpose

PICTURE = ROOT / "docs" / "rooms.svg"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: written by `make fix` -->", "<!-- end of rooms -->"

WIDTH, MARGIN, LABEL = 1120, 24, 150
BOX_HEIGHT, GAP, PADDING = 54, 12, 14
INK, FAINT = "#22303c", "#5b6b78"
WHEEL = "steps"
# From the roof down: calm, and light enough for dark text.
COLOURS = {
    "project": "#e8e6e1",
    "api": "#dfe8ee",
    "reports": "#e3e3f0",
    "oversight": "#ece2ee",
    WHEEL: "#f6e3b5",
    "cooperation": "#dcebdc",
    "foundation": "#e4e0d4",
    "obligations": "#e3e4ea",
    "documents": "#dbe7e9",
}


@dataclass(frozen=True)
class Box:
    """One package in the picture: its name, and its Swedish word where its docstring begins with one."""

    name: str
    word: str


@dataclass(frozen=True)
class Band:
    """One floor of the picture: its name, empty where its packages have none in common, and its boxes."""

    name: str
    colour: str
    boxes: tuple[Box, ...]


def bands() -> list[Band]:
    found = []
    for floor in house().floors:
        rooms = house().rooms_on(floor[0]) if len(floor) == 1 else ()
        rooms = tuple(room for room in rooms if floor[0] not in ("project", "reports"))
        inside = tuple(Box(room, _word(floor[0], room)) for room in rooms)
        alone = tuple(Box(name, _word(name)) for name in floor)
        found.append(Band(floor[0] if inside else "", COLOURS[floor[0]], inside or alone))
    return found


def picture() -> str:
    """The building as SVG: floors as bands, rooms as boxes, the wheel in order."""
    band_height = BOX_HEIGHT + 2 * PADDING
    floors = bands()
    height = 2 * MARGIN + len(floors) * (band_height + GAP) - GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="title what" font-family="system-ui, sans-serif" font-size="14">',
        '<title id="title">The rooms of Trygghjulet</title>',
        f'<desc id="what">{escape(_in_words(floors))}</desc>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{FAINT}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, band in enumerate(floors):
        parts += _drawn(band, MARGIN + number * (band_height + GAP), band_height)
    return "\n".join([*parts, "</svg>", ""])


def page(text: str) -> str:
    """The page with the list of rooms between its markers written anew."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{_listed()}\n{END}{after}"


def main() -> None:
    PICTURE.write_text(picture(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def _drawn(band: Band, top: float, height: float) -> list[str]:
    parts = [
        f'<rect x="{MARGIN}" y="{top}" width="{WIDTH - 2 * MARGIN}" height="{height}" rx="10" '
        f'fill="{band.colour}"/>',
        f'<text x="{MARGIN + 18}" y="{top + height / 2 + 5}" fill="{INK}" font-weight="600">'
        f"{band.name}</text>",
    ]
    left, right = (MARGIN + LABEL if band.name else MARGIN + PADDING), WIDTH - MARGIN - PADDING
    gap = 20 if band.name == WHEEL else GAP
    width = (right - left - gap * (len(band.boxes) - 1)) / len(band.boxes)
    for number, box in enumerate(band.boxes):
        x, y = left + number * (width + gap), top + PADDING
        middle = x + width / 2
        parts.append(
            f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BOX_HEIGHT}" rx="7" fill="#ffffff" '
            f'stroke="{FAINT}" stroke-opacity="0.35"/>'
        )
        baseline = y + (24 if box.word else 32)
        parts.append(
            f'<text x="{middle:.1f}" y="{baseline}" text-anchor="middle" fill="{INK}">{box.name}</text>'
        )
        if box.word:
            parts.append(
                f'<text x="{middle:.1f}" y="{y + 42}" text-anchor="middle" fill="{FAINT}" font-size="12">'
                f"{escape(box.word)}</text>"
            )
        if band.name == WHEEL and number:
            parts.append(
                f'<path d="M{x - gap + 3:.1f} {y + BOX_HEIGHT / 2}H{x - 3:.1f}" stroke="{FAINT}" '
                'stroke-width="1.5" marker-end="url(#tip)"/>'
            )
    return parts


def _in_words(floors: list[Band]) -> str:
    rows = [
        f"{band.name + ': ' if band.name else ''}{', '.join(box.name for box in band.boxes)}"
        for band in floors
    ]
    return "Floors from the roof down; each stands only on the floors below. " + ". ".join(rows) + "."


def _word(*names: str) -> str:
    said = re.match(r"([A-ZÅÄÖ]\w+): ", purpose(*names))
    return said[1] if said else ""


def _listed() -> str:
    rows = ["| room | what it is |", "|---|---|"]
    for band in bands():
        if band.name:
            rows.append(f"| **{band.name}** | {purpose(band.name)} |")
        for box in band.boxes:
            where = [band.name, box.name] if band.name else [box.name]
            rows.append(f"| `{PACKAGE}.{'.'.join(where)}` | {purpose(*where)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
