"""Reading settings, pictures, and what people decided in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import models
from django.db.models import Q

from trygghjulet.cooperation.forums.models import Appointment, Forum, Meeting, RoutingRule
from trygghjulet.documents.numbers import day
from trygghjulet.foundation.access.rules import Membership, Permission, Role, Scope
from trygghjulet.foundation.parties.models import Cooperation, Holding
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.week.models import Focus, Outcome, TakenReport, WeekMeasure, WeekPicture, WeekSetting
from trygghjulet.steps.week.rules import decided
from trygghjulet.steps.week.rules.figures import sha256
from trygghjulet.steps.week.rules.state import OPEN, State

#: What the timetable may do where a draft is made by itself.
_CLOCK: Final = Role(
    "weekly",
    "Tidtabellen",
    "Gör veckans utkast på mötets morgon.",
    frozenset({Permission.SEE, Permission.START_ROUND, Permission.WRITE_PICTURE}),
)


def weekly_scope(setting: WeekSetting) -> Scope:
    """The scope of the draft that is made by itself: no user, and no more than that takes."""
    member = Membership(setting.cooperation_id, 0, _CLOCK.title, _CLOCK)
    return Scope(user_id=None, user_name="Veckans utkast, av sig självt", memberships=(member,))


def settings(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[WeekSetting]:
    """The forums that go through the week in a cooperation."""
    return WeekSetting.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("forum", "area", "cooperation__area")


def meetings_today(on: date) -> list[tuple[WeekSetting, Meeting]]:
    """Every meeting of a day that a draft is to lie before, in every cooperation."""
    active = WeekSetting.objects.filter(active=True).select_related("forum", "area", "cooperation__area")
    return [
        (setting, meeting)
        for setting in active
        for meeting in Meeting.objects.filter(
            Q(state=Meeting.State.PLANNED, planned_on=on) | Q(state=Meeting.State.HELD, held_on=on),
            forum=setting.forum,
        ).order_by("pk")[:1]
    ]


def next_meetings(
    scope: Scope, *, cooperation: Cooperation, on: date
) -> list[tuple[WeekSetting, Meeting | None]]:
    """Each forum that goes through the week, with its next planned meeting from a day on."""
    return [
        (
            setting,
            Meeting.objects.filter(forum=setting.forum, state=Meeting.State.PLANNED, planned_on__gte=on)
            .order_by("planned_on")
            .first(),
        )
        for setting in settings(scope, cooperation=cooperation)
    ]


def pictures(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[WeekPicture]:
    """The weeks' pictures that the person may see, the latest first."""
    return WeekPicture.objects.filter(
        round__cooperation=cooperation, round__cooperation_id__in=scope.cooperation_ids
    ).select_related(
        "round__area",
        "round__cooperation__area",
        "setting__forum",
        "setting__area",
        "meeting__forum",
        "decision__forum",
    )


def undecided(*, cooperation: Cooperation, on: date) -> models.QuerySet[WeekPicture]:
    """The drafts whose meeting has been, the latest first: nobody has decided them, or said why not."""
    return (
        WeekPicture.objects.filter(
            round__cooperation=cooperation, state=WeekPicture.State.DRAFT, meeting_on__lt=on
        )
        .select_related("round__area", "round__cooperation__area", "setting__forum")
        .defer("figures", "told")
    )


def pictures_at(scope: Scope, *, meeting: Meeting) -> models.QuerySet[WeekPicture]:
    """The pictures that a meeting went through, or is to go through."""
    return pictures(scope, cooperation=meeting.forum.cooperation).filter(meeting=meeting)


def picture_of(scope: Scope, *, round: Round) -> WeekPicture | None:
    """The picture of a weekly round, if there is one."""
    return pictures(scope, cooperation=round.cooperation).filter(round=round).first()


def before(picture: WeekPicture) -> WeekPicture | None:
    """The same forum's picture before this one."""
    earlier = WeekPicture.objects.filter(setting_id=picture.setting_id, meeting_on__lt=picture.meeting_on)
    return earlier.select_related("round").first()


def focus_of(picture: WeekPicture) -> models.QuerySet[Focus]:
    """What the coming week is directed at, in order of priority."""
    return Focus.objects.filter(picture=picture).select_related(
        "place", "area", "picture__round__area", "picture__round__cooperation__area"
    )


def measures_of(picture: WeekPicture) -> models.QuerySet[WeekMeasure]:
    """What was agreed on at the meeting."""
    return WeekMeasure.objects.filter(picture=picture).select_related(*_BESIDE)


_BESIDE: Final = ("focus", "done_by__party", "picture__round__area", "picture__round__cooperation__area")


def open_measures(picture: WeekPicture) -> models.QuerySet[WeekMeasure]:
    """The measures that the meeting has to go through: the week before's, and older ones that aren't finished."""
    latest = before(picture)
    return (
        WeekMeasure.objects.filter(
            picture__setting_id=picture.setting_id, picture__meeting_on__lt=picture.meeting_on
        )
        .filter(Q(picture=latest) | Q(state__in=[one.value for one in OPEN]))
        .select_related(*_BESIDE)
        .order_by("due", "pk")
    )


