"""Titles above the header, and sheets that are hidden or beside the point: which table is read, and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tables import Table
from trygghjulet.foundation.files.tests.making import sheets, workbook
from trygghjulet.observations.findings import UnreadableFile

pytestmark = pytest.mark.requirement("SCN-2")
_ROWS = [("datum", "typ", "område"), ("2025-01-01", "Stöld", "Mitt"), ("2025-01-02", "Rån", "Väst")]


def _wanted(names: Sequence[str]) -> bool:
    return {"datum", "typ"} <= set(names)


def _table(path: Path, text: str | None = None, *, knows: bool = True) -> Table:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return read_table(path, name=path.name, limits=Limits(), wanted=_wanted if knows else None)


@pytest.mark.parametrize("knows", [True, False])
@pytest.mark.parametrize(
    "titles",
    [
        "Händelser 2025\n",
        "Händelser 2025;;\n",
        "Händelser, utdrag 2025\n\nUttaget gjordes 2025-03-01, kl. 10\n",
        '"Händelser 2025";;\r\n',
    ],
)
def test_a_csv_with_titles_is_read_from_its_header(tmp_path: Path, titles: str, *, knows: bool) -> None:
    body = "datum;typ;område\n2025-01-01;Stöld;Mitt\n2025-01-02;Rån;Väst\n"
    found = _table(tmp_path / "fil.csv", titles + body, knows=knows)
    assert found.cells.columns == ["datum", "typ", "område"]
    assert found.cells.height == 2
    above = titles.count("\n")
    assert found.numbers.to_list() == [above + 2, above + 3]
    assert found.notes == (f"Rubrikraden är rad {above + 1}. Det som står ovanför den är inte läst.",)


def test_titles_in_two_columns_are_passed_over_where_the_names_are_known(tmp_path: Path) -> None:
    text = "Uttag;2025-03-01\nEnhet;Nord\ndatum;typ;område\n2025-01-01;Stöld;Mitt\n"
    assert _table(tmp_path / "fil.csv", text).cells.columns == ["datum", "typ", "område"]
    rows = [("Uttag", "2025-03-01"), ("Enhet", "Nord"), *_ROWS]
    found = _table(workbook(tmp_path / "fil.xlsx", [(*row, "")[:3] for row in rows]))
    assert found.cells.columns == ["datum", "typ", "område"]
    assert found.numbers.to_list() == [4, 5]


def test_a_file_without_titles_is_read_as_before(tmp_path: Path) -> None:
    for knows in (True, False):
        found = _table(tmp_path / "fil.csv", "a;b\n1;2\n", knows=knows)
        assert (found.cells.columns, found.notes) == (["a", "b"], ())
    with pytest.raises(UnreadableFile, match="bara en kolumn"):
        _table(tmp_path / "fil.csv", "datum\n2025-01-01\n")


@pytest.mark.parametrize("knows", [True, False])
def test_an_excel_sheet_with_titles_is_read_from_its_header(tmp_path: Path, *, knows: bool) -> None:
    rows = [("Händelser 2025", "", ""), ("", "", ""), *_ROWS]
    found = _table(workbook(tmp_path / "fil.xlsx", rows), knows=knows)
    assert found.cells["typ"].to_list() == ["Stöld", "Rån"]
    assert found.numbers.to_list() == [4, 5]
    assert found.notes == ("Rubrikraden är rad 3. Det som står ovanför den är inte läst.",)


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    hidden = [("datum", "typ", "område"), ("2024-01-01", "Gammalt", "Mitt")]
    path = sheets(tmp_path / "fil.xlsx", {"Gammalt": hidden, "Blad": _ROWS}, hidden=("Gammalt",))
    found = _table(path)
    assert found.cells["typ"].to_list() == ["Stöld", "Rån"]
    assert found.notes == ("Dolda blad läses inte: Gammalt.",)


def test_a_workbook_whose_only_table_is_hidden_is_refused(tmp_path: Path) -> None:
    path = sheets(tmp_path / "fil.xlsx", {"Tomt": [("",)], "Blad": _ROWS}, hidden=("Blad",))
    with pytest.raises(UnreadableFile, match="inga ifyllda celler i de blad som syns"):
        _table(path)


def test_the_one_sheet_with_the_columns_is_read(tmp_path: Path) -> None:
    about = [("Om filen", "Uttaget gjort av"), ("2025", "kansliet")]
    found = _table(sheets(tmp_path / "fil.xlsx", {"Om": about, "Data": _ROWS, "Koder": about}))
    assert found.cells["typ"].to_list() == ["Stöld", "Rån"]
    assert found.notes[0] == "Bladet ”Om” har inte de kolumner som behövs, men det har ”Data”."


def test_two_sheets_with_the_columns_are_not_chosen_between(tmp_path: Path) -> None:
    about = [("Om filen", "Uttaget gjort av"), ("2025", "kansliet")]
    found = _table(sheets(tmp_path / "fil.xlsx", {"Om": about, "Mars": _ROWS, "April": _ROWS}))
    assert found.cells.columns == ["Om filen", "Uttaget gjort av"]


def test_a_sheet_of_text_gives_way_to_one_with_a_table(tmp_path: Path) -> None:
    path = sheets(tmp_path / "fil.xlsx", {"Om": [("Om filen",), ("Av kansliet",)], "Data": _ROWS})
    assert _table(path, knows=False).cells["typ"].to_list() == ["Stöld", "Rån"]
