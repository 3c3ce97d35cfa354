"""Tells scanning that Brå's exports can come."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.bra.read import read
from trygghjulet.steps.scanning.registry import Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits, today=given.today)


register(
    Format(
        key="bra",
        title="Brås statistik över anmälda brott",
        sentence="Databasfilen eller tabellen från statistik.bra.se, eller listan per kommun från bra.se.",
        accepts=(".txt", ".csv"),
        read=_read,
    )
)
