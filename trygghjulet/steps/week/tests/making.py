"""Reports and weeks made by hand for the tests."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.cast import Work
from trygghjulet.cooperation.forums import operations as forums
from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.parties.models import Party
from trygghjulet.steps.field.models import Report

ZONE = ZoneInfo("Europe/Stockholm")
#: A Tuesday, and its morning.
MEETING = date(2026, 4, 14)
MORNING = datetime(2026, 4, 14, 5, 30, tzinfo=ZONE)
#: The days that its picture covers.
FIRST, LAST = date(2026, 4, 7), date(2026, 4, 13)


def moment(day: date, hour: int = 12) -> datetime:
    """An hour of a day in Sweden."""
    return datetime.combine(day, time(hour), tzinfo=ZONE)


@operation
def report(
    work: Work,
    by: Scope,
    *,
    day: date,
    hour: int = 12,
    category: str = "damage.graffiti",
    party: Party | None = None,
    place: Place | None = None,
    area: str = "n1",
    times: int = 1,
) -> list[Report]:
    """So many reports of the same, as they lie when they have come."""
    made = []
    for _ in range(times):
        one = Report(
            key=uuid4(),
            cooperation=work.cooperation,
            party=party or work.municipality,
            category=category,
            place=place,
            area=work.area(area),
            address="" if place else "Någonstans",
            happened_from=moment(day, hour),
            written_at=moment(day, hour),
            received_at=moment(day, hour),
            by_id=by.user_id or 0,
            by_name=by.user_name,
        )
        one.save()
        made.append(one)
    record(by=by, at=moment(day), cooperation_id=work.cooperation.pk, act="rapporterade", subject=made[0])
    return made


def square(work: Work) -> Place:
    """The square that everybody knows."""
    return Place.objects.get(root=work.cooperation.area, name="Torget")


def quiet(work: Work, by: Scope, *, weeks: int, each: int = 3, until: date = FIRST) -> None:
    """As many reports at the square each week before a day."""
    for number in range(1, weeks + 1):
        report(work, by, day=until - timedelta(days=7 * number - 3), place=square(work), times=each)


def meeting(work: Work, by: Scope, *, on: date = MEETING) -> Meeting:
    """A planned meeting of the group."""
    return forums.plan_meeting(
        by=by, at=moment(on - timedelta(days=30)), forum=work.week_setting.forum, planned_on=on
    )
