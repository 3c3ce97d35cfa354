"""What the blueprints tell of their forums: composition, mandates, turns and who is to have what, clause by clause."""

from __future__ import annotations

import pytest

from trygghjulet.cooperation.agreements.rules.blueprints import load, names
from trygghjulet.cooperation.forums.rules.seats import MANDATES
from trygghjulet.overview.organising.told import Told, ToldSeat, told_of


def _told(blueprint: str, forum: str) -> Told:
    told = told_of(load(blueprint), forum)
    assert told is not None
    return told


def _seats(told: Told) -> dict[str, ToldSeat]:
    return {seat.key: seat for seat in told.seats}


@pytest.mark.requirement("FOR-2")
def test_the_council_of_2022_has_its_numbers_its_term_and_who_appoints() -> None:
    told = _told("goteborg-2022", "trygghetsradet")
    composition = told.composition
    assert (composition["members_least"], composition["members_most"]) == (14, 14)
    assert (composition["substitutes_least"], composition["substitutes_most"]) == (2, 2)
    assert composition["term_years"] == 4
    assert composition["appointed_by"] == composition["chair_appointed_by"] == "Kommunstyrelsen"
    assert (composition["vice_chairs"], composition["vice_chairs_appointed_by"]) == (
        2,
        "Göteborgs Stads trygghetsråd",
    )
    assert composition["committee"] is True
    assert composition["adjuncts_decided_by"] == "Göteborgs Stads trygghetsråd"
    assert composition["nominated_by"].endswith("till Stadsledningskontoret")
    assert composition["eligibility"].startswith("Organisationen ska vara förenlig")
    assert "skicka annan behörig" in composition["absence"]
    assert composition["clause"] == "Reglemente för Göteborgs Stads trygghetsråd, rad 516"


@pytest.mark.requirement("FOR-2")
def test_the_council_of_2022_has_its_categories_and_the_perspective_of_women_and_girls() -> None:
    told = _told("goteborg-2022", "trygghetsradet")
    counted = {seat.key: (seat.at_least, seat.at_most) for seat in told.seats}
    assert counted == {
        "presidiet": (3, 3),
        "myndigheter": (4, 4),
        "naringslivet": (2, 2),
        "akademin": (2, 2),
        "civilsamhallet": (3, 3),
    }
    assert sum(least for least, _ in counted.values()) == 14
    assert [seat.key for seat in told.seats if seat.elected] == ["presidiet"]
    women = next(one for one in told.perspectives if one.key == "focus")
    assert (women.seat, women.value, women.at_least) == ("civilsamhallet", "kvinnor-tjejer", 1)


@pytest.mark.requirement("FOR-4", "FOR-9")
def test_the_council_of_2022_calls_a_week_before_and_refuses_what_it_does_not_treat() -> None:
    content = _told("goteborg-2022", "trygghetsradet").content
    assert content["call_days"] == 7
    assert content["convener"] == "Ordförande i trygghetsrådet"
    assert content["secretariat"] == "Stadsledningskontoret"
    assert content["refuses_individual"] is content["refuses_operational"] is True
    assert content["refusal_clause"] == "Reglemente för Göteborgs Stads trygghetsråd, rad 494"
    assert content["purpose"].startswith("Göteborgs Stads trygghetsråd är kommunstyrelsens samrådsorgan")


@pytest.mark.requirement("FOR-6")
def test_the_minutes_of_2022_go_to_the_members_after_each_meeting_and_to_others_when_the_council_decides() -> (
    None
):
    routes = {route.to: (route.what, route.when) for route in _told("goteborg-2022", "trygghetsradet").routes}
    assert routes == {
        "radets-ledamoter": ("protokoll", "each_meeting"),
        "radets-ersattare": ("protokoll", "each_meeting"),
        "radets-berorda-myndigheter": ("protokoll", "by_decision"),
        "radets-berorda-organisationer": ("protokoll", "by_decision"),
    }


