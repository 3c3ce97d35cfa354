"""Tells scanning that the population of areas can come."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.population.read import known_columns, read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    year = given.settings.get("year", "").strip()
    return read(
        path,
        name=given.name,
        limits=given.limits,
        year=int(year) if year.isascii() and year.isdigit() else None,
        mapping=given.mapping,
    )


register(
    Format(
        key="population",
        title="Folkmängd per område",
        sentence="En tabell med en rad för varje område, eller för varje område och år: kod och antal invånare.",
        accepts=(".csv", ".txt", ".xlsx", ".parquet"),
        read=_read,
        theme="context",
        name="Folkmängd",
        definition="Folkbokförda den 31 december.",
        columns=(
            Asked("area", "Område", "Områdets kod, eller namn.", required=True),
            Asked("population", "Folkmängd", required=True),
            Asked("year", "År"),
        ),
        asks=(Asked("year", "År", "Bara när varken filen eller dess namn säger vilket år den gäller."),),
        folder=Path(__file__).parent,
        wanted=known_columns,
    )
)
