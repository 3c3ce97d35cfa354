"""A table of json-stat, version 1 or 2, as the dimensions and cells that it holds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

#: So many cells can be meant by the sizes of a table before anything is counted through.
_MOST_CELLS = 5_000_000


class NotATable(Exception):
    """The answer is no table of json-stat, or does not hold together; the message says how."""


@dataclass(frozen=True)
class Dimension:
    """One of a table's dimensions.

    Attributes:
        id: its code, such as "Region".
        label: what it is called.
        codes: its categories, in order.
        labels: what they are called.
        units: what they are counted in, where they are counted in something.
    """

    id: str
    label: str
    codes: tuple[str, ...]
    labels: dict[str, str]
    units: dict[str, str]


@dataclass(frozen=True)
class Cell:
    """A cell: its number in the table, its code in each dimension, its value, and what stands beside it."""

    number: int
    codes: tuple[str, ...]
    value: object
    mark: str


@dataclass(frozen=True)
class Cube:
    """A table.

    Attributes:
        label, source, updated, table: what it is called, who made it, when, and its number.
        notes: what its maker says of it.
        dimensions: in the order that the cells are counted.
        times, places, contents: which of them, by place in the order, are time, region and what is counted.
        values: the cells.
        marks: what stands beside some of them.
    """

    label: str
    source: str
    updated: str
    table: str
    notes: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    times: tuple[int, ...]
    places: tuple[int, ...]
    contents: tuple[int, ...]
    values: tuple[object, ...]
    marks: dict[int, str]

    def cells(self) -> Iterator[Cell]:
        """Every cell, in order."""
        for number, codes in enumerate(product(*(d.codes for d in self.dimensions))):
            yield Cell(number, codes, self.values[number], self.marks.get(number, ""))


def cube(answer: object) -> Cube:
    """The table in an answer.

    Raises:
        NotATable: it is something else, holds no cells, or its parts don't agree.
    """
    if not isinstance(answer, dict):
        raise NotATable("Filen är inte en tabell i json-stat.")
    data = answer.get("dataset", answer)
    dimensions = data.get("dimension") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(dimensions, dict):
        raise NotATable("Filen är inte en tabell i json-stat: den har inga dimensioner.")
    if data.get("value") in (None, [], {}):
        raise NotATable("Filen beskriver tabellen men har inga värden.")
    # Version 1 keeps the order, the sizes and the roles among the dimensions; version 2 beside them.
    outer = data if "id" in data else dimensions
    ids = [str(_one(i)) for i in _list(outer.get("id"))]
    sizes = [_one(s) for s in _list(outer.get("size"))]
    if not ids or len(set(ids)) != len(ids):
        raise NotATable("Tabellens dimensioner går inte att utläsa.")
    found = tuple(_dimension(i, dimensions.get(i)) for i in ids)
    if [len(d.codes) for d in found] != sizes:
        raise NotATable("Tabellens storlek stämmer inte med dess kategorier.")
    cells = math.prod(len(d.codes) for d in found)
    if cells > _MOST_CELLS:
        raise NotATable("Tabellen har fler celler än vad som läses på en gång.")
    values = _values(data.get("value"), cells)
    roles = outer.get("role") if isinstance(outer.get("role"), dict) else {}
    return Cube(
        label=_text(data.get("label")),
        source=_text(data.get("source")),
        updated=_text(data.get("updated")),
        table=_table(data),
        notes=tuple(_text(note) for note in _list(data.get("note"))),
        dimensions=found,
        times=_with_role(ids, roles, "time", ("tid", "år", "månad", "kvartal", "time", "year")),
        places=_with_role(ids, roles, "geo", ("region", "kommun", "län", "deso", "regso")),
        contents=_with_role(ids, roles, "metric", ("contentscode", "tabellinnehåll")),
        values=values,
        marks=_marks(data.get("status"), cells),
    )


def _dimension(name: str, given: object) -> Dimension:
    category = given.get("category") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(category, dict):
        raise NotATable(f"Dimensionen {name[:60]} har inga kategorier.")
    index, labels = category.get("index"), category.get("label")
    told = {str(k): _text(v) for k, v in labels.items()} if isinstance(labels, dict) else {}
    if isinstance(index, dict):
        places = {str(code): _one(place) for code, place in index.items()}
        if sorted(map(str, places.values())) != sorted(map(str, range(len(places)))):
            raise NotATable(f"Kategorierna i dimensionen {name[:60]} är inte numrerade i följd.")
        codes = tuple(sorted(places, key=lambda code: int(str(places[code]))))
    elif isinstance(index, list):
        codes = tuple(str(_one(code)) for code in index)
    else:
        codes = tuple(told)  # with a single category the index may be left out
    if not codes or len(set(codes)) != len(codes):
        raise NotATable(f"Dimensionen {name[:60]} har inga kategorier, eller samma flera gånger.")
    unit = category.get("unit")
    units = unit.items() if isinstance(unit, dict) else ()
    return Dimension(
        name,
        _text(given.get("label")) or name,
        codes,
        told,
        {str(code): _text(u.get("base")) for code, u in units if isinstance(u, dict)},
    )


def _values(given: object, cells: int) -> tuple[object, ...]:
    if isinstance(given, dict):
        sparse = {str(key): value for key, value in given.items()}
        if not all(key.isascii() and key.isdigit() and int(key[:9]) < cells for key in sparse):
            raise NotATable("Tabellens värden står inte i dess celler.")
        return tuple(_one(sparse.get(str(number))) for number in range(cells))
    if not isinstance(given, list):
        raise NotATable("Tabellens värden står inte i en lista.")
    if len(given) != cells:
        raise NotATable(f"Tabellen ska ha {cells} värden men har {len(given)}.")
    return tuple(_one(value) for value in given)


def _marks(given: object, cells: int) -> dict[int, str]:
    match given:
        case str():
            return dict.fromkeys(range(cells), given)
        case list():
            return {n: _text(mark) for n, mark in enumerate(given[:cells]) if _text(mark)}
        case dict():
            return {int(key[:9]): _text(m) for key, m in given.items() if key.isascii() and key.isdigit()}
        case _:
            return {}


def _table(data: dict[str, Any]) -> str:
    extension = data.get("extension")
    px = extension.get("px") if isinstance(extension, dict) else None
    return _text(px.get("tableid") or px.get("matrix")) if isinstance(px, dict) else ""


def _with_role(ids: list[str], roles: Any, role: str, names: tuple[str, ...]) -> tuple[int, ...]:
    """The dimensions with a role; where none has it, those whose code says so."""
    told = {str(_one(one)) for one in _list(roles.get(role))} if isinstance(roles, dict) else set()
    return tuple(n for n, one in enumerate(ids) if one in told) or tuple(
        n for n, one in enumerate(ids) if one.lower() in names
    )


def _one(value: object) -> object:
    """A value that a careless program has packed in a list of its own."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str:
    one = _one(value)
    return one.strip() if isinstance(one, str) else ""
