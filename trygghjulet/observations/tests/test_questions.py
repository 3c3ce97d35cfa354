"""Every question answered by the engine equals plain counting in Python."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Circle, Observations
from trygghjulet.observations.schema import Kind
from trygghjulet.observations.store import write

SPRING = Period(date(2025, 2, 10), date(2025, 6, 3))
Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    draw = np.random.default_rng(20251121)
    start = datetime.fromisoformat("2025-01-01T00:00")
    return [
        {
            "happened_from": start + timedelta(hours=int(draw.integers(0, 24 * 200))),
            "category": str(draw.choice(["Klotter", "Cykelstöld", "Rån ' OR 1=1 --"])),
            "x": None if draw.random() < 0.05 else float(draw.integers(-2000, 2000)),
            "y": float(draw.integers(-2000, 2000)),
            "area": str(draw.choice(["S1", "S2", ""])) or None,
            "amount": int(draw.integers(1, 3)),
        }
        for _ in range(2000)
    ]


@pytest.fixture(scope="module")
def paths(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("data'set")
    return [
        write(pl.DataFrame(part, infer_schema_length=None), folder=folder, kind=Kind.INCIDENTS).path
        for part in (rows[:700], rows[700:])
    ]


def counted(rows: Rows, by: Callable[[dict], object], **only: set[str]) -> Counter[object]:
    found: Counter[object] = Counter()
    for row in rows:
        inside = SPRING.first <= row["happened_from"].date() <= SPRING.last
        if inside and all(row[column] in values for column, values in only.items()):
            found[by(row)] += row["amount"]
    return found


@pytest.mark.requirement("PIC-4")
def test_counts_equal_plain_counting(rows: Rows, paths: list[Path]) -> None:
    only = {"area": {"S1"}, "category": {"Klotter", "Rån ' OR 1=1 --"}}
    narrowed = {"areas": ["S1"], "categories": ["Klotter", "Rån ' OR 1=1 --"]}
    with Observations.open(paths) as ask:
        assert ask.total(SPRING) == counted(rows, lambda _: 0)[0]
        assert ask.total(SPRING, **narrowed) == counted(rows, lambda _: 0, **only)[0]
        assert dict(ask.counts_by_area(SPRING).rows()) == counted(rows, lambda row: row["area"])
        assert dict(ask.counts_by_category(SPRING).rows()) == counted(rows, lambda row: row["category"])
        pairs = ask.counts_by_area_and_category(SPRING, **narrowed)
        assert {(a, c): n for a, c, n in pairs.rows()} == counted(
            rows, lambda row: (row["area"], row["category"]), **only
        )
        assert ask.categories() == ("Cykelstöld", "Klotter", "Rån ' OR 1=1 --")


@pytest.mark.requirement("PIC-4")
def test_months_weekdays_and_hours(rows: Rows, paths: list[Path]) -> None:
    with Observations.open(paths) as ask:
        months = ask.counts_by_month(SPRING)
        table = ask.counts_by_weekday_hour(SPRING)
        without_midnight = ask.counts_by_weekday_hour(SPRING, has_time=False)
    assert months["month"].to_list() == [date(2025, month, 1) for month in range(2, 7)]
    assert months["days"].to_list() == [19, 31, 30, 31, 3]
    by_month = counted(rows, lambda row: row["happened_from"].date().replace(day=1))
    assert months["n"].to_list() == [by_month[month] for month in months["month"]]
    by_hour = counted(rows, lambda row: (row["happened_from"].weekday(), row["happened_from"].hour))
    assert all(table[at] == by_hour[at] for at in np.ndindex(7, 24))
    assert without_midnight[:, 0].sum() == 0
    assert (without_midnight[:, 1:] == table[:, 1:]).all()


@pytest.mark.requirement("SCN-4")
def test_cells_and_points_leave_out_what_has_no_place(rows: Rows, paths: list[Path]) -> None:
    placed = [row for row in rows if row["x"] is not None]
    with Observations.open(paths) as ask:
        cells = ask.counts_by_cell(SPRING, 250)
        points = ask.points(SPRING)
    expected = counted(placed, lambda row: (row["x"] // 250, row["y"] // 250))
    assert dict(zip(zip(cells.ix, cells.iy, strict=True), cells.n, strict=True)) == expected
    assert points["n"].sum() == sum(expected.values())


def test_a_circle_takes_what_is_within_it(rows: Rows, paths: list[Path]) -> None:
    placed = [row for row in rows if row["x"] is not None]
    within = [row for row in placed if (row["x"] - 300) ** 2 + (row["y"] + 200) ** 2 <= 900**2]
    near = Circle(300, -200, 900)
    with Observations.open(paths) as ask:
        assert ask.total(SPRING, near=near) == counted(within, lambda _: 0)[0]
        assert (
            ask.counts_by_month(SPRING, near=near, areas=None)["n"].sum() == counted(within, lambda _: 0)[0]
        )
    with pytest.raises(ValueError, match="radie"):
        Circle(0, 0, 0)


def test_a_month_without_incidents_is_a_zero(paths: list[Path]) -> None:
    with Observations.open(paths) as ask:
        assert ask.counts_by_month(Period.year(2026))["n"].to_list() == [0] * 12
        assert ask.total(Period.year(2026)) == 0


def test_month_by_month_each_area_and_category(rows: Rows, paths: list[Path]) -> None:
    with Observations.open(paths) as ask:
        areas = ask.counts_by_month_and_area(SPRING)
        categories = ask.counts_by_month_and_category(SPRING)
    for frame, name in ((areas, "area"), (categories, "category")):
        expected = counted(rows, lambda row, by=name: (row["happened_from"].date().replace(day=1), row[by]))
        assert {(month, label): n for month, label, n in frame.rows()} == expected


def test_an_empty_choice_is_nothing(paths: list[Path]) -> None:
    with Observations.open(paths) as ask:
        assert ask.total(SPRING, areas=[]) == 0
        assert ask.counts_by_area(SPRING, categories=[]).is_empty()


def test_no_datasets_answer_nothing() -> None:
    with Observations.open([]) as ask:
        assert ask.span() is None
        assert ask.categories() == ()
        assert ask.total(SPRING) == 0
        assert ask.counts_by_weekday_hour(SPRING).sum() == 0
        assert ask.counts_by_cell(SPRING, 500).n.size == 0


def test_the_span_is_the_first_and_last_day(rows: Rows, paths: list[Path]) -> None:
    days = sorted(row["happened_from"].date() for row in rows)
    with Observations.open(paths) as ask:
        assert ask.span() == Period(days[0], days[-1])


def test_starting_up_is_cheap() -> None:
    with get_context("spawn").Pool(1) as fresh:
        assert not fresh.apply(_heavy_libraries)


def _heavy_libraries() -> set[str]:
    return {"ibis", "duckdb"} & set(sys.modules)
