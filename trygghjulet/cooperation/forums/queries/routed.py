"""Where a forum's notes and reports are to go, what went and came, and how results roll up through the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Prefetch, Q

from trygghjulet.cooperation.forums.models import (
    Appointment,
    Decision,
    Dispatch,
    Extract,
    Forum,
    ForumLink,
    LinkKind,
    Meeting,
    RoutingRule,
)
from trygghjulet.cooperation.forums.rules import routing as rules
from trygghjulet.cooperation.forums.rules.routing import Standing
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation

#: What is read together with a sending.
_BESIDE = ("to_forum__area", "to_forum__cooperation__area", "meeting__forum")


@dataclass(frozen=True)
class Routing:
    """Something that is to go from a forum to somebody, with the rows behind it."""

    expected: rules.Expected
    rule: RoutingRule
    meeting: Meeting | None
    decision: Decision | None
    sent: Dispatch | None

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return self.expected.standing

    @property
    def forum(self) -> Forum:
        """Where it comes from."""
        return self.rule.forum


@dataclass(frozen=True)
class ForumRouting:
    """What a forum is to send, has sent and has sent beside its rules."""

    forum: Forum
    rules: tuple[RoutingRule, ...]
    routings: tuple[Routing, ...]
    beside: tuple[Dispatch, ...]

    def standing(self, *standings: Standing) -> tuple[Routing, ...]:
        """Those that stand so."""
        return tuple(one for one in self.routings if one.standing in standings)


def routings(
    scope: Scope, *, cooperation: Cooperation, on: date, forum: Forum | None = None
) -> tuple[ForumRouting, ...]:
    """What every forum of the cooperation, or one, is to send, held against what was sent."""
    found = Forum.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
    if forum is not None:
        found = found.filter(pk=forum.pk)
    told: models.QuerySet[Forum] = (
        found.select_related("area", "cooperation__area")
        .prefetch_related(Prefetch("routing", RoutingRule.objects.select_related("to_forum")))
        .prefetch_related(Prefetch("dispatches", Dispatch.objects.select_related(*_BESIDE)))
        .prefetch_related(Prefetch("meetings", Meeting.objects.filter(state=Meeting.State.HELD)))
        .prefetch_related(Prefetch("decisions", Decision.objects.prefetch_related("extracts")))
    )
    return tuple(_held_against(one, on) for one in told)


def dispatches(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Dispatch]:
    """What went from the cooperation's forums."""
    return Dispatch.objects.filter(
        forum__cooperation=cooperation, forum__cooperation_id__in=scope.cooperation_ids
    ).select_related("forum__area", "forum__cooperation__area", *_BESIDE)


def readers(forum: Forum, *, on: date) -> frozenset[int]:
    """The users who sit in a forum that day, and so are told when something has come to it."""
    sitting = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), forum=forum, since__lte=on, user__is_active=True
    )
    return frozenset(sitting.values_list("user_id", flat=True))


def to_send(meeting: Meeting, *, on: date) -> tuple[RoutingRule, ...]:
    """The rules whose receivers are still to have a held meeting's papers."""
    forum = meeting.forum
    told = forum.routing.filter(when=RoutingRule.When.EACH_MEETING).select_related("to_forum")
    by_id = {rule.pk: rule for rule in told}
    found = rules.route(
        [_rule(rule) for rule in told],
        held=[rules.Cause(meeting.pk, meeting.on)],
        decided=(),
        sent=[_sent(one) for one in meeting.dispatches.all()],
        on=on,
    )
    return tuple(by_id[one.rule.id] for one in found.expected if one.open)


@dataclass(frozen=True)
class Arrival:
    """A report on its way from one forum to whoever is to have it."""

    forum: Forum
    sent: Dispatch | None
    rule: RoutingRule | None


@dataclass(frozen=True)
class Level:
    """A body that reports reach, with what has arrived there."""

    name: str
    forum: Forum | None
    arrivals: tuple[Arrival, ...]

    @property
    def arrived(self) -> int:
        """How many reports have come."""
        return sum(one.sent is not None for one in self.arrivals)


