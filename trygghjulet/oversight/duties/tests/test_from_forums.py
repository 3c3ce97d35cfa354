"""Turns, mandates and what is said at meetings: duties that come to be met by rows in the forums' room alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cast import Cast
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Appointment, Forum, Meeting
from trygghjulet.cooperation.forums.queries.attendance import fingerprint
from trygghjulet.foundation.parties.models import Party
from trygghjulet.obligations.state import State
from trygghjulet.oversight.duties import operations as duties
from trygghjulet.oversight.duties.queries import record_of, standings
from trygghjulet.oversight.duties.rules import Judged

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("DUT-2")]

AT = datetime(2025, 12, 1, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
TODAY = AT.date()
MANDATES = ("uttala-sig", "ta-med-fragor", "fa-att-agera")


def start(cast: Cast, blueprint: str, key: str, name: str, municipality: str) -> Forum:
    """A forum of a blueprint in the cast's cooperation, with its two parties."""
    by, cooperation = cast.scope("saga"), cast.home.cooperation
    forum = forums.set_up(by=by, at=AT, cooperation=cooperation, name=name, kind="strategic", key=key)
    agreement = agreements.start_from_blueprint(
        by=by,
        at=AT,
        cooperation=cooperation,
        blueprint=load(blueprint),
        parties={municipality: cast.home.municipality, "polisen": cast.home.police},
        forums={key: forum},
        keep_dates=True,
    )
    if agreement.is_draft:  # Härryda's was put forward; when it was decided the source does not say
        agreements.take_step(by=by, at=AT, agreement=agreement, kind="decided", on=date(2024, 12, 1))
    duties.say_complete_from(by=by, at=AT, cooperation=cooperation, day=date(2024, 1, 1))
    return forum


def standing(cast: Cast, duty: str, on: date = TODAY) -> Judged:
    found = standings(cast.scope("saga"), cooperation=cast.home.cooperation, on=on)
    return next(one for one in found if one.duty.id == duty)


def held(cast: Cast, forum: Forum, on: date, chair: Party) -> Meeting:
    return forums.hold_meeting(
        by=cast.scope("saga"),
        at=AT,
        forum=forum,
        held_on=on,
        chaired_by=chair,
        convened_by=chair,
        notes_by=chair,
    )


@pytest.mark.requirement("FOR-3")
def test_the_chair_that_goes_in_turns_in_goteborg_is_met_by_following_the_proposals(cast: Cast) -> None:
    by = cast.scope("saga")
    forum = start(cast, "goteborg-2024", "ledningsgrupp", "Ledningsgruppen", "staden")
    town, police = cast.home.municipality, cast.home.police
    for what in ("chair", "convened_by", "notes_by"):
        forums.set_turns(by=by, at=AT, forum=forum, what=what, share="every_other", places=[town, police])
    held(cast, forum, date(2025, 2, 4), town)
    taken = []
    for month in (3, 4, 5):
        meeting = forums.plan_meeting(by=by, at=AT, forum=forum, planned_on=date(2025, month, 4))
        followed = forums.follow_turns(by=by, at=AT, meeting=meeting)
        assert followed.chaired_by is not None
        taken.append(followed.chaired_by)
        forums.hold_meeting(
            by=by,
            at=AT,
            forum=forum,
            meeting=followed,
            held_on=followed.on,
            chaired_by=followed.chaired_by,
            convened_by=followed.convened_by,
            notes_by=followed.notes_by,
        )
    assert taken == [police, town, police]
    for duty in ("ledningsgrupp-ordforandeskap-lika", "ledningsgrupp-anteckningar-vartannat"):
        found = standing(cast, duty).standing
        assert (found.state, found.evidence[0].startswith("mote-")) == (State.MET, True), found.reason
    held(cast, forum, date(2025, 6, 4), police)
    held(cast, forum, date(2025, 7, 4), police)
    late = standing(cast, "ledningsgrupp-anteckningar-vartannat").standing
    assert late.state is State.OVERDUE
    assert "Tre gånger i rad" in late.reason
    assert standing(cast, "ledningsgrupp-ordforandeskap-lika").standing.state is State.OVERDUE


@dataclass(frozen=True)
class Seated:
    """A seat that a blueprint gives mandates, and its duties about them."""

    blueprint: str
    key: str
    name: str
    municipality: str
    seat: str
    duty: str


@pytest.mark.parametrize(
    "asked",
    [
        Seated(
            "harryda",
            "strategiskt-forum",
            "Strategiskt forum",
            "kommunen",
            "sektorerna",
            "strategiskt-mandat-{}-sektorerna",
        ),
        Seated("molndal", "bra", "BRÅ", "staden", "forvaltningarna", "bra-mandat-{}-forvaltningarna"),
    ],
    ids=lambda asked: asked.blueprint,
)
@pytest.mark.requirement("FOR-2")
def test_the_mandate_that_goes_with_a_seat(cast: Cast, asked: Seated) -> None:
    by = cast.scope("saga")
    forum = start(cast, asked.blueprint, asked.key, asked.name, asked.municipality)
    names = [asked.duty.format(one) for one in ("uttala-sig", "ta-med-fragor", "agera")]

    def states() -> list[State]:
        return [standing(cast, one).standing.state for one in names]

    # Nobody sits there yet: the mandate is asked of whoever does.
    assert states() == [State.NOT_APPLICABLE] * 3
    place = forums.add_seat(
        by=by,
        at=AT,
        forum=forum,
        content=forums.SeatContent(
            asked.name, key=asked.seat, party=cast.home.municipality, mandates=MANDATES
        ),
    )
    content = forums.AppointmentContent(
        "Sektorchef", date(2025, 1, 1), seat=place, party=cast.home.municipality, mandates=("uttala-sig",)
    )
    member = forums.appoint(by=by, at=AT, forum=forum, content=content)
    assert states() == [State.MET, State.OVERDUE, State.OVERDUE]
    forums.end_appointment(by=by, at=AT, appointment=member, on=date(2025, 6, 30))
    assert states() == [State.NOT_APPLICABLE] * 3
    successor = forums.AppointmentContent(
        "Sektorchef", date(2025, 7, 1), seat=place, party=cast.home.municipality, until=date(2025, 12, 31)
    )
    forums.appoint(by=by, at=AT, forum=forum, content=successor)
    # Those of the seat go with it; and the one who has them leaves within the month.
    assert states() == [State.AT_RISK] * 3
    found = Appointment.objects.get(since=date(2025, 7, 1), seat=place)
    assert tuple(found.mandates) == MANDATES


