"""A source's published figures as series: what can be chosen, what may be shown, and the rows of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.documents.tree import (
    Column,
    ColumnKind,
    Interval,
    Row,
    Section,
    Table,
    Withheld,
)
from trygghjulet.observations.noise import has_noise
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import Kind

#: So many lines can be told apart in a chart.
MOST_LINES: Final = 6
#: What a figure of so many is counted in.
AMOUNT: Final = "antal"
PER_100K: Final = "per 100 000 invånare"
#: Gaps of whole years up to this many are shown as empty rows.
_LONGEST_GAP: Final = 30
#: How the small are withheld: what the one function makes of sections.
Protect = Callable[[Sequence[Section]], tuple[Section, ...]]

#: What every source's figures are brought to: a row for each measure, area, group and period.
POINTS: Final = pl.Schema(
    {
        "measure": pl.String(),
        "every": pl.String(),  # how long its periods are, a key of `_EVERY`
        "title": pl.String(),
        "unit": pl.String(),
        "area": pl.String(),
        "name": pl.String(),
        "group": pl.String(),
        "period_from": pl.Date(),
        "period_to": pl.Date(),
        "value": pl.Float64(),
        "count": pl.Int64(),  # how many it is, or rests on, where that is told
        "low": pl.Float64(),
        "high": pl.Float64(),
        "answers": pl.Int64(),
        "preliminary": pl.Boolean(),
    }
)
#: How periods of each length are told; years are what most figures speak of, and need no word.
_EVERY: Final = {
    "year": "",
    "quarter": "kvartalsvis",
    "month": "månadsvis",
    "day": "",
    "other": "kortare perioder",
}
_KEY: Final = ("measure", "area", "group", "period_from", "period_to")


@dataclass(frozen=True)
class Measure:
    """Something that is measured: what it is called and counted in, and how long its periods are."""

    key: str
    every: str
    title: str
    unit: str

    @property
    def name(self) -> str:
        """What stands in an address for it."""
        return f"{self.key}~{self.every}"

    @property
    def is_count(self) -> bool:
        """Is it a number of something, and no share or rate?"""
        return self.unit == AMOUNT or self.unit.startswith(f"{AMOUNT},")

    @property
    def words(self) -> str:
        """The title with the unit, as a person chooses it."""
        told = self.unit and self.unit.casefold() not in self.title.casefold()
        words = f"{self.title}, {self.unit}" if told else self.title
        return f"{words}, {_EVERY[self.every]}" if _EVERY[self.every] else words


@dataclass(frozen=True)
class Line:
    """A series: a measure in an area and a group."""

    area: str
    name: str
    group: str | None


@dataclass(frozen=True)
class Point:
    """A figure. `value` is None where the source shows none."""

    value: float | None
    count: int | None
    low: float | None
    high: float | None
    answers: int | None
    preliminary: bool

    @property
    def interval(self) -> Interval | None:
        """The figure with its bounds, where the source tells them."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return Interval(self.value, self.low, self.high)


Points = Mapping[Line, Mapping[Period, Point]]


