"""Several people at the same moment: everything is numbered once, counted once, adopted once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.cast import HOME, Cast, content, incidents
from tests.writing.acts import LATER
from trygghjulet.cooperation.evaluations import operations as evaluations
from trygghjulet.cooperation.evaluations.models import Tally
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Decision, Dispatch
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.rules import Stale
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import ActionPlan
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.priorities.models import PriorityArea
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.models import Dataset
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import WeekPicture

pytestmark = [
    pytest.mark.requirement("SEC-5"),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="Samtidiga skrivare prövas mot PostgreSQL (TRYGGHJULET_DATABASE=postgresql).",
    ),
]


def at_once(*acts: Callable[[], object]) -> tuple[list[Any], list[Exception]]:
    """Do all the acts at the same moment, each in its own connection; what they gave and what they raised."""
    gate, given, raised = Barrier(len(acts)), [], []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            given.append(act())
        except Exception as error:  # noqa: BLE001  # every kind is looked at by the test
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given, raised


@pytest.fixture
def together(transactional_db: None, cast: Cast) -> Cast:
    """The cast in a database that really takes several writers."""
    return cast


def _saga(cast: Cast) -> Scope:
    return cast.scope("saga")


def test_causes_stated_at_once_get_a_number_each(together: Cast) -> None:
    by, profile = _saga(together), together.home.profile
    _, raised = at_once(
        *(
            lambda i=i: causes.state_cause(
                by=by, at=LATER, profile=profile, perspective="place", statement=f"Orsak {i}"
            )
            for i in range(6)
        )
    )
    assert raised == []
    numbers = Cause.objects.filter(profile=profile).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7]


def test_a_delivery_accepted_many_times_at_once_counts_once(together: Cast) -> None:
    by, waiting = together.scope("palle"), together.home.waiting
    given, raised = at_once(*(lambda: scanning.accept(by=by, at=LATER, delivery=waiting) for _ in range(4)))
    assert len(given) == 1
    assert {type(error) for error in raised} == {Refused}
    assert Dataset.objects.filter(delivery=waiting).count() == 1


def test_the_same_content_in_two_deliveries_accepted_at_once_counts_once(together: Cast) -> None:
    by, source = together.scope("palle"), together.home.source
    data = incidents(HOME, skip=600)
    twins = [
        scanning.deliver(
            by=by,
            at=LATER,
            source=source,
            file_name=f"{i}.csv",
            chunks=(data, b"\n" * i),  # the same rows in two files
            today=LATER.date(),
        )
        for i in range(2)
    ]
    given, raised = at_once(
        *(lambda twin=twin: scanning.accept(by=by, at=LATER, delivery=twin) for twin in twins)
    )
    assert len(given) == 1
    assert [type(error) for error in raised] == [scanning.AlreadyAccepted]


def test_a_picture_adopted_many_times_at_once_is_adopted_once(together: Cast) -> None:
    by, draft, forum = _saga(together), together.home.picture, together.home.forum
    before = AuditEntry.objects.count()
    given, raised = at_once(
        *(
            lambda: picture.adopt(
                by=by,
                at=LATER,
                picture=draft,
                forum=forum,
                on=LATER.date(),
                seen_sha256=content_sha256(draft),
            )
            for _ in range(4)
        )
    )
    assert len(given) == 1
    assert {type(error) for error in raised} == {Refused}
    assert AuditEntry.objects.count() == before + 1


def test_a_first_picture_and_a_new_edition_are_made_once(together: Cast) -> None:
    by, local = _saga(together), together.home.local
    given, raised = at_once(*(lambda: picture.new_edition(by=by, at=LATER, round=local) for _ in range(3)))
    assert len(given) == 1
    assert {type(error) for error in raised} == {Refused}
    fresh = rounds.start(
        by=by,
        at=LATER,
        cooperation=together.home.cooperation,
        area=together.home.area("soder"),
        rhythm="yearly",
        first_day=local.first_day,
        last_day=local.last_day,
    )
    _, raised = at_once(*(lambda: picture.make(by=by, at=LATER, round=fresh) for _ in range(3)))
    assert raised == []
    assert SituationalPicture.objects.filter(round=fresh).count() == 1


def test_first_measures_and_priorities_at_once_stand_in_one_plan_and_one_order(together: Cast) -> None:
    by, local = _saga(together), together.home.local
    what = content(together.home)
    _, raised = at_once(
        *(lambda: measures.plan_measure(by=by, at=LATER, round=local, content=what) for _ in range(4)),
        *(
            lambda i=i: priorities.choose(by=by, at=LATER, round=local, title=f"Problem {i}")
            for i in range(4)
        ),
    )
    assert raised == []
    assert ActionPlan.objects.get(round=local).measures.count() == 4
    assert list(PriorityArea.objects.filter(round=local).values_list("order", flat=True)) == [1, 2, 3, 4]


def test_of_first_writers_at_once_one_writes_and_the_others_are_told(together: Cast) -> None:
    by = _saga(together)
    fresh = priorities.choose(by=by, at=LATER, round=together.home.city, title="Stölder")
    given, raised = at_once(
        *(
            lambda i=i: causes.describe(
                by=by,
                at=LATER + timedelta(seconds=i),
                priority=fresh,
                seen=0,
                what=f"{i}",
                where="",
                when="",
                who="",
                how="",
            )
            for i in range(4)
        )
    )
    assert len(given) == 1
    assert {type(error) for error in raised} == {Stale}


def test_the_same_paragraph_decided_at_once_is_entered_once(together: Cast) -> None:
    by, forum = _saga(together), together.home.forum
    content = forums.DecisionContent("Torget", on=LATER.date(), paragraph="§ 7")
    given, raised = at_once(
        *(lambda: forums.decide(by=by, at=LATER, forum=forum, content=content) for _ in range(4))
    )
    assert len(given) == 1
    assert {type(error) for error in raised} == {Refused}
    assert Decision.objects.filter(forum=forum, paragraph="§ 7").count() == 1


def test_papers_sent_at_once_by_several_go_once(together: Cast) -> None:
    by, held = _saga(together), together.home.held
    given, raised = at_once(*(lambda: forums.send_papers(by=by, at=LATER, meeting=held) for _ in range(4)))
    assert len(given) == 1
    assert {type(error) for error in raised} == {Refused}
    assert Dispatch.objects.filter(meeting=held, rule=together.home.route).count() == 1


@pytest.mark.requirement("FOR-10")
def test_invitations_answered_at_once_are_counted_once_each(together: Cast) -> None:
    by, days = _saga(together), (LATER.date(), LATER.date())
    evaluation = evaluations.plan(
        by=by, at=LATER, forum=together.home.forum, year=2030, opens_on=days[0], closes_on=days[1]
    )
    statements = [one.pk for one in evaluation.statements.all()]
    invited = [
        evaluations.invite(by=by, at=LATER, evaluation=evaluation, title=f"Rektor {i}")[0] for i in range(3)
    ]
    _, raised = at_once(
        *(
            lambda one=one: evaluations.answer_invited(
                at=LATER,
                invitation=one,
                answers=evaluations.Answers(dict.fromkeys(statements, 4), {"action": "Mer."}),
            )
            for one in (*invited, *invited)
        )
    )
    assert [type(error) for error in raised] == [Refused] * 3
    counted = Tally.objects.filter(statement__evaluation=evaluation).values_list("value", "count")
    assert set(counted) == {(4, 3)}
    assert evaluation.remarks.get().texts == ["Mer."] * 3


def test_a_weeks_draft_made_by_several_at_once_is_one_picture_in_one_round(together: Cast) -> None:
    by, setting = _saga(together), together.home.week_setting
    on = LATER.date() + timedelta(days=3)
    meeting = forums.plan_meeting(by=by, at=LATER, forum=setting.forum, planned_on=on)
    before = Round.objects.count()
    given, raised = at_once(
        *(lambda: week.draft(by=by, at=LATER, setting=setting, meeting=meeting) for _ in range(4))
    )
    assert raised == []
    assert len({picture.pk for picture in given}) == 1
    assert WeekPicture.objects.filter(setting=setting, meeting_on=on).count() == 1
    assert Round.objects.count() == before + 1
