"""Tells scanning that the police's news of events can come, and be fetched."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.polisen.fetch import fetch
from trygghjulet.sources.polisen.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, Service, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits)


register(
    Format(
        key="polisen",
        title="Polisens händelsenotiser",
        sentence="Nyhetsflödet från polisen.se: läses som nyheter, aldrig som underlag för platser.",
        accepts=(".json", ".jsonl", ".gz"),
        read=_read,
        theme="news",
        distinct=True,
        name="Polisens händelsenotiser",
        definition="Notiser som Polisen har valt att publicera, inte alla händelser. Källa: Polisen.",
        folder=Path(__file__).parent,
        service=Service(
            sentence="De 500 senaste händelserna, ungefär nio dagar, från polisen.se.",
            asks=(
                Asked(
                    "places",
                    "Platser",
                    "Kommunens och länets namn med komma emellan, till exempel Göteborg, Västra Götalands län. "
                    "Tomt: hela landet.",
                ),
            ),
            fetch=fetch,
        ),
    )
)
