"""The pages of the situational picture."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trygghjulet.cooperation.forums.queries import deciding
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here
from trygghjulet.foundation.rounds.door import round_page
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.ui.live import mark_of, unchanged
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.picture import operations
from trygghjulet.steps.picture.forms import AdoptionForm, FindingForm, SettingsForm, TextForm
from trygghjulet.steps.picture.models import Part, SituationalPicture
from trygghjulet.steps.picture.queries import (
    content_sha256,
    crime_datasets,
    findings,
    findings_told,
    picture_of,
    pictures,
    texts_of,
)
from trygghjulet.steps.picture.section import sections_of

_HELP = {
    Part.EXTENT: "Vad är vanligast, vad ökar och minskar, och vad vet ni om det som inte anmäls?",
    Part.CONSEQUENCES: "Vilka drabbas, hur märks det i vardagen och vad kostar det?",
    Part.OTHER: "Trygghetsmätning, dialoger, felanmälningar, sådant som är på gång: det som siffrorna inte visar.",
    Part.ANALYSIS: "Hur hänger det ihop? Vilka problem är störst, och hur säkra är ni?",
}


def _context(here: Here, round: Round, **more: Any) -> dict[str, Any]:
    return {"here": here, "round": round, "step": "picture", **more}


def _back(here: Here, round: Round) -> str:
    return reverse("picture:show", args=(here.cooperation.slug, round.pk))


def _newest(here: Here, round: Round) -> SituationalPicture:
    picture = picture_of(here.scope, round=round)
    if picture is None:
        raise Http404
    return picture


def _require(here: Here, round: Round, permission: Permission) -> None:
    here.scope.require(permission, cooperation_id=here.cooperation.pk, area_path=round.area.path)


@round_page
def show(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """The picture with its texts, findings and what can be done with it."""
    picture = picture_of(here.scope, round=round)
    mark = mark_of((picture.pk, picture.state, content_sha256(picture))) if picture else ""
    if (same := unchanged(request, mark)) is not None:
        return same
    texts = texts_of(picture) if picture else {}
    context = _context(
        here,
        round,
        picture=picture,
        mark=mark,
        editions=pictures(here.scope, round=round),
        sections=sections_of(here.scope, picture=picture) if picture else (),
        texts=[(Part(part), text) for part, text in texts.items()],
        findings=findings(here.scope, round=round),
        told=findings_told(here.scope, cooperation=here.cooperation),
        has_material=bool(crime_datasets(round)),
        may_write=here.may(Permission.WRITE_PICTURE, round.area.path),
        may_adopt=here.may(Permission.ADOPT_PICTURE, round.area.path),
    )
    return render(request, "picture/show.html", context)


@round_page
def make(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Count the picture, or count its draft anew."""
    _require(here, round, Permission.WRITE_PICTURE)
    picture = picture_of(here.scope, round=round)
    return form_page(
        request,
        form=SettingsForm(request.POST or None, initial={"cell_size": picture.cell_size if picture else 250}),
        act=lambda given: operations.make(
            by=here.scope, at=here.at, round=round, cell_size=given["cell_size"]
        ),
        done="Siffrorna är räknade ur det underlag som nu gäller.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Räkna lägesbilden",
            lead="Siffrorna räknas ur allt godtaget underlag. Texterna som ni har skrivit står kvar.",
            submit="Räkna",
        ),
    )


@round_page
def write(request: HttpRequest, here: Here, round: Round, part: str) -> HttpResponse:
    """Write one part's text."""
    _require(here, round, Permission.WRITE_PICTURE)
    if part not in Part.values:
        raise Http404
    picture = _newest(here, round)
    text = texts_of(picture)[Part(part)]
    overtaken = request.method == "POST" and request.POST.get("seen") != str(text.revision)
    return form_page(
        request,
        form=TextForm(request.POST or None, initial={"text": text.text, "seen": text.revision}),
        act=lambda given: operations.write(
            by=here.scope, at=here.at, picture=picture, part=part, seen=given["seen"], text=given["text"]
        ),
        done="Texten är sparad.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title=Part(part).label,
            lead=_HELP[Part(part)],
            saved_now=text.text if overtaken else "",
        ),
    )


@round_page
def note_finding(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Note a finding of people's own."""
    _require(here, round, Permission.WRITE_PICTURE)
    picture = _newest(here, round)
    return form_page(
        request,
        form=FindingForm(request.POST or None),
        act=lambda given: operations.note_finding(
            by=here.scope, at=here.at, picture=picture, statement=given["statement"]
        ),
        done="Iakttagelsen är noterad och kan bli skäl för en prioritering.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here, round, title="Ny iakttagelse", lead="Något som siffrorna inte visar men som ni vet."
        ),
    )


@round_page
def adopt(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Record the forum's adoption; the picture is frozen."""
    _require(here, round, Permission.ADOPT_PICTURE)
    picture = _newest(here, round)
    return form_page(
        request,
        form=AdoptionForm(
            request.POST or None,
            initial={"on": here.today, "seen_sha256": content_sha256(picture)},
            forums=deciding(here.scope, cooperation=here.cooperation, area=round.area),
        ),
        act=lambda given: operations.adopt(by=here.scope, at=here.at, picture=picture, **given),
        done="Lägesbilden är antagen. Siffror, texter och underlag är frysta.",
        back=_back(here, round),
        template="rounds/form.html",
        context=_context(
            here,
            round,
            title="Anta lägesbilden",
            lead="När den är antagen ändras varken siffror eller text. Nya uppgifter blir en ny version.",
            submit="Anta",
        ),
    )


@require_POST
@round_page
def new_edition(request: HttpRequest, here: Here, round: Round) -> HttpResponse:
    """Begin a new edition of an adopted picture."""
    try:
        picture = operations.new_edition(by=here.scope, at=here.at, round=round)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Version {picture.edition} är påbörjad med färska siffror.")
    return redirect(_back(here, round))
