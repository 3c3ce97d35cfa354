"""Saying who is to have a forum's notes and reports, sending them there, and confirming that they came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from trygghjulet.cooperation.forums.models import Dispatch, Forum, Meeting, RoutingRule
from trygghjulet.cooperation.forums.operations._common import locked, refuse, saved_meeting, writable
from trygghjulet.cooperation.forums.queries.routed import readers, to_send
from trygghjulet.cooperation.forums.rules.meetings import not_yet
from trygghjulet.cooperation.forums.rules.routing import own_members
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Denied, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class RouteContent:
    """Who is to have what from a forum, and when, as a person writes it down."""

    what: str
    when: str
    to_forum: Forum | None = None
    to: str = ""
    within_days: int | None = None
    yearly_by_month: int | None = None
    yearly_by_day: int | None = None
    clause: str = ""
    since: date | None = None


@operation
def add_route(*, by: Scope, at: datetime, forum: Forum, content: RouteContent) -> RoutingRule:
    """Say that somebody is to have a forum's notes, minutes or report.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: there is no receiver or there are two, it is the forum itself or another cooperation's, the year's last
            day is missing or does not exist, or the same is said already.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=forum.cooperation_id)
    refuse_personal_data(content.to, content.clause)
    saved = locked(forum)
    _refuse_receiver(saved, content.to_forum, content.to)
    yearly = content.when == RoutingRule.When.YEARLY
    if yearly and not _is_day(content.yearly_by_month, content.yearly_by_day):
        raise Refused("Ange vilken dag på året den senast ska vara skickad, till exempel månad 1 och dag 31.")
    if RoutingRule.objects.filter(
        forum=saved,
        what=content.what,
        when=content.when,
        to_forum=content.to_forum,
        to__iexact=content.to.strip(),
        ended_on__isnull=True,
    ).exists():
        raise Refused("Det står redan på sändlistan.")
    rule = RoutingRule(
        forum=saved,
        what=content.what,
        when=content.when,
        to_forum=content.to_forum,
        to=content.to.strip(),
        within_days=None if yearly else content.within_days,
        yearly_by_month=content.yearly_by_month if yearly else None,
        yearly_by_day=content.yearly_by_day if yearly else None,
        clause=content.clause,
        since=content.since,
    )
    rule.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="förde in på sändlistan", subject=rule)
    return rule


@operation
def end_route(*, by: Scope, at: datetime, rule: RoutingRule, ended_on: date) -> RoutingRule:
    """Say the last day that somebody is to have it; what was to be sent until then stays to be sent.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the day lies before the first one.
    """
    by.require(Permission.MANAGE, cooperation_id=rule.forum.cooperation_id)
    saved = (
        RoutingRule.objects.select_related("forum", "to_forum")
        .select_for_update(of=("self",))
        .get(pk=rule.pk)
    )
    if saved.since is not None and ended_on < saved.since:
        raise Refused(f"Den gäller från {numbers.day(saved.since)} och kan inte upphöra före det.")
    saved.ended_on = ended_on
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="lät upphöra på sändlistan",
        subject=saved,
        ended_on=ended_on.isoformat(),
    )
    return saved


@operation
def dispatch(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    on: date,
    meeting: Meeting | None = None,
    to_forum: Forum | None = None,
    to: str = "",
    what: str = RoutingRule.What.NOTES,
    rule: RoutingRule | None = None,
) -> Dispatch:
    """Enter that something went from a forum: a meeting's notes or minutes, or a report that no meeting stands behind.

    Nobody is told by it: whoever sends as usual enters it here. `rule` is what asked for it, and then says to whom.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting was not held by then, the day has not come, the forum or the rule is another's, it is sent
            by that rule already, or there is no receiver or there are two.
        PersonalDataFound: the receiver's name holds personal data.
    """
    saved = writable(by, forum)
    refuse_personal_data(to)
    refuse(not_yet(on, today=at.date(), what="Utskicket"))
    if rule is not None:
        if rule.forum_id != saved.pk:
            raise Refused("Sändlistan hör till ett annat forum.")
        to_forum, to = rule.to_forum, rule.to
    at_meeting = _held(saved, meeting, on) if meeting else None
    _refuse_receiver(saved, to_forum, to)
    if rule is not None and at_meeting is not None and at_meeting.dispatches.filter(rule=rule).exists():
        raise Refused(f"Det är redan skickat till {rule.receiver}.")
    sent = Dispatch(
        forum=saved, meeting=at_meeting, what=what, rule=rule, to_forum=to_forum, to=to.strip(), on=on
    )
    sent.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="förde in utskicket", subject=sent)
    return sent


@operation
def send_papers(*, by: Scope, at: datetime, meeting: Meeting) -> tuple[Dispatch, ...]:
    """Send a held meeting's notes and minutes to every forum that is still to have them, and tell those who sit there.

    The forum's own members are reached as well, where they are to have them. Others that are told in words are not
    reached from here: they are sent to as usual, and entered one by one.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the meeting was not held, or no forum is left to send to.
    """
    saved = writable(by, meeting.forum)
    held = _held(saved, meeting, at.date())
    left = [one for one in to_send(held, on=at.date()) if one.to_forum_id or own_members(one.to)]
    if not left:
        raise Refused("Inget forum väntar på något från mötet. Allt är redan skickat.")
    sent = []
    for rule in left:
        one = Dispatch(
            forum=saved,
            meeting=held,
            what=rule.what,
            rule=rule,
            to_forum=rule.to_forum,
            to=rule.to,
            on=at.date(),
        )
        one.save()
        record(by=by, at=at, cooperation_id=saved.cooperation_id, act="skickade", subject=one)
        sent.append(one)
    notices = [notice for one in sent for notice in _notices(one)]
    tell(at=at, cooperation=saved.cooperation, notices=notices)
    return tuple(sent)


