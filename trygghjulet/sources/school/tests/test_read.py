"""School surveys: school years, and schools and classes that must not be singled out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.observations.findings import Reading
from trygghjulet.observations.schema import Kind
from trygghjulet.sources.survey.read import read
from trygghjulet.sources.survey.ways import SCHOOL

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "SEC-4")
SAMPLES = Path(__file__).parents[1] / "samples"


def reading(path: Path, text: str | None = None) -> Reading:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return read(path, name=path.name, limits=Limits(), today=date(2026, 11, 25), ways=SCHOOL)


def test_a_school_with_few_answers_is_not_told_apart() -> None:
    found = reading(SAMPLES / "elevsvar.csv")
    schools = found.rows.filter(pl.col("question") == "skola")["answer"].unique().sort().to_list()
    assert schools == ["Annan (för få svar för att visas)", "Ekbackeskolan", "Solviks gymnasium"]
    assert "Lilla friskolan" not in str(found.rows)
    assert any("färre än 10 svar: 1" in note for note in found.notes)
    assert found.findings == ()


def test_a_school_year_goes_from_july_to_june() -> None:
    found = reading(SAMPLES / "elevsvar.csv")
    assert found.rows.select("answered_from", "answered_to").unique().rows() == [
        (date(2024, 7, 1), date(2025, 6, 30))
    ]


def test_a_class_is_never_kept(tmp_path: Path) -> None:
    found = reading(tmp_path / "lupp_2025.csv", "klass;årskurs;trivs du\n9A;9;Ja\n9B;9;Nej\n")
    assert set(found.rows["question"]) == {"årskurs", "trivs du"}
    assert [finding.column for finding in found.findings] == ["klass"]
    assert "knyta till en elev" in found.findings[0].problem


def test_a_table_withholds_shares_of_fewer_than_ten_pupils() -> None:
    found = reading(SAMPLES / "elevsvar_tabell.csv")
    assert found.kind is Kind.FIGURES
    small = found.rows.filter(pl.col("group") == "Anpassad grundskola").row(0, named=True)
    assert (small["value"], small["answers"], small["missing"]) == (None, None, "withheld_or_missing")
    assert any("färre än 10 svar: 1" in note for note in found.notes)
    assert found.rows["value"].drop_nulls().to_list() == [81, 79, 84]
