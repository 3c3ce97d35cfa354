"""Two people at the same thing lose nothing: the later one is told, and what both wrote is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import HOME, Cast
from trygghjulet.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.requirement("SEC-5")

FIRST, SECOND = "Det första som skrevs.", "Det andra som skrevs."


def _measure(cast: Cast, text: str) -> dict[str, Any]:
    writer = cast.home.function("saga").pk
    return {
        "title": "Lampor",
        "goals": text,
        "first_day": "2025-07-01",
        "planned_by": writer,
        "done_by": writer,
        "followed_up_by": writer,
        "follow_up": "Varje kvartal.",
        "purpose": "both",
        "prevention_type": "social",
        "prevention_level": "selective",
        "grounds": "proven",
    }


#: Page, what stands in its address after the round, and the form with a text in it.
EDITS: dict[str, tuple[Callable[[Cast], tuple[Any, ...]], Callable[[Cast, str], dict[str, Any]]]] = {
    "picture:write": (lambda cast: ("analysis",), lambda cast, text: {"text": text}),
    "priorities:edit": (
        lambda cast: (cast.home.priority.pk,),
        lambda cast, text: {"title": "Våld", "goal": text},
    ),
    "causes:describe": (
        lambda cast: (cast.home.priority.pk,),
        lambda cast, text: {"what": text, "where": "", "when": "", "who": "", "how": ""},
    ),
    "causes:conclude": (
        lambda cast: (cast.home.cause.pk,),
        lambda cast, text: {"act_on": "yes", "conclusion": text},
    ),
    "measures:edit": (lambda cast: (cast.home.measure.pk,), _measure),
    "measures:write": (
        lambda cast: (),
        lambda cast, text: {"communication": text, "follow_up": "Varje kvartal."},
    ),
    "measures:change_step": (
        lambda cast: (cast.home.plan_step.pk,),
        lambda cast, text: {"title": text, "first_day": "2025-07-01", "last_day": "2025-08-01"},
    ),
    "measures:change_goal": (
        lambda cast: (cast.home.goal.pk,),
        lambda cast, text: {"kind": "effect", "text": text},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_later_of_two_writers_is_told_and_keeps_what_was_written(cast: Cast, name: str) -> None:
    args, form = EDITS[name]
    address = reverse(name, args=(HOME.slug, cast.home.city.pk, *args(cast)))
    saga, kim = cast.client("saga"), cast.client("kim")
    seen = saga.get(address).context["form"].initial["seen"]
    assert kim.get(address).context["form"].initial["seen"] == seen
    assert saga.post(address, form(cast, FIRST) | {"seen": seen}).status_code == 302
    before = AuditEntry.objects.count()

    late = kim.post(address, form(cast, SECOND) | {"seen": seen})
    page = late.content.decode()
    assert late.status_code == 422
    assert "har ändrat det här sedan du öppnade sidan" in page
    assert FIRST in page, "det som är sparat visas"
    assert SECOND in page, "det som skrevs står kvar"
    assert AuditEntry.objects.count() == before

    seen_now = kim.get(address).context["form"].initial["seen"]
    assert kim.post(address, form(cast, f"{FIRST} {SECOND}") | {"seen": seen_now}).status_code == 302