@operation
def receive(*, by: Scope, at: datetime, sent: Dispatch, on: date) -> Dispatch:
    """Confirm that something came: by those who sit in the receiving forum, or who keep its meetings.

    What went to somebody told in words is confirmed by those who keep the sending forum's meetings.

    Raises:
        Denied: the person neither sits in the receiving forum nor keeps its meetings.
        Refused: the day has not come, lies before it was sent, or it is confirmed already.
    """
    _require_receiver(by, at, sent)
    refuse(not_yet(on, today=at.date(), what="Mottagandet"))
    locked(sent.forum)
    saved = Dispatch.objects.select_related("forum", "meeting__forum", "to_forum").get(pk=sent.pk)
    if saved.received_on is not None:
        raise Refused(f"Det är redan bekräftat {numbers.day(saved.received_on)}.")
    if on < saved.on:
        raise Refused(f"Det skickades {numbers.day(saved.on)}. Det kan inte ha kommit före det.")
    saved.received_on = on
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.forum.cooperation_id,
        act="bekräftade mottagandet av",
        subject=saved,
        on=on.isoformat(),
    )
    return saved


@operation
def take_back_dispatch(*, by: Scope, at: datetime, sent: Dispatch, reason: str) -> None:
    """Take back that something was sent, entered by mistake; the log keeps it with the reason.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: no reason is given, or it has been confirmed as received.
        PersonalDataFound: the reason holds personal data.
    """
    forum = writable(by, sent.forum)
    refuse_personal_data(reason)
    saved = (
        Dispatch.objects.select_related("meeting__forum", "to_forum").filter(forum=forum, pk=sent.pk).first()
    )
    if saved is None:
        raise Refused("Utskicket är redan borttaget.")
    if not reason.strip():
        raise Refused("Ange varför utskicket tas tillbaka.")
    if saved.received_on is not None:
        raise Refused("Mottagaren har bekräftat att det kom. Det kan inte tas tillbaka.")
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="tog tillbaka utskicket",
        subject=saved,
        on=saved.on.isoformat(),
        reason=reason,
    )
    saved.delete()


def may_confirm(scope: Scope, sent: Dispatch, *, on: date) -> bool:
    """May the person confirm that it came?"""
    receiver = sent.to_forum or sent.forum
    keeps = scope.allows(
        Permission.RECORD_MEETINGS, cooperation_id=receiver.cooperation_id, area_path=receiver.area_path
    )
    return keeps or (
        sent.to_forum is not None
        and scope.user_id is not None
        and scope.allows(Permission.SEE, cooperation_id=receiver.cooperation_id)
        and scope.user_id in readers(receiver, on=on)
    )


def _require_receiver(by: Scope, at: datetime, sent: Dispatch) -> None:
    receiver = sent.to_forum or sent.forum
    if not may_confirm(by, sent, on=at.date()):
        try:
            by.require(
                Permission.RECORD_MEETINGS,
                cooperation_id=receiver.cooperation_id,
                area_path=receiver.area_path,
            )
        except Denied as refusal:
            raise Denied(f"{refusal.reason} Den som sitter i {receiver} får också bekräfta.") from refusal


def _notices(sent: Dispatch) -> Iterator[Notice]:
    if sent.meeting is None:
        return
    forum = sent.forum
    link = reverse("forums:meeting", args=(forum.cooperation.slug, forum.pk, sent.meeting.pk))
    for user_id in sorted(readers(sent.to_forum or forum, on=sent.on)):
        yield Notice(
            user_id=user_id,
            kind="papers_came",
            key=f"papers-{sent.pk}",
            subject=f"{sent.get_what_display()} från {forum.name} {numbers.day(sent.meeting.on)}",
            text=f"Skickat till {sent.receiver}. Läs på mötets sida, "
            "och bekräfta på forumets sida att det har kommit."
            if sent.to_forum
            else f"Skickat till {sent.receiver}. Läs på mötets sida.",
            link=link,
        )


def _held(forum: Forum, meeting: Meeting, on: date) -> Meeting:
    saved = saved_meeting(forum, meeting)
    if saved.held_on is None:
        raise Refused("Mötet är inte infört som hållet. För in det först.")
    if on < saved.held_on:
        raise Refused(
            f"Mötet hölls {numbers.day(saved.held_on)}. Anteckningarna kan inte ha skickats före det."
        )
    return saved


def _refuse_receiver(forum: Forum, to_forum: Forum | None, to: str) -> None:
    if (to_forum is None) == (not to.strip()):
        raise Refused("Ange antingen ett forum eller någon annan som får det.")
    if to_forum is not None and to_forum.cooperation_id != forum.cooperation_id:
        raise Refused("Forumet som får det hör inte till den här samverkan.")
    if to_forum is not None and to_forum.pk == forum.pk:
        raise Refused("Ett forum skickar inte till sig självt.")


def _is_day(month: int | None, day: int | None) -> bool:
    """Is it a day that some year has?"""
    if month is None or day is None:
        return False
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True
