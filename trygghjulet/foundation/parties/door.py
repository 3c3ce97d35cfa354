"""The one door to every page of a cooperation: who asks is found out, strangers get 404 and insiders the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from trygghjulet.foundation.access.models import User
from trygghjulet.foundation.access.rules import Denied, Permission, Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import cooperations, scope_of

_ASKED: WeakKeyDictionary[HttpRequest, tuple[Scope, datetime]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Here:
    """Who asks, when, and in which cooperation: what a view passes on to queries and operations."""

    scope: Scope
    at: datetime
    cooperation: Cooperation

    @property
    def today(self) -> date:
        """The day in Sweden."""
        return timezone.localdate(self.at)

    def may(self, permission: Permission, area_path: str = "") -> bool:
        """May the person do this here?"""
        return self.scope.allows(permission, cooperation_id=self.cooperation.pk, area_path=area_path)


def asker(request: HttpRequest) -> tuple[Scope, datetime]:
    """Who asks, and when: the clock is read here, at the edge, and once in a request."""
    if request not in _ASKED:
        at = datetime.now(tz=timezone.get_current_timezone())
        if not isinstance(request.user, User):
            raise Http404
        _ASKED[request] = scope_of(request.user, at.date()), at
    return _ASKED[request]


def cooperation_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page inside a cooperation: `slug` in the address becomes `here` in the view; 404 for strangers."""

    @wraps(view)
    @login_required
    def enter(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        scope, at = asker(request)
        cooperation = cooperations(scope).filter(slug=slug).first()
        if cooperation is None:
            raise Http404
        return view(request, Here(scope=scope, at=at, cooperation=cooperation), **kwargs)

    return enter


class DoorMiddleware:
    """Turns a refusal anywhere below into the page that gives its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            return render(request, "ui/denied.html", {"reason": exception.reason}, status=403)
        return None
