"""§§ 4–5 of the trygghetsråd's statutes, duty by duty, from what is entered in the forums' room alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import Cast
from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Appointment
from trygghjulet.cooperation.forums.queries.attendance import fingerprint
from trygghjulet.cooperation.forums.queries.seats import judged_seats
from trygghjulet.obligations.state import State
from trygghjulet.oversight.duties.tests import council
from trygghjulet.oversight.duties.tests.council import AT, BEGAN, BOARD, COUNCIL, DAY, Council

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("FOR-2", "DUT-2")]

#: Every duty of §§ 4–5 and of the follow-up that ends the statutes, as it stands when all has been done.
EXPECTED = {
    "radet-ledamoter-antal": State.MET,
    "radet-ersattare-antal": State.MET,
    "radet-ledamoter-utses": State.MET,
    "radet-ersattare-utses": State.MET,
    "radet-mandattid": State.MET,
    "radet-presidiet": State.MET,
    "radet-ersattare-av-presidiet": State.MET,
    "radet-tjanstepersoner": State.MET,
    "radet-platser-myndigheter": State.MET,
    "radet-platser-naringslivet": State.MET,
    "radet-platser-akademin": State.MET,
    "radet-platser-civilsamhallet": State.MET,
    "radet-kvinnor-och-tjejer": State.MET,
    "radet-nominering-organisationer": State.MET,
    "radet-nominering-myndigheter": State.MET,
    "radet-nominering-beredning": State.MET,
    "radet-ledamot-skickar-annan": State.MET,
    "radet-organisationernas-behorighet": State.MET,
    "radet-ordforande-utses": State.MET,
    "radet-forste-vice-utses": State.MET,
    "radet-andre-vice-utses": State.MET,
    "radet-arbetsutskott-utses": State.MET,
    "radet-sammantrader": State.MET,
    "radet-sammantrader-efter-kallelse": State.MET,
    "radet-kallelse": State.MET,
    "radet-foredragningslista": State.MET,
    "radet-adjungering": State.MET,
    "radet-sekreterarservice": State.MET,
    "radet-protokoll-ledamoter": State.MET,
    "radet-protokoll-ersattare": State.MET,
    "radet-protokoll-myndigheter": State.MET,
    "radet-protokoll-organisationer": State.MET,
    "radet-uppfoljning-uppgifter": State.MET,
    "radet-uppfoljning-sammansattning": State.MET,
    "radet-uppfoljning-arbetsformer": State.MET,
    "radet-reviderar": State.MET,
    "radet-sekreteraren-bereder": State.MET,
}
_FIRST_LINE = 516  # where § 4 begins in the source
COMPOSED = [one for one in EXPECTED if one.startswith("radet-platser-")]


@pytest.fixture
def radet(cast: Cast) -> Council:
    made = council.set_up(cast)
    council.fill(made)
    return made


def states(radet: Council, on: date = DAY) -> dict[str, State]:
    return {key: one.standing.state for key, one in radet.standings(on).items() if key in EXPECTED}


def a_year(radet: Council) -> None:
    """A year's work with all that §§ 4–5 ask for."""
    by, forum = radet.by, radet.forum
    change = replace(forums.ForumContent.of(forum), secretariat="Stadsledningskontoret")
    forum = radet.forum = forums.change_forum(by=by, at=AT, forum=forum, seen=forum.revision, content=change)
    early = council.meet(radet, date(2022, 11, 9))
    meeting = council.meet(radet)
    away = radet.seated("myndigheter")[0]
    forums.record_attendance(
        by=by,
        at=AT,
        meeting=meeting,
        present=[forums.Present(away, "absent", stand_in="Biträdande chef, polisen")],
        seen=fingerprint(meeting),
    )
    for title, what in (
        ("Rådets arbetsformer ändras", "revidering-efter-radets-uppfoljning"),
        ("Protokollet sänds till de myndigheter som berörs", "protokollet-sands-till-berorda-myndigheter"),
        ("Protokollet sänds till berörda organisationer", "protokollet-sands-till-berorda-organisationer"),
    ):
        forums.decide(
            by=by,
            at=AT,
            forum=forum,
            meeting=meeting,
            content=forums.DecisionContent(title, outcome="adopted", text=f"{title}.", evidence_what=what),
        )
    forums.appoint(
        by=by,
        at=AT,
        forum=forum,
        content=forums.AppointmentContent(
            title="Forskare", organisation="Högskolan", role="adjunct", since=DAY, decision="Rådet § 4"
        ),
    )
    for one in (early, meeting):
        for to in (
            "Samtliga ledamöter och ersättare",
            "De myndigheter som berörs av protokollet",
            "De organisationer som berörs av protokollet",
        ):
            forums.dispatch(by=by, at=AT, forum=forum, meeting=one, what="protokoll", to=to, on=DAY)


