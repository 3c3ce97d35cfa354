"""Parts of a page that several people work on at once: each sees what the others did within seconds."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse

#: The name that a page's mark goes by when the page asks whether it is still the newest.
MARK = "sedan"


def mark_of(parts: Iterable[object]) -> str:
    """A mark that is another as soon as any of the parts is: keys and revisions of what the page shows."""
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def unchanged(request: HttpRequest, mark: str) -> HttpResponse | None:
    """An empty answer when the page asks for what is new and nothing is; None when the page must be made."""
    asked = request.headers.get("HX-Request") and request.GET.get(MARK)
    return HttpResponse(status=204) if asked == mark else None
