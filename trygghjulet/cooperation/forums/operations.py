"""Setting up a forum."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.cooperation.forums.models import Forum
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
) -> Forum:
    """Set up a body that meets.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the name is taken, or the area is another cooperation's.
        PersonalDataFound: the name holds personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(name)
    if Forum.objects.filter(cooperation=cooperation, name=name).exists():
        raise Refused(f"Forumet {name} finns redan.")
    if area is not None and not area.path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    forum = Forum(cooperation=cooperation, name=name, kind=kind, area=area, led_by=led_by)
    forum.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="inrättade", subject=forum, kind=kind)
    return forum
