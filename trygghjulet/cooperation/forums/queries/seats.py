"""Reading who sits in a forum, and how that stands against its composition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import (
    Appointment,
    Composition,
    Forum,
    ForumKind,
    Perspective,
    Seat,
)
from trygghjulet.cooperation.forums.rules import seats as rules
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Holding, PartyKind


def seats_of(scope: Scope, *, forum: Forum) -> models.QuerySet[Seat]:
    """The places in a forum, in their order."""
    return Seat.objects.filter(forum=forum, forum__cooperation_id__in=scope.cooperation_ids).select_related(
        "party", "forum__cooperation__area", "forum__area"
    )


def perspectives_of(scope: Scope, *, forum: Forum) -> models.QuerySet[Perspective]:
    """What a forum's members must be among them."""
    return Perspective.objects.filter(
        forum=forum, forum__cooperation_id__in=scope.cooperation_ids
    ).select_related("seat", "forum__cooperation__area", "forum__area")


def composition_of(scope: Scope, *, forum: Forum) -> Composition | None:
    """How many sit in a forum, and for how long; nothing where no rules are entered."""
    return Composition.objects.filter(forum=forum, forum__cooperation_id__in=scope.cooperation_ids).first()


def appointments_of(scope: Scope, *, forum: Forum) -> models.QuerySet[Appointment]:
    """All that have sat, sit or are to sit in a forum."""
    return Appointment.objects.filter(
        forum=forum, forum__cooperation_id__in=scope.cooperation_ids
    ).select_related("seat", "party", "function", "user", "forum__cooperation__area", "forum__area")


def sitting(scope: Scope, *, forum: Forum, on: date) -> models.QuerySet[Appointment]:
    """Those who sit in a forum a day."""
    return appointments_of(scope, forum=forum).filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def once_each(appointments: Iterable[Appointment]) -> list[Appointment]:
    """Each person once: who sits in two seats has one chair at the table, one call and one vote.

    Of somebody's appointments the one with an office stands, else the first. Who has no account is told by title
    only, so two such are taken for two persons.
    """
    rows = list(appointments)
    best: dict[int, Appointment] = {}
    for one in rows:
        if one.user_id is not None and (
            one.user_id not in best or (one.office and not best[one.user_id].office)
        ):
            best[one.user_id] = one
    return [one for one in rows if one.user_id is None or best[one.user_id] is one]


def judged_seats(scope: Scope, *, forum: Forum, on: date) -> tuple[rules.Finding, ...]:
    """What is not as the forum's composition says a day, the worst first."""
    return judged(
        scope,
        forum,
        list(seats_of(scope, forum=forum)),
        list(appointments_of(scope, forum=forum)),
        on,
    )


def judged(
    scope: Scope, forum: Forum, seats: list[Seat], appointments: Iterable[Appointment], on: date
) -> tuple[rules.Finding, ...]:
    """The same, where the seats and the appointments have been read already."""
    composition = composition_of(scope, forum=forum)
    if composition is None and not seats:
        return ()
    return rules.judge(
        _rule(composition, forum, on) if composition else rules.CompositionRule(),
        [seat_rule(seat) for seat in seats],
        [
            rules.PerspectiveRule(one.name, one.key, one.value, one.at_least, one.seat_id)
            for one in perspectives_of(scope, forum=forum)
        ],
        [held(one) for one in appointments],
        on,
    )


def _rule(composition: Composition, forum: Forum, on: date) -> rules.CompositionRule:
    sits = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        forum__part_of=forum,
        forum__kind=ForumKind.WORKING,
        forum__ended_on__isnull=True,
        since__lte=on,
    )
    return rules.CompositionRule(
        members=(composition.members_least, composition.members_most),
        substitutes=(composition.substitutes_least, composition.substitutes_most),
        term_years=composition.term_years,
        police_required=composition.police_required,
        vice_chairs=composition.vice_chairs,
        has_chair=bool(composition.chair_appointed_by or composition.vice_chairs),
        committee=composition.committee,
        committee_sits=composition.committee and sits.exists(),
        nominated_by=composition.nominated_by,
        appointed_by=composition.appointed_by,
        adjuncts_decided_by=composition.adjuncts_decided_by,
    )


def seat_rule(seat: Seat) -> rules.SeatRule:
    """A seat as it is judged."""
    return rules.SeatRule(
        id=seat.pk,
        key=seat.key,
        name=seat.name,
        at_least=seat.at_least,
        at_most=seat.at_most,
        party=seat.party_id,
        party_name=seat.party.name if seat.party else "",
        function_title=seat.function_title,
        elected=seat.elected,
        mandates=tuple(seat.mandates),
        appointed_by=seat.appointed_by,
    )


def held(one: Appointment) -> rules.Held:
    """An appointment as it is judged."""
    return rules.Held(
        id=one.pk,
        called=one.called,
        since=one.since,
        role=one.role,
        seat=one.seat_id,
        office=one.office,
        party=one.party_id,
        police=one.party is not None and one.party.kind == PartyKind.POLICE,
        function_title=one.function.title if one.function else "",
        title=one.title,
        public_name=one.public_name,
        properties=one.properties,
        mandates=tuple(one.mandates),
        until=one.until,
        nominated_by=one.nominated_by,
        appointed_by=one.appointed_by,
        decision=one.decision,
    )


def function_holders(scope: Scope, *, forum: Forum, on: date) -> models.QuerySet[Holding]:
    """Those who hold a function in the forum's cooperation a day: whom a seat can be given to at once."""
    return (
        Holding.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            function__cooperation_id=forum.cooperation_id,
            function__cooperation_id__in=scope.cooperation_ids,
            since__lte=on,
        )
        .select_related("function__party", "function__area", "user")
        .order_by("function__party__name", "function__title", "since")
    )
