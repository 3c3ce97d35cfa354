"""CSV as it really comes: comma, semicolon or tab; UTF-8 or Windows-1252; ragged rows told one by one."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.foundation.files.contents import refusal, too_many_rows
from trygghjulet.foundation.files.headers import Header, about_two, header_in
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import (
    MOST_FINDINGS,
    MOST_TITLES,
    Table,
    Wanted,
    about_titles,
    header_of,
    named,
)
from trygghjulet.observations.findings import Finding, UnreadableFile

#: No row that a person made is longer; a file without line breaks is.
LONGEST_ROW = 1_000_000
_NEWLINE, _RETURN, _QUOTE = 10, 13, 34
_SEPARATORS = ";\t,"
_STRETCH = 1 << 18
#: Titles and the header stand within so many bytes.
_BEGINNING = 1 << 16
#: How å, ä, ö and é look when UTF-8 is read as Windows-1252.
_MISREAD = re.compile("Ã[¥¤¶…„–©]")


@dataclass(frozen=True)
class _Records:
    """Where records begin and end (line break excluded), their fields, and whether their quotes pair up."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    fields: NDArray[np.int64]
    sound: NDArray[np.bool_]


def decode(data: bytes, *, name: str) -> bytes:
    """The text of a file as UTF-8 without byte order mark, decoded strictly.

    UTF-8 is tried first, then Windows-1252. Nothing is replaced: a byte that belongs to neither is an error.

    Raises:
        UnreadableFile: with the byte's position (the first is 0) and row.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError as error:
            raise refusal(name, "Texten är skadad (UTF-16).", "Spara om filen som CSV i UTF-8.") from error
    if (zero := data.find(b"\0")) >= 0:
        raise refusal(
            name,
            f"Filen är inte ren text: byte {zero} är ett nolltecken.",
            "Filen är skadad eller av ett annat slag. Exportera den på nytt som CSV i UTF-8.",
            row=_row_of(data, zero),
        )
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_windows(data, error, name)
    return data.removeprefix(b"\xef\xbb\xbf")


def read_delimited(
    data: bytes,
    *,
    name: str,
    limits: Limits,
    header: tuple[str, ...] = (),
    wanted: Wanted | None = None,
) -> Table:
    """The table in a CSV file, every cell as text, from its header on.

    A quoted field may hold separators and line breaks. If the quotes of the file don't pair up, every line is
    taken by itself, so that one stray quote can't swallow the rows after it. Blank rows are passed over,
    and a row may end with one separator too many.

    Args:
        data: the file.
        header: the columns' names, for a file without a header row.
        wanted: whether these are the columns that the reader needs, where titles stand above the header.

    Raises:
        UnreadableFile: not text, no columns, a column name that stands twice, an endless row, too many rows.
    """
    data = decode(data, name=name)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    above = 0
    if data[:4].lower() == b"sep=" and b"\n" in data:  # a line of Excel's own above the header
        above, data = 1, data[data.index(b"\n") + 1 :]
    titles = 0 if header else _titles(data, wanted)
    if two := None if header else _two_rows(data, titles, wanted):
        below = titles + two.depth
        names = named(two.names, name=name)
        table = _read(_below(data, below), above + below, name, limits, names)
        return replace(table, notes=(about_two(above + titles + 1), *table.notes))
    if titles:
        table = _read(_below(data, titles), above + titles, name, limits, ())
        return replace(table, notes=(about_titles(above + titles + 1), *table.notes))
    return _read(data, above, name, limits, header)


def _titles(data: bytes, wanted: Wanted | None) -> int:
    """How many lines stand above the header."""
    lines = data[:_BEGINNING].split(b"\n", MOST_TITLES + 1)[: MOST_TITLES + 1]
    if any(line.count(b'"') % 2 for line in lines) or len(lines[0]) == _BEGINNING:
        return 0  # a value that spans lines, or an endless one
    top = next((at for at, line in enumerate(lines) if line.strip()), None)
    texts = [line.decode("utf-8", errors="ignore").strip() for line in lines]
    tables = [[_cells_of(text, separator) for text in texts] for separator in _SEPARATORS]
    found = [header_of(rows, wanted) for rows in tables]
    known = next((at for at, suits in found if suits), None)
    if known is None:
        # A title with a comma in it is no header: the sign that parts most lines is the one that separates.
        parted = [sum(len(row) > 1 for row in rows) for rows in tables]
        known = found[parted.index(max(parted))][0]
    return 0 if known == top else known or 0


def _two_rows(data: bytes, titles: int, wanted: Wanted | None) -> Header | None:
    """The header of two rows that begins below the titles, where only both together have what is wanted."""
    if wanted is None:
        return None
    lines = data[:_BEGINNING].split(b"\n", titles + 3)[titles : titles + 3]
    texts = [line.decode("utf-8", errors="ignore").strip() for line in lines]
    for separator in _SEPARATORS:
        rows = [_cells_of(text, separator) for text in texts]
        if max(map(len, rows)) > 1 and (found := header_in(rows, wanted)) and found.suits:
            return found if found.depth > 1 and found.top == 0 else None
    return None


def _cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line, as far as they can be told without minding quotes."""
    return [cell.strip(' "') for cell in line.split(separator)]


