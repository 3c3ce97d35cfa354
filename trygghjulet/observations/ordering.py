"""Rows in the order of their columns, as the engine would sort them, in a fraction of the time for a great many rows.

Most of the work of sorting by many columns is in comparing whole rows. Here the first columns are packed into one
number for each row, which sorts quickly, and only rows that are alike in all of those are compared by the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: Fewer rows are sorted in the plain way.
_MANY: Final = 50_000
#: Text with more different values than this isn't packed, nor anything after it.
_WORDS: Final = 65_536
_BITS: Final = 62
#: So few that rounding never makes a number too large.
_DECIMAL_BITS: Final = 48


@dataclass(frozen=True)
class _Coded:
    """A column as whole numbers from 0 in its own order, nulls highest.

    Attributes:
        whole: whether two values have the same number only when they are the same.
    """

    codes: NDArray[np.int64] | None  # None: all are alike
    highest: int
    whole: bool = True


def ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows sorted by all their columns from the first to the last, nulls last."""
    return rows.sort(rows.columns, nulls_last=True) if rows.height < _MANY else quickly_ordered(rows)


def quickly_ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """The same, by packing, however few the rows."""
    if not rows.height:
        return rows
    packed, rest = _packed(rows)
    order = np.argsort(packed)
    if rest:
        order = _settled(rows, rest, packed, order)
    if (order[1:] > order[:-1]).all():
        return rows
    at = pl.Series(order.astype(np.uint32))
    return pl.DataFrame([c if _all_alike(c) else c.rechunk().gather(at) for c in rows.get_columns()])


def _packed(rows: pl.DataFrame) -> tuple[NDArray[np.int64], list[str]]:
    """One number for each row from its first columns, and the columns that may still tell like numbers apart."""
    packed, used, rest = np.zeros(rows.height, dtype=np.int64), 0, list(rows.columns)
    while rest and (coded := _coded(rows[rest[0]], _BITS - used)) is not None:
        bits = coded.highest.bit_length()
        if used + bits > _BITS:
            break
        if coded.codes is not None:
            packed <<= bits
            packed += coded.codes
        used += bits
        if not coded.whole:
            break
        rest.pop(0)
    return packed, rest


def _settled(
    rows: pl.DataFrame, rest: list[str], packed: NDArray[np.int64], order: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The order with the rows that have the same number sorted by the other columns, each where its likes stand."""
    numbers = packed[order]
    same = np.zeros(len(numbers) + 1, dtype=bool)
    np.equal(numbers[1:], numbers[:-1], out=same[1:-1])
    alike = np.flatnonzero(same[1:] | same[:-1])
    if len(alike):
        at = pl.Series(" at", order[alike])
        order[alike] = (
            rows.select(rest)[at]
            .with_columns(pl.Series(" packed", numbers[alike]), at)
            .sort(" packed", *rest, nulls_last=True)[" at"]
        )
    return order


def _coded(column: pl.Series, room: int) -> _Coded | None:
    """The column's numbers; None where there are none that fit.

    Args:
        room: how many bits there are. Decimal numbers are told apart no finer than there is room for.
    """
    if column.null_count() == len(column):
        return _Coded(None, 0)
    if column.dtype == pl.Float64:
        return _roughly(column, min(room, _DECIMAL_BITS)) if room > 1 else None
    if column.dtype == pl.String:
        words = column.unique()
        if len(words) > _WORDS:
            return None
        words = words.drop_nulls().sort()
        codes = column.cast(pl.Enum(words)).to_physical().cast(pl.Int64)  # a word's number is its place
        highest = len(words) - 1
    elif column.dtype.is_temporal() or column.dtype.is_integer():
        codes = column.to_physical().cast(pl.Int64)
        lowest, top = codes.min(), codes.max()
        highest = int(top) - int(lowest)  # type: ignore[arg-type]  # whole numbers, and not all null
        if highest >= 1 << _BITS:
            return None
        codes = codes - lowest
    else:
        return None
    if column.null_count():
        highest += 1
        codes = codes.fill_null(highest)
    return _Coded(codes.to_numpy(), highest)


def _roughly(column: pl.Series, bits: int) -> _Coded | None:
    """Decimal numbers as whole ones that are never in another order, though several may get the same."""
    lowest, top = float(column.min()), float(column.max())  # type: ignore[arg-type]  # numbers, and not all null
    highest = (1 << bits) - 1
    span = top - lowest
    times = (highest - 1) / span if span else 0.0
    if not (np.isfinite(span) and np.isfinite(times)) or column.is_nan().any():
        return None
    values = np.subtract(column.to_numpy(), lowest)
    values *= times
    if column.null_count():
        values[np.isnan(values)] = highest
    return _Coded(values.astype(np.int64), highest, whole=False)


def _all_alike(column: pl.Series) -> bool:
    """Whether every row is sure to hold the same, which no order changes."""
    if column.null_count():
        return column.null_count() == len(column)
    return column.dtype.is_integer() and column.min() == column.max()
