"""What can be asked of the incidents: one group-by per question, worked out where the rows are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.observations.engines import Choice, chosen, connected, kept, read
from trygghjulet.observations.period import Period
from trygghjulet.observations.schema import INCIDENTS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend

_EMPTY_TYPES = {
    pl.String(): "string",
    pl.Float64(): "float64",
    pl.Int64(): "int64",
    pl.Datetime("us"): "timestamp",
}


@dataclass(frozen=True)
class CellCounts:
    """How many in each square of a grid; only squares where something happened.

    Args:
        ix, iy: floor(x / size) and floor(y / size).
        n: the sum of amounts.
    """

    ix: NDArray[np.int64]
    iy: NDArray[np.int64]
    n: NDArray[np.int64]


@dataclass(frozen=True)
class Circle:
    """Everything within `radius` metres of a point, in the datasets' projection; the edge included."""

    x: float
    y: float
    radius: float

    def __post_init__(self) -> None:
        if not self.radius > 0:
            raise ValueError(f"En cirkel måste ha en radie över noll meter, inte {self.radius}.")


@dataclass(frozen=True)
class SourceFiles:
    """The files of one source, oldest first, and what its words mean.

    Attributes:
        paths: where the files are.
        meanings: the source's own word → the category that it is counted under; other words stay as they are.
    """

    paths: Sequence[Path]
    meanings: Mapping[str, str] = field(default_factory=dict)


class Narrowing(TypedDict, total=False):
    """What a question may be narrowed to; None means all, an empty sequence none.

    Attributes:
        areas: codes of leaf areas.
        categories: as they are counted; a word of a source's own that is counted under something else means what
            the source wrote, so that what was chosen before the word was given a meaning still counts the same.
        near: only what has a point within the circle.
    """

    areas: Sequence[str] | None
    categories: Sequence[str] | None
    near: Circle | None


