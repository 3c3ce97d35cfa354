"""A sheet to have before one at a meeting: no title page, nothing said twice, and drawings that can be read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx as word
from pypdf import PdfReader

from trygghjulet.documents.charts import spec
from trygghjulet.documents.docx import docx
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.style import MUTED, TEAL
from trygghjulet.documents.tree import (
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Document,
    Highlight,
    MapFigure,
    Paragraph,
    Polygon,
    Row,
    Section,
    Shape,
    Table,
)

TABLE = Table(
    "Rapporter efter plats",
    (Column("Plats"), Column("Veckan", ColumnKind.NUMBER), Column("Vanligen", ColumnKind.NUMBER)),
    tuple(Row((f"Plats {i}", i, 2)) for i in range(6)),
    source="Fältrapporter",
    definition="Det som personal har sett.",
)
BARS = Chart("Veckan", "Staplar.", ChartKind.BAR, TABLE, series=(1, 2), muted=(2,))
REPORT = Document(
    "Veckans läge",
    tuple(Section(f"Del {i}", (Paragraph("Ord om veckan."), TABLE)) for i in range(7)),
    facts=(("Område", "Solvik"), ("Läge", "Beslutad")),
)


def text_of(document: Document) -> tuple[int, str]:
    """How many pages, and what stands on them."""
    pages = PdfReader(BytesIO(pdf(document))).pages
    return len(pages), "\n".join(page.extract_text() for page in pages)


def test_a_sheet_has_no_contents_and_takes_fewer_pages() -> None:
    pages, words = text_of(REPORT)
    fewer, said = text_of(replace(REPORT, sheet=True))
    assert "Innehåll" in words
    assert "Innehåll" not in said
    assert fewer < pages
    assert all(f"Del {i}" in said for i in range(7))


def test_what_stands_beneath_tables_is_said_once_on_a_sheet() -> None:
    assert text_of(REPORT)[1].count("Det som personal har sett.") == 7
    assert text_of(replace(REPORT, sheet=True))[1].count("Det som personal har sett.") == 1


def test_a_sheet_in_word_is_set_smaller() -> None:
    large, small = (
        word.Document(BytesIO(docx(replace(REPORT, sheet=sheet)))).styles["Normal"].font.size
        for sheet in (False, True)
    )
    assert small is not None
    assert large is not None
    assert small < large


def test_what_is_usual_is_drawn_in_a_quiet_grey() -> None:
    colour = spec(BARS)["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(colour["domain"], colour["range"], strict=True)) == {"Veckan": TEAL, "Vanligen": MUTED}


def test_a_narrow_chart_is_half_as_wide_with_days_by_three_letters() -> None:
    days = Table(
        "När", (Column("Dag"), Column("kväll", ColumnKind.NUMBER)), (Row(("Måndag", 1)), Row(("Tisdag", 2)))
    )
    grid = Chart("När", "Rutnät.", ChartKind.HEATMAP, days)
    assert spec(grid, narrow=True)["width"] < 0.6 * spec(grid)["width"]
    assert "slice" in spec(grid, narrow=True)["encoding"]["x"]["axis"]["labelExpr"]
    assert "labelExpr" not in spec(grid)["encoding"]["x"]["axis"]


def test_an_areas_name_does_not_lie_under_a_mark() -> None:
    def square(x: float, y: float, side: float) -> tuple[Polygon, ...]:
        ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
        return ((ring,),)

    figure = MapFigure(
        "Karta",
        "Två områden.",
        (Shape("Bruket", square(0, 0, 1000)), Shape("Tallmon", square(1000, 0, 1000))),
        Table(
            "Karta",
            (Column("Område"), Column("Antal", ColumnKind.COUNT)),
            (Row(("Bruket", 9)), Row(("Tallmon", 1))),
        ),
        (Highlight("1", square(480, 480, 20)),),
        value=1,
    )
    names = {
        one["text"]: one["y"]
        for layer in spec(figure)["layer"]
        for one in layer.get("data", {}).get("values", ())
        if one.get("text") in {"Bruket", "Tallmon"}
    }
    assert names["Tallmon"] == 500
    assert abs(names["Bruket"] - 500) > 10
