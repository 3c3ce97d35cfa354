"""The papers that belong to the points of an agenda."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.cooperation.forums.models import AgendaItem, Paper
from trygghjulet.cooperation.forums.operations._agenda import saved_point
from trygghjulet.cooperation.forums.operations._common import writable
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def add_paper(
    *, by: Scope, at: datetime, point: AgendaItem, title: str, registry_number: str = "", address: str = ""
) -> Paper:
    """Enter a paper that belongs to a point.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: the address leads nowhere safe, or the agenda can't be changed.
        PersonalDataFound: the title or the number holds personal data.
    """
    forum = writable(by, point.meeting.forum)
    refuse_personal_data(title, registry_number)
    saved = saved_point(forum, point)
    if not title.strip():
        raise Refused("Ange vad handlingen heter.")
    if address and not address.startswith(("https://", "http://")):
        raise Refused("Adressen ska börja med https:// eller http://.")
    paper = Paper(item=saved, title=title, registry_number=registry_number, address=address)
    paper.save()
    record(
        by=by,
        at=at,
        cooperation_id=forum.cooperation_id,
        act="lade till handlingen",
        subject=paper,
        point=saved.title,
    )
    return paper


@operation
def remove_paper(*, by: Scope, at: datetime, paper: Paper) -> None:
    """Take away a paper from a point.

    Raises:
        Denied: the person may not enter the forum's meetings.
        Refused: it is gone already, or the agenda can't be changed.
    """
    forum = writable(by, paper.item.meeting.forum)
    saved = Paper.objects.filter(pk=paper.pk, item=saved_point(forum, paper.item)).first()
    if saved is None:
        raise Refused("Handlingen är redan borttagen.")
    record(by=by, at=at, cooperation_id=forum.cooperation_id, act="tog bort handlingen", subject=saved)
    saved.delete()
