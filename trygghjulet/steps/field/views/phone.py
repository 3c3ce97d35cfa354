"""What the program on the phone asks for: sending, who is signed in, the page without a line, and its own files."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.privacy.forms import PersonalDataError
from trygghjulet.foundation.privacy.guard import Certainty, PersonalDataFound
from trygghjulet.foundation.ui.insistence import Insisting, Offer
from trygghjulet.steps.field import operations
from trygghjulet.steps.field.views._common import addresses, report_form

#: What a phone keeps beside what the page itself names.
_KEPT: Final = (
    "ui/fonts/inter-400.woff2",
    "ui/fonts/inter-600.woff2",
    "field/queue.js",
)


@require_POST
@cooperation_page
def send(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in a report from a phone's queue. Only the answer to this says that it may go from the phone."""
    try:
        return _taken(request, here)
    except Denied as denied:
        return _no("denied", denied.reason, 403)
    except operations.KeyTaken as refusal:
        return _no("key", str(refusal), 409)
    except Refused as refusal:
        return _json({"errors": [{"field": "", "label": "", "text": str(refusal)}]}, 422)


def _taken(request: HttpRequest, here: Here) -> HttpResponse:
    form = report_form(here, request)
    if request.POST.get("user", str(here.scope.user_id)) != str(here.scope.user_id):
        return _no(
            "user", "Rapporten är skriven av någon annan. Den skickas när den personen loggar in.", 409
        )
    insisting = Insisting(request, form, here=here)
    if not insisting.is_valid():
        return _faults(insisting)
    given = form.cleaned_data
    try:
        with insisting.in_force():
            taken = operations.send(
                by=here.scope,
                at=here.at,
                cooperation=here.cooperation,
                party=given["party"],
                key=given["key"],
                content=form.content,
                written_at=given["written_at"] or here.at,
                sent_at=given["sent_at"],
                photo=given["photo"],
            )
    except PersonalDataFound as found:
        insisting.place(found)
        return _faults(insisting)
    report = taken.report
    page = reverse("field:show", args=(here.cooperation.slug, report.pk))
    answer = {"key": str(report.key), "page": page, "new": taken.new}
    if report.place and form.content.place is None:
        answer["place"] = report.place.name
    return _json(answer, 201 if taken.new else 200)


@require_safe
@cooperation_page
def status(request: HttpRequest, here: Here) -> HttpResponse:
    """Who is signed in here, and a fresh token for sending; asked for before a queue is sent."""
    return _json({"user": str(here.scope.user_id), "token": get_token(request)}, 200)


@cooperation_page
def offline(request: HttpRequest, here: Here) -> HttpResponse:
    """The page that a phone keeps for when there is no line. It holds nothing of who fetched it."""
    context = {"here": here, "form": report_form(here), "phone": addresses(here)}
    return render(request, "field/offline.html", context)


@require_safe
@cooperation_page
def worker(request: HttpRequest, here: Here) -> HttpResponse:
    """The program that keeps the page on the phone; it reaches the field's pages and nothing else."""
    slug = here.cooperation.slug
    files = [static(name) for name in _KEPT]
    about = addresses(here) | {
        "offline": reverse("field:offline", args=(slug,)),
        "ground": reverse("gazetteer:map", args=(slug,)),
        "statics": settings.STATIC_URL,
        "files": files,
    }
    program = render_to_string(
        "field/worker.js", {"about": json.dumps(about), "queue": static("field/queue.js")}
    )
    version = hashlib.sha256(program.encode()).hexdigest()[:12]
    return HttpResponse(program.replace("@version", version), content_type="text/javascript; charset=utf-8")


@require_safe
@cooperation_page
def manifest(request: HttpRequest, here: Here) -> HttpResponse:
    """What the phone shows when the page is put among its programs."""
    slug = here.cooperation.slug
    return JsonResponse(
        {
            "name": f"Fältrapport – {here.cooperation.name}",
            "short_name": "Fältrapport",
            "lang": "sv",
            "id": reverse("field:index", args=(slug,)),
            "start_url": reverse("field:new", args=(slug,)),
            "scope": reverse("field:index", args=(slug,)),
            "display": "standalone",
            "background_color": "#faf8f3",
            "theme_color": "#1f5a63",
            "icons": [
                {"src": static("ui/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                *(
                    {
                        "src": static(f"field/icon-{side}.png"),
                        "sizes": f"{side}x{side}",
                        "type": "image/png",
                        "purpose": "any maskable",
                    }
                    for side in (192, 512)
                ),
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _json(answer: dict[str, Any], code: int) -> JsonResponse:
    return JsonResponse(answer, status=code, json_dumps_params={"ensure_ascii": False})


def _no(problem: str, text: str, code: int) -> JsonResponse:
    return _json({"problem": problem, "text": text}, code)


def _faults(insisting: Insisting) -> JsonResponse:
    """What is wrong, field by field, for the one whose phone kept it; and a way on where they may insist."""
    form = insisting.offer()
    errors = [
        {
            "field": name if name in form.fields else "",
            "label": str(form.fields[name].label or "") if name in form.fields else "",
            "text": text,
            **(_found(error) if isinstance(error, PersonalDataError) else {}),
        }
        for name, faults in form.errors.as_data().items()
        for error in faults
        for text in error.messages
    ]
    answer: dict[str, Any] = {"errors": errors}
    offer: Offer | None = getattr(form, "insistence", None)
    if offer is not None:
        answer["insist"] = {"shown": offer.shown, "error": offer.error}
        if offer.error:
            errors.append({"field": "", "label": "Skäl", "text": offer.error})
    return _json(answer, 422)


def _found(error: PersonalDataError) -> dict[str, Any]:
    """What the guard found, as the page without a script shows it."""
    return {
        "pieces": [{"text": piece.text, "marked": piece.is_marked} for piece in error.pieces],
        "found": [
            {
                "text": s.text,
                "what": s.kind.with_article
                if s.certainty is Certainty.SURE
                else f"troligen {s.kind.with_article}",
                "why": s.why,
                "instead": s.instead,
            }
            for s in error.sightings
        ],
    }
