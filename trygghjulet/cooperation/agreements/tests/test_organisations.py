"""The organisations that the blueprints describe: every forum and way of theirs is in the picture."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest

from trygghjulet.cooperation.agreements.rules.blueprints import load, names
from trygghjulet.cooperation.forums.rules.organisation import (
    CITY,
    LOCAL,
    OUTSIDE,
    banded,
    description,
    of_blueprint,
)
from trygghjulet.cooperation.forums.rules.organisation_layout import laid_out
from trygghjulet.cooperation.forums.rules.organisation_picture import legend, svg
from trygghjulet.cooperation.forums.tests.test_organisation import SVG, assert_readable

pytestmark = pytest.mark.requirement("FOR-1")


@pytest.mark.parametrize("name", names())
def test_each_blueprints_forums_and_ways_are_in_its_picture(name: str) -> None:
    blueprint = load(name)
    drawn = ElementTree.fromstring(svg(of_blueprint(blueprint), name=blueprint.title))  # noqa: S314  # our own
    bodies = {one.get("data-key") for one in drawn.iter(f"{SVG}g") if one.get("data-key")}
    ways = Counter(
        (one.get("data-of"), (one.get("class") or "").removeprefix("organisation-way "), one.get("data-to"))
        for one in drawn.iter(f"{SVG}g")
        if one.get("data-of")
    )
    told = Counter((forum.id, way.value, to) for forum in blueprint.forums for way, to, _ in forum.ways)
    told += Counter((forum.id, "part_of", forum.part_of) for forum in blueprint.forums if forum.part_of)
    assert {forum.id for forum in blueprint.forums} <= bodies
    assert ways == told
    assert {to for _, _, to in told} <= bodies


@pytest.mark.parametrize("name", names())
def test_nothing_in_a_blueprints_picture_lies_on_anything_else(name: str) -> None:
    assert_readable(laid_out(of_blueprint(load(name))))


def test_who_only_receives_stands_above_the_forums() -> None:
    organisation = of_blueprint(load("malmo"))
    bands = dict(banded(organisation))
    assert [body.name for row in bands[OUTSIDE] for body in row] == ["Kommunstyrelsen", "Kommunfullmäktige"]
    assert next(iter(bands)) == OUTSIDE


def test_the_city_stands_above_the_local_and_the_leading_above_the_preparing() -> None:
    bands = dict(banded(of_blueprint(load("stockholm"))))
    rows = [[body.key for body in row] for band in (CITY, LOCAL) for row in bands[band]]
    assert list(bands) == [CITY, LOCAL]
    assert rows == [
        ["styrgruppen"],
        ["beredningsgruppen"],
        ["lokal-styrgrupp"],
        ["lokal-beredningsgrupp"],
        ["lokal-arbetsgrupp"],
    ]


def test_the_ways_that_the_sources_give_are_those_that_are_drawn() -> None:
    said = dict(of_blueprint(load("goteborg-2024")).said("ledningsgrupp"))
    assert [body.key for body in said["tar emot frågor från"]] == ["ledningsgrupp-lokal"]
    assert [body.key for body in said["får underlag från"]] == ["samordning"]
    board = dict(of_blueprint(load("harryda")).said("kommunstyrelsen"))
    assert "strategiskt-forum" in [body.key for body in board["beslutar över"]]


def test_the_kinds_in_the_blueprints_are_those_that_the_sources_say() -> None:
    kinds = {(name, forum.id): forum.kind for name in names() for forum in load(name).forums}
    assert kinds["harryda", "politiskt-forum"] == "political"
    assert kinds["harryda", "kommunstyrelsen"] == kinds["molndal", "kommunstyrelsen"] == "board"
    assert kinds["goteborg-2022", "trygghetsradet"] == "council"
    assert kinds["harryda", "strategiskt-forum"] == kinds["goteborg-2024", "strategiskt-forum"] == "strategic"


def test_the_picture_has_a_name_a_text_and_a_legend_of_its_own_lines_only() -> None:
    organisation = of_blueprint(load("molndal"))
    drawn = svg(organisation, name="Mölndal", key="molndal")
    assert '<title id="molndal-title">Organisationen i Mölndal</title>' in drawn
    assert "10 forum och 8 vägar" in description(organisation)
    assert description(organisation) in drawn
    assert [words for _, words in legend(organisation)] == [
        "bereder för",
        "rapporterar till",
        "beslutar över",
    ]


def test_the_picture_has_no_colour_that_is_not_its_own() -> None:
    drawn = svg(of_blueprint(load("goteborg-2022")), name="Göteborg")
    assert "style=" not in drawn  # the page allows no styles inside the markup
