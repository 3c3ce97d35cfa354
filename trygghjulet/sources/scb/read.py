"""Figures from SCB's tables in json-stat: one row for each cell that says something."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal, too_many_rows
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import MOST_FINDINGS
from trygghjulet.foundation.files.trees import finite, read_json
from trygghjulet.observations.findings import Finding, Reading
from trygghjulet.observations.noise import with_noise
from trygghjulet.observations.schema import Kind, conform
from trygghjulet.sources.scb.cube import Cell, Cube, Dimension, NotATable, cube
from trygghjulet.sources.scb.times import span

_AGAIN: Final = "Hämta tabellen från Statistikdatabasen som JSON-stat2 och lämna in svaret som det är."
#: SCB's own code for how many people live somewhere, whatever the table.
POPULATION: Final = "population"
_POPULATION_CODES: Final = frozenset({"BE0101N1"})
_POPULATION_LABELS: Final = ("folkmängd", "population", "antal invånare")
#: From this day SCB adds noise to its cells of population.
_NOISE_FROM: Final = "2025-01-01"
_NOISE_TOLD: Final = re.compile(r"cell key|\bCKM\b|\bbrus\b|\bnoise\b", re.IGNORECASE)
#: What SCB's marks mean where no value stands.
_NIL, _CANNOT_BE = frozenset({"-", "–", "—"}), frozenset({"."})
_PRELIMINARY: Final = frozenset({"p", "prel", "prel.", "preliminär"})
_WHOLE: Final = re.compile(
    r"(tot(?:al|alt)?|samtliga|alla|båda könen|kvinnor och män|män och kvinnor|(?:tot(?:al|alt)?|samtliga|alla)\s.*)",
    re.IGNORECASE,
)


@dataclass
class _Table:
    """A table, and what has been made of it so far."""

    table: Cube
    spans: dict[str, tuple[date, date] | None]
    noise: bool
    rows: list[dict[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bad: int = 0
    cannot_be: int = 0
    strange: Counter[str] = field(default_factory=Counter)

    def tell(self, cell: int, column: str, value: object, problem: str) -> None:
        """Tell of a cell that can't be used."""
        self.bad += 1
        if self.bad <= MOST_FINDINGS:
            self.findings.append(Finding(cell + 1, column, str(value), problem, _AGAIN))


def read(path: Path, *, name: str, limits: Limits) -> Reading:
    """The figures of a table.

    The region becomes the area, what is counted the indicator, the time the period, and everything else the group;
    a category that means all of them is left out of the group's name.

    Args:
        path: JSON of json-stat, version 2 or 1.
        name: what the person calls it.
        limits: how large it may be.

    Raises:
        UnreadableFile: not such a table, or no cell in it can be used.
    """
    try:
        table = cube(read_json(path, name=name, limits=limits, remedy=_AGAIN))
    except NotATable as wrong:
        raise refusal(name, str(wrong), _AGAIN) from wrong
    if len(table.values) > limits.max_rows:
        raise too_many_rows(name, len(table.values), limits)
    if not table.times:
        raise refusal(name, "Tabellen säger inte vilken tid den gäller.", _AGAIN)
    spans = {code: span(code) for code in table.dimensions[table.times[0]].codes}
    made = _Table(table, spans, _has_noise(table))
    for cell in table.cells():
        _take(made, cell)
    if not made.rows:
        first = made.findings[0].problem if made.findings else "Tabellen har inga värden."
        raise refusal(name, first, _AGAIN)
    return Reading(
        Kind.FIGURES,
        conform(pl.DataFrame(made.rows, infer_schema_length=None), Kind.FIGURES),
        tuple(made.findings),
        len(table.values),
        tuple(_notes(made)),
    )


def _take(made: _Table, cell: Cell) -> None:
    table, codes, value, mark = made.table, cell.codes, cell.value, cell.mark
    time, moment = table.dimensions[table.times[0]], codes[table.times[0]]
    days = made.spans[moment]
    if days is None:
        made.tell(cell.number, time.label, moment, "Tiden går inte att tolka.")
        return
    if value is not None and finite(value) is None:
        made.tell(cell.number, "value", value, "Värdet är inte ett tal.")
        return
    if value is None and mark in _CANNOT_BE:
        made.cannot_be += 1
        return
    preliminary = mark.lower() in _PRELIMINARY or "prel" in _label(time, moment).lower()
    if value is None and mark in _NIL:
        value, mark = 0.0, ""
    if mark and not preliminary and mark != "..":
        made.strange[mark[:20]] += 1
    indicator, title, unit = _counted(table, codes)
    area, given_area = _area(table, codes)
    made.rows.append(
        {
            "indicator": indicator,
            "title": title,
            "area": area,
            "given_area": given_area,
            "group": _group(table, codes),
            "period_from": days[0],
            "period_to": days[1],
            "value": finite(value),
            "unit": (with_noise(unit) if made.noise else unit) or None,
            "status": "preliminary" if preliminary else "final",
            "missing": "withheld_or_missing" if value is None else None,
        }
    )


