"""Dates and clock times as people and systems write them, turned into Swedish local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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
_CLOCK_PART = r"(?:(?:\s+|T|,\s*|\s+kl\.?\s*)(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,]\d+)?)?)?"
_ZONE_PART = r"\s*(Z|[+-]\d{2}:?\d{2}|\+\d{2})?$"
_YEAR_FIRST = r"^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})" + _CLOCK_PART + _ZONE_PART
_DAY_FIRST = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _CLOCK_PART + _ZONE_PART
#: Months by the beginnings of their names, in Swedish and English, and a day that is written with one.
_MONTHS = ("jan", "feb", "mar", "apr", "ma[jy]", "jun", "jul", "aug", "sep", "o[ck]t", "nov", "dec")
_IN_WORDS = r"(?i)^(?:(?:\pL+dag(?:en)?\s+)?den\s+|\pL+dag\s+)?(\d{1,2})(?::e|\.)?\s*"
_A_MONTH = rf"(?i)\d(?::e|\.)?\s*(?:{'|'.join(_MONTHS)})"
#: A year of two digits, first as in Sweden or last as elsewhere: the column as a whole tells which.
_SHORT = r"^(\d{2})([-/.])(\d{1,2})[-/.](\d{2})(?:\D|$)"
_LAST_OF_THIS_CENTURY = 69
_EXCEL_DAY = r"^\d{5}([.,]\d+)?$"
_EXCEL_FIRST, _EXCEL_LAST = 32_874, 73_050  # 1 January 1990 to 31 December 2099
_EXCEL_ZERO = pl.datetime(1899, 12, 30)
_SAMPLE = 200
#: An earlier year was written with two digits.
_FOUR_DIGITS = 1000
#: The same as the store counts moments: microseconds from 1970.
_WITH_FOUR_DIGITS = (date(_FOUR_DIGITS, 1, 1) - date(1970, 1, 1)) // timedelta(microseconds=1)

_AN_HOUR = timedelta(hours=1) // timedelta(microseconds=1)


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
        two_ways: how many can be both, when none can only be one of them; they are read as day/month/year.
        short_years: how many had a year of two digits.
        short_year_last: those were read as day, month and year, not as year, month and day.
    """

    local: pl.Series
    missing: pl.Series
    impossible: pl.Series
    unreadable: pl.Series
    excel_days: int = 0
    month_first: bool = False
    two_ways: int = 0
    short_years: int = 0
    short_year_last: bool = False


def joined(days: pl.Series, clocks: pl.Series) -> pl.Series:
    """Date and time of day from two columns as one text; a row without a clock keeps its date.

    A clock may be hours alone, or hours and minutes without a sign between, as in "14" and "1430".
    """
    day = blank_to_null(days).str.replace(r"[T ]00:00(:00)?(\.0+)?$", "")
    clock = blank_to_null(clocks).str.replace(r"^1899-12-3[01][T ]", "").str.replace(r"(?i)^kl\.?\s*", "")
    if clock.str.contains(r"^\d+$").any():
        clock = _with_colons(clock)
    return pl.select(
        pl.concat_str([day, clock], separator=" ", ignore_nulls=True).replace("", None)
    ).to_series()


def _with_colons(clock: pl.Series) -> pl.Series:
    # Where nine thirty is written 930, as numbers are, 14 is fourteen minutes past midnight; elsewhere it is an hour.
    alone = r"00:${1}" if clock.str.contains(r"^\d{3}$").any() else r"${1}:00"
    return (
        clock.str.replace(r"^(\d\d)(\d\d)(\d\d)$", "${1}:${2}:${3}")
        .str.replace(r"^(\d{1,2})(\d\d)$", "${1}:${2}")
        .str.replace(r"^(\d{1,2})$", alone)
        .str.replace(r"^(\d+):(\d)$", "${1}:0${2}")
    )