@pytest.mark.requirement("FOR-3")
def test_who_attends_every_other_time_in_harryda(cast: Cast) -> None:
    by = cast.scope("saga")
    forum = start(cast, "harryda", "politiskt-forum", "Politiskt forum", "kommunen")
    duty = "politiskt-forum-lokalpolisomradeschef"
    assert standing(cast, duty).standing.state is State.NOT_APPLICABLE
    seat = forums.add_seat(
        by=by,
        at=AT,
        forum=forum,
        content=forums.SeatContent("Lokalpolisområdeschefen", key="polischef", attends="every_other"),
    )
    chief = forums.appoint(
        by=by,
        at=AT,
        forum=forum,
        content=forums.AppointmentContent("Lokalpolisområdeschef", date(2025, 1, 1), seat=seat),
    )
    for day, presence, state in (
        (date(2025, 2, 4), "absent", State.DUE),
        (date(2025, 4, 4), "present", State.MET),
        (date(2025, 6, 4), "absent", State.DUE),
        (date(2025, 9, 4), "absent", State.OVERDUE),
    ):
        meeting = held(cast, forum, day, cast.home.municipality)
        assert standing(cast, duty).standing.state in (State.CANNOT_BE_TOLD, State.MET)
        forums.record_attendance(
            by=by,
            at=AT,
            meeting=meeting,
            present=[forums.Present(chief, presence)],
            seen=fingerprint(meeting),
        )
        assert standing(cast, duty).standing.state is state


def test_a_decision_counts_when_it_is_adopted_and_leads_to_the_meeting(cast: Cast) -> None:
    by = cast.scope("saga")
    forum = start(cast, "goteborg-2024", "ledningsgrupp", "Ledningsgruppen", "staden")
    duty = "ledningsgrupp-mandat"
    meeting = held(cast, forum, date(2025, 5, 6), cast.home.municipality)
    content = forums.DecisionContent("Mandat för arbetet", outcome="tabled", evidence_what="mandat")
    decision = forums.decide(by=by, at=AT, forum=forum, meeting=meeting, content=content)
    assert standing(cast, duty).standing.state is not State.MET
    forums.take_back_decision(by=by, at=AT, decision=decision, reason="Fel utgång.")
    adopted = forums.DecisionContent(
        "Mandat för arbetet", outcome="adopted", text="Mandat ges.", evidence_what="mandat"
    )
    forums.decide(by=by, at=AT, forum=forum, meeting=meeting, content=adopted)
    found = standing(cast, duty)
    assert found.standing.state is State.MET
    slug = cast.home.cooperation.slug
    page = cast.client("saga").get(f"/{slug}/skyldigheter/{found.row}/?dag={TODAY}").content.decode()
    assert f'href="/{slug}/forum/{forum.pk}/moten/{meeting.pk}/"' in page


@pytest.mark.requirement("FOR-7")
def test_what_a_forum_raises_to_one_that_it_prepares_for_counts_as_prepared(cast: Cast) -> None:
    by, cooperation = cast.scope("saga"), cast.home.cooperation
    forum = start(cast, "harryda", "politiskt-forum", "Politiskt forum", "kommunen")
    board = forums.set_up(
        by=by, at=AT, cooperation=cooperation, name="Kommunstyrelsen", kind="board", key="kommunstyrelsen"
    )
    raised = forums.raise_matter(by=by, at=AT, forum=forum, to_forum=board, title="Belysningen")
    duty = "politiskt-forum-bereder"
    assert standing(cast, duty).standing.state is State.CANNOT_BE_TOLD, (
        "forumet bereder inte för styrelsen ännu"
    )
    forums.add_link(by=by, at=AT, forum=forum, kind="prepares_for", to=board)
    assert standing(cast, duty).standing.state is State.MET
    forums.take_back_raised(by=by, at=AT, raised=raised)
    assert standing(cast, duty).standing.state is State.CANNOT_BE_TOLD


@pytest.mark.requirement("FOR-5", "DUT-2")
def test_what_another_body_rejects_in_the_end_is_no_decision_of_its_own(cast: Cast) -> None:
    by = cast.scope("saga")
    decision = forums.decide(
        by=by,
        at=AT,
        forum=cast.home.forum,
        content=forums.DecisionContent(
            "Ny plan", "adopted", on=TODAY, text="Planen antas.", final_body="Kommunfullmäktige"
        ),
    )

    def finally_decided() -> list[str]:
        facts = record_of(by, cooperation=cast.home.cooperation).facts
        return [fact.id for fact in facts if fact.id == f"slutligt-beslut-{decision.pk}"]

    assert finally_decided() == [], "det är inte känt än"
    for outcome, count in (("rejected", 0), ("adopted", 1)):
        forums.settle_finally(
            by=by,
            at=AT,
            decision=decision,
            final_on=TODAY,
            final_text="Som föreslogs.",
            final_outcome=outcome,
        )
        assert len(finally_decided()) == count
