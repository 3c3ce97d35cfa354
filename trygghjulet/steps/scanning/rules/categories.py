"""The common tree of categories that every source's own words are mapped to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "categories.toml"
#: What a source's own file of words is called, and under which name it lists what belongs nowhere.
_WORDS, _NOWHERE = "categories.toml", "none"
#: A code of four digits, alone or before a name as in "0950 - Befogenhetsbedrägeri".
_CODED: Final = re.compile(r"(\d{4})(?:$|\s*[-–:]\s*|\s+)(.*)", re.DOTALL)

#: What each sort of category is called.
SORTS: Final = {"crime": "Brott", "disorder": "Ordning och trafik", "surroundings": "Den fysiska miljön"}


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


@dataclass(frozen=True)
class Words:
    """What the words of a format mean, as its own file says it. A node "" is for what belongs nowhere.

    Attributes:
        nodes: folded word → the code of its node.
        codes: the beginning of a four-digit code → the code of its node.
    """

    nodes: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def node_of(self, given: str) -> str | None:
        """The node that a given word or code means; None when the file doesn't say.

        The whole word goes first, then the name after a code, then the longest known beginning of the code. The
        title of a node means the node in every format.
        """
        coded = _CODED.fullmatch(given.strip())
        for word in (given, coded.group(2) if coded else ""):
            node = self.nodes.get(folded(word), _titles().get(folded(word)))
            if node is not None:
                return node
        if coded is None:
            return None
        code = coded.group(1)
        return next((self.codes[code[:n]] for n in range(len(code), 0, -1) if code[:n] in self.codes), None)


@cache
def words_of(folder: Path | None) -> Words:
    """What a source's folder says of its words; nothing where it has no file.

    Raises:
        ValueError: the file names a node that the tree has not, or gives a word or code twice.
    """
    path = folder / _WORDS if folder else None
    if path is None or not path.is_file():
        return Words()
    with path.open("rb") as file:
        written: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return Words(
        nodes=_turned(written.get("words", {}), path),
        codes=_turned(written.get("codes", {}), path),
    )


def folded(word: str) -> str:
    """A word as it is compared: without capitals, and each run of blanks one."""
    return " ".join(word.casefold().split())


@cache
def _titles() -> dict[str, str]:
    return {folded(category.title): code for code, category in tree().items()}


def _turned(listed: Mapping[str, list[str]], path: Path) -> dict[str, str]:
    turned: dict[str, str] = {}
    for node, words in listed.items():
        if node != _NOWHERE and node not in tree():
            raise ValueError(
                f"{path.name} i {path.parent.name}: det gemensamma trädet har ingen kategori {node}."
            )
        for word in words:
            written = folded(word)
            if written in turned:
                raise ValueError(f"{path.name} i {path.parent.name}: {word} står på två ställen.")
            turned[written] = "" if node == _NOWHERE else node
    return turned
