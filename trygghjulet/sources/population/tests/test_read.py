"""Population tables."""

from datetime import date
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared, sheets
from trygghjulet.observations.findings import UnknownColumns, UnreadableFile
from trygghjulet.observations.schema import Kind
from trygghjulet.sources.population.read import Population, read, read_population

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "FRM-3")


def reading(path: Path, text: str, year: int | None = None) -> Population:
    path.write_text(text, encoding="utf-8")
    return read_population(path, name=path.name, limits=Limits(), year=year)


def test_one_row_per_area_and_year(tmp_path: Path) -> None:
    found = reading(tmp_path / "b.csv", "Kod;År;Befolkning\n101;2024;10 834\n101;2025;10 900,0\n102;2024;7\n")
    assert found.rows.rows() == [
        ("101", 2024, 10834, None),
        ("101", 2025, 10900, None),
        ("102", 2024, 7, None),
    ]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("101;2024;9", "redan tidigare"),
        ("103;2024;-4", "inte ett antal"),
        ("103;2024;4,5", "inte ett antal"),
        ("103;2024;", "inte ett antal"),
        ("103;20245;4", "Årtalet"),
        (";2024;4", "Området saknas"),
    ],
)
def test_a_bad_row_is_explained_and_the_others_kept(tmp_path: Path, row: str, said: str) -> None:
    found = reading(tmp_path / "b.csv", f"kod;år;befolkning\n101;2024;8\n{row}\n")
    assert found.rows.height == 1
    (finding,) = found.findings
    assert finding.row == 3
    assert said in finding.problem


def test_the_year_is_taken_from_name_or_argument_and_else_asked_for(tmp_path: Path) -> None:
    text = "kod;befolkning\n101;8\n"
    assert reading(tmp_path / "folk_2024.csv", text).rows["year"].to_list() == [2024]
    assert reading(tmp_path / "folk.csv", text, year=2023).rows["year"].to_list() == [2023]
    with pytest.raises(UnreadableFile, match="inget årtal"):
        reading(tmp_path / "folk.csv", text)


def test_the_first_of_january_is_the_last_of_december(tmp_path: Path) -> None:
    found = reading(tmp_path / "folk_2025.csv", "omrade_kod,jan_1,oktober\n101,8.0,9.0\n")
    assert found.rows.rows() == [("101", 2024, 8, None)]
    assert "31 december 2024" in found.notes[0]


def test_other_tables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="a, b"):
        reading(tmp_path / "b.csv", "a;b\n1;2\n")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("bra/goteborg-area-population.csv", 50),
        ("boundaries/population_2025_gbg_primaromrade.csv", 97),
        ("boundaries/population_2025_gbg_basomrade.csv", 1236),
    ],
)
def test_the_real_files(name: str, rows: int) -> None:
    path = shared(name)
    found = read_population(path, name=path.name, limits=Limits())
    assert (found.rows.height, found.findings) == (rows, ())


def test_sex_and_age_stand_beside_the_total_and_are_never_added_up(tmp_path: Path) -> None:
    found = reading(
        tmp_path / "b.csv",
        "kod;år;kön;ålder;befolkning\n101;2025;totalt;totalt;100\n101;2025;K;totalt;52\n101;2025;M;16–29 år;9\n"
        "102;2025;K;totalt;40\n102;2025;M;totalt;41\n",
    )
    assert found.rows["group"].to_list() == [None, "Kvinnor", "Män, 16–29 år", "Kvinnor", "Män"]
    assert found.findings == ()
    (note,) = found.notes
    assert "finns bara delar" in note
    assert "läggs inte ihop" in note


def test_the_figures_are_of_the_indicator_that_other_sources_have_too() -> None:
    path = Path(__file__).parents[1] / "samples" / "folkmangd.csv"
    found = read(path, name=path.name, limits=Limits())
    assert (found.kind, found.rows_read, found.findings) == (Kind.FIGURES, 4, ())
    assert found.rows["indicator"].unique().to_list() == ["population"]
    assert found.rows.select("area", "given_area", "period_to", "value").row(0) == (
        "01",
        None,
        date(2024, 12, 31),
        5210.0,
    )