def _below(data: bytes, lines: int) -> bytes:
    """What stands below so many lines; nothing where there are not so many."""
    parts = data.split(b"\n", lines)
    return parts[lines] if len(parts) > lines else b""


def _read(data: bytes, above: int, name: str, limits: Limits, header: tuple[str, ...]) -> Table:
    separator = _separator(data, name)
    even = _even(data, above, separator, name=name, limits=limits, header=header)
    if even is not None:
        return even.without_empty()
    codes = np.frombuffer(data, dtype=np.uint8)
    records = _records(codes, ord(separator))
    _check_size(records, above, name, limits)
    written = _written(codes, records)
    if not len(written):
        raise refusal(name, "Filen har inga rader.", "Kontrollera att exporten blev klar.")
    if header:
        names, body = header, written
    else:
        top, body = written[0], written[1:]
        names = named(_split(data[records.starts[top] : records.ends[top]], separator, name), name=name)
    fits = records.sound & _fit(codes, records, len(names), ord(separator))
    good, bad = body[fits[body]], body[~fits[body]]
    return Table(
        cells=_cells(_lines(data, records, good), good, names, separator, name),
        numbers=pl.Series("row", good + (1 + above), dtype=pl.UInt32),
        findings=tuple(_misfit(data, records, int(at), len(names), above) for at in bad[:MOST_FINDINGS]),
        findings_total=len(bad),
    ).without_empty()


def _even(
    data: bytes, above: int, separator: str, *, name: str, limits: Limits, header: tuple[str, ...]
) -> Table | None:
    """The table where every line has as many fields as the next and nothing is quoted; None where that isn't so.

    Most large files are like this, and then no line has to be looked at by itself: if no line has too many
    fields, which the splitting would refuse, and there are as many separators as there must be in all, no line
    has too few.
    """
    first = data[: data.find(b"\n") + 1 or None].strip(b"\r\n")
    if b'"' in data or not first:
        return None
    lines = _times(data, _NEWLINE) + (not data.endswith(b"\n"))
    names = header or named(_split(first, separator, name), name=name)
    if not 2 <= lines <= limits.max_rows + 1 or _times(data, ord(separator)) != (len(names) - 1) * lines:
        return None
    try:
        cells = pl.read_csv(
            data,
            has_header=False,
            separator=separator,
            quote_char=None,
            schema=dict.fromkeys(names, pl.String),
            skip_rows=0 if header else 1,
        )
    except pl.exceptions.PolarsError:
        return None
    longest = cells.select(pl.all().str.len_bytes().max().fill_null(0)).sum_horizontal()[0]
    begins = 1 if header else 2
    if cells.height != lines - begins + 1 or longest + len(names) > LONGEST_ROW:
        return None
    numbers = pl.int_range(begins + above, begins + above + cells.height, dtype=pl.UInt32, eager=True).alias(
        "row"
    )
    return Table(cells, numbers)


