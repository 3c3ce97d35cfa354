"""Tells scanning that a party's reports from the field can be fetched as material."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from trygghjulet.foundation.services.client import Client, ServiceFailure
from trygghjulet.observations.findings import Reading
from trygghjulet.sources.field.read import Row, read, write
from trygghjulet.steps.scanning.registry import Circumstances, Fetched, Format, Service, register


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


def _fetch(client: Client, settings: Mapping[str, str], today: date) -> Fetched:  # noqa: ARG001  # no service is asked: the reports lie in this house
    # Whose they are follows from the source itself, and is nothing that anybody can write.
    try:
        cooperation_id, party_id = int(settings["cooperation"]), int(settings["party"])
    except (KeyError, ValueError):
        raise ServiceFailure("Källan vet inte vems fältrapporter som ska hämtas.") from None
    # Commands that work on files alone have no database, and read the same file all the same.
    queries: Any = import_module("trygghjulet.steps.field.queries")
    rows = [
        Row(
            key=str(given.key),
            first=given.first,
            last=given.last,
            category=given.category,
            point=given.point,
            area=given.area,
        )
        for given in queries.as_material(cooperation_id=cooperation_id, party_id=party_id)
    ]
    if not rows:
        raise ServiceFailure(
            "Det finns inga fältrapporter från parten än. Hämta igen när någon har rapporterat."
        )
    return Fetched(f"faltrapporter-{today.isoformat()}.csv", write(rows))


register(
    Format(
        key="field",
        title="Fältrapporter",
        sentence="Det som partens personal har rapporterat från fältet i Trygghjulet, utan text, namn och foto.",
        accepts=(".csv",),
        read=_read,
        theme="field",
        service=Service(
            sentence="Partens egna fältrapporter i den här samverkan.",
            asks=(),
            fetch=_fetch,
        ),
        folder=Path(__file__).parent,
        has_categories=True,
        name="Fältrapporter",
        definition="Iakttagelser som personal har rapporterat från fältet, efter plats och tid. Inte anmälda brott.",
    )
)
