"""A duty's time can be changed in its common forms, and the rest of its table stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trygghjulet.cooperation.agreements.rules.duties import (
    Place,
    Renaming,
    WhenGiven,
    home_of,
    plain,
    told,
    when_given,
    when_table,
)
from trygghjulet.obligations.reading import read_duty

pytestmark = pytest.mark.requirement("AGR-6")

DUTY: dict[str, Any] = {
    "id": "moten",
    "title": "Gruppen möts",
    "clause": "Gruppen möts.",
    "who": ["gruppen"],
    "kind": "meeting",
    "evidence": {"kind": "meeting"},
}


@pytest.mark.parametrize(
    ("given", "table", "words"),
    [
        (WhenGiven("per", at_least=4), {"per": "year", "at_least": 4}, "minst 4 gånger per år"),
        (WhenGiven("per", per="month"), {"per": "month", "at_least": 1}, "minst 1 gång per månad"),
        (WhenGiven("every", length=2), {"every": {"years": 2}}, "minst vartannat år"),
        (
            WhenGiven("in_year", in_year=2024, then_every=2),
            {"in_year": 2024, "then_every": 2},
            "under 2024 och därefter vartannat år",
        ),
        (WhenGiven("by", by=date(2024, 7, 1)), {"by": "2024-07-01"}, "senast 1 juli 2024"),
        (WhenGiven("standing"), {"standing": True}, "hela tiden"),
        (WhenGiven("open", word="löpande"), {"open": "löpande"}, "”löpande”, utan datum"),
    ],
)
def test_what_is_filled_in_is_read_by_the_language_and_told(
    given: WhenGiven, table: dict[str, Any], words: str
) -> None:
    assert when_table(given) == table
    assert told(read_duty(DUTY | {"when": table}).when) == words
    shown = when_given(table)
    assert when_table(shown) == table


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"every": {"years": 2}, "whole_years": True}, "vartannat år"),
        ({"per": "year", "at_least": 4, "at_most": 4}, "4 gånger per år"),
        ({"per": "year", "at_least": 4, "at_most": 6}, "minst 4–6 gånger per år"),
        ({"per": "month", "about": True}, "cirka 1 gång per månad"),
    ],
)
def test_the_words_are_no_stricter_than_the_clause(when: dict[str, Any], words: str) -> None:
    assert told(read_duty(DUTY | {"when": when}).when) == words


def test_what_the_form_does_not_ask_for_stays() -> None:
    before = {"per": "year", "at_least": 4, "of_which": [{"at_least": 1, "having": {"full_day": True}}]}
    assert when_table(WhenGiven("per", at_least=6), before=before) == before | {"at_least": 6}
    assert when_table(WhenGiven("keep"), before={"never": True}) == {"never": True}
    assert when_table(WhenGiven("standing"), before=before) == {"standing": True}


@pytest.mark.parametrize("form", ["every", "in_year", "by", "keep"])
def test_what_is_lacking_is_said(form: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        when_table(WhenGiven(form))


def test_a_clause_stands_in_the_narrowest_part_of_its_lines_or_where_its_words_are() -> None:
    places = [Place("Allt.", (1, 100)), Place("Gruppen möts.", (40, 50)), Place("Annat  ord\nhär.", None)]
    assert home_of("vad som helst", (44, 45), places) == 1
    assert home_of("annat ord här.", None, places) == 2
    assert home_of("finns inte", None, places) is None


def test_names_change_as_whole_words_and_in_the_genitive() -> None:
    rename = Renaming((("Mölndal", "Solvik"), ("Mölndals stad", "Solviks kommun")))
    assert rename("Mölndals stad och Trygg i Mölndal, Mölndals råd. Mölndalsån.") == (
        "Solviks kommun och Trygg i Solvik, Solviks råd. Mölndalsån."
    )


def test_dates_of_a_table_are_kept_as_they_are_written() -> None:
    assert plain({"by": date(2024, 7, 1), "who": ("a", "b")}) == {"by": "2024-07-01", "who": ["a", "b"]}
