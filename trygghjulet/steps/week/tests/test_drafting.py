"""The draft on the meeting's morning: made once, by itself, and never over what people wrote."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.audit.models import operations_open
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.steps.field.models import Report, ReportState, State
from trygghjulet.steps.week import operations as week
from trygghjulet.steps.week.models import TakenReport, WeekPicture
from trygghjulet.steps.week.queries import focus_of
from trygghjulet.steps.week.rules.figures import Figures, Standing, from_json
from trygghjulet.steps.week.tests.making import (
    FIRST,
    LAST,
    MEETING,
    MORNING,
    meeting,
    moment,
    quiet,
    report,
    square,
)

pytestmark = pytest.mark.requirement("SCN-7", "PIC-2")


def the_picture() -> WeekPicture:
    """The picture of the meeting."""
    return WeekPicture.objects.select_related(
        "round__area",
        "round__cooperation__area",
        "setting__forum",
        "setting__area",
        "setting__cooperation__area",
    ).get(meeting_on=MEETING)


def figures(picture: WeekPicture) -> Figures:
    """Its figures."""
    return from_json(picture.figures)


def test_it_lies_there_on_the_morning_with_its_round(cast: Cast) -> None:
    saga = cast.scope("saga")
    meeting(cast.home, saga)
    report(cast.home, saga, day=LAST, times=2)
    assert week.draft_due(at=MORNING) == 1
    made = the_picture()
    assert (made.round.rhythm, made.round.first_day, made.round.last_day) == (Rhythm.WEEKLY, FIRST, LAST)
    assert made.round.predecessor is not None
    assert figures(made).materials[0].total.count == 2
    assert TakenReport.objects.filter(picture=made).count() == 2


def test_the_same_morning_again_changes_nothing(cast: Cast) -> None:
    meeting(cast.home, cast.scope("saga"))
    assert week.draft_due(at=MORNING) == 1
    rounds = Round.objects.count()
    assert week.draft_due(at=MORNING + timedelta(minutes=5)) == 0
    assert Round.objects.count() == rounds
    assert WeekPicture.objects.filter(meeting_on=MEETING).count() == 1


def test_a_draft_made_by_hand_the_day_before_is_counted_anew_and_keeps_the_words(cast: Cast) -> None:
    saga = cast.scope("saga")
    planned = meeting(cast.home, saga)
    by = {"by": saga, "at": moment(LAST)}
    draft = week.draft(**by, setting=cast.home.week_setting, meeting=planned)
    week.write(**by, picture=draft, seen=0, assessment="Lugnt.", causes="Kyla.")
    week.add_focus(**by, picture=draft, content=week.FocusContent("Tunneln"))
    report(cast.home, saga, day=LAST, times=3)
    assert week.draft_due(at=MORNING) == 1
    kept = the_picture()
    assert figures(kept).materials[0].total.count == 3
    assert (kept.assessment, kept.causes) == ("Lugnt.", "Kyla.")
    assert [one.title for one in focus_of(kept)] == ["Tunneln"]


def test_days_without_a_meeting_and_cancelled_ones_give_nothing(cast: Cast) -> None:
    assert week.draft_due(at=MORNING) == 0


def test_reports_that_were_taken_back_and_those_of_other_days_are_left_out(cast: Cast) -> None:
    saga = cast.scope("saga")
    planned = meeting(cast.home, saga)
    report(cast.home, saga, day=FIRST - timedelta(days=1), hour=23)
    report(cast.home, saga, day=FIRST, hour=0)
    [gone] = report(cast.home, saga, day=LAST)
    _take_back(gone.pk)
    draft = week.draft(by=saga, at=MORNING, setting=cast.home.week_setting, meeting=planned)
    assert figures(draft).materials[0].total.count == 1


def test_what_comes_late_is_told_and_counted_in_its_own_week(cast: Cast) -> None:
    saga = cast.scope("saga")
    setting = cast.home.week_setting
    before = meeting(cast.home, saga, on=MEETING - timedelta(days=7))
    week.draft(by=saga, at=MORNING - timedelta(days=7), setting=setting, meeting=before)
    [late] = report(cast.home, saga, day=FIRST - timedelta(days=3))
    _received(late.pk, FIRST + timedelta(days=1))
    draft = week.draft(by=saga, at=MORNING, setting=setting, meeting=meeting(cast.home, saga))
    assert figures(draft).late == 1
    assert figures(draft).materials[0].total.count == 0


def test_a_tripled_place_stands_out_and_an_unchanged_one_does_not(cast: Cast) -> None:
    saga = cast.scope("saga")
    quiet(cast.home, saga, weeks=26, each=4)
    report(cast.home, saga, day=LAST, place=square(cast.home), times=14)
    draft = week.draft(by=saga, at=MORNING, setting=cast.home.week_setting, meeting=meeting(cast.home, saga))
    [place] = figures(draft).materials[0].places
    assert (place.name, place.count, place.standing) == ("Torget", 14, Standing.MORE)


@pytest.mark.requirement("SCN-8")
def test_material_that_has_not_come_is_said_and_is_no_zero(cast: Cast) -> None:
    saga = cast.scope("saga")
    on = date(2026, 1, 20)
    draft = week.draft(
        by=saga,
        at=moment(on, 6),
        setting=cast.home.week_setting,
        meeting=meeting(cast.home, saga, on=on),
    )
    [missing] = figures(draft).not_come
    assert (missing.name, missing.until) == ("Polisens händelser", date(2025, 12, 31))
    assert len(figures(draft).materials) == 1


def test_incidents_that_cover_the_week_are_counted_without_points(cast: Cast) -> None:
    saga = cast.scope("saga")
    on = date(2025, 12, 9)
    draft = week.draft(
        by=saga,
        at=moment(date(2026, 1, 16)),
        setting=cast.home.week_setting,
        meeting=meeting(cast.home, saga, on=on),
    )
    incidents = figures(draft).materials[1]
    assert incidents.name == "Polisens händelser"
    assert not incidents.shared
    # One a day, and one more every other day.
    assert incidents.total.count in {10, 11}
    assert incidents.weeks_behind == 78
    assert figures(draft).clusters == ()


def test_a_decided_week_is_not_counted_again(cast: Cast) -> None:
    saga, decided = cast.scope("saga"), cast.home.decided_week
    with pytest.raises(Refused, match="beslutat"):
        week.recount(by=saga, at=MORNING, picture=decided)


def test_another_forums_meeting_gives_no_draft(cast: Cast) -> None:
    with pytest.raises(Refused, match="annat forum"):
        week.draft(
            by=cast.scope("saga"), at=MORNING, setting=cast.home.week_setting, meeting=cast.home.meeting
        )


def _take_back(number: int) -> None:
    token = operations_open.set(1)
    ReportState(report_id=number, state=State.WITHDRAWN, at=MORNING, by_name="Saga").save()
    operations_open.reset(token)


def _received(number: int, day: date) -> None:
    token = operations_open.set(1)
    Report.objects.filter(pk=number).update(received_at=moment(day))
    operations_open.reset(token)
