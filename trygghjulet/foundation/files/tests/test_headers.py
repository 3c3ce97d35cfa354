"""A header of two rows: read as one where cells are joined, or where only both together have the names wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tests.making import sheets
from trygghjulet.foundation.files.workbook import hidden_sheets, read_sheets

pytestmark = pytest.mark.requirement("SCN-2")
_YEARS = [("Område", "2023", "", "2024", ""), ("", "Antal", "Andel", "Antal", "Andel"), ("Mitt", 1, 2, 3, 4)]
_EVENTS = [("Händelse", "", "Plats", ""), ("Datum", "Typ", "X", "Y"), ("2025-01-01", "Stöld", 1, 2)]


def _wanted(names: Sequence[str]) -> bool:
    return {"Datum", "Typ", "X"} <= set(names)


def test_what_is_joined_above_several_columns_is_part_of_each_name(tmp_path: Path) -> None:
    path = sheets(
        tmp_path / "år.xlsx",
        {"Blad": [("Statistik", "", "", "", ""), *_YEARS]},
        joined=("A1:E1", "A2:A3", "B2:C2", "D2:E2"),
    )
    found = read_table(path, name=path.name, limits=Limits())
    assert found.cells.columns == ["Område", "2023 Antal", "2023 Andel", "2024 Antal", "2024 Andel"]
    assert found.cells.row(0) == ("Mitt", "1", "2", "3", "4")
    assert found.numbers.to_list() == [4]
    assert "Rubrikerna står på två rader, 2 och 3, och är lästa tillsammans." in found.notes


def test_the_lower_names_are_enough_where_they_are_the_ones_wanted(tmp_path: Path) -> None:
    path = sheets(tmp_path / "a.xlsx", {"Blad": _EVENTS}, joined=("A1:B1", "C1:D1"))
    found = read_table(path, name=path.name, limits=Limits(), wanted=_wanted)
    assert found.cells.columns == ["Datum", "Typ", "X", "Y"]
    assert found.numbers.to_list() == [3]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_names_in_either_row_are_put_together_also_without_joined_cells(tmp_path: Path, ending: str) -> None:
    rows = [("Datum", "Typ", "Plats", ""), ("", "", "X", "Y"), ("2025-01-01", "Stöld", "1", "2")]
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        sheets(path, {"Blad": rows})
    else:
        path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    found = read_table(path, name=path.name, limits=Limits(), wanted=_wanted)
    assert found.cells.columns == ["Datum", "Typ", "X", "Y"]
    assert found.cells.height == 1
    assert found.numbers.to_list() == [3]
    assert found.notes == ("Rubrikerna står på två rader, 1 och 2, och är lästa tillsammans.",)


def test_a_row_of_figures_is_never_half_a_header(tmp_path: Path) -> None:
    rows = [("Datum", "Typ", "X", "Y"), ("2025-01-01", "Stöld", "1", "2")]
    path = sheets(tmp_path / "a.xlsx", {"Blad": rows}, joined=("C1:D1",))
    found = read_table(path, name=path.name, limits=Limits())
    assert found.cells.columns == ["Datum", "Typ", "X", "Y"]
    assert found.cells.height == 1


def test_own_layouts_never_meet_a_hidden_sheet(tmp_path: Path) -> None:
    path = sheets(tmp_path / "a.xlsx", {"Gammalt": _EVENTS, "Blad": _YEARS}, hidden=("Gammalt",))
    assert list(read_sheets(path, name="a.xlsx", limits=Limits())) == ["Blad"]
    assert hidden_sheets(path, name="a.xlsx") == ("Dolda blad läses inte: Gammalt.",)
