"""What the week asks of a forum, for its agenda: that the drafted picture is gone through and decided."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.registry import Ask
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.steps.week.models import WeekPicture


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
