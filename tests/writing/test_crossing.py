"""Nothing of another cooperation's can be tied to one's own work, neither by an operation nor by a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import HOME, Cast
from tests.writing.acts import ACTS
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.steps.picture.queries import content_sha256

pytestmark = pytest.mark.requirement("SEC-1")

CROSSINGS = [(act.name, argument) for act in ACTS.values() for argument in act.elsewhere]


@pytest.mark.parametrize(("name", "argument"), CROSSINGS)
def test_an_operation_refuses_what_is_the_neighbours(cast: Cast, name: str, argument: str) -> None:
    act = ACTS[name]
    before = AuditEntry.objects.count()
    with pytest.raises((Refused, Denied)):
        act.do(cast, **{argument: act.elsewhere[argument](cast)})
    assert AuditEntry.objects.count() == before


def _measure(cast: Cast) -> dict[str, Any]:
    writer = cast.home.function("saga").pk
    return {
        "cause": cast.home.cause.pk,
        "title": "Bättre belysning",
        "goals": "Färre.",
        "first_day": "2025-07-01",
        "planned_by": writer,
        "done_by": writer,
        "followed_up_by": writer,
        "follow_up": "Varje kvartal.",
        "purpose": "both",
        "prevention_type": "social",
        "prevention_level": "selective",
        "grounds": "proven",
        "seen": 0,
    }


#: Page, arguments after the round, what a right form holds, and the fields that can be made to point elsewhere.
FORMS: dict[str, tuple[str, Callable[[Cast], dict[str, Any]], dict[str, Callable[[Cast], int]]]] = {
    "picture:adopt": (
        "",
        lambda cast: {
            "forum": cast.home.forum.pk,
            "on": "2026-02-01",
            "seen_sha256": content_sha256(cast.home.picture),
        },
        {"forum": lambda cast: cast.neighbour.forum.pk},
    ),
    "priorities:new": (
        "",
        lambda cast: {"title": "Stölder", "agreed_problem": cast.home.problem.pk, "seen": 0},
        {"agreed_problem": lambda cast: cast.neighbour.problem.pk},
    ),
    "priorities:edit": (
        "priority",
        lambda cast: {"title": "Stölder", "agreed_problem": cast.home.problem.pk, "seen": 0},
        {"agreed_problem": lambda cast: cast.neighbour.problem.pk},
    ),
    "priorities:ground": (
        "priority",
        lambda cast: {"reason": "Det ökar.", "finding": cast.home.finding.pk},
        {"finding": lambda cast: cast.neighbour.finding.pk},
    ),
    "causes:add_evidence": (
        "cause",
        lambda cast: {"speaks_for": "yes", "text": "Mörkt.", "finding": cast.home.finding.pk},
        {"finding": lambda cast: cast.neighbour.finding.pk},
    ),
    "measures:new": (
        "",
        _measure,
        {
            "cause": lambda cast: cast.neighbour.cause.pk,
            **{
                name: lambda cast: cast.neighbour.function("vera").pk
                for name in ("planned_by", "done_by", "followed_up_by")
            },
        },
    ),
    "measures:edit": ("measure", _measure, {"cause": lambda cast: cast.neighbour.cause.pk}),
    "measures:add_indicator": (
        "measure",
        lambda cast: {"title": "Våld", "area": cast.home.city.area_id},
        {"area": lambda cast: cast.neighbour.city.area_id},
    ),
    "feedback:new": (
        "",
        lambda cast: {
            "receiver": "Boende",
            "message": "Tack.",
            "channel": "Möte",
            "due": "2026-04-01",
            "responsible": cast.home.function("saga").pk,
            "measure": cast.home.measure.pk,
        },
        {
            "responsible": lambda cast: cast.neighbour.function("vera").pk,
            "measure": lambda cast: cast.neighbour.measure.pk,
        },
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_takes_ones_own_and_refuses_the_neighbours(cast: Cast, name: str) -> None:
    thing, right, elsewhere = FORMS[name]
    args = (HOME.slug, cast.home.city.pk, *((getattr(cast.home, thing).pk,) if thing else ()))
    address, client, sent = reverse(name, args=args), cast.client("saga"), right(cast)
    for field, theirs in elsewhere.items():
        before = AuditEntry.objects.count()
        answer = client.post(address, sent | {field: theirs(cast)})
        assert answer.status_code == 422, field
        assert AuditEntry.objects.count() == before
    assert client.post(address, sent).status_code == 302, "det egna går bra"


def test_a_round_is_not_started_in_the_neighbours_area(cast: Cast) -> None:
    sent = {"rhythm": "yearly", "first_day": "2026-01-01", "last_day": "2026-12-31"}
    address, client = reverse("overview:new_round", args=(HOME.slug,)), cast.client("saga")
    assert client.post(address, sent | {"area": cast.neighbour.city.area_id}).status_code == 422
    assert client.post(address, sent | {"area": cast.home.city.area_id}).status_code == 302


def test_a_local_coordinator_starts_rounds_in_the_own_half_only(cast: Cast) -> None:
    sent = {"rhythm": "yearly", "first_day": "2026-01-01", "last_day": "2026-12-31"}
    address, client = reverse("overview:new_round", args=(HOME.slug,)), cast.client("uno")
    assert client.post(address, sent | {"area": cast.home.area("soder").pk}).status_code == 422
    assert client.post(address, sent | {"area": cast.home.area("n1").pk}).status_code == 302


def test_a_source_is_not_registered_for_the_neighbours_municipality(cast: Cast) -> None:
    sent = {
        "name": "Felanmälningar",
        "theme": "disorder",
        "sharing": "sums",
        "definition": "Felanmälningar.",
        "smallest_count": 5,
        "detail": "point",
    }
    address, client = reverse("scanning:new_source_of", args=(HOME.slug, "incidents")), cast.client("saga")
    assert client.post(address, sent | {"party": cast.neighbour.municipality.pk}).status_code == 422
    assert client.post(address, sent | {"party": cast.home.municipality.pk}).status_code == 302