def test_names_are_kept_apart_from_codes(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("område;år;befolkning\nHagen;2025;9\n", encoding="utf-8")
    found = read(path, name=path.name, limits=Limits())
    assert found.rows.select("area", "given_area").row(0) == (None, "Hagen")


def test_a_person_says_which_column_is_which(tmp_path: Path) -> None:
    path = tmp_path / "b_2025.csv"
    path.write_text("omr;pop_tot\n101;9\n", encoding="utf-8")
    with pytest.raises(UnknownColumns, match="omr, pop_tot"):
        read(path, name=path.name, limits=Limits())
    mapping = {"area": "omr", "population": "pop_tot"}
    found = read(path, name=path.name, limits=Limits(), mapping=mapping)
    assert found.rows.select("area", "value").row(0) == ("101", 9.0)


def test_points_are_no_areas() -> None:
    path = shared("incidents/memphis_population_2020.csv")
    with pytest.raises(UnreadableFile, match="folkmängd i punkter"):
        read(path, name=path.name, limits=Limits())


def test_a_row_for_the_whole_is_told_and_is_no_area(tmp_path: Path) -> None:
    found = reading(
        tmp_path / "b.csv",
        "område;år;befolkning\nMitt;2024;8\nVäst;2024;9\nTotalt;2024;17\nHela kommunen;2023;16\n",
    )
    assert found.rows["area"].to_list() == ["Mitt", "Väst"]
    assert found.findings == ()
    assert (
        "”Hela kommunen” och ”Totalt” är alla områden tillsammans och inte ett område (17 år 2024, 16 år 2023). "
        "Den siffran är inte med bland områdena." in found.notes
    )


def test_a_file_of_the_whole_alone_keeps_it(tmp_path: Path) -> None:
    assert reading(tmp_path / "b.csv", "område;år;befolkning\nHela kommunen;2024;17\n").rows.height == 1


@pytest.mark.parametrize(("women", "men"), [("kvinnor", "män"), ("K", "M"), ("Kvinna", "man"), ("2", "1")])
def test_women_and_men_are_called_the_same_however_they_are_written(
    tmp_path: Path, women: str, men: str
) -> None:
    found = reading(tmp_path / "b.csv", f"kod;år;kön;befolkning\n1;2024;{women};8\n1;2024;{men};9\n")
    assert found.rows["group"].to_list() == ["Kvinnor", "Män"]


def test_a_title_above_the_table_is_passed_over(tmp_path: Path) -> None:
    found = reading(tmp_path / "b.csv", "Folkmängd;per område\nkod;år;befolkning\n101;2024;8\n")
    assert found.rows.rows() == [("101", 2024, 8, None)]


@pytest.mark.requirement("SCN-2")
def test_a_column_for_each_year_is_read_as_a_row_for_each_year(tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text("Område;2023;2024\nNorra;100;110\nSödra;200;190\n", encoding="utf-8")
    found = read_population(path, name=path.name, limits=Limits())
    rows = found.rows.select("area", "year", "population").rows()
    assert rows == [("Norra", 2023, 100), ("Norra", 2024, 110), ("Södra", 2023, 200), ("Södra", 2024, 190)]
    assert "Filen har en kolumn för varje år (2023–2024). Varje siffra räknas som en rad här." in found.notes


@pytest.mark.requirement("SCN-2")
def test_years_joined_above_the_sexes_are_read(tmp_path: Path) -> None:
    rows = [
        ("Område", "2024", "", "", "2025", "", ""),
        ("", "Kvinnor", "Män", "Totalt", "Kvinnor", "Män", "Totalt"),
        ("Norra", 40, 60, 100, 45, 61, 106),
    ]
    path = sheets(tmp_path / "folk.xlsx", {"Blad": rows}, joined=("A1:A2", "B1:D1", "E1:G1"))
    found = read_population(path, name=path.name, limits=Limits())
    whole = {(year, group): people for _, year, people, group in found.rows.rows()}
    assert whole[2024, None] == 100
    assert whole[2025, None] == 106
    assert whole[2025, "Kvinnor"] == 45


@pytest.mark.requirement("SCN-2")
def test_a_column_for_the_sex_is_kept_beside_a_column_for_each_year(tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text("Område;Kön;2023;2024\nNorra;Kvinnor;40;45\nNorra;Män;60;61\n", encoding="utf-8")
    found = read_population(path, name=path.name, limits=Limits())
    people = {(year, group): count for _, year, count, group in found.rows.rows()}
    assert people[2023, "Kvinnor"] == 40
    assert people[2024, "Män"] == 61


def test_a_stray_column_named_as_a_year_leaves_a_long_table_as_it_is(tmp_path: Path) -> None:
    found = reading(tmp_path / "b.csv", "kod;år;befolkning;2024\n101;2024;8;9\n")
    assert found.rows.rows() == [("101", 2024, 8, None)]
