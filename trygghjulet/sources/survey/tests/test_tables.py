"""Ready tables of a survey, in each layout that they come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import FIGURES, Kind
from trygghjulet.sources.survey.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "SCN-5")
SAMPLES = Path(__file__).parents[1] / "samples"
LONG = "Fråga;Område;Grupp;År;Andel;KI nedre;KI övre;Antal svar\n"


def reading(path: Path, text: str | None = None, *, encoding: str = "utf-8", **told: str) -> Reading:
    if text is not None:
        path.write_text(text, encoding=encoding)
    return read(path, name=path.name, limits=Limits(), today=date(2026, 11, 25), settings=told)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tabell.csv"


@pytest.mark.parametrize(
    ("sample", "rows", "missing"),
    [("tabell_ar.csv", 6, 1), ("tabell_omraden_2025.csv", 6, 1), ("tabell_lang.csv", 3, 1)],
)
def test_every_sample_of_tables_is_read_whole(sample: str, rows: int, missing: int) -> None:
    found = reading(SAMPLES / sample)
    assert (found.kind, found.rows.schema, found.findings) == (Kind.FIGURES, FIGURES, ())
    assert (found.rows.height, found.rows["missing"].count()) == (rows, missing)


def test_the_real_regional_results_have_their_suppressed_cells_as_missing() -> None:
    path = shared("surveys/ntu_2010_otrygghet_oro_regionala_resultat.csv")
    found = reading(path)
    suppressed = path.read_text(encoding="utf-8-sig").count("XX")
    assert (found.rows.height, found.rows_read, found.findings) == (312, 312, ())
    assert (found.rows["missing"].count(), found.rows["value"].null_count()) == (suppressed, suppressed)
    malmo = found.rows.filter((pl.col("given_area") == "Malmö") & pl.col("title").str.contains("bilbrott"))
    assert malmo.select("value", "period_from", "period_to", "unit").row(0) == (
        21,
        date(2010, 1, 1),
        date(2010, 12, 31),
        "procent",
    )


def test_the_real_table_of_a_police_region_has_a_column_for_each_year() -> None:
    found = reading(shared("surveys/trygghetsmatning_polisregion_syd_2020_2022.csv"), area="Polisregion Syd")
    assert (found.rows.height, found.findings) == (15, ())
    safe = found.rows.filter(pl.col("title") == "Trygg ute sent på kvällen")
    assert safe["value"].to_list() == [57.6, 59.6, 61.5]
    assert safe["period_from"].dt.year().to_list() == [2020, 2021, 2022]
    assert found.rows["given_area"].unique().to_list() == ["Polisregion Syd"]


def test_text_copied_out_of_a_report_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="text ur en rapport"):
        reading(shared("surveys/ntu_2010_otrygghet_oro_regionala_resultat_AS_STORED.txt"))


def test_a_long_table_has_its_interval_group_and_number_of_answers(file: Path) -> None:
    found = reading(file, LONG + "Trygg;Ale;Kvinnor;2025;58,5;55,1;61,8;1 204\nTrygg;Ale;;2025;66 %;;;\n")
    assert found.rows.select("title", "group", "value", "low", "high", "answers").rows() == [
        ("Trygg", "Kvinnor", 58.5, 55.1, 61.8, 1204),
        ("Trygg", None, 66.0, None, None, None),
    ]


@pytest.mark.parametrize(
    ("margin", "span"),
    [
        ("± 3,5", (56.5, 63.5)),
        ("3,5", (56.5, 63.5)),
        ("57–62", (57, 62)),
        ("(57 till 62)", (57, 62)),
        ("?", (None, None)),
    ],
)
def test_an_interval_may_be_a_margin_or_a_span(file: Path, margin: str, span: tuple[float, float]) -> None:
    found = reading(file, f"Fråga;År;Andel;Felmarginal\nTrygg;2025;60;{margin}\n")
    assert found.rows.select("low", "high").row(0) == span


@pytest.mark.parametrize("written", ["XX", "..", "-", "–", "", "<5", "redovisas ej"])
def test_what_is_not_told_is_missing_and_never_zero(file: Path, written: str) -> None:
    found = reading(file, f"Fråga;År;Andel\nTrygg;2025;{written}\nTrygg;2024;50\n")
    assert found.rows.sort("period_from").select("value", "missing").rows() == [
        (50.0, None),
        (None, "withheld_or_missing"),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Trygg;Ale;;2025;många;;;", "inte ett tal"),
        ("Trygg;Ale;;2025;140;;;", "0 och 100"),
        ("Trygg;Ale;;2031;50;;;", "framtiden"),
        ("Trygg;Ale;;igår;50;;;", "Året"),
        ("Trygg;Ale;;2024;41;;;", "olika andelar"),
        ("Trygg, ring 070-174 06 05;Ale;;2025;50;;;", "personuppgifter"),
    ],
)
def test_a_bad_figure_is_explained_and_the_others_kept(file: Path, row: str, said: str) -> None:
    found = reading(file, f"{LONG}Trygg;Ale;;2024;40;;;\nOro;Ale;;2024;12;;;\n{row}\n")
    assert any(said in finding.problem and finding.row for finding in found.findings)
    assert "Oro" in found.rows["title"].to_list()
    assert found.rows["value"].max() <= 100  # type: ignore[operator]  # a column of figures


def test_shares_from_zero_to_one_become_percent_and_it_is_said(file: Path) -> None:
    rows = "".join(f"Fråga {n};2025;0,{n}5\n" for n in range(1, 7))
    found = reading(file, f"Fråga;År;Andel\n{rows}")
    assert found.rows["value"].round(6).to_list() == [15, 25, 35, 45, 55, 65]
    assert any("omräknade till procent" in note for note in found.notes)


def test_answers_are_not_taken_for_a_table_nor_a_table_for_answers(file: Path) -> None:
    assert (
        reading(file, "år;område;trygg\n2025;Ale;1\n2025;Ale;2\n2025;Ale;1\n", form="svar").kind
        is Kind.ANSWERS
    )
    with pytest.raises(UnreadableFile, match="ingen färdig tabell"):
        reading(file, "kön;trygg\nMan;Ja\n", form="tabell")
    with pytest.raises(UnreadableFile, match="filens form"):
        reading(file, "kön;trygg\nMan;Ja\n", form="kanske")
    assert reading(file, "Område;Trygg;Otrygg\nAle;40;20\nBorås;41;22\n", year="2025").kind is Kind.FIGURES


def test_a_table_without_a_year_asks_for_it(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="vilket år"):
        reading(file, "Område;Trygg\nAle;40\nBorås;41\n")


def test_windows_text_is_read(file: Path) -> None:
    found = reading(file, "Fråga;År;Andel\nTrygg på kvällen;2025;60\n", encoding="cp1252")
    assert found.rows["title"].to_list() == ["Trygg på kvällen"]
