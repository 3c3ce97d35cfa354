"""The result page of Brå's database: a table whose cells point at their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import polars as pl
from lxml import etree

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.delimited import decode
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Table
from trygghjulet.observations.findings import UnreadableFile

#: The database file's own columns, so that one reading does for both.
HEADER = ("Region", "Brott", "År", "Period", "Antal", "/100 000 inv")
#: Area, crime, year and period, as the database file writes them.
Key = tuple[str, str, str, str]
_BLANKS = re.compile(r"\s+")


def read_page(path: Path, *, name: str, limits: Limits) -> Table:
    """The figures of a saved result page, also one that was saved as .xls.

    The page declares ISO-8859-1 but is often stored as UTF-8; the bytes decide.

    Raises:
        UnreadableFile: not such a page, or too large.
    """
    text = decode(path.read_bytes(), name=name)
    try:
        page = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _strange(name) from error
    found: dict[tuple[int, Key], tuple[int, dict[str, str]]] = {}
    for row, line, key, measure, value in _cells(page):
        found.setdefault((row, key), (line, {}))[1][measure] = value
        if len(found) > limits.max_rows:
            raise refusal(name, "Sidan har för många siffror.", "Hämta Databasfil i stället.")
    if not found:
        raise _strange(name)
    lines = [(*key, *_measures(values)) for (_, key), (_, values) in found.items()]
    cells = pl.DataFrame(lines, schema=dict.fromkeys(HEADER, pl.String), orient="row")
    numbers = pl.Series("row", [line for line, _ in found.values()], dtype=pl.UInt32)
    return Table(cells, numbers)


def _cells(page: lxml.html.HtmlElement) -> Iterator[tuple[int, int, Key, str, str]]:
    heads: dict[str, tuple[str, str]] = {}
    for head in page.iter("th"):
        if (name := head.get("id")) and (axis := head.get("axis")):
            heads[name] = (axis, _text(head))
    for number, row in enumerate(page.iter("tr")):
        label = next((_text(head) for head in row.findall("th") if not head.get("axis")), "")
        for cell in row.findall("td"):
            by_axis = dict(heads[head] for head in _headers(cell) if head in heads)
            if "region" not in by_axis or not label:
                continue
            yield (
                number,
                cell.sourceline or 0,
                (by_axis["region"], label, by_axis.get("ar", "År"), by_axis.get("manader", "")),
                by_axis.get("matt", "Antal"),
                _text(cell),
            )


def _headers(cell: lxml.html.HtmlElement) -> list[str]:
    return (cell.get("headers") or "").split()


def _measures(values: dict[str, str]) -> tuple[str, str]:
    amount = next((value for measure, value in values.items() if "100" not in measure), "")
    rate = next((value for measure, value in values.items() if "100" in measure), "")
    return amount, rate


def _text(element: lxml.html.HtmlElement) -> str:
    return _BLANKS.sub(" ", str(element.text_content())).strip()


def _strange(name: str) -> UnreadableFile:
    return refusal(
        name,
        "Filen är en webbsida, men ingen resultattabell från Brås statistikdatabas.",
        "Hämta Databasfil (Databasfil.txt) på statistik.bra.se, eller spara sidan med resultatet på nytt.",
    )
