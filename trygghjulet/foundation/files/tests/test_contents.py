"""Files are known by their bytes, and refused when they are harmful, empty or something else."""

import gzip
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.opening import read_table
from trygghjulet.foundation.files.tests.making import workbook
from trygghjulet.observations.findings import UnreadableFile

pytestmark = pytest.mark.requirement("SCN-2")
MEGABYTE = 1024 * 1024


def refused(path: Path, name: str, **limits: int) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_table(path, name=name, limits=Limits(**limits))
    assert error.value.finding.remedy
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tom.csv", b"", "tom"),
        ("rapport.csv", b"%PDF-1.7 ...", "PDF"),
        ("gammal.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lösenordsskyddad eller gammal"),
        ("gammal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lösenordsskyddad eller gammal"),
        ("bild.csv", b"\x89PNG\r\n\x1a\n", "bild"),
        ("sida.csv", b"<!doctype html><table>", "webbsida"),
        ("text.xlsx", b"a;b\n1;2\n", "säger en Excelfil"),
        ("text.parquet", b"a;b\n1;2\n", "säger en Parquetfil"),
        ("karta.csv", b'{"type": "FeatureCollection"}', "JSON"),
        ("avklippt.parquet", b"PAR1" + b"x" * 100, "avklippt"),
        ("avklippt.xlsx", b"PK\x03\x04" + b"x" * 100, "skadad"),
        ("avklippt.gz", gzip.compress(b"a;b\n1;2\n" * 99, mtime=0)[:-20], "avklippt"),
        ("skadad.gz", b"\x1f\x8b" + b"x" * 100, "skadad"),
    ],
)
def test_files_of_the_wrong_kind_are_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / "lagrad"
    path.write_bytes(data)
    assert said in refused(path, name)


def test_an_excel_file_named_csv_is_refused(tmp_path: Path) -> None:
    assert "innehållet är en Excelfil" in refused(workbook(tmp_path / "f", [["a", "b"], [1, 2]]), "f.csv")


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024 * MEGABYTE)  # a hole: 2 GB without a line break that takes no room
    assert "2048 MB" in refused(path, "stor.csv")


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"0" * (20 * MEGABYTE)))
    assert "packas upp" in refused(path, "bomb.gz", max_unpacked_bytes=10 * MEGABYTE)


def test_a_workbook_is_read_with_text_numbers_and_times(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "b.xlsx",
        [
            ["datum", "antal", "plats"],
            [datetime.fromisoformat("2025-01-31T14:05"), 3, "Torget"],
            [None, 2.5, "Ån & bron"],
        ],
    )
    read = read_table(path, name="b.xlsx", limits=Limits())
    assert read.cells.rows() == [("2025-01-31 14:05:00", "3", "Torget"), (None, "2.5", "Ån & bron")]
    assert read.numbers.to_list() == [2, 3]


def test_a_workbook_without_content_is_refused(tmp_path: Path) -> None:
    assert "inga ifyllda celler" in refused(workbook(tmp_path / "b.xlsx", []), "b.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arkiv.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a;b\n1;2\n")
    assert "ingen Excelfil" in refused(path, "arkiv.xlsx")


def test_a_workbook_that_declares_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", [], sheet="<worksheet>" + " " * (30 * MEGABYTE) + "</worksheet>")
    assert "packas upp" in refused(path, "b.xlsx", max_unpacked_bytes=10 * MEGABYTE)


def test_a_workbook_that_shrinks_too_well_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", [], sheet="<worksheet>" + " " * (80 * MEGABYTE) + "</worksheet>")
    assert "packas upp" in refused(path, "b.xlsx")


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", [], sheet="<worksheet>" + " " * MEGABYTE + "</worksheet>")
    size = struct.pack("<L", MEGABYTE + len("<worksheet></worksheet>"))
    data = path.read_bytes()
    assert size in data
    path.write_bytes(data.replace(size, struct.pack("<L", 100)))
    assert "större än den uppger" in refused(path, "b.xlsx")


def test_a_sheet_with_a_cell_in_its_last_corner_is_refused(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    assert "för stort" in refused(workbook(tmp_path / "b.xlsx", [], sheet=sheet), "b.xlsx")


@pytest.mark.parametrize("reference", ["C4" + "9" * 30, "C" * 9 + "4", "A" + "1" * 11])
def test_a_cell_beyond_any_sheet_is_refused_before_it_takes_all_memory(
    tmp_path: Path, reference: str
) -> None:
    sheet = f'<worksheet><sheetData><row r="1"><c r="{reference}"><v>1</v></c></row></sheetData></worksheet>'
    assert "skadad" in refused(workbook(tmp_path / "b.xlsx", [], sheet=sheet), "b.xlsx")


def test_columns_of_parquet_that_are_not_text_number_or_time_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    frame = pl.DataFrame({"a": ["x"], "bild": [b"\xff\xfe"], "text": [b"hej"], "lista": [[1, 2]]})
    frame.with_columns(pl.duration(days=1).alias("tid")).write_parquet(path)
    read = read_table(path, name="f.parquet", limits=Limits())
    assert read.cells.rows() == [("x", "hej")]
    assert "bild, lista, tid" in read.notes[0]


@pytest.mark.parametrize("data", [b"a;b\n", b"a;b\n;\n\n"])
def test_a_table_without_rows_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(data)
    assert "inga rader" in refused(path, "f.csv")


def test_parquet_with_too_many_rows_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    pl.DataFrame({"a": pl.zeros(3_000_000, eager=True)}).write_parquet(path)
    assert path.stat().st_size < MEGABYTE
    assert "högst" in refused(path, "f.parquet", max_rows=1_000_000)
    assert "packas upp" in refused(path, "f.parquet", max_unpacked_bytes=100)
