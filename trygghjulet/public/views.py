"""What anyone may read of a cooperation; no sign-in, no cookies, and nothing that is not published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.feedback.queries import published


def cooperation(request: HttpRequest, slug: str) -> HttpResponse:
    """The cooperation's public front page: whom to contact, and what has been published."""
    found = get_object_or_404(Cooperation, slug=slug)
    return render(
        request, "public/cooperation.html", {"cooperation": found, "publications": published(found)}
    )


def publication(request: HttpRequest, slug: str, publication_id: int) -> HttpResponse:
    """One published report."""
    found = get_object_or_404(Cooperation, slug=slug)
    standing = next((p for p in published(found) if p.pk == publication_id), None)
    if standing is None:
        raise Http404
    # The body was rendered, escaped and cleared of small counts when it was published.
    body = mark_safe(standing.body)  # noqa: S308  # made by a template of our own, which escapes all text
    return render(
        request, "public/publication.html", {"cooperation": found, "publication": standing, "body": body}
    )
