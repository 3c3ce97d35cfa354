"""Tells scanning that boundaries can come."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.boundaries.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, register


def _read(path: Path, given: Circumstances) -> Reading:
    return read(
        path,
        name=given.name,
        limits=given.limits,
        mapping=given.mapping,
        layer=given.settings.get("layer", "").strip() or None,
        sort=given.settings.get("sort", "").strip(),
    )


register(
    Format(
        key="boundaries",
        title="Gränser för områden",
        sentence="En karta (GeoJSON eller GeoPackage) med områden som har kod och namn: från kommunen eller SCB.",
        accepts=(".geojson", ".json", ".gpkg"),
        read=_read,
        theme="places",
        name="Områdesgränser",
        definition="Områdenas gränser så som den som ritat dem lämnar ut dem.",
        columns=(
            Asked("code", "Kod", "Områdets kod, till exempel DeSO-koden.", required=True),
            Asked("name", "Namn"),
            Asked("sort", "Slag", "Vad området är: primärområde, DeSO, polisdistrikt."),
            Asked("valid_from", "Gäller från"),
            Asked("valid_to", "Gäller till och med"),
        ),
        asks=(
            Asked(
                "layer",
                "Lager",
                "Bara för GeoPackage med flera lager, till exempel deso. Vilka lager som finns sägs när filen läses.",
            ),
            Asked("sort", "Vad områdena är", "Bara när filen inte säger det, till exempel: polisdistrikt."),
        ),
        folder=Path(__file__).parent,
    )
)
