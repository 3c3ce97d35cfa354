"""Population tables."""

from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.sources.population.read import Population, read_population

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "FRM-3")


def reading(path: Path, text: str, year: int | None = None) -> Population:
    path.write_text(text, encoding="utf-8")
    return read_population(path, name=path.name, limits=Limits(), year=year)


def test_one_row_per_area_and_year(tmp_path: Path) -> None:
    found = reading(tmp_path / "b.csv", "Kod;År;Befolkning\n101;2024;10 834\n101;2025;10 900,0\n102;2024;7\n")
    assert found.rows.rows() == [("101", 2024, 10834), ("101", 2025, 10900), ("102", 2024, 7)]
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
    assert found.rows.rows() == [("101", 2024, 8)]
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
