"""The library of known measures: searching it, one page for each, entries of one's own and experiences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trygghjulet.foundation.access.rules import Permission
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.foundation.ui.pages import form_page
from trygghjulet.steps.measures import operations
from trygghjulet.steps.measures.forms.library import EntryForm, ExperienceForm, SearchForm
from trygghjulet.steps.measures.operations import EntryContent
from trygghjulet.steps.measures.queries import entry_of, experiences, library, own_entries, used_in
from trygghjulet.steps.measures.rules.known import GRADES, Entry, chosen, problems_of
from trygghjulet.steps.measures.views._common import may_plan_all, require_all

_FORM = "measures/library_form.html"


@cooperation_page
def index(request: HttpRequest, here: Here) -> HttpResponse:
    """Known measures, filtered by problem, side of the triangle and grade."""
    entries = library(here.scope, cooperation=here.cooperation)
    form = SearchForm(request.GET or None, problems=problems_of(entries))
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = chosen(
        entries,
        words=given.get("sok", ""),
        problem=given.get("problem", ""),
        perspective=given.get("sida", ""),
        grade=given.get("grund", ""),
    )
    by_grade = [
        (grade, words, means, [entry for entry in found if entry.grade == grade])
        for grade, (words, means) in GRADES.items()
    ]
    context = {
        "here": here,
        "form": form,
        "found": len(found),
        "all": len(entries),
        "grades": [one for one in by_grade if one[3]],
        "may_write": may_plan_all(here),
    }
    return render(request, "measures/library.html", context)


@cooperation_page
def entry(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """One known measure: what it takes, what is known of it, and what was seen of it here."""
    found = _find(here, key)
    open_rounds = [
        one
        for one in rounds(here.scope, cooperation=here.cooperation)
        if here.may(Permission.PLAN, one.area.path) and one.rhythm != "weekly"
    ]
    context = {
        "here": here,
        "entry": found,
        "experiences": experiences(here.scope, cooperation=here.cooperation, key=key),
        "used": used_in(here.scope, cooperation=here.cooperation, key=key),
        "rounds": open_rounds[:6],
        "may_write": may_plan_all(here),
    }
    return render(request, "measures/entry.html", context)


@cooperation_page
def add(request: HttpRequest, here: Here) -> HttpResponse:
    """Write a measure of one's own."""
    require_all(here)
    return form_page(
        request,
        form=EntryForm(request.POST or None),
        act=lambda given: operations.add_entry(
            by=here.scope, at=here.at, cooperation=here.cooperation, content=_content(given)
        ),
        done="Åtgärden finns i biblioteket.",
        back=reverse("library:index", args=(here.cooperation.slug,)),
        leads_to=lambda made: reverse("library:entry", args=(here.cooperation.slug, made.key)),
        template=_FORM,
        context={
            "here": here,
            "title": "Egen åtgärd i biblioteket",
            "lead": "Skriv så att en annan kommun skulle förstå vad ni gjorde, och var ärlig om vad ni vet.",
        },
    )


@cooperation_page
def change(request: HttpRequest, here: Here, entry_id: int) -> HttpResponse:
    """Change a measure of one's own."""
    require_all(here)
    own = get_object_or_404(own_entries(here.scope, cooperation=here.cooperation), pk=entry_id)
    initial = {name: getattr(own, name) for name in EntryContent.__dataclass_fields__}
    overtaken = request.method == "POST" and request.POST.get("seen") != str(own.revision)
    return form_page(
        request,
        form=EntryForm(request.POST or None, initial=initial | {"seen": own.revision}),
        act=lambda given: operations.change_entry(
            by=here.scope, at=here.at, entry=own, seen=given["seen"], content=_content(given)
        ),
        done="Åtgärden är ändrad.",
        back=reverse("library:entry", args=(here.cooperation.slug, own.key)),
        template=_FORM,
        context={
            "here": here,
            "title": "Ändra åtgärden i biblioteket",
            "lead": "Åtgärder som redan är gjorda av den ändras inte.",
            "saved_now": f"{own.title}\n\n{own.what}\n\n{own.known}" if overtaken else "",
        },
    )


@cooperation_page
def tell(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Tell what was seen of a known measure here."""
    require_all(here)
    found = _find(here, key)
    return form_page(
        request,
        form=ExperienceForm(request.POST or None),
        act=lambda given: operations.tell_experience(
            by=here.scope, at=here.at, cooperation=here.cooperation, entry_key=found.key, **given
        ),
        done="Tack. Erfarenheten står på åtgärdens sida.",
        back=reverse("library:entry", args=(here.cooperation.slug, found.key)),
        template=_FORM,
        context={
            "here": here,
            "title": "Berätta vad ni har sett",
            "lead": f"{found.title}. Skriv om åtgärden, aldrig om enskilda personer.",
        },
    )


def _find(here: Here, key: str) -> Entry:
    found = entry_of(here.scope, cooperation=here.cooperation, key=key)
    if found is None:
        raise Http404
    return found


def _content(given: Mapping[str, Any]) -> EntryContent:
    values = {name: given[name] for name in EntryContent.__dataclass_fields__}
    return EntryContent(**(values | {"perspectives": tuple(given["perspectives"])}))
