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
from trygghjulet.obligations.words import Duty, FactKind, Open
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
#: What a forum deals with beside that, where the clause says when and the forum itself carries it.
ACTS: Final = frozenset({FactKind.ACTIVITY})
#: How it is said that a clause asks for something without saying when.
DATELESS: Final = "Utan dag"
#: What still is to be done, and the tone of its badge.
TONES: Final = {State.OVERDUE: "bad", State.AT_RISK: "warning", State.DUE: "info"}
#: How far ahead is looked where too few meetings are planned.
AHEAD: Final = timedelta(days=120)
#: How many of the forum's meetings to come are looked past, so that there is time to prepare.
MEETINGS: Final = 2


def duties_of_forum(scope: Scope, forum: Forum, on: date) -> tuple[Ask, ...]:
    """The duties that wait for a forum a day: those that are late, and those due before its meetings after the next.

    A duty is the forum's when its clause names the forum as the one that carries it, or its evidence does, or when what
    it asks for is reported to the forum. What a clause asks for without a date waits until it has been done.
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
    evidence, when = duty.evidence, duty.when
    if isinstance(when, Open) and evidence.what is None:
        return False  # any decision will do: that is no point of its own
    if evidence.kind in ACTS:
        return not isinstance(when, Open) and bool(keys.intersection(duty.who))
    on_agenda = evidence.kind in KINDS or (evidence.kind is FactKind.MEETING and _topic(duty) is not None)
    told = evidence.to if evidence.kind is FactKind.REPORT else ()
    named = evidence.forum in keys or keys.intersection((*evidence.by, *duty.who, *told))
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
        dateless = isinstance(one.duty.when, Open) and standing.state is State.CANNOT_BE_TOLD
        if standing.state not in TONES and not dateless:
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
            state=DATELESS if dateless else STATE_WORDS[standing.state],
            tone="neutral" if dateless else TONES[standing.state],
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
