"""A delivery's rows as they lie beside its file, a page at a time, and everything that was wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.observations.findings import FAULTS
from trygghjulet.observations.known import CHANGED, COMPARED, KNOWN, NEW
from trygghjulet.observations.schema import SCHEMAS
from trygghjulet.steps.scanning.models import Delivery
from trygghjulet.steps.scanning.queries.files import faults_file, known_file, rows_file
from trygghjulet.steps.scanning.rules.columns import HIDDEN, TITLES, WORDS

PAGE: Final = 50

_MOMENTS: Final = frozenset(
    name for schema in SCHEMAS.values() for name, kind in schema.items() if kind.is_temporal()
)


@dataclass(frozen=True)
class Change:
    """One column of a changed row: what counts now, and what the file says."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """One good row: its values in words, and for a changed one what is changed.

    Attributes:
        lacks_twin: the key has fewer rows in what counts now, so there is nothing to hold this one against.
    """

    cells: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    lacks_twin: bool = False


@dataclass(frozen=True)
class Rows:
    """A page of good rows: the columns' titles, and the rows."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]


def has_rows(delivery: Delivery) -> bool:
    """Do the rows lie beside the file? Not before it is read, nor when it has been answered."""
    return known_file(delivery.stored_as).exists() and rows_file(delivery.stored_as).exists()


def rows_in(delivery: Delivery, *, state: str, page: int, names: Mapping[str, str]) -> Rows:
    """A page of a delivery's rows of a state: "new", "changed" or "known".

    Args:
        page: the first is 1.
        names: areas' names by code.
    """
    first = (page - 1) * PAGE
    known = pl.scan_parquet(known_file(delivery.stored_as)).cast(COMPARED)
    kept = pl.scan_parquet(rows_file(delivery.stored_as)).with_row_index("at")
    if state == NEW:
        chosen = kept.join(known.select("at"), on="at", how="anti", maintain_order="left")
        found = chosen.slice(first, PAGE).collect()
        before: dict[int, str | None] = {}
    else:
        told = known.filter(pl.col("state") == state).slice(first, PAGE).collect()
        before = dict(told.select("at", "before").iter_rows())
        low = min(before, default=0)
        stretch = kept.slice(low, max(before, default=-1) - low + 1)
        found = stretch.filter(pl.col("at").is_in(list(before))).collect()
    columns = [
        name
        for name in found.columns
        if name not in {"at", *HIDDEN} and found[name].null_count() < found.height
    ]
    written = found.select(pl.struct(pl.exclude("at", *HIDDEN)).struct.json_encode()).to_series().to_list()
    return Rows(
        titles=tuple(TITLES.get(name, name) for name in columns),
        rows=tuple(
            Row(
                cells=tuple(_word(name, row[name], names) for name in columns),
                changes=tuple(_changes(before.get(row["at"]), text, names)),
                lacks_twin=state == CHANGED and before.get(row["at"]) is None,
            )
            for row, text in zip(found.iter_rows(named=True), written, strict=True)
        ),
    )


def counts_of(delivery: Delivery) -> dict[str, int]:
    """How many rows a delivery has of each state."""
    return {
        NEW: delivery.rows_new,
        CHANGED: delivery.rows_changed,
        KNOWN: delivery.rows_known,
    }


def faults_in(delivery: Delivery, *, page: int | None = None) -> pl.DataFrame:
    """All that is wrong with a delivery in the file's order, or a page of it; the first when the file is gone."""
    path = faults_file(delivery.stored_as)
    first = 0 if page is None else (page - 1) * PAGE
    many = None if page is None else PAGE
    if path.exists():
        return pl.scan_parquet(path).slice(first, many).collect()
    kept = [tuple(finding[name] for name in FAULTS) for finding in delivery.findings]
    return pl.DataFrame(kept, schema=FAULTS, orient="row").slice(first, many)


def rows_with_faults(delivery: Delivery) -> int:
    """How many rows have something wrong with them; a row can have several faults."""
    path = faults_file(delivery.stored_as)
    if path.exists():
        return int(pl.scan_parquet(path).select(pl.col("row").drop_nulls().n_unique()).collect().item())
    return delivery.findings_total


def _changes(before: str | None, after: str, names: Mapping[str, str]) -> Iterator[Change]:
    if before is None:
        return
    then, now = json.loads(before), json.loads(after)
    for name, value in now.items():
        if then.get(name) != value:
            yield Change(
                TITLES.get(name, name), _written(name, then.get(name), names), _written(name, value, names)
            )


def _written(name: str, value: Any, names: Mapping[str, str]) -> str:
    """A value that JSON holds; moments are texts there."""
    return _word(name, datetime.fromisoformat(value) if value and name in _MOMENTS else value, names)


def _word(name: str, value: Any, names: Mapping[str, str]) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}" if value.time() != datetime.min.time() else f"{value:%Y-%m-%d}"
        case date():
            return value.isoformat()
        case int() | float():
            return number(value, decimals=0) if name in ("x", "y") else number(value)
        case _ if name == "area":
            return names.get(value, value)
        case _:
            return WORDS.get((name, value), str(value))
