"""Enters what people in Solvik said and saw, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.demo.content.heard import ANSWERS, ASKED, CHOSEN, OPTIONS, QUESTION, TALKS, Talk
from trygghjulet.demo.people import MUNICIPALITY
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.steps.dialogues import operations as dialogues
from trygghjulet.steps.dialogues.models import Option, Point
from trygghjulet.steps.dialogues.rules.following import State


def listen(by: Scope, *, cooperation: Cooperation, area: Callable[[str], Area]) -> None:
    """The talks with what followed, and the consultation."""
    municipality = Party.objects.get(name=MUNICIPALITY)
    for talk in TALKS:
        _enter(by, cooperation, municipality, area(talk.area_code), talk)
    first, last = ASKED
    asked = dialogues.consult(
        by=by,
        at=_at(last),
        cooperation=cooperation,
        asked=dialogues.Asked(
            area=area("S2"), question=QUESTION, way="open", first_day=first, last_day=last, answers=ANSWERS
        ),
        options=OPTIONS,
    )
    dialogues.choose(
        by=by,
        at=_at(last + timedelta(days=10)),
        consultation=asked,
        seen=asked.revision,
        chosen=[Option.objects.get(consultation=asked, order=1).pk],
        because=CHOSEN,
    )


def _enter(by: Scope, cooperation: Cooperation, party: Party, area: Area, talk: Talk) -> None:
    made = dialogues.enter(
        by=by,
        at=_at(talk.held_on + timedelta(days=1)),
        cooperation=cooperation,
        held=dialogues.Held(
            area=area,
            party=party,
            kind=talk.kind,
            title=talk.title,
            held_on=talk.held_on,
            where=talk.where,
            light=talk.light,
            groups=talk.groups,
            people=talk.people,
        ),
        said=dialogues.said_in(talk.notes),
    )
    followed = Point.objects.filter(dialogue=made).exclude(to_do="").select_related("place", "dialogue")
    for point, (owner, state, words) in zip(followed, talk.went, strict=True):
        changed = dialogues.change_point(
            by=by,
            at=_at(talk.held_on + timedelta(days=1)),
            point=point,
            seen=point.revision,
            said=dialogues.Said(
                text=point.text,
                theme=point.theme,
                tone=point.tone,
                spot=point.spot,
                owner=owner,
                to_do=point.to_do,
                due=point.due,
            ),
        )
        dialogues.tell(
            by=by, at=_at(talk.held_on + timedelta(days=40)), point=changed, state=State(state), words=words
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=ZoneInfo(settings.TIME_ZONE))
