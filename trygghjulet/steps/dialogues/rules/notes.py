"""Notes as people take them on a walk, read into points: one line each, or a table's lines as they were written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from trygghjulet.steps.dialogues.rules.themes import Theme, Tone, theme_of, tone_of

#: No more at once than a person can look through.
MOST: Final = 200
LONGEST: Final = 1_000
_BULLET = re.compile(r"^\s*(?:\d{1,3}[.)]|[•*·–])\s+")
_MARK: Final = {"+": Tone.GOOD, "-": Tone.BAD, "?": Tone.WISH, ">": None}
_HEADER: Final = {"notering", "anteckning", "punkt", "text", "observation"}
_SORTS: Final = {
    "observation +": Tone.GOOD,
    "observation -": Tone.BAD,
    "önskemål": Tone.WISH,
    "uppföljning": None,
}
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Note:
    """A line read: what it says, what it seems to be about, how it was meant, and whether something is to follow.

    `day` is the day the line itself tells, where it does. `line` is its number among what was written.
    """

    line: int
    text: str
    theme: Theme
    tone: Tone
    followed: bool = False
    spot: str = ""
    day: date | None = None


class UnreadableNotes(ValueError):
    """What was written can't be read into points; the message says which line and why."""


def read_notes(written: str) -> tuple[Note, ...]:
    """The points of some notes.

    Each line is a point. "+" first says that something was good, "-" that it was bad, "?" that it is a wish and ">"
    that something is to be done; without a mark the words decide. "Vikingen: mörkt hörn" tells the place before
    a colon where that is short. Lines of a table with semicolons, under a header with "notering", are read by their
    columns.

    Raises:
        UnreadableNotes: nothing is written, a line is too long, or there are too many.
    """
    lines = [
        (number, line.strip()) for number, line in enumerate(written.splitlines(), start=1) if line.strip()
    ]
    if not lines:
        raise UnreadableNotes("Det finns inga anteckningar att läsa. Skriv en punkt på varje rad.")
    if len(lines) > MOST:
        raise UnreadableNotes(f"Det är {len(lines)} rader. Dela upp dem i omgångar om högst {MOST}.")
    for number, line in lines:
        if len(line) > LONGEST:
            raise UnreadableNotes(
                f"Rad {number} är {len(line)} tecken lång och får vara högst {LONGEST}. Dela den i flera punkter."
            )
    header = [name.strip().casefold() for name in lines[0][1].split(";")]
    if len(header) > 1 and _HEADER.intersection(header):
        return tuple(_from_table(header, lines[1:]))
    return tuple(note for number, line in lines if (note := _from_line(number, line)) is not None)


def _from_table(header: list[str], lines: list[tuple[int, str]]) -> Iterator[Note]:
    text_at = next(i for i, name in enumerate(header) if name in _HEADER)
    sort_at = next((i for i, name in enumerate(header) if name in ("slag", "typ")), None)
    day_at = next((i for i, name in enumerate(header) if name in ("datum", "dag")), None)
    for number, line in lines:
        cells = next(csv.reader([line], delimiter=";"))
        if len(cells) != len(header):
            raise UnreadableNotes(
                f"Rad {number} har {len(cells)} fält men rubriken har {len(header)}. "
                "Sätt citattecken om text som innehåller semikolon."
            )
        sort = cells[sort_at].strip().casefold() if sort_at is not None else ""
        text = cells[text_at].strip()
        day = cells[day_at].strip() if day_at is not None else ""
        if not text:
            raise UnreadableNotes(f"Rad {number} saknar text. Fyll i den eller ta bort raden.")
        tone = _SORTS.get(sort)
        yield _note(
            number,
            text,
            tone or (Tone.FACT if sort == "uppföljning" else tone_of(text)),
            followed=sort == "uppföljning",
            day=date.fromisoformat(day) if _DAY.match(day) and _is_day(day) else None,
        )


def _from_line(number: int, line: str) -> Note | None:
    mark = line[0] if line[0] in _MARK and line[1:2] in (" ", "") else ""
    text = line[1:].strip() if mark else _BULLET.sub("", line).strip()
    if not text:
        return None
    tone = _MARK.get(mark) or (Tone.FACT if mark == ">" else tone_of(text))
    return _note(number, text, tone, followed=mark == ">")


def _note(number: int, text: str, tone: Tone, *, followed: bool, day: date | None = None) -> Note:
    spot, colon, rest = text.partition(":")
    has_spot = bool(colon) and len(spot) <= 40 and len(spot.split()) <= 4 and bool(rest.strip())
    return Note(
        line=number,
        text=text,
        theme=theme_of(text),
        tone=tone,
        followed=followed,
        spot=spot.strip() if has_spot and theme_of(spot) is Theme.OTHER else "",
        day=day,
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
