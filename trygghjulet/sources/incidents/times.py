"""Dates and clock times as people and systems write them, turned into Swedish local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from trygghjulet.foundation.files.tables import blank_to_null

LOCAL = "Europe/Stockholm"
_EXACT = (
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d",
)
_CLOCK_PART = r"(?:(?:\s+|T|,\s*|\s+kl\.?\s*)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?"
_ZONE_PART = r"\s*(Z|[+-]\d{2}:?\d{2})?$"
_YEAR_FIRST = r"^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})" + _CLOCK_PART + _ZONE_PART
_DAY_FIRST = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _CLOCK_PART + _ZONE_PART
_EXCEL_DAY = r"^\d{5}([.,]\d+)?$"
_EXCEL_FIRST, _EXCEL_LAST = 32_874, 73_050  # 1 January 1990 to 31 December 2099
_EXCEL_ZERO = pl.datetime(1899, 12, 30)
_SAMPLE = 200
#: An earlier year was written with two digits.
_FOUR_DIGITS = 1000


@dataclass(frozen=True)
class Moments:
    """A column of times.

    Attributes:
        local: naive local time; null where there is none or it couldn't be read.
        missing: nothing stands there.
        impossible: it is written as a date, but there is no such day or clock time.
        unreadable: it is something else.
        excel_days: how many were written as Excel's number of days.
        month_first: some value can only be month/day/year, and none can only be day/month/year.
    """

    local: pl.Series
    missing: pl.Series
    impossible: pl.Series
    unreadable: pl.Series
    excel_days: int = 0
    month_first: bool = False


def joined(days: pl.Series, clocks: pl.Series) -> pl.Series:
    """Date and time of day from two columns as one text; a row without a clock keeps its date."""
    day = blank_to_null(days).str.replace(r"[T ]00:00(:00)?(\.0+)?$", "")
    clock = blank_to_null(clocks).str.replace(r"^1899-12-3[01][T ]", "").str.replace(r"(?i)^kl\.?\s*", "")
    return pl.select(
        pl.concat_str([day, clock], separator=" ", ignore_nulls=True).replace("", None)
    ).to_series()


def moments(column: pl.Series) -> Moments:
    """Read a column of times.

    Text may be ISO 8601 with or without seconds and zone (2025-01-31 14:05, 2025-01-31T14:05:00+01:00), day
    first (31/1/2025, 31.1.2025 14.05), 20250131, or Excel's number of days. A time with a zone becomes
    Swedish local time; one without is taken to be local already.
    """
    nothing = pl.repeat(False, len(column), eager=True)
    if isinstance(column.dtype, pl.Date | pl.Datetime):
        local = column.cast(pl.Datetime("us")) if column.dtype == pl.Date else _without_zone(column)
        return Moments(local, local.is_null(), nothing, nothing)
    exact = _exactly(column)  # most columns are wholly in one format, and then need no other look
    if not exact.null_count():
        return Moments(exact, nothing, nothing, nothing)
    text = blank_to_null(column)
    if not text.equals(column, null_equal=True):
        exact = _exactly(text)
    rest = text.set(exact.is_not_null(), None)
    if not rest.null_count() < len(rest):
        return Moments(exact, text.is_null(), nothing, nothing)
    loose = _loosely(rest)
    local = pl.select(pl.coalesce(exact, loose["local"])).to_series()
    failed = local.is_null() & text.is_not_null()
    return Moments(
        local,
        text.is_null(),
        impossible=failed & loose["dated"],
        unreadable=failed & ~loose["dated"],
        excel_days=int(loose["excel"].sum()),
        month_first=bool(loose["month_first"].any()) and not bool(loose["day_first"].any()),
    )


def _without_zone(column: pl.Series) -> pl.Series:
    if getattr(column.dtype, "time_zone", None):
        column = column.dt.convert_time_zone(LOCAL).dt.replace_time_zone(None)
    return column.cast(pl.Datetime("us"))


def _exactly(text: pl.Series) -> pl.Series:
    """The values that follow the format most of the column follows; the rest null."""
    nothing = pl.repeat(None, len(text), dtype=pl.Datetime("us"), eager=True)
    text = text.cast(pl.String, strict=False)
    sample = blank_to_null(text.drop_nulls().head(_SAMPLE)).drop_nulls()
    hits = {
        layout: int(sample.str.to_datetime(layout, strict=False, time_unit="us").is_not_null().sum())
        for layout in _EXACT
    }
    best = max(hits, key=lambda layout: hits[layout])
    if not hits[best]:
        return nothing
    local = text.str.to_datetime(best, strict=False, time_unit="us")
    earliest = local.min()
    if isinstance(earliest, datetime) and earliest.year >= _FOUR_DIGITS:
        return local
    return local.set(local.dt.year() < _FOUR_DIGITS, None)


def _loosely(text: pl.Series) -> pl.DataFrame:
    """For each value the local time that its shape gives, and which shape it was."""
    parts = ("year", "month", "day", "hour", "minute", "second", "zone")
    turned = ("day", "month", "year", *parts[3:])
    value = pl.col("text")
    frame = (
        text.alias("text")
        .to_frame()
        .select(
            value,
            value.str.extract_groups(_YEAR_FIRST).struct.rename_fields(list(parts)).alias("year_first"),
            value.str.extract_groups(_DAY_FIRST).struct.rename_fields(list(turned)).alias("day_first"),
            value.str.contains(_EXCEL_DAY).fill_null(value=False).alias("excel"),
        )
    )
    part = {
        name: pl.coalesce(pl.col("year_first").struct.field(name), pl.col("day_first").struct.field(name))
        for name in parts
    }
    clock = [pl.coalesce(part[name], pl.lit("00")).str.zfill(2) for name in ("hour", "minute", "second")]
    written = pl.format("{}-{}-{} {}:{}:{}", part["year"], part["month"], part["day"], *clock)
    local = written.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    offset = part["zone"].str.replace("Z", "+0000").str.replace(":", "")
    minutes = offset.str.slice(1, 2).cast(pl.Int64) * 60 + offset.str.slice(3, 2).cast(pl.Int64)
    sign = pl.when(offset.str.starts_with("-")).then(-1).otherwise(1)
    utc = (local - pl.duration(minutes=minutes * sign)).dt.replace_time_zone("UTC")
    zoned = utc.dt.convert_time_zone(LOCAL).dt.replace_time_zone(None)
    days = pl.when(pl.col("excel")).then(value.str.replace(",", ".").cast(pl.Float64, strict=False))
    excel = days.is_between(_EXCEL_FIRST, _EXCEL_LAST).fill_null(value=False)
    seconds = (days * 86_400).round().cast(pl.Int64)
    first = pl.col("day_first").struct.field("day").cast(pl.Int64)
    second = pl.col("day_first").struct.field("month").cast(pl.Int64)
    return frame.select(
        pl.when(excel)
        .then(_EXCEL_ZERO + pl.duration(seconds=seconds))
        .when(offset.is_not_null())
        .then(zoned)
        .otherwise(local)
        .cast(pl.Datetime("us"))
        .alias("local"),
        part["year"].is_not_null().alias("dated"),
        excel.alias("excel"),
        ((second > 12) & (first <= 12)).fill_null(value=False).alias("month_first"),
        ((first > 12) & (second <= 12)).fill_null(value=False).alias("day_first"),
    )
