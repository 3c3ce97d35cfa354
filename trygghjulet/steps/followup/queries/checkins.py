"""Reading check-ins, and which follow-ups are finished."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.followup.models import CheckIn


def checkins(scope: Scope, *, round: Round) -> models.QuerySet[CheckIn]:
    """All check-ins of the round's measures, newest first."""
    return CheckIn.objects.filter(
        measure__plan__round=round, measure__plan__round__cooperation_id__in=scope.cooperation_ids
    )


def latest_checkins(scope: Scope, *, round: Round) -> dict[int, CheckIn]:
    """The newest check-in of each measure that has one, by the measure's number."""
    return _latest(checkins(scope, round=round))


def finished_measures(rounds: models.QuerySet[Round]) -> set[int]:
    """The numbers of the measures whose newest check-in says that the follow-up is finished."""
    latest = _latest(CheckIn.objects.filter(measure__plan__round__in=rounds))
    return {measure_id for measure_id, checkin in latest.items() if checkin.finished}


def _latest(found: models.QuerySet[CheckIn]) -> dict[int, CheckIn]:
    latest: dict[int, CheckIn] = {}
    for checkin in found:
        latest.setdefault(checkin.measure_id, checkin)
    return latest
