"""Excel workbooks, unpacked only after their true size has been counted."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal, too_large_unpacked, too_many_rows
from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.foundation.files.old_workbook import as_text, is_old_workbook, read_old_workbook
from trygghjulet.foundation.files.tables import Table, named
from trygghjulet.observations.findings import UnreadableFile

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

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


def read_workbook(path: Path, *, name: str, limits: Limits) -> Table:
    """The table in the first sheet that isn't empty, every cell as text; its first filled row is the header.

    Raises:
        UnreadableFile: not a sound .xlsx, locked, too large when unpacked, empty, a column name stands twice.
    """
    _weigh(path, name, limits)
    title, rows, others = _sheet(path, name)
    top = next(number for number, row in enumerate(rows) if any(cell not in ("", None) for cell in row))
    columns = named([as_text(cell) for cell in rows[top]], name=name)
    body = rows[top + 1 :]
    if len(body) > limits.max_rows:
        raise too_many_rows(name, len(body), limits)
    cells = pl.DataFrame(
        [
            pl.Series(column, [as_text(row[at]) for row in body], dtype=pl.String)
            for at, column in enumerate(columns)
        ]
    )
    numbers = pl.int_range(top + 2, top + 2 + len(body), eager=True, dtype=pl.UInt32).alias("row")
    notes = (f"Bladet ”{title}” är läst. Arbetsboken har fler blad: {', '.join(others)}.",) if others else ()
    return Table(cells, numbers, notes=notes).without_empty()


def read_sheets(path: Path, *, name: str, limits: Limits) -> dict[str, list[tuple[str | None, ...]]]:
    """Every sheet of a workbook (.xlsx, or .xls of older Excel) by its title: all rows, each cell as text.

    Raises:
        UnreadableFile: not a sound workbook, locked, too large when unpacked.
    """
    if is_old_workbook(path):
        return read_old_workbook(path, name=name)
    _weigh(path, name, limits)
    with _opened(path, name) as book:
        return {
            title: [tuple(as_text(cell) for cell in row) for row in _rows(book, title)]
            for title in book.sheet_names
        }


def _sheet(path: Path, name: str) -> tuple[str, Sequence[Sequence[object]], list[str]]:
    with _opened(path, name) as book:
        for title in book.sheet_names:
            rows = _rows(book, title)
            if any(cell not in ("", None) for row in rows for cell in row):
                return title, rows, [other for other in book.sheet_names if other != title]
    raise refusal(name, "Arbetsboken har inga ifyllda celler.", "Kontrollera att det är rätt fil.")


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
