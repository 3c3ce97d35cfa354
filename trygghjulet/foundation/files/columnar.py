"""Parquet files, read only after what they unpack to has been counted."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.contents import refusal, too_large_unpacked, too_many_rows
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Table, keepable


def read_parquet(path: Path, *, name: str, limits: Limits) -> Table:
    """The table in a Parquet file, with the types it has there; what isn't text, number or time is left out.

    Row 2 is the first, as in a table with a header.

    Raises:
        UnreadableFile: damaged or cut off, too many rows, or too large when unpacked.
    """
    import pyarrow as pa  # noqa: PLC0415 - read only when there is such a file, for the start-up time
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    try:
        described = pq.read_metadata(path)
        size = sum(described.row_group(at).total_byte_size for at in range(described.num_row_groups))
        if described.num_rows > limits.max_rows:
            raise too_many_rows(name, described.num_rows, limits)
        if size > limits.max_unpacked_bytes:
            raise too_large_unpacked(name, limits)
        cells = pl.read_parquet(path, use_pyarrow=False)
    except (
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
        pa.ArrowException,
        OSError,
        ValueError,
    ) as error:
        raise refusal(
            name, "Parquetfilen är skadad eller avklippt.", "Hämta eller exportera filen på nytt."
        ) from error
    plain = {column.name: _plain(column) for column in cells}
    kept = [column for column in plain.values() if column is not None]
    left_out = [name for name, column in plain.items() if column is None]
    notes = (
        (f"Kolumner som inte är text, tal eller tid är inte lästa: {', '.join(left_out)}.",)
        if left_out
        else ()
    )
    numbers = pl.int_range(2, cells.height + 2, eager=True, dtype=pl.UInt32).alias("row")
    return Table(pl.DataFrame(kept), numbers, notes=notes)


def _plain(column: pl.Series) -> pl.Series | None:
    """The column as text, numbers or times; None where it is nothing of the kind."""
    kind = column.dtype
    if kind.is_numeric() or kind in (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Time):
        return keepable(column)
    if kind in (pl.Categorical, pl.Enum, pl.Binary, pl.Null):
        try:
            return keepable(column.cast(pl.String))
        except pl.exceptions.PolarsError:  # bytes that aren't text
            return None
    return None
