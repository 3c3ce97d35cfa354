"""The picture and the list say the same, nothing lies on top of anything else, and every shape is told apart."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from trygghjulet.oversight.annual_wheel.rules import drawing, layout
from trygghjulet.oversight.annual_wheel.rules.layout import NARROW, SIZES, WIDE, Size
from trygghjulet.oversight.annual_wheel.rules.year import Entry, Kind, Progress, Ring, Year
from trygghjulet.oversight.annual_wheel.tests.years import years

pytestmark = pytest.mark.requirement("DUT-3")
SVG = "{http://www.w3.org/2000/svg}"


def drawn_entries(picture: str) -> Counter[str]:
    """The keys of the entries that a picture's marks stand for."""
    marks = ElementTree.fromstring(picture).iter(f"{SVG}g")  # noqa: S314  # our own picture
    return Counter(key for mark in marks for key in mark.get("data-entries", "").split())


@given(years())
@settings(max_examples=30, deadline=None)
def test_every_entry_is_in_the_list_and_in_both_pictures_exactly_once(year: Year) -> None:
    shown = layout.fitting(year)
    once = Counter(entry.key for entry in year.entries)
    assert Counter(entry.key for chapter in shown.chapters for _, entry in chapter.rows) == once
    for size in SIZES:
        assert drawn_entries(drawing.svg(shown, size, name="Trygg i Ån")) == once


@given(years())
@settings(max_examples=30, deadline=None)
def test_a_row_has_the_number_of_the_mark_that_stands_for_it(year: Year) -> None:
    shown = layout.fitting(year)
    numbered = {entry.key: mark.number for mark in shown.marks for entry in mark.entries}
    for chapter in shown.chapters:
        assert all(numbered[entry.key] == number for number, entry in chapter.rows)
    assert [mark.number for mark in shown.marks] == list(range(1, len(shown.marks) + 1))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@given(year=years(most=90))
@settings(max_examples=30, deadline=None)
def test_no_number_lies_on_another_however_crowded_the_year(size: Size, year: Year) -> None:
    found = layout.laid_out(layout.fitting(year), size)
    discs = [one.disc for one in found.placed]
    for (x, y, reach), (other_x, other_y, other_reach) in combinations(discs, 2):
        assert hypot(x - other_x, y - other_y) >= reach + other_reach - 0.01
    middle = found.bands[-1].inner
    assert all(middle <= hypot(x, y) - reach + 0.01 for x, y, reach in discs)
    assert all(hypot(x, y) + reach <= size.radius - size.months for x, y, reach in discs)


@given(years(most=90))
@settings(max_examples=25, deadline=None)
def test_lines_of_one_lane_never_cover_each_other(year: Year) -> None:
    found = layout.laid_out(layout.fitting(year), WIDE)
    lines = [one for one in found.placed if not one.mark.is_point]
    for one, other in combinations(lines, 2):
        if abs(one.radius - other.radius) < 0.01:
            assert one.ends <= other.begins + 0.001 or other.ends <= one.begins + 0.001


def test_a_year_with_something_every_day_can_still_be_drawn_on_a_phone() -> None:
    days = [(month, day) for month in range(1, 13) for day in range(1, 28)]
    entries = [
        point(kind, *day, ring) for kind in (Kind.HELD, Kind.PLANNED) for day in days for ring in RINGS
    ]
    entries += [span(Kind.DUTY, first, last) for first in range(1, 13) for last in range(first, 13)]
    entries += [span(Kind.OWN, first, last) for first in range(1, 13) for last in range(first, 13)]
    entries += [span(Kind.SEASON, first, first + 4) for first in range(1, 6)]
    shown = layout.fitting(Year(2026, tuple(entries)))
    assert shown.crowded
    assert layout.laid_out(shown, NARROW).lane >= 8


def test_an_ordinary_year_has_numbers_of_a_readable_size_on_a_phone() -> None:
    entries = [
        point(Kind.HELD, month, day, ring) for month in range(1, 13) for day in (5, 20) for ring in RINGS
    ]
    entries += [span(Kind.DUTY, 1, 12), span(Kind.DUTY, 1, 3), span(Kind.DUTY, 4, 6), span(Kind.OWN, 2, 11)]
    shown = layout.fitting(Year(2026, tuple(entries)))
    assert not shown.crowded
    # The picture is 376 units wide, and as wide as the screen: a number is then eight dots high at least.
    assert layout.laid_out(shown, NARROW).lane * 0.55 >= 8


def test_a_meeting_stands_on_its_day_and_today_is_marked() -> None:
    year = Year(2026, (point(Kind.PLANNED, 7, 2, Ring.CITY),))
    (placed,) = layout.laid_out(year, WIDE).placed
    x, y = layout.at(placed.radius, placed.label)
    assert abs(x) < 3
    assert y > 0, "halva året ligger rakt ner"
    assert 'class="today-mark"' in drawing.svg(year, WIDE, name="Ån", today=date(2026, 3, 1))
    assert 'class="today-mark"' not in drawing.svg(year, WIDE, name="Ån", today=date(2025, 3, 1))


def test_the_kinds_and_the_states_differ_in_shape_and_not_only_in_colour() -> None:
    shapes = {}
    for kind, progress in (
        (Kind.DUTY, Progress.OPEN),
        (Kind.DUTY, Progress.DONE),
        (Kind.DUTY, Progress.PRESSING),
        (Kind.DUTY, Progress.LATE),
        (Kind.PLANNED, Progress.NONE),
        (Kind.HELD, Progress.NONE),
        (Kind.OWN, Progress.NONE),
        (Kind.SEASON, Progress.NONE),
    ):
        entry = span(kind, 3, 3, progress=progress)
        (mark,) = Year(2026, (entry,)).marks
        grey = "".join(drawing.badge(mark, 24))
        for colour in (*drawing.COLOURS.values(), drawing.LATE):
            grey = grey.replace(colour, "dark")
        shapes[kind, progress] = grey
    assert len(set(shapes.values())) == len(shapes)


def test_the_picture_says_what_it_is_and_carries_no_script_and_no_markup_from_titles() -> None:
    entry = span(Kind.OWN, 2, 4, title='<script>alert("1")</script> & mer')
    picture = drawing.svg(Year(2026, (entry,)), WIDE, name="Trygg i <Ån>")
    root = ElementTree.fromstring(picture)  # noqa: S314  # our own picture
    names = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert names == set(root.get("aria-labelledby").split())
    assert root.find(f"{SVG}title").text == "Årshjul 2026 för Trygg i <Ån>"
    assert "parternas egna processer 1" in root.find(f"{SVG}desc").text
    assert not list(root.iter(f"{SVG}script"))
    assert "style=" not in picture


RINGS = (Ring.CITY, Ring.LOCAL)


def point(kind: Kind, month: int, day: int, ring: Ring) -> Entry:
    on = date(2026, month, day)
    return Entry(f"{kind}:{ring}:{on}", ring, kind, "Möte", on, on)


def span(
    kind: Kind, first: int, last: int, *, progress: Progress = Progress.OPEN, title: str = "Något"
) -> Entry:
    ring = {Kind.OWN: Ring.OWN, Kind.SEASON: Ring.SEASON}.get(kind, Ring.CITY)
    return Entry(
        f"{kind}:{first}:{last}", ring, kind, title, date(2026, first, 1), date(2026, last, 28), progress
    )
