"""Tells scanning that incidents can come as a table of rows with place, time and category."""

from collections.abc import Mapping as Kept
from pathlib import Path

from trygghjulet.foundation.files.tables import Wanted
from trygghjulet.observations.findings import Reading
from trygghjulet.sources.incidents.columns import Mapping, known_columns, proposed_columns
from trygghjulet.sources.incidents.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, register

_COLUMNS = (
    Asked(
        "happened_from",
        "När det hände",
        "Tidpunkten, eller dagen om klockslaget står för sig. Vid ett tidsspann: när det började.",
        required=True,
    ),
    Asked("happened_to", "Senast", "Slutet av tidsspannet, när ingen vet exakt när det hände."),
    Asked("clock", "Klockslag", "Bara om klockslaget står i en egen kolumn."),
    Asked("category", "Kategori", "Brottstyp, ärendetyp eller vad händelsen kallas.", required=True),
    Asked("x", "Longitud eller öst", "Koordinaten i öst–väst. Behövs tillsammans med den i nord–syd."),
    Asked("y", "Latitud eller nord", "Koordinaten i nord–syd."),
    Asked("area", "Område", "Områdets namn eller kod. Behövs om filen inte har koordinater."),
    Asked(
        "key",
        "Nyckel",
        "Ärendets nummer. Kommer samma nummer i flera filer gäller den senast godtagna filen. Inom en fil räknas alla "
        "rader med numret, men rader som är lika i alla kolumner en gång.",
    ),
    Asked("amount", "Antal", "Om varje rad står för flera händelser."),
)


def _stated(mapping: Kept[str, str]) -> Mapping:
    return Mapping(**{one.key: mapping[one.key] for one in _COLUMNS if mapping.get(one.key)})


def _wanted(mapping: Kept[str, str]) -> Wanted:
    return known_columns(_stated(mapping))


def _read(path: Path, given: Circumstances) -> Reading:
    return read(
        path,
        name=given.name,
        limits=given.limits,
        today=given.today,
        bounds=given.bounds,
        mapping=_stated(given.mapping),
        epsg=given.epsg,
        areas=given.areas,
    )


register(
    Format(
        key="incidents",
        title="Händelser, en per rad",
        sentence=(
            "En tabell med tidpunkt, typ och plats (koordinater eller område) för varje händelse eller felanmälan. "
            "Ett uttag ur polisens system, kommunens felanmälan eller ett bolags ärendelista."
        ),
        accepts=(".csv", ".txt", ".xlsx", ".parquet", ".geojson", ".json", ".gpkg"),
        read=_read,
        theme="crime",
        columns=_COLUMNS,
        folder=Path(__file__).parent,
        has_categories=True,
        name="Anmälda händelser",
        definition="Anmälda händelser efter den plats och tid då de hände.",
        propose=proposed_columns,
        wanted=_wanted,
    )
)