def never_was(local: pl.Series) -> int:
    """How many local times are in the hour that is passed over when summer time begins."""
    # The hour by counting, for it is quick; days and months only for those that can be it.
    few = local.filter(local.to_physical() // _AN_HOUR % 24 == 2).dt
    return int(((few.month() == 3) & (few.day() >= 25) & (few.weekday() == 7)).sum())


def in_the_hour_twice(column: str) -> pl.Expr:
    """True for local times in the hour that comes twice when summer time ends."""
    moment = pl.col(column).dt
    return (moment.month() == 10) & (moment.day() >= 25) & (moment.weekday() == 7) & (moment.hour() == 2)


def moments(column: pl.Series) -> Moments:
    """Read a column of times.

    Text may be ISO 8601 with or without seconds and zone (2025-01-31 14:05, 2025-01-31T14:05:00+01:00), day
    first (31/1/2025, 31.1.2025 14.05, 31 januari 2025), 20250131, or Excel's number of days. 24:00 is the
    midnight after. A time with a zone becomes
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
    short = rest.str.contains(_SHORT)
    short_years, year_last = int(short.sum()), False
    if short_years:
        rest, year_last = _with_centuries(rest, short)
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
        two_ways=0 if loose["day_first"].any() else int(loose["two_ways"].sum()),
        short_years=short_years,
        short_year_last=year_last,
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
    earliest = local.to_physical().min()  # a number, for a year 0 is none that Python's dates can have
    if isinstance(earliest, int) and earliest >= _WITH_FOUR_DIGITS:
        return local
    return local.set(local.dt.year() < _FOUR_DIGITS, None)


def _loosely(text: pl.Series) -> pl.DataFrame:
    """For each value the local time that its shape gives, and which shape it was."""
    parts = ("year", "month", "day", "hour", "minute", "second", "zone")
    turned = ("day", "month", "year", *parts[3:])
    value = pl.col("text")
    if text.str.contains(_A_MONTH).any():
        text = _without_words(text)
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
    last = pl.concat_str(clock) == "240000"
    clock[0] = pl.when(last).then(pl.lit("00")).otherwise(clock[0])
    written = pl.format("{}-{}-{} {}:{}:{}", part["year"], part["month"], part["day"], *clock)
    midnight = pl.when(last).then(pl.duration(days=1)).otherwise(pl.duration())
    local = written.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us") + midnight
    offset = part["zone"].str.replace("Z", "+0000").str.replace(":", "").str.pad_end(5, "0")
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
        (value.str.contains("/", literal=True) & (first <= 12) & (second <= 12) & (first != second))
        .fill_null(value=False)
        .alias("two_ways"),
    )


def _without_words(text: pl.Series) -> pl.Series:
    """Days with the month in words as year, month and day: "14 mars 2025" as 2025-03-14."""
    for number, month in enumerate(_MONTHS, start=1):
        text = text.str.replace(rf"{_IN_WORDS}{month}\pL*\.?,?\s*(\d{{4}})", f"${{2}}-{number:02d}-${{1}}")
    return text


def _with_centuries(text: pl.Series, short: pl.Series) -> tuple[pl.Series, bool]:
    """Years of two digits with four, as year-month-day, and whether the year stood last.

    The part that is no day of a month in some row is the year, else the one with the fewer values: a column tells
    of few years and many days. Where even that is no answer the signs are followed, as in 25-03-14 and 14.03.25.
    """
    parts = text.filter(short).str.extract_groups(_SHORT).struct.rename_fields(["a", "sign", "b", "c"])
    first, last = (parts.struct.field(name).cast(pl.Int64) for name in ("a", "c"))
    can_be_day = [bool(part.is_between(1, 31).all()) for part in (first, last)]
    many = [part.n_unique() for part in (first, last)]
    if can_be_day[0] != can_be_day[1]:
        year_last = can_be_day[0]
    elif many[0] != many[1]:
        year_last = many[1] < many[0]
    else:
        year_last = parts.struct.field("sign")[0] != "-"
    year, day = ("${4}", "${1}") if year_last else ("${1}", "${4}")
    turned = text.str.replace(r"^(\d{2})([-/.])(\d{1,2})[-/.](\d{2})", f"{year}-${{3}}-{day}")
    old = turned.str.slice(0, 2).cast(pl.Int64, strict=False) > _LAST_OF_THIS_CENTURY
    century = pl.select(pl.when(old).then(pl.lit("19")).otherwise(pl.lit("20"))).to_series()
    return pl.select(pl.when(short).then(century + turned).otherwise(text)).to_series(), year_last
