"""Columns that aren't read are told of when they look as if they tell of people."""

from __future__ import annotations

import polars as pl
import pytest

from trygghjulet.sources.incidents.beside import people_beside

pytestmark = pytest.mark.requirement("SEC-4")

#: The Tax Agency's examples, which are nobody's, and miswritten ones.
_NUMBERS = ["811218-9876", "19811218-9876", "850312-1234", "640823-3234", "120417-2381", ""]


def _said(**columns: list[str]) -> tuple[str, ...]:
    return people_beside(pl.DataFrame(columns), read=("Datum", None), year=2026)


def test_a_column_of_personnummer_is_named_with_what_becomes_of_it() -> None:
    (said,) = _said(Datum=["2025-01-01"] * 6, Misstänkt=_NUMBERS)
    assert said.startswith("Kolumnen Misstänkt ser ut att innehålla personnummer. Den läses inte")
    assert "tills leveransen är godtagen eller avvisad, och tas sedan bort" in said
    assert "8112" not in said


def test_several_columns_of_one_kind_are_told_together_and_each_kind_by_itself() -> None:
    said = _said(
        Förnamn=["Anna", "Erik"],
        Anmälare=["Anna Svensson", "Erik Lind"],
        Kontakt=["a.b@exempel.example", "070-174 06 05"],
    )
    assert said[0].startswith("Kolumnerna Förnamn och Anmälare ser ut att innehålla namn. De läses inte")
    assert said[1].startswith("Kolumnen Kontakt ser ut att innehålla e-postadresser.")


@pytest.mark.parametrize(
    "values",
    [
        ["250314-0012", "250315-0004", "240101-0001"],
        ["K123456-25", "5000-K123-25"],
        ["202501011430", "202501021205"],
        ["Storgatan", "Norra torget"],
        ["Krossad ruta", "Olovligt brukande"],
        ["", ""],
        ["11.97", "12.01"],
    ],
)
def test_numbers_of_cases_places_and_words_are_not_told(values: list[str]) -> None:
    assert _said(Uppgift=values) == ()


def test_what_is_read_is_looked_at_in_other_ways() -> None:
    assert people_beside(pl.DataFrame({"id": _NUMBERS}), read=("id",), year=2026) == ()