class Observations:
    """Incidents of one or more datasets with the same projection, asked together.

    Every question takes a `period` (both days included, by when the incident began) and may be narrowed by
    keyword, see `Narrowing`. Every number is the sum of `amount`. An incident with a from–to span is counted
    when it began.

    The questions are Ibis expressions, so any table that Ibis can reach may be given; `open` reads Parquet
    with the engine that the installation has chosen.
    """

    def __init__(self, incidents: ir.Table, *, named: Collection[str] = ()) -> None:
        self._incidents = (
            incidents if "given" in incidents.columns else incidents.mutate(given=incidents.category)
        )
        self._named = frozenset(named)

    @classmethod
    @contextmanager
    def open(cls, *sources: Sequence[Path] | SourceFiles, choice: Choice | None = None) -> Iterator[Self]:
        """The stored datasets (kind incidents) of these files, until the context ends.

        Within a source a `key` counts once: where several of its files hold the same key, the rows that the
        last of them has for it count and those of the earlier ones do not. Rows without a key all count.

        Args:
            sources: for each source its files, oldest first, alone or with what its words mean.
            choice: the engine; left out, the one that the installation has chosen.
        """
        import ibis  # noqa: PLC0415 – half a second to import: only those who ask pay for it

        held = [one if isinstance(one, SourceFiles) else SourceFiles(one) for one in sources]
        with connected(choice or chosen()) as connection:
            tables = [_in_common_words(rows, meanings) for rows, meanings in _tables(connection, [*held])]
            yield cls(ibis.union(*tables), named={name for one in held for name in one.meanings.values()})

    @classmethod
    @contextmanager
    def of(cls, rows: pl.DataFrame) -> Iterator[Self]:
        """Incidents that are at hand, until the context ends."""

        with connected(
            Choice()
        ) as connection:  # rows at hand are few: the embedded engine has them counted at once
            yield cls(connection.create_table("rows", rows.to_arrow(), temp=True))

    @property
    def named(self) -> frozenset[str]:
        """The categories that words of the sources are counted under."""
        return self._named

    def span(self) -> Period | None:
        """From the first to the last day on which something happened; None when nothing did."""
        when = self._incidents.happened_from
        first, last = self._frame(
            self._incidents.aggregate(first=when.min().date(), last=when.max().date())
        ).row(0)
        return None if first is None else Period(first, last)

    def tells_hours(self) -> bool:
        """Whether any incident has a time of day. Where all are at midnight, the source gives days only."""
        when = self._incidents.happened_from
        return bool(
            self._frame(self._incidents.aggregate(some=(when != when.truncate("D")).any()))["some"][0]
        )

    def categories(self) -> tuple[str, ...]:
        """Every category that occurs, sorted."""
        found = self._frame(self._incidents.select("category").distinct())
        return tuple(sorted(found["category"]))

    def total(self, period: Period, **narrowed: Unpack[Narrowing]) -> int:
        """How many in all."""
        chosen = self._chosen(period, narrowed)
        return int(self._frame(chosen.aggregate(n=chosen.amount.sum().coalesce(0)))["n"][0])

    def counts_by_area(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `area` (null: outside every area) and `n`, by area, null last."""
        return self._counts(self._chosen(period, narrowed), "area")

    def counts_by_category(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `category` and `n`, by category."""
        return self._counts(self._chosen(period, narrowed), "category")

    def counts_by_area_and_category(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `area` (null: outside every area), `category` and `n`; only pairs that occur."""
        return self._counts(self._chosen(period, narrowed), "area", "category")

    def counts_by_month(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `month` (its first day), `days` (of it within the period) and `n`; zero months too."""
        counted = self._counts(_with_month(self._chosen(period, narrowed)), "month")
        months = _months(period)
        return months.join(counted, on="month", how="left", maintain_order="left").with_columns(
            pl.col("n").fill_null(0)
        )

    def counts_by_month_and_area(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `month` (its first day), `area` (null: outside every area) and `n`; only pairs that occur."""
        return self._counts(_with_month(self._chosen(period, narrowed)), "month", "area")

    def counts_by_month_and_category(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `month` (its first day), `category` and `n`; only pairs that occur."""
        return self._counts(_with_month(self._chosen(period, narrowed)), "month", "category")

    def counts_by_month_and_kind(
        self, period: Period, circles: Sequence[Circle] = (), **narrowed: Unpack[Narrowing]
    ) -> pl.DataFrame:
        """Columns `month` (its first day), `area`, `category`, `given` (the source's own word), for each circle
        `in0`, `in1` and so on whether it lies in it, and `n`; only what occurs.
        """
        rows = _with_month(self._chosen(period, narrowed))
        inside = {
            f"in{number}": _within(rows, circle).fill_null(False) for number, circle in enumerate(circles)
        }
        return self._counts(rows.mutate(**inside), "month", "area", "category", "given", *inside)

    def counts_by_weekday_hour(
        self,
        period: Period,
        *,
        has_time: bool = True,
        **narrowed: Unpack[Narrowing],
    ) -> NDArray[np.int64]:
        """Weekday × hour, 7 × 24, Monday first.

        Args:
            has_time: False for material whose rows give the day only: midnight then means that the hour is
                unknown, and rows at exactly 00:00:00 are left out.
        """
        chosen = self._chosen(period, narrowed)
        when = chosen.happened_from
        if not has_time:
            chosen = chosen.filter(when != when.truncate("D"))
        counted = self._counts(
            chosen.mutate(weekday=when.day_of_week.index(), hour=when.hour()), "weekday", "hour"
        )
        table = np.zeros((7, 24), dtype=np.int64)
        table[counted["weekday"].to_numpy(), counted["hour"].to_numpy()] = counted["n"].to_numpy()
        return table

    def counts_by_cell(self, period: Period, size: int, **narrowed: Unpack[Narrowing]) -> CellCounts:
        """How many in each square with sides of `size` metres; what has no point is left out."""
        counted = self._counts(self._squared(period, size, narrowed), "ix", "iy")
        return CellCounts(*(counted[name].to_numpy() for name in ("ix", "iy", "n")))

    def counts_by_cell_and_category(
        self, period: Period, size: int, **narrowed: Unpack[Narrowing]
    ) -> pl.DataFrame:
        """Columns `ix`, `iy`, `category` and `n`; only squares and categories that occur together."""
        return self._counts(self._squared(period, size, narrowed), "ix", "iy", "category")

    def points_by_month_and_category(
        self, period: Period, box: tuple[float, float, float, float], **narrowed: Unpack[Narrowing]
    ) -> pl.DataFrame:
        """Columns `month` (its first day), `category`, `x`, `y` and `n`: each point once a month and category.

        Args:
            box: west, south, east and north in metres, the edges included; what is asked for lies within it.
        """
        placed = _with_month(self._placed(period, narrowed))
        west, south, east, north = box
        inside = placed.filter(placed.x.between(west, east) & placed.y.between(south, north))
        return self._counts(inside, "month", "category", "x", "y")

    def points(self, period: Period, **narrowed: Unpack[Narrowing]) -> pl.DataFrame:
        """Columns `x`, `y` (metres in the datasets' projection) and `n`: each place once."""
        return self._counts(self._placed(period, narrowed), "x", "y")

    def _chosen(self, period: Period, narrowed: Narrowing) -> ir.Table:
        rows = self._incidents
        conditions: list[Any] = [
            rows.happened_from >= datetime.combine(period.first, time.min),
            rows.happened_from < datetime.combine(period.last + timedelta(days=1), time.min),
        ]
        if (areas := narrowed.get("areas")) is not None:
            conditions.append(rows.area.isin(list(areas)))
        if (categories := narrowed.get("categories")) is not None:
            conditions.append(self._is_one_of(rows, categories))
        if (near := narrowed.get("near")) is not None:
            conditions.append(_within(rows, near))
        return rows.filter(conditions)

    def _is_one_of(self, rows: ir.Table, categories: Sequence[str]) -> ir.BooleanValue:
        counted: ir.BooleanValue = rows.category.isin(list(categories))
        own_words = [category for category in categories if category not in self._named]
        return counted | rows.given.isin(own_words) if own_words else counted

    def _placed(self, period: Period, narrowed: Narrowing) -> ir.Table:
        chosen = self._chosen(period, narrowed)
        return chosen.filter(chosen.x.notnull() & chosen.y.notnull())

    def _squared(self, period: Period, size: int, narrowed: Narrowing) -> ir.Table:
        placed = self._placed(period, narrowed)
        return placed.mutate(
            ix=(placed.x / size).floor().cast("int64"), iy=(placed.y / size).floor().cast("int64")
        )

    def _counts(self, chosen: ir.Table, *by: str) -> pl.DataFrame:
        counted = chosen.group_by(list(by)).aggregate(n=chosen.amount.sum())
        return self._frame(counted).with_columns(pl.col("n").cast(pl.Int64)).sort(list(by), nulls_last=True)

    @staticmethod
    def _frame(expression: ir.Table) -> pl.DataFrame:
        frame: pl.DataFrame = expression.to_polars()
        return frame


def _tables(
    connection: BaseBackend, sources: Sequence[SourceFiles]
) -> Iterator[tuple[ir.Table, Mapping[str, str]]]:
    """The rows of each source with what its words mean; sources of one file that mean alike are read as one."""
    import ibis  # noqa: PLC0415  # heavy: only those who ask pay for it

    alone: dict[tuple[tuple[str, str], ...], list[Path]] = {}
    for source in sources:
        if len(source.paths) == 1:
            alone.setdefault(tuple(sorted(source.meanings.items())), []).extend(source.paths)
        elif source.paths:
            yield _each_key_once(connection, source.paths), source.meanings
    for meanings, paths in alone.items():
        yield read(connection, paths), dict(meanings)
    if not any(source.paths for source in sources):
        schema = {name: _EMPTY_TYPES[kind] for name, kind in INCIDENTS.items()}
        yield ibis.memtable([], schema=ibis.schema(schema)), {}


def _each_key_once(connection: BaseBackend, paths: Sequence[Path]) -> ir.Table:
    """The rows of a source's files, oldest first, without those whose key stands in a later file too."""
    import ibis  # noqa: PLC0415  # heavy: only those who ask pay for it

    files = [read(connection, [path]) for path in paths]
    keys = ibis.union(
        *(file.select("key").distinct().mutate(held_by=number) for number, file in enumerate(files))
    )
    held = keys.filter(keys.key.notnull()).group_by("key")
    shared = held.aggregate(times=keys.held_by.count(), latest=keys.held_by.max())
    repeated = kept(connection, shared.filter(shared.times > 1))
    if repeated.limit(1).to_polars().is_empty():
        return read(connection, paths)
    return ibis.union(
        *(
            file.anti_join(repeated.filter(repeated.latest > number), "key")
            for number, file in enumerate(files)
        )
    )


def _in_common_words(rows: ir.Table, meanings: Mapping[str, str]) -> ir.Table:
    """The rows under the common categories; `given` keeps the source's own word."""
    if not meanings:
        return rows.mutate(given=rows.category)
    return rows.mutate(
        given=rows.category, category=rows.category.cases(*meanings.items(), else_=rows.category)
    )


def _within(rows: ir.Table, circle: Circle) -> ir.BooleanValue:
    east, north = rows.x - circle.x, rows.y - circle.y
    inside: ir.BooleanValue = east * east + north * north <= circle.radius * circle.radius
    return inside


def _with_month(rows: ir.Table) -> ir.Table:
    return rows.mutate(month=rows.happened_from.truncate("M").date())


def _months(period: Period) -> pl.DataFrame:
    """Every month that the period touches, with how many of its days lie in the period."""
    days = pl.date_range(period.first, period.last, "1d", eager=True).alias("day")
    return (
        pl.DataFrame({"month": days.dt.truncate("1mo")})
        .group_by("month", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("days"))
    )
