"""The pages of the cause analysis."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.causes import operations
from trygghjulet.steps.causes.forms import CauseForm, ConclusionForm, EvidenceForm, ProfileForm
from trygghjulet.steps.causes.models import ProblemProfile
from trygghjulet.steps.causes.queries import causes, problems, profiles
from trygghjulet.steps.picture.queries import findings, findings_told
from trygghjulet.steps.priorities.queries import priorities

_PARTS = ("what", "where", "when", "who", "how")


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "causes", **more}


def _require(here: Here, round: Round) -> None:
    here.scope.require(
        Permission.ANALYSE_CAUSES, cooperation_id=here.cooperation.pk, area_path=round.area.path
    )


def _back(here: Here, round: Round) -> str:
    return reverse("causes:show", args=(here.cooperation.slug, round.pk))


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Every prioritised problem with its profile, causes and evidence."""
    context = _context(
        here,
        round,
        problems=problems(here.scope, round=round),
        told=findings_told(here.scope, cooperation=here.cooperation),
        may_write=here.may(Permission.ANALYSE_CAUSES, round.area.path),
    )
    return render(request, "causes/show.html", context)


@round_page
def describe(request: HttpRequest, here: Here, round: Round, priority_id: int) -> HttpResponse:
    """Describe a problem exactly."""
    _require(here, round)
    priority = get_object_or_404(priorities(here.scope, round=round), pk=priority_id)
    profile = profiles(here.scope, round=round).filter(priority=priority).first() or ProblemProfile(
        priority=priority
    )
    initial = {part: getattr(profile, part) for part in _PARTS} | {"seen": profile.revision}
    overtaken = request.method == "POST" and request.POST.get("seen") != str(profile.revision)
    return form_page(
        request,
        form=ProfileForm(request.POST or None, initial=initial),
        act=lambda given: operations.describe(
            by=here.scope,
            at=here.at,
            priority=priority,
            seen=given["seen"],
            **{part: given[part] for part in _PARTS},
        ),
        done="Problembilden är sparad.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title=f"Beskriv problemet: {priority.title}",
            lead="Ju mer exakt problemet är beskrivet, desto lättare blir det att hitta orsakerna.",
            saved_now="\n\n".join(getattr(profile, part) for part in _PARTS) if overtaken else "",
        ),
    )


@round_page
def new_cause(request: HttpRequest, here: Here, round: Round, profile_id: int) -> HttpResponse:
    """State a possible cause."""
    _require(here, round)
    profile = get_object_or_404(profiles(here.scope, round=round), pk=profile_id)
    return form_page(
        request,
        form=CauseForm(request.POST or None),
        act=lambda given: operations.state_cause(by=here.scope, at=here.at, profile=profile, **given),
        done="Orsaken är sparad. Lägg nu till belägg för och mot.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Möjlig orsak",
            lead=f"Problem: {profile.priority.title}. Pröva alla tre perspektiven.",
        ),
    )


@round_page
def add_evidence(request: HttpRequest, here: Here, round: Round, cause_id: int) -> HttpResponse:
    """Record evidence for or against a cause."""
    _require(here, round)
    cause = get_object_or_404(causes(here.scope, round=round), pk=cause_id)
    return form_page(
        request,
        form=EvidenceForm(
            request.POST or None,
            findings=findings(here.scope, round=round),
            told=findings_told(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.add_evidence(
            by=here.scope, at=here.at, cause=cause, **{**given, "speaks_for": given["speaks_for"] == "yes"}
        ),
        done="Belägget är sparat.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Belägg",
            lead=f"Orsak {cause.number}: {cause.statement}",
        ),
    )


@round_page
def conclude(request: HttpRequest, here: Here, round: Round, cause_id: int) -> HttpResponse:
    """Conclude whether to act on a cause."""
    _require(here, round)
    cause = get_object_or_404(causes(here.scope, round=round), pk=cause_id)
    answer = {True: "yes", False: "no", None: ""}[cause.act_on]
    overtaken = request.method == "POST" and request.POST.get("seen") != str(cause.revision)
    return form_page(
        request,
        form=ConclusionForm(
            request.POST or None,
            initial={"act_on": answer, "conclusion": cause.conclusion, "seen": cause.revision},
        ),
        act=lambda given: operations.conclude(by=here.scope, at=here.at, cause=cause, **given),
        done="Slutsatsen är sparad.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Slutsats om orsaken",
            lead=f"Orsak {cause.number}: {cause.statement}",
            saved_now=cause.conclusion if overtaken else "",
        ),
    )
