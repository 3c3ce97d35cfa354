"""Tells scanning that fault reports can come as GeoReport v2: handed in, fetched, or sent by another system."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.open311.fetch import fetch
from trygghjulet.sources.open311.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, Service, register


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
        key="open311",
        title="Felanmälningar i Open311 (GeoReport v2)",
        sentence="Svaret från en felanmälningstjänst, som JSON eller XML: slag, tid och plats, aldrig vem.",
        accepts=(".json", ".xml"),
        read=_read,
        theme="disorder",
        distinct=True,
        folder=Path(__file__).parent,
        has_categories=True,
        pushed="Kommunens felanmälningssystem kan skicka varje ny anmälan hit, med en egen nyckel.",
        name="Felanmälningar",
        definition="Felanmälningar till kommunen, efter när och var felet anmäldes.",
        service=Service(
            sentence="Anmälningar från kommunens egen tjänst, de senaste dagarna.",
            asks=(
                Asked(
                    "address",
                    "Tjänstens adress",
                    "Till och med v2, till exempel https://felanmalan.exempel.se/open311/v2.",
                    required=True,
                ),
                Asked("jurisdiction", "Jurisdiction_id", "Bara om tjänsten kräver det."),
                Asked(
                    "key", "Nyckel", "Bara om tjänsten kräver en nyckel för att läsa (api_key).", secret=True
                ),
                Asked("days", "Dagar bakåt", "Hur många dagar som hämtas varje gång. Tomt: 90."),
            ),
            fetch=fetch,
        ),
    )
)
