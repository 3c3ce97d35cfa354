"""The pages where motions, votes, reservations and extracts of a decision are entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from trygghjulet.cooperation.forums import operations
from trygghjulet.cooperation.forums.forms.decisions import DayForm, ExtractForm, MotionForm, RemarkForm
from trygghjulet.cooperation.forums.forms.votes import VoteForm
from trygghjulet.cooperation.forums.models import Decision, Extract, Motion, Remark, Vote
from trygghjulet.cooperation.forums.queries.decided import ballots_of, entitled
from trygghjulet.cooperation.forums.views._common import page
from trygghjulet.cooperation.forums.views.decisions import address, writable_decision
from trygghjulet.foundation.parties.door import Here, cooperation_page

#: The parts of a decision by their word in the address, with what they are called.
_PARTS: Mapping[str, tuple[type[Model], str]] = {
    "yrkande": (Motion, "yrkandet"),
    "omrostning": (Vote, "omröstningen"),
    "anteckning": (Remark, "anteckningen"),
    "utdrag": (Extract, "utdraget"),
}


@cooperation_page
def motion(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Enter what somebody moved."""
    return _motion_page(request, here, writable_decision(here, forum_id, decision_id), None)


@cooperation_page
def edit_motion(
    request: HttpRequest, here: Here, forum_id: int, decision_id: int, motion_id: int
) -> HttpResponse:
    """Change what is entered of a motion, or what became of it."""
    decision = writable_decision(here, forum_id, decision_id)
    return _motion_page(request, here, decision, get_object_or_404(decision.motions, pk=motion_id))


def _motion_page(request: HttpRequest, here: Here, decision: Decision, own: Motion | None) -> HttpResponse:
    others = Motion.objects.filter(decision=decision)
    form = MotionForm(
        request.POST or None,
        initial=MotionForm.initial_of(own) if own else None,
        motions=others.exclude(pk=own.pk) if own else others,
    )
    return _page(
        request,
        here,
        decision,
        form=form,
        act=lambda _: operations.write_motion(
            by=here.scope, at=here.at, decision=decision, motion=own, content=form.content
        ),
        done="Yrkandet är sparat.",
        title="Ändra yrkandet" if own else "För in ett yrkande",
    )


@cooperation_page
def vote(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Enter a vote."""
    return _vote_page(request, here, writable_decision(here, forum_id, decision_id), None)


@cooperation_page
def edit_vote(
    request: HttpRequest, here: Here, forum_id: int, decision_id: int, vote_id: int
) -> HttpResponse:
    """Change what is entered of a vote."""
    decision = writable_decision(here, forum_id, decision_id)
    return _vote_page(request, here, decision, get_object_or_404(decision.votes, pk=vote_id))


def _vote_page(request: HttpRequest, here: Here, decision: Decision, own: Vote | None) -> HttpResponse:
    may_vote = entitled(decision.meeting) if decision.meeting else ()
    form = VoteForm(
        request.POST or None,
        initial=VoteForm.initial_of(own, ballots_of(own), may_vote) if own else {"seen": decision.revision},
        motions=Motion.objects.filter(decision=decision),
        entitled=may_vote,
    )
    return _page(
        request,
        here,
        decision,
        form=form,
        act=lambda given: operations.write_vote(
            by=here.scope,
            at=here.at,
            decision=decision,
            vote=own,
            seen=given["seen"],
            content=form.content,
            ballots=form.ballots,
        ),
        done="Omröstningen är sparad och räknad.",
        title="Ändra omröstningen" if own else "För in en omröstning",
        lead="Ledamöter skrivs med parti och nummer, som S 1. Förtroendevalda får nämnas vid namn. "
        "Rösterna räknas om, och det syns om de skiljer sig från protokollet.",
    )


@cooperation_page
def remark(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Enter a reservation, a statement or a note to the minutes."""
    decision = writable_decision(here, forum_id, decision_id)
    form = RemarkForm(request.POST or None, motions=Motion.objects.filter(decision=decision))
    return _page(
        request,
        here,
        decision,
        form=form,
        act=lambda _: operations.remark(by=here.scope, at=here.at, decision=decision, content=form.content),
        done="Det är antecknat till protokollet.",
        title="För in en reservation eller anteckning",
    )


@cooperation_page
def extract(request: HttpRequest, here: Here, forum_id: int, decision_id: int) -> HttpResponse:
    """Note who is to have an extract."""
    decision = writable_decision(here, forum_id, decision_id)
    return _page(
        request,
        here,
        decision,
        form=ExtractForm(request.POST or None),
        act=lambda given: operations.order_extract(by=here.scope, at=here.at, decision=decision, **given),
        done="Utdraget är infört.",
        title="Ett protokollsutdrag ska skickas",
        lead="Utdraget hämtas som PDF eller Word på beslutets sida. Själva utskicket gör ni som ni brukar.",
    )


@cooperation_page
def extract_sent(
    request: HttpRequest, here: Here, forum_id: int, decision_id: int, extract_id: int
) -> HttpResponse:
    """Enter that an extract went out."""
    decision = writable_decision(here, forum_id, decision_id)
    own = get_object_or_404(decision.extracts, pk=extract_id)
    return _page(
        request,
        here,
        decision,
        form=DayForm(request.POST or None, initial={"on": own.sent_on or here.today}),
        act=lambda given: operations.send_extract(by=here.scope, at=here.at, extract=own, **given),
        done="Utskicket är infört.",
        title=f"Utdraget till {own.to}",
        lead="Ange dagen då utdraget skickades.",
    )


@cooperation_page
def remove(
    request: HttpRequest, here: Here, *, forum_id: int, decision_id: int, part: str, part_id: int
) -> HttpResponse:
    """Take away a part of a decision that was entered by mistake."""
    decision = writable_decision(here, forum_id, decision_id)
    if part not in _PARTS:
        raise Http404
    table, called = _PARTS[part]
    own: Any = get_object_or_404(table._default_manager.filter(decision=decision), pk=part_id)
    return _page(
        request,
        here,
        decision,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_part(by=here.scope, at=here.at, part=own),
        done="Det är borttaget.",
        title=f"Ta bort {called}",
        lead=f"{own}. Loggen minns vad som stod.",
        submit="Ta bort",
    )


def _page(
    request: HttpRequest,
    here: Here,
    decision: Decision,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str = "",
    submit: str = "Spara",
) -> HttpResponse:
    return page(
        request,
        here,
        decision.forum,
        form=form,
        act=act,
        done=done,
        title=title,
        lead=lead or str(decision),
        submit=submit,
        back=address(here, decision),
    )
