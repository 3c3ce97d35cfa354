"""What the duties ask of a forum, for its agenda: decisions, documents and follow-ups that fall due before long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.text import slugify

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.registry import Ask
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.obligations.state import Standing, State
from trygghjulet.obligations.words import Duty, FactKind
from trygghjulet.oversight.duties.queries import Names, arrangement, judged
from trygghjulet.oversight.duties.rules import STATE_WORDS, Judged

#: What a forum can deal with as a point of its agenda.
KINDS: Final = frozenset(
    {
        FactKind.DECISION,
        FactKind.DOCUMENT,
        FactKind.FOLLOWUP,
        FactKind.EVALUATION,
        FactKind.CHECKIN,
        FactKind.REPORT,
    }
)
#: What still is to be done, and the tone of its badge.
TONES: Final = {State.OVERDUE: "bad", State.AT_RISK: "warning", State.DUE: "info"}
#: How far ahead is looked where too few meetings are planned.
AHEAD: Final = timedelta(days=120)
#: How many of the forum's meetings to come are looked past, so that there is time to prepare.
MEETINGS: Final = 2


def duties_of_forum(scope: Scope, forum: Forum, on: date) -> tuple[Ask, ...]:
    """The duties that wait for a forum a day: those that are late, and those due before its meetings after the next.

    A duty is the forum's when its clause names the forum as the one that carries it, or its evidence does.
    """
    cooperation = forum.cooperation
    names = Names(scope, cooperation)
    keys = frozenset(names.of_forum[forum.pk])
    area = names.area(forum.area)
    last = _horizon(forum, on)
    found = arrangement(scope, cooperation=cooperation, on=on)
    return tuple(
        ask
        for one in judged(found, on=on)
        if _is_of(one.duty, keys)
        for ask in _asks(one, area, last, cooperation.slug)
    )


def _is_of(duty: Duty, keys: frozenset[str]) -> bool:
    """Is the duty the forum's, and something that an agenda's point can meet?"""
    evidence = duty.evidence
    on_agenda = evidence.kind in KINDS or (evidence.kind is FactKind.MEETING and _topic(duty) is not None)
    named = evidence.forum in keys or keys.intersection(evidence.by) or keys.intersection(duty.who)
    return on_agenda and bool(named)


def _topic(duty: Duty) -> str | None:
    """What a meeting is to take up, where the duty asks for a meeting with that in it."""
    return next((str(value) for name, value in duty.evidence.having if name == "topics"), None)


def _horizon(forum: Forum, on: date) -> date:
    """Until when it is looked: past the forum's next meetings, and a while at least."""
    planned = Meeting.objects.filter(forum=forum, state=Meeting.State.PLANNED, planned_on__gte=on)
    days = list(planned.order_by("planned_on").values_list("planned_on", flat=True)[: MEETINGS + 1])
    return max([on + AHEAD, *(day for day in days if day)])


def _asks(one: Judged, area: str | None, last: date, slug: str) -> Iterator[Ask]:
    for standing in _parts(one.standing, area):
        if standing.state not in TONES:
            continue
        if standing.state is State.DUE and (standing.due is None or standing.due > last):
            continue
        evidence = one.duty.evidence
        yield Ask(
            key=slugify(f"{one.duty.id} {standing.area or ''}"),
            title=one.duty.title,
            kind=evidence.kind.value,
            what=evidence.what or "",
            due=standing.due,
            state=STATE_WORDS[standing.state],
            tone=TONES[standing.state],
            href=reverse("duties:show", args=(slug, one.row)),
            reason=standing.reason,
            having=dict(evidence.having),
        )


def _parts(standing: Standing, area: str | None) -> tuple[Standing, ...]:
    """How it stands where the forum works: in its own area, else in the whole cooperation."""
    if not standing.parts:
        return (standing,)
    mine = tuple(part for part in standing.parts if part.area == area)
    return mine or ((standing,) if area is None else ())