def rolled_up(scope: Scope, *, cooperation: Cooperation, year: int) -> tuple[Level, ...]:
    """The chain that results go through, from below upwards, with what arrived at each level in a year.

    The ways are the routing rules of reports, and the links that say who reports to whom.
    """
    mine = {
        one.pk: one
        for one in Forum.objects.filter(
            cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
        ).select_related("area", "cooperation__area")
    }
    ways = _ways(mine)
    sent = Dispatch.objects.filter(
        forum__in=mine, what=RoutingRule.What.REPORT, on__year=year
    ).select_related("to_forum", "meeting__forum")
    came: dict[tuple[int, rules.Receiver], Dispatch] = {}
    for one in sent:
        came.setdefault((one.forum_id, _receiver(one)), one)
    names = {_receiver(one): one.receiver for one in sent} | {to: name for (_, to), (_, name) in ways.items()}
    known = list(dict.fromkeys([*ways, *came]))
    levels = rules.levels([rules.Way(forum_id, to) for forum_id, to in known])
    return tuple(
        Level(
            names[to],
            mine.get(to.forum or 0),
            tuple(
                Arrival(mine[way.from_forum], came.get((way.from_forum, to)), _rule_of(ways, way))
                for way in incoming
            ),
        )
        for to, incoming in levels
    )


_Ways = dict[tuple[int, rules.Receiver], tuple[RoutingRule | None, str]]


def _rule_of(ways: _Ways, way: rules.Way) -> RoutingRule | None:
    return ways.get((way.from_forum, way.to), (None, ""))[0]


def _ways(mine: Mapping[int, Forum]) -> _Ways:
    """From whom to whom reports go, with the rule that says so and what the receiver is called."""
    found: _Ways = {}
    told = RoutingRule.objects.filter(
        forum__in=mine, what=RoutingRule.What.REPORT, ended_on__isnull=True
    ).select_related("to_forum")
    for rule in told:
        found[rule.forum_id, _receiver(rule)] = (rule, rule.receiver)
    for link in ForumLink.objects.filter(forum__in=mine, to__in=mine, kind=LinkKind.REPORTS_TO):
        found.setdefault((link.forum_id, rules.Receiver(link.to_id)), (None, mine[link.to_id].name))
    return found


def _held_against(forum: Forum, on: date) -> ForumRouting:
    told: Sequence[RoutingRule] = list(forum.routing.all())
    meetings = {one.pk: one for one in forum.meetings.all()}
    sent = {one.pk: one for one in forum.dispatches.all()}
    decisions = {one.pk: one for one in forum.decisions.all()}
    rows: list[RoutingRule | Meeting | Dispatch | Decision] = [*told, *meetings.values(), *sent.values()]
    for one in (*rows, *decisions.values()):
        one.forum = forum
    by_id = {rule.pk: rule for rule in told}
    found = rules.route(
        [_rule(rule) for rule in told],
        held=[rules.Cause(one.pk, one.on) for one in meetings.values()],
        decided=list(_decided(decisions.values(), told)),
        sent=[_sent(one) for one in sent.values()],
        on=on,
    )
    return ForumRouting(
        forum,
        tuple(told),
        tuple(
            Routing(
                one,
                by_id[one.rule.id],
                meetings.get(one.meeting or 0),
                decisions.get(one.decision or 0),
                sent.get(one.sent.id) if one.sent else None,
            )
            for one in found.expected
        ),
        tuple(sent[one.id] for one in found.beside),
    )


def _decided(decisions: Iterable[Decision], told: Sequence[RoutingRule]) -> Iterable[rules.Cause]:
    """The extracts that decisions order, as what calls for a sending; a forum is found by its name."""
    named = {rule.to_forum.name.casefold(): rule.to_forum_id for rule in told if rule.to_forum}
    for decision in decisions:
        extract: Extract
        for extract in decision.extracts.all():
            forum_id = named.get(extract.to.casefold())
            receiver = rules.Receiver(forum_id) if forum_id else rules.Receiver(words=extract.to)
            yield rules.Cause(decision.pk, decision.on, receiver, extract.sent_on)


def _rule(rule: RoutingRule) -> rules.Rule:
    return rules.Rule(
        rule.pk,
        rule.what,
        rules.When(rule.when),
        _receiver(rule),
        rule.within_days,
        rule.yearly_by_month or 12,
        rule.yearly_by_day or 31,
        rule.since,
        rule.ended_on,
    )


def _sent(one: Dispatch) -> rules.Sent:
    return rules.Sent(one.pk, one.what, _receiver(one), one.on, one.meeting_id, one.rule_id, one.received_on)


def _receiver(one: RoutingRule | Dispatch) -> rules.Receiver:
    return rules.Receiver(one.to_forum_id) if one.to_forum_id else rules.Receiver(words=one.to)
