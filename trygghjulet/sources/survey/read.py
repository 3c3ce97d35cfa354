"""Surveys of safety: a row for each respondent, with a codebook, or ready tables of shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from trygghjulet.foundation.files.contents import Contents, recognise, refusal
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Table, fold
from trygghjulet.foundation.files.workbook import read_sheets
from trygghjulet.observations.findings import Reading
from trygghjulet.sources.survey.answers import Given, read_answers
from trygghjulet.sources.survey.codebook import Codebook, from_rows, from_text
from trygghjulet.sources.survey.columns import known_columns
from trygghjulet.sources.survey.tables import is_table, read_figures
from trygghjulet.sources.survey.ways import SAFETY, Ways

_CODEBOOK = ("kodbok", "codebook", "variabler", "kodlista")
_FORMS = {"svar": False, "ettsvarperrad": False, "tabell": True, "fardigtabell": True, "": None}


def read(
    path: Path,
    *,
    name: str,
    limits: Limits,
    today: date,
    areas: frozenset[str] = frozenset(),
    mapping: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    ways: Ways = SAFETY,
) -> Reading:
    """A survey's answers, or the figures of a ready table; which one is told by the columns, and said in a note.

    Args:
        path: where the file lies.
        name: what the person calls it; its year is used where neither file nor settings say it.
        limits: how large it may be.
        today: nothing can have been answered after this day.
        areas: codes and names of areas.
        mapping: "weight", "area", "year" and "date" to the file's columns.
        settings: "codebook" (text), "year", "area", and "form": "svar" or "tabell" where it must be told.
        ways: what is taken for granted of this sort of survey.

    Raises:
        UnreadableFile: it can't be used, and why.
    """
    told = settings or {}
    codebook = from_text(told.get("codebook", ""))
    contents = recognise(path, name=name, limits=limits)
    if contents is Contents.WORKBOOK and not codebook.variables:
        codebook = _codebook_beside(path, name, limits)
    wanted = known_columns(codebook, _without_empty(mapping))
    table = read_table(path, name=name, limits=limits, wanted=wanted)
    table = replace(table, cells=table.cells.with_columns(pl.all().cast(pl.String, strict=False)))
    form = _FORMS.get(fold(told.get("form", "")), "?")
    if form == "?":
        raise refusal(
            name,
            "Inställningen för filens form går inte att tolka.",
            "Skriv svar eller tabell, eller lämna den tom.",
        )
    # A codebook, or a stated weight, is only of use for answers.
    is_answers = bool(codebook.variables or (mapping or {}).get("weight")) or not is_table(table)
    if form is True or (form is None and not is_answers):
        return read_figures(
            table, ways, name=name, today=today, year=told.get("year", ""), area=told.get("area", "").strip()
        )
    _refuse_shapeless(table, name)
    given = Given(codebook, _without_empty(mapping), told.get("year", ""), today, areas)
    return read_answers(table, given, ways, name=name)


def _codebook_beside(path: Path, name: str, limits: Limits) -> Codebook:
    """The codebook in a sheet of its own in the same workbook."""
    for title, rows in read_sheets(path, name=name, limits=limits).items():
        if fold(title) in _CODEBOOK:
            return from_rows(rows)
    return Codebook()


def _refuse_shapeless(table: Table, name: str) -> None:
    """A report's table that was copied as text falls apart into rows that don't fit."""
    if table.findings_total > table.cells.height:
        raise refusal(
            name,
            "De flesta raderna har inte lika många värden som rubrikraden. Filen verkar vara text ur en rapport.",
            "Spara tabellen i Excel eller som CSV med semikolon mellan kolumnerna.",
            row=1,
        )


def _without_empty(mapping: Mapping[str, str] | None) -> dict[str, str]:
    return {role: column for role, column in (mapping or {}).items() if column}
