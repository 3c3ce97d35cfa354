"""Setting up a forum and letting it end."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.operations._common import locked, require_parties
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def set_up(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    name: str,
    kind: str,
    area: Area | None = None,
    led_by: Party | None = None,
    key: str = "",
) -> Forum:
    """Set up a body that meets.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the name or the key is taken, or the area or the party is another cooperation's.
        PersonalDataFound: the name holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(name)
    if Forum.objects.filter(cooperation=cooperation, name=name).exists():
        raise Refused(f"Forumet {name} finns redan.")
    if key and Forum.objects.filter(cooperation=cooperation, key=key, area=area).exists():
        raise Refused(f"Ett forum med nyckeln {key} finns redan där.")
    if area is not None and not area.path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    require_parties(cooperation, led_by)
    forum = Forum(cooperation=cooperation, name=name, kind=kind, area=area, led_by=led_by, key=key)
    forum.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="inrättade", subject=forum, kind=kind)
    return forum


@operation
def end_forum(
    *,
    by: Scope,
    at: datetime,
    forum: Forum,
    ended_on: date,
    reason: str,
    replaced_by: Forum | None = None,
) -> Forum:
    """Let a forum end after a day, with what takes its place where something does.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it has ended already, it met or is to meet later, or its heir is itself, has ended by then or
            is another cooperation's.
        PersonalDataFound: the reason holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=forum.cooperation_id)
    refuse_personal_data(reason)
    saved = locked(forum)
    if saved.ended_on is not None:
        raise Refused(f"Forumet upphörde redan {numbers.day(saved.ended_on)}.")
    later = saved.meetings.exclude(state=Meeting.State.CANCELLED).first()
    if later is not None and later.on > ended_on:
        raise Refused(
            f"Forumet har ett möte {numbers.day(later.on)}, efter den dagen. "
            "Ställ in det först, eller ange en senare dag."
        )
    if replaced_by is not None:
        if replaced_by.pk == saved.pk:
            raise Refused("Ett forum kan inte ersätta sig självt.")
        if replaced_by.cooperation_id != saved.cooperation_id:
            raise Refused("Forumet som tar över hör inte till den här samverkan.")
        if replaced_by.ended_on is not None and replaced_by.ended_on <= ended_on:
            raise Refused(f"{replaced_by} har självt upphört. Välj ett annat forum.")
    saved.ended_on, saved.end_reason, saved.replaced_by = ended_on, reason, replaced_by
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="lät upphöra",
        subject=saved,
        ended_on=ended_on.isoformat(),
        replaced_by=replaced_by.name if replaced_by else None,
    )
    return saved