def _times(data: bytes, code: int) -> int:
    """How many times a byte stands there; a stretch at a time, which is quick where it stands often."""
    codes = np.frombuffer(data, dtype=np.uint8)
    return sum(
        int(np.count_nonzero(codes[at : at + _STRETCH] == code)) for at in range(0, len(codes), _STRETCH)
    )


def _from_windows(data: bytes, first: UnicodeDecodeError, name: str) -> bytes:
    if not data[: first.start].isascii():  # UTF-8 up to here: a broken byte rather than another encoding
        raise _undecodable(data, first.start, name) from first
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, name) from error
    if _MISREAD.search(text):
        raise _undecodable(data, first.start, name) from first
    return text.encode()


def _undecodable(data: bytes, position: int, name: str) -> UnreadableFile:
    return refusal(
        name,
        f"Texten går inte att läsa: byte {position} (hexadecimalt {data[position]:02X}) "
        "hör varken till UTF-8 eller Windows-1252, eller så blandar filen båda.",
        "Spara om filen som CSV med teckenkodningen UTF-8.",
        row=_row_of(data, position),
    )


def _row_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _separator(data: bytes, name: str) -> str:
    start = len(data) - len(data.lstrip(b"\r\n"))
    end = data.find(b"\n", start, start + LONGEST_ROW)
    if end < 0 and len(data) - start > LONGEST_ROW:
        raise _endless(name, 1)
    line = data[start : end if end >= 0 else None]
    fields = {separator: len(_split(line, separator, name)) for separator in _SEPARATORS}
    best = max(fields, key=lambda separator: fields[separator])
    if fields[best] < 2:
        raise refusal(
            name,
            "Filen har bara en kolumn, eller något annat skiljetecken än semikolon, tabb eller komma.",
            "Spara filen som CSV med semikolon mellan kolumnerna.",
            row=1,
            value=line.decode("utf-8").strip(),
        )
    return best


def _split(line: bytes, separator: str, name: str) -> list[str]:
    try:
        return next(csv.reader([line.decode("utf-8")], delimiter=separator), [])
    except csv.Error as error:
        raise refusal(
            name, "Rubrikraden går inte att dela upp i kolumner.", "Spara om filen som CSV.", row=1
        ) from error


def _records(codes: NDArray[np.uint8], separator: int) -> _Records:
    breaks, separators, quotes = (np.flatnonzero(codes == code) for code in (_NEWLINE, separator, _QUOTE))
    order = np.arange(len(quotes))
    pairs = not len(quotes) or (
        len(quotes) % 2 == 0 and bool(_in_place(codes, quotes, order, separator).all())
    )
    if pairs and len(quotes):
        breaks = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        separators = separators[np.searchsorted(quotes, separators) % 2 == 0]
    open_end = not len(breaks) or breaks[-1] != len(codes) - 1
    ends = np.append(breaks, len(codes)) if open_end else breaks
    starts = np.concatenate(([0], ends[:-1] + 1))
    sound = np.ones(len(ends), dtype=bool)
    if not pairs:
        before = np.searchsorted(quotes, starts)  # quotes above each line
        line = np.searchsorted(ends, quotes)
        sound[line[~_in_place(codes, quotes, order - before[line], separator)]] = False
        sound[np.bincount(line, minlength=len(ends)) % 2 == 1] = False
        inside = (np.searchsorted(quotes, separators) - before[np.searchsorted(ends, separators)]) % 2 == 1
        separators = separators[~inside]
    fields = np.diff(np.searchsorted(separators, ends), prepend=0) + 1
    return _Records(starts, ends, fields, sound)


