"""What an analyst would write for the same picture with pandas, GeoPandas, esda and Matplotlib: counts, Gi*, a PDF."""

from __future__ import annotations

import sys

import esda
import geopandas as gpd
import libpysal
import matplotlib as mpl
import numpy as np
import pandas as pd
from shapely import box, union_all

mpl.use("Agg")

import matplotlib.pyplot as plt  # after the choice of a backend without a window
from matplotlib.backends.backend_pdf import PdfPages

CELL = 250
PERMUTATIONS = 999


def main(incidents: str, areas: str, first: str, last: str, out: str) -> None:
    polygons = gpd.read_file(areas)
    metres = polygons.estimate_utm_crs()
    polygons = polygons.to_crs(metres)
    polygons.geometry = polygons.make_valid()
    rows = pd.read_parquet(incidents)
    days = pd.Timestamp(last) - pd.Timestamp(first) + pd.Timedelta(days=1)
    start, end = pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)
    rows = rows[(rows["time"] >= start - days) & (rows["time"] < end)]
    points = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs=4326).to_crs(
        metres
    )
    points = points.sjoin(polygons[["COMMUNITY", "geometry"]], how="left", predicate="within")
    points = points[~points.index.duplicated()]
    now = points[points["time"] >= start]
    before = points[points["time"] < start]
    inside = now.dropna(subset="COMMUNITY")

    per_area = inside["COMMUNITY"].value_counts()
    per_area_before = before["COMMUNITY"].value_counts()
    per_category = inside["category"].value_counts()
    per_category_before = before.dropna(subset="COMMUNITY")["category"].value_counts()
    per_month = inside.groupby(inside["time"].dt.to_period("M")).size()
    week = (
        inside.groupby([inside["time"].dt.day_of_week, inside["time"].dt.hour]).size().unstack(fill_value=0)
    )

    west, south, east, north = polygons.total_bounds
    columns = np.arange(west // CELL, east // CELL + 1)
    lines = np.arange(south // CELL, north // CELL + 1)
    ix, iy = (axis.ravel() for axis in np.meshgrid(columns, lines))
    cells = gpd.GeoDataFrame(
        {"ix": ix, "iy": iy},
        geometry=box(ix * CELL, iy * CELL, (ix + 1) * CELL, (iy + 1) * CELL),
        crs=metres,
    )
    cells = cells[cells.centroid.within(union_all(polygons.geometry))].reset_index(drop=True)
    square = pd.DataFrame({"ix": inside.geometry.x // CELL, "iy": inside.geometry.y // CELL})
    held = square.groupby(["ix", "iy"]).size().rename("n").reset_index()
    cells = cells.merge(held, how="left", on=["ix", "iy"]).fillna({"n": 0})
    weights = libpysal.weights.Queen.from_dataframe(cells, use_index=False, silence_warnings=True)
    gi = esda.G_Local(
        cells["n"].to_numpy(), weights, transform="B", star=True, permutations=PERMUTATIONS, seed=1
    )
    cells["hot"] = (gi.p_sim <= esda.fdr(gi.p_sim, 0.05)) & (gi.Zs > 0)

    with PdfPages(out) as pdf:
        figure, axes = plt.subplots(figsize=(8, 11))
        polygons.assign(n=polygons["COMMUNITY"].map(per_area)).plot("n", ax=axes, legend=True, cmap="GnBu")
        cells[cells["hot"]].plot(ax=axes, color="crimson")
        axes.set_axis_off()
        pdf.savefig(figure)
        for told, earlier in ((per_area, per_area_before), (per_category, per_category_before)):
            figure, axes = plt.subplots(figsize=(8, 11))
            pd.DataFrame({"now": told, "before": earlier}).sort_values("now").plot.barh(ax=axes)
            pdf.savefig(figure)
        figure, (upper, lower) = plt.subplots(2, figsize=(8, 11))
        per_month.plot(ax=upper)
        lower.imshow(week)
        pdf.savefig(figure)


if __name__ == "__main__":
    main(*sys.argv[1:])
