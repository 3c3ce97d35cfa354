"""The pages of the register of governing documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from trygghjulet.cooperation.governance import operations
from trygghjulet.cooperation.governance.forms import NAMES, DocumentForm, EndForm, FilterForm
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.cooperation.governance.queries import Registered, documents, register
from trygghjulet.cooperation.governance.rules import Validity
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.foundation.ui.badges import Badge
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.foundation.ui.tables import Column, Link, Table

_TEMPLATE = "governance/form.html"
_TONES = {
    Validity.VALID: "good",
    Validity.REVIEW: "warning",
    Validity.RUN_OUT: "bad",
    Validity.COMING: "info",
    Validity.ENDED: "neutral",
    Validity.UNKNOWN: "warning",
}


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """The register, by kind and by where the documents stand."""
    entered = register(here.scope, cooperation=here.cooperation, on=here.today)
    chosen = FilterForm(request.GET or None)
    chosen.is_valid()
    wanted = chosen.cleaned_data if chosen.is_bound else {}
    listed = [
        entry
        for entry in entered
        if wanted.get("slag", "") in ("", entry.document.kind)
        and wanted.get("lage", "") in ("", entry.standing.validity.value)
    ]
    context = {
        "here": here,
        "filter": FilterForm(initial=wanted),
        "filtered": len(listed) < len(entered),
        "listed": len(listed),
        "entered": len(entered),
        "table": _table(
            here, listed, empty="Inget dokument är infört." if not entered else "Inget dokument passar."
        ),
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "governance/index.html", context)


@cooperation_page
def show(request: HttpRequest, here: Here, document_id: int) -> HttpResponse:
    """A governing document with all that is known of it."""
    entry = _entry(here, document_id)
    context = {
        "here": here,
        "document": entry.document,
        "standing": entry.standing,
        "state": _badge(entry),
        "heir": entry.heir,
        "may_manage": here.may(Permission.MANAGE),
    }
    return render(request, "governance/show.html", context)


@cooperation_page
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Take a governing document into the register."""
    _require_manager(here)
    filled = _form(here, request.POST or None)

    def act(_: Mapping[str, Any]) -> None:
        operations.register(
            by=here.scope,
            at=here.at,
            cooperation=here.cooperation,
            key=slugify(filled.content.title)[:80] or "dokument",
            content=filled.content,
        )

    return form_page(
        request,
        form=filled,
        act=act,
        done="Dokumentet är registrerat.",
        back=_index(here),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": "Registrera ett styrande dokument",
            "lead": "Det som inte är känt lämnas tomt.",
        },
    )


@cooperation_page
def edit(request: HttpRequest, here: Here, document_id: int) -> HttpResponse:
    """Change what is known of a document."""
    _require_manager(here)
    document = _entry(here, document_id).document
    overtaken = request.method == "POST" and request.POST.get("seen") != str(document.revision)
    filled = _form(here, request.POST or None, but=document, initial=DocumentForm.initial_of(document))
    return form_page(
        request,
        form=filled,
        act=lambda given: operations.change(
            by=here.scope, at=here.at, document=document, seen=given["seen"], content=filled.content
        ),
        done="Ändringarna är sparade.",
        back=_page(here, document),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Ändra {document.title}",
            "lead": "En ny version som beslutas på nytt registreras som ett nytt dokument som ersätter det här.",
            "saved_now": _as_saved(document, filled) if overtaken else "",
        },
    )


@cooperation_page
def end(request: HttpRequest, here: Here, document_id: int) -> HttpResponse:
    """Note that a document has been repealed."""
    _require_manager(here)
    document = _entry(here, document_id).document
    return form_page(
        request,
        form=EndForm(request.POST or None, initial={"ended_on": here.today}),
        act=lambda given: operations.end(
            by=here.scope, at=here.at, document=document, ended_on=given["ended_on"]
        ),
        done="Dokumentet är upphävt. Det står kvar i registret.",
        back=_page(here, document),
        template=_TEMPLATE,
        context={
            "here": here,
            "title": f"Upphäv {document.title}",
            "lead": "Ersätts det av ett nytt dokument räcker det att registrera det nya och välja vad det ersätter.",
            "submit": "Upphäv dokumentet",
        },
    )


def _require_manager(here: Here) -> None:
    here.scope.require(Permission.MANAGE, cooperation_id=here.cooperation.pk)


def _entry(here: Here, document_id: int) -> Registered:
    for entry in register(here.scope, cooperation=here.cooperation, on=here.today):
        if entry.document.pk == document_id:
            return entry
    raise Http404


def _form(here: Here, data: Any, *, but: GoverningDocument | None = None, **options: Any) -> DocumentForm:
    others = documents(here.scope, cooperation=here.cooperation)
    return DocumentForm(
        data,
        parties=parties_in(here.scope, cooperation=here.cooperation),
        documents=others.exclude(pk=but.pk) if but else others,
        **options,
    )


def _index(here: Here) -> str:
    return reverse("governance:index", args=(here.cooperation.slug,))


def _page(here: Here, document: GoverningDocument) -> str:
    return reverse("governance:show", args=(here.cooperation.slug, document.pk))


def _day(day: date | None) -> str:
    return numbers.day(day) if day else ""


def _as_saved(document: GoverningDocument, filled: DocumentForm) -> str:
    """What is saved now, for somebody whose own words were refused to join with it."""
    saved = DocumentForm.initial_of(document) | {
        "kind": document.get_kind_display(),
        "until_further_notice": "Ja" if document.until_further_notice else "",
        "seen": "",
    }
    return "\n".join(
        f"{field.label}: {saved[name]}" for name, field in filled.fields.items() if saved.get(name)
    )


def _badge(entry: Registered) -> Badge:
    validity = entry.standing.validity
    return Badge(NAMES[validity], _TONES[validity])


def _table(here: Here, entries: list[Registered], *, empty: str) -> Table:
    return Table(
        "Styrande dokument",
        (
            Column("Dokument"),
            Column("Slag"),
            Column("Beslutat"),
            Column("Ansvarig"),
            Column("Läge"),
            Column("Varför"),
        ),
        [
            (
                Link(entry.document.title, _page(here, entry.document)),
                entry.document.get_kind_display(),
                ", ".join(filter(None, (entry.document.decided_by, _day(entry.document.decided_on)))),
                entry.document.owner,
                _badge(entry),
                entry.standing.reason,
            )
            for entry in entries
        ],
        empty=empty,
    )
