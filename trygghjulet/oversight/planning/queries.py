"""Reading the settings and the proposals, and making a plan of what the duties demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.text import slugify

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.parties.queries import functions_in, parties_in
from trygghjulet.obligations.planning.ending import endings
from trygghjulet.obligations.planning.problem import ForumWish as Wish, OneADay, Plan, PlannedMeeting, Wishes
from trygghjulet.oversight.duties.queries import Arrangement, Names, arrangement
from trygghjulet.oversight.planning.models import ForumWish, PlanningSettings, Proposal, SchoolHoliday
from trygghjulet.oversight.planning.rules import days_off


@dataclass(frozen=True)
class Planned:
    """A plan that has just been made, with what leads from it to the cooperation's own rows.

    `endings` are the documents that bind no longer when the planned days are over, with their last days.
    """

    plan: Plan
    arrangement: Arrangement
    forums: dict[tuple[str, str], Forum]
    parties: dict[str, Party]
    endings: tuple[tuple[str, date], ...] = ()

    def forum(self, meeting: PlannedMeeting) -> Forum | None:
        """The forum that a meeting is of, where it is set up."""
        found = self.forums.get((meeting.forum, meeting.area))
        if found is None and not meeting.area:
            # A local forum that is the only one of its name is known without its area.
            same = [forum for (key, _), forum in self.forums.items() if key == meeting.forum]
            return same[0] if len(same) == 1 else None
        return found

    def convener(self, meeting: PlannedMeeting) -> Party | None:
        """The party whose turn it is to convene, where that is a party."""
        return self.parties.get(dict(meeting.turns).get("convened_by", ""))


def settings_of(scope: Scope, *, cooperation: Cooperation) -> PlanningSettings:
    """The cooperation's settings; those that everybody begins with where none are saved."""
    mine = PlanningSettings.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).first()
    return mine or PlanningSettings(cooperation=cooperation)


def holidays_of(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[SchoolHoliday]:
    """The times without meetings that the cooperation has entered."""
    return SchoolHoliday.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)


def wishes_of(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[ForumWish]:
    """What is wished for the forums."""
    return ForumWish.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)


def proposals(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Proposal]:
    """The proposals, the latest year and the latest made first."""
    return Proposal.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)


def planned(scope: Scope, *, cooperation: Cooperation, year: int, on: date) -> Planned:
    """A plan for a year's meetings: the duties' demands, with what is held and planned, and the settings."""
    # The solver takes a hundred megabytes; only a process that plans should pay for it.
    from trygghjulet.obligations.planning.planner import plan  # noqa: PLC0415  # see above

    found = arrangement(scope, cooperation=cooperation, on=on)
    settings = settings_of(scope, cooperation=cooperation)
    first, last = date(year, 1, 1), date(year, 12, 31)
    off = days_off(
        first=first,
        last=last,
        july_off=settings.july_off,
        holidays=holidays_of(scope, cooperation=cooperation)
        .filter(first__lte=last, last__gte=first)
        .values_list("name", "first", "last", "firm"),
    )
    names = Names(scope, cooperation)
    local = _by_area(scope, cooperation, names)
    made = plan(
        found.blueprint,
        found.record,
        first=first,
        last=last,
        at=on,
        days_off=off,
        wishes=Wishes(
            min_preparation=settings.min_preparation,
            max_preparation=settings.max_preparation,
            max_reporting=settings.max_reporting,
            lead_days=settings.lead_days,
            one_a_day=OneADay(settings.one_a_day),
            forums={
                one.key: Wish(tuple(one.weekdays), one.meetings, one.left_out)
                for one in wishes_of(scope, cooperation=cooperation)
            },
            everywhere=local[False],
            in_each_area=local[True],
        ),
    )
    rows = {
        (key, slugify(forum.area.name) if forum.area and forum.area_id != names.root else ""): forum
        for forum in forums(scope, cooperation=cooperation).filter(ended_on__isnull=True)
        for key in names.of_forum[forum.pk]
    }
    parties = {
        key: party
        for party in parties_in(scope, cooperation=cooperation)
        for key in names.of_party.get(party.pk, ())
    }
    ending = endings(found.blueprint, found.record, first=first, last=last)
    return Planned(made, found, rows, parties, ending)


def _by_area(scope: Scope, cooperation: Cooperation, names: Names) -> dict[bool, frozenset[str]]:
    """What the duties call the functions that are set up here: those of a local area, and those of the whole."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for function in functions_in(scope, cooperation=cooperation):
        found[function.area_id not in (None, names.root)].update(names.function(function.title))
    return {True: frozenset(found[True]), False: frozenset(found[False] - found[True])}
