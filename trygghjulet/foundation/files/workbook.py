"""Excel workbooks, unpacked only after their true size has been counted."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal, too_large_unpacked, too_many_rows
from trygghjulet.foundation.files.headers import Header, about_two, header_in
from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.foundation.files.old_workbook import as_text, is_old_workbook, read_old_workbook
from trygghjulet.foundation.files.tables import (
    MOST_TITLES,
    Table,
    Wanted,
    about_titles,
    named,
)
from trygghjulet.observations.findings import UnreadableFile

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

#: A sheet is laid out as a full rectangle when it is read, however few of its cells are filled.
MOST_CELLS = 20_000_000
#: Spreadsheets shrink 5 to 40 times when packed; beyond this a large one is made to harm.
_MOST_SHRINKAGE, _SMALL = 250, 50 * MEBIBYTE
_CHUNK = 1 * MEBIBYTE
_LOCAL_HEADER = struct.Struct("<4s22xHH")
#: So much of a piece is read again with the next one, for a reference that is cut between them.
_LONGEST_REFERENCE = 65_536
#: Without its closing mark: one with more letters or digits than a sheet can have must be found too.
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)""")
_MOST_LETTERS, _MOST_DIGITS = 4, 10


@dataclass(frozen=True)
class _Sheet:
    """A sheet with its rows, and its header with where it begins."""

    title: str
    rows: Sequence[Sequence[object]]
    header: Header


def read_workbook(path: Path, *, name: str, limits: Limits, wanted: Wanted | None = None) -> Table:
    """The table in the first visible sheet that isn't empty, every cell as text, from its header on.

    Where that sheet lacks the columns that are wanted and one other visible sheet alone has them, that is read.

    Args:
        path: where the file lies.
        name: what the person calls it.
        limits: how large it may be.
        wanted: whether these are the columns that the reader needs.

    Raises:
        UnreadableFile: not a sound .xlsx, locked, too large when unpacked, empty, a column name stands twice.
    """
    _weigh(path, name, limits)
    sheet, notes = _sheet(path, name, wanted)
    rows, below = sheet.rows, sheet.header.top + sheet.header.depth
    columns = named(sheet.header.names, name=name)
    body = rows[below:]
    if len(body) > limits.max_rows:
        raise too_many_rows(name, len(body), limits)
    cells = pl.DataFrame(
        [
            pl.Series(column, [as_text(row[at]) for row in body], dtype=pl.String)
            for at, column in enumerate(columns)
        ]
    )
    numbers = pl.int_range(below + 1, below + 1 + len(body), eager=True, dtype=pl.UInt32).alias("row")
    return Table(cells, numbers, notes=notes).without_empty()


def read_sheets(path: Path, *, name: str, limits: Limits) -> dict[str, list[tuple[str | None, ...]]]:
    """Every sheet of a workbook (.xlsx, or .xls of older Excel) that can be seen, by its title: all rows as text.

    A sheet that is hidden is not read: nobody who looks at the file knows that it is there.

    Raises:
        UnreadableFile: not a sound workbook, locked, too large when unpacked.
    """
    if is_old_workbook(path):
        return read_old_workbook(path, name=name)
    _weigh(path, name, limits)
    with _opened(path, name) as book:
        return {
            title: [tuple(as_text(cell) for cell in row) for row in _rows(book, title)]
            for title in (sheet.name for sheet in book.sheets_metadata if _is_seen(sheet))
        }


def hidden_sheets(path: Path, *, name: str) -> tuple[str, ...]:
    """What is said of the sheets that are hidden, and therefore not read; nothing where there are none.

    Raises:
        UnreadableFile: not a sound workbook, or locked.
    """
    if is_old_workbook(path):
        return ()
    with _opened(path, name) as book:
        hidden = [sheet.name for sheet in book.sheets_metadata if not _is_seen(sheet)]
    return (_about_hidden(hidden),) if hidden else ()


def _about_hidden(titles: Sequence[str]) -> str:
    return f"Dolda blad läses inte: {', '.join(titles)}."


def _sheet(path: Path, name: str, wanted: Wanted | None) -> tuple[_Sheet, tuple[str, ...]]:
    """The sheet that is read, and what a person should know about the choice."""
    with _opened(path, name) as book:
        visible = [sheet.name for sheet in book.sheets_metadata if _is_seen(sheet)]
        first = next(_filled(book, visible, wanted), None)
        if first is None:
            raise refusal(
                name,
                "Arbetsboken har inga ifyllda celler"
                + (" i de blad som syns." if len(visible) < len(book.sheet_names) else "."),
                "Kontrollera att det är rätt fil, och att bladet med tabellen inte är dolt.",
            )
        chosen = first
        if wanted and not first.header.suits:
            later = visible[visible.index(first.title) + 1 :]
            suiting = [sheet for sheet in _filled(book, later, wanted) if sheet.header.suits]
            chosen = suiting[0] if len(suiting) == 1 else first
        others = [title for title in visible if title != chosen.title]
        hidden = [title for title in book.sheet_names if title not in visible]
    notes = []
    if chosen is not first:
        notes.append(f"Bladet ”{first.title}” har inte de kolumner som behövs, men det har ”{chosen.title}”.")
    if others:
        notes.append(f"Bladet ”{chosen.title}” är läst. Arbetsboken har fler blad: {', '.join(others)}.")
    if hidden:
        notes.append(_about_hidden(hidden))
    top = chosen.header.top
    if any(cell not in ("", None) for row in chosen.rows[:top] for cell in row):
        notes.append(about_titles(top + 1))
    if chosen.header.depth > 1:
        notes.append(about_two(top + 1))
    return chosen, tuple(notes)