def points_of(rows: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """The rows of ready-made counts or figures in the schema `POINTS`; of the same figure the last."""
    shaped = pl.concat(_from_counts(rows)) if kind is Kind.COUNTS else _from_figures(rows)
    days = (pl.col("period_to") - pl.col("period_from")).dt.total_days() + 1
    every = (
        pl.when(days >= 360)
        .then(pl.lit("year"))
        .when(days.is_between(89, 93))
        .then(pl.lit("quarter"))
        .when(days.is_between(28, 31))
        .then(pl.lit("month"))
        .otherwise(pl.when(days == 1).then(pl.lit("day")).otherwise(pl.lit("other")))
    )
    named = shaped.with_columns(every.alias("every"))
    return named.select(pl.col(name).cast(type_) for name, type_ in POINTS.items()).unique(
        _KEY, keep="last", maintain_order=True
    )


def measures_in(points: pl.DataFrame) -> tuple[Measure, ...]:
    """What is measured, by title."""
    found = points.select("measure", "every", "title", "unit").unique(["measure", "every"], keep="last")
    ordered = sorted(found.iter_rows(), key=lambda one: (one[2], one[3] or "", list(_EVERY).index(one[1])))
    return tuple(Measure(key, every, title, unit or "") for key, every, title, unit in ordered)


def told_in(points: pl.DataFrame) -> frozenset[tuple[str, str]]:
    """The measures, by key and length of period, that the source gives any value for."""
    return frozenset(
        points.filter(pl.col("value").is_not_null()).select("measure", "every").unique().iter_rows()
    )


def lines_in(points: pl.DataFrame, measure: Measure) -> Points:
    """Every series of a measure, in the order of the material."""
    found: dict[Line, dict[Period, Point]] = {}
    mine = points.filter(pl.col("measure") == measure.key, pl.col("every") == measure.every)
    for row in mine.iter_rows(named=True):
        line = Line(row["area"], row["name"], row["group"])
        found.setdefault(line, {})[Period(row["period_from"], row["period_to"])] = Point(
            row["value"], row["count"], row["low"], row["high"], row["answers"], row["preliminary"]
        )
    return found


def called(line: Line, lines: Sequence[Line]) -> str:
    """A line's name among others: its area, its group, or both, as they differ."""
    several_areas = len({one.area for one in lines}) > 1
    several_groups = len({one.group for one in lines}) > 1
    if several_groups:
        group = line.group or "Alla"
        return f"{line.name}, {group.lower()}" if several_areas else group
    return line.name


def period_name(period: Period) -> str:
    """A period as people call it: "2025", "2023–2024", "mars 2025", a day, or its days."""
    first, last = period.first, period.last
    if first == last:
        return str(first.year) if (first.month, first.day) == (12, 31) else str(period)
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if (first.month, after.month) == (1, 1):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
            return str(period).partition("–")[0].partition(" ")[2]
        if first.month % 3 == 1 and (after - first).days in range(89, 94):
            return f"kvartal {first.month // 3 + 1} {first.year}"
    return str(period)


def periods_in(points: Points) -> list[Period]:
    """The periods of some series in order; whole years in between that nothing is told of stand there too."""
    told = sorted({period for of_one in points.values() for period in of_one})
    if not all(period == Period.year(period.first.year) for period in told):
        return told
    full: list[Period] = []
    for one, following in pairwise(told):
        years = range(one.first.year, following.first.year)
        full += [Period.year(year) for year in years] if len(years) <= _LONGEST_GAP else [one]
    return [*full, *told[-1:]]


def hidden_in(points: Points, measure: Measure, protect: Protect | None) -> frozenset[tuple[Line, Period]]:
    """Which figures of a measure may not be shown: small counts, and what they could be worked out from.

    All the measure's series are judged together, so that nobody learns more by choosing others.
    """
    if protect is None:
        return frozenset()
    lines, periods = list(points), periods_in(points)
    columns = [Column("Period"), *(Column(str(at), ColumnKind.COUNT) for at, _ in enumerate(lines))]
    rows = [[_count(points[line].get(period)) for line in lines] for period in periods]
    table = Table(
        "",
        (*columns, Column("Alla", ColumnKind.COUNT, total_of_rows=True)),
        tuple(Row((str(at), *row, sum(n or 0 for n in row))) for at, row in enumerate(rows)),
    )
    (judged,) = (block for section in protect([Section("", (table,))]) for block in section.blocks)
    marked = judged.rows if isinstance(judged, Table) else ()
    small = {
        (line, period)
        for row, period in zip(marked, periods, strict=True)
        for line, cell in zip(lines, row.cells[1:], strict=False)
        if isinstance(cell, Withheld)
    }
    # A rate tells its number to whoever knows how many live there, and here nobody could judge that number.
    unjudged = {
        (line, period)
        for line, of_one in points.items()
        for period, point in of_one.items()
        if measure.unit.startswith("per ") and point.count is None
    }
    return frozenset(small | unjudged)


def sentence_of(points: Points, measure: Measure) -> str:
    """The latest figure of the first series beside the first one, in a sentence; empty where one is missing."""
    lines = list(points)
    if not lines:
        return ""
    told = sorted(
        ((period, p) for period, p in points[lines[0]].items() if p.value is not None), key=lambda one: one[0]
    )
    if len(told) < 2:
        return ""
    (first, was), (last, now) = told[0], told[-1]
    unit = "" if measure.is_count else f" {measure.unit.replace('procent', '%')}".rstrip()
    text = (
        f"{called(lines[0], lines)}: {number(now.value or 0, decimals=None)}{unit} ({period_name(last)}), "
        f"mot {number(was.value or 0, decimals=None)}{unit} ({period_name(first)})."
    )
    if now.interval and was.interval:
        apart = now.interval.low > was.interval.high or now.interval.high < was.interval.low
        text += (
            " Skillnaden är större än osäkerheten."
            if apart
            else " Osäkerheterna går in i varandra, så skillnaden kan vara slump."
        )
    return text


def lines_as_rows(
    points: Points, measure: Measure, *, hidden: frozenset[tuple[Line, Period]]
) -> list[tuple[str | int | float | date | None, ...]]:
    """Every figure on a row of its own, under `HEADINGS`, for a spreadsheet program."""
    rows: list[tuple[str | int | float | date | None, ...]] = []
    for line, of_one in points.items():
        for period, point in sorted(of_one.items()):
            kept = (line, period) in hidden
            rows.append(
                (
                    measure.title,
                    measure.unit,
                    line.name,
                    line.group or "Alla",
                    period.first,
                    period.last,
                    None if kept else point.value,
                    None if kept else point.low,
                    None if kept else point.high,
                    None if kept else point.answers,
                    "visas inte" if kept else remark_of(point),
                )
            )
    return rows


HEADINGS: Final = (
    *("mått", "enhet", "område", "grupp", "från", "till", "värde", "undre gräns", "övre gräns"),
    *("antal svar", "anmärkning"),
)


def tells_of_noise(points: pl.DataFrame, measure: Measure) -> bool:
    """Does the source say that the figures of a measure carry noise?"""
    return points.height > 0 and has_noise(measure.unit)


def _count(point: Point | None) -> int | None:
    return None if point is None or point.count is None else max(point.count, 0)


def remark_of(point: Point) -> str:
    """What is to be known of a figure, in a few words; empty where there is nothing."""
    if point.value is None:
        return "visas inte av källan"
    return "preliminär" if point.preliminary else ""


def _from_counts(rows: pl.DataFrame) -> list[pl.DataFrame]:
    title = pl.col("category").str.replace_all("_", " ")
    title = title.str.head(1).str.to_uppercase() + title.str.slice(1)
    common: list[pl.Expr] = [
        title.alias("title"),
        pl.col("area"),
        pl.col("area").alias("name"),
        pl.lit(None, pl.String).alias("group"),
        *(pl.col(name) for name in ("period_from", "period_to")),
        pl.col("amount").alias("count"),
        *(pl.lit(None, pl.Float64).alias(name) for name in ("low", "high")),
        pl.lit(None, pl.Int64).alias("answers"),
        (pl.col("status") == "preliminary").alias("preliminary"),
    ]
    ways = [("amount", AMOUNT)]
    if rows["rate_per_100k"].count():
        ways.append(("rate_per_100k", PER_100K))
    return [
        rows.select(
            pl.concat_str("category", pl.lit(f"|{column}")).alias("measure"),
            pl.lit(unit).alias("unit"),
            pl.col(column).cast(pl.Float64).alias("value"),
            *common,
        ).select(name for name in POINTS if name != "every")
        for column, unit in ways
    ]


def _from_figures(rows: pl.DataFrame) -> pl.DataFrame:
    is_count = pl.col("unit").str.contains(rf"^{AMOUNT}(,|$)").fill_null(value=False)
    area = pl.coalesce("area", "given_area", pl.lit("hela"))
    return rows.select(
        pl.col("indicator").alias("measure"),
        "title",
        "unit",
        area.alias("area"),
        pl.coalesce("given_area", "area", pl.lit("Hela tabellen")).alias("name"),
        "group",
        "period_from",
        "period_to",
        "value",
        pl.when(is_count & (pl.col("value") == pl.col("value").round()))
        .then(pl.col("value"))
        .otherwise(pl.col("answers"))
        .cast(pl.Int64, strict=False)
        .alias("count"),
        "low",
        "high",
        "answers",
        (pl.col("status") == "preliminary").alias("preliminary"),
    )
