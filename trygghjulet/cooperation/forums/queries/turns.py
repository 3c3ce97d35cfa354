"""Reading whose turn it is in a forum, how turns have been shared, and who is expected at the next meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trygghjulet.cooperation.forums.models import (
    Attendance,
    Forum,
    Meeting,
    Seat,
    TurnOverride,
    TurnRule,
)
from trygghjulet.cooperation.forums.rules.turns import Shares, expected, in_turn, shares
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Party

#: Where a meeting tells who had the task.
FIELD: Mapping[str, str] = {
    TurnRule.What.CHAIR: "chaired_by",
    TurnRule.What.CONVENER: "convened_by",
    TurnRule.What.NOTES: "notes_by",
}


@dataclass(frozen=True)
class Proposed:
    """Whose turn it is at a planned meeting, and who is set to do it so far."""

    meeting: Meeting
    party: Party
    chosen: Party | None = None
    override: TurnOverride | None = None

    @property
    def differs(self) -> bool:
        """Is another set than the one in turn, without a reason?"""
        return self.override is None and self.chosen is not None and self.chosen != self.party


@dataclass(frozen=True)
class Turning:
    """A task that goes in turns: how it has been shared in a period, and whose turn it is at each planned meeting."""

    rule: TurnRule
    parties: tuple[Party, ...]
    shares: Shares
    proposed: tuple[Proposed, ...]
    next: Party | None

    @property
    def told(self) -> str:
        """The shares in words: "Kommunen 3, polisen 2"."""
        names = {party.pk: party.name for party in self.parties}
        return ", ".join(f"{names[key]} {count}" for key, count in self.shares.counts)


@dataclass(frozen=True)
class Awaited:
    """A seat whose holder goes every other time, and whether they are to be at the next meeting."""

    seat: Seat
    is_expected: bool
    last: bool | None


def turnings(
    scope: Scope, *, forum: Forum, first: date | None = None, last: date | None = None
) -> tuple[Turning, ...]:
    """The forum's turn-taking; the shares of the meetings held within the days, the proposals after all of them."""
    rules = list(
        TurnRule.objects.filter(forum=forum, forum__cooperation_id__in=scope.cooperation_ids)
        .select_related("forum__cooperation__area", "forum__area")
        .prefetch_related("places__party")
    )
    if not rules:
        return ()
    meetings = sorted(
        Meeting.objects.filter(forum=forum)
        .exclude(state=Meeting.State.CANCELLED)
        .select_related("chaired_by", "convened_by", "notes_by")
        .prefetch_related("turn_overrides"),
        key=lambda one: (one.on, one.pk),
    )
    return tuple(_turning(rule, meetings, first, last) for rule in rules)


def _turning(rule: TurnRule, meetings: Sequence[Meeting], first: date | None, last: date | None) -> Turning:
    parties = {place.party_id: place.party for place in rule.places.all()}
    order = list(parties)
    field = FIELD[rule.what]
    held = [
        one
        for one in meetings
        if one.state == Meeting.State.HELD and (rule.since is None or one.on >= rule.since)
    ]
    taken: list[int | None] = [getattr(one, f"{field}_id") for one in held]
    within = [
        getattr(one, f"{field}_id")
        for one in held
        if (first is None or one.on >= first) and (last is None or one.on <= last)
    ]
    following = in_turn(rule.share, order, taken)
    proposed = []
    for meeting in meetings:
        if meeting.state != Meeting.State.PLANNED or (rule.since and meeting.on < rule.since):
            continue
        turn = in_turn(rule.share, order, taken)
        if turn is None:
            break
        override = next((one for one in meeting.turn_overrides.all() if one.what == rule.what), None)
        chosen: Party | None = getattr(meeting, field)
        proposed.append(Proposed(meeting, parties[turn], chosen, override))
        taken.append(chosen.pk if chosen and chosen.pk in parties else turn)
    return Turning(
        rule,
        tuple(parties.values()),
        shares(order, within),
        tuple(proposed),
        parties.get(following or 0),
    )


def proposed_for(scope: Scope, *, meeting: Meeting) -> dict[str, Proposed]:
    """Whose turn it is at a planned meeting, by what goes in turns there."""
    return {
        one.rule.what: found
        for one in turnings(scope, forum=meeting.forum)
        for found in one.proposed
        if found.meeting.pk == meeting.pk
    }


def awaited(scope: Scope, *, forum: Forum) -> tuple[Awaited, ...]:
    """Who of those that go every other time is to be at the next meeting, given the earlier ones."""
    seats = list(
        Seat.objects.filter(
            forum=forum,
            forum__cooperation_id__in=scope.cooperation_ids,
            attends=Seat.Attends.EVERY_OTHER,
        )
    )
    if not seats:
        return ()
    held = [
        one.pk
        for one in sorted(
            Meeting.objects.filter(forum=forum, state=Meeting.State.HELD), key=lambda one: (one.on, one.pk)
        )
    ]
    told: dict[int, dict[int, bool]] = {}
    for row in Attendance.objects.filter(
        meeting_id__in=held, appointment__seat__in=[seat.pk for seat in seats]
    ).select_related("appointment"):
        if row.appointment is not None and row.appointment.seat_id is not None:
            there = row.presence != Attendance.Presence.ABSENT
            of_seat = told.setdefault(row.appointment.seat_id, {})
            of_seat[row.meeting_id] = of_seat.get(row.meeting_id, False) or there
    found = []
    for seat in seats:
        went = [told.get(seat.pk, {}).get(meeting) for meeting in held]
        found.append(Awaited(seat, expected(went), went[-1] if went else None))
    return tuple(found)
