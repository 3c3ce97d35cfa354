"""The report of a turn as page, PDF and Word, and its publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.reports.rendering import as_pdf, as_published, as_word
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


@round_page
def publish(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The report as the public would see it, and the button that opens it to them."""
    here.scope.require(Permission.PUBLISH, cooperation_id=here.cooperation.pk, area_path=round.area.path)
    document = public_turn(here.scope, round=round, on=here.today)
    refused = ""
    if request.method == "POST":
        try:
            publish_report(
                by=here.scope, at=here.at, round=round, title=document.title, body=as_published(document)
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "Rapporten är publicerad. Små antal är dolda.")
            return redirect("feedback:show", here.cooperation.slug, round.pk)
    context = {"here": here, "round": round, "step": "feedback", "document": document, "refused": refused}
    return render(request, "reports/publish.html", context, status=422 if refused else 200)
