"""Small files for the tests, made here, and the way to the shared real ones."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

_SHARED = Path(__file__).parents[4].parent / "shared" / "data"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HIDDEN = ' state="hidden"'
_NO_BLOCK, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_EXCEL_ZERO = datetime.fromisoformat("1899-12-30T00:00")


def shared(name: str) -> Path:
    """A file of the shared real data; the test is skipped where it is absent."""
    path = _SHARED / name
    if not path.exists():
        pytest.skip(f"De verkliga uppgifterna ({name}) finns inte här.")
    return path


def workbook(path: Path, rows: Sequence[Sequence[object]], *, sheet: str | None = None) -> Path:
    """An .xlsx with one sheet of text, numbers and times; `sheet` replaces the sheet's XML altogether."""
    return _zipped(path, {"Blad1": sheet or _sheet(rows)})


def sheets(
    path: Path,
    contents: Mapping[str, Sequence[Sequence[object]]],
    *,
    hidden: Collection[str] = (),
    joined: Sequence[str] = (),
) -> Path:
    """An .xlsx with several sheets by their titles, some of them perhaps hidden, with cells joined as in "B1:C1"."""
    return _zipped(path, {title: _sheet(rows, joined) for title, rows in contents.items()}, hidden=hidden)


def old_workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """An .xls of older Excel (BIFF8 in a compound file) with one sheet of text and numbers."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin, end = bytes(12), record(0x0A, b"")
    title = b"Blad1"
    globals_ = record(0x809, struct.pack("<HH", 0x600, 0x05) + begin)
    offset = len(globals_) + 4 + 8 + len(title) + len(end)
    globals_ += record(0x85, struct.pack("<IHBB", offset, 0, len(title), 0) + title) + end
    cells = b""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                cells += record(0x203, struct.pack("<HHHd", at, column, 0, value))
            elif value:
                text = str(value).encode("utf-16-le")
                cells += record(0x204, struct.pack("<HHHHB", at, column, 0, len(text) // 2, 1) + text)
    stream = globals_ + record(0x809, struct.pack("<HH", 0x600, 0x10) + begin) + cells + end
    stream = stream.ljust(-(-max(len(stream), 4096) // 512) * 512, b"\0")
    blocks = len(stream) // 512
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
        + struct.pack("<IIIIIIII", 1, 1, 0, 4096, _NO_BLOCK, 0, _NO_BLOCK, 0)
        + struct.pack("<109I", 0, *[_FREE] * 108)
    )
    chain = [0xFFFFFFFD, _NO_BLOCK, *range(3, blocks + 2), _NO_BLOCK]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")

    def entry(name: str, sort: int, child: int, start: int, size: int) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        return (
            written.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(written), sort, 1, _FREE, _FREE, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    folder = entry("Root Entry", 5, 1, _NO_BLOCK, 0) + entry("Workbook", 2, _FREE, 2, len(stream))
    path.write_bytes(header + table + folder.ljust(512, b"\0") + stream)
    return path


def _zipped(path: Path, contents: Mapping[str, str], *, hidden: Collection[str] = ()) -> Path:
    numbered = list(enumerate(contents, start=1))
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_DOCUMENT}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
            + "".join(
                f'<sheet name="{escape(t)}" sheetId="{n}"{_HIDDEN if t in hidden else ""} r:id="r{n}"/>'
                for n, t in numbered
            )
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n, _ in numbered
            )
            + f'<Relationship Id="s" Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
            "</styleSheet>"
        ),
        **{f"xl/worksheets/sheet{n}.xml": contents[title] for n, title in numbered},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def _sheet(rows: Sequence[Sequence[object]], joined: Sequence[str] = ()) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in joined)
    merged = f"<mergeCells>{merged}</mergeCells>" if joined else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{merged}</worksheet>'


def _cell(reference: str, value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            days = (value - _EXCEL_ZERO).total_seconds() / 86_400
            return f'<c r="{reference}" s="1"><v>{days}</v></c>'
        case int() | float():
            return f'<c r="{reference}"><v>{value}</v></c>'
        case _:
            return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
