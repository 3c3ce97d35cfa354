"""Saying which forum goes through the week, drafting its picture, counting it anew, and writing in it."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.utils import timezone

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.foundation.access.rules import Denied, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Rhythm, Round
from trygghjulet.foundation.rounds.operations import start
from trygghjulet.observations.period import Period
from trygghjulet.steps.week.models import TakenReport, WeekPicture, WeekSetting
from trygghjulet.steps.week.operations._common import DECIDED, open_draft, require
from trygghjulet.steps.week.queries.material import figures_now, reports_in
from trygghjulet.steps.week.queries.pictures import meetings_today, weekly_scope
from trygghjulet.steps.week.rules import figures as frozen
from trygghjulet.steps.week.rules.days import before_meeting

_log = logging.getLogger(__name__)


class NotAllDrafted(RuntimeError):
    """Some drafts could not be made; the others were."""


@operation
def set_up(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    forum: Forum,
    area: Area,
    days: int = WeekSetting.Days.WEEK,
    active: bool = True,
) -> WeekSetting:
    """Say that a forum's meetings begin with a picture of the days before, or change how.

    Raises:
        Denied: the person may not change the cooperation, or the area belongs to somebody else.
        Refused: the forum is another cooperation's, or pictures have been made for another area already.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    if forum.cooperation_id != cooperation.pk:
        raise Refused("Forumet hör till en annan samverkan.")
    if not area.path.startswith(cooperation.area.path):
        raise Denied("Området hör inte till den här samverkan.")
    Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    setting = WeekSetting.objects.filter(forum=forum).first() or WeekSetting(
        cooperation=cooperation, forum=forum
    )
    made = setting.pk is not None and WeekPicture.objects.filter(setting=setting).exists()
    if made and (setting.area_id != area.pk or setting.days != days):
        raise Refused(
            "Det finns redan bilder för forumet. Område och längd ändras inte, för då går veckorna inte att jämföra."
        )
    setting.area, setting.days, setting.active = area, days, active
    setting.revision += 1
    setting.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="ställde in",
        subject=setting,
        days=days,
        active=active,
    )
    return setting


def draft(*, by: Scope, at: datetime, setting: WeekSetting, meeting: Meeting) -> WeekPicture:
    """Draft the picture that a meeting begins with, and its round where there is none.

    Done twice, or by two at once, it makes one: a draft that is there is counted anew and keeps what people wrote.
    The figures are worked out before the transaction begins, so that nobody waits for them.

    Raises:
        Denied: the person may not start rounds or write the picture there.
        Refused: the meeting is another forum's or cancelled, or its picture is decided.
    """
    for permission in (Permission.START_ROUND, Permission.WRITE_PICTURE):
        by.require(permission, cooperation_id=setting.cooperation_id, area_path=setting.area.path)
    if meeting.forum_id != setting.forum_id:
        raise Refused("Mötet hör till ett annat forum.")
    if meeting.state == Meeting.State.CANCELLED:
        raise Refused("Mötet är inställt.")
    if (
        WeekPicture.objects.filter(setting=setting, meeting_on=meeting.on)
        .exclude(state=WeekPicture.State.DRAFT)
        .exists()
    ):
        raise Refused(DECIDED)
    week = before_meeting(meeting.on, setting.days)
    figures = figures_now(setting, week, since=_since(setting, meeting.on))
    return _keep(by=by, at=at, setting=setting, meeting=meeting, week=week, figures=figures)


def recount(*, by: Scope, at: datetime, picture: WeekPicture) -> WeekPicture:
    """Count a draft anew from the material as it is now; what people wrote and chose stays.

    Raises:
        Denied: the person may not write the picture there.
        Refused: the picture is decided.
    """
    require(by, Permission.WRITE_PICTURE, picture.round)
    if not picture.is_open:
        raise Refused(DECIDED)
    week = Period(picture.round.first_day, picture.round.last_day)
    figures = figures_now(picture.setting, week, since=_since(picture.setting, picture.meeting_on))
    return _recounted(by=by, at=at, picture=picture, figures=figures)


