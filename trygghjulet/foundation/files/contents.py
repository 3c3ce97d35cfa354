"""What a file is, told by its first bytes rather than by its name."""

from __future__ import annotations

import zlib
from enum import StrEnum
from pathlib import Path, PurePath

from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.observations.findings import Finding, UnreadableFile

_HEAD = 4096


class Contents(StrEnum):
    """The kinds of file that are read."""

    DELIMITED = "en textfil (CSV)"
    WORKBOOK = "en Excelfil"
    PARQUET = "en Parquetfil"
    JSON = "en JSON-fil"
    GEOPACKAGE = "ett GeoPackage"
    GZIP = "en fil packad med gzip"


_ENDINGS = {
    ".csv": Contents.DELIMITED,
    ".tsv": Contents.DELIMITED,
    ".txt": Contents.DELIMITED,
    ".xlsx": Contents.WORKBOOK,
    ".xlsm": Contents.WORKBOOK,
    ".parquet": Contents.PARQUET,
    ".json": Contents.JSON,
    ".jsonl": Contents.JSON,
    ".geojson": Contents.JSON,
    ".gpkg": Contents.GEOPACKAGE,
    ".gz": Contents.GZIP,
}
_SIGNATURES = (
    (b"PK\x03\x04", Contents.WORKBOOK),
    (b"PAR1", Contents.PARQUET),
    (b"SQLite format 3\x00", Contents.GEOPACKAGE),
    (b"\x1f\x8b", Contents.GZIP),
)
_STRANGERS = (
    (b"%PDF", "en PDF", "Be den som gjorde filen om samma uppgifter som CSV eller Excel."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "en lösenordsskyddad eller gammal Excelfil (.xls)",
        "Öppna filen i Excel, ta bort lösenordet och spara den som .xlsx eller CSV.",
    ),
    (b"\x89PNG", "en bild", "Lämna in själva uppgifterna som CSV eller Excel."),
    (b"\xff\xd8\xff", "en bild", "Lämna in själva uppgifterna som CSV eller Excel."),
    (b"<", "en webbsida eller XML", "Ladda ner uppgifterna som CSV, Excel eller GeoJSON i stället."),
)


def refusal(
    name: str,
    problem: str,
    remedy: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> UnreadableFile:
    """The error to raise for a file that can't be used at all."""
    return UnreadableFile(name, Finding(row, column, value, problem, remedy))


def recognise(path: Path, *, name: str, limits: Limits) -> Contents:
    """Say what a file is, and refuse it if it is too large, empty, of a strange kind or named as another.

    Args:
        path: where the file lies.
        name: what the person calls it; its ending must agree with what the file is.

    Raises:
        UnreadableFile: as above.
    """
    size = path.stat().st_size
    if size == 0:
        raise refusal(name, "Filen är tom.", "Kontrollera att exporten blev klar och lämna in filen igen.")
    if size > limits.max_bytes:
        raise refusal(
            name,
            f"Filen är {_megabytes(size)}, och största tillåtna storlek är {_megabytes(limits.max_bytes)}.",
            "Dela upp den, till exempel per år, och lämna in delarna var för sig.",
        )
    with path.open("rb") as file:
        found = _kind(file.read(_HEAD), name)
    expected = _ENDINGS.get(PurePath(name).suffix.lower(), found)
    if found is not expected:
        raise refusal(
            name,
            f"Filens namn säger {expected.value}, men innehållet är {found.value}.",
            "Spara om filen i rätt format, eller ge den en ändelse som stämmer med innehållet.",
        )
    return found


def unzip(path: Path, *, name: str, limits: Limits) -> bytes:
    """The contents of a gzip file, never more than the limit.

    Raises:
        UnreadableFile: the file is damaged, cut off, or grows beyond `max_unpacked_bytes`.
    """
    unpacked = bytearray()
    rest = path.read_bytes()
    try:
        while rest:
            one = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            unpacked += one.decompress(rest, limits.max_unpacked_bytes - len(unpacked) + 1)
            if len(unpacked) > limits.max_unpacked_bytes:
                raise too_large_unpacked(name, limits)
            if not one.eof:
                raise refusal(name, "Den packade filen är avklippt.", "Hämta filen på nytt.")
            rest = one.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise refusal(name, "Den packade filen är skadad.", "Hämta filen på nytt.") from error
    return bytes(unpacked)


def too_large_unpacked(name: str, limits: Limits) -> UnreadableFile:
    """The error to raise for a file that grows beyond the limit when it is unpacked."""
    return refusal(
        name,
        f"Filen växer till mer än {_megabytes(limits.max_unpacked_bytes)} när den packas upp.",
        "Dela upp den, eller spara den som CSV.",
    )


def too_many_rows(name: str, rows: int, limits: Limits) -> UnreadableFile:
    """The error to raise for a file with more rows than the limit."""
    return refusal(
        name,
        f"Filen har {_grouped(rows)} rader, och högst {_grouped(limits.max_rows)} kan läsas åt gången.",
        "Dela upp den, till exempel per år, och lämna in delarna var för sig.",
    )


def _kind(head: bytes, name: str) -> Contents:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, what, remedy in _STRANGERS:
        if text.startswith(signature):
            raise refusal(name, f"Filen är {what}, och en sådan går inte att läsa.", remedy)
    return Contents.JSON if text.startswith((b"{", b"[")) else Contents.DELIMITED


def _megabytes(size: int) -> str:
    return f"{size / MEBIBYTE:.1f} MB".replace(".", ",") if size < 10 * MEBIBYTE else f"{size // MEBIBYTE} MB"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
