"""Following up measures."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.measures.models import Measure


@operation
def check_in(
    *,
    by: Scope,
    at: datetime,
    measure: Measure,
    light: str,
    words: str,
    hours: int | None = None,
    cost: int | None = None,
) -> CheckIn:
    """Say in colour and words whether a measure is done as planned; earlier check-ins stay.

    Args:
        hours: hours of work since the last check-in.
        cost: kronor since the last check-in.

    Raises:
        Denied: the person may not follow up there.
        PersonalDataFound: the words hold personal data.
    """
    round = measure.plan.round
    by.require(Permission.FOLLOW_UP, cooperation_id=round.cooperation_id, area_path=round.area.path)
    refuse_personal_data(words)
    checkin = CheckIn(
        measure=measure, light=light, words=words, hours=hours, cost=cost, at=at, by_name=by.user_name
    )
    checkin.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="stämde av", subject=checkin, light=light)
    return checkin
