"""One lägesbild's whole analysis from a Parquet file, with the seconds of each part; see `benchmarks/lagesbild.py`."""

from __future__ import annotations

import time

BEGUN = time.perf_counter()

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from trygghjulet import analysis

FIRST_YEAR, YEARS, CELL = 2014, 4, 250
PEOPLE = 35_000  # in each area and year: made up, since the file has no population

_marks: list[tuple[str, float]] = [("imports", time.perf_counter())]


def mark(what: str) -> None:
    """Remember when a part was done."""
    _marks.append((what, time.perf_counter()))


def tables(codes: NDArray[np.int64], first: int, second: int) -> NDArray[np.int64]:
    """How many rows have each pair, where the pair is first · second + other; rows with −1 are left out."""
    return np.bincount(codes[codes >= 0], minlength=first * second).reshape(first, second)


def read(folder: Path) -> dict[str, Any]:
    """Columns of incidents: where, and the numbers of their year, month, week, weekday, hour and kind."""
    when = pl.col("time")
    frame = pl.read_parquet(
        folder / "chicago_crimes_2014_2017.parquet", columns=["lon", "lat", "time", "category"]
    ).select(
        "lon",
        "lat",
        year=when.dt.year().cast(pl.Int64) - FIRST_YEAR,
        month=(when.dt.year().cast(pl.Int64) - FIRST_YEAR) * 12 + when.dt.month() - 1,
        day=(when - pl.datetime(FIRST_YEAR, 1, 1)).dt.total_days(),
        hours=(when.dt.weekday().cast(pl.Int64) - 1) * 24 + when.dt.hour(),
        kind=pl.col("category").cast(pl.Categorical).to_physical().cast(pl.Int64),
    )
    return {name: frame[name].to_numpy() for name in frame.columns}


def main(folder: Path) -> None:
    """All that the library has for a picture: two years against the two before."""
    rows = read(folder)
    mark("read the file")

    epsg = analysis.fitting_epsg(rows["lon"], rows["lat"])
    x, y = analysis.project(rows["lon"], rows["lat"], epsg)
    features = json.loads((folder / "chicago_community_areas77.geojson").read_text())["features"]
    polygons = [
        analysis.project_geometry(shapely.make_valid(shapely.geometry.shape(feature["geometry"])), epsg)
        for feature in features
    ]
    mark("project")

    area = analysis.AreaIndex(polygons).locate(x, y)
    grid = analysis.grid_over(polygons, CELL, epsg)
    cell = grid.locate(x, y)
    mark("place in areas and squares")

    areas, kinds, squares = len(polygons), int(rows["kind"].max()) + 1, grid.mask.size
    inside = area >= 0
    by_area = tables(np.where(inside, rows["year"] * areas + area, -1), YEARS, areas)
    by_month = tables(np.where(inside, rows["month"] * kinds + rows["kind"], -1), 12 * YEARS, kinds)
    by_week = tables(np.where(inside, rows["day"] // 7 * areas + area, -1), 209, areas)[:208]
    by_quarter = tables(np.where(cell >= 0, rows["month"] // 3 * squares + cell, -1), 4 * YEARS, squares)
    by_quarter = by_quarter.reshape(-1, *grid.mask.shape)
    hours = tables(rows["hours"], 7, 24)
    mark("count")

    rates_and_change(by_area, by_month)
    mark("rates and change")

    analysis.trend(by_month.sum(axis=1))
    analysis.forecast(by_month.sum(axis=1), 6)
    analysis.unusual(by_week)
    analysis.busiest(hours)
    mark("trend, forecast, alarms, rhythm")

    by_year = by_quarter.reshape(YEARS, 4, *grid.mask.shape).sum(axis=1)
    now = by_year[2:].sum(axis=0)
    gi = analysis.gi_star(now, grid.mask)
    analysis.gi_star(now, grid.mask, null=analysis.Null.CONDITIONAL)
    analysis.delineate(gi, now, grid)
    analysis.lasting(by_year, grid.mask)
    analysis.emerging(by_quarter, grid.mask)
    mark("hot spots, places, lasting and emerging")

    analysis.density(x, y, grid, bandwidth=500, kernel=analysis.Kernel.GAUSSIAN)
    analysis.concentration(now, grid.mask, permutations=99, rng=np.random.default_rng(1))
    mark("density and concentration")

    kind = int(np.bincount(rows["kind"]).argsort()[-8])
    some = np.flatnonzero((rows["kind"] == kind) & (rows["year"] == YEARS - 1) & np.isfinite(x))[:5000]
    analysis.knox(
        x[some],
        y[some],
        rows["day"][some],
        [0, 100, 200, 400, 800],
        [0, 7, 14, 28],
        permutations=199,
        rng=np.random.default_rng(1),
    )
    mark("near repeat, 5,000 of one kind")


def rates_and_change(by_area: NDArray[np.int64], by_month: NDArray[np.int64]) -> None:
    """Each area's rate and change, alone and against the rest, and each kind's change, with its own variation."""
    before, after = by_area[:2].sum(axis=0), by_area[2:].sum(axis=0)
    people = np.full(len(after), 2 * PEOPLE)
    analysis.rates(after, people)
    analysis.steadied_rates(after, people)
    analysis.funnel(after, people)
    everything = analysis.overdispersion(by_month.sum(axis=1)).value or 1.0
    for then, now in zip(before.tolist(), after.tolist(), strict=True):
        analysis.change(then, now, overdispersion=everything)
        analysis.change_against(then, now, int(before.sum()) - then, int(after.sum()) - now)
    for months in by_month.T:
        spread = analysis.overdispersion(months).value or 1.0
        analysis.change(int(months[:24].sum()), int(months[24:].sum()), overdispersion=spread)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    previous = BEGUN
    for name, at in _marks:
        print(f"{name}\t{at - previous:.3f}")
        previous = at
    print(f"all\t{_marks[-1][1] - BEGUN:.3f}")
    status = Path("/proc/self/status").read_text()
    print(f"memory\t{int(status.split('VmHWM:')[1].split()[0]) / 1024:.0f}")
