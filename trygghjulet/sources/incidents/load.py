"""Tells scanning that incidents can come as a table of rows with place, time and category."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.incidents.read import read
from trygghjulet.steps.scanning.registry import Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(
        path,
        name=given.name,
        limits=given.limits,
        today=given.today,
        bounds=given.bounds,
        epsg=given.epsg,
        areas=given.areas,
    )


register(
    Format(
        key="incidents",
        title="Händelser, en per rad",
        sentence=(
            "En tabell med tidpunkt, typ och plats (koordinater eller område) för varje händelse eller felanmälan."
        ),
        accepts=(".csv", ".txt", ".xlsx", ".parquet", ".geojson", ".json", ".gpkg"),
        read=_read,
    )
)
