"""What every write about a forum begins with: the right, the row as it is saved, and that things belong together."""

from __future__ import annotations

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.parties.models import Cooperation, Party


def locked(forum: Forum) -> Forum:
    """The forum as it is saved, kept from others until the end: what is told of its meetings holds."""
    Forum.objects.select_for_update().get(pk=forum.pk)
    return Forum.objects.select_related("area", "cooperation__area").get(pk=forum.pk)


def writable(by: Scope, forum: Forum) -> Forum:
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
    given = {party.pk for party in parties if party is not None}
    known = set(cooperation.participations.filter(party_id__in=given).values_list("party_id", flat=True))
    for party in parties:
        if party is not None and party.pk not in known:
            raise Refused(f"{party} är inte part i den här samverkan.")


def refuse(reason: str) -> None:
    if reason:
        raise Refused(reason)
