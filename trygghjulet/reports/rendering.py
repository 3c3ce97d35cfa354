"""A document as what a browser is sent: a page's inside, a PDF or a Word file."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify

from trygghjulet.documents.docx import docx
from trygghjulet.documents.pdf import pdf
from trygghjulet.documents.tree import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_pdf(document: Document, *, on: date) -> HttpResponse:
    """The document as a PDF file to keep."""
    return _file(pdf(document, made=on), "application/pdf", document.title, "pdf")


def as_word(document: Document, *, on: date) -> HttpResponse:
    """The document as a Word file to keep."""
    return _file(docx(document, made=on), WORD, document.title, "docx")


def as_published(document: Document) -> str:
    """The inside of the public page that a published document is kept as."""
    return render_to_string("reports/_published.html", {"document": document})


def _file(content: bytes, content_type: str, title: str, ending: str) -> HttpResponse:
    name = slugify(title)[:80] or "rapport"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
