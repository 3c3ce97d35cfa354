"""Enters what Solvik's forums are for, who sits in them, whose turn it is, and where their papers go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Forum, Seat as SeatRow
from trygghjulet.demo.content.agreement import AGREEMENT
from trygghjulet.demo.content.forums import (
    BODIES,
    GROUP,
    LINKS,
    RAISED,
    Body,
    Group,
    Member,
    Route,
    Seat,
)
from trygghjulet.demo.people import MUNICIPALITY, POLICE, person
from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Function, Party


def describe(by: Scope, *, cooperation: Cooperation, scope_called: Callable[[str], Scope]) -> None:
    """The bodies with their members, turns and ways; the temporary group; and what was raised upwards.

    Args:
        by: the coordinator, who enters it.
        cooperation: Solvik's; its forums are set up.
        scope_called: the scope of somebody in the cast by first name, for those who raise matters.
    """
    at = _at(AGREEMENT.signed_on)
    for body in BODIES:
        _describe(by, at, cooperation, body)
    for of, kind, to, clause in LINKS:
        forums.add_link(
            by=by,
            at=at,
            forum=_forum(cooperation, of),
            kind=kind,
            to=_forum(cooperation, to),
            clause=clause,
        )
    for body in BODIES:
        for route in body.routes:
            _route(by, cooperation, _forum(cooperation, body.name), route)
    _set_up(by, cooperation, GROUP)
    for matter in RAISED:
        forums.raise_matter(
            by=scope_called(matter.by),
            at=_at(matter.on),
            forum=_forum(cooperation, matter.of),
            to_forum=_forum(cooperation, matter.to),
            title=matter.title,
            text=matter.text,
            asks_for=matter.asks_for,
        )


def _describe(by: Scope, at: datetime, cooperation: Cooperation, body: Body) -> None:
    forum = _forum(cooperation, body.name)
    forums.change_forum(
        by=by,
        at=at,
        forum=forum,
        content=replace(
            forums.ForumContent.of(forum),
            purpose=body.purpose,
            mandate=body.mandate,
            convener=body.convener,
            secretariat=body.secretariat,
            call_days=body.call_days,
            refuses_individual=bool(body.refuses),
            refuses_operational=bool(body.refuses),
            refusal_clause=body.refuses,
        ),
    )
    least, most = body.members or (None, None)
    forums.set_composition(
        by=by,
        at=at,
        forum=forum,
        content=forums.CompositionContent(
            members_least=least,
            members_most=most,
            police_required=body.police_required,
            appointed_by=body.appointed_by,
            vice_chairs=body.vice_chairs,
            absence=body.absence,
        ),
    )
    for seat in body.seats:
        _seat(by, at, forum, seat)
    for name, key, value in body.perspectives:
        forums.add_perspective(
            by=by, at=at, forum=forum, content=forums.PerspectiveContent(name=name, key=key, value=value)
        )
    for what in body.turns:
        first, second = (POLICE, MUNICIPALITY) if what == "notes_by" else (MUNICIPALITY, POLICE)
        forums.set_turns(
            by=by,
            at=at,
            forum=forum,
            what=what,
            share="every_other",
            places=[_party(first), _party(second)],
            since=AGREEMENT.valid_from,
            clause="Överenskommelsen, Organisation",
        )


def _seat(by: Scope, at: datetime, forum: Forum, seat: Seat) -> None:
    made = forums.add_seat(
        by=by,
        at=at,
        forum=forum,
        content=forums.SeatContent(
            name=seat.name,
            at_least=seat.at_least,
            at_most=seat.at_most,
            party=_party(seat.party) if seat.party else None,
            elected=seat.elected,
            attends=seat.attends,
            mandates=seat.mandates,
            nominated_by=seat.nominated_by,
        ),
    )
    for member in seat.members:
        _appoint(by, at, forum, member, made)


def _appoint(by: Scope, at: datetime, forum: Forum, member: Member, seat: SeatRow | None = None) -> None:
    """Somebody in the cast with account and function, others by title and organisation."""
    known = person(member.person) if member.person else None
    party = known.party if known else member.party
    forums.appoint(
        by=by,
        at=at,
        forum=forum,
        content=forums.AppointmentContent(
            title=known.title if known else member.title,
            organisation=known.party if known else member.organisation,
            since=member.since,
            until=member.until,
            role=member.role,
            seat=seat,
            office=member.office,
            party=_party(party) if party else None,
            function=Function.objects.get(cooperation=forum.cooperation, title=known.title)
            if known
            else None,
            user=User.objects.get(email=known.email) if known else None,
            political_party=member.political_party,
            properties={"focus": member.focus} if member.focus else {},
            nominated_by=member.nominated_by,
        ),
    )


def _route(by: Scope, cooperation: Cooperation, forum: Forum, route: Route) -> None:
    to_forum = Forum.objects.filter(cooperation=cooperation, name=route.to).first()
    month, day = route.day or (None, None)
    forums.add_route(
        by=by,
        at=_at(max(route.since, AGREEMENT.signed_on)),
        forum=forum,
        content=forums.RouteContent(
            what=route.what,
            when=route.when,
            to_forum=to_forum,
            to="" if to_forum else route.to,
            within_days=route.within_days,
            yearly_by_month=month,
            yearly_by_day=day,
            clause=route.clause,
            since=route.since,
        ),
    )


def _set_up(by: Scope, cooperation: Cooperation, written: Group) -> None:
    at, issuer = _at(written.issued_on), _forum(cooperation, written.issuer)
    group = forums.set_up_group(
        by=by,
        at=at,
        issuer=issuer,
        name=written.name,
        content=forums.AssignmentContent(
            purpose=written.purpose,
            goals=written.goals,
            problem=written.problem,
            until=written.until,
            report_by=written.report_by,
        ),
        led_by=_party(written.led_by),
        issued_on=written.issued_on,
    ).forum
    for member in written.members:
        _appoint(by, at, group, replace(member, since=written.issued_on, until=written.until))
    _route(by, cooperation, group, Route("minnesanteckningar", written.issuer, since=written.issued_on))


def _forum(cooperation: Cooperation, name: str) -> Forum:
    found: Forum = Forum.objects.get(cooperation=cooperation, name=name)
    return found


def _party(name: str) -> Party:
    found: Party = Party.objects.get(name=name)
    return found


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE))
