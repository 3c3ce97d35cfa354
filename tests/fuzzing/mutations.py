"""Ways to spoil a file, by its bytes, its text or its insides; the same dice give the same file."""

from __future__ import annotations

import gzip
import io
import json
import random
import sqlite3
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any, Final

from trygghjulet.foundation.files.limits import MEBIBYTE

#: No file grows beyond this by what is done to it, but for the bombs.
LARGEST: Final = 300_000
_DEEP: Final = 20_000

_WORDS: Final = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e308",
        "-9e999",
        "NaN",
        "inf",
        "9" * 40,
        "0x1F",
        "1,5",
        "1.5.5",
        "−3",
        "½",
        "٣",
        "¹",
    ),
    *("2025-13-45", "0000-00-00", "9999-12-31", "10000-01-01", "2025-03-30 02:30", "24:00", "1900-01-00"),
    *(
        "ja",
        "null",
        "true",
        "=1+1",
        '"',
        '""',
        ";",
        "\t",
        "\r",
        "\n",
        "\0",
        "\x1a",
        "\x85",
        "\u2028",
        "\ufeff",
    ),
    *(
        "Å" * 300,
        "a\u0301" * 50,
        "👮🏽",
        "\ud83d",
        "\u202e",
        "<b>",
        "&amp;",
        "&#0;",
        "]]>",
        "%s%n",
        "{}",
        "[]",
    ),
    *(
        "19850101-2384",
        "anna.svensson@exempel.example",
        "POINT EMPTY",
        "EPSG:0",
        "urn:ogc:def:crs:EPSG::999999",
    ),
)
_BITS: Final = (
    *(
        b"\0",
        b"\0" * 64,
        b"\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\xed\xa0\x80",
        b'"',
        b'"\n',
        b";",
        b",",
    ),
    *(
        b"\n",
        b"\r",
        b"\r\n\r\n",
        b"[",
        b"{",
        b"}]",
        b"<",
        b"</",
        b"<!--",
        b"<![CDATA[",
        b"PK\x03\x04",
        b"PAR1",
    ),
    *(b"9" * 400, b"-9e999", b"1E400", b"\\ud800", b"\\u0000", b"\x1f\x8b", b"&lt;", b"&x;"),
)
_ENCODINGS: Final = (
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "cp1252",
    "cp850",
    "mac-roman",
    "utf-7",
    "cp037",
)
_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1.5, 10**400, -(10**19), 1e308, float("inf"), float("nan"), "", " ", [], {}),
    *(
        [[]],
        [None],
        {"": None},
        "9999-99-99",
        "\ud800",
        "\0",
        "Ö" * 5_000,
        [0] * 3_000,
        {"a": {"b": {"c": []}}},
    ),
)
_BOMB: Final = (
    '<!DOCTYPE a [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_OUTSIDE: Final = '<!DOCTYPE a [<!ENTITY i SYSTEM "file:///etc/hostname">]>'

Change = Callable[[bytes, random.Random], bytes]


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The content with one to four things done to it, as fits what it is."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        inside = _inside(content)
        change = dice.choice(inside) if inside and dice.random() < 0.7 else dice.choice(_ANY)
        try:
            content = change(content, dice)
        except _NO_LONGER:
            content = dice.choice(_ANY)(content, dice)
        if len(content) > LARGEST:
            content = content[:LARGEST]
    return content


#: What a change that knows a format says when an earlier change has spoiled the file already.
_NO_LONGER = (ValueError, OverflowError, RuntimeError, KeyError, EOFError, OSError, NotImplementedError)
_NO_LONGER += (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    IndexError,
    AttributeError,
    TypeError,
    sqlite3.Error,
)


def _inside(content: bytes) -> tuple[Change, ...]:
    head = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if content[:4] == b"PK\x03\x04":
        return _ZIP
    if content[:4] == b"PAR1":
        return _PARQUET
    if content[:6] == b"SQLite":
        return _SQLITE
    if content[:2] in (b"\x1f\x8b", b"\xff\xd8") or content[:4] in (b"\x89PNG", b"\xd0\xcf\x11\xe0"):
        return ()
    if head[:1] in (b"{", b"["):
        return _JSON + _TEXT
    return (_XML if head[:1] == b"<" else ()) + _TEXT


# Bytes.


def _at(content: bytes, dice: random.Random) -> int:
    return dice.randrange(len(content) + 1)


def _flip(content: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        if spoiled:
            spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def _cut_off(content: bytes, dice: random.Random) -> bytes:
    return content[: _at(content, dice)]


def _without_a_piece(content: bytes, dice: random.Random) -> bytes:
    start = _at(content, dice)
    return content[:start] + content[start + dice.choice((1, 1, 2, 16, 512)) :]


def _with_a_bit(content: bytes, dice: random.Random) -> bytes:
    at = _at(content, dice)
    return content[:at] + dice.choice(_BITS) + content[at:]


def _with_noise(content: bytes, dice: random.Random) -> bytes:
    at, noise = _at(content, dice), dice.randbytes(dice.choice((1, 4, 32)))
    return content[:at] + noise + content[at + dice.choice((0, len(noise))) :]


def _with_a_piece_twice(content: bytes, dice: random.Random) -> bytes:
    start, length = _at(content, dice), dice.choice((1, 16, 200, 5_000))
    return content[: start + length] + content[start:]


def _beginning_anew(content: bytes, dice: random.Random) -> bytes:
    return dice.choice(_BITS) + content


def _many_times_over(content: bytes, dice: random.Random) -> bytes:
    return (content + dice.choice((b"", b"\n"))) * dice.choice((2, 3, 20))


_ANY: tuple[Change, ...] = (
    *(_flip, _flip, _flip, _cut_off, _without_a_piece, _with_a_bit, _with_a_bit, _with_noise),
    *(_with_a_piece_twice, _beginning_anew, _many_times_over),
)


# Text: lines, fields and encodings.


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True) or [b""]


def _line_twice(content: bytes, dice: random.Random) -> bytes:
    lines = _lines(content)
    at = dice.randrange(len(lines))
    return b"".join(lines[:at] + [lines[at]] * dice.choice((2, 2, 500)) + lines[at + 1 :])


def _lines_shuffled(content: bytes, dice: random.Random) -> bytes:
    lines = _lines(content)
    dice.shuffle(lines)
    return b"".join(lines)


def _other_delimiter(content: bytes, dice: random.Random) -> bytes:
    old, new = dice.sample((b";", b",", b"\t", b"|", b":", b" ", b'"', b"\n"), 2)
    return content.replace(old, new)


def _other_field(content: bytes, dice: random.Random) -> bytes:
    lines = _lines(content)
    at = dice.randrange(len(lines))
    between = max((b";", b",", b"\t"), key=lines[0].count)
    fields = lines[at].split(between)
    fields[dice.randrange(len(fields))] = dice.choice(_WORDS).encode("utf-8", "surrogatepass")
    return b"".join([*lines[:at], between.join(fields), *lines[at + 1 :]])


def _other_column(content: bytes, dice: random.Random) -> bytes:
    """A column away, twice, or the same word in all of it."""
    between = max((b";", b",", b"\t"), key=_lines(content)[0].count)
    rows = [line.split(between) for line in _lines(content)]
    at, way = dice.randrange(len(rows[0])), dice.randrange(3)
    word = dice.choice(_WORDS).encode("utf-8", "surrogatepass")
    for row in rows[dice.randrange(2) :]:
        if at < len(row):
            row[at : at + 1] = ([], [row[at], row[at]], [word])[way]
    return b"".join(between.join(row) for row in rows)


def _other_encoding(content: bytes, dice: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(dice.choice(_ENCODINGS), "replace")


def _encoded_twice(content: bytes, dice: random.Random) -> bytes:
    return content.decode("latin-1").encode("utf-8")


def _other_number(content: bytes, dice: random.Random) -> bytes:
    digits = [at for at, byte in enumerate(content) if 48 <= byte < 58]
    at = dice.choice(digits or [0])
    end = at
    while end < len(content) and 48 <= content[end] < 58:
        end += 1
    written = dice.choice(
        (b"9" * 400, b"-1", b"1e309", b"0", b"00000000000001", b"4294967296", b"1" * 20, b"0.1")
    )
    return content[:at] + written + content[end:]


def _other_line_ends(content: bytes, dice: random.Random) -> bytes:
    return content.replace(b"\n", dice.choice((b"\r", b"\r\n", b"\n\n", b"\0", b"\x0b", b"\x85", b"")))


def _very_wide(content: bytes, dice: random.Random) -> bytes:
    lines = _lines(content)
    at = dice.randrange(len(lines))
    return b"".join([*lines[:at], dice.choice((b";", b",", b"x", b'"')) * 20_000, *lines[at:]])


_TEXT: tuple[Change, ...] = (
    *(
        _line_twice,
        _lines_shuffled,
        _other_delimiter,
        _other_field,
        _other_field,
        _other_field,
        _other_column,
    ),
    *(
        _other_column,
        _other_encoding,
        _encoded_twice,
        _other_number,
        _other_number,
        _other_line_ends,
        _very_wide,
    ),
)


# JSON: the tree.


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree where something stands: what holds it, and under which key."""
    found: list[tuple[Any, Any]] = []
    left = [tree]
    while left:
        holder = left.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                left.append(holder[key])
    return found


def _other_value(content: bytes, dice: random.Random) -> bytes:
    tree = json.loads(content)
    for _ in range(dice.choice((1, 1, 3))):
        holder, key = dice.choice(_places(tree) or [([0], 0)])
        match dice.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(key, holder[key])
            case 2:
                other, there = dice.choice(_places(tree))
                holder[key] = json.loads(json.dumps(other[there]))
            case _:
                holder[key] = deepcopy(dice.choice(_VALUES))
    return json.dumps(tree, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _same_everywhere(content: bytes, dice: random.Random) -> bytes:
    """The same odd value under a key wherever the key stands."""
    tree = json.loads(content)
    places = _places(tree)
    _, chosen = dice.choice(places)
    value = dice.choice(_VALUES)
    for holder, key in places:
        if key == chosen and isinstance(holder, dict):
            holder[key] = deepcopy(value)
    return json.dumps(tree).encode()


def _deep(content: bytes, dice: random.Random) -> bytes:
    at = dice.choice([0, *(n + 1 for n, byte in enumerate(content) if byte in b":[,")])
    begin, middle, end = dice.choice(((b"[", b"", b"]"), (b'{"a":', b"1", b"}"), (b'[{"type":', b"0", b"}]")))
    times = dice.choice((50, 600, _DEEP))
    deep = begin * times + middle + (end * times if dice.random() < 0.7 else b"")
    return content[:at] + deep + content[at:]


def _lines_of_json(content: bytes, dice: random.Random) -> bytes:
    tree = json.loads(content)
    rows = tree if isinstance(tree, list) else next((v for v in tree.values() if isinstance(v, list)), [tree])
    return b"\n".join(json.dumps(row).encode() for row in rows)


_JSON: tuple[Change, ...] = (_other_value,) * 12 + (_same_everywhere,) * 4 + (_deep, _deep, _lines_of_json)


# XML and pages.


def _with_bomb(content: bytes, dice: random.Random) -> bytes:
    before, declared, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    bomb, named = dice.choice(
        ((_BOMB, b"&i;"), (_OUTSIDE, b"&i;"), ('<!DOCTYPE a SYSTEM "http://a.example">', b""))
    )
    at = rest.find(b"</")
    return before + declared + bomb.encode() + rest[:at] + named + rest[at:]


def _deep_tags(content: bytes, dice: random.Random) -> bytes:
    at, times = max(content.find(b"</"), 0), dice.choice((50, 600, _DEEP))
    tag = dice.choice((b"a", b"td", b"request", b"table"))
    return content[:at] + b"<%s>" % tag * times + b"</%s>" % tag * dice.choice((0, times)) + content[at:]


def _tag_gone(content: bytes, dice: random.Random) -> bytes:
    tags = [at for at in range(len(content)) if content[at : at + 1] == b"<"]
    at = dice.choice(tags or [0])
    return content[:at] + content[content.find(b">", at) + 1 :]


def _many_attributes(content: bytes, dice: random.Random) -> bytes:
    at = content.find(b">", _at(content, dice))
    names = (f' a{n}="{n}"' for n in range(dice.choice((1, 2_000))))
    return content[:at] + "".join(names).encode() + content[at:]


_XML: tuple[Change, ...] = (_with_bomb, _with_bomb, _deep_tags, _tag_gone, _tag_gone, _many_attributes)


# Zip archives, such as workbooks.


def _part_spoiled(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    at = dice.randrange(len(parts))
    name, inner = parts[at]
    changes = (*_XML, *_TEXT, *_ANY, _odd_reference, _odd_reference, _odd_reference)
    parts[at] = (name, dice.choice(changes)(inner[:LARGEST], dice)[:LARGEST])
    return _zipped(parts)


def _odd_reference(content: bytes, dice: random.Random) -> bytes:
    """A cell, a type or a style that is somewhere it can't be."""
    what = dice.choice(
        (b' r="', b' t="', b' s="', b' r:id="', b' numFmtId="', b"Target=", b"<v>", b' count="')
    )
    found = [at + len(what) for at in range(len(content)) if content.startswith(what, at)]
    at = dice.choice(found or [0])
    end = min((e for e in (content.find(b'"', at), content.find(b"<", at)) if e >= 0), default=at)
    odd = (
        b"XFD1048576",
        b"A0",
        b"ZZZZZ9",
        b"A99999999999",
        b"1",
        b"s",
        b"e",
        b"d",
        b"-1",
        b"999999999",
        b"",
        b"1e999",
    )
    return content[:at] + dice.choice(odd) + content[end:]


def _part_away(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    del parts[dice.randrange(len(parts))]
    return _zipped(parts)


def _part_added(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    names = (
        "../../ute.xml",
        "xl/vbaProject.bin",
        "/etc/x",
        "xl/worksheets/sheet1.xml",
        "Å" * 200,
        "xl/sharedStrings.xml",
    )
    parts.append((dice.choice(names), dice.choice(parts)[1]))
    return _zipped(parts)


def _parts_swapped(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    one, other = dice.sample(range(len(parts)), 2)
    parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return _zipped(parts)


def _says_another_size(content: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(content)
    headers = [
        at
        for at in range(len(content))
        if content[at : at + 4] in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
    ]
    at = dice.choice(headers) + dice.choice((4, 6, 8, 14, 18, 20, 22, 24, 26, 28, 42))
    spoiled[at : at + 4] = dice.choice(
        (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", dice.randbytes(4))
    )
    return bytes(spoiled)


def _zip_bomb(content: bytes, dice: random.Random) -> bytes:
    """A part that is a thousand times larger when it is unpacked."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        name = dice.choice(("xl/media/a.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet9.xml"))
        archive.writestr(zipfile.ZipInfo(name), b"")
    packed = out.getvalue()
    return packed if dice.random() < 0.8 else _bomb_with(dice.choice(("xl/sharedStrings.xml", "xl/media/b")))


@cache
def _bomb_with(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(name, bytes(80 * MEBIBYTE))
    return out.getvalue()


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        warnings.simplefilter("ignore")  # that a name stands twice is the very thing
        for name, inner in parts:
            archive.writestr(zipfile.ZipInfo(name), inner, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_ZIP: tuple[Change, ...] = (
    *(_part_spoiled,) * 8,
    *(_part_away, _part_added, _parts_swapped, _says_another_size, _says_another_size, _zip_bomb),
)


# Parquet: the footer, which says what the rest is.


def _footer_spoiled(content: bytes, dice: random.Random) -> bytes:
    length = int.from_bytes(content[-8:-4], "little")
    start = max(4, len(content) - 8 - length)
    spoiled = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = dice.randrange(start, len(content) - 4)
        spoiled[at] = dice.choice((spoiled[at] ^ (1 << dice.randrange(8)), dice.randrange(256), 0xFF, 0))
    return bytes(spoiled)


def _footer_of_another_length(content: bytes, dice: random.Random) -> bytes:
    said = dice.choice((0, 1, 2**31 - 1, 2**32 - 1, len(content), dice.randrange(len(content))))
    return content[:-8] + said.to_bytes(4, "little") + content[-4:]


def _page_spoiled(content: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(content)
    spoiled[dice.randrange(4, max(5, len(content) // 2))] = dice.choice((0, 0xFF, dice.randrange(256)))
    return bytes(spoiled)


_PARQUET: tuple[Change, ...] = (_footer_spoiled,) * 6 + (
    _footer_of_another_length,
    _page_spoiled,
    _page_spoiled,
)


# GeoPackage: a database.


def _other_cell(content: bytes, dice: random.Random) -> bytes:
    """Another value in a cell, also in the tables that say what the others are."""
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(content)
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'rtree%' ORDER BY name"
        table = dice.choice([name for (name,) in base.execute(named)])
        columns = [column for _, column, *_ in base.execute(f'PRAGMA table_info("{table}")')]
        column = dice.choice(columns)
        old = base.execute(f'SELECT rowid, "{column}" FROM "{table}"').fetchall()
        for row, value in old if dice.random() < 0.3 else old[:1]:
            new = (
                _flip(value, dice)
                if isinstance(value, bytes) and dice.random() < 0.8
                else dice.choice(_CELLS)
            )
            base.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, row))
        base.commit()
        return base.serialize()
    finally:
        base.close()


def _table_away(content: bytes, dice: random.Random) -> bytes:
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(content)
        named = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
        base.execute(f'DROP TABLE "{dice.choice([name for (name,) in base.execute(named)])}"')
        base.commit()
        return base.serialize()
    finally:
        base.close()


_CELLS: Final[tuple[Any, ...]] = (
    *(
        None,
        "",
        0,
        -1,
        2**62,
        1e308,
        "Ö" * 2_000,
        "\0",
        b"",
        b"GP\0\x01",
        b"GP\0\x01\xe6\x10\0\0" + b"\xff" * 30,
    ),
    *("9999-99-99T99:99:99Z", "POLYGON", "features", "attributes", "EPSG", "a\0b"),
)
_SQLITE: tuple[Change, ...] = (_other_cell,) * 6 + (_table_away,)


def packed(content: bytes) -> bytes:
    """The content packed with gzip, always alike."""
    return gzip.compress(content, 1, mtime=0)
