"""Enters what Solvik's forums have sent beside their notes, and what the receivers have confirmed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Dispatch, Forum, Meeting, RoutingRule
from trygghjulet.demo.content.forums import CONFIRMED, CONFIRMED_UNTIL, SENT
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation


def confirm(by: Scope, *, cooperation: Cooperation) -> None:
    """The reports and minutes that went out, and the days that something was confirmed."""
    own = {forum.name: forum for forum in Forum.objects.filter(cooperation=cooperation)}
    for name, what, met_on, to, on, received_on in SENT:
        forum = own[name]
        told = RoutingRule.objects.filter(forum=forum, what=what)
        sent = forums.dispatch(
            by=by,
            at=_at(on),
            forum=forum,
            on=on,
            meeting=Meeting.objects.get(forum=forum, held_on=met_on) if met_on else None,
            what=what,
            rule=told.get(to_forum=own[to]) if to in own else told.get(to=to),
        )
        if received_on is not None:
            forums.receive(by=by, at=_at(received_on), sent=sent, on=received_on)
    came = Dispatch.objects.filter(
        forum__cooperation=cooperation, to_forum__isnull=False, what=RoutingRule.What.NOTES
    ).select_related(
        "forum__area", "forum__cooperation__area", "to_forum__area", "to_forum__cooperation__area"
    )
    for notes in came.filter(on__lte=CONFIRMED_UNTIL):
        day = notes.on + timedelta(days=3)
        forums.receive(by=by, at=_at(day), sent=notes, on=day)
    for name, met_on, to, on in CONFIRMED:
        notes = came.get(forum=own[name], meeting__held_on=met_on, to_forum=own[to])
        forums.receive(by=by, at=_at(on), sent=notes, on=on)


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))
