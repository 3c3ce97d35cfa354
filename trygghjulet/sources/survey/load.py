"""Tells scanning that surveys of safety can come, as answers or as tables."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.survey.columns import proposed
from trygghjulet.sources.survey.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, register

COLUMNS = (
    Asked("weight", "Vikt", "Hur många invånare den som svarat står för."),
    Asked("area", "Område", "Den svarandes område, med kod eller namn."),
    Asked("year", "År", "Undersökningens år, om filen har flera."),
    Asked("date", "Dag", "Vilken dag den svarande svarade. Bara månaden sparas."),
)
ASKS = (
    Asked(
        "codebook",
        "Kodbok",
        "En rad för varje kod, med semikolon mellan: variabel; fråga; kod; svar; roll; saknas. "
        "Roll är fråga, bakgrund, vikt, område, år, datum eller utelämna. Behövs bara när svaren är koder.",
        long=True,
    ),
    Asked("year", "År", "När varken filen eller dess namn säger vilket år den gäller, till exempel 2025."),
    Asked("area", "Vad siffrorna gäller", "För en färdig tabell utan områden, till exempel Polisregion Syd."),
    Asked("form", "Filens form", "Skriv ”svar” eller ”tabell” om filen läses fel. Lämna annars tomt."),
)


def _read(path: Path, given: Circumstances) -> Reading:
    return read(
        path,
        name=given.name,
        limits=given.limits,
        today=given.today,
        areas=given.areas,
        mapping=given.mapping,
        settings=given.settings,
    )


register(
    Format(
        key="survey",
        title="Trygghetsundersökning",
        sentence=(
            "Svar ur en trygghetsmätning, NTU, en egen undersökning eller Företagens trygghetsundersökning: "
            "ett svar per rad med vikt och kodbok, eller en färdig tabell med andelar."
        ),
        accepts=(".csv", ".txt", ".xlsx", ".parquet"),
        read=_read,
        theme="survey",
        columns=COLUMNS,
        asks=ASKS,
        folder=Path(__file__).parent,
        name="Trygghetsmätningen",
        definition="Andel av dem som svarat, vägd så att svaren motsvarar invånarna.",
        propose=proposed,
    )
)
