"""What the pages of the week have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.steps.week.models import Focus, WeekMeasure, WeekPicture
from trygghjulet.steps.week.queries import before, focus_of, measures_of, open_measures, picture_of

FORM = "week/form.html"


def back_to(here: Here, round: Round, anchor: str = "") -> str:
    """The week's own page, at some heading of it."""
    page = reverse("week:show", args=(here.cooperation.slug, round.pk))
    return f"{page}#{anchor}" if anchor else page


def context_of(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    """What a form's page is given."""
    return {"here": here, "round": round, **more}


def state_badge(picture: WeekPicture, *, on: date) -> Badge:
    """How far a week has come; a draft whose meeting has been is told of."""
    if picture.is_decided:
        return Badge("Beslutad", "good")
    if not picture.is_open:
        return Badge("Avslutad utan beslut", "neutral")
    return Badge("Inte beslutad", "bad") if picture.meeting_on < on else Badge("Utkast", "warning")


def picture_in(here: Here, round: Round) -> WeekPicture:
    """The round's picture, or a page that is not found."""
    picture = picture_of(here.scope, round=round)
    if picture is None:
        raise Http404
    return picture


def require(here: Here, round: Round, permission: Permission) -> None:
    """Refuse unless the person may do this here."""
    here.scope.require(permission, cooperation_id=here.cooperation.pk, area_path=round.area.path)


def focus_in(picture: WeekPicture, focus_id: int, *, earlier: bool = False) -> Focus:
    """A focus of the picture, or of the one before it."""
    of = before(picture) if earlier else picture
    found = focus_of(of).filter(pk=focus_id).first() if of else None
    if found is None:
        raise Http404
    return found


def measure_in(picture: WeekPicture, measure_id: int) -> WeekMeasure:
    """A measure of the picture, or one from before that its meeting goes through."""
    for listed in (measures_of(picture), open_measures(picture)):
        if found := listed.filter(pk=measure_id).first():
            return found
    raise Http404


def act(request: HttpRequest, what: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Do something that a button asks for, say that it was done or why not, and go back."""
    try:
        what()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)
