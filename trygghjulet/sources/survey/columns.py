"""Which column of a survey is what, and which must not be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.files.contents import refusal
from trygghjulet.foundation.files.tables import Wanted, blank_to_null, fold
from trygghjulet.foundation.privacy.guard import look
from trygghjulet.observations.findings import Finding
from trygghjulet.sources.survey import ways as names
from trygghjulet.sources.survey.codebook import Codebook, Role
from trygghjulet.sources.survey.ways import Ways

#: A question has few answers; more are free text, numbers or identities.
MOST_ANSWERS = 40
_LONGEST_ANSWER = 120
_FEW_ROWS = 20
#: What stands above a codebook's first column, and never above answers.
_OF_CODEBOOKS = frozenset(("variabel", "variable", "variabelnamn"))
_AGE = ("alder", "age")
#: What the guard may find something in.
_DOUBTFUL = r"@|\d{5,}|\d[ -]\d{3}|[A-Z]{3} ?\d{2}"
_SINGLE = (
    (Role.WEIGHT, names.WEIGHT),
    (Role.AREA, names.AREA),
    (Role.YEAR, names.YEAR),
    (Role.DATE, names.DATE),
)
_REMEDY = "Den är inte med. Ta bort den ur filen innan ni lämnar den nästa gång."


@dataclass(frozen=True)
class Columns:
    """The file's columns by what they are.

    Attributes:
        weight, area, year, date: the file's names; None where it has no such column.
        questions, background: the file's names, in order.
        findings: the columns that are not kept, and why.
    """

    weight: str | None
    area: str | None
    year: str | None
    date: str | None
    questions: tuple[str, ...]
    background: tuple[str, ...]
    findings: tuple[Finding, ...]


def known_columns(codebook: Codebook, mapping: Mapping[str, str]) -> Wanted:
    """Whether a row of names can be a survey's header, so that a sheet about the file isn't read for its answers."""
    stated = {column for column in mapping.values() if column}

    def wanted(written: Sequence[str]) -> bool:
        known = {fold(column) for column in written}
        if stated:
            return stated <= set(written)
        if known & _OF_CODEBOOKS:
            return False
        # A codebook has one variable in a row, the header of answers many.
        several = len(known & codebook.variables.keys()) > 1
        return several or bool(known & {*names.AREA, *names.WEIGHT, *names.YEAR})

    return wanted


def recognise(
    cells: pl.DataFrame,
    codebook: Codebook,
    mapping: Mapping[str, str],
    ways: Ways,
    *,
    name: str,
    areas: frozenset[str],
) -> Columns:
    """The columns of a file with a row for each respondent.

    What a person stated goes first, then the codebook, then what the columns are called and hold. A column that
    may point somebody out is left out whoever asked for it.

    Args:
        areas: codes and names of areas, never taken for personal data.

    Raises:
        UnreadableFile: a stated column is absent, or there is no question.
    """
    written = cells.columns
    for column in mapping.values():
        if column and column not in written:
            raise refusal(
                name,
                f"Filen har ingen kolumn som heter {column}.",
                f"Välj bland filens kolumner: {', '.join(written)}.",
                column=column,
            )
    single = {role: _single(role, written, codebook, mapping, known) for role, known in _SINGLE}
    taken = set(single.values())
    questions, background, findings = [], [], []
    for column in written:
        if column in taken:
            if column == single[Role.AREA] and (found := _guarded(cells[column], areas)):
                raise refusal(name, found, "Ta bort personuppgifterna ur filen.", column=column)
            continue
        said = codebook.of(column)
        if said.role is Role.LEFT_OUT:
            continue
        if why := _why_not(cells[column], ways, known=bool(said.answers), areas=areas):
            findings.append(Finding(None, column, None, why, _REMEDY))
        elif said.role is Role.BACKGROUND or (said.role is None and fold(column) in ways.background):
            background.append(column)
        else:
            questions.append(column)
    if not questions:
        raise refusal(
            name,
            f"Filen har ingen fråga som går att visa. Filens kolumner är: {', '.join(written) or 'inga'}.",
            "Kontrollera att det är rätt fil, eller säg i kodboken vilka kolumner som är frågor.",
            row=1,
        )
    return Columns(
        weight=single[Role.WEIGHT],
        area=single[Role.AREA],
        year=single[Role.YEAR],
        date=single[Role.DATE],
        questions=tuple(questions),
        background=tuple(background),
        findings=tuple(findings),
    )


def proposed(written: Sequence[str]) -> dict[str, str]:
    """A guess at which of a file's columns are weight, area, year and date, by their names alone."""
    found = ((role, _single(role, written, Codebook(), {}, known)) for role, known in _SINGLE)
    return {role.value: column for role, column in found if column}


def is_age_in_years(column: pl.Series) -> bool:
    """Is it an age in whole years, which is told in groups?"""
    if fold(column.name) not in _AGE:
        return False
    age = blank_to_null(column).drop_nulls().cast(pl.Int64, strict=False)
    return bool(len(age)) and age.null_count() == 0 and bool(age.is_between(0, 120).all())


def _single(
    role: Role, written: Sequence[str], codebook: Codebook, mapping: Mapping[str, str], known: tuple[str, ...]
) -> str | None:
    if column := mapping.get(role.value):
        return column
    for column in written:
        if codebook.of(column).role is role:
            return column
    folded = {fold(column): column for column in reversed(written) if codebook.of(column).role is None}
    return next((folded[name] for name in known if name in folded), None)


def _why_not(column: pl.Series, ways: Ways, *, known: bool, areas: frozenset[str]) -> str | None:
    """Why a column isn't kept; None when it is."""
    if is_age_in_years(column):
        return None
    if why := ways.why_left_out(fold(column.name)) or _guarded(column, areas):
        return why
    values = blank_to_null(column).drop_nulls()
    many = values.n_unique()
    longest = values.str.len_chars().max()
    if isinstance(longest, int) and longest > _LONGEST_ANSWER:
        return "Kolumnen ser ut att vara fritext."
    if many == len(values) >= _FEW_ROWS:
        return "Kolumnen har ett eget värde på varje rad, som ett nummer på den som svarat."
    if many > MOST_ANSWERS and not known:
        return f"Kolumnen har {number(many)} olika värden, för många för en fråga med svarsalternativ."
    return None


def _guarded(column: pl.Series, areas: frozenset[str]) -> str | None:
    """What sort of personal data the column's values look like."""
    values = blank_to_null(column).drop_nulls().unique()
    for value in values.filter(values.str.contains(_DOUBTFUL)).sort().head(2_000):
        if value not in areas and (seen := look(re.sub(r"\s+", " ", value))):
            return f"Kolumnen innehåller något som ser ut som {_an(seen[0].kind)}."
    return None


def _an(kind: str) -> str:
    return f"en {kind}" if kind == "e-postadress" else f"ett {kind}"
