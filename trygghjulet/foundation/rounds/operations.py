"""Starting a round, and leaving a lesson in it."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Denied, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Lesson, Round
from trygghjulet.foundation.rounds.queries import is_empty

#: The earliest day of a period, and how many years it may take in.
_EARLIEST = date(1990, 1, 1)
_LONGEST_YEARS = 10


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
        Refused: the period ends before it begins, is longer than ten years, or lies outside the years that
            material can be about.
    """
    by.require(Permission.START_ROUND, cooperation_id=cooperation.pk, area_path=area.path)
    if not area.path.startswith(cooperation.area.path):
        raise Denied("Området hör inte till den här samverkan.")
    _check_period(first_day, last_day, latest=date(at.year + 1, 12, 31))
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
def remove(*, by: Scope, at: datetime, round: Round) -> None:
    """Take away a round that was started by mistake: one that nothing has been made or written in.

    Raises:
        Denied: the person may not start rounds there.
        Refused: there is work in the round.
    """
    by.require(Permission.START_ROUND, cooperation_id=round.cooperation_id, area_path=round.area.path)
    if not is_empty(round):
        raise Refused("Varvet har redan en lägesbild eller annat arbete, och kan därför inte tas bort.")
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="tog bort varvet",
        subject=round,
        rhythm=round.rhythm,
    )
    round.delete()


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


def _check_period(first_day: date, last_day: date, *, latest: date) -> None:
    if last_day < first_day:
        raise Refused("Perioden slutar innan den börjar. Rätta ett av datumen.")
    if first_day < _EARLIEST:
        raise Refused(f"Perioden börjar {first_day}. Den kan börja tidigast {_EARLIEST}.")
    if last_day > latest:
        raise Refused(f"Perioden slutar {last_day}. Den kan sluta senast {latest}.")
    if (last_day - first_day).days >= _LONGEST_YEARS * 365.25:
        raise Refused(f"Perioden är längre än {_LONGEST_YEARS} år. Välj en kortare.")
