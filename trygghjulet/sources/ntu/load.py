"""Tells scanning that the national survey's figures can come in Brå's workbook of indicators."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.ntu.read import read
from trygghjulet.steps.scanning.registry import Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits, today=given.today)


register(
    Format(
        key="bra_ntu",
        title="Brås indikatorer: NTU",
        sentence=(
            "Bladen ur Nationella trygghetsundersökningen i Brås indikatorer för en kommun: andelar i kommunen, "
            "länet och riket, två år i taget."
        ),
        accepts=(".xlsx", ".xls"),
        read=_read,
        theme="survey",
        distinct=True,
        folder=Path(__file__).parent,
        name="NTU i kommunen",
        definition="Andel i procent av dem som svarat i NTU, två år i taget. Källa: Brå.",
    )
)
