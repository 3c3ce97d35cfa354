"""Every page that lists costs as many questions to the database with twice the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, HOME, Cast, Work, content
from trygghjulet.cooperation.agreements import operations as agreements
from trygghjulet.cooperation.agreements.rules.duties import WhenGiven
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.foundation.parties import operations as parties
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.feedback import operations as feedback
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.scanning import operations as scanning

LISTS: dict[str, Callable[[Work], tuple[Any, ...]]] = {
    "overview:frame": lambda work: (),
    "overview:log": lambda work: (),
    "agreements:index": lambda work: (),
    "agreements:show": lambda work: (work.agreement.pk,),
    "forums:show": lambda work: (work.forum.pk,),
    "overview:thread": lambda work: (work.city.pk,),
    "law:show": lambda work: (),
    "scanning:show": lambda work: (),
    "scanning:round": lambda work: (work.city.pk,),
    "picture:show": lambda work: (work.city.pk,),
    "priorities:show": lambda work: (work.city.pk,),
    "causes:show": lambda work: (work.city.pk,),
    "measures:show": lambda work: (work.city.pk,),
    "measures:measure": lambda work: (work.city.pk, work.measure.pk),
    "measures:history": lambda work: (work.city.pk,),
    "measures_document:show": lambda work: (work.city.pk,),
    "followup:show": lambda work: (work.city.pk,),
    "feedback:show": lambda work: (work.city.pk,),
    "reports:turn": lambda work: (work.city.pk,),
    "public:cooperation": lambda work: (),
}


def _more(cast: Cast, *, number: int) -> None:
    """Another of everything that hangs in the city's round and in the cooperation."""
    work, saga = cast.home, cast.scope("saga")
    priority = priorities.choose(
        by=saga, at=AT, round=work.city, title=f"Problem {number}", agreed_problem=work.problem
    )
    priorities.add_ground(by=saga, at=AT, priority=priority, reason="Skäl.", finding=work.finding)
    profile = causes.describe(
        by=saga, at=AT, priority=priority, seen=0, what="Vad.", where="", when="", who="", how=""
    )
    cause = causes.state_cause(by=saga, at=AT, profile=profile, perspective="place", statement="Orsak.")
    causes.add_evidence(by=saga, at=AT, cause=cause, speaks_for=True, text="Belägg.", finding=work.finding)
    measure = measures.plan_measure(
        by=saga, at=AT, round=work.city, content=content(work, cause=cause, title=f"Åtgärd {number}")
    )
    step = measures.StepContent(f"Steg {number}", AT.date(), AT.date(), work.function("saga"))
    measures.add_step(by=saga, at=AT, measure=measure, content=step)
    measures.set_goal(by=saga, at=AT, measure=measure, content=measures.GoalContent("effect", "Färre."))
    measure.also.add(work.cause)
    followup.check_in(by=saga, at=AT, measure=measure, light="green", words="Görs.")
    feedback.plan_feedback(
        by=saga,
        at=AT,
        round=work.city,
        receiver="Alla",
        message="Tack.",
        channel="Möte",
        due=date(2026, 5, 1),
        responsible=work.function("saga"),
        measure=measure,
    )
    rounds.leave_lesson(by=saga, at=AT, round=work.city, text="Lärdom.")
    picture.note_finding(by=saga, at=AT, picture=work.picture, statement=f"Iakttagelse {number}.")
    other = forums.set_up(
        by=saga, at=AT, cooperation=work.cooperation, name=f"Forum {number}", kind="network"
    )
    forums.plan_meeting(by=saga, at=AT, forum=work.forum, planned_on=date(2026, 3, number))
    held = forums.hold_meeting(
        by=saga,
        at=AT,
        forum=work.forum,
        held_on=date(2025, 3, number),
        chaired_by=work.municipality,
        convened_by=work.municipality,
        notes_by=work.municipality,
    )
    forums.dispatch(by=saga, at=AT, forum=held.forum, meeting=held, on=held.on, to_forum=other)
    agreements.enter(
        by=saga,
        at=AT,
        cooperation=work.cooperation,
        title=f"Avtal {number}",
        purposes="Syfte.",
        fields_of_work="Område.",
        problems=((f"Problem {number}", "Text."),),
    )
    agreements.write_part(
        by=saga, at=AT, agreement=work.agreement, key="other", title=f"Del {number}", text="Text."
    )
    agreements.write_party(by=saga, at=AT, agreement=work.agreement, party=work.municipality)
    annex = agreements.add_annex(
        by=saga, at=AT, agreement=work.agreement, number=f"B{number}", title="Bilaga", decider=work.forum
    )
    agreements.add_annex_version(by=saga, at=AT, annex=annex, text="Text.", decided_forum=work.forum)
    agreements.add_duty(
        by=saga,
        at=AT,
        agreement=work.agreement,
        content=agreements.DutyContent(f"Plikt {number}", ("styrgruppen",), when=WhenGiven("standing")),
        clause="Klausul.",
    )
    function = parties.add_function(
        by=saga,
        at=AT,
        cooperation=work.cooperation,
        party=work.municipality,
        title=f"Funktion {number}",
        role="reader",
        area=work.area("norr"),
    )
    parties.appoint(
        by=saga,
        at=AT,
        function=function,
        email=f"ny{number}@exempel.example",
        name=f"Ny {number}",
        since=date(2025, 1, 1),
    )
    source = scanning.add_source(
        by=saga,
        at=AT,
        cooperation=work.cooperation,
        party=work.municipality,
        name=f"Källa {number}",
        reader="incidents",
        theme="disorder",
        sharing="owner",
        definition="Text.",
    )
    for day in range(2):
        data = f"tidpunkt;kategori;longitud;latitud\n2025-05-{number + day + 1:02} 12:00;Klotter;14.95;59.05".encode()
        delivery = scanning.deliver(
            by=saga, at=AT, source=source, file_name=f"{number}.csv", chunks=(data,), today=AT.date()
        )
        if day == 0:
            scanning.accept(by=saga, at=AT + timedelta(minutes=number), delivery=delivery)


def _cost(cast: Cast, name: str) -> int:
    client = cast.client("saga")
    address = reverse(name, args=(HOME.slug, *LISTS[name](cast.home)))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_lists_cost_the_same_with_twice_the_rows(cast: Cast) -> None:
    _more(cast, number=1)  # some questions are asked only when there is something
    before = {name: _cost(cast, name) for name in LISTS}
    for number in range(2, 5):
        _more(cast, number=number)
    after = {name: _cost(cast, name) for name in LISTS}
    assert after == before


@pytest.mark.parametrize("name", ["overview:cooperation"])
def test_a_round_more_costs_a_bounded_number_of_questions(cast: Cast, name: str) -> None:
    """The start page follows the thread of every round: so many questions for each, however much hangs in it."""
    client, address = cast.client("saga"), reverse(name, args=(HOME.slug,))
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for number in range(1, 4):
        _more(cast, number=number)
    with CaptureQueriesContext(connection) as later:
        client.get(address)
    assert len(later) <= len(first)
