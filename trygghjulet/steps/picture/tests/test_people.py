"""Which populations a picture rests on: said with year and source, and never guessed from another level."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from trygghjulet.steps.picture.rules.people import told_of_people

pytestmark = pytest.mark.requirement("FRM-3")


@dataclass(frozen=True)
class People:
    year: int
    source: str


SCB, CITY = People(2024, "SCB"), People(2025, "Statistikenheten")


def test_year_and_source_are_said_once_each() -> None:
    said = told_of_people({"Norr": SCB, "Söder": SCB}, kept=(), above="")
    assert said == "Invånare: 31 december 2024 (SCB)."
    said = told_of_people({"Norr": SCB, "Söder": CITY}, kept=(), above="")
    assert said == "Invånare: 31 december 2024 (SCB) och 31 december 2025 (Statistikenheten)."


def test_what_is_missing_below_but_known_above_is_said_and_not_guessed() -> None:
    said = told_of_people({"Norr": SCB, "Söder": None}, kept=(), above="Lillåker")
    assert "Folkmängden är inte känd för Söder, fast den är det för Lillåker." in said
    assert "Där räknas inget per invånare, och den gissas inte." in said
    alone = told_of_people({"Söder": None}, kept=(), above="")
    assert "fast" not in alone


def test_where_the_map_of_the_areas_is_used_instead_is_said() -> None:
    said = told_of_people({"Norr": SCB, **dict.fromkeys("abcdefg")}, kept="abcdefg", above="")
    assert said.endswith("Från områdeskartan, där källan inte säger något: a, b, c, d, e och 2 till.")
