"""Tells scanning that the police's news of events can come."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.polisen.read import read
from trygghjulet.steps.scanning.registry import Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits)


register(
    Format(
        key="polisen",
        title="Polisens händelsenotiser",
        sentence="Nyhetsflödet från polisen.se: läses som nyheter, aldrig som underlag för platser.",
        accepts=(".json", ".jsonl", ".gz"),
        read=_read,
    )
)
