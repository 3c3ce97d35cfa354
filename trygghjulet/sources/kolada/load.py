"""Tells scanning that Kolada's figures can come, and be fetched."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.kolada.fetch import fetch
from trygghjulet.sources.kolada.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, Service, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(path, name=given.name, limits=given.limits)


register(
    Format(
        key="kolada",
        title="Kolada: nyckeltal för kommuner",
        sentence="Svaret från Koladas öppna gränssnitt, hämtat härifrån eller sparat som fil (JSON).",
        accepts=(".json",),
        read=_read,
        theme="statistics",
        distinct=True,
        name="Kolada",
        definition="Nyckeltal om brott och trygghet. Källa: Kolada, CC BY 4.0.",
        folder=Path(__file__).parent,
        service=Service(
            sentence="Brott och trygghet i kommunen och i riket, med osäkerhet där Kolada har den, från api.kolada.se.",
            asks=(
                Asked(
                    "municipality",
                    "Kommunens kod",
                    "Fyra siffror, till exempel 1480. Flera skrivs med komma emellan. Riket hämtas alltid.",
                    required=True,
                ),
                Asked(
                    "kpis",
                    "Nyckeltal",
                    "Koladas nummer med komma emellan, till exempel N07403, N07609. "
                    "Tomt: de om brott och trygghet som Trygghjulet känner till.",
                    long=True,
                ),
                Asked("years", "År", "Till exempel 2019–2025. Tomt: de senaste tio åren."),
            ),
            fetch=fetch,
        ),
    )
)
