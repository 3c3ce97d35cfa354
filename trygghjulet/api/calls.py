"""A call from another system: opened by a key, of a size and at a pace that is allowed, answered in its own form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Final

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from trygghjulet.api.answers import FORMS, error
from trygghjulet.steps.scanning.models import ServiceKey
from trygghjulet.steps.scanning.queries.pushed import key_of

#: What a report may weigh; there is nothing in one that takes more.
MOST_BYTES: Final = 16 * 1024
#: How many calls a key may make in a minute.
PER_MINUTE: Final = 300


class Unanswered(Exception):
    """A call is not done as it was asked: the number and the words of the answer, and headers beside it."""

    def __init__(self, code: int, description: str, **headers: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.headers = headers


@dataclass(frozen=True)
class Call:
    """A call that a key has opened.

    Attributes:
        request: as it came.
        key: what opened it.
        form: the form of the answer.
        given: the fields that were sent.
    """

    request: HttpRequest
    key: ServiceKey
    form: str
    given: Mapping[str, object]


def keyed(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A call that a key opens; whatever is wrong is answered in the form that was asked for."""

    def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        # There is no session here that another site's page could borrow: the key is sent each time.
        @csrf_exempt
        @wraps(view)
        def enter(request: HttpRequest, source_id: int, form: str, **kwargs: str) -> HttpResponse:
            try:
                return view(_opened(request, source_id, form, methods), **kwargs)
            except Unanswered as refused:
                answer = error(refused.code, refused.description, form=form)
                for name, value in refused.headers.items():
                    answer[name.replace("_", "-")] = value
                return answer

        return enter

    return around


def _opened(request: HttpRequest, source_id: int, form: str, methods: tuple[str, ...]) -> Call:
    if form not in FORMS:
        raise Unanswered(404, "Svaren finns som .json och .xml.")
    if request.method not in methods:
        raise Unanswered(405, f"Här går det bara att använda {methods[0]}.", Allow=", ".join(methods))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Unanswered(413, f"En anmälan får väga högst {MOST_BYTES // 1024} kB.")
    given = _given(request)
    secret = request.headers.get("X-API-Key") or given.get("api_key") or request.GET.get("api_key")
    key = key_of(source_id=source_id, secret=secret) if isinstance(secret, str) else None
    if key is None:
        raise Unanswered(
            403,
            "Nyckeln saknas, stämmer inte eller är återkallad. "
            "Skicka den i fältet api_key eller i rubriken X-API-Key.",
        )
    if _too_often(key):
        raise Unanswered(429, f"Högst {PER_MINUTE} anrop i minuten. Vänta en minut.", Retry_After="60")
    return Call(request, key, form, given)


def _given(request: HttpRequest) -> Mapping[str, object]:
    """What was sent: a form as the standard has it, or the same fields as JSON."""
    if request.method != "POST":
        return {}
    try:
        sent = json.loads(request.body) if request.content_type == "application/json" else request.POST.dict()
    except (
        ValueError,
        RecursionError,
        RequestDataTooBig,
        MultiPartParserError,
        SuspiciousOperation,
    ) as error_:
        raise Unanswered(
            400, "Det som skickades går inte att läsa. Skicka fälten som formulär eller JSON i UTF-8."
        ) from error_
    if not isinstance(sent, dict):
        raise Unanswered(400, "Det som skickades är inte ett objekt i JSON.")
    return sent


def _too_often(key: ServiceKey) -> bool:
    """Count the call, roughly: two at the very same moment may count as one."""
    minute = f"open311:{key.pk}:{timezone.localtime():%Y%m%d%H%M}"
    cache.add(minute, 0, timeout=120)
    try:
        return cache.incr(minute) > PER_MINUTE
    except ValueError:  # the count was cleared away between the two
        return False
