"""What holds for every request: how much may be sent, and what browsers and proxies may keep."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_Answer = Callable[[HttpRequest], HttpResponse]
_MEBIBYTE = 1024 * 1024
#: What somebody who is not signed in may send: an address and a password, with room to spare.
_ANONYMOUS_BYTES = 64 * 1024


class SizeMiddleware:
    """Refuses what is too large before any of it is read. Stands after sign-in and before whatever reads forms."""

    def __init__(self, get_response: _Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        limit = settings.DELIVERY_MAX_BYTES + _MEBIBYTE if signed_in else _ANONYMOUS_BYTES
        # Without a length nothing is read at all; one that is no number is the server's to refuse.
        if int(request.META.get("CONTENT_LENGTH") or 0) <= limit:
            return self.get_response(request)
        largest = settings.DELIVERY_MAX_BYTES // _MEBIBYTE if signed_in else None
        answer = render(request, "413.html", {"largest": largest}, status=413)
        answer["Connection"] = "close"
        return answer


class PrivateMiddleware:
    """Lets neither browser nor proxy keep a page that is not for the public."""

    def __init__(self, get_response: _Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path_info.startswith("/publikt/"):
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer
