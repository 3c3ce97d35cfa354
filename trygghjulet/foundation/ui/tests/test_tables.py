"""Tables and badges as a reader meets them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from pytest_django.asserts import assertInHTML

from trygghjulet.foundation.ui.badges import SHAPES, Badge
from trygghjulet.foundation.ui.tables import Cell, Column, Kind, Link, Table, write


@pytest.mark.parametrize(
    ("cell", "kind", "shown"),
    [
        (1204, "number", "1\N{NO-BREAK SPACE}204"),
        (Decimal("0.5"), "number", "0,5"),
        (0.625, "share", "62\N{NO-BREAK SPACE}%"),
        (0, "number", "0"),
        (2025, "text", "2025"),
        (date(2025, 4, 3), "date", "3 april 2025"),
        (datetime(2025, 6, 30, 22, 5, tzinfo=UTC), "date", "1 juli 2025 00:05"),
        (None, "number", "–"),
        ("", "text", "–"),
        (True, "text", "Ja"),
        ("<b>", "text", "&lt;b&gt;"),
        (("Klar", 3), "number", "Klar 3"),
    ],
)
def test_a_cell_is_written_as_in_swedish(cell: Cell, kind: Kind, shown: str) -> None:
    assert write(cell, Column("Kolumn", kind)) == shown


def test_a_link_says_what_it_leads_to_and_escapes_what_people_wrote() -> None:
    written = write(Link("Ändra", '/a?b="c"', about="<Belysning>"), Column("Åtgärd"))
    assert written == (
        '<a href="/a?b=&quot;c&quot;">Ändra<span class="visually-hidden"> &lt;Belysning&gt;</span></a>'
    )


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    table = Table("Rubrik", (Column("A"),), (("a", "b"),))
    with pytest.raises(ValueError, match="longer"):
        _ = table.written


def test_a_table_names_its_rows_columns_and_itself() -> None:
    table = Table("Åtgärder", (Column("Åtgärd"), Column("Antal", "number")), (("Belysning", 3),))
    shown = render_to_string("ui/_table.html", {"table": table})
    assert "<caption>Åtgärder</caption>" in shown
    assert '<th scope="row" role="rowheader">Belysning</th>' in shown
    assertInHTML('<td role="cell" data-label="Antal" class="numeric"><div>3</div></td>', shown)


def test_a_table_without_rows_says_so_in_words() -> None:
    table = Table("Möten", (Column("Forum"),), (), empty="Inga möten är bokade.")
    shown = render_to_string("ui/_table.html", {"table": table})
    assert "Inga möten är bokade." in shown
    assert "<table" not in shown


def test_every_tone_has_a_shape_of_its_own_so_that_colour_is_never_alone() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    for tone, shape in SHAPES.items():
        assert shape in Badge("Läge", tone).__html__()


def test_a_badge_of_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="neutral, good, warning, bad, info"):
        Badge("Läge", "rosa")
