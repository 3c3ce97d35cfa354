"""What a reader of the page, the PDF or the Word file notices."""

import base64
import io
import re
import time
from dataclasses import replace
from datetime import date

import docx as word_files
import numpy as np
import pikepdf
import pypdf
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.documents import charts
from trygghjulet.documents.docx import docx
from trygghjulet.documents.html import html
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.tests.sample import area_table, months, sample
from trygghjulet.documents.tree import (
    BulletList,
    Callout,
    CalloutKind,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Document,
    Interval,
    KeyFigure,
    KeyFigures,
    Link,
    MapFigure,
    Paragraph,
    Row,
    Section,
    Shape,
    Strong,
    Table,
)

NASTY = "#set $x$ <script>alert(1)</script> \\ \"'` */ {{x}} @y [z] & ]]>"


def text_of(made: bytes) -> str:
    pages = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    return " ".join(pages.split())


def word_text(made: bytes) -> str:
    word = word_files.Document(io.BytesIO(made))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def everywhere(text: str) -> Document:
    """A document with the same text in every field that holds words."""
    count = Column(text + " antal", ColumnKind.COUNT)
    table = Table(text, (Column(text), count), (Row((text, 7)),), text, text, text, text)
    shape = Shape(text, ((((0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 0.0)),),))
    chart = Chart(text, text, ChartKind.BAR, table, axis=text)
    blocks = (
        Paragraph((text, Strong(text), Link(text, "https://example.org/" + text))),
        BulletList((text,)),
        KeyFigures((KeyFigure(text, text, text),)),
        Callout(CalloutKind.NOTE, text),
        table,
        chart,
        replace(chart, kind=ChartKind.LINE),
        replace(chart, kind=ChartKind.HEATMAP),
        MapFigure(text, text, (shape,), table, value=1),
    )
    section = Section(text, blocks, anchor=text)
    return Document(text, (section,), subtitle=text, facts=((text, text),))


@pytest.mark.requirement("PIC-8")
def test_the_page_reads_as_a_report() -> None:
    page = html(sample())
    assert page.count("<h1") == 1
    assert "<h1 class='doc-title'>Lägesbild för Solvik 2025</h1>" in page
    assert "<section class='doc-section' id='viktigast'>" in page
    assert "<h3 class='doc-heading doc-heading-2'>Brottstyper</h3>" in page
    assert "<th scope='row'>Hamnen</th><td class='doc-numeric'>4\N{NO-BREAK SPACE}812</td>" in page
    assert "77,1 (69,3–84,9)" in page
    assert "Källa:</span> Polisens anmälda brott" in page


def test_headings_can_be_moved_down_and_a_block_can_stand_alone() -> None:
    assert "<h3 class='doc-title'>" in html(sample(), heading_offset=2)
    assert html(Paragraph("Hej")) == "<p class='doc-paragraph'>Hej</p>"
    assert "Show the figures" in html(Chart("c", "a", ChartKind.LINE, months(), series=(1,)), language="en")


def test_the_page_holds_no_styles_or_scripts_and_every_name_once() -> None:
    page = html(sample())
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", page)
    names = re.findall(r"\sid='([^']+)'", page)
    assert len(names) == len(set(names))


def test_each_picture_has_a_description_and_its_table() -> None:
    page = html(sample())
    assert page.count("<img ") == page.count("<details ") == 6
    assert all(re.findall(r"<img src='[^']+' alt='([^']*)'", page))


def test_the_address_of_a_picture_can_be_given() -> None:
    assert "<img src='/bild.svg'" in html(sample(), chart_image=lambda figure: "/bild.svg")


def test_nothing_a_person_wrote_becomes_markup_on_the_page() -> None:
    page = html(everywhere(NASTY))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    picture = base64.b64decode(re.search(r"base64,([^']+)'", page)[1]).decode()  # type: ignore[index]
    assert "<script" not in picture


def test_what_a_person_wrote_stands_as_written_on_paper_and_in_word() -> None:
    nasty = everywhere(NASTY)
    # The reader of a PDF sees the line breaks of the page, which fall anywhere.
    assert NASTY.replace(" ", "") in text_of(pdf(nasty)).replace(" ", "")
    assert NASTY in word_text(docx(nasty))


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "a\u202eb", "a\ufffeb", "a\x1bb", "a\nb", "😀a", "中文 a", "عربي a"]
)
def test_signs_that_can_not_be_written_stop_nothing(text: str) -> None:
    document = everywhere(text)
    assert "a" in html(document).encode().decode()
    assert "a" in text_of(pdf(document))
    assert "a" in word_text(docx(document))


def test_signs_without_a_picture_in_the_font_are_seen_as_missing() -> None:
    assert "□ och Ångström ≥ ≤ − – … · × ± Київ" in text_of(
        pdf(Document("中 och Ångström ≥ ≤ − – … · × ± Київ", (Section("Text", (Paragraph("text"),)),)))
    )


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_any_text_gives_a_page_and_a_word_file(text: str) -> None:
    document = Document(text, (Section(text, (Paragraph(text), BulletList((text,)))),))
    html(document).encode()
    docx(document)
    pdf(document)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//evil.example", " vbscript:x"]
)
def test_a_link_that_no_report_should_open_is_plain_text(href: str) -> None:
    document = Document("T", (Section("S", (Paragraph((Link("läs mer", href),)),)),))
    assert "<a " not in html(document)
    assert "läs mer" in html(document)
    assert b"/URI" not in pdf(document)
    docx(document)