@operation
def _keep(
    *,
    by: Scope,
    at: datetime,
    setting: WeekSetting,
    meeting: Meeting,
    week: Period,
    figures: frozen.Figures,
) -> WeekPicture:
    # Two at once wait for each other here, and the second finds what the first made.
    cooperation = Cooperation.objects.select_for_update().get(pk=setting.cooperation_id)
    picture = WeekPicture.objects.filter(setting=setting, meeting_on=meeting.on).first()
    if picture is not None:
        return _fill(by, at, open_draft(picture), figures, meeting=meeting)
    round = Round.objects.filter(
        cooperation=cooperation,
        area=setting.area,
        rhythm=Rhythm.WEEKLY,
        first_day=week.first,
        last_day=week.last,
    ).exclude(pk__in=WeekPicture.objects.values("round")).first() or start(
        by=by,
        at=at,
        cooperation=setting.cooperation,
        area=setting.area,
        rhythm=Rhythm.WEEKLY,
        first_day=week.first,
        last_day=week.last,
    )
    return _fill(
        by, at, WeekPicture(round=round, setting=setting, meeting_on=meeting.on), figures, meeting=meeting
    )


@operation
def _recounted(*, by: Scope, at: datetime, picture: WeekPicture, figures: frozen.Figures) -> WeekPicture:
    return _fill(by, at, open_draft(picture), figures)


def _fill(
    by: Scope, at: datetime, picture: WeekPicture, figures: frozen.Figures, *, meeting: Meeting | None = None
) -> WeekPicture:
    plain = frozen.to_json(figures)
    picture.meeting = meeting or picture.meeting
    picture.figures, picture.figures_sha256, picture.computed_at = plain, frozen.sha256(plain), at
    picture.save()
    week = Period(picture.round.first_day, picture.round.last_day)
    counted = set(reports_in(picture.setting, week).values_list("pk", flat=True))
    held = dict(TakenReport.objects.filter(picture=picture).values_list("report_id", "pk"))
    TakenReport.objects.filter(pk__in=[pk for number, pk in held.items() if number not in counted]).delete()
    TakenReport.objects.bulk_create(
        [TakenReport(picture=picture, report_id=number) for number in sorted(counted - set(held))]
    )
    record(
        by=by,
        at=at,
        cooperation_id=picture.round.cooperation_id,
        act="räknade",
        subject=picture,
        figures_sha256=picture.figures_sha256,
        datasets=list(figures.hashes),
        reports=len(counted),
    )
    return picture


def draft_due(*, at: datetime) -> int:
    """Draft the pictures of the day's meetings; the answer is how many were made or counted anew.

    What has been counted today is left as it is, and so is what is decided. A fault in one cooperation does not keep
    the others from their drafts.

    Raises:
        NotAllDrafted: some draft could not be made; the fault itself is in the running log.
    """
    today, made, failed = timezone.localdate(at), 0, 0
    for setting, meeting in meetings_today(today):
        found = WeekPicture.objects.filter(setting=setting, meeting_on=meeting.on).first()
        if found is not None and (not found.is_open or timezone.localdate(found.computed_at) == today):
            continue
        try:
            draft(by=weekly_scope(setting), at=at, setting=setting, meeting=meeting)
            made += 1
        except Exception:  # noqa: BLE001  # whatever it was, the others are to have their drafts
            _log.exception("The weekly draft of forum %s failed.", setting.forum_id)
            failed += 1
    if failed:
        raise NotAllDrafted(f"{failed} of the day's drafts could not be made.")
    return made


@operation
def write(
    *, by: Scope, at: datetime, picture: WeekPicture, seen: int, assessment: str, causes: str
) -> WeekPicture:
    """Write what the figures don't say: the meeting's own assessment, and causes that may lie behind.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not write the picture there.
        Refused: the picture is decided.
        Stale: somebody else wrote meanwhile.
        PersonalDataFound: the texts hold personal data.
    """
    require(by, Permission.WRITE_PICTURE, picture.round)
    refuse_personal_data(assessment, causes)
    saved = open_draft(picture)
    refuse_if_stale(seen=seen, now=saved.revision, by_name=saved.written_by)
    earlier = {"assessment": saved.assessment, "causes": saved.causes}
    saved.assessment, saved.causes, saved.written_by = assessment, causes, by.user_name
    saved.revision += 1
    saved.save()
    record(
        by=by, at=at, cooperation_id=saved.round.cooperation_id, act="skrev i", subject=saved, before=earlier
    )
    return saved


def _since(setting: WeekSetting, on: date) -> datetime | None:
    """When the picture of the meeting before was counted."""
    earlier = WeekPicture.objects.filter(setting=setting, meeting_on__lt=on).first()
    return earlier.computed_at if earlier else None
