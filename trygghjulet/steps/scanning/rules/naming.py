"""Which of a file's columns is which: guessed from their names, and refused when a person's answer can't hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, Protocol

from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.files.tables import fold

#: How alike two names must be for the one to be taken for the other, from 0 to 1.
_ALIKE: Final = 0.75


class Wanted(Protocol):
    """What a reader needs to know of a file's columns: the part of the registry's `Asked` that is used here."""

    @property
    def key(self) -> str:
        """What the database keeps."""
        ...

    @property
    def label(self) -> str:
        """What a person reads."""
        ...

    @property
    def required(self) -> bool:
        """Can nothing be read without it?"""
        ...


def guessed(columns: Sequence[str], wanted: Sequence[Wanted]) -> dict[str, str]:
    """For each thing wanted the column whose name is most like it; nothing where none is alike. Each column once."""
    likeness = sorted(
        (
            (max(_alike(column, one.key), _alike(column, one.label)), -place, one.key, column)
            for one in wanted
            for place, column in enumerate(columns)
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for alike, _, key, column in likeness:
        if alike >= _ALIKE and key not in found and column not in found.values():
            found[key] = column
    return found


def checked(
    stated: Mapping[str, str], wanted: Sequence[Wanted], columns: Sequence[str] | None
) -> dict[str, str]:
    """What a person stated of the columns, without what was left empty.

    Args:
        columns: the file's own columns; None when no file is at hand to hold the answer against.

    Raises:
        Refused: something needed is left empty, a column is given twice or is not in the file.
    """
    labels = {one.key: one.label for one in wanted}
    kept = {key: stated[key].strip() for key in labels if stated.get(key, "").strip()}
    if lacking := [one.label for one in wanted if one.required and one.key not in kept]:
        raise Refused(f"Välj kolumn för {' och '.join(lacking)}. Utan det går filen inte att läsa.")
    twice = [column for column, times in Counter(kept.values()).items() if times > 1]
    if twice:
        uses = " och ".join(labels[key] for key, column in kept.items() if column == twice[0])
        raise Refused(f"Kolumnen {twice[0]} är vald för både {uses}. Välj en kolumn för varje uppgift.")
    if columns is not None and (absent := [c for c in kept.values() if c not in columns]):
        raise Refused(f"Filen har ingen kolumn som heter {absent[0]}. Välj bland filens egna kolumner.")
    return kept


def _alike(column: str, name: str) -> float:
    return SequenceMatcher(None, fold(column), fold(name)).ratio()
