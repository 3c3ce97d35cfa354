"""The report of a turn as page, PDF and Word, and its publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.reports.rendering import as_pdf, as_word
from trygghjulet.reports.turn import public_turn, turn
from trygghjulet.steps.feedback.operations import publish as publish_report


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The report as a page."""
    document = turn(here.scope, round=round, on=here.today)
    context = {"here": here, "round": round, "step": "", "document": document}
    return render(request, "reports/turn.html", context)


@round_page
def show_pdf(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The report as PDF."""
    return as_pdf(turn(here.scope, round=round, on=here.today), on=here.today)


@round_page
def show_docx(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The report as Word."""
    return as_word(turn(here.scope, round=round, on=here.today), on=here.today)


@require_POST
@round_page
def publish(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Open the report to the public, with small counts withheld."""
    here.scope.require(Permission.PUBLISH, cooperation_id=here.cooperation.pk, area_path=round.area.path)
    document = public_turn(here.scope, round=round, on=here.today)
    publish_report(
        by=here.scope,
        at=here.at,
        round=round,
        title=document.title,
        body=render_to_string("reports/_published.html", {"document": document}),
    )
    messages.success(request, "Rapporten är publicerad. Små antal är dolda.")
    return redirect("feedback:show", here.cooperation.slug, round.pk)
