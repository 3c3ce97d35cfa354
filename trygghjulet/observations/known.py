"""Which rows of a new file are new, changed or counted already, held against what a source has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

#: What a row can be. What is wrong with a row is told of by the reader; such a row is not among these.
NEW, CHANGED, KNOWN = "new", "changed", "known"

#: The rows that aren't new: which row of the file it is, what it is, and for a changed one what counts now.
COMPARED: Final = pl.Schema({"at": pl.UInt32(), "state": pl.String(), "before": pl.String()})


@dataclass(frozen=True)
class Compared:
    """How a file's rows stand to what counts.

    Attributes:
        rows: those that aren't new, in the schema `COMPARED`, in the file's order. `before` is JSON by column: the
            row that counts now under the same key, or null where the key had fewer rows.
        new, changed, known: how many rows are what.
        keyless: how many of the known ones have no key, and so would count once more.
    """

    rows: pl.DataFrame
    new: int
    changed: int
    known: int
    keyless: int


def compare(rows: pl.DataFrame, files: Sequence[Path]) -> Compared:
    """Hold a file's rows against a source's stored files.

    A row with a key is known when the source has the very same rows under that key in the last file that holds
    it, and changed when it has others. A row without a key is known when some file has the same row without key.

    Args:
        rows: in the schema of their kind.
        files: the source's datasets that count, oldest first, of the same kind.
    """
    if not files or not rows.height:
        return Compared(pl.DataFrame(schema=COMPARED), rows.height, 0, 0, 0)
    new = _marked(rows.lazy()).with_row_index("at").select("at", "key", "mark").collect()
    keyed = _keyed(new.filter(pl.col("key").is_not_null()), files)
    plain = _keyless(new.filter(pl.col("key").is_null()), files)
    changed = keyed.filter(pl.col("state") == CHANGED)
    before = _before(rows, changed, files) if changed.height else pl.DataFrame(schema=_BEFORE)
    told = (
        pl.concat([keyed, plain])
        .join(before, on="at", how="left")
        .select(name for name in COMPARED)
        .cast(COMPARED)
        .sort("at")
    )
    known = told.height - changed.height
    return Compared(told, rows.height - told.height, changed.height, known, plain.height)


_BEFORE: Final = {"at": pl.UInt32(), "before": pl.String()}


def _marked(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with a mark that the same content always has, and with a key that is null where there is none."""
    columns = rows.collect_schema().names()
    key = pl.col("key") if "key" in columns else pl.lit(None, dtype=pl.String).alias("key")
    return rows.with_columns(key, pl.struct(columns).hash().alias("mark"))


def _held(files: Sequence[Path], keys: pl.LazyFrame) -> pl.LazyFrame:
    """Of the files' rows those that count now and have one of some keys, with their marks."""
    held = pl.concat(
        [
            _marked(pl.scan_parquet(path)).join(keys, on="key", how="semi").with_columns(file=pl.lit(number))
            for number, path in enumerate(files)
        ]
    )
    return held.filter(pl.col("file") == pl.col("file").max().over("key"))


def _keyed(new: pl.DataFrame, files: Sequence[Path]) -> pl.DataFrame:
    if not new.height:
        return pl.DataFrame(schema={"at": pl.UInt32(), "state": pl.String()})
    held = _held(files, new.lazy().select("key").unique())
    # The rows under a key are a bag: the same marks, each as many times. Sums wrap round, which does no harm.
    bag = (pl.col("mark").sum().alias("sum"), pl.len().alias("rows"))
    return (
        new.lazy()
        .with_columns(expression.over("key") for expression in bag)
        .join(held.group_by("key").agg(bag), on="key", how="inner", suffix="_held")
        .select(
            "at",
            pl.when((pl.col("sum") == pl.col("sum_held")) & (pl.col("rows") == pl.col("rows_held")))
            .then(pl.lit(KNOWN))
            .otherwise(pl.lit(CHANGED))
            .alias("state"),
        )
        .collect()
    )


def _keyless(new: pl.DataFrame, files: Sequence[Path]) -> pl.DataFrame:
    held = pl.concat(
        [
            _marked(pl.scan_parquet(path)).filter(pl.col("key").is_null()).select("mark").unique()
            for path in files
        ]
    )
    return new.lazy().join(held, on="mark", how="semi").select("at", pl.lit(KNOWN).alias("state")).collect()


def _before(rows: pl.DataFrame, changed: pl.DataFrame, files: Sequence[Path]) -> pl.DataFrame:
    """For each changed row what counts now under its key: the first with the first, in the order of the store."""
    turn = pl.int_range(pl.len()).over("key").alias("turn")
    here = (
        rows.lazy().with_row_index("at").join(changed.lazy(), on="at", how="semi").select("at", "key", turn)
    )
    there = _held(files, here.select("key").unique()).select(
        "key", turn, pl.struct(rows.columns).struct.json_encode().alias("before")
    )
    return here.join(there, on=["key", "turn"], how="inner").select("at", "before").collect()
