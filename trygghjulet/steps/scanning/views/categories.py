"""The page of the common tree of categories, and of what the material's own words mean in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from trygghjulet.documents.numbers import day
from trygghjulet.foundation.access.rules import Permission, Refused
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.tables import Column, Table
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.forms.categories import MOST_AT_ONCE, DecisionsForm, SearchForm, nodes_by_sort
from trygghjulet.steps.scanning.queries import Vocabulary, vocabularies


@cooperation_page
def categories(request: HttpRequest, here: Here) -> HttpResponse:
    """What waits to be decided first, then what every word means now, then the tree itself."""
    known = vocabularies(here.scope, cooperation=here.cooperation)
    may_decide = here.may(Permission.WRITE_PICTURE)
    context = {
        "here": here,
        "may_decide": may_decide,
        "unmapped": [
            (one, DecisionsForm(words=one.unmapped)) for one in known if one.unmapped and may_decide
        ],
        "waiting": sum(len(one.unmapped) for one in known),
        "suggestions": sum(word.suggested is not None for one in known for word in one.unmapped)
        if may_decide
        else 0,
        "tables": [(one, _table(one)) for one in known],
        "sorts": nodes_by_sort(),
    }
    return render(request, "scanning/categories.html", context)


@cooperation_page
def decide(request: HttpRequest, here: Here, reader: str) -> HttpResponse:
    """Decide what the words of a format mean, those that wait and those that have a meaning, many at once."""
    here.scope.require(Permission.WRITE_PICTURE, cooperation_id=here.cooperation.pk)
    vocabulary = _vocabulary(here, reader)
    sought = request.GET.get("ord", "").strip()
    words = [word for word in vocabulary.words if sought.casefold() in word.given.casefold()]
    form = DecisionsForm(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        try:
            count = operations.decide_categories(
                by=here.scope,
                at=here.at,
                cooperation=here.cooperation,
                reader=reader,
                decisions=form.decisions,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"{count} ord har fått sin betydelse. Utkast till lägesbilder räknas så nästa gång."
            )
            return redirect("scanning:categories", here.cooperation.slug)
    context = {
        "here": here,
        "vocabulary": vocabulary,
        "form": form,
        "search": SearchForm(initial={"ord": sought}),
        "sought": sought,
        "found": len(words),
        "most": MOST_AT_ONCE,
    }
    refused = form.is_bound and bool(form.errors)
    return render(request, "scanning/decide.html", context, status=422 if refused else 200)


def _table(vocabulary: Vocabulary) -> Table:
    return Table(
        f"Så tolkas orden i {vocabulary.title}",
        (Column("Ord i underlaget"), Column("Rader", "number"), Column("Räknas som"), Column("Enligt")),
        [
            (
                word.given,
                word.rows,
                word.category.title if word.category else "Hör inte hit",
                f"{word.decided_by}, {day(localdate(word.decided_at))}"
                if word.decided_at
                else "formatets lista",
            )
            for word in vocabulary.mapped
        ],
        empty="Inget ord har tolkats ännu.",
    )


def _vocabulary(here: Here, reader: str) -> Vocabulary:
    for one in vocabularies(here.scope, cooperation=here.cooperation):
        if one.reader == reader:
            return one
    raise Http404