def _in_place(
    codes: NDArray[np.uint8], quotes: NDArray[np.int64], order: NDArray[np.int64], separator: int
) -> NDArray[np.bool_]:
    """Whether each quote stands where it may: an opening one at a field's start, a closing one at its end."""
    padded = np.concatenate(([_NEWLINE], codes, [_NEWLINE]))
    neighbour = np.where(order % 2 == 0, padded[quotes], padded[quotes + 2])
    at_edge: NDArray[np.bool_] = np.isin(neighbour, (separator, _NEWLINE, _QUOTE))
    at_edge |= (neighbour == _RETURN) & (order % 2 == 1)
    return at_edge


def _check_size(records: _Records, above: int, name: str, limits: Limits) -> None:
    if len(records.ends) - 1 > limits.max_rows:
        raise too_many_rows(name, len(records.ends) - 1, limits)
    lengths = records.ends - records.starts
    if lengths.max(initial=0) > LONGEST_ROW:
        raise _endless(name, int(lengths.argmax()) + 1 + above)


def _endless(name: str, row: int) -> UnreadableFile:
    return refusal(
        name,
        "Raden är längre än en miljon tecken.",
        "Filen saknar radbrytningar eller har ett citattecken utan par. Exportera den på nytt.",
        row=row,
    )


def _written(codes: NDArray[np.uint8], records: _Records) -> NDArray[np.int64]:
    """The numbers of the records that are not blank."""
    length = records.ends - records.starts
    lone_return = (length == 1) & (codes[np.minimum(records.starts, len(codes) - 1)] == _RETURN)
    return np.flatnonzero((length > 0) & ~lone_return)


def _fit(codes: NDArray[np.uint8], records: _Records, width: int, separator: int) -> NDArray[np.bool_]:
    last = np.maximum(records.ends - 1, 0)
    last = np.maximum(last - (codes[last] == _RETURN), 0)
    fits: NDArray[np.bool_] = (records.fields == width + 1) & (codes[last] == separator)
    fits |= records.fields == width
    return fits


def _lines(data: bytes, records: _Records, good: NDArray[np.int64]) -> bytes:
    if not len(good):
        return b""
    first, last = int(good[0]), int(good[-1])
    if last - first + 1 == len(good):
        return data[records.starts[first] : records.ends[last]]
    pieces = zip(records.starts[good].tolist(), records.ends[good].tolist(), strict=True)
    return b"\n".join(data[start:end] for start, end in pieces)


def _cells(
    lines: bytes, good: NDArray[np.int64], names: tuple[str, ...], separator: str, name: str
) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    if not len(good):
        return pl.DataFrame(schema=schema)
    try:
        cells = pl.read_csv(
            lines,
            has_header=False,
            separator=separator,
            schema=schema,
            truncate_ragged_lines=True,
            missing_columns="insert",
            extra_columns="ignore",
        )
    except pl.exceptions.PolarsError as error:
        raise _unsplit(name) from error
    if cells.height != len(good):
        raise _unsplit(name)
    return cells


def _unsplit(name: str) -> UnreadableFile:
    return refusal(name, "Filens rader går inte att dela upp i kolumner.", "Spara om filen som CSV i UTF-8.")


def _misfit(data: bytes, records: _Records, at: int, width: int, above: int) -> Finding:
    fields = int(records.fields[at])
    if not records.sound[at]:
        problem = 'Raden har ett citattecken (") som saknar par eller står inne i ett värde.'
        remedy = "Ta bort citattecknet eller skriv det dubbelt inom citattecken."
    elif fields > width:
        problem = f"Raden har {fields} värden, men rubrikraden har {width} kolumner."
        remedy = "Sätt citattecken om den text som innehåller skiljetecknet, eller ta bort det."
    else:
        problem = f"Raden har bara {fields} av {width} värden."
        remedy = "Fyll på raden så att den har lika många värden som rubrikraden."
    start = int(records.starts[at])
    value = data[start : min(int(records.ends[at]), start + 400)].decode("utf-8", errors="ignore").strip()
    return Finding(at + 1 + above, None, value, problem, remedy)
