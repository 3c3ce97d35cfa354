"""Workbooks of older Excel (.xls), read in a process of their own with an end to its memory and its time.

A damaged one can claim a cell so far out that the library lays out a sheet larger than any memory, and then takes
its process with it. Nothing in the file tells beforehand.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import MEBIBYTE
from trygghjulet.observations.findings import UnreadableFile

#: How an .xls begins.
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES, _MOST_MEMORY, _MOST_SECONDS = 20 * MEBIBYTE, 1024 * MEBIBYTE, 20
_MOST_CELLS = 2_000_000
_LOCKED, _TOO_LARGE = 3, 4


def is_old_workbook(path: Path) -> bool:
    """Does the file begin as an .xls does?"""
    with path.open("rb") as file:
        return file.read(len(OLD_WORKBOOK)) == OLD_WORKBOOK


def read_old_workbook(path: Path, *, name: str) -> dict[str, list[tuple[str | None, ...]]]:
    """Every sheet that can be seen, by its title: all rows, each cell as text.

    Raises:
        UnreadableFile: damaged, locked or too large.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise _too_large(name)
    command = [sys.executable, "-m", __name__, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_MOST_SECONDS, check=False)  # noqa: S603  # our own module
    except subprocess.TimeoutExpired as error:
        raise _too_large(name) from error
    if done.returncode == _LOCKED:
        raise refusal(name, "Excelfilen är låst med lösenord.", "Ta bort lösenordet och spara den som .xlsx.")
    if done.returncode == _TOO_LARGE:
        raise _too_large(name)
    if done.returncode:
        raise refusal(
            name, "Excelfilen (.xls) är skadad eller avklippt.", "Öppna den i Excel och spara den som .xlsx."
        )
    sheets: dict[str, list[list[str | None]]] = json.loads(done.stdout)
    return {title: [tuple(row) for row in rows] for title, rows in sheets.items()}


def as_text(cell: object) -> str | None:
    """A cell as it is read: whole numbers without decimals, times as they are written, None where it is empty."""
    match cell:
        case bool():
            text = "ja" if cell else "nej"
        case float() if cell.is_integer():
            text = str(int(cell))
        case datetime():
            text = cell.isoformat(sep=" ")
        case date() | time():
            text = cell.isoformat()
        case _:
            text = str(cell)
    return text or None


def _too_large(name: str) -> UnreadableFile:
    return refusal(
        name, "Excelfilen (.xls) är för stor att läsa.", "Spara bladet med uppgifterna som .xlsx eller CSV."
    )


def _read(path: str) -> int:
    """In the process of its own: writes the sheets to standard output as JSON."""
    import python_calamine  # noqa: PLC0415  # only this process pays for it

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sheets = {}
    try:
        with python_calamine.load_workbook(path) as book:
            for title in (one.name for one in book.sheets_metadata if str(one.visible).endswith(".Visible")):
                sheet = book.get_sheet_by_name(title)
                if sheet.total_height * sheet.total_width > _MOST_CELLS:
                    return _TOO_LARGE
                rows = sheet.to_python(skip_empty_area=False)
                sheets[title] = [[as_text(cell) for cell in row] for row in rows]
    except python_calamine.PasswordError:
        return _LOCKED
    sys.stdout.write(json.dumps(sheets))
    return 0


if __name__ == "__main__":
    sys.exit(_read(sys.argv[1]))