def _counted(table: Cube, codes: tuple[str, ...]) -> tuple[str, str, str]:
    """What is counted: its code, what it is called, and its unit."""
    if not table.contents:
        return table.table or table.label or "värde", table.label or table.table or "Värde", ""
    content = table.dimensions[table.contents[0]]
    code = codes[table.contents[0]]
    title = _label(content, code)
    unit = content.units.get(code, "")
    if code in _POPULATION_CODES or title.lower() in _POPULATION_LABELS:
        return POPULATION, "Folkmängd", unit or "antal"
    return f"{table.table}:{code}" if table.table else code, title, unit


def _area(table: Cube, codes: tuple[str, ...]) -> tuple[str | None, str | None]:
    if not table.places:
        return None, None
    place = table.places[0]
    return codes[place], _label(table.dimensions[place], codes[place])


def _group(table: Cube, codes: tuple[str, ...]) -> str | None:
    """The categories that part the people into groups, in words; None for all."""
    taken = {*table.times[:1], *table.places[:1], *table.contents[:1]}
    parts = [
        label
        for n, (dimension, code) in enumerate(zip(table.dimensions, codes, strict=True))
        if n not in taken and not _WHOLE.fullmatch(label := _label(dimension, code))
    ]
    return ", ".join(parts) or None


def _label(dimension: Dimension, code: str) -> str:
    label = dimension.labels.get(code) or code
    # Some tables write the code in front of the name: "1480 Göteborg".
    return label.removeprefix(f"{code} ") or label


def _has_noise(table: Cube) -> bool:
    """Does SCB add noise to the table: it says so itself, or it tells of the population and is from 2025 or later."""
    if any(_NOISE_TOLD.search(note) for note in table.notes):
        return True
    if table.contents:
        content = table.dimensions[table.contents[0]]
        people = any(
            code in _POPULATION_CODES or _label(content, code).lower() in _POPULATION_LABELS
            for code in content.codes
        )
    else:
        people = "folkmängd" in table.label.lower()
    return people and (not table.updated or table.updated >= _NOISE_FROM)


def _notes(made: _Table) -> list[str]:
    table = made.table
    notes = [f"Källa: {'SCB' if table.source in ('', 'SCB', 'Statistics Sweden') else table.source} (CC0)."]
    if table.label:
        notes.append(f"Tabellen: {table.label}{f', {table.table}' if table.table else ''}.")
    if made.noise:
        notes.append(
            "SCB lägger sedan 2025 ett litet brus i befolkningens celler, så att ingen ska kunna pekas ut. Delarna "
            "behöver därför inte bli totalen när de läggs ihop. De märks ”med brus” och summeras inte; använd "
            "tabellens egen total."
        )
    if not table.places:
        notes.append("Tabellen har ingen region, så siffrorna hör inte till något område.")
    if hidden := sum(row["missing"] is not None for row in made.rows):
        notes.append(
            f"Celler som SCB inte visar, för att uppgiften saknas eller är för osäker: {number(hidden)}."
        )
    if made.cannot_be:
        notes.append(f"Celler där inget kan förekomma, och som inte är med: {number(made.cannot_be)}.")
    if early := sum(row["status"] == "preliminary" for row in made.rows):
        notes.append(f"Preliminära värden: {number(early)}.")
    if made.strange:
        marks = ", ".join(f"{mark} ({count})" for mark, count in made.strange.most_common(5))
        notes.append(
            f"Celler med märken som inte är kända här: {marks}. Värdena är med. Läs vad SCB säger om dem."
        )
    if made.bad > MOST_FINDINGS:
        notes.append(f"Filen har {number(made.bad)} anmärkningar. De {number(MOST_FINDINGS)} första visas.")
    return notes
