"""Setting up a forum."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party


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
) -> Forum:
    """Set up a body that meets.

    Raises:
        Denied: the person may not change the cooperation.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    forum = Forum(cooperation=cooperation, name=name, kind=kind, area=area, led_by=led_by)
    forum.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="inrättade", subject=forum, kind=kind)
    return forum
