"""The pages where it is decided what a self-evaluation leads to, and where the activity report's ways are entered."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trygghjulet.cooperation.evaluations import operations
from trygghjulet.cooperation.evaluations.forms import JudgeForm, PointForm, SentForm
from trygghjulet.cooperation.evaluations.models import PlanPoint, SelfEvaluation
from trygghjulet.cooperation.evaluations.queries import points_of
from trygghjulet.cooperation.evaluations.views._common import overtaken, page, writable
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import functions_in
from trygghjulet.foundation.ui.pages import form_page


@cooperation_page
def new_point(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """Decide on something to change."""
    evaluation = writable(here, evaluation_id)
    return page(
        request,
        here,
        evaluation,
        form=PointForm(
            request.POST or None, functions=functions_in(here.scope, cooperation=here.cooperation)
        ),
        act=lambda given: operations.add_point(
            by=here.scope,
            at=here.at,
            evaluation=evaluation,
            text=given["text"],
            owner=given["owner"],
            due=given["due"],
        ),
        done="Punkten står i nästa års plan.",
        title="Vad ska ändras?",
        lead="En sak, en ansvarig funktion och en dag. Nästa år står det här om den blev gjord.",
    )


@cooperation_page
def edit_point(request: HttpRequest, here: Here, evaluation_id: int, point_id: int) -> HttpResponse:
    """Change a point."""
    evaluation = writable(here, evaluation_id)
    point = _point(here, evaluation, point_id)
    late = overtaken(request, point.revision)
    return page(
        request,
        here,
        evaluation,
        form=PointForm(
            request.POST or None,
            initial=PointForm.initial_of(point),
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.change_point(by=here.scope, at=here.at, point=point, **given),
        done="Punkten är ändrad.",
        title="Ändra punkten",
        lead=point.text,
        saved_now=f"{point.text}\n{point.owner}\n{numbers.day(point.due)}" if late else "",
    )


@cooperation_page
def remove_point(request: HttpRequest, here: Here, evaluation_id: int, point_id: int) -> HttpResponse:
    """Take a point out of the plan."""
    evaluation = writable(here, evaluation_id)
    point = _point(here, evaluation, point_id)
    return page(
        request,
        here,
        evaluation,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_point(by=here.scope, at=here.at, point=point),
        done="Punkten är borttagen.",
        title="Ta bort punkten",
        lead=point.text,
        submit="Ta bort",
    )


@cooperation_page
def judge_point(request: HttpRequest, here: Here, evaluation_id: int, point_id: int) -> HttpResponse:
    """Enter whether a point was done."""
    evaluation = writable(here, evaluation_id)
    point = _point(here, evaluation, point_id)
    known = {
        "done": {PlanPoint.State.DONE: "yes", PlanPoint.State.NOT_DONE: "no"}.get(
            PlanPoint.State(point.state), ""
        ),
        "words": point.words,
        "on": point.judged_on or here.today,
    }
    return page(
        request,
        here,
        evaluation,
        form=JudgeForm(request.POST or None, initial=known),
        act=lambda given: operations.judge_point(
            by=here.scope,
            at=here.at,
            point=point,
            done=given["done"] == "yes",
            words=given["words"],
            on=given["on"],
        ),
        done="Det är infört hur det gick.",
        title="Blev det gjort?",
        lead=f"{point.text} Ansvarig: {point.owner}, senast {numbers.day(point.due)}.",
    )


@cooperation_page
def report_sent(request: HttpRequest, here: Here, forum_id: int, year: int) -> HttpResponse:
    """Enter that a year's activity report was sent to somebody."""
    forum = get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)
    here.scope.require(
        Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk, area_path=forum.area_path
    )
    if not 2000 <= year <= 2100:
        raise Http404
    return form_page(
        request,
        form=SentForm(request.POST or None, initial={"on": here.today}),
        act=lambda given: operations.record_report_sent(
            by=here.scope, at=here.at, forum=forum, year=year, **given
        ),
        done="Utskicket är infört.",
        back=reverse("activity_report:show", args=(here.cooperation.slug, forum.pk, year)),
        template="evaluations/form.html",
        context={
            "here": here,
            "title": f"Verksamhetsberättelsen {year} har skickats",
            "lead": f"{forum}. Själva utskicket gör ni som ni brukar.",
        },
    )


def _point(here: Here, evaluation: SelfEvaluation, point_id: int) -> PlanPoint:
    return get_object_or_404(points_of(here.scope, evaluation=evaluation), pk=point_id)
