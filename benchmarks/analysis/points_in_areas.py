"""A million points into a city's areas, with the index built anew, against geopandas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely

TITLE = "1.06 M points into 77 areas"


def prepare(folder: Path) -> dict[str, Any]:
    """Chicago's crimes of four years and its community areas, in metres."""
    import polars as pl

    from trygghjulet.analysis.ground.grid import project, project_geometry

    table = pl.read_parquet(folder / "incidents" / "chicago_crimes_2014_2017.parquet", columns=["lon", "lat"])
    x, y = project(table["lon"].to_numpy(), table["lat"].to_numpy(), 32616)
    text = (folder / "incidents" / "chicago_community_areas77.geojson").read_text()
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in json.loads(text)["features"]]
    return {"x": x, "y": y, "polygons": [project_geometry(shape, 32616) for shape in shapes]}


def ours(data: dict[str, Any]) -> Any:
    """Index built and points looked up."""
    from trygghjulet.analysis.ground.areas import AreaIndex

    return AreaIndex(_fresh(data)).locate(data["x"], data["y"])


def ours_index(data: dict[str, Any]) -> Any:
    """The index alone."""
    from trygghjulet.analysis.ground.areas import AreaIndex

    AreaIndex(_fresh(data))


def ours_query(data: dict[str, Any]) -> Any:
    """Points looked up in an index that is there."""
    from trygghjulet.analysis.ground.areas import AreaIndex

    if "index" not in data:
        data["index"] = AreaIndex(_fresh(data))
    return data["index"].locate(data["x"], data["y"])


def geopandas_built(data: dict[str, Any]) -> Any:
    """A join of points that are there."""
    import geopandas

    if "points" not in data:
        data["points"] = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(data["x"], data["y"]))
    areas = geopandas.GeoDataFrame(geometry=_fresh(data))
    # No point lies on a common border here, so there is one row per point, in order.
    joined = data["points"].sjoin(areas, how="left", predicate="intersects")
    return joined["index_right"].fillna(-1).to_numpy().astype(np.int64)


def geopandas_all(data: dict[str, Any]) -> Any:
    """Points made and joined."""
    data.pop("points", None)
    return geopandas_built(data)


def _fresh(data: dict[str, Any]) -> list[Any]:
    """The polygons without what an earlier run prepared."""
    return list(shapely.from_wkb(shapely.to_wkb(data["polygons"])))


def agreement(first: Any, other: Any) -> str:
    """How many points got another area."""
    return "" if first is None or other is None else f"{int((first != other).sum())} points differ"


CONTENDERS = {
    "ours, index and query": ours,
    "ours, index": ours_index,
    "ours, query": ours_query,
    "geopandas sjoin, points built": geopandas_built,
    "geopandas points and sjoin": geopandas_all,
}
GOALS = {"geopandas sjoin, points built": 10, "geopandas points and sjoin": 10}
