"""Tells scanning that Brå's exports can come."""

from pathlib import Path

from trygghjulet.observations.findings import Reading
from trygghjulet.sources.bra.read import read
from trygghjulet.steps.scanning.registry import Asked, Circumstances, Format, register

_FOLDER = Path(__file__).parent


def _read(path: Path, given: Circumstances) -> Reading:
    year = given.settings.get("year", "").strip()
    return read(
        path,
        name=given.name,
        limits=given.limits,
        today=given.today,
        year=int(year) if year.isascii() and year.isdigit() else None,
    )


register(
    Format(
        key="bra",
        title="Brås statistik över anmälda brott",
        sentence=(
            "Databasfilen, resultatsidan eller exceltabellen från statistik.bra.se, listan per kommun från bra.se, "
            "eller Brås indikatorer för en kommun."
        ),
        accepts=(".txt", ".csv", ".html", ".htm", ".xls", ".xlsx"),
        read=_read,
        theme="statistics",
        distinct=True,
        asks=(
            Asked(
                "year",
                "År",
                "Bara för listan per kommun, när filens namn inte säger vilket år den gäller. Lämna annars tomt.",
            ),
        ),
        folder=_FOLDER,
        has_categories=True,
        name="Anmälda brott enligt Brå",
        definition="Anmälda brott enligt Brås statistik. Källa: Brå.",
    )
)