def told_now(picture: WeekPicture) -> decided.Told:
    """What people stand for in a picture: as it was decided or closed, or as the draft stands now."""
    if not picture.is_open:
        return decided.from_json(picture.told)
    latest = before(picture)
    return decided.Told(
        before=decided.Week(
            latest.week,
            tuple(map(_focus, focus_of(latest))),
            tuple(map(_measure, open_measures(picture))),
        )
        if latest
        else None,
        coming=decided.Week(
            "", tuple(map(_focus, focus_of(picture))), tuple(map(_measure, measures_of(picture)))
        ),
        assessment=picture.assessment,
        causes=picture.causes,
    )


def content_now(picture: WeekPicture) -> str:
    """The hash of all that a picture says now: its figures and what people stand for."""
    return sha256({"figures": picture.figures_sha256, "told": decided.to_json(told_now(picture))})


def reports_of(focus: Focus) -> models.QuerySet[TakenReport]:
    """The reports that a picture took in and that a focus is about: same place, else same area and category."""
    taken = TakenReport.objects.filter(picture_id=focus.picture_id)
    if focus.place_id is None and focus.area is None and not focus.category:
        return taken.none()
    if focus.place_id is not None:
        taken = taken.filter(report__place_id=focus.place_id)
    if focus.area is not None:
        taken = taken.filter(report__area__path__startswith=focus.area.path)
    return taken.filter(report__category=focus.category) if focus.category else taken


def receivers(forum: Forum, *, on: date) -> list[RoutingRule]:
    """Who is to have the forum's report after each meeting, by its routing."""
    return [
        rule
        for rule in RoutingRule.objects.filter(
            forum=forum, what=RoutingRule.What.REPORT, when=RoutingRule.When.EACH_MEETING
        ).select_related("to_forum")
        if (rule.since is None or rule.since <= on) and (rule.ended_on is None or on <= rule.ended_on)
    ]


def answers_for(picture: WeekPicture) -> list[tuple[str, str, tuple[int, ...]]]:
    """What a decided picture answers its reports: state, words and the reports' numbers, each report once.

    A report of a focus with measures is acted on, or done when all of them are; the others are in the picture.
    """
    found: list[tuple[str, str, tuple[int, ...]]] = []
    answered: set[int] = set()
    for focus in focus_of(picture):
        measures = [
            one for one in measures_of(picture) if one.focus_id == focus.pk and one.state != State.STOPPED
        ]
        numbers = set(reports_of(focus).values_list("report_id", flat=True)) - answered
        if not measures or not numbers:
            continue
        answered |= numbers
        done = all(one.state == State.DONE for one in measures)
        told = "; ".join(f"{one.title} ({one.done_by.title}, senast {day(one.due)})" for one in measures)
        found.append(("done" if done else "acted_on", f"Insats: {told}."[:300], tuple(sorted(numbers))))
    rest = TakenReport.objects.filter(picture=picture).exclude(report_id__in=answered)
    found.append(("in_picture", "", tuple(rest.values_list("report_id", flat=True))))
    return found


@dataclass(frozen=True)
class Recipients:
    """The users who are told of a decided picture: the forum's members, those of the forums of its routing, reporters.

    `without_account` counts the forum's members who are told by title only and so can't be reached here.
    """

    members: frozenset[int]
    routed: frozenset[int]
    reporters: frozenset[int]
    without_account: int

    @property
    def everybody(self) -> frozenset[int]:
        """Each once."""
        return self.members | self.routed | self.reporters


def recipients(picture: WeekPicture, *, on: date) -> Recipients:
    """Who a picture is sent to if it is sent that day."""
    forum = picture.setting.forum
    others = [rule.to_forum_id for rule in receivers(forum, on=on) if rule.to_forum_id]
    sitting = Appointment.objects.filter(since__lte=on).exclude(until__lt=on)
    reached = sitting.filter(user__is_active=True)
    return Recipients(
        _users(reached.filter(forum=forum)),
        _users(reached.filter(forum__in=others)),
        reporters(picture, on=on),
        sitting.filter(forum=forum).exclude(user__is_active=True).count(),
    )


def _users(appointments: models.QuerySet[Appointment]) -> frozenset[int]:
    return frozenset(number for number in appointments.values_list("user_id", flat=True) if number)


def reporters(picture: WeekPicture, *, on: date) -> frozenset[int]:
    """The users whose reports a picture took in and who still take part in the cooperation."""
    gave = TakenReport.objects.filter(picture=picture).values("report__by_id")
    here = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        function__cooperation=picture.round.cooperation_id,
        since__lte=on,
        user__is_active=True,
        user_id__in=gave,
    )
    return frozenset(here.values_list("user_id", flat=True))


def _focus(one: Focus) -> decided.FocusTold:
    outcome = Outcome(one.outcome).label if one.outcome else ""
    return decided.FocusTold(one.order, one.title, one.why, one.cause, outcome, one.outcome_words)


def _measure(one: WeekMeasure) -> decided.MeasureTold:
    return decided.MeasureTold(
        one.title,
        one.where,
        str(one.done_by),
        one.due,
        one.first_step,
        State(one.state),
        one.state_words,
        one.focus.title if one.focus else "",
    )
