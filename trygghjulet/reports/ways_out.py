"""The ways out of a document: its page, PDF and Word, made of one tree by one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from trygghjulet.documents.tree import Document
from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.ui.tables import Link
from trygghjulet.reports.rendering import as_pdf, as_word


@dataclass(frozen=True)
class Sheet:
    """A document, and what its page shows around it.

    Attributes:
        document: what it says.
        trail: where the page lies, the outermost first.
        actions: what else can be done there.
        choices: other documents of the same sort, such as other years; the one shown has no address.
        choices_about: what is chosen between, in words.
        query: what the addresses of PDF and Word carry along.
        contents: a long document has a list of its chapters.
        cover: a document of a few pages does without a title part of its own and a list of chapters on paper.
    """

    document: Document
    trail: tuple[Link, ...] = ()
    actions: tuple[Link, ...] = ()
    choices: tuple[Link, ...] = ()
    choices_about: str = ""
    query: str = ""
    contents: bool = False
    cover: bool = True

    @property
    def on_paper(self) -> Document:
        """The document as PDF and Word have it."""
        return self.document if self.cover else replace(self.document, sheet=True)


#: Takes who asks, the numbers of the address, and what is asked for after a question mark; may raise 404.
Make: TypeAlias = Callable[..., Sheet]


def ways_out(
    name: str, make: Make, *, page: bool = True, asked: tuple[str, ...] = ()
) -> tuple[list[URLPattern], str]:
    """The addresses of a document's page, PDF and Word, ready to be included under a name.

    Args:
        name: the addresses' own name, as in "law_account:pdf".
        make: makes the document for whoever asks.
        page: False where another room has the page.
        asked: what may stand after a question mark in the address; `make` is given it as text, empty where missing.
    """

    def made(request: HttpRequest, here: Here, numbers: dict[str, Any]) -> Sheet:
        return make(here, **numbers, **{word: request.GET.get(word, "") for word in asked})

    @cooperation_page
    def show(request: HttpRequest, here: Here, **numbers: Any) -> HttpResponse:
        sheet = made(request, here, numbers)
        args = (here.cooperation.slug, *numbers.values())
        files = {way: reverse(f"{name}:{way}", args=args) + sheet.query for way in ("pdf", "word")}
        return render(request, "reports/sheet.html", {"here": here, "sheet": sheet, **files})

    @cooperation_page
    def pdf(request: HttpRequest, here: Here, **numbers: Any) -> HttpResponse:
        return as_pdf(made(request, here, numbers).on_paper, on=here.today)

    @cooperation_page
    def word(request: HttpRequest, here: Here, **numbers: Any) -> HttpResponse:
        return as_word(made(request, here, numbers).on_paper, on=here.today)

    addresses = [path("pdf/", pdf, name="pdf"), path("word/", word, name="word")]
    return ([path("", show, name="show"), *addresses] if page else addresses), name
