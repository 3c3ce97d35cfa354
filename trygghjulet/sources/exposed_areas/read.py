"""The police list of utsatta områden: boundary, category, since when, and the police area it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import fold
from trygghjulet.foundation.geography.reading import ReadArea, read_layer
from trygghjulet.observations.findings import Reading
from trygghjulet.sources.boundaries.read import layer_reading

#: The police's three categories.
_CATEGORIES = {
    "utsattomrade": "utsatt område",
    "riskomrade": "riskområde",
    "sarskiltutsattomrade": "särskilt utsatt område",
    "sarskiltutsatt": "särskilt utsatt område",
    "utsatt": "utsatt område",
    "risk": "riskområde",
}


def read(path: Path, *, name: str, limits: Limits) -> Reading:
    """The areas of the list that are in the file.

    The file may be a part of the list, so that an area that isn't in it says nothing of the area.

    Raises:
        UnreadableFile: not a map, or not this list: it has no categories.
    """
    found = read_layer(path, name=name, limits=limits)
    columns = list(found.areas[0].properties)
    category = _column(columns, ("kategori", "category", "niva"))
    if category is None or not any(_category(area, category) for area in found.areas):
        raise refusal(
            name,
            "Filen är en karta, men inte Polisens lista: inget område har kategorin utsatt, riskområde eller "
            "särskilt utsatt.",
            "Lämna Polisens fil som den är. Andra kartor lämnas till en källa för gränser.",
            column=category,
        )
    others = sorted(
        {area.properties[category] or "tomt" for area in found.areas if not _category(area, category)}
    )
    notes = [
        f"Filen har {number(len(found.areas))} områden. Den kan vara ett utdrag ur Polisens lista: "
        "att ett område inte är med betyder inte att det inte är utsatt."
    ]
    if absent := found.read - len(found.areas):
        notes.append(
            f"{number(absent)} områden till står i filen men går inte att visa, oftast för att gränsen saknas. "
            "De räknas upp nedan."
        )
    if others:
        notes.append(f"Kategorier som inte är Polisens tre: {', '.join(others)}. De är kvar som de står.")
    return layer_reading(
        found,
        sort_of=lambda area: _category(area, category) or area.properties[category] or "okänd kategori",
        valid_from=_column(columns, ("aktualitetstart", "giltigfran")),
        # The end is written as one blank for what is still on the list.
        valid_to=_column(columns, ("aktualitetslut", "giltigtill")),
        without=(category,),
        notes=notes,
    )


def _category(area: ReadArea, column: str) -> str:
    return _CATEGORIES.get(fold(area.properties[column] or ""), "")


def _column(columns: Sequence[str], keys: Sequence[str]) -> str | None:
    known = {fold(column): column for column in reversed(columns)}
    return next((known[key] for key in keys if key in known), None)
