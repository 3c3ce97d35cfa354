"""Small numbers are gone from every rendering, and nothing else is."""

import base64
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import date

import numpy as np
import pypdf
import pytest
from numpy.typing import NDArray

from trygghjulet.documents import charts
from trygghjulet.documents.docx import docx
from trygghjulet.documents.html import html
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.tests.sample import sample, square
from trygghjulet.documents.tree import (
    Callout,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Count,
    Derived,
    Document,
    Highlight,
    Interval,
    KeyFigure,
    KeyFigures,
    MapFigure,
    Paragraph,
    Row,
    Section,
    Shape,
    Table,
    Withheld,
    Words,
)
from trygghjulet.documents.withholding import withhold

COUNT = ColumnKind.COUNT


@dataclass(frozen=True)
class Hidden:
    cells: NDArray[np.bool_]
    row_totals: NDArray[np.bool_]
    column_totals: NDArray[np.bool_]
    total: bool


def plainly(counts: NDArray[np.int64], smallest: int) -> Hidden:
    """A stand-in for the disclosure control: small cells, and one more where a column has a single one."""
    small = (counts > 0) & (counts < smallest)
    hidden = small.copy()
    for column in range(counts.shape[1]):
        others = [i for i in np.argsort(counts[:, column]) if not hidden[i, column] and counts[i, column]]
        if hidden[:, column].sum() == 1 and others:
            hidden[others[0], column] = True
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    return Hidden(
        hidden,
        (rows > 0) & (rows < smallest),
        (columns > 0) & (columns < smallest),
        0 < counts.sum() < smallest,
    )


def kept(document: Document, smallest: int = 5) -> Document:
    return withhold(document, smallest, method=plainly)


def of(*blocks: Paragraph | Table | Chart | KeyFigures | MapFigure) -> Document:
    return Document("T", (Section("S", blocks),))


def first_table(document: Document) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table))


def shown(table: Table) -> list[list[object]]:
    return [["dold" if isinstance(cell, Withheld) else cell for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("smallest", [0, 1])
def test_without_a_threshold_nothing_changes(smallest: int) -> None:
    document = sample()
    assert kept(document, smallest) is document


def test_running_text_says_fewer_than_five() -> None:
    words: Words = (
        "Det var ",
        Count(4),
        " fall, ",
        Count(5),
        " och ",
        Count(0),
        ", ",
        Derived("1,3 per 1 000", (4, 9)),
    )
    page = html(kept(of(Paragraph(words))))
    assert (
        re.sub("<[^>]+>", "", page.split("</h2>")[1]).strip()
        == "Det var färre än 5 fall, 5 och 0, visas inte"
    )
    assert "4" not in html(kept(of(KeyFigures((KeyFigure("Fall", Count(4)),)))))


def test_a_cell_takes_its_rate_and_a_second_cell_with_it_but_the_total_stays() -> None:
    table = Table(
        "t",
        (
            Column("Område"),
            Column("Antal", COUNT),
            Column("Invånare", ColumnKind.NUMBER),
            Column("Per", ColumnKind.RATE),
        ),
        (
            Row(("A", 3, 1000, 3.0)),
            Row(("B", 20, 1000, 20.0)),
            Row(("C", 50, 1000, 50.0)),
            Row(("Alla", 73, 3000, 24.3), total=True),
        ),
    )
    after = first_table(kept(of(table)))
    assert shown(after) == [
        ["A", "dold", 1000, "dold"],
        ["B", "dold", 1000, "dold"],
        ["C", 50, 1000, 50.0],
        ["Alla", 73, 3000, 24.3],
    ]
    assert "färre än 5 händelser" in str(after.note)


def test_a_change_is_withheld_when_either_year_is() -> None:
    table = Table(
        "t",
        (
            Column("Typ"),
            Column("2024", COUNT),
            Column("2025", COUNT),
            Column("Förändring", ColumnKind.PERCENT, derived_from=(1, 2)),
            Column("Enkät", ColumnKind.PERCENT, derived_from=()),
        ),
        (Row(("a", 10, 2, -0.8, 0.4)), Row(("b", 30, 40, 0.33, 0.5)), Row(("c", 90, 80, -0.11, 0.6))),
    )
    assert shown(first_table(kept(of(table)))) == [
        ["a", 10, "dold", "dold", 0.4],
        ["b", 30, "dold", "dold", 0.5],
        ["c", 90, 80, -0.11, 0.6],
    ]


def test_what_is_derived_from_the_derived_goes_too() -> None:
    table = Table(
        "t",
        (
            Column("Typ"),
            Column("Rang", ColumnKind.NUMBER, derived_from=(2,)),
            Column("Andel", ColumnKind.PERCENT, derived_from=(3,)),
            Column("Antal", COUNT),
        ),
        (Row(("a", 2, 0.1, 3)), Row(("b", 1, 0.9, 27))),
    )
    assert shown(first_table(kept(of(table))))[0] == ["a", "dold", "dold", "dold"]


def test_totals_of_rows_and_columns_follow_the_method() -> None:
    table = Table(
        "t",
        (
            Column("Område"),
            Column("Dag", COUNT),
            Column("Natt", COUNT),
            Column("Alla", COUNT, total_of_rows=True),
        ),
        (Row(("A", 1, 2, 3)), Row(("B", 9, 8, 17)), Row(("Summa", 10, 10, 20), total=True)),
    )
    assert shown(first_table(kept(of(table)))) == [
        ["A", "dold", "dold", "dold"],
        ["B", "dold", "dold", 17],
        ["Summa", 10, 10, 20],
    ]


def test_a_table_of_totals_alone_and_an_empty_one() -> None:
    only = Table(
        "t", (Column("Område"), Column("Alla", COUNT, total_of_rows=True)), (Row(("A", 3)), Row(("B", 40)))
    )
    assert shown(first_table(kept(of(only)))) == [["A", "dold"], ["B", "dold"]]
    empty = Table("t", (Column("Område"), Column("Antal", COUNT)), ())
    assert first_table(kept(of(empty))) == empty


def test_a_missing_count_is_still_missing_and_a_negative_one_is_refused() -> None:
    columns = (Column("a"), Column("n", COUNT))
    assert shown(first_table(kept(of(Table("t", columns, (Row(("x", None)), Row(("y", 7)))))))) == [
        ["x", None],
        ["y", 7],
    ]
    with pytest.raises(ValueError, match="no count"):
        kept(of(Table("t", columns, (Row(("x", -1)),))))


def test_a_small_place_is_not_drawn() -> None:
    table = Table("t", (Column("Område"), Column("n", COUNT)), (Row(("A", 90)), Row(("B", 80))))
    places = (
        Highlight("1", (square(0, 0),), 41),
        Highlight("2", (square(1, 1),), 4),
        Highlight("3", (square(2, 2),)),
    )
    figure = MapFigure("c", "a", (Shape("A", (square(0, 0),)),), table, places)
    after = next(iter(kept(of(figure)).blocks()))
    assert isinstance(after, MapFigure)
    assert [place.label for place in after.highlights] == ["1", "3"]


@pytest.mark.requirement("PIC-8")
@pytest.mark.parametrize("kind", [ChartKind.BAR, ChartKind.LINE, ChartKind.HEATMAP])
def test_a_withheld_number_is_in_no_rendering(kind: ChartKind) -> None:
    # Numbers that nothing else in a file happens to hold.
    small, second = 73_129, 84_317
    table = Table(
        "Tabell",
        (Column("Område"), Column("Antal", COUNT)),
        (Row(("A", small)), Row(("B", second)), Row(("C", 96_454)), Row(("Summa", 253_900), total=True)),
    )
    words: Words = ("Antal: ", Count(small))
    chart = Chart(words, words, kind, table)
    figure = MapFigure(
        words, words, tuple(Shape(n, (square(i, 0),)) for i, n in enumerate("ABC")), table, value=1
    )
    document = kept(of(Paragraph(words), chart, figure, table), smallest=80_000)
    pictures = "".join(
        json.dumps(charts.spec(block)) + charts.figure_svg(block)
        for block in document.blocks()
        if isinstance(block, Chart | MapFigure)
    )
    page = html(document)
    inside = "".join(base64.b64decode(data).decode() for data in re.findall(r"base64,([^']+)'", page))
    with zipfile.ZipFile(io.BytesIO(docx(document))) as packed:
        word = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    paper = "".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(pdf(document))).pages)
    for rendering in (pictures, page, inside, word, paper):
        digits = re.sub(r"[\s,.\u00a0\u202f]", "", rendering)
        assert str(small) not in digits
        assert str(second) not in digits
        assert rendering
    assert "96454" in re.sub(r"\s", "", paper)


