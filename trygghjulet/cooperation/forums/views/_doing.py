"""The one way a button works that only does something: do it, say so, go back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from trygghjulet.foundation.access.rules import Refused


def do(request: HttpRequest, act: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Do the act and go back with a message, or with the reason why it could not be done."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(back)
