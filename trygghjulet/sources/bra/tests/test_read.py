"""Brå's exports as they really are."""

from datetime import date
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import COUNTS
from trygghjulet.sources.bra.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv\n"


def reading(path: Path, text: str, *, encoding: str = "latin-1", year: int | None = None) -> Reading:
    path.write_bytes(text.encode(encoding))
    return read(path, name=path.name, limits=Limits(), today=date(2026, 11, 21), year=year)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Databasfil.txt"


def test_missing_zero_and_thousands_are_told_apart(file: Path) -> None:
    found = reading(
        file, HEADER + "Ale;Rån;År;2023;..;..;\nAle;Rån;År;2024;-;-;\nAle;Rån;År;2025;1\u00a0416;4,5;\n"
    )
    assert found.rows["amount"].to_list() == [None, 0, 1416]
    assert found.rows["rate_per_100k"].to_list() == [None, 0, 4.5]
    assert found.rows["missing"].to_list() == ["withheld_or_missing", None, None]
    assert found.rows.schema == COUNTS


def test_years_and_months_become_periods_and_preliminary_ones_are_marked(file: Path) -> None:
    found = reading(
        file, HEADER + "Ale;Rån;År;2025 prel.;7;1;\nAle;Rån;2024;Feb;3;1;\nAle;Rån;2026 prel.;Okt;4;1;\n"
    )
    assert found.rows["period_from"].to_list() == [date(2025, 1, 1), date(2024, 2, 1), date(2026, 10, 1)]
    assert found.rows["period_to"].to_list() == [date(2025, 12, 31), date(2024, 2, 29), date(2026, 10, 31)]
    assert found.rows["status"].to_list() == ["preliminary", "final", "preliminary"]


def test_a_repeated_parent_is_counted_once_and_a_contradiction_not_at_all(file: Path) -> None:
    found = reading(
        file,
        HEADER
        + "Ale;Rån;År;2024;7;1;\nAle;Rån;År;2024;7;1;\nAle;Stöld;År;2024;8;1;\nAle;Stöld;År;2024;9;1;\n",
    )
    assert found.rows["category"].to_list() == ["Rån"]
    assert any("upprepar" in note for note in found.notes)
    assert [finding.row for finding in found.findings] == [4, 5]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Ale;Rån;År;2O24;7;1;", "Årtalet"),
        ("Ale;Rån;År;2031;7;1;", "Årtalet"),
        ("Ale;Rån;2024;Kvartal 1;7;1;", "varken ett år eller en månad"),
        ("Ale;Rån;År;2024;sju;1;", "inte ett antal"),
        ("Ale;Rån;År;2024;7,5;1;", "inte ett antal"),
        (";Rån;År;2024;7;1;", "Området saknas"),
        ("Ale;;År;2024;7;1;", "Brottstypen saknas"),
        ("Ale;Rån;År;2024", "4 av 6"),
    ],
)
def test_a_bad_row_is_explained_and_the_others_kept(file: Path, row: str, said: str) -> None:
    found = reading(file, f"{HEADER}Ale;Rån;År;2023;1;1;\n{row}\n")
    assert found.rows.height == 1
    (finding,) = found.findings
    assert finding.row == 3
    assert said in finding.problem


def test_zeros_before_an_area_existed_are_warned_of(file: Path) -> None:
    found = reading(
        file, HEADER + "".join(f"Nytt;Rån;År;{y};{0 if y < 2021 else 5};1;\n" for y in range(2019, 2024))
    )
    assert any("Nytt har bara nollor före 2021" in note for note in found.notes)


def test_the_yearly_list_of_municipalities(tmp_path: Path) -> None:
    text = "Kommun;Antal;Per 100 000 inv.\r\nAle;2 537;7810\r\nAlingsås;4293;10100\r\n"
    found = reading(tmp_path / "Anmälda brott kommunerna 2024.csv", text, encoding="utf-8-sig")
    assert found.rows["amount"].to_list() == [2537, 4293]
    assert found.rows["period_to"].to_list() == [date(2024, 12, 31)] * 2
    assert found.rows["category"].unique().to_list() == ["Samtliga brott"]


def test_the_list_of_2021_without_header_and_with_genitives(tmp_path: Path) -> None:
    text = "Ale kommun;2731;8547\r\nArjeplogs kommun;151;5600\r\nBorås kommun;1;1\r\nSpånga-Tensta;3;2\r\n"
    found = reading(tmp_path / "lista.csv", text, year=2021)
    assert found.rows["area"].to_list() == ["Ale", "Arjeplog", "Borås", "Spånga-Tensta"]


def test_a_list_without_year_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="vilket år"):
        reading(tmp_path / "lista.csv", "Kommun;Antal;Per 100 000 inv.\nAle;1;2\n")


def test_another_table_is_refused_with_its_columns(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="a, b"):
        reading(file, "a;b\n1;2\n")


@pytest.mark.parametrize(
    ("name", "rows", "rows_read"),
    [
        ("bra/sol_dbfil_ar.latin1.txt", 17, 19),
        ("bra/sol_dbfil_manad.latin1.txt", 3, 3),
        ("bra/bra-goteborg-stadsomraden.csv", 90, 90),
    ],
)
def test_the_real_files(name: str, rows: int, rows_read: int) -> None:
    path = shared(name)
    found = read(path, name=path.name, limits=Limits(), today=date(2026, 11, 21))
    assert (found.rows.height, found.rows_read, found.findings) == (rows, rows_read, ())


def test_a_parent_told_again_without_its_figure_keeps_the_figure(file: Path) -> None:
    found = reading(
        file,
        HEADER + "Ale;Rån;År;2024;..;..;\nAle;Rån;År;2024;7;1;\nAle;Stöld;År;2024;..;..;\n",
    )
    assert found.rows.select("category", "amount").rows() == [("Rån", 7), ("Stöld", None)]
    assert found.findings == ()
    assert any(
        "Rader utan siffra" in note and "period: 1. Raden med siffran gäller." in note for note in found.notes
    )


def test_the_list_of_2021_may_begin_with_a_district(tmp_path: Path) -> None:
    path = tmp_path / "Anmälda brott kommunerna 2021.csv"
    found = reading(
        path, "Spånga-Tensta;4 023;10 410\nStockholms kommun;180 000;18 000\nAle kommun;3 000;9 000\n"
    )
    assert found.rows["area"].to_list() == ["Spånga-Tensta", "Stockholm", "Ale"]
    assert any("Rader som inte är kommuner: 1." in note for note in found.notes)


def test_a_database_file_with_a_title_above_it_is_read(file: Path) -> None:
    found = reading(file, "Anmälda brott\n" + HEADER + "Ale;Rån;År;2024;7;1;\n")
    assert found.rows["amount"].to_list() == [7]
    assert "Rubrikraden är rad 2. Det som står ovanför den är inte läst." in found.notes
