"""The pages of the cooperation forms: what each is, where it stands, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.agreements.queries import agreements
from trygghjulet.cooperation.forms import operations
from trygghjulet.cooperation.forms.forms import AdaptationForm, DecisionForm, FiguresForm, FormForm
from trygghjulet.cooperation.forms.models import CooperationForm
from trygghjulet.cooperation.forms.operations import Content
from trygghjulet.cooperation.forms.queries import decisions, forms, standing_of
from trygghjulet.cooperation.forms.rules.catalogue import CatalogueForm, catalogue, form_called
from trygghjulet.cooperation.forms.rules.standing import StandingKind
from trygghjulet.cooperation.forms.section import section
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table

_TEMPLATE = "forms/form.html"
_BADGES = {
    StandingKind.UNDECIDED: Badge("Inte beslutad", "warning"),
    StandingKind.COMING: Badge("Börjar senare", "info"),
    StandingKind.IN_FORCE: Badge("Gäller", "good"),
    StandingKind.RUN_OUT: Badge("Har gått ut", "bad"),
    StandingKind.ENDED: Badge("Avslutad", "neutral"),
}
_DEVIATION = Badge("Avvikelse", "warning")


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Every cooperation form with where it stands, and those of the catalogue that are not taken up."""
    entered = list(forms(here.scope, cooperation=here.cooperation))
    taken = {form.key for form in entered}
    context = {
        "here": here,
        "table": _table(here, entered),
        "catalogue": [form for form in catalogue() if form.key not in taken],
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "forms/index.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, form_id: int) -> HttpResponse:
    """A form: where it stands, what it is, and what its figures say."""
    form = _form(here, form_id)
    stands = standing_of(form, on=here.today)
    areas = _areas_below(here)
    context = {
        "here": here,
        "form_shown": form,
        "standing": stands,
        "standing_badge": _BADGES[stands.kind],
        "texts": [
            (title, text)
            for title, text in (
                ("Syfte", form.purpose),
                ("Mål", form.goal),
                ("Arbetssätt", form.way_of_working),
                ("Styrning", form.steering),
                ("Roller", form.roles),
                ("Uppföljning", form.follow_up),
            )
        ],
        "figures": section(here.scope, form=form),
        "may_manage": here.may(Permission.MANAGE),
        "may_count": bool(_reach(here, Permission.FOLLOW_UP)),
        "adaptable": [area for area in areas if here.may(Permission.MANAGE, area.path)],
    }
    return render(request, "forms/show.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a cooperation form of one's own."""
    _require_manager(here)
    filled = _form_form(here, request.POST or None)

    def act(_: Mapping[str, Any]) -> None:
        operations.enter(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            key=slugify(filled.content.name)[:60] or "form",
            content=filled.content,
        )

    return form_page(
        request,
        form=filled,
        act=act,
        done="Samverkansformen är införd. För in beslutet om att inrätta den.",
        back=_index(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": "För in en samverkansform",
            "lead": "Skriv vad formen är. Det som inte är känt lämnas tomt.",
        },
    )


@require_POST
@cooperation_page
def take(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Take up a form of the catalogue, to go on and edit it."""
    _require_manager(here)
    described = form_called(key)
    if described is None:
        raise Http404
    try:
        form = operations.enter(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            key=described.key,
            content=_content_of(described),
        )
    except Refused as refusal:  # somebody else took it up meanwhile
        messages.error(request, str(refusal))
        return redirect(_index(here))
    messages.success(request, f"{form.name} är införd. Ändra texten så att den stämmer hos er.")
    return redirect("forms:edit", here.cooperation.slug, form.pk)


@cooperation_page
def edit(request: HttpRequest, here: Here, form_id: int) -> HttpResponse:
    """Change what is written about a form."""
    _require_manager(here)
    form = _form(here, form_id)
    filled = _form_form(here, request.POST or None, initial=FormForm.initial_of(form))
    return form_page(
        request,
        form=filled,
        act=lambda given: operations.change(
            by=here.scope, at=here.at, form=form, seen=given["seen"], content=filled.content
        ),
        done="Ändringarna är sparade.",
        back=_page(here, form),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Ändra {form.name}",
            "lead": "Ändras själva formen, och inte bara texten om den, för in beslutet om att revidera den också.",
            "saved_now": _as_saved(form, filled) if _overtaken(request, form.revision) else "",
        },
    )


@cooperation_page
def decide(request: HttpRequest, here: Here, form_id: int) -> HttpResponse:
    """Enter a decision that sets up, revises or ends a form."""
    _require_manager(here)
    form = _form(here, form_id)
    return form_page(
        request,
        form=DecisionForm(request.POST or None, forums=forums(here.scope, cooperation=here.cooperation)),
        act=lambda given: operations.decide(by=here.scope, at=here.at, form=form, **given),
        done="Beslutet är infört.",
        back=_page(here, form),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Beslut om {form.name}",
            "lead": "Skriv av beslutet så som det togs. Var formen står räknas ut ur besluten.",
        },
    )


@cooperation_page
def remove_decision(request: HttpRequest, here: Here, decision_id: int) -> HttpResponse:
    """Take away a decision that was entered by mistake."""
    _require_manager(here)
    decision = get_object_or_404(decisions(here.scope, cooperation=here.cooperation), pk=decision_id)
    return form_page(
        request,
        form=django_forms.Form(request.POST or None),
        act=lambda _: operations.remove_decision(by=here.scope, at=here.at, decision=decision),
        done="Beslutet är borttaget. Loggen minns vad som stod.",
        back=_page(here, decision.form),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Ta bort beslutet {decision}",
            "lead": "Bara för ett beslut som förts in fel. Avslutas formen förs det in som ett nytt beslut.",
            "submit": "Ta bort beslutet",
        },
    )


@cooperation_page
def adapt(request: HttpRequest, here: Here, form_id: int, area_id: int) -> HttpResponse:
    """Write how an area does it its own way."""
    form = _form(here, form_id)
    area = get_object_or_404(tree(here.cooperation.area), pk=area_id)
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk, area_path=area.path)
    saved = form.adaptations.filter(area=area).first()
    initial = {"text": saved.text, "seen": saved.revision} if saved else {}
    return form_page(
        request,
        form=AdaptationForm(request.POST or None, initial=initial),
        act=lambda given: operations.adapt(by=here.scope, at=here.at, form=form, area=area, **given),
        done="Den lokala anpassningen är sparad.",
        back=_page(here, form),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"{form.name} i {area.name}",
            "lead": "Skriv vad området gör annorlunda, i allmänna ord.",
            "saved_now": saved.text if saved and _overtaken(request, saved.revision) else "",
        },
    )


@cooperation_page
def count(request: HttpRequest, here: Here, form_id: int) -> HttpResponse:
    """Enter a period's figures."""
    form = _form(here, form_id)
    mine = _reach(here, Permission.FOLLOW_UP)
    if not mine:
        here.scope.require(Permission.FOLLOW_UP, cooperation_id=here.cooperation.pk)
    filled = FiguresForm(request.POST or None, areas=tree(here.cooperation.area).filter(path__in=mine))

    def act(given: Mapping[str, Any]) -> None:
        operations.count(
            by=here.scope,
            at=here.at,
            form=form,
            area=given["area"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            counts=filled.counts,
        )

    return form_page(
        request,
        form=filled,
        act=act,
        done="Siffrorna är införda.",
        back=_page(here, form),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Siffror om {form.name}",
            "lead": "Bara antal. Nya siffror för samma område och period ersätter dem som fanns.",
            "about_cases": True,
        },
    )


def _require_manager(here: Here) -> None:
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)


def _form(here: Here, form_id: int) -> CooperationForm:
    return get_object_or_404(forms(here.scope, cooperation=here.cooperation), pk=form_id)


def _form_form(here: Here, data: Any, **options: Any) -> FormForm:
    return FormForm(
        data,
        parties=parties_in(here.scope, cooperation=here.cooperation),
        agreements=agreements(here.scope, cooperation=here.cooperation),
        **options,
    )


def _overtaken(request: HttpRequest, revision: int) -> bool:
    """Was something sent that was written to another revision than the saved one?"""
    return request.method == "POST" and request.POST.get("seen") != str(revision)


def _as_saved(form: CooperationForm, filled: FormForm) -> str:
    """What is saved now, for somebody whose own words were refused to join with it."""
    parties = [row.party.name for row in form.parties.all() if row.party]
    saved = FormForm.initial_of(form) | {"parties": ", ".join(parties), "seen": ""}
    return "\n".join(
        f"{field.label}: {saved[name]}"
        for name, field in filled.fields.items()
        if saved[name] not in (None, "")
    )


def _index(here: Here) -> str:
    return reverse("forms:index", args=(here.cooperation.slug,))


def _page(here: Here, form: CooperationForm) -> str:
    return reverse("forms:show", args=(here.cooperation.slug, form.pk))


def _reach(here: Here, permission: Permission) -> list[str]:
    """The paths of the areas where the person may do something."""
    paths = tree(here.cooperation.area).values_list("path", flat=True)
    return [path for path in paths if here.may(permission, path)]


def _areas_below(here: Here) -> list[Area]:
    """The cooperation's areas one level down, which adapt a form each in its own way."""
    return list(tree(here.cooperation.area).filter(parent=here.cooperation.area))


def _content_of(described: CatalogueForm) -> Content:
    youngest, oldest = described.ages or (None, None)
    return Content(
        name=described.name,
        long_name=described.long_name,
        purpose=described.purpose,
        goal=described.goal,
        target_group=described.target_group,
        age_from=youngest,
        age_to=oldest,
        way_of_working=described.way_of_working,
        steering=described.steering,
        roles=described.roles,
        follow_up=described.follow_up,
        organisations=described.parties,
        annex=described.annex,
        source=described.source,
    )


def _table(here: Here, entered: list[CooperationForm]) -> Table:
    rows = []
    for form in entered:
        stands = standing_of(form, on=here.today)
        group = " ".join(filter(None, (form.target_group, f"({form.ages})" if form.ages else "")))
        rows.append(
            (
                Link(form.name, _page(here, form)),
                form.long_name,
                group,
                ", ".join(str(party) for party in form.parties.all()),
                _BADGES[stands.kind],
                _DEVIATION if stands.deviations else None,
            )
        )
    return Table(
        "Samverkansformerna",
        (
            Column("Form"),
            Column("Utskrivet"),
            Column("Målgrupp"),
            Column("Parter"),
            Column("Läge"),
            Column("Besluten"),
        ),
        rows,
        empty="Ingen samverkansform är införd.",
    )
