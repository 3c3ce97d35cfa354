"""The common tree of categories that every source's own words are mapped to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "categories.toml"


@dataclass(frozen=True)
class Category:
    """A node of the tree.

    Attributes:
        code: for good; what the database keeps. A dot parts it from the node above: "damage.graffiti".
        title: for people, in Swedish.
        english: for people, in English.
        sort: "crime", "disorder" (against rules and order) or "surroundings" (light, litter, broken things).
        field: is it offered to staff who report from a phone?
        hint: what belongs there, in a few words.
    """

    code: str
    title: str
    english: str
    sort: str
    field: bool = False
    hint: str = ""

    @property
    def parent(self) -> str | None:
        """The code of the node above; None at the top."""
        above, dot, _ = self.code.rpartition(".")
        return above if dot else None


@cache
def tree() -> dict[str, Category]:
    """Every category by its code, in the order in which people should meet them."""
    with _FILE.open("rb") as file:
        nodes = tomllib.load(file)["category"]
    return {node["code"]: Category(**node) for node in nodes}


def offered_in_the_field() -> tuple[Category, ...]:
    """The categories of the phone's first page, in order."""
    return tuple(category for category in tree().values() if category.field)
