"""The document tree as an accessible PDF (PDF/UA-1), set by Typst from a template and one file of data."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from trygghjulet.documents.charts import figure_svg
from trygghjulet.documents.numbers import MISSING, cell
from trygghjulet.documents.signs import FONTS, settable
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    Chart,
    Count,
    Derived,
    Document,
    Drawing,
    Figure,
    KeyFigures,
    Link,
    MapFigure,
    Paragraph,
    Section,
    Span,
    Strong,
    Table,
    Withheld,
    Words,
    spans,
)
from trygghjulet.documents.wording import origins, plain, span_text, wording

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
LONG = 5  # chapters from which a table of contents helps
BROAD_COLUMNS = 6  # of text, from which a table with long rows asks for a page on its side
WIDE_COLUMNS = 4  # of text, from which a table of a sheet goes over the whole page
BROAD_TEXT = 450  # letters that make such a row long

Part = dict[str, Any]  # what the template reads: JSON of any depth


def pdf(document: Document, *, made: date | None = None) -> bytes:
    """The document as PDF/UA-1: tagged, with language, title and alternative texts; `made` is its date.

    Letters that the bundled font lacks (it has Latin, Greek and Cyrillic) are set as □. The same document
    gives the same bytes. Raises `ValueError` when it can't be made accessible, such as for
    a chart without an alternative text.
    """
    try:
        return typst.compile(
            TEMPLATE.read_bytes(),
            # Every word goes in as data and never as Typst source, so nothing a person wrote becomes mark-up.
            sys_inputs={"report": json.dumps(_document(settable(document), made), ensure_ascii=False)},
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        raise ValueError(f"the document could not be set: {problem}") from problem


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _document(document: Document, made: date | None) -> Part:
    words = wording(document.language)
    chapters = sum(section.level == 1 for section in document.sections)
    return {
        "title": document.title.strip() or MISSING,
        "subtitle": document.subtitle,
        "language": document.language,
        "made": [made.year, made.month, made.day] if made else None,
        "facts": [{"label": label, "text": text} for label, text in document.facts],
        "contents": words.contents if chapters >= LONG and not document.sheet else None,
        "sheet": document.sheet,
        # A sheet of one chapter with a drawing is to hang on a wall: the drawing gives way so that it is one page.
        "one": document.sheet and chapters == 1 and any(isinstance(b, Drawing) for b in document.blocks()),
        "page": words.page_of[0],
        "of": words.page_of[1],
        "chapters": _told_once(_chapters(document)) if document.sheet else _chapters(document),
    }


def _chapters(document: Document) -> list[Part]:
    """The sections by chapter; one with a wide table of long texts is laid on its side."""
    chapters: list[list[Section]] = []
    for section in document.sections:
        if section.level == 1 or not chapters:
            chapters.append([])
        chapters[-1].append(section)
    wide = [document.sheet and any(_is_wide(b) for s in chapter for b in s.blocks) for chapter in chapters]
    return [
        {
            "lying": not document.sheet and any(_is_broad(b) for s in chapter for b in s.blocks),
            "column": document.sheet and not any(wide[number:]),
            "sections": [
                _section(section, document.language, narrow=document.sheet and not any(wide[number:]))
                for section in chapter
            ],
        }
        for number, chapter in enumerate(chapters)
    ]


def _told_once(chapters: list[Part]) -> list[Part]:
    """The chapters of a sheet, where what stands beneath a table is not said again beneath the next."""
    told: set[str] = set()
    for chapter in chapters:
        for section in chapter["sections"]:
            for block in section["blocks"]:
                for part in ("note", "origins"):
                    words = json.dumps(block.get(part, []))
                    if words in told:
                        block[part] = []
                    told.add(words)
    return chapters


def _is_wide(block: Block) -> bool:
    """Whether a table needs more than half a page's width."""
    return isinstance(block, Drawing) or (
        isinstance(block, Table) and sum(not c.numeric for c in block.columns) >= WIDE_COLUMNS
    )


def _is_broad(block: Block) -> bool:
    """Whether a standing page would make the table's texts into narrow strips."""
    if not isinstance(block, Table) or sum(not column.numeric for column in block.columns) < BROAD_COLUMNS:
        return False
    return any(sum(len(c) for c in row.cells if isinstance(c, str)) > BROAD_TEXT for row in block.rows)


def _section(section: Section, language: str, *, narrow: bool) -> Part:
    return {
        "title": section.title.strip() or MISSING,  # a heading without words is not accessible
        "level": section.level,
        "blocks": [_block(block, language, narrow=narrow) for block in section.blocks],
    }


def _block(block: Block, language: str, *, narrow: bool) -> Part:
    match block:
        case Paragraph(words):
            return {"is": "paragraph", "words": _words(words, language)}
        case BulletList(items):
            return {"is": "list", "items": [_words(item, language) for item in items]}
        case KeyFigures(items):
            figures = [
                {
                    "label": item.label,
                    "value": _words((item.value,), language),
                    "note": _words(item.note, language),
                }
                for item in items
            ]
            return {"is": "keys", "items": figures}
        case Callout(kind, words):
            label = wording(language).callouts[kind]
            return {"is": "callout", "kind": kind.value, "label": label, "words": _words(words, language)}
        case Table():
            return _table(block, language)
        case Chart() | MapFigure() | Drawing():
            return _figure(block, language, narrow=narrow)


def _words(words: Words, language: str) -> list[Part]:
    return [_span(span, language) for span in spans(words) if span]


def _span(span: Span, language: str) -> Part:
    text = span_text(span, language)
    match span:
        case Strong():
            return {"is": "strong", "text": text}
        case Link() if "//" in span.safe_href or span.safe_href.startswith("mailto:"):
            return {
                "is": "link",
                "text": text,
                "href": span.safe_href,
            }  # on paper, only whole addresses lead anywhere
        case Count() | Derived():
            return {"is": "number", "text": text}
        case _:
            return {"is": "text", "text": text}


def _origins(table: Table, language: str) -> list[Part]:
    return [{"label": label, "text": text} for label, text in origins(table, language)]


def _table(table: Table, language: str) -> Part:
    return {
        "is": "table",
        "caption": _words(table.caption, language),
        "columns": [{"title": column.title, "numeric": column.numeric} for column in table.columns],
        "rows": [
            {
                "total": row.total,
                "cells": [
                    {
                        "text": cell(value, column, language),
                        "quiet": value is None or isinstance(value, Withheld),
                    }
                    for value, column in zip(row.cells, table.columns, strict=True)
                ],
            }
            for row in table.rows
        ],
        "note": _words(table.note, language),
        "origins": _origins(table, language),
    }


def _figure(figure: Figure, language: str, *, narrow: bool) -> Part:
    return {
        "is": "figure",
        "caption": _words(figure.caption, language),
        "alt": plain(figure.alt, language),
        "svg": figure_svg(figure, language, narrow=narrow),
        "note": _words(figure.table.note, language),
        "origins": _origins(figure.table, language),
    }
