"""The pages of the places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from trygghjulet.documents.numbers import number
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.gazetteer import bringing, export, operations
from trygghjulet.foundation.gazetteer.fields import offer_places
from trygghjulet.foundation.gazetteer.forms import BringForm, CloseForm, FilterForm, PlaceForm
from trygghjulet.foundation.gazetteer.queries import ground, known_places, places
from trygghjulet.foundation.gazetteer.rules import may_keep, require_keeper
from trygghjulet.foundation.geography.models import Place
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.maps import LiveMap, Mark, Shape
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Cell, Column, Link, Table
from trygghjulet.observations.findings import UnreadableFile

_TEMPLATE = "gazetteer/form.html"
#: How many rows of a file are shown one by one.
_SHOWN = 200


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """All places, on a map and in a table."""
    entered = list(places(here.scope, cooperation=here.cooperation))
    chosen = FilterForm(request.GET or None)
    chosen.is_valid()
    wanted = chosen.cleaned_data if chosen.is_bound else {}
    listed = [
        place
        for place in entered
        if wanted.get("slag", "") in ("", place.kind) and _is_called(place, wanted.get("namn", ""))
    ]
    context = {
        "here": here,
        "filter": FilterForm(initial=wanted),
        "filtered": len(listed) < len(entered),
        "listed": len(listed),
        "entered": len(entered),
        "map": _map(here, listed, none_at_all=not entered),
        "may_keep": _may_keep(here),
    }
    return render(request, "gazetteer/index.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """A place with all that is known of it."""
    place = _place(here, place_id)
    outline = place.polygon
    drawn = LiveMap(
        title=place.name,
        ground=_ground(here),
        table=None,
        marks=[Mark(place.longitude, place.latitude, place.name, tone="bad")],
        shapes=[] if outline is None else [Shape(outline, place.name)],
        close=True,
    )
    context = {"here": here, "place": place, "map": drawn, "may_keep": _may_keep(here)}
    return render(request, "gazetteer/show.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Take a place into the gazetteer."""
    require_keeper(here.scope, here.cooperation.pk)
    form = PlaceForm(request.POST or None)
    offer_places(form, here.cooperation)
    return form_page(
        request,
        form=form,
        act=lambda _: operations.add(
            by=here.scope, at=here.at, cooperation=here.cooperation, content=form.content
        ),
        done="Platsen finns nu och kan väljas.",
        back=_index(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": "Lägg till en plats",
            "lead": "En liten plats som folk känner till vid namn, och som går att följa över tid.",
        },
        leads_to=lambda place: _page(here, place),
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """Change what is known of a place."""
    require_keeper(here.scope, here.cooperation.pk)
    place = _place(here, place_id)
    overtaken = request.method == "POST" and request.POST.get("seen") != str(place.revision)
    form = PlaceForm(request.POST or None, initial=PlaceForm.initial_of(place))
    offer_places(form, here.cooperation)

    def act(given: Mapping[str, Any]) -> Place:
        return operations.change(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            place=place,
            seen=given["seen"] if given["seen"] is not None else -1,
            content=form.content,
        )

    return form_page(
        request,
        form=form,
        act=act,
        done="Ändringarna är sparade.",
        back=_page(here, place),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Ändra {place.name}",
            "lead": "Det som redan är rapporterat på platsen följer med.",
            "saved_now": _as_saved(place) if overtaken else "",
        },
    )


@cooperation_page
def close(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """Note that a place is no more."""
    require_keeper(here.scope, here.cooperation.pk)
    place = _place(here, place_id)
    return form_page(
        request,
        form=CloseForm(request.POST or None, initial={"closed_on": here.today}),
        act=lambda given: operations.close(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            place=place,
            closed_on=given["closed_on"],
        ),
        done="Platsen är stängd. Den går inte att välja längre, men det som är rapporterat där finns kvar.",
        back=_page(here, place),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Stäng {place.name}",
            "lead": "Till exempel när ett hus är rivet. Platsen tas inte bort, så att historien finns kvar.",
            "submit": "Stäng platsen",
        },
    )


