"""How much harm an offence of each kind counts for: the table, and how to read another."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks

_MOST = 1e9


@dataclass(frozen=True)
class HarmTable:
    """Categories with how much harm one incident counts for.

    Args:
        title: what is counted, for a heading.
        source: where the weights come from, with the date of the wording.
        unit: what harm is told in.
        weight: category, in small letters → harm of one incident.
        law: category → the paragraph the weight was read in; empty for a table without.
    """

    title: str
    source: str
    unit: str
    weight: Mapping[str, float]
    law: Mapping[str, str]


@cache
def default_harm_table() -> HarmTable:
    """The lowest punishment of the Swedish penal code for each offence, in days of imprisonment.

    Where a paragraph says only "imprisonment for at most" the shortest imprisonment there is, a month, counts. Where
    fines may follow, the fewest day-fines there are, 30, count as ten days. A year has 365 days and a month 30.
    """
    return _of_toml(
        files("trygghjulet.analysis.levels").joinpath("data", "harm.toml").read_text(encoding="utf-8")
    )


def read_harm_table(path: Path) -> HarmTable:
    """Another table: TOML shaped as the default one, or CSV with the columns `category` and `weight`.

    CSV is UTF-8 with comma or semicolon between columns; numbers may have a decimal comma.

    Raises:
        UnfitData: `harm_table`, with what is wrong and in which row.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        return _of_toml(text) if Path(path).suffix.lower() == ".toml" else _of_csv(text, str(path))
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        KeyError,
        TypeError,
        AttributeError,
    ) as wrong:
        named = path if isinstance(path, str | Path) else "filen"
        raise _unreadable(f"{named} kan inte läsas") from wrong


def weights_of(category: ArrayLike, weight: HarmTable | Mapping[str, float] | None) -> NDArray[np.float64]:
    """The weight of each category; capitals and spaces around names don't matter.

    Raises:
        UnfitData: `unknown_category`, listing them; `not_amounts` or `shape`.
    """
    table = default_harm_table() if weight is None else weight
    given = table.weight if isinstance(table, HarmTable) else table
    if not isinstance(given, Mapping):
        raise checks.UnfitData("not_amounts", "Skadevikterna måste vara en tabell från kategori till vikt.")
    known = {_key(name): value for name, value in given.items()}
    names = np.asarray(category)
    if names.ndim != 1:
        raise checks.UnfitData("shape", "Kategorierna måste vara en lista.")
    missing = [str(name) for name in names.tolist() if _key(name) not in known]
    if missing:
        listed = ", ".join(dict.fromkeys(missing))
        raise checks.UnfitData(
            "unknown_category", f"Skadetabellen saknar {listed}. Lägg till dem, eller räkna utan dem."
        )
    told = checks.amounts([known[_key(name)] for name in names.tolist()], name="skadevikterna")
    if np.isnan(told).any() or (told > _MOST).any() or (told[told > 0] < 1 / _MOST).any():
        raise checks.UnfitData(
            "not_amounts", "Varje skadevikt måste vara 0, eller ett tal mellan en miljarddel och en miljard."
        )
    return told


def _key(name: Any) -> str:
    return str(name).strip().casefold()


def _of_toml(text: str) -> HarmTable:
    read = tomllib.loads(text)
    reckoning = read.get("reckoning", {})
    weight: dict[str, float] = {}
    law: dict[str, str] = {}
    for row in read["offence"]:
        for name in (row["name"], *row.get("also", ())):
            if _key(name) in weight:
                raise _unreadable(f"{name} står två gånger")
            weight[_key(name)] = _days(row, reckoning)
            law[_key(name)] = str(row.get("law", ""))
    return HarmTable(
        str(read["title"]),
        str(read["source"]),
        str(read["unit"]),
        MappingProxyType(weight),
        MappingProxyType(law),
    )


def _days(row: Mapping[str, Any], reckoning: Mapping[str, Any]) -> float:
    """Days of imprisonment of a row, or its plain weight."""
    if "weight" in row:
        return _number(row["weight"], row["name"])
    year, month = reckoning["days_per_year"], reckoning["days_per_month"]
    match row.get("punishment"):
        case "imprisonment":
            return float(reckoning["shortest_imprisonment_months"] * month)
        case "fines":
            return float(reckoning["least_day_fines"] / reckoning["day_fines_per_day"])
        case None if "years" in row or "months" in row:
            return float(row.get("years", 0) * year + row.get("months", 0) * month)
    raise _unreadable(f"{row['name']} har inget straff")


def _of_csv(text: str, name: str) -> HarmTable:
    separator = ";" if ";" in text.partition("\n")[0] else ","
    weight: dict[str, float] = {}
    for row in csv.DictReader(text.splitlines(), delimiter=separator):
        category = _key(row["category"])
        if category in weight:
            raise _unreadable(f"{category} står två gånger")
        weight[category] = _number(str(row["weight"]).replace(",", "."), category)
    if not weight:
        raise _unreadable("tabellen är tom")
    return HarmTable(name, name, "skadevikt", MappingProxyType(weight), MappingProxyType({}))


def _number(value: Any, category: str) -> float:
    try:
        told = float(value)
    except (TypeError, ValueError) as wrong:
        raise _unreadable(f"vikten för {category} är inget tal") from wrong
    if not 0 <= told <= _MOST:
        raise _unreadable(f"vikten för {category} måste vara från 0 till en miljard")
    return told


def _unreadable(why: str) -> checks.UnfitData:
    return checks.UnfitData("harm_table", f"Skadetabellen duger inte: {why}. Rätta tabellen.")
