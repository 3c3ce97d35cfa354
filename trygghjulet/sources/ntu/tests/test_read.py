"""The national survey's sheets in the workbook of indicators."""

from datetime import date
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import sheets, workbook
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import FIGURES
from trygghjulet.sources.ntu.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "SCN-5")
SAMPLE = Path(__file__).parents[1] / "samples" / "df_ind_Solvik.xlsx"


def reading(path: Path) -> Reading:
    return read(path, name=path.name, limits=Limits(), today=date(2026, 11, 25))


def test_pairs_of_years_become_two_years_and_missing_shares_stay_missing() -> None:
    found = reading(SAMPLE)
    assert (found.rows.height, found.findings, found.rows.schema) == (18, (), FIGURES)
    first, _, last = found.rows.head(3).rows(named=True)
    assert (first["title"], first["given_area"], first["value"], first["unit"]) == (
        "Misshandel",
        "Solvik",
        2.9,
        "procent",
    )
    assert (first["period_from"], first["period_to"]) == (date(2020, 1, 1), date(2021, 12, 31))
    assert (last["value"], last["missing"]) == (None, "withheld_or_missing")
    assert any("två år i taget" in note for note in found.notes)


def test_what_is_no_share_is_told_with_sheet_row_and_value(tmp_path: Path) -> None:
    book = {"Hot-NTU": [["T"], ["Region", "2017/2018", "2030/2031"], ["Ale", "många", 3], ["Länet", 120, 2]]}
    found = reading(sheets(tmp_path / "i.xlsx", book))
    assert found.rows.height == 0
    assert [(f.row, f.column, f.value) for f in found.findings] == [
        (3, "Hot-NTU", "många"),
        (3, "Hot-NTU", "3"),
        (4, "Hot-NTU", "120"),
        (4, "Hot-NTU", "2"),
    ]
    assert "framtiden" in found.findings[1].problem


def test_a_workbook_without_the_survey_is_sent_to_the_other_format(tmp_path: Path) -> None:
    book = {"Rån": [["T"], ["Region", "Antal 2024"], ["Ale", 3]]}
    with pytest.raises(UnreadableFile, match="inga blad ur Nationella"):
        reading(sheets(tmp_path / "i.xlsx", book))
    with pytest.raises(UnreadableFile, match="varken"):
        reading(workbook(tmp_path / "t.xlsx", [["a", "b"], [1, 2]]))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("i.xlsx", b"", "tom"), ("i.xls", b"<html>", "webbsida"), ("i.csv", b"a;b\n1;2\n", "arbetsbok")],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        reading(path)