@require_POST
@cooperation_page
def reopen(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """Let a closed place be chosen again."""
    place = _place(here, place_id)
    try:
        operations.close(by=here.scope, at=here.at, cooperation=here.cooperation, place=place, closed_on=None)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Platsen går att välja igen.")
    return redirect(_page(here, place))


@cooperation_page
def bring(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in places from a file: first a preview, then the answer."""
    require_keeper(here.scope, here.cooperation.pk)
    if word := request.POST.get("word"):
        return _answered(request, here, word)
    form = BringForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"here": here, "form": form, "back": _index(here)}
    if request.method == "POST" and form.is_valid():
        file: TemporaryUploadedFile = form.cleaned_data["file"]
        try:
            plan = bringing.plan(
                Path(file.temporary_file_path()), name=file.name or "fil", cooperation=here.cooperation
            )
        except UnreadableFile as unreadable:
            context["refusal"] = unreadable
        else:
            return render(request, "gazetteer/preview.html", context | _previewed(here, plan, file.name))
    refused = "refusal" in context or (form.is_bound and bool(form.errors))
    return render(request, "gazetteer/bring.html", context, status=422 if refused else 200)


def _answered(request: HttpRequest, here: Here, word: str) -> HttpResponse:
    contents = bringing.kept(word, user_id=here.scope.user_id, cooperation=here.cooperation)
    if contents is None:
        messages.error(request, "Det var för länge sedan filen lästes. Lämna den igen.")
        return redirect("gazetteer:bring", here.cooperation.slug)
    try:
        done = operations.bring(by=here.scope, at=here.at, cooperation=here.cooperation, contents=contents)
    except Refused as refused:
        messages.error(request, f"Inget lades till. {refused}")
        return redirect("gazetteer:bring", here.cooperation.slug)
    what = (
        "1 plats är tillagd eller ändrad."
        if done == 1
        else f"{number(done)} platser är tillagda eller ändrade."
    )
    messages.success(request, what)
    return redirect(_index(here))


@require_safe
@cooperation_page
def csv(request: HttpRequest, here: Here) -> HttpResponse:
    """The places as a table."""
    answer = HttpResponse(
        export.as_csv(known_places(here.cooperation)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="platser-{here.cooperation.slug}.csv"'
    return answer


@require_safe
@cooperation_page
def geojson(request: HttpRequest, here: Here) -> HttpResponse:
    """The places as a map."""
    answer = HttpResponse(
        export.as_geojson(known_places(here.cooperation)), content_type="application/geo+json"
    )
    answer["Content-Disposition"] = f'attachment; filename="platser-{here.cooperation.slug}.geojson"'
    return answer


@require_safe
@cooperation_page
def ground_of_map(request: HttpRequest, here: Here) -> HttpResponse:
    """What every map of the cooperation stands on, as JSON that a browser keeps and asks again about."""
    written, digest = ground(here.cooperation)
    etag = quote_etag(digest)
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(written, content_type="application/json")
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"  # kept, and asked about each time: places come and go
    return answer


def _may_keep(here: Here) -> bool:
    return may_keep(here.scope, here.cooperation.pk)


def _place(here: Here, place_id: int) -> Place:
    return get_object_or_404(places(here.scope, cooperation=here.cooperation), pk=place_id)


def _index(here: Here) -> str:
    return reverse("gazetteer:index", args=(here.cooperation.slug,))


def _page(here: Here, place: Place) -> str:
    return reverse("gazetteer:show", args=(here.cooperation.slug, place.pk))


def _ground(here: Here) -> str:
    return reverse("gazetteer:map", args=(here.cooperation.slug,))


def _is_called(place: Place, wanted: str) -> bool:
    part = operations.folded(wanted)
    return any(part in operations.folded(name) for name in (place.name, *place.aliases))


def _as_saved(place: Place) -> str:
    saved = {
        "Namn": place.name,
        "Kallas också": ", ".join(place.aliases),
        "Slag": place.get_kind_display(),
        "Var": f"{place.latitude:.6f} {place.longitude:.6f}",
    }
    return "\n".join(f"{label}: {value}" for label, value in saved.items() if value)


def _map(here: Here, listed: list[Place], *, none_at_all: bool) -> LiveMap:
    empty = "Inga platser är införda än." if none_at_all else "Ingen plats passar."
    rows: list[tuple[Cell, ...]] = [
        (
            Link(place.name, _page(here, place)),
            ", ".join(place.aliases),
            place.get_kind_display(),
            place.area.name if place.area else "Utanför områdena",
            Badge("Stängd", "neutral") if place.closed_on else None,
        )
        for place in listed
    ]
    columns = (
        Column("Plats"),
        Column("Kallas också"),
        Column("Slag"),
        Column("Område"),
        Column("Läge"),
    )
    return LiveMap(
        title="Kända platser",
        ground=_ground(here),
        table=Table("Kända platser", columns, rows, empty=empty),
        marks=[
            Mark(place.longitude, place.latitude, place.name, place.get_kind_display(), _page(here, place))
            for place in listed
            if place.closed_on is None
        ],
    )


def _previewed(here: Here, plan: bringing.Plan, name: str | None) -> dict[str, Any]:
    states = {
        True: Badge("Ny", "good"),
        False: Badge("Ändras", "info"),
        None: Badge("Oförändrad", "neutral"),
    }
    rows: list[tuple[Cell, ...]] = [
        (
            weighed.content.name,
            str(row),
            states[True if weighed.known is None else False if weighed.differs else None],
            ", ".join(weighed.content.aliases),
            weighed.area.name if weighed.area else "Utanför områdena",
        )
        for row, weighed in plan.rows[:_SHOWN]
    ]
    faults: list[tuple[Cell, ...]] = [
        (
            "" if found.row is None else f"Rad {found.row}",
            found.column or "",
            found.value or "",
            found.problem,
            found.remedy,
        )
        for found in plan.findings[:_SHOWN]
    ]
    word = (
        bringing.keep(plan.contents, user_id=here.scope.user_id, cooperation=here.cooperation)
        if plan.fits
        else ""
    )
    return {
        "name": name,
        "plan": plan,
        "word": word,
        "hidden": max(len(plan.rows) - _SHOWN, 0),
        "faults_hidden": max(len(plan.findings) - _SHOWN, 0),
        "rows": Table(
            "Platserna i filen",
            (
                Column("Plats"),
                Column("Rad"),
                Column("Vad som händer"),
                Column("Kallas också"),
                Column("Område"),
            ),
            rows,
            empty="Filen har ingen plats som går att använda.",
        ),
        "faults": Table(
            "Det som behöver rättas",
            (
                Column("Rad"),
                Column("Kolumn"),
                Column("Så står det"),
                Column("Vad är fel"),
                Column("Gör så här"),
            ),
            faults,
        ),
    }
