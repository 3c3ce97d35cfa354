"""Measures a handed-in CSV of a million rows until it counts, beside pandas and GeoPandas doing the same in one run.

Needs the extra `bench`. Run `python -m benchmarks.importing FOLDER` with the folder that holds Chicago's files. Both
mark the file by its sha256, read the CSV and its times, leave out rows whose time, category or place can't be right,
turn the points into metres, find the area of each, take away keys that are there already, and write Parquet that is
safely on disk. We do it as the product does: with the file kept, findings row by row, the guard against personal data,
rows in an order of their own, states, log and the row in the database. Setting up the installation is not measured,
nor are imports, on either side.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

TIMES = 5

_MEASURE = """
import json, sys, time
def measured(act):
    wall, processor = time.perf_counter(), time.process_time()
    answer = act()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(json.dumps([wall, processor, int(peak.split()[1]) / 1024, *answer]))
"""

_OURS = (
    _MEASURE
    + """
from pathlib import Path
import django
django.setup()
from django.utils import timezone
import pyproj
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Dataset, Source
at = timezone.now()
by = scope_of(User.objects.get(email="anna@exempel.example"), at.date())
source = Source.objects.select_related("party", "cooperation__area").get()
path = Path(sys.argv[1])
def chunks():
    with path.open("rb") as file:
        while piece := file.read(65536):
            yield piece
def act():
    delivery = operations.deliver(
        by=by, at=at, source=source, file_name=path.name, chunks=chunks(), today=at.date()
    )
    dataset = operations.accept(by=by, at=at, delivery=delivery)
    return dataset.rows, dataset.outside
def again():
    try:
        operations.take_in(
            by=by, at=at, source=source, file_name=path.name, chunks=chunks(), today=at.date()
        )
    except operations.AlreadyThere:
        return Dataset.objects.filter(withdrawn_at=None).count(), 0
measured(act)
measured(again)
operations.undo(by=by, at=at, dataset=Dataset.objects.get(withdrawn_at=None), reason="Mätningen är klar.")
"""
)

_THEIRS = (
    _MEASURE
    + """
import hashlib, os, geopandas, pandas, pyarrow.parquet
table, borders, kept = sys.argv[1:]
def act():
    with open(table, "rb") as file:
        mark = f"{kept}.{hashlib.file_digest(file, 'sha256').hexdigest()}"
    if os.path.exists(mark):
        return 0, 0
    areas = geopandas.read_file(borders)
    west, south, east, north = areas.total_bounds
    rows = pandas.read_csv(table, dtype={"id": "str", "kategori": "str"})
    rows["tid"] = pandas.to_datetime(rows["tid"], format="%Y-%m-%d %H:%M", errors="coerce")
    rows["kategori"] = rows["kategori"].str.strip().str.replace(r"\\s+", " ", regex=True)
    good = (
        rows["tid"].between("1990-01-01", pandas.Timestamp.now())
        & rows["kategori"].str.len().between(1, 120)
        & rows["lon"].between(west - 0.25, east + 0.25)
        & rows["lat"].between(south - 0.25, north + 0.25)
    )
    rows = rows[good].drop_duplicates("id")
    if os.path.exists(kept):
        rows = rows[~rows["id"].isin(pandas.read_parquet(kept, columns=["id"])["id"])]
    points = geopandas.GeoDataFrame(
        rows, geometry=geopandas.points_from_xy(rows["lon"], rows["lat"]), crs=4326
    ).to_crs(32616)
    placed = points.sjoin(areas.to_crs(32616)[["AREANO", "geometry"]], predicate="within", how="left")
    placed["x"], placed["y"] = placed.geometry.x, placed.geometry.y
    placed = pandas.DataFrame(placed.drop(columns=["geometry", "index_right", "lon", "lat"]))
    placed.to_parquet(f"{kept}.unfinished", compression="zstd", index=False)
    with open(f"{kept}.unfinished", "rb") as file:
        os.fsync(file.fileno())
    os.rename(f"{kept}.unfinished", kept)
    open(mark, "x").close()
    return len(placed), int(placed["AREANO"].isna().sum())
