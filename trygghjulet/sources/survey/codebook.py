"""What the columns and codes of a survey mean, as its own codebook says."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.tables import fold

NAME = "Kodboken"
_LONGEST, _MOST_ROWS = 300_000, 20_000
_REMEDY = (
    "Skriv en rad för varje kod, med semikolon mellan: variabel; fråga; kod; svar; roll; saknas. "
    "Rubrikraden ska ha just de orden."
)


class Role(StrEnum):
    """What a column of a survey is."""

    QUESTION = "question"
    BACKGROUND = "background"
    WEIGHT = "weight"
    AREA = "area"
    YEAR = "year"
    DATE = "date"
    LEFT_OUT = "left_out"


_ROLES = {
    **dict.fromkeys(("fraga", "question", "svar"), Role.QUESTION),
    **dict.fromkeys(("bakgrund", "background", "bakgrundsvariabel"), Role.BACKGROUND),
    **dict.fromkeys(("vikt", "weight"), Role.WEIGHT),
    **dict.fromkeys(("omrade", "area"), Role.AREA),
    **dict.fromkeys(("ar", "year"), Role.YEAR),
    **dict.fromkeys(("datum", "date"), Role.DATE),
    **dict.fromkeys(("utelamna", "inte", "nej", "skip", "leftout"), Role.LEFT_OUT),
}
_COLUMNS = {
    "variable": ("variabel", "variable", "variabelnamn", "kolumn", "column"),
    "question": ("fraga", "question", "fragetext", "beskrivning"),
    "code": ("kod", "code", "varde", "value"),
    "label": ("svar", "label", "etikett", "svarsalternativ", "betydelse"),
    "role": ("roll", "role"),
    "missing": ("saknas", "missing", "bortfall"),
}
_YES = frozenset({"ja", "j", "x", "1", "yes", "sant", "true"})


@dataclass(frozen=True)
class Variable:
    """A column of the survey.

    Attributes:
        name: as the file writes it.
        question: as it was put; empty when the codebook doesn't say.
        role: what the column is; None leaves it to be recognised.
        answers: what each code means, in words.
        missing: the codes that are no answer.
    """

    name: str
    question: str = ""
    role: Role | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Codebook:
    """All variables by their folded names."""

    variables: Mapping[str, Variable] = field(default_factory=dict)

    def of(self, column: str) -> Variable:
        """What is said of a column; nothing when it isn't there."""
        return self.variables.get(fold(column), Variable(column))


def from_text(text: str) -> Codebook:
    """The codebook that a person pasted: lines with semicolons, tabs or commas; empty text gives an empty one.

    Raises:
        UnreadableFile: with the row and what is wrong.
    """
    if not text.strip():
        return Codebook()
    if len(text) > _LONGEST:
        raise refusal(NAME, "Kodboken är för lång.", "Ta bara med de frågor som ska visas.")
    first = text.strip().splitlines()[0]
    separator = max(";\t,", key=first.count)
    try:
        rows = list(csv.reader(text.strip().splitlines(), delimiter=separator))
    except csv.Error as error:
        raise refusal(NAME, "Raderna går inte att dela upp.", _REMEDY) from error
    return from_rows(rows)


def from_rows(rows: Sequence[Sequence[str | None]]) -> Codebook:
    """The codebook in the rows of a sheet; its first filled row is the header.

    Raises:
        UnreadableFile: with the row and what is wrong.
    """
    filled = [
        (number, row) for number, row in enumerate(rows, start=1) if any((c or "").strip() for c in row)
    ]
    if not filled:
        return Codebook()
    if len(filled) > _MOST_ROWS:
        raise refusal(NAME, "Kodboken har för många rader.", "Ta bara med de frågor som ska visas.")
    header = [fold(cell or "") for cell in filled[0][1]]
    at = {
        role: next((header.index(name) for name in names if name in header), None)
        for role, names in _COLUMNS.items()
    }
    if at["variable"] is None or (at["code"] is None and at["question"] is None and at["role"] is None):
        raise refusal(NAME, "Rubrikraden går inte att känna igen.", _REMEDY, row=filled[0][0])
    found: dict[str, Variable] = {}
    name = ""
    for number, row in filled[1:]:
        said = {
            role: (row[place] or "").strip() if place is not None and place < len(row) else ""
            for role, place in at.items()
        }
        name = said["variable"] or name
        if not name:
            raise refusal(NAME, "Variabeln saknas.", _REMEDY, row=number)
        found[fold(name)] = _extended(found.get(fold(name), Variable(name)), said, number)
    return Codebook(found)


def _extended(known: Variable, said: Mapping[str, str], row: int) -> Variable:
    role = _ROLES.get(fold(said["role"])) if said["role"] else known.role
    if said["role"] and role is None:
        raise refusal(
            NAME,
            "Rollen går inte att känna igen.",
            "Skriv fråga, bakgrund, vikt, område, år, datum eller utelämna.",
            row=row,
            value=said["role"],
        )
    code, answers, missing = plain_code(said["code"]), dict(known.answers), known.missing
    if code:
        if answers.get(code, said["label"]) != said["label"]:
            raise refusal(
                NAME, "Samma kod betyder två saker.", "Behåll en av raderna.", row=row, value=said["code"]
            )
        answers[code] = said["label"] or said["code"]
        if fold(said["missing"]) in _YES:
            missing |= {code}
    return Variable(known.name, known.question or said["question"], role, answers, missing)


def plain_code(written: str) -> str:
    """A code as it is compared: 1, 1.0 and "01" are the same code, letters are small."""
    text = written.strip().lower()
    if text.replace(".", "", 1).replace(",", "", 1).isdigit() and text.isascii():
        value = float(text.replace(",", "."))
        return str(int(value)) if value.is_integer() else str(value)
    return text
