"""Starting a round, and leaving a lesson in it."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Denied, Permission, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Lesson, Round


@operation
def start(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    area: Area,
    rhythm: str,
    first_day: date,
    last_day: date,
) -> Round:
    """Start a turn of the wheel for an area of the cooperation; its predecessor is the latest one before it.

    Raises:
        Denied: the person may not start rounds there, or the area belongs to somebody else.
    """
    by.require(Permission.START_ROUND, cooperation_id=cooperation.pk, area_path=area.path)
    if not area.path.startswith(cooperation.area.path):
        raise Denied("Området hör inte till den här samverkan.")
    predecessor = (
        Round.objects.filter(cooperation=cooperation, area=area, rhythm=rhythm, last_day__lt=last_day)
        .order_by("-last_day")
        .first()
    )
    round = Round(
        cooperation=cooperation,
        area=area,
        rhythm=rhythm,
        first_day=first_day,
        last_day=last_day,
        predecessor=predecessor,
    )
    round.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="startade varvet", subject=round, rhythm=rhythm)
    return round


@operation
def leave_lesson(*, by: Scope, at: datetime, round: Round, text: str) -> Lesson:
    """Leave something learnt for the next round to begin with.

    Raises:
        Denied: the person may not write feedback there.
        PersonalDataFound: the text holds personal data.
    """
    by.require(Permission.FEED_BACK, cooperation_id=round.cooperation_id, area_path=round.area.path)
    refuse_personal_data(text)
    lesson = Lesson(round=round, text=text, at=at, by_name=by.user_name)
    lesson.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="lämnade lärdomen", subject=lesson)
    return lesson