measured(act)
"""
)

_FOUNDED = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from pathlib import Path
from django.utils import timezone
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.reading import read_areas
from trygghjulet.foundation.parties.founding import FirstAccount, found_from_areas
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.parties.queries import scope_of
from trygghjulet.steps.scanning import operations
at, areas = timezone.now(), Path(sys.argv[1])
found_from_areas(
    name="Chicago", slug="chicago", place="Chicago", code="9999", municipality="Kommunen", police="Polisen",
    layers=[read_areas(areas, name=areas.name, limits=Limits(), layer=None)[0]], at=at,
    first=FirstAccount("Anna", "anna@exempel.example", "ett-langt-ord-17"),
    police_first=FirstAccount("Bo", "bo@exempel.example", "ett-langt-ord-17"),
)
by = scope_of(User.objects.get(email="anna@exempel.example"), at.date())
operations.add_source(
    by=by, at=at, cooperation=Cooperation.objects.get(), party=Party.objects.get(name="Kommunen"),
    name="Händelser", reader="incidents", theme="crime", sharing="rows", definition="Anmälda händelser."
)
"""


def main(folder: Path) -> None:
    """Print a Markdown table: seconds, seconds of processor and peak memory, medians of runs taken in turn."""
    areas = str(folder / "chicago_community_areas77.geojson")
    with tempfile.TemporaryDirectory() as desk:
        table = Path(desk) / "chicago.csv"
        _write(folder / "chicago_crimes_2014_2017.parquet", table)
        home = {
            "TRYGGHJULET_HOME": f"{desk}/home",
            "DJANGO_SETTINGS_MODULE": "trygghjulet.project.settings.base",
        }
        _run(_FOUNDED, [areas], home)
        ours, again, theirs = [], [], []
        for time in range(TIMES):
            first, second = _run(_OURS, [str(table)], home)
            ours.append(first)
            again.append(second)
            theirs += _run(_THEIRS, [str(table), areas, f"{desk}/theirs{time}.parquet"], {})
    if ours[0][3:] != theirs[0][3:] or again[0][3] != 1:
        raise SystemExit(
            f"Not the same: {ours[0][3:]} rows and outside, they {theirs[0][3:]}; {again[0][3]} count."
        )
    print(f"{ours[0][3]:.0f} rows, {ours[0][4]:.0f} of them in no area\n")
    print("| | seconds | processor | peak MB |\n|---|---:|---:|---:|")
    middle = {}
    for who, runs in (
        ("Trygghjulet", ours),
        ("pandas + GeoPandas", theirs),
        ("Trygghjulet, the same file again", again),
    ):
        middle[who] = [statistics.median(run[at] for run in runs) for at in range(3)]
        print(f"| {who} | {middle[who][0]:.2f} | {middle[who][1]:.2f} | {middle[who][2]:.0f} |")
    pairs = zip(middle["pandas + GeoPandas"], middle["Trygghjulet"], strict=True)
    print("| ratio | " + " | ".join(f"{theirs / ours:.1f}" for theirs, ours in pairs) + " |")


def _write(parquet: Path, table: Path) -> None:
    """The incidents as a system exports them: a number, a time, a category and a point."""
    pl.read_parquet(parquet).with_row_index("n", offset=9_000_000).select(
        pl.format("HX{}", "n").alias("id"),
        pl.col("time").dt.strftime("%Y-%m-%d %H:%M").alias("tid"),
        pl.col("category").alias("kategori"),
        "lon",
        "lat",
    ).write_csv(table)


def _run(program: str, arguments: list[str], environment: dict[str, str]) -> list[list[float]]:
    # Polars, which this program has loaded, leaves its own setting here; nobody's server would start with it.
    inherited = {name: value for name, value in os.environ.items() if name != "_RJEM_MALLOC_CONF"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
