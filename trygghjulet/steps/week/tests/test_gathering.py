"""A week's figures, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from trygghjulet.observations.period import Period
from trygghjulet.steps.week.rules import clusters
from trygghjulet.steps.week.rules.days import a_year_before, before_meeting, name
from trygghjulet.steps.week.rules.figures import Figures, Standing, from_json, sha256, to_json
from trygghjulet.steps.week.rules.gathering import Counted, Names, Seen, gather

pytestmark = pytest.mark.requirement("SCN-7")

TUESDAY = date(2026, 4, 14)
WEEK = before_meeting(TUESDAY, 7)
NAMES = Names(
    "Lillåker",
    {"n1": "Norra backen", "s1": "Södra backen"},
    {1: "Torget"},
    {"damage.graffiti": "Klotter", "unsafe": "Otrygg plats"},
    {7: ("Kommunen", True), 8: ("Bolaget", True), 9: ("Polisen", False)},
)
SEEN = Seen(date(2026, 4, 10), 21, "damage.graffiti", "n1", 1, 7, 100.0, 100.0)


def figures(reports: Sequence[Seen], *sources: Counted) -> Figures:
    """The figures of the week."""
    return gather(
        week=WEEK,
        reports=reports,
        sources=sources,
        names=NAMES,
        not_come=(),
        smallest=5,
        late=0,
        near=lambda x, y: ("Torget", x, y),
    )


def weekly(seen: Seen, weeks: int) -> list[Seen]:
    """The same each week before."""
    return [replace(seen, day=seen.day - timedelta(days=7 * i)) for i in range(1, weeks + 1)]


def test_a_week_ends_the_day_before_the_meeting() -> None:
    assert Period(date(2026, 4, 7), date(2026, 4, 13)) == WEEK
    assert name(WEEK) == ""
    assert name(Period(date(2026, 4, 6), date(2026, 4, 12))) == "vecka 15"
    assert a_year_before(WEEK)[1] == Period(date(2025, 4, 8), date(2025, 4, 14))


def test_counts_by_category_area_place_and_organisation() -> None:
    told = figures([SEEN, SEEN, replace(SEEN, category="unsafe", place=None, area="s1", party=8)])
    field = told.materials[0]
    assert field.total.count == 3
    assert [(one.name, one.count) for one in field.categories] == [("Klotter", 2), ("Otrygg plats", 1)]
    assert [(one.name, one.count) for one in field.areas] == [("Norra backen", 2), ("Södra backen", 1)]
    assert [(one.name, one.count, one.parts) for one in field.places] == [("Torget", 2, (("Klotter", 2),))]
    assert [(one.name, one.count, one.silent) for one in told.parties] == [
        ("Kommunen", 2, 0),
        ("Bolaget", 1, 0),
        ("Polisen", 0, 1),
    ]


def test_the_usual_is_the_mean_of_twelve_weeks_and_no_week_before_the_first_report() -> None:
    told = figures([SEEN, *weekly(SEEN, 5), *weekly(replace(SEEN, day=date(2026, 4, 12)), 2)])
    total = told.materials[0].total
    # Friday five weeks back is the first report: four whole weeks lie after it, with 1 + 1 + 2 + 2 reports.
    assert told.settings.weeks_behind == 4
    assert total.usual == 1.5
    assert total.standing is Standing.CANNOT_BE_TOLD


def test_a_place_that_is_four_times_as_loud_stands_out_and_says_what_of() -> None:
    told = figures([SEEN] * 16 + weekly(SEEN, 30) * 4)
    place = told.materials[0].places[0]
    assert place.standing is Standing.MORE
    assert (place.usual, place.expected, place.count) == (4, 4, 16)
    assert place.parts == (("Klotter", 16),)


def test_evenings_weekends_and_those_without_an_hour() -> None:
    friday_evening, monday_noon = SEEN, replace(SEEN, day=date(2026, 4, 13), hour=12)
    told = figures([friday_evening, friday_evening, monday_noon, replace(SEEN, hour=None)]).times
    assert told is not None
    assert (told.total, told.late, told.weekend) == (3, 2, 2)
    assert told.table[4] == (0, 0, 0, 2)
    assert told.table[0] == (0, 0, 1, 0)


def test_points_within_150_metres_are_one_cluster() -> None:
    near = [(0.0, 0.0), (100.0, 0.0), (0.0, 140.0), (1000.0, 0.0)]
    told = figures([replace(SEEN, x=x, y=y, place=None) for x, y in near])
    assert [(one.name, one.count, one.categories) for one in told.clusters] == [
        ("Torget", 3, (("Klotter", 3),))
    ]
    assert clusters.circles([0, 200, 400], [0, 0, 0]) == ()
    assert clusters.circles([], []) == ()


def test_those_who_share_only_sums_stand_apart_and_have_no_places() -> None:
    told = figures([SEEN, replace(SEEN, party=9), replace(SEEN, party=9)])
    shared, hidden = told.materials
    assert (shared.total.count, hidden.total.count) == (1, 2)
    assert hidden.places == ()
    assert not hidden.shared
    assert told.clusters == ()


def test_incidents_are_held_against_their_own_weeks() -> None:
    quiet = {("n1", "Våld"): 2, ("s1", "Stöld"): 3}
    source = Counted(
        "Händelser",
        "Polisen",
        "Anmälda brott.",
        shared=False,
        smallest=5,
        hashes=("a",),
        weeks=(*[quiet] * 20, {("n1", "Våld"): 14, ("s1", "Stöld"): 3}),
        last_year=(quiet, quiet, {}),
    )
    told = figures([], source).materials[1]
    assert [(one.name, one.count, one.standing.value) for one in told.categories] == [
        ("Våld", 14, "more"),
        ("Stöld", 3, "as_usual"),
    ]
    assert told.total.last_year == (5, 5, 0)
    assert told.weeks_behind == 20


def test_a_new_organisation_is_told_since_it_looks_like_a_rise() -> None:
    late = replace(SEEN, party=8, day=date(2026, 4, 1))
    told = figures([SEEN, late, *weekly(SEEN, 20)])
    assert {one.name: one.begun for one in told.parties}["Bolaget"] == date(2026, 4, 1)
    assert {one.name: one.begun for one in told.parties}["Kommunen"] is None


def test_frozen_figures_are_the_same_when_read_again() -> None:
    told = figures([SEEN] * 16 + weekly(SEEN, 30) * 4)
    plain = to_json(told)
    assert from_json(plain) == told
    assert sha256(to_json(from_json(plain))) == sha256(plain)
