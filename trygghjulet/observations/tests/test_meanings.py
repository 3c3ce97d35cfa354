"""A source's own words are counted under common categories, each source by its own meanings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations, SourceFiles
from trygghjulet.observations.schema import Kind
from trygghjulet.observations.store import write

pytestmark = pytest.mark.requirement("SCN-4")

YEAR = Period.year(2025)


def stored(folder: Path, **numbers: int) -> Path:
    """A dataset with so many rows of each category; each set of numbers has its own day."""
    day = datetime.combine(date(2025, 1, sum(numbers.values())), datetime.min.time())
    categories = [category for category, number in numbers.items() for _ in range(number)]
    rows = pl.DataFrame({"category": categories}).with_columns(happened_from=pl.lit(day), amount=1)
    return write(rows, folder=folder, kind=Kind.INCIDENTS).path


def test_each_source_is_counted_by_its_own_meanings_and_other_words_stay(tmp_path: Path) -> None:
    police, city = stored(tmp_path, Glaskross=3, Klotter=2), stored(tmp_path, Glaskross=4, Lukt=5)
    with Observations.open(SourceFiles([police], {"Glaskross": "Skadegörelse"}), [city]) as ask:
        assert dict(ask.counts_by_category(YEAR).iter_rows()) == {
            "Skadegörelse": 3,
            "Klotter": 2,
            "Glaskross": 4,
            "Lukt": 5,
        }
        assert ask.categories() == ("Glaskross", "Klotter", "Lukt", "Skadegörelse")


def test_two_words_with_one_meaning_are_one_category(tmp_path: Path) -> None:
    path = stored(tmp_path, Glaskross=3, Åverkan=2, Skadegörelse=1)
    meanings = {"Glaskross": "Skadegörelse", "Åverkan": "Skadegörelse", "Skadegörelse": "Skadegörelse"}
    with Observations.open(SourceFiles([path], meanings)) as ask:
        assert ask.total(YEAR, categories=["Skadegörelse"]) == 6
        assert ask.counts_by_month_and_category(YEAR)["n"].to_list() == [6]


def test_a_question_in_the_sources_own_word_still_finds_what_the_source_wrote(tmp_path: Path) -> None:
    path = stored(tmp_path, Glaskross=3, Klotter=2)
    with Observations.open(SourceFiles([path], {"Glaskross": "Skadegörelse"})) as ask:
        assert ask.total(YEAR, categories=["Glaskross"]) == 3
        assert ask.total(YEAR, categories=["Glaskross", "Skadegörelse"]) == 3


def test_a_word_that_is_also_a_common_category_means_the_category(tmp_path: Path) -> None:
    path = stored(tmp_path, Rån=3, Väskryckning=2)
    with Observations.open(SourceFiles([path], {"Rån": "Personrån", "Väskryckning": "Rån"})) as ask:
        assert ask.total(YEAR, categories=["Rån"]) == 2
        assert ask.total(YEAR, categories=["Personrån"]) == 3
