"""A picture that a room has drawn goes the same ways as every other, with its words, and only whole."""

import io

import docx as word
import pytest
from pypdf import PdfReader

from trygghjulet.documents.docx import docx
from trygghjulet.documents.html import html
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.tests.test_withholding import kept
from trygghjulet.documents.tree import Column, ColumnKind, Document, Drawing, Paragraph, Row, Section, Table

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 {high}" width="400" height="{high}" '
    'font-family="Inter"><rect width="400" height="{high}" fill="#eee"/><text x="20" y="40">Ritad</text></svg>'
)
TABLE = Table("I ord", (Column("Del"), Column("Säger")), (Row(("Ett", "Mörkt")),))


def _document(*, high: int = 200, table: Table = TABLE, lines: int = 1) -> Document:
    drawing = Drawing("Bilden", "En grå ruta med ett ord.", SVG.format(high=high), table)
    blocks = (drawing, *(Paragraph(f"Rad {number}.") for number in range(lines)))
    return Document("Ett blad", (Section("Allt", blocks),), sheet=True)


def test_a_drawing_stands_on_the_page_with_its_words_beneath() -> None:
    page = html(_document())
    assert "alt='En grå ruta med ett ord.'" in page
    assert "<summary>Visa bilden i ord</summary>" in page
    assert "Mörkt" in page
    assert "<svg" not in page, "bilden ligger som en bild"


def test_a_drawing_is_described_in_word_and_read_in_the_pdf() -> None:
    (picture,) = word.Document(io.BytesIO(docx(_document()))).inline_shapes
    assert picture._inline.docPr.get("descr") == "En grå ruta med ett ord."
    made = pdf(_document())
    assert "Ritad" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize("lines", [1, 25])
def test_the_drawing_of_a_sheet_gives_way_so_that_all_stays_on_one_page(lines: int) -> None:
    assert len(PdfReader(io.BytesIO(pdf(_document(high=500, lines=lines)))).pages) == 1


def test_words_that_do_not_fit_on_one_page_flow_over_several() -> None:
    pages = PdfReader(io.BytesIO(pdf(_document(high=500, lines=60)))).pages
    assert len(pages) > 1
    assert "Rad 59." in pages[-1].extract_text()


def test_a_drawing_whose_table_has_something_to_withhold_is_left_out_whole() -> None:
    rows = tuple(Row((f"Del {number}", count)) for number, count in enumerate((2, 40, 50)))
    table = Table("I ord", (Column("Del"), Column("Antal", ColumnKind.COUNT)), rows)
    page = html(kept(_document(table=table)))
    assert "En grå ruta" not in page
    assert "Bilden: visas inte" in page


def test_a_drawing_needs_words_for_those_who_can_not_see_it() -> None:
    with pytest.raises(ValueError, match="words"):
        Drawing("Bilden", "", SVG.format(high=10), TABLE)
