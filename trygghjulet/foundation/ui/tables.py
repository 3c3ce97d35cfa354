"""Tables on pages: typed columns, rows of plain values, links and badges, one look everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trygghjulet.documents.numbers import MISSING, day, number, percent
from trygghjulet.foundation.ui.badges import Badge

Kind = Literal["text", "number", "share", "date"]


@dataclass(frozen=True)
class Link:
    """A link in a cell. `about` is read out after a text that alone would not say what it leads to."""

    text: str
    href: str
    about: str = ""

    def __html__(self) -> SafeString:
        more = format_html('<span class="visually-hidden"> {}</span>', self.about) if self.about else ""
        return format_html('<a href="{}">{}{}</a>', self.href, self.text, more)


Part: TypeAlias = str | int | float | Decimal | date | Link | Badge | None
Cell: TypeAlias = Part | tuple[Part, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading and how its values are written. Numbers and shares (0–1) stand to the right."""

    title: str
    kind: Kind = "text"

    @property
    def is_numeric(self) -> bool:
        """Do its values line up by their last digit?"""
        return self.kind in ("number", "share")


@dataclass(frozen=True)
class Table:
    """A table with its caption. The first column names each row; `empty` is said when there are no rows."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str = "Det finns inget att visa ännu."

    @property
    def written(self) -> list[list[tuple[Column, SafeString]]]:
        """The rows as they are shown, each cell with its column.

        Raises:
            ValueError: a row has more or fewer cells than there are columns.
        """
        return [
            [(column, write(cell, column)) for column, cell in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]


def write(cell: Cell, column: Column) -> SafeString:
    """A cell as its column's kind writes it; a dash for what is missing."""
    if isinstance(cell, tuple):
        return format_html_join(" ", "{}", ((write(part, column),) for part in cell))
    return format_html("{}", _words(cell, column))


def _words(part: Part, column: Column) -> str | Link | Badge:
    words: str | Link | Badge
    match part:
        case None | "":
            words = MISSING
        case bool():
            words = "Ja" if part else "Nej"
        case datetime():
            local = timezone.localtime(part) if timezone.is_aware(part) else part
            words = f"{day(local.date())} {local:%H:%M}"
        case date():
            words = day(part)
        case int() | float() | Decimal() if column.is_numeric:
            words = (percent if column.kind == "share" else number)(float(part))
        case int() | float() | Decimal():
            words = str(part)  # a year or a house number is a name, not an amount
        case _:
            words = part
    return words
