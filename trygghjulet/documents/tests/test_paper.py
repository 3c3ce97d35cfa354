"""How tables and charts come out on paper."""

import io
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.documents.charts import spec
from trygghjulet.documents.numbers import cell
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.tree import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Document,
    Interval,
    Row,
    Section,
    Table,
)

pytestmark = pytest.mark.requirement("PIC-8")


def pages(*tables: Table) -> list[pypdf.PageObject]:
    sections = tuple(Section(f"Kapitel {number}", (table,)) for number, table in enumerate(tables, start=1))
    return list(pypdf.PdfReader(io.BytesIO(pdf(Document("Rapport", sections)))).pages)


def lines(page: pypdf.PageObject) -> list[str]:
    return [" ".join(line.split()) for line in page.extract_text().splitlines()]


AREAS = Table(
    "Områdena var för sig",
    (
        Column("Område"),
        Column("Antal", ColumnKind.COUNT),
        Column("Antal perioden före", ColumnKind.COUNT),
        Column("Per 1 000 invånare (95 %)", ColumnKind.INTERVAL),
        Column("Förändring"),
        Column("Kvot mot övriga (95 %)", ColumnKind.INTERVAL),
    ),
    tuple(
        Row(
            (
                name,
                636,
                656,
                Interval(170.1, 157.1, 183.8),
                "−3 % (−13 till +8), kan inte avgöras",
                Interval(1, 0.9, 1.1),
            )
        )
        for name in ("Stationsområdet", "Innerstaden", "Skadegörelse på park och lekplats")
    ),
)


def test_words_and_numbers_stay_whole_beside_many_columns() -> None:
    (page,) = pages(AREAS)
    told = lines(page)
    for whole in ("Stationsområdet", "Innerstaden", "170,1 (157,1–183,8)", "1,0 (0,9–1,1)"):
        assert any(whole in line for line in told), whole


@settings(max_examples=25, deadline=None)
@given(
    columns=st.integers(2, 5),
    words=st.lists(
        st.sampled_from(("ett", "brott", "trygghetsvandring", "Hamnpromenaden")), min_size=1, max_size=30
    ),
    kind=st.sampled_from((ColumnKind.TEXT, ColumnKind.COUNT)),
)
def test_no_word_is_broken_in_any_table_of_reason(columns: int, words: list[str], kind: ColumnKind) -> None:
    text = " ".join(words)
    cells: tuple[Cell, ...] = (text, *([1234567 if kind is ColumnKind.COUNT else text] * (columns - 1)))
    table = Table(
        "Tabell",
        tuple(Column("Rubrik", ColumnKind.TEXT if i == 0 else kind) for i in range(columns)),
        (Row(cells),),
    )
    told = " ".join(" ".join(lines(page)) for page in pages(table))
    assert all(word in told for word in words)
    assert "trygghets- " not in told
    if kind is ColumnKind.COUNT:
        assert told.count("1 234 567") == columns - 1


def plan(words: int) -> Table:
    columns = ("Orsak", "Åtgärd", "Operativt mål", "När", "Vem", "Uppföljning")
    return Table("Åtgärdsplan", tuple(map(Column, columns)), (Row(("Belysning vid torget. " * words,) * 6),))


def test_only_a_chapter_with_broad_texts_is_laid_on_its_side() -> None:
    made = pages(AREAS, plan(8), AREAS)
    lying = [page.mediabox.width > page.mediabox.height for page in made]
    assert lying == [False, True, False]
    assert not any(page.mediabox.width > page.mediabox.height for page in pages(plan(1)))


@pytest.mark.parametrize(
    ("small", "told"), [(0.004, ["99,6 %", "0,4 %"]), (0.03, ["97 %", "3 %"]), (0, ["100 %", "0 %"])]
)
def test_small_shares_get_a_decimal_and_others_none(small: float, told: list[str]) -> None:
    columns = (Column("Typ"), Column("Andel", ColumnKind.PERCENT))
    table = Table("Andelar", columns, (Row(("a", 1 - small)), Row(("b", small))))
    written = [cell(row.cells[1], table.columns[1]).replace("\N{NO-BREAK SPACE}", " ") for row in table.rows]
    assert written == told


def axis(*bounds: tuple[float, float, float]) -> dict[str, Any]:
    rows = tuple(Row((f"typ {n}", Interval(*one))) for n, one in enumerate(bounds))
    table = Table("Kvoter", (Column("Typ"), Column("Kvot", ColumnKind.INTERVAL)), rows)
    found: dict[str, Any] = spec(Chart("Kvoter", "Kvoter", ChartKind.RANGE, table, reference=1))["layer"][1][
        "encoding"
    ]["x"]
    return found


def test_ratios_that_differ_widely_are_drawn_by_their_logarithm() -> None:
    near = axis((1, 0.8, 1.2), (1.1, 0.9, 1.4))
    assert "type" not in near["scale"]
    wide = axis((1, 0.8, 1.2), (0.5, 0.3, 2.4))
    assert (wide["scale"]["type"], wide["scale"]["domain"]) == ("log", [0.2, 5])
    assert "≥" not in wide["axis"]["labelExpr"]


def test_a_ratio_beyond_the_frame_ends_at_an_edge_that_says_so() -> None:
    far = axis((1, 0.8, 1.2), (3, 0, 156))
    assert far["scale"]["domain"] == [0.1, 10]
    assert far["scale"]["clamp"]
    assert "≤ " in far["axis"]["labelExpr"]
    assert "≥ " in far["axis"]["labelExpr"]
