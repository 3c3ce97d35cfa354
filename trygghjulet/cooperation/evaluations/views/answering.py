"""The two ways to answer a self-evaluation: signed in, or at the secret address of an invitation."""

from __future__ import annotations

from datetime import datetime

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from trygghjulet.cooperation.evaluations import operations
from trygghjulet.cooperation.evaluations.forms import AnswerForm
from trygghjulet.cooperation.evaluations.models import Invitation
from trygghjulet.cooperation.evaluations.queries import has_answered, invitation_with, is_asked
from trygghjulet.cooperation.evaluations.rules.asking import Phase, not_answerable
from trygghjulet.cooperation.evaluations.views._common import one_of, page
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page


@cooperation_page
def answer(request: HttpRequest, here: Here, evaluation_id: int) -> HttpResponse:
    """Answer as somebody signed in."""
    evaluation = one_of(here, evaluation_id)
    filled = AnswerForm(request.POST or None, evaluation=evaluation)
    closed = not_answerable(evaluation.phase(on=here.today), evaluation.opens_on, evaluation.closes_on)
    if has_answered(here.scope, evaluation=evaluation):
        closed = "Du har redan svarat. Tack!"
    elif not is_asked(here.scope, evaluation=evaluation, on=here.today):
        closed = "Frågorna går till forumets ledamöter. Din funktion är inte bland de tillfrågade."
    return page(
        request,
        here,
        evaluation,
        form=filled,
        act=lambda _: operations.answer(
            of=here.scope, at=here.at, evaluation=evaluation, answers=filled.answers
        ),
        done="Tack! Ditt svar är räknat.",
        title=f"{evaluation.forum}: hur går arbetet?",
        lead=f"Självvärdering {evaluation.year}.",
        submit="Lämna svaret",
        questionnaire=True,
        closed=closed,
    )


def answer_invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer at a secret address, without signing in; the address is used once and closes with the questions."""
    if not ratelimit.consume(request, action="invited_answer"):
        return _private(render(request, "evaluations/too_many.html", status=429))
    at = datetime.now(tz=timezone.get_current_timezone())
    invitation = invitation_with(secret)
    if invitation is None:
        raise Http404
    evaluation = invitation.evaluation
    now = evaluation.phase(on=timezone.localdate(at))
    filled = AnswerForm(request.POST if request.method == "POST" else None, evaluation=evaluation)
    if filled.is_bound and now is Phase.OPEN and not invitation.answered and filled.is_valid():
        try:
            operations.answer_invited(at=at, invitation=invitation, answers=filled.answers)
        except Refused as refusal:
            filled.add_error(None, str(refusal))
        else:
            return redirect(request.path)
    return _private(_questionnaire(request, invitation, filled, now))


def _questionnaire(
    request: HttpRequest, invitation: Invitation, filled: AnswerForm, now: Phase
) -> HttpResponse:
    evaluation = invitation.evaluation
    context = {
        "evaluation": evaluation,
        "cooperation": evaluation.cooperation,
        "invitation": invitation,
        "form": filled,
        "closed": not_answerable(now, evaluation.opens_on, evaluation.closes_on),
    }
    shown = not invitation.answered and not context["closed"]
    wrong = shown and filled.is_bound and bool(filled.errors)
    return render(request, "evaluations/invited.html", context, status=422 if wrong else 200)


def _private(answer: HttpResponse) -> HttpResponse:
    """The answer, which no search engine and no cache may keep: the address is a secret."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "private, no-store"
    return answer
