"""The ways through the house: its places, how the steps stand, what a page holds, and what rests on a thing."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from trygghjulet.documents.tree import Column, Paragraph, Row, Section, Table
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.ui import onward
from trygghjulet.foundation.ui.places import places
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.foundation.ui.wheel import StepState, way

NOBODY = Scope(user_id=None, user_name="Ingen")


def shown(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("path", "title", "current"),
    [
        ("/solvik/", "Varven", "page"),
        ("/solvik/varv/1/lagesbild/", "Varven", "true"),
        ("/solvik/underlag/ny-kalla/", "Underlag", "true"),
        ("/solvik/falt/ny/", "Fält", "true"),
        ("/solvik/ram/", "Ramen", "page"),
        ("/solvik/forum/3/", "Forum", "true"),
        ("/solvik/skyldigheter/", "Skyldigheter", "page"),
    ],
)
def test_the_room_that_a_page_lies_in_is_marked(path: str, title: str, current: str) -> None:
    assert [(place.title, place.current) for place in places("solvik", path) if place.current] == [
        (title, current)
    ]


def test_a_step_tells_how_it_stands_where_that_is_known() -> None:
    stops = way("solvik", 1, states={"causes": StepState("2 saker kvar", "warning")}).stops
    assert "2 saker kvar</span>" in stops[3].state.badge  # type: ignore[union-attr]
    assert stops[0].state is None


def test_a_long_page_lists_its_chapters_and_every_name_on_it_is_its_own() -> None:
    figures = Table("Antal", (Column("Typ"),), (Row(("Klotter",)),))
    sections = (
        Section("Läget", (figures,)),
        Section("Var", (figures,), level=2),
        Section("Analys", (Paragraph("Text."), figures)),
        Section("Läget", (figures,)),
    )
    page = shown("{% ui_contents sections %}{% doc sections %}", sections=sections)
    assert re.findall(r'href="#([^"]+)"', page) == ["laget", "analys", "laget-2"]
    names = re.findall(r"""\sid=["']([^"']+)["']""", page)
    assert len(names) == len(set(names))
    assert {"laget", "analys", "laget-2"} <= set(names)


def test_a_short_page_needs_no_list_of_chapters() -> None:
    assert shown("{% ui_contents sections %}", sections=(Section("Läget"),)).strip() == ""


def test_a_lower_page_shows_what_a_higher_room_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onward, "_answers", {})
    assert onward.onward("thing", NOBODY, None) == {}
    onward.register("thing", lambda scope, round: {7: (Link("Prioritering 1", "#p"),)})
    assert onward.onward("thing", NOBODY, None)[7][0].text == "Prioritering 1"
    with pytest.raises(ValueError, match="thing"):
        onward.register("thing", lambda scope, round: {})
