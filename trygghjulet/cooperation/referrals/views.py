"""The pages of the matters that came in for an opinion: the list, each one, and what is entered of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.cooperation.referrals import operations
from trygghjulet.cooperation.referrals.forms import (
    URGENCY_WORDS,
    AskForm,
    DeclineForm,
    FilterForm,
    GiveForm,
    OpinionForm,
    OutcomeForm,
    ReferralForm,
    ReopenForm,
    SendForm,
    ViewForm,
)
from trygghjulet.cooperation.referrals.models import CollectedView, Referral, is_advisory
from trygghjulet.cooperation.referrals.queries import referrals, views
from trygghjulet.cooperation.referrals.rules import MatterState, Urgency
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import functions_in, parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table

_TEMPLATE = "referrals/form.html"
_STATE_TONES = {
    MatterState.RECEIVED: "info",
    MatterState.PREPARING: "info",
    MatterState.GIVEN: "good",
    MatterState.DECLINED: "neutral",
    MatterState.SETTLED: "good",
}
_URGENCY_TONES = {
    Urgency.NONE: "neutral",
    Urgency.AHEAD: "info",
    Urgency.SOON: "warning",
    Urgency.LATE: "bad",
    Urgency.ANSWERED: "good",
    Urgency.ANSWERED_LATE: "warning",
}
_OUTCOME_TONES = {"followed": "good", "partly": "warning", "not": "bad", "unknown": "neutral"}


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Every matter, by kind, by where it stands and by how near its last day is; the most pressing first."""
    entered = list(referrals(here.scope, cooperation=here.cooperation))
    handling = forums(here.scope, cooperation=here.cooperation)
    chosen = FilterForm(request.GET or None, forums=handling)
    chosen.is_valid()
    wanted = chosen.cleaned_data if chosen.is_bound else {}
    listed = [one for one in entered if _fits(one, here, wanted)]
    pressing = {Urgency.LATE: 0, Urgency.SOON: 1}
    listed.sort(key=lambda one: pressing.get(one.due(on=here.today).urgency, 2))
    counted = [one.due(on=here.today).urgency for one in entered]
    context = {
        "here": here,
        "filter": FilterForm(initial=wanted, forums=handling),
        "filtered": len(listed) < len(entered),
        "listed": len(listed),
        "entered": len(entered),
        "late": counted.count(Urgency.LATE),
        "soon": counted.count(Urgency.SOON),
        "table": _table(
            here, listed, empty="Inget ärende är infört." if not entered else "Inget ärende passar."
        ),
        "may_write": bool(_reach(here)) or _may_write_city(here),
    }
    return render(request, "referrals/index.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """A matter: what came in, the views, the opinion, and what came of it."""
    referral = _referral(here, referral_id)
    due = referral.due(on=here.today)
    may_write = here.may(Permission.RECORD_MEETINGS, referral.area_path)
    context = {
        "here": here,
        "referral": referral,
        "views": [(view, _view_badge(view, here)) for view in referral.views.all()],
        "due": due,
        "due_badge": _urgency_badge(due.urgency),
        "state_badge": _state_badge(referral),
        "outcome_badge": _outcome_badge(referral),
        "advisory": referral.advisory if referral.decided_on else is_advisory(referral.forum),
        "may_write": may_write,
        "may_open": may_write and referral.is_open,
        "may_reopen": may_write and referral.stands in (MatterState.GIVEN, MatterState.DECLINED),
        "may_settle": may_write and not referral.is_open,
    }
    return render(request, "referrals/show.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in a matter."""
    if not _reach(here):
        here.scope.require(
            Permission.RECORD_MEETINGS,
            cooperation_id=here.cooperation.pk,
            area_path=here.cooperation.area.path,
        )
    filled = _referral_form(here, request.POST or None, initial={"received_on": here.today})

    def act(_: Mapping[str, Any]) -> Referral:
        return operations.receive(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            content=filled.content,
            about_individual=filled.about,
        )

    return form_page(
        request,
        form=filled,
        act=act,
        done="Ärendet är infört.",
        back=_index(here),
        leads_to=lambda matter: reverse("referrals:show", args=(here.cooperation.slug, matter.pk)),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": "För in ett ärende",
            "lead": "En remiss, ett planärende eller ett samråd som någon vill ha ett yttrande över.",
        },
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Change what is written of what came in."""
    referral = _writable(here, referral_id)
    filled = _referral_form(here, request.POST or None, initial=ReferralForm.initial_of(referral))
    return _page(
        request,
        here,
        referral,
        form=filled,
        act=lambda given: operations.change(
            by=here.scope, at=here.at, referral=referral, seen=given["seen"], content=filled.content
        ),
        done="Ändringarna är sparade.",
        title=f"Ändra {referral.title}",
        lead="Det som kom in. Yttrandet skrivs för sig.",
        saved_now=_as_saved(referral, filled) if _overtaken(request, referral.revision) else "",
    )


@cooperation_page
def ask(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Ask a party for its view."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=AskForm(
            request.POST or None,
            parties=parties_in(here.scope, cooperation=here.cooperation),
            functions=functions_in(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.ask_view(by=here.scope, at=here.at, referral=referral, **given),
        done="Frågan är införd. För in synpunkten när den kommer.",
        title="Be om en synpunkt",
        lead="Till exempel polisens kunskap om brott på platsen, eller samordnarens syn på tryggheten.",
        submit="Be om synpunkten",
    )


@cooperation_page
def write_view(request: HttpRequest, here: Here, referral_id: int, view_id: int) -> HttpResponse:
    """Write down the view that a party has given."""
    referral = _writable(here, referral_id)
    view = _view(here, referral, view_id)
    initial = ViewForm.initial_of(view)
    return _page(
        request,
        here,
        referral,
        form=ViewForm(
            request.POST or None, initial=initial | {"given_on": initial["given_on"] or here.today}
        ),
        act=lambda given: operations.write_view(by=here.scope, at=here.at, view=view, **given),
        done="Synpunkten är införd.",
        title=f"Synpunkten från {view.who}",
        lead=view.question or "Skriv om platsen och brottsligheten, aldrig om en person.",
        saved_now=view.text if _overtaken(request, view.revision) else "",
    )


@cooperation_page
def remove_view(request: HttpRequest, here: Here, referral_id: int, view_id: int) -> HttpResponse:
    """Take away a view that is no longer asked for."""
    referral = _writable(here, referral_id)
    view = _view(here, referral, view_id)
    return _page(
        request,
        here,
        referral,
        form=forms.Form(request.POST or None),
        act=lambda _: operations.remove_view(by=here.scope, at=here.at, view=view),
        done="Frågan är borttagen.",
        title=f"Ta bort frågan till {view.who}",
        lead="Synpunkten efterfrågas inte längre.",
        submit="Ta bort frågan",
    )


@cooperation_page
def write_opinion(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Write on the opinion, with the views that were given beside it."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=OpinionForm(
            request.POST or None, initial={"text": referral.opinion, "seen": referral.opinion_revision}
        ),
        act=lambda given: operations.write_opinion(by=here.scope, at=here.at, referral=referral, **given),
        done="Yttrandet är sparat. Det är inte avgivet förrän beslutet är infört.",
        title="Skriv yttrandet",
        lead="Ett stycke för varje sak. Yttrandet kan skrivas vidare tills det är beslutat.",
        beside=[view for view in referral.views.all() if view.text],
        saved_now=referral.opinion if _overtaken(request, referral.opinion_revision) else "",
    )


@cooperation_page
def give(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Enter that the opinion was decided."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=GiveForm(
            request.POST or None,
            initial={
                "decided_by": referral.forum_id,
                "decided_on": here.today,
                "advisory": is_advisory(referral.forum),
            },
            forums=forums(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.give_opinion(by=here.scope, at=here.at, referral=referral, **given),
        done="Yttrandet är avgivet. För in när det har skickats.",
        title="För in beslutet om yttrandet",
        lead=f"Yttrandet över {referral.title}, som det nu är skrivet.",
    )


@cooperation_page
def send(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Enter that the opinion was sent."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=SendForm(
            request.POST or None,
            initial={
                "sent_to": referral.sent_to or referral.sender,
                "sent_on": referral.sent_on or here.today,
            },
        ),
        act=lambda given: operations.send_opinion(by=here.scope, at=here.at, referral=referral, **given),
        done="Utskicket är infört.",
        title="För in att yttrandet har skickats",
        lead="Själva utskicket gör ni som ni brukar. Ärendet är besvarat den dag det gick i väg.",
    )


@cooperation_page
def decline(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Enter that no opinion is given."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=DeclineForm(
            request.POST or None,
            initial={"decided_by": referral.forum_id, "decided_on": here.today},
            forums=forums(here.scope, cooperation=here.cooperation),
        ),
        act=lambda given: operations.decline(by=here.scope, at=here.at, referral=referral, **given),
        done="Det är infört att inget yttrande avges.",
        title="Avstå från att yttra sig",
        lead="Det syns i listan och i verksamhetsberättelsen, med skälet.",
        submit="Avstå",
    )


@cooperation_page
def outcome(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Enter what came of the opinion."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=OutcomeForm(
            request.POST or None,
            initial={
                "outcome": referral.outcome,
                "text": referral.outcome_text,
                "on": referral.outcome_on or here.today,
            },
        ),
        act=lambda given: operations.note_outcome(by=here.scope, at=here.at, referral=referral, **given),
        done="Utfallet är infört.",
        title="För in vad det blev",
        lead="Följde den som frågade synpunkterna? Är det inte känt än, skriv det: då står ärendet kvar.",
    )


@cooperation_page
def reopen(request: HttpRequest, here: Here, referral_id: int) -> HttpResponse:
    """Open a matter again."""
    referral = _writable(here, referral_id)
    return _page(
        request,
        here,
        referral,
        form=ReopenForm(request.POST or None),
        act=lambda given: operations.reopen(by=here.scope, at=here.at, referral=referral, **given),
        done="Ärendet är öppet igen.",
        title="Öppna ärendet igen",
        lead="För ett beslut som fördes in av misstag. Texten står kvar, och loggen minns vad som stod.",
        submit="Öppna ärendet",
    )


def _page(
    request: HttpRequest,
    here: Here,
    referral: Referral,
    *,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    done: str,
    **context: Any,
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=act,
        done=done,
        back=reverse("referrals:show", args=(here.cooperation.slug, referral.pk)),
        template=_TEMPLATE,
        context={"here": here, "referral": referral, **context},
    )


def _fits(referral: Referral, here: Here, wanted: Mapping[str, Any]) -> bool:
    """Is a matter one of those that are asked for?"""
    return (
        wanted.get("slag", "") in ("", referral.kind)
        and wanted.get("lage", "") in ("", referral.state)
        and wanted.get("svar", "") in ("", referral.due(on=here.today).urgency.value)
        and wanted.get("forum") in (None, referral.forum)
    )


def _referral(here: Here, referral_id: int) -> Referral:
    return get_object_or_404(referrals(here.scope, cooperation=here.cooperation), pk=referral_id)


def _writable(here: Here, referral_id: int) -> Referral:
    referral = _referral(here, referral_id)
    here.scope.require(
        Permission.RECORD_MEETINGS, cooperation_id=here.cooperation.pk, area_path=referral.area_path
    )
    return referral


def _view(here: Here, referral: Referral, view_id: int) -> CollectedView:
    return get_object_or_404(views(here.scope, referral=referral), pk=view_id)


def _may_write_city(here: Here) -> bool:
    return here.may(Permission.RECORD_MEETINGS, here.cooperation.area.path)


def _reach(here: Here) -> list[int]:
    """The forums whose matters the person may enter."""
    open_ones = forums(here.scope, cooperation=here.cooperation).filter(ended_on__isnull=True)
    return [one.pk for one in open_ones if here.may(Permission.RECORD_MEETINGS, one.area_path)]


def _referral_form(here: Here, data: Any, **options: Any) -> ReferralForm:
    mine: QuerySet[Forum] = forums(here.scope, cooperation=here.cooperation).filter(pk__in=_reach(here))
    return ReferralForm(data, forums=mine, **options)


def _index(here: Here) -> str:
    return reverse("referrals:index", args=(here.cooperation.slug,))


def _overtaken(request: HttpRequest, revision: int) -> bool:
    return request.method == "POST" and request.POST.get("seen") != str(revision)


def _as_saved(referral: Referral, filled: ReferralForm) -> str:
    """What is saved now, for somebody whose own words were refused to join with it."""
    saved = ReferralForm.initial_of(referral) | {
        "kind": referral.get_kind_display(),
        "plan_kind": referral.get_plan_kind_display(),
        "operational": "Ja" if referral.operational else "Nej",
        "received_on": numbers.day(referral.received_on),
        "answer_by": numbers.day(referral.answer_by) if referral.answer_by else "",
        "about_individual": "",
        "seen": "",
    }
    return "\n".join(
        f"{field.label}: {saved[name]}" for name, field in filled.fields.items() if saved.get(name)
    )


def _urgency_badge(urgency: Urgency) -> Badge:
    return Badge(URGENCY_WORDS[urgency], _URGENCY_TONES[urgency])


def _state_badge(referral: Referral) -> Badge:
    return Badge(referral.get_state_display(), _STATE_TONES[referral.stands])


def _outcome_badge(referral: Referral) -> Badge | None:
    if not referral.outcome:
        return None
    return Badge(referral.get_outcome_display(), _OUTCOME_TONES[referral.outcome])


def _view_badge(view: CollectedView, here: Here) -> Badge:
    if view.given_on:
        return Badge("Lämnad", "good")
    if view.wanted_by and view.wanted_by < here.today:
        return Badge("Sen", "bad")
    return Badge("Inte lämnad", "info")


def _table(here: Here, listed: list[Referral], *, empty: str) -> Table:
    return Table(
        "Ärenden för yttrande",
        (
            Column("Ärende"),
            Column("Slag"),
            Column("Från"),
            Column("Behandlas av"),
            Column("Svar senast", "date"),
            Column("Svar"),
            Column("Läge"),
        ),
        [
            (
                Link(one.title, reverse("referrals:show", args=(here.cooperation.slug, one.pk))),
                one.kind_words,
                one.sender,
                one.forum.name if one.forum else "Inget forum än",
                one.answer_by,
                _urgency_badge(one.due(on=here.today).urgency),
                (one.stands is MatterState.SETTLED and _outcome_badge(one)) or _state_badge(one),
            )
            for one in listed
        ],
        empty=empty,
    )
