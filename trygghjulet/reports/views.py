"""The report of a turn and other documents as page, PDF and Word: agreements, cases, opinions, yearly accounts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from trygghjulet.cooperation.agreements.queries import agreements
from trygghjulet.cooperation.forums.models import Assignment, Decision, Forum, Meeting
from trygghjulet.cooperation.forums.queries import decisions, forums, meetings
from trygghjulet.cooperation.forums.queries.organisation import assignment_of
from trygghjulet.cooperation.referrals.models import Referral
from trygghjulet.cooperation.referrals.queries import referrals
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.oversight.cases.models import Case
from trygghjulet.oversight.cases.queries import cases
from trygghjulet.reports.activity import activity_document
from trygghjulet.reports.agreement import agreement_document
from trygghjulet.reports.assignment import assignment_document
from trygghjulet.reports.call import call_document
from trygghjulet.reports.case import case_document
from trygghjulet.reports.council import council_document
from trygghjulet.reports.decision import decision_document
from trygghjulet.reports.law import law_document, law_years
from trygghjulet.reports.minutes import minutes_document
from trygghjulet.reports.opinion import opinion_document
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


@cooperation_page
def council_pdf(request: HttpRequest, here: Here) -> HttpResponse:
    """The alternatives for the strategic council beside each other, as PDF."""
    return as_pdf(council_document(here.scope, cooperation=here.cooperation, on=here.today), on=here.today)


@cooperation_page
def council_docx(request: HttpRequest, here: Here) -> HttpResponse:
    """The alternatives for the strategic council beside each other, as Word."""
    return as_word(council_document(here.scope, cooperation=here.cooperation, on=here.today), on=here.today)


def _law(request: HttpRequest, here: Here) -> Document:
    year = _year(request, here)
    return law_document(here.scope, cooperation=here.cooperation, year=year, on=here.today)


def _year(request: HttpRequest, here: Here) -> int:
    """The year that is asked for; the present one where none is, or none that can be accounted for."""
    given = request.GET.get("ar", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else here.today.year
    return year if year in law_years(here.today) else here.today.year


@cooperation_page
def case_page(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """A case as the document that it becomes."""
    case = _case(here, case_id)
    context = {"here": here, "case": case, "document": case_document(case, on=here.today)}
    return render(request, "reports/case.html", context)


@cooperation_page
def case_pdf(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """A case as PDF."""
    return as_pdf(case_document(_case(here, case_id), on=here.today), on=here.today)


@cooperation_page
def case_docx(request: HttpRequest, here: Here, case_id: int) -> HttpResponse:
    """A case as Word."""
    return as_word(case_document(_case(here, case_id), on=here.today), on=here.today)


def _case(here: Here, case_id: int) -> Case:
    return get_object_or_404(cases(here.scope, cooperation=here.cooperation), pk=case_id)


@cooperation_page
def opinion(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """An opinion as the document that is sent."""
    referral = _referral(here, referral_id)
    context = {
        "here": here,
        "referral": referral,
        "document": opinion_document(referral, on=here.today),
    }
    return render(request, "reports/opinion.html", context)


@cooperation_page
def opinion_pdf(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """An opinion as PDF."""
    return as_pdf(opinion_document(_referral(here, referral_id), on=here.today), on=here.today)


@cooperation_page
def opinion_docx(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """An opinion as Word."""
    return as_word(opinion_document(_referral(here, referral_id), on=here.today), on=here.today)


@cooperation_page
def activity(request: HttpRequest, here: Here, forum_id: int, year: int) -> HttpResponse:
    """A year's activity report as a page."""
    forum = _forum(here, forum_id)
    context = {
        "here": here,
        "forum": forum,
        "year": year,
        "document": _activity_document(here, forum, year),
        "may_send": here.may(Permission.RECORD_MEETINGS, forum.area_path),
    }
    return render(request, "reports/activity.html", context)


@cooperation_page
def activity_pdf(request: HttpRequest, here: Here, forum_id: int, year: int) -> HttpResponse:
    """A year's activity report as PDF."""
    return as_pdf(_activity_document(here, _forum(here, forum_id), year), on=here.today)