@pytest.mark.requirement("FOR-2")
def test_each_member_of_harrydas_strategic_forum_has_the_mandates_that_the_clause_gives() -> None:
    seats = _seats(_told("harryda", "strategiskt-forum"))
    acting = ("uttala-sig", "ta-med-fragor", "fa-att-agera")
    assert seats["sektorerna"].mandates == acting
    assert seats["bostadsbolaget"].mandates == seats["bevakningsbolaget"].mandates == acting
    assert seats["kommunpolis"].mandates == seats["raddningstjansten"].mandates == acting[:2]


@pytest.mark.requirement("FOR-2")
def test_molndals_heads_have_the_mandate_to_decide_as_well() -> None:
    seats = _seats(_told("molndal", "bra"))
    assert set(seats["forvaltningarna"].mandates) == {
        "besluta",
        "uttala-sig",
        "ta-med-fragor",
        "fa-att-agera",
    }
    assert set(seats["polisledning"].mandates) == {"uttala-sig", "ta-med-fragor"}


@pytest.mark.requirement("FOR-3")
def test_the_head_of_the_local_police_is_at_every_other_meeting_of_harrydas_political_forum() -> None:
    seats = _seats(_told("harryda", "politiskt-forum"))
    assert seats["lokalpolisomradeschef"].attends == "every_other"
    assert seats["lokalpolisomradeschef"].party == "polisen"
    assert {seat.attends for key, seat in seats.items() if key != "lokalpolisomradeschef"} == {"every"}
    assert seats["kommunalraden"].elected


@pytest.mark.requirement("FOR-2")
@pytest.mark.parametrize("name", ["harryda", "molndal"])
def test_the_police_are_in_every_group_that_does_the_work(name: str) -> None:
    assert _told(name, "samverkansgrupperna").composition["police_required"] is True
    assert "polisen" in _seats(_told(name, "samverkansgrupperna"))


@pytest.mark.requirement("FOR-3")
@pytest.mark.parametrize("forum", ["ledningsgrupp", "ledningsgrupp-lokal"])
def test_goteborgs_leading_groups_take_turns_as_the_clauses_say(forum: str) -> None:
    turns = {turn.what: (turn.share, turn.places) for turn in _told("goteborg-2024", forum).turns}
    both = ("staden", "polisen")
    assert turns == {
        "chair": ("every_other", both),
        "convened_by": ("equal", both),
        "notes_by": ("every_other", both),
    }


@pytest.mark.requirement("FOR-6")
def test_stockholms_notes_go_down_to_the_local_groups_and_their_reports_up() -> None:
    down = _told("stockholm", "styrgruppen").routes
    up = _told("stockholm", "lokal-styrgrupp").routes
    assert [(one.what, one.when, one.to) for one in down] == [
        ("minnesanteckningar", "each_meeting", "lokal-styrgrupp")
    ]
    assert ("rapport", "each_meeting", "beredningsgruppen") in [(one.what, one.when, one.to) for one in up]


@pytest.mark.requirement("FOR-6")
def test_malmos_group_reports_every_year_to_the_board_and_the_council() -> None:
    yearly = [one for one in _told("malmo", "styrgruppen").routes if one.when == "yearly"]
    assert {(one.what, one.to, one.yearly_by) for one in yearly} == {
        ("rapport", "kommunstyrelsen", (12, 31)),
        ("rapport", "kommunfullmaktige", (12, 31)),
    }


def test_nothing_is_told_of_a_forum_that_is_not_named() -> None:
    assert told_of(load("malmo"), "radet") is None


@pytest.mark.parametrize("name", names())
def test_every_clause_fits_where_it_is_to_be_kept(name: str) -> None:
    for forum in load(name).forums:
        told = _told(name, forum.id)
        parts = (*told.seats, *told.perspectives, *told.turns, *told.routes, *told.links)
        assert all(0 < len(one.clause) <= 300 for one in parts)
        assert all(len(seat.name) <= 160 and len(seat.key) <= 80 for seat in told.seats)
        assert all(
            not isinstance(v, str) or len(v) <= 300 or k in {"eligibility", "absence"}
            for k, v in told.composition.items()
        )


def test_every_mandate_of_the_blueprints_can_be_entered() -> None:
    given = {
        mandate
        for name in names()
        for forum in load(name).forums
        for seat in _told(name, forum.id).seats
        for mandate in seat.mandates
    }
    assert given - set(MANDATES) == set()