def test_every_duty_of_the_paragraphs_is_here() -> None:
    asked = {
        duty.id
        for duty in load("goteborg-2022").duties
        if duty.instrument == "reglementet" and duty.lines and duty.lines[0] >= _FIRST_LINE
    }
    assert asked == set(EXPECTED)


def test_all_that_the_paragraphs_ask_is_met_by_rows_in_the_forums_room(radet: Council) -> None:
    a_year(radet)
    found = radet.standings()
    told = {
        key: found[key].standing.reason
        for key, state in EXPECTED.items()
        if found[key].standing.state is not state
    }
    assert told == {}
    assert judged_seats(radet.by, forum=radet.forum, on=DAY) == ()


def test_without_anybody_appointed_the_composition_is_owed_as_before(cast: Cast) -> None:
    empty = states(council.set_up(cast))
    owed = {key for key, state in empty.items() if state is State.OVERDUE}
    assert {"radet-ledamoter-antal", "radet-presidiet", "radet-ordforande-utses", *COMPOSED} <= owed


@pytest.mark.parametrize(
    ("seat", "duty"),
    [
        ("presidiet", "radet-presidiet"),
        ("myndigheter", "radet-platser-myndigheter"),
        ("naringslivet", "radet-platser-naringslivet"),
        ("akademin", "radet-platser-akademin"),
        ("civilsamhallet", "radet-platser-civilsamhallet"),
    ],
)
def test_one_that_leaves_a_category_shows_there_and_in_the_whole(
    radet: Council, seat: str, duty: str
) -> None:
    leaving = radet.seated(seat)[0]
    forums.end_appointment(
        by=radet.by, at=AT, appointment=leaving, on=date(2023, 6, 30), reason="Bytte tjänst."
    )
    days = (date(2023, 3, 1), date(2023, 6, 30), date(2023, 7, 1))
    before, soon, after = (states(radet, day) for day in days)
    for one in (duty, "radet-ledamoter-antal"):
        assert (before[one], soon[one], after[one]) == (State.MET, State.AT_RISK, State.OVERDUE)
    others = [one for one in COMPOSED if one != duty]
    assert all(after[one] is State.MET for one in others)


def test_a_fifteenth_member_and_a_third_substitute_are_too_many(radet: Council) -> None:
    for role, seat in (("member", "akademin"), ("substitute", "presidiet")):
        forums.appoint(
            by=radet.by,
            at=AT,
            forum=radet.forum,
            content=forums.AppointmentContent(
                title="Professor", organisation="Ännu en", role=role, seat=radet.seats[seat], since=BEGAN
            ),
        )
    found = radet.standings()
    assert "högst 14" in found["radet-ledamoter-antal"].standing.reason
    assert "1 för många" in found["radet-platser-akademin"].standing.reason
    assert "3 ersättare, högst 2" in found["radet-ersattare-antal"].standing.reason


def test_womens_and_girls_organisations_must_be_among_civil_society(radet: Council) -> None:
    one = radet.seated("civilsamhallet")[-1]
    assert states(radet)["radet-kvinnor-och-tjejer"] is State.MET
    forums.change_appointment(
        by=radet.by,
        at=AT,
        appointment=one,
        seen=one.revision,
        content=forums.AppointmentContent(
            title="Ordförande",
            organisation="Idrottsförbundet",
            seat=one.seat,
            since=BEGAN,
            nominated_by="Förbundet",
        ),
    )
    found = radet.standings()["radet-kvinnor-och-tjejer"].standing
    assert found.state is State.OVERDUE
    assert "1 saknas" in found.reason


