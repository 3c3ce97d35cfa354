"""The report of a turn, an agreement and the act's yearly account as page, PDF and Word; a report's publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from trygghjulet.cooperation.agreements.queries import agreements
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.reports.agreement import agreement_document
from trygghjulet.reports.law import law_document, law_years
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


@cooperation_page
def agreement_pdf(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """An agreement as PDF."""
    return as_pdf(_agreement(here, agreement_id), on=here.today)


@cooperation_page
def agreement_docx(request: HttpRequest, here: Here, agreement_id: int) -> HttpResponse:
    """An agreement as Word."""
    return as_word(_agreement(here, agreement_id), on=here.today)


def _agreement(here: Here, agreement_id: int) -> Document:
    agreement = get_object_or_404(agreements(here.scope, cooperation=here.cooperation), pk=agreement_id)
    return agreement_document(here.scope, agreement=agreement, on=here.today)


@cooperation_page
def law_account(request: HttpRequest, here: Here) -> HttpResponse:
    """The act's yearly account as a page."""
    year = _year(request, here)
    document = law_document(here.scope, cooperation=here.cooperation, year=year, on=here.today)
    context = {"here": here, "document": document, "year": year, "years": law_years(here.today)}
    return render(request, "reports/law.html", context)


@cooperation_page
def law_account_pdf(request: HttpRequest, here: Here) -> HttpResponse:
    """The act's yearly account as PDF."""
    return as_pdf(_law(request, here), on=here.today)


@cooperation_page
def law_account_docx(request: HttpRequest, here: Here) -> HttpResponse:
    """The act's yearly account as Word."""
    return as_word(_law(request, here), on=here.today)


def _law(request: HttpRequest, here: Here) -> Document:
    year = _year(request, here)
    return law_document(here.scope, cooperation=here.cooperation, year=year, on=here.today)


def _year(request: HttpRequest, here: Here) -> int:
    """The year that is asked for; the present one where none is, or none that can be accounted for."""
    given = request.GET.get("ar", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else here.today.year
    return year if year in law_years(here.today) else here.today.year