def test_an_interval_that_builds_on_a_small_count_is_not_drawn() -> None:
    table = Table(
        "t",
        (Column("Typ"), Column("Antal", COUNT), Column("Kvot", ColumnKind.INTERVAL)),
        (
            Row(("a", 3, Interval(0.731, 0.5, 1.1))),
            Row(("b", 9, Interval(0.842, 0.6, 1.2))),
            Row(("c", 90, Interval(1, 0.9, 1.1))),
        ),
    )
    chart = next(iter(kept(of(Chart("c", "a", ChartKind.RANGE, table))).blocks()))
    assert isinstance(chart, Chart)
    assert [record["v"] for record in charts.spec(chart)["data"]["values"]] == [None, None, 1.0]
    assert charts.figure_svg(chart).count(">dold<") == 2


def test_an_interval_is_drawn_no_finer_than_it_is_seen() -> None:
    table = Table(
        "t",
        (Column("Typ"), Column("Kvot", ColumnKind.INTERVAL)),
        (Row(("a", Interval(1.234567, 1.111111, 1.987654))),),
    )
    (drawn,) = charts.spec(Chart("c", "a", ChartKind.RANGE, table))["data"]["values"]
    assert (drawn["v"], drawn["low"], drawn["high"]) == (1.235, 1.111, 1.988)


@pytest.mark.requirement("PIC-8")
def test_a_line_with_anything_withheld_is_left_out_whole() -> None:
    """The text beside tells the sum of a stretch of months: less those that are shown, it gives the others away."""
    columns = (Column("Månad", ColumnKind.DATE), Column("Antal", COUNT))
    months = [date(2025, month, 1) for month in (1, 2, 3)]

    def line(*counts: int) -> Chart:
        rows = tuple(Row(pair) for pair in zip(months, counts, strict=True))
        return Chart("Per månad", "a", ChartKind.LINE, Table("t", columns, rows))

    assert isinstance(next(iter(kept(of(line(9, 8, 7))).blocks())), Chart)
    left_out = next(iter(kept(of(line(9, 3, 7))).blocks()))
    assert isinstance(left_out, Callout)
    assert "visas inte" in "".join(map(str, left_out.words))


def test_the_whole_sample_can_be_withheld() -> None:
    after = kept(sample())
    assert "dold" in html(after)
    assert "färre än 5" in html(after)