@cooperation_page
def activity_docx(request: HttpRequest, here: Here, forum_id: int, year: int) -> HttpResponse:
    """A year's activity report as Word."""
    return as_word(_activity_document(here, _forum(here, forum_id), year), on=here.today)


def _referral(here: Here, referral_id: int) -> Referral:
    return get_object_or_404(referrals(here.scope, cooperation=here.cooperation), pk=referral_id)


def _forum(here: Here, forum_id: int) -> Forum:
    return get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)


def _activity_document(here: Here, forum: Forum, year: int) -> Document:
    if not 2000 <= year <= 2100:
        raise Http404
    return activity_document(here.scope, forum=forum, year=year, on=here.today)


@cooperation_page
def call_pdf(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The call to a meeting as PDF."""
    return as_pdf(_call(here, forum_id, meeting_id), on=here.today)


@cooperation_page
def call_docx(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The call to a meeting as Word."""
    return as_word(_call(here, forum_id, meeting_id), on=here.today)


def _call(here: Here, forum_id: int, meeting_id: int) -> Document:
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    return call_document(here.scope, meeting=get_object_or_404(mine, pk=meeting_id), on=here.today)


@cooperation_page
def assignment(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """A working group's written assignment as a page."""
    given = _assignment(here, forum_id)
    document = assignment_document(here.scope, assignment=given, on=here.today)
    return render(
        request, "reports/assignment.html", {"here": here, "forum": given.forum, "document": document}
    )


@cooperation_page
def assignment_pdf(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """A working group's written assignment as PDF."""
    document = assignment_document(here.scope, assignment=_assignment(here, forum_id), on=here.today)
    return as_pdf(document, on=here.today)


@cooperation_page
def assignment_docx(request: HttpRequest, here: Here, forum_id: int) -> HttpResponse:
    """A working group's written assignment as Word."""
    document = assignment_document(here.scope, assignment=_assignment(here, forum_id), on=here.today)
    return as_word(document, on=here.today)


def _assignment(here: Here, forum_id: int) -> Assignment:
    forum = get_object_or_404(forums(here.scope, cooperation=here.cooperation), pk=forum_id)
    found = assignment_of(here.scope, forum=forum)
    if found is None:
        raise Http404
    return found


@cooperation_page
def minutes_page(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The minutes of a meeting as a page."""
    meeting = _meeting(here, forum_id, meeting_id)
    document = minutes_document(here.scope, meeting=meeting)
    return render(request, "reports/minutes.html", {"here": here, "meeting": meeting, "document": document})


@cooperation_page
def minutes_pdf(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The minutes of a meeting as PDF."""
    meeting = _meeting(here, forum_id, meeting_id)
    return as_pdf(minutes_document(here.scope, meeting=meeting), on=here.today)


@cooperation_page
def minutes_docx(request: HttpRequest, here: Here, forum_id: int, meeting_id: int) -> HttpResponse:
    """The minutes of a meeting as Word."""
    meeting = _meeting(here, forum_id, meeting_id)
    return as_word(minutes_document(here.scope, meeting=meeting), on=here.today)


def _meeting(here: Here, forum_id: int, meeting_id: int) -> Meeting:
    mine = meetings(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    return get_object_or_404(mine, pk=meeting_id)


@cooperation_page
def decision_extract(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """A decision's extract from the minutes as a page."""
    decision = _decision(here, forum_id, decision_id)
    context = {"here": here, "decision": decision, "document": decision_document(decision, on=here.today)}
    return render(request, "reports/decision.html", context)


@cooperation_page
def decision_pdf(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """A decision's extract as PDF."""
    decision = _decision(here, forum_id, decision_id)
    return as_pdf(decision_document(decision, on=here.today), on=here.today)


@cooperation_page
def decision_docx(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """A decision's extract as Word."""
    decision = _decision(here, forum_id, decision_id)
    return as_word(decision_document(decision, on=here.today), on=here.today)


def _decision(here: Here, forum_id: int, decision_id: int) -> Decision:
    mine = decisions(here.scope, cooperation=here.cooperation).filter(forum_id=forum_id)
    return get_object_or_404(mine, pk=decision_id)
