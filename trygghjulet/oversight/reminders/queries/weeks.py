"""The weeks that a forum has not decided: owed to whoever coordinates, until they are decided or closed with a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from trygghjulet.documents import numbers
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.standing import State
from trygghjulet.oversight.reminders.queries.duties import owed_in
from trygghjulet.oversight.reminders.rules import Owed
from trygghjulet.steps.week.queries import undecided


def weeks_owed_in(cooperation: Cooperation, on: date) -> Iterator[Owed]:
    """The drafts whose meeting has been. Nobody is named to carry them, so whoever coordinates is told."""
    for picture in undecided(cooperation=cooperation, on=on):
        yield Owed(
            key=f"week-{picture.pk}",
            title=f"Veckans läge, {picture.week}, är inte beslutat",
            state=State.OVERDUE,
            due=picture.meeting_on,
            reason=f"{picture.setting.forum.name} möttes {numbers.day(picture.meeting_on)}. För in vad mötet "
            "beslutade, eller avsluta veckan med ett ord om varför inget beslut togs.",
            link=reverse("week:show", args=(cooperation.slug, picture.round_id)),
        )


def everything_owed_in(cooperation: Cooperation, on: date) -> tuple[Owed, ...]:
    """What the duties call for, and the weeks that are not decided."""
    return (*owed_in(cooperation, on), *weeks_owed_in(cooperation, on))