def test_terms_end_with_the_term_of_office_and_warn_before(radet: Council) -> None:
    assert states(radet, date(2026, 10, 1))["radet-mandattid"] is State.MET
    assert states(radet, date(2026, 11, 20))["radet-mandattid"] is State.AT_RISK
    after = radet.standings(date(2027, 1, 1))["radet-mandattid"].standing
    assert after.state is State.OVERDUE
    # The offices are not counted as seats: sixteen terms ran out, not nineteen.
    assert after.reason.startswith("16 mandat gick ut när den nya mandattiden började 1 januari 2027")


def test_a_council_appointed_for_the_next_term_is_no_longer_pressing(radet: Council) -> None:
    sitting = Appointment.objects.filter(forum=radet.forum).select_related("forum__cooperation__area", "seat")
    for one in list(sitting):
        forums.end_appointment(by=radet.by, at=AT, appointment=one, on=date(2026, 12, 31))
        content = forums.AppointmentContent(
            title=one.title,
            organisation=one.organisation,
            role=one.role,
            seat=one.seat,
            office=one.office,
            office_given_by=one.office_given_by,
            properties=one.properties,
            nominated_by=one.nominated_by,
            appointed_by=one.appointed_by,
            since=date(2027, 1, 1),
        )
        forums.appoint(by=radet.by, at=AT, forum=radet.forum, content=content)
    asked = ("radet-mandattid", "radet-ledamoter-antal", "radet-ordforande-utses", *COMPOSED)
    for day in (date(2026, 11, 20), date(2026, 12, 31), date(2027, 1, 1)):
        found = states(radet, day)
        assert {one: found[one] for one in asked} == dict.fromkeys(asked, State.MET)
        assert judged_seats(radet.by, forum=radet.forum, on=day) == ()


def test_an_organisation_that_does_not_meet_the_criteria_breaks_the_prohibition(radet: Council) -> None:
    one = radet.seated("civilsamhallet")[0]
    forums.change_appointment(
        by=radet.by,
        at=AT,
        appointment=one,
        seen=one.revision,
        content=forums.AppointmentContent(
            title=one.title,
            organisation=one.organisation,
            seat=one.seat,
            since=BEGAN,
            properties={"eligible": False},
        ),
    )
    assert states(radet)["radet-organisationernas-behorighet"] is State.OVERDUE


def test_who_gave_the_office_counts(radet: Council) -> None:
    first_vice = Appointment.objects.select_related("forum__cooperation__area").get(office="first_vice")
    day = date(2023, 3, 1)
    without = forums.give_office(by=radet.by, at=AT, appointment=first_vice, office="", on=day)
    assert states(radet)["radet-forste-vice-utses"] is State.OVERDUE
    assert states(radet, date(2023, 2, 28))["radet-forste-vice-utses"] is State.AT_RISK
    forums.give_office(
        by=radet.by, at=AT, appointment=without, office="first_vice", on=day, appointed_by=BOARD
    )
    # The council itself was to choose.
    assert states(radet)["radet-forste-vice-utses"] is State.OVERDUE
    again = Appointment.objects.select_related("forum__cooperation__area").get(office="first_vice", since=day)
    laid_down = forums.give_office(by=radet.by, at=AT, appointment=again, office="", on=day)
    forums.give_office(
        by=radet.by, at=AT, appointment=laid_down, office="first_vice", on=day, appointed_by=COUNCIL
    )
    assert states(radet)["radet-forste-vice-utses"] is State.MET


def test_an_adjunct_without_the_councils_decision_is_refused(radet: Council) -> None:
    with pytest.raises(
        forums.Refused if hasattr(forums, "Refused") else ValueError, match="beslutas av: Rådet"
    ):
        forums.appoint(
            by=radet.by,
            at=AT,
            forum=radet.forum,
            content=forums.AppointmentContent(title="Forskare", role="adjunct", since=DAY),
        )
