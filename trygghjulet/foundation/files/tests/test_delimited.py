"""CSV as people make it: what is read, and what is said of the rest."""

import polars as pl
import pytest
from hypothesis import given, strategies as st

from trygghjulet.foundation.files.delimited import read_delimited
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tables import Table
from trygghjulet.observations.findings import UnreadableFile

pytestmark = pytest.mark.requirement("SCN-2")


def table(data: bytes, **limits: int) -> Table:
    return read_delimited(data, name="fil.csv", limits=Limits(**limits))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_breaks_are_told_apart(
    separator: str, encoding: str, newline: str
) -> None:
    lines = [("område", "antal"), ("Årsta", "1"), ("Örby", "2")]
    data = newline.join(separator.join(line) for line in lines).encode(encoding)
    read = table(data)
    assert read.cells.rows() == [("Årsta", "1"), ("Örby", "2")]
    assert read.cells.columns == ["område", "antal"]
    assert read.numbers.to_list() == [2, 3]


def test_rows_with_too_many_or_too_few_values_are_told_and_the_rest_kept() -> None:
    read = table(b"a;b;c\n1;2;3\n1;2\n1;2;3;4\n4;5;6;\n")
    assert read.cells.rows() == [("1", "2", "3"), ("4", "5", "6")]
    assert read.numbers.to_list() == [2, 5]
    assert [finding.row for finding in read.findings] == [3, 4]
    assert "2 av 3" in read.findings[0].problem
    assert "4 värden" in read.findings[1].problem
    assert read.rows_read == 4


def test_quoted_text_may_hold_separators_line_breaks_and_quotes() -> None:
    read = table(b'a;b\n"x;y\nz";"sa ""hej"""\n1;2\n')
    assert read.cells.rows() == [("x;y\nz", 'sa "hej"'), ("1", "2")]
    assert read.numbers.to_list() == [2, 3]


def test_a_stray_quote_spoils_its_own_row_only() -> None:
    read = table(b'a;b\n1;"2\n3;4\n5;6" tum\n"7";8\n')
    assert read.cells.rows() == [("3", "4"), ("7", "8")]
    assert [finding.row for finding in read.findings] == [2, 4]
    assert all("citattecken" in finding.problem for finding in read.findings)


def test_blank_rows_are_passed_over_without_losing_the_row_numbers() -> None:
    read = table(b"a;b\r\n\r\n1;2\r\n;\r\n3;4\r\n")
    assert read.cells.rows() == [("1", "2"), ("3", "4")]
    assert read.numbers.to_list() == [3, 5]


def test_excels_own_first_line_is_passed_over() -> None:
    read = table(b"sep=;\r\na;b\r\n1;2\r\n")
    assert read.cells.rows() == [("1", "2")]
    assert read.numbers.to_list() == [3]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a;b\nV\xc3\xa4g;1\nG\xe5rd;2", "byte 12"),
        (b"a;b\n\x81;1", "byte 4"),
        (b"\xef\xbb\xbfa;b\nG\xe5rd;1", "byte 8"),
        (b"a;b\nG\xe5rd;1\nV\xc3\xa4g;1\n", "blandar"),
        (b"a;b\n1;\x00", "nolltecken"),
        (b"\xff\xfea", "UTF-16"),
        (b"a;b;a\n1;2;3", "flera gånger: a"),
        (b"bara en kolumn\n1\n", "bara en kolumn"),
        (b"\n\n\n", "bara en kolumn"),
        (b"a" * 1_100_000, "en miljon tecken"),
        (b"a;b\n1;" + b"x" * 1_100_000, "en miljon tecken"),
        (b'a;b\n1;"' + b"x\n" * 600_000 + b'"', "en miljon tecken"),
    ],
)
def test_files_that_cannot_be_used_say_why_and_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        table(data)
    assert said in str(error.value)
    assert error.value.finding.remedy


def test_more_rows_than_allowed_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="högst 2"):
        table(b"a;b\n1;2\n1;2\n1;2\n", max_rows=2)


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12))
def test_what_a_correct_writer_wrote_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    """A property: quoting by the rules of CSV never loses or moves a cell."""
    frame = pl.DataFrame(rows, schema={"a": pl.String, "b": pl.String, "c": pl.String}, orient="row")
    read = table(frame.write_csv(quote_style="always").encode())
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [tuple(cell or "" for cell in row) for row in read.cells.rows()] == kept
    assert read.findings == ()
