"""Tells scanning that school surveys can come, as answers or as tables."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.survey.columns import proposed
from trygghjulet.sources.survey.load import ASKS, COLUMNS
from trygghjulet.sources.survey.read import read
from trygghjulet.sources.survey.ways import SCHOOL
from trygghjulet.steps.scanning.registry import Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(
        path,
        name=given.name,
        limits=given.limits,
        today=given.today,
        areas=given.areas,
        mapping=given.mapping,
        settings=given.settings,
        ways=SCHOOL,
    )


register(
    Format(
        key="school",
        title="Skolundersökning",
        sentence=(
            "Svar ur LUPP, en drogvaneundersökning eller en annan enkät bland elever: ett svar per rad, "
            "eller en färdig tabell med andelar."
        ),
        accepts=(".csv", ".txt", ".xlsx", ".parquet"),
        read=_read,
        theme="survey",
        columns=COLUMNS,
        asks=ASKS,
        folder=Path(__file__).parent,
        name="Skolundersökningen",
        definition="Andel av de elever som svarat.",
        propose=proposed,
    )
)
