"""Saying how one forum stands to another: what it prepares for, reports to, decides over or raises matters to."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.cooperation.forums.models import Forum, ForumLink, LinkKind
from trygghjulet.cooperation.forums.operations._common import locked
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def add_link(*, by: Scope, at: datetime, forum: Forum, kind: str, to: Forum, clause: str = "") -> ForumLink:
    """Say how a forum stands to another.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the other forum is itself or another cooperation's, it is said already, or the other one already
            stands to this one in the same way.
        PersonalDataFound: the clause holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=forum.cooperation_id)
    refuse_personal_data(clause)
    saved = locked(forum)
    if to.cooperation_id != saved.cooperation_id:
        raise Refused("Forumet som vägen leder till hör inte till den här samverkan.")
    if to.pk == saved.pk:
        raise Refused("Ett forum kan inte leda till sig självt. Välj ett annat forum.")
    words = LinkKind(kind).label
    if ForumLink.objects.filter(forum=saved, kind=kind, to=to).exists():
        raise Refused(f"Det står redan att {saved} {words} {to}.")
    if ForumLink.objects.filter(forum=to, kind=kind, to=saved).exists():
        raise Refused(f"{to} {words} redan {saved}. Ta bort den vägen först om den ska gå åt andra hållet.")
    link = ForumLink(forum=saved, kind=kind, to=to, clause=clause)
    link.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="förde in vägen", subject=link)
    return link


@operation
def remove_link(*, by: Scope, at: datetime, link: ForumLink) -> None:
    """Take away what is said of how a forum stands to another.

    Raises:
        Denied: the person may not change the cooperation.
    """
    by.require(Permission.MANAGE, cooperation_id=link.forum.cooperation_id)
    record(by=by, at=at, cooperation_id=link.forum.cooperation_id, act="tog bort vägen", subject=link)
    link.delete()
