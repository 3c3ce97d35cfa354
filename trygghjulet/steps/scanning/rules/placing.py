"""Gives every incident the code of the finest area it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.areas import AreaIndex


@dataclass(frozen=True)
class Leaf:
    """One of the finest areas: its code and name, and its boundary in the same metres as the incidents."""

    code: str
    name: str
    polygon: BaseGeometry


def place(rows: pl.DataFrame, leaves: Sequence[Leaf]) -> tuple[pl.DataFrame, int]:
    """The incidents with `area` filled, and how many lie in none.

    The point decides; where there is none, the area that the file gave by code or name does.
    """
    codes = [leaf.code for leaf in leaves]
    points = rows.select(pl.col("x", "y").fill_null(float("nan")))
    number = AreaIndex([leaf.polygon for leaf in leaves]).locate(
        points["x"].to_numpy(), points["y"].to_numpy()
    )
    outside = len(codes)
    by_point = pl.Series("area", [*codes, None], dtype=pl.String).gather(
        pl.Series(number % (outside + 1), dtype=pl.UInt32)
    )
    named = {leaf.name: leaf.code for leaf in leaves} | {code: code for code in codes}
    by_name = rows["given_area"].replace_strict(named, default=None, return_dtype=pl.String)
    placed = rows.with_columns(pl.coalesce(by_point, by_name).alias("area"))
    return placed, placed["area"].null_count()