@pytest.mark.requirement("PIC-8")
def test_the_pdf_is_tagged_titled_and_in_swedish() -> None:
    made = pdf(sample(), made=date(2026, 2, 5))
    with pikepdf.open(io.BytesIO(made)) as file:
        root = file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "sv"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "/Outlines" in root
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Lägesbild för Solvik 2025"
        tags: dict[str, int] = {}
        alternatives = []
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing:
                tags[str(thing.S)] = tags.get(str(thing.S), 0) + 1
                alternatives += [str(thing.Alt)] if "/Alt" in thing else []
    assert tags["/Table"] == 1
    assert tags["/TH"] == 5
    assert tags["/H1"] >= 5
    assert len([alt for alt in alternatives if "område" in alt or "brott" in alt or "36" in alt]) >= 4


def test_the_pdf_text_reads_back() -> None:
    text = text_of(pdf(sample()))
    for words in (
        "Lägesbild för Solvik 2025",
        "Innehåll",
        "Stationsområdet",
        "98,1 (87,4–108,9)",
        "Sida 2 av",
    ):
        assert words in text


def test_a_short_report_has_no_table_of_contents() -> None:
    assert "Innehåll" not in text_of(pdf(replace(sample(), sections=sample().sections[:2])))


@pytest.mark.requirement("PIC-8")
def test_the_word_file_has_headings_repeated_headers_and_described_pictures() -> None:
    word = word_files.Document(io.BytesIO(docx(sample())))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"][:2] == [
        "Det viktigaste",
        "Var brotten sker",
    ]
    assert word.core_properties.title == "Lägesbild för Solvik 2025"
    assert word.core_properties.language == "sv-SE"
    xml = word.element.xml
    assert xml.count("<w:tblHeader/>") == len(word.tables) == 1
    assert len(word.inline_shapes) == 6
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)
    assert 'w:val="sv-SE"' in word.styles.element.xml


def test_an_english_report_is_english() -> None:
    english = replace(sample(), language="en")
    assert "Source:" in html(english)
    assert "4,812" in html(english)
    with pikepdf.open(io.BytesIO(pdf(english))) as file:
        assert str(file.Root.Lang) == "en"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert html(sample()) == html(sample())
    assert pdf(sample(), made=date(2026, 2, 5)) == pdf(sample(), made=date(2026, 2, 5))
    first = docx(sample())
    time.sleep(2.1)  # a zip file tells moments two seconds apart
    assert docx(sample()) == first


def test_a_picture_names_and_describes_itself() -> None:
    chart = Chart("Rubrik & <b>", "Beskrivning", ChartKind.LINE, months(), series=(1,), band=2)
    drawn = charts.figure_svg(chart)
    assert "<title>Rubrik &amp; &lt;b&gt;</title><desc>Beskrivning</desc>" in drawn
    assert ">juli<" in drawn
    assert ">2023<" in drawn


def test_swedish_pictures_have_decimal_comma() -> None:
    table = Table(
        "t",
        (Column("a"), Column("kvot", ColumnKind.INTERVAL, decimals=2)),
        (Row(("x", Interval(0.8, 0.5, 1.3))), Row(("y", Interval(1.0, 0.4, float("inf"))))),
    )
    drawn = charts.figure_svg(Chart("c", "a", ChartKind.RANGE, table, reference=1))
    assert ">0,6<" in drawn


def test_a_chart_needs_something_to_draw_and_words_for_those_who_can_not_see_it() -> None:
    with pytest.raises(ValueError, match="no column"):
        charts.spec(Chart("c", "a", ChartKind.BAR, Table("t", (Column("a"),), ())))
    with pytest.raises(ValueError, match="words"):
        Chart("c", "", ChartKind.BAR, area_table())


def test_a_table_refuses_what_it_can_not_hold() -> None:
    columns = (Column("a"), Column("b", ColumnKind.COUNT))
    with pytest.raises(ValueError, match="row 1 has 1 cells"):
        Table("t", columns, (Row(("x",)),))
    with pytest.raises(ValueError, match="type"):
        Table("t", columns, (Row(("x", np.int64(3))),))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one total row"):
        Table("t", columns, (Row(("x", 1), total=True), Row(("y", 1), total=True)))


def test_a_long_report_is_made_quickly() -> None:
    pdf(sample())
    sections = tuple(
        Section(
            f"Avsnitt {number}",
            (
                *(
                    Paragraph("Brotten på allmän plats följs varje vecka av samverkan. " * 12)
                    for _ in range(4)
                ),
                replace(area_table(), caption=f"Tabell {number}"),
                Chart(
                    f"Diagram {number}",
                    "Linje",
                    ChartKind.LINE,
                    months(),
                    series=(1,),
                    axis=f"Antal {number}",
                ),
                *(
                    Paragraph("Åtgärderna pekar på orsakerna och följs upp mot ett utgångsvärde. " * 12)
                    for _ in range(4)
                ),
            ),
        )
        for number in range(15)
    )
    started = time.perf_counter()
    made = pdf(Document("Lång rapport", sections))
    assert time.perf_counter() - started < 6  # 3 s on a quiet machine
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) >= 25
