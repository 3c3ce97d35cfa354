"""The columns of a handed-in file with a few values each, for the person who says which is which."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from trygghjulet.foundation.files.columnar import read_parquet
from trygghjulet.foundation.files.contents import Contents, recognise
from trygghjulet.foundation.files.delimited import read_delimited
from trygghjulet.foundation.files.features import read_features
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Wanted
from trygghjulet.foundation.files.workbook import read_workbook
from trygghjulet.foundation.privacy.guard import look
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.queries.files import ANSWERED, incoming

#: How many values are shown of each column, and how much of each.
_EXAMPLES, _SHOWN = 3, 40
#: How much of a text file is looked at: the columns show in its beginning.
_BEGINNING: Final = 1 << 20
_HIDDEN: Final = "•••"


@dataclass(frozen=True)
class Column:
    """A column of a file: its name, and the first values that differ, with what looks like personal data hidden."""

    name: str
    examples: tuple[str, ...]

    @property
    def told(self) -> str:
        """The name and the examples on one line, for a list to choose in."""
        return f"{self.name} – {' · '.join(self.examples)}" if self.examples else f"{self.name} – tom"


def file_at_hand(source: Source, delivery_id: int | None = None) -> Delivery | None:
    """A delivery of a source whose file still waits: the one asked for, else the newest; None when there is none."""
    waiting = Delivery.objects.filter(source=source).exclude(state__in=ANSWERED)
    if delivery_id is not None:
        waiting = waiting.filter(pk=delivery_id)
    return next((one for one in waiting if (incoming() / one.stored_as).is_file()), None)


def columns_of(path: Path, *, name: str, limits: Limits, wanted: Wanted | None = None) -> tuple[Column, ...]:
    """The columns of a file, in its order.

    Args:
        wanted: whether a row of names is the header, as the reader judges it, so that both see the same sheet.

    Raises:
        UnreadableFile: it is no table and no map, or damaged.
    """
    cells = _beginning(path, name, limits, wanted)
    return tuple(Column(column.name, _examples(column)) for column in cells)


def _beginning(path: Path, name: str, limits: Limits, wanted: Wanted | None) -> pl.DataFrame:
    match recognise(path, name=name, limits=limits):
        case Contents.DELIMITED:
            with path.open("rb") as file:
                return _table(file.read(_BEGINNING), name, limits, wanted)
        case Contents.GZIP:
            with gzip.open(path) as unpacked:
                return _table(unpacked.read(_BEGINNING), name, limits, wanted)
        case Contents.WORKBOOK:
            return read_workbook(path, name=name, limits=limits, wanted=wanted).cells
        case Contents.PARQUET:
            return read_parquet(path, name=name, limits=limits).cells
        case _:
            return read_features(path, name=name, limits=limits).properties


def _table(head: bytes, name: str, limits: Limits, wanted: Wanted | None) -> pl.DataFrame:
    if len(head) == _BEGINNING:
        head = head[: head.rfind(b"\n") + 1] or head
    return read_delimited(head, name=name, limits=limits, wanted=wanted).cells


def _examples(column: pl.Series) -> tuple[str, ...]:
    written = column.head(5_000).cast(pl.String, strict=False).str.strip_chars().drop_nulls()
    values = written.filter(written != "").unique(maintain_order=True).head(_EXAMPLES).to_list()
    return tuple(_masked(value) for value in values)


def _masked(value: str) -> str:
    for sighting in reversed(look(value)):
        value = value[: sighting.start] + _HIDDEN + value[sighting.start + len(sighting.text) :]
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
