"""The start page, a cooperation's page, its log, and the red thread of a round."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trygghjulet.cooperation.agreements.queries import agreements, validity_of
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.audit.queries import entries
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, asker, cooperation_page
from trygghjulet.foundation.parties.queries import cooperations, functions_in, parties_in, parties_managed
from trygghjulet.foundation.rounds import operations
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import is_empty
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.overview.forms import RoundForm
from trygghjulet.overview.organising.bringing import lacking
from trygghjulet.overview.organising.missing import missing_forums
from trygghjulet.overview.queries import QUIET_DAYS, ahead, first_steps, state_of
from trygghjulet.reports.thread import thread as follow
from trygghjulet.steps.field.rules.reach import reporting_for
from trygghjulet.steps.picture.queries import findings_told


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """What is mine to do, in every cooperation I take part in."""
    scope, _ = asker(request)
    mine = list(cooperations(scope))
    if len(mine) == 1:
        return redirect("overview:cooperation", mine[0].slug)
    return render(request, "overview/start.html", {"cooperations": mine, "scope": scope})


@cooperation_page
def cooperation(request: HttpRequest, here: Here) -> HttpResponse:
    """Where the cooperation's rounds stand."""
    context = {
        "here": here,
        "state": state_of(here.scope, cooperation=here.cooperation, on=here.today),
        "ahead": ahead(here.scope, cooperation=here.cooperation, on=here.today),
        "first_steps": first_steps(here.scope, cooperation=here.cooperation),
        "may_start": any(here.may(Permission.START_ROUND, path) for path in _paths(here)),
        "quiet_days": QUIET_DAYS,
        "may_report": bool(reporting_for(here.scope, here.cooperation.pk)),
        "may_see_log": here.may(Permission.SEE_LOG),
    }
    return render(request, "overview/cooperation.html", context)


@cooperation_page
def frame(request: HttpRequest, here: Here) -> HttpResponse:
    """The frame of the work: agreements, parties, forums, functions and areas."""
    context = {
        "here": here,
        "agreements": [
            (one, validity_of(here.scope, agreement=one))
            for one in agreements(here.scope, cooperation=here.cooperation).prefetch_related("problems")
        ],
        "parties": parties_in(here.scope, cooperation=here.cooperation),
        "forums": forums(here.scope, cooperation=here.cooperation),
        "functions": functions_in(here.scope, cooperation=here.cooperation),
        "areas": tree(here.cooperation.area),
        "missing_forums": len(missing_forums(here)),
        "forums_lacking": len(lacking(here.scope, cooperation=here.cooperation))
        if here.may(Permission.MANAGE)
        else 0,
        "may_manage": here.may(Permission.MANAGE),
        "managed": parties_managed(here.scope, cooperation=here.cooperation),
    }
    return render(request, "overview/frame.html", context)


@cooperation_page
def new_round(request: HttpRequest, here: Here) -> HttpResponse:
    """Start a turn of the wheel, in the areas that the person's function reaches."""
    mine = [path for path in _paths(here) if here.may(Permission.START_ROUND, path)]
    if not mine:
        here.scope.require(Permission.START_ROUND, cooperation_id=here.cooperation.pk)
    areas = tree(here.cooperation.area).filter(path__in=mine)
    return form_page(
        request,
        form=RoundForm(request.POST or None, initial={"area": areas.first()}, areas=areas),
        act=lambda given: operations.start(by=here.scope, at=here.at, cooperation=here.cooperation, **given),
        done="Varvet är startat. Börja här, med kartläggningen.",
        back=reverse("overview:cooperation", args=(here.cooperation.slug,)),
        leads_to=lambda round: reverse("scanning:round", args=(here.cooperation.slug, round.pk)),
        template="overview/form.html",
        context={
            "here": here,
            "title": "Starta ett varv",
            "lead": "Ett varv går genom alla sju stegen för ett område och en period.",
            "submit": "Starta varvet",
        },
    )


@round_page
def thread(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The red thread of a round, with its gaps."""
    context = {
        "here": here,
        "round": round,
        "step": "",
        "thread": follow(here.scope, round=round),
        "told": findings_told(here.scope, cooperation=here.cooperation),
        "may_remove": here.may(Permission.START_ROUND, round.area.path) and is_empty(round),
    }
    return render(request, "overview/thread.html", context)


@round_page
def remove_round(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Take away a round that was started by mistake."""
    here.scope.require(Permission.START_ROUND, cooperation_id=here.cooperation.pk, area_path=round.area.path)
    return form_page(
        request,
        form=Form(request.POST or None),
        act=lambda _: operations.remove(by=here.scope, at=here.at, round=round),
        done="Varvet är borttaget.",
        back=reverse("overview:cooperation", args=(here.cooperation.slug,)),
        template="overview/form.html",
        context={
            "here": here,
            "title": f"Ta bort {round}",
            "lead": "Det går så länge inget är gjort i varvet. Loggen minns att det har funnits.",
            "submit": "Ta bort varvet",
        },
    )


@cooperation_page
def log(request: HttpRequest, here: Here) -> HttpResponse:
    """What was written, by whom and when."""
    page = Paginator(entries(here.scope, cooperation_id=here.cooperation.pk), 50).get_page(
        request.GET.get("sida")
    )
    return render(request, "overview/log.html", {"here": here, "page": page})


def _paths(here: Here) -> list[str]:
    """The paths of the cooperation's areas, the widest first."""
    return list(tree(here.cooperation.area).values_list("path", flat=True))
