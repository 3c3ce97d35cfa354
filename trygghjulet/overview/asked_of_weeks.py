"""What the week tells a forum: that a draft waits to be decided, and on a meeting's page what was decided there."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from trygghjulet.cooperation.forums.models import Forum, Meeting
from trygghjulet.cooperation.forums.registry import Ask, Beside
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.steps.week.models import WeekPicture
from trygghjulet.steps.week.queries import pictures_at, told_now


def pictures_of_forum(scope: Scope, forum: Forum, on: date) -> tuple[Ask, ...]:
    """The drafts that wait for a forum."""
    if forum.cooperation_id not in scope.cooperation_ids:
        return ()
    waiting = WeekPicture.objects.filter(setting__forum=forum, state=WeekPicture.State.DRAFT).select_related(
        "round__cooperation"
    )
    return tuple(
        Ask(
            key=f"veckans-lage-{picture.pk}",
            title=f"Veckans läge, {picture.week}: gå igenom, välj fokus och insatser",
            kind="decision",
            what="veckans läge",
            due=picture.meeting_on,
            state="Utkast" if picture.meeting_on >= on else "Väntar på beslut",
            tone="info" if picture.meeting_on >= on else "warning",
            href=reverse("week:show", args=(picture.round.cooperation.slug, picture.round_id)),
            reason="Utkastet är gjort ur veckans rapporter och underlag. Mötet beslutar.",
        )
        for picture in waiting
    )


def pictures_of_meeting(scope: Scope, meeting: Meeting) -> tuple[Beside, ...]:
    """The week's picture that a meeting goes through, with focus and measures as they stand."""
    return tuple(_beside(picture) for picture in pictures_at(scope, meeting=meeting))


def _beside(picture: WeekPicture) -> Beside:
    coming = told_now(picture).coming
    focus = [f"Fokus {one.order}: {one.title}" for one in coming.focus]
    measures = [f"Insats: {one.title} ({one.who})" for one in coming.measures]
    state, tone = {
        WeekPicture.State.DECIDED: ("Beslutad", "good"),
        WeekPicture.State.CLOSED: ("Avslutad utan beslut", "neutral"),
    }.get(WeekPicture.State(picture.state), ("Utkast", "warning"))
    return Beside(
        title=f"Veckans läge, {picture.week}",
        href=reverse("week:show", args=(picture.round.cooperation.slug, picture.round_id)),
        state=state,
        tone=tone,
        words="Fokus och insatser står under besluten." if picture.decision_id else picture.closed_why,
        lines=() if picture.decision_id else tuple(focus + measures),
    )
