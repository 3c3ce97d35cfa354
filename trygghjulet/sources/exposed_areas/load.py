"""Tells scanning that the police list of utsatta områden can come."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.exposed_areas.read import read
from trygghjulet.steps.scanning.registry import Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits)


register(
    Format(
        key="exposed_areas",
        title="Polisens utsatta områden",
        sentence="Polisens karta över utsatta områden, riskområden och särskilt utsatta områden (GeoJSON).",
        accepts=(".geojson", ".json", ".gpkg"),
        read=_read,
        theme="places",
        name="Polisens utsatta områden",
        definition="Områden som Polisen bedömer som utsatta, riskområden eller särskilt utsatta.",
        folder=Path(__file__).parent,
    )
)
