"""The organisation's picture: every forum and way is there, nothing lies on anything else, and it is said in words."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from trygghjulet.cooperation.forums.models import ForumKind, LinkKind
from trygghjulet.cooperation.forums.rules.organisation import (
    BACK,
    CITY,
    KINDS,
    LOCAL,
    OUTSIDE,
    WORDS,
    Body,
    Link,
    Organisation,
    Way,
)
from trygghjulet.cooperation.forums.rules.organisation_layout import (
    PADDING,
    WIDTH,
    Box,
    Layout,
    broad,
    laid_out,
    wrapped,
)
from trygghjulet.cooperation.forums.rules.organisation_picture import svg

pytestmark = pytest.mark.requirement("FOR-1")

SVG = "{http://www.w3.org/2000/svg}"


def _on_each_other(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _through(box: Box, begins: tuple[float, float], ends: tuple[float, float]) -> bool:
    """Does a straight piece of a way go through the inside of a box?"""
    left, right = sorted((begins[0], ends[0]))
    top, bottom = sorted((begins[1], ends[1]))
    return left < box.right and box.x < right and top < box.bottom - 0.1 and box.y + 0.1 < bottom


def assert_readable(layout: Layout) -> None:
    assert not [pair for pair in combinations(layout.boxes, 2) if _on_each_other(*pair)]
    for box in layout.boxes:
        assert box.x >= 0
        assert box.right <= layout.width
        assert box.bottom <= layout.height
        assert all(broad(line) <= WIDTH - 2 * PADDING for line in box.lines)
    for arrow in layout.arrows:
        for begins, ends in pairwise(arrow.points):
            assert begins[0] == ends[0] or begins[1] == ends[1]
            assert not [box.body.key for box in layout.boxes if _through(box, begins, ends)]
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in arrow.points)


def test_the_kinds_are_those_that_a_forum_can_be_of() -> None:
    assert set(KINDS) == set(ForumKind.values)
    assert {link.value for link in Link} == {*LinkKind.values, "part_of"}
    assert {link: WORDS[Link(link)] for link in LinkKind.values} == dict(LinkKind.choices)


def test_a_name_is_escaped_and_a_link_leads_to_the_forum() -> None:
    body = Body("a", 'Grupp <b> & "vi"', "working", href="/x/?a=1&b=2")
    drawn = svg(Organisation((body,), ()), name="A & B")
    root = ElementTree.fromstring(drawn)  # noqa: S314  # our own
    assert root.find(f"{SVG}a") is not None
    assert "<b>" not in drawn


def test_a_way_to_nobody_or_to_oneself_is_left_out_and_a_ring_is_drawn() -> None:
    bodies = (Body("a", "A", "steering"), Body("b", "B", "working"))
    ways = (
        Way("a", Link.REPORTS_TO, "a"),
        Way("a", Link.REPORTS_TO, "c"),
        Way("a", Link.REPORTS_TO, "b"),
        Way("b", Link.REPORTS_TO, "a"),
    )
    organisation = Organisation(bodies, ways)
    assert organisation.ways == ways[2:]
    assert_readable(laid_out(organisation))


def test_nothing_is_drawn_of_no_forums() -> None:
    assert svg(Organisation((), ()), name="Ingen").startswith("<svg")


def test_a_long_name_is_broken_where_it_can_be_and_else_with_a_hyphen() -> None:
    lines = wrapped("Ledningsgrupp Trygg i Centrum/Hisingen/Nordost/Sydväst", 180)
    assert "".join(lines).replace(" ", "") == "LedningsgruppTryggiCentrum/Hisingen/Nordost/Sydväst"
    assert len(lines) > 2
    long = wrapped("Samhällsutvecklingsrådsordförandekonferensgruppen", 180)
    assert all(line.endswith("-") for line in long[:-1])
    assert len(long[-1]) >= 4


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Any bodies in any bands with any ways, rings and long names too."""
    number = draw(st.integers(min_value=1, max_value=14))
    bodies = tuple(
        Body(
            str(one),
            draw(st.text(alphabet="abåäö WM/-", min_size=1, max_size=90)),
            draw(st.sampled_from([*KINDS, ""])),
            draw(st.sampled_from([CITY, OUTSIDE, LOCAL, "Norr"])),
        )
        for one in range(number)
    )
    keys = st.sampled_from([body.key for body in bodies])
    ways = draw(st.lists(st.builds(Way, keys, st.sampled_from(Link), keys), max_size=20))
    return Organisation(bodies, tuple(ways))


@given(organisations())
def test_any_organisation_is_readable_and_whole(organisation: Organisation) -> None:
    layout = laid_out(organisation)
    assert_readable(layout)
    assert sorted(box.body.key for box in layout.boxes) == sorted(body.key for body in organisation.bodies)
    assert Counter(arrow.way for arrow in layout.arrows) == Counter(organisation.ways)
    root = ElementTree.fromstring(svg(organisation, name="Trygg"))  # noqa: S314  # our own
    assert len([one for one in root.iter(f"{SVG}g") if one.get("data-of")]) == len(organisation.ways)


@given(organisations())
def test_both_ends_of_a_way_tell_of_it(organisation: Organisation) -> None:
    for way in organisation.ways:
        assert organisation.body(way.to) in dict(organisation.said(way.of))[WORDS[way.kind]]
        assert organisation.body(way.of) in dict(organisation.said(way.to))[BACK[way.kind]]
