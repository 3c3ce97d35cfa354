"""Following up measures; a finished follow-up keeps its figures."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Permission, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.followup.models import CheckIn, KeptSeries
from trygghjulet.steps.followup.operations.keeping import Ready, keep, ready
from trygghjulet.steps.followup.queries import figures_now
from trygghjulet.steps.measures.models import Measure


def check_in(
    *,
    by: Scope,
    at: datetime,
    measure: Measure,
    light: str,
    words: str,
    hours: int | None = None,
    cost: int | None = None,
    finished: bool = False,
) -> CheckIn:
    """Say in colour and words whether a measure is done as planned; earlier check-ins stay.

    The figures that a finished follow-up keeps are counted before the transaction begins, so that nobody waits.

    Args:
        hours: hours of work since the last check-in.
        cost: kronor since the last check-in.
        finished: the follow-up of the measure is finished: its indicators' figures are kept as they are now. A later
            check-in that doesn't say so opens it again.

    Raises:
        Denied: the person may not follow up there.
        PersonalDataFound: the words hold personal data.
    """
    _require(by, measure)
    refuse_personal_data(words)
    kept: list[Ready] = []
    if finished:
        now = figures_now(measure.plan.round.cooperation, [measure])
        kept = [ready(measure.plan.round.cooperation, one) for one in now.values() if one.series.counted]
    return _check_in(
        by=by,
        at=at,
        checkin=CheckIn(
            measure=measure,
            light=light,
            words=words,
            hours=hours,
            cost=cost,
            finished=finished,
            at=at,
            by_name=by.user_name,
        ),
        kept=kept,
    )


@operation
def _check_in(*, by: Scope, at: datetime, checkin: CheckIn, kept: list[Ready]) -> CheckIn:
    _require(by, checkin.measure)
    checkin.save()
    hashes = [keep(at=at, why=KeptSeries.Why.FINISHED, one=one).figures_sha256 for one in kept]
    record(
        by=by,
        at=at,
        cooperation_id=checkin.measure.plan.round.cooperation_id,
        act="stämde av och avslutade" if checkin.finished else "stämde av",
        subject=checkin,
        light=checkin.light,
        kept=hashes,
    )
    return checkin


def _require(by: Scope, measure: Measure) -> None:
    round = measure.plan.round
    by.require(Permission.FOLLOW_UP, cooperation_id=round.cooperation_id, area_path=round.area.path)
