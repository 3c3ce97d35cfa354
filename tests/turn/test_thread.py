"""The red thread holds both ways, and every place where it is broken is listed with the page that mends it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast, content
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.reports.thread import thread
from trygghjulet.steps.causes import operations as causes
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.measures.models import ActionPlan, Measure
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.priorities import operations as priorities
from trygghjulet.steps.priorities.models import PriorityArea

pytestmark = pytest.mark.requirement("ACT-5")


def _gaps(cast: Cast, round: Round) -> set[str]:
    return {gap.words for gap in thread(cast.scope("saga"), round=round).gaps}


def _bare(cast: Cast) -> Round:
    return rounds.start(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        area=cast.home.area("soder"),
        rhythm="yearly",
        first_day=cast.home.city.first_day,
        last_day=cast.home.city.last_day,
    )


def _choose(cast: Cast, round: Round) -> PriorityArea:
    return priorities.choose(by=cast.scope("saga"), at=AT, round=round, title="Stölder")


def _state(cast: Cast, priority: PriorityArea) -> Cause:
    saga = cast.scope("saga")
    profile = causes.describe(
        by=saga, at=AT, priority=priority, seen=0, what="Stölder.", where="", when="", who="", how=""
    )
    return causes.state_cause(by=saga, at=AT, profile=profile, perspective="place", statement="Olåst.")


def _picture(cast: Cast, round: Round) -> None:
    picture.make(by=cast.scope("saga"), at=AT, round=round)


def _priority(cast: Cast, round: Round) -> None:
    _choose(cast, round)


def _loose_ground(cast: Cast, round: Round) -> None:
    priorities.add_ground(by=cast.scope("saga"), at=AT, priority=_choose(cast, round), reason="Vi tror det.")


def _cause(cast: Cast, round: Round) -> None:
    causes.conclude(
        by=cast.scope("saga"),
        at=AT,
        cause=_state(cast, _choose(cast, round)),
        seen=0,
        act_on=True,
        conclusion="Ja.",
    )


def _measure(cast: Cast, round: Round, cause: Cause | None) -> Measure:
    return measures.plan_measure(
        by=cast.scope("saga"), at=AT, round=round, content=content(cast.home, cause=cause, title="Lås")
    )


#: What is done in an empty round, and the gaps that then show beside those it closes.
BROKEN: dict[str, tuple[Callable[[Cast, Round], object], set[str], set[str]]] = {
    "nothing": (
        lambda cast, round: None,
        {
            "Varvet har ingen lägesbild.",
            "Inget problemområde är prioriterat.",
            "Ingen återkoppling är planerad.",
        },
        set(),
    ),
    "a draft": (_picture, {"Lägesbilden är inte antagen."}, {"Varvet har ingen lägesbild."}),
    "a bare priority": (
        _priority,
        {
            "Prioriteringen ”Stölder” har inga skäl.",
            "Problemet ”Stölder” är inte beskrivet.",
            "Problemet ”Stölder” har ingen orsak.",
            "Prioriteringen ”Stölder” har ingen åtgärd.",
        },
        {"Inget problemområde är prioriterat."},
    ),
    "a ground on nothing": (
        _loose_ground,
        {"Prioriteringen ”Stölder” vilar inte på någon iakttagelse i lägesbilden."},
        {"Prioriteringen ”Stölder” har inga skäl."},
    ),
    "a cause without evidence": (
        _cause,
        {"Orsak 1.1 ”Olåst.” har inga belägg.", "Orsak 1.1 ”Olåst.” ska mötas, men har ingen åtgärd."},
        {"Problemet ”Stölder” är inte beskrivet.", "Problemet ”Stölder” har ingen orsak."},
    ),
    "a measure on nothing": (
        lambda cast, round: _measure(cast, round, None),
        {
            "Åtgärden ”Lås” har ingen orsak.",
            "Åtgärden ”Lås” har ingen indikator.",
            "Åtgärden ”Lås” är inte följd upp.",
            "Åtgärdsplanen är inte beslutad (5 §).",
        },
        set(),
    ),
    "a measure on a cause": (
        lambda cast, round: _measure(cast, round, _state(cast, _choose(cast, round))),
        {"Åtgärden ”Lås” är inte följd upp."},
        {"Prioriteringen ”Stölder” har ingen åtgärd.", "Åtgärden ”Lås” har ingen orsak."},
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_kind_of_gap_shows_until_it_is_mended(cast: Cast, name: str) -> None:
    act, shown, mended = BROKEN[name]
    round = _bare(cast)
    act(cast, round)
    gaps = _gaps(cast, round)
    assert shown <= gaps
    assert not mended & gaps


def test_a_whole_turn_has_no_gap_but_what_is_not_yet_decided(cast: Cast) -> None:
    assert _gaps(cast, cast.home.city) == {
        "Lägesbilden är inte antagen.",
        "Åtgärdsplanen är inte beslutad (5 §).",
    }
    saga, draft = cast.scope("saga"), cast.home.picture
    picture.adopt(
        by=saga, at=AT, picture=draft, forum=cast.home.forum, on=AT.date(), seen_sha256=content_sha256(draft)
    )
    measures.decide_plan(
        by=saga,
        at=AT,
        plan=ActionPlan.objects.get(round=cast.home.city),
        decided_by="Kommunstyrelsen",
        decided_on=AT.date(),
    )
    assert _gaps(cast, cast.home.city) == set()


def test_every_gap_leads_to_the_page_that_mends_it(cast: Cast) -> None:
    saga = cast.client("saga")
    for gap in thread(cast.scope("saga"), round=_bare(cast)).gaps:
        assert saga.get(gap.href).status_code == 200


def test_the_thread_runs_from_the_priority_to_what_was_told_and_back_to_the_finding(cast: Cast) -> None:
    (priority,) = thread(cast.scope("pia"), round=cast.home.city).priorities
    (cause,) = priority.causes
    (measure,) = cause.measures
    assert measure.checkin is not None
    assert [item.message for item in measure.feedback] == ["Lamporna är lagade."]
    tied = measure.measure.cause
    assert tied is not None
    back = tied.profile.priority
    assert back == priority.priority
    (ground,) = back.grounds.all()
    assert ground.finding == cast.home.finding
    assert ground.finding.picture == cast.home.picture


def test_the_page_of_the_thread_links_both_ways(cast: Cast) -> None:
    pia, city = cast.client("pia"), cast.home.city
    page = pia.get(reverse("overview:thread", args=(HOME.slug, city.pk))).content.decode()
    for words in ("Våld vid torget", "Torget är mörkt.", "Bättre belysning", "Boende vid torget"):
        assert words in page
    for step in ("picture", "priorities", "causes", "measures", "followup", "feedback"):
        address = reverse(f"{step}:show", args=(HOME.slug, city.pk))
        assert address in page
        assert reverse("overview:thread", args=(HOME.slug, city.pk)) in pia.get(address).content.decode()