def _is_seen(sheet: SheetMetadata) -> bool:
    return str(sheet.visible).endswith(".Visible") and str(sheet.typ).endswith(".WorkSheet")


def _filled(book: CalamineWorkbook, titles: Sequence[str], wanted: Wanted | None) -> Iterator[_Sheet]:
    """The sheets that hold something, in their order: first those with a table, then those with a single column."""
    narrow = []
    for title in titles:
        rows = _rows(book, title)
        above = next((at for at, row in enumerate(rows) if any(cell not in ("", None) for cell in row)), None)
        if above is None:
            continue
        head = [[as_text(cell) for cell in row] for row in rows[above : above + MOST_TITLES + 1]]
        joined = book.get_sheet_by_name(title).merged_cell_ranges or ()
        header = header_in(
            head, wanted, [(r - above, c, end - above, last) for (r, c), (end, last) in joined if r >= above]
        )
        if header is None:
            narrow.append(_Sheet(title, rows, Header(above, 1, tuple(head[0]), suits=False)))
        else:
            yield _Sheet(title, rows, replace(header, top=above + header.top))
    yield from narrow


def _rows(book: CalamineWorkbook, title: str) -> Sequence[Sequence[object]]:
    return book.get_sheet_by_name(title).to_python(skip_empty_area=False)


@contextmanager
def _opened(path: Path, name: str) -> Iterator[CalamineWorkbook]:
    import python_calamine  # noqa: PLC0415 - read only when there is a workbook, for the start-up time

    try:
        with python_calamine.load_workbook(str(path)) as book:
            yield book
    except python_calamine.PasswordError as error:
        raise _locked(name) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(name) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own crash; it offers no class to name
            raise _damaged(name) from error
        raise


def _weigh(path: Path, name: str, limits: Limits) -> None:
    """Count what the workbook really unpacks to, in small pieces, and how large a rectangle each sheet spans.

    The sizes that the directory declares are checked first and not trusted: the parts are unpacked piece by
    piece, and one that is larger than declared is refused.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise refusal(
                    name,
                    "Filen är ett zip-arkiv men ingen Excelfil.",
                    "Packa upp det och lämna in filen inuti.",
                )
            declared = sum(part.file_size for part in parts)
            if declared > limits.max_unpacked_bytes:
                raise too_large_unpacked(name, limits)
            if declared > max(_SMALL, _MOST_SHRINKAGE * path.stat().st_size):
                raise too_large_unpacked(name, limits)
            for part in parts:
                if part.flag_bits & 1:
                    raise _locked(name)
                pieces = _pieces(file, part, name)
                if part.filename.startswith("xl/worksheets/"):
                    _check_span(pieces, name, limits)
                else:
                    for _ in pieces:
                        pass
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError, ValueError) as error:
        raise _damaged(name) from error


def _pieces(file: BinaryIO, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    file.seek(part.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04" or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(name)
    file.seek(name_length + extra_length, 1)
    left, size = part.compress_size, 0
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise _damaged(name)
        left -= len(packed)
        while packed:
            piece = inflate.decompress(packed, _CHUNK) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            size += len(piece)
            if size > part.file_size:
                raise refusal(
                    name,
                    "Filen är gjord så att den blir större än den uppger när den packas upp.",
                    "Öppna filen i Excel och spara om den, eller spara den som CSV.",
                )
            yield piece


def _check_span(pieces: Iterator[bytes], name: str, limits: Limits) -> None:
    rows = columns = 0
    tail = b""
    for piece in pieces:
        text = tail + piece
        for letters, digits in _REFERENCE.findall(text):
            if len(letters) > _MOST_LETTERS or len(digits) > _MOST_DIGITS:
                raise _damaged(name)
            rows = max(rows, int(digits))
            if letters:
                columns = max(columns, _column(letters))
        tail = text[-_LONGEST_REFERENCE:]
        if rows * columns > MOST_CELLS or rows > limits.max_rows + 1_000:
            raise refusal(
                name,
                f"Ett blad sträcker sig till rad {number(rows)} och kolumn {columns}, vilket är för stort att läsa.",
                "Ta bort tomma rader och kolumner i bladets kanter, eller spara bladet som CSV.",
            )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _damaged(name: str) -> UnreadableFile:
    return refusal(
        name, "Excelfilen är skadad eller avklippt.", "Öppna den i Excel, spara om den och lämna in den igen."
    )


def _locked(name: str) -> UnreadableFile:
    return refusal(
        name, "Excelfilen är låst med lösenord.", "Ta bort lösenordet i Excel och lämna in filen igen."
    )
