"""What the room's pages share: the right, finding what an address names, and what forms choose among."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Decision, Forum
from trygghjulet.cooperation.forums.queries import decisions, forums
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.priorities.models import Candidate, PriorityArea
from trygghjulet.steps.priorities.queries import candidates, changes, priorities


def context_of(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    """What every page of the room needs."""
    return {"here": here, "round": round, "step": "priorities", **more}


def require(here: Here, round: Round) -> None:
    """Refuse who may not prioritise in the round."""
    here.scope.require(Permission.PRIORITISE, cooperation_id=here.cooperation.pk, area_path=round.area.path)


def address(name: str, here: Here, round: Round, *numbers: int) -> str:
    """The address of one of the room's pages."""
    return reverse(f"priorities:{name}", args=(here.cooperation.slug, round.pk, *numbers))


def page(
    request: HttpRequest,
    here: Here,
    round: Round,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    title: str,
    lead: str,
    back: str = "",
    submit: str = "Spara",
    saved_now: str = "",
) -> HttpResponse:
    """A page around a form in the round; it leads back to the step's own page where nothing else is said."""
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=back or address("show", here, round),
        template="rounds/form.html",
        context=context_of(here, round, title=title, lead=lead, submit=submit, saved_now=saved_now),
    )


def done_at_once(request: HttpRequest, act: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Do what a single button asks for, and say that it was done, or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(back)


def find_priority(here: Here, round: Round, priority_id: int) -> PriorityArea:
    """A standing priority of the round."""
    return get_object_or_404(priorities(here.scope, round=round), pk=priority_id)


def find_candidate(here: Here, round: Round, candidate_id: int) -> Candidate:
    """A problem that is put up in the round."""
    for one in candidates(here.scope, round=round):
        if one.pk == candidate_id:
            return one
    raise Http404


def deciding_choices(here: Here, round: Round) -> dict[str, Any]:
    """What a form on a decision chooses among."""
    return {"forums": standing_forums(here), "decisions": _decisions(here, round)}


def changing_choices(here: Here, round: Round) -> dict[str, Any]:
    """The same, and whether the round's priorities are decided, so that a change needs a decision."""
    return {**deciding_choices(here, round), "is_decided": bool(changes(here.scope, round=round))}


def standing_forums(here: Here) -> QuerySet[Forum]:
    """The forums that have not ended."""
    return forums(here.scope, cooperation=here.cooperation).filter(ended_on__isnull=True)


def _decisions(here: Here, round: Round) -> QuerySet[Decision]:
    """The forums' decisions since the round's period began: an older one can't be on its priorities."""
    return decisions(here.scope, cooperation=here.cooperation).filter(on__gte=round.first_day)
