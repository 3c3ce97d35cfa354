"""What every write about a forum begins with: the right, the row as it is saved, and that things belong together."""

from __future__ import annotations

from trygghjulet.cooperation.forums.models import Appointment, Decision, Forum, Meeting
from trygghjulet.cooperation.forums.queries.minutes import is_approved
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.parties.models import Cooperation, Party


def locked(forum: Forum) -> Forum:
    """The forum as it is saved, kept from others until the end: what is told of its meetings holds."""
    Forum.objects.select_for_update().get(pk=forum.pk)
    return Forum.objects.select_related("area", "cooperation__area").get(pk=forum.pk)


def writable(by: Scope, forum: Forum) -> Forum:
    """The forum as it is saved, for somebody who may enter its meetings."""
    by.require(Permission.RECORD_MEETINGS, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    return locked(forum)


def saved_meeting(forum: Forum, meeting: Meeting) -> Meeting:
    """The meeting as it is saved; its forum is locked, so nobody else changes it."""
    saved = Meeting.objects.filter(forum=forum, pk=meeting.pk).first()
    if saved is None:
        raise Refused("Mötet hör inte till forumet.")
    saved.forum = forum
    return saved


def require_parties(cooperation: Cooperation, *parties: Party | None) -> None:
    """Refuse a party that is not in the cooperation."""
    given = {party.pk for party in parties if party is not None}
    known = set(cooperation.participations.filter(party_id__in=given).values_list("party_id", flat=True))
    for party in parties:
        if party is not None and party.pk not in known:
            raise Refused(f"{party} är inte part i den här samverkan.")


def refuse(reason: str) -> None:
    """Refuse with a reason, where there is one."""
    if reason:
        raise Refused(reason)


def refuse_if_approved(meeting: Meeting) -> None:
    """What was said at a meeting is not changed when its minutes are approved: what was wrong is told in a note."""
    if is_approved(meeting):
        raise Refused(
            "Protokollet är justerat och mötet är låst. Skriv en rättelse till protokollet i stället."
        )


def manageable(by: Scope, forum: Forum) -> Forum:
    """The forum as it is saved, for somebody who may change who sits in it."""
    by.require(Permission.MANAGE, cooperation_id=forum.cooperation_id, area_path=forum.area_path)
    return locked(forum)


def saved_decision(by: Scope, decision: Decision) -> Decision:
    """The decision as it is saved, with its forum kept from others until the end."""
    forum = writable(by, decision.forum)
    saved = Decision.objects.select_related("meeting").filter(forum=forum, pk=decision.pk).first()
    if saved is None:
        raise Refused("Beslutet finns inte längre. Någon kan ha tagit tillbaka det.")
    saved.forum = forum
    return saved


def open_decision(by: Scope, decision: Decision) -> Decision:
    """The decision as it is saved, where its meeting's minutes do not lock it."""
    saved = saved_decision(by, decision)
    if saved.meeting is not None:
        refuse_if_approved(saved.meeting)
    return saved


def touched(decision: Decision) -> None:
    """Let the decision's revision tell that something of it was changed."""
    decision.revision += 1
    decision.save()


def named_in_public(forum: Forum) -> frozenset[str]:
    """Those who hold public office in a forum, whose names may stand in what is written about its work."""
    named = Appointment.objects.filter(forum=forum).exclude(public_name="")
    return frozenset(named.values_list("public_name", flat=True))
