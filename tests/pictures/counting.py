"""The same figures counted another way: plain polars and shapely, point by point, with none of the product's code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import shapely
from pyproj import Transformer
from shapely.geometry import shape


@dataclass(frozen=True)
class City:
    """A city's incidents in the metres of its UTM zone, each with the area it lies in, null where in none."""

    incidents: pl.DataFrame

    @classmethod
    def of(cls, incidents: Path, areas: Path, *, name: str, epsg: int) -> City:
        """Read the files; `name` is the property that names an area."""
        rows = (
            pl.read_parquet(incidents)
            if incidents.suffix == ".parquet"
            else pl.read_csv(incidents, try_parse_dates=True)
        )
        metres = Transformer.from_crs(4326, epsg, always_xy=True)
        x, y = metres.transform(rows["lon"].to_numpy(), rows["lat"].to_numpy())
        features = json.loads(areas.read_text(encoding="utf-8"))["features"]
        names = [str(feature["properties"][name]) for feature in features]
        shapes = [
            shapely.make_valid(
                shapely.transform(shape(feature["geometry"]), metres.transform, interleaved=False)
            )
            for feature in features
        ]
        point, area = shapely.STRtree(shapes).query(shapely.points(x, y), predicate="intersects")
        lies_in = np.full(len(rows), len(names))
        lies_in[point[::-1]] = area[::-1]  # on a shared border the first area of the file
        return cls(
            rows.with_columns(
                pl.Series("x", x),
                pl.Series("y", y),
                pl.Series("area", [*names, None], dtype=pl.String).gather(lies_in),
            )
        )

    def between(self, first: date, last: date) -> City:
        """The incidents of a period, both days included."""
        return City(self.incidents.filter(pl.col("time").dt.date().is_between(first, last)))

    def inside(self) -> pl.DataFrame:
        return self.incidents.filter(pl.col("area").is_not_null())

    def outside(self) -> int:
        return self.incidents["area"].null_count()

    def by(self, key: pl.Expr) -> dict[object, int]:
        """How many inside the areas, by a key."""
        return dict(self.inside().group_by(key.alias("key")).len().rows())

    def week(self) -> list[list[int]]:
        """Weekday × hour, Monday first."""
        table = [[0] * 24 for _ in range(7)]
        for moment in self.inside()["time"]:
            table[moment.weekday()][moment.hour] += 1
        return table

    def within(self, polygons: list[list[list[list[float]]]]) -> int:
        """How many inside the areas lie in some polygons; squares own their western and southern sides."""
        ground = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
        rows = self.inside()
        # A hair to the north-east takes a point on a square's side to the square that owns it.
        x, y = rows["x"].to_numpy() + 1e-6, rows["y"].to_numpy() + 1e-6
        return int(shapely.contains_xy(ground, x, y).sum())


def agree(figures: Mapping[str, object], now: City, before: City | None) -> None:
    """Hold a picture's figures against the counts of its period and of the period compared with."""
    told = json.loads(json.dumps(figures))
    assert told["total"] == now.inside().height
    assert told["outside"] == now.outside()
    assert told["before"] == (before.inside().height if before else None)
    assert told["rhythm"] == now.week()
    for part, key, name in (
        ("areas", pl.col("area"), lambda row: row["name"]),
        ("categories", pl.col("category"), lambda row: row["name"]),
        ("months", pl.col("time").dt.truncate("1mo").dt.date(), lambda row: date.fromisoformat(row["month"])),
    ):
        counted = now.by(key)
        assert {name(row): row["count"] for row in told[part] if row["count"]} == counted, part
        if before and part != "months":
            assert {name(row): row["before"] for row in told[part] if row["before"]} == before.by(key), part
    if before:
        earlier = before.by(pl.col("time").dt.truncate("1mo").dt.date())
        assert [row["before"] for row in told["months"]] == [earlier[month] for month in sorted(earlier)]
    for place in told["hotspots"]:
        assert place["count"] == now.within(place["polygons"]), place["name"]
