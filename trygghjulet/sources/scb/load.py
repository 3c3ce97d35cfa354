"""Tells scanning that SCB's tables can come, and be fetched."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.scb.fetch import fetch
from trygghjulet.sources.scb.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, Service, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits)


register(
    Format(
        key="scb",
        title="SCB: tabeller ur Statistikdatabasen",
        sentence="En tabell ur Statistikdatabasen, hämtad härifrån eller sparad som JSON-stat2.",
        accepts=(".json",),
        read=_read,
        theme="context",
        distinct=True,
        name="SCB",
        definition="Officiell statistik. Källa: SCB.",
        folder=Path(__file__).parent,
        service=Service(
            sentence="Befolkning och annan officiell statistik, från statistikdatabasen.scb.se.",
            asks=(
                Asked(
                    "table",
                    "Tabellens nummer",
                    "Till exempel TAB638. Det går också att klistra in hela adressen som Statistikdatabasen visar.",
                    required=True,
                ),
                Asked(
                    "selection",
                    "Urval",
                    "En dimension på varje rad, till exempel Region=1480 och Tid=top(10). "
                    "En dimension som inte nämns slås ihop, om SCB tillåter det.",
                    long=True,
                ),
            ),
            fetch=fetch,
        ),
    )
)
