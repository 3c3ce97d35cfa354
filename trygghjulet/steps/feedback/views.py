"""The pages where feedback is planned, lessons are left and rounds are closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.operations import leave_lesson
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.feedback import operations
from trygghjulet.steps.feedback.forms import FeedbackForm, LessonForm
from trygghjulet.steps.feedback.queries import feedback, publications
from trygghjulet.steps.measures.queries import measures


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "feedback", **more}


def _require(here: Here, round: Round) -> None:
    here.scope.require(Permission.FEED_BACK, cooperation_id=here.cooperation.pk, area_path=round.area.path)


def _back(here: Here, round: Round) -> str:
    return reverse("feedback:show", args=(here.cooperation.slug, round.pk))


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """What goes back to whom, what was learnt, and what is public."""
    standing = publications(here.scope, round=round).filter(withdrawn_at__isnull=True).first()
    context = _context(
        here,
        round,
        items=feedback(here.scope, round=round),
        lessons=round.lessons.all(),
        publication=standing,
        may_write=here.may(Permission.FEED_BACK, round.area.path),
        may_publish=here.may(Permission.PUBLISH, round.area.path),
    )
    return render(request, "feedback/show.html", context)


@round_page
def new(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Plan what is told to whom."""
    _require(here, round)
    return form_page(
        request,
        form=FeedbackForm(
            request.POST or None,
            functions=functions_in(here.scope, cooperation=here.cooperation),
            measures=measures(here.scope, round=round),
        ),
        act=lambda given: operations.plan_feedback(by=here.scope, at=here.at, round=round, **given),
        done="Återkopplingen är planerad.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Ny återkoppling",
            lead="De som har bidragit, och de som berörs, ska få veta vad det ledde till.",
        ),
    )


@require_POST
@round_page
def sent(request: HttpRequest, here: Here, round: Round, item_id: int) -> HttpResponse:
    """Record that feedback was given."""
    item = get_object_or_404(feedback(here.scope, round=round), pk=item_id)
    operations.mark_sent(by=here.scope, at=here.at, item=item, on=here.today)
    messages.success(request, "Återkopplingen är markerad som gjord i dag.")
    return redirect(_back(here, round))


@require_POST
@round_page
def withdraw(request: HttpRequest, here: Here, round: Round, publication_id: int) -> HttpResponse:
    """Take a publication back from the public."""
    publication = get_object_or_404(publications(here.scope, round=round), pk=publication_id)
    operations.withdraw(by=here.scope, at=here.at, publication=publication)
    messages.success(request, "Rapporten är tillbakadragen och syns inte längre för allmänheten.")
    return redirect(_back(here, round))


@round_page
def lesson(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Leave a lesson for the next round."""
    _require(here, round)
    return form_page(
        request,
        form=LessonForm(request.POST or None),
        act=lambda given: leave_lesson(by=here.scope, at=here.at, round=round, text=given["text"]),
        done="Lärdomen möter er när nästa varv börjar.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here, round, title="Lärdom till nästa varv", lead="Ringen sluts när nästa varv börjar här."
        ),
    )
