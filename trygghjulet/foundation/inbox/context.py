"""What the head of every page tells of the inbox."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from trygghjulet.foundation.inbox.queries import unread
from trygghjulet.foundation.parties.door import asker


def inbox(request: HttpRequest) -> dict[str, Any]:
    """`unread` in every template: how many messages one has not read. Counted only where a page shows it."""

    def count() -> int:
        scope, _ = asker(request)
        return unread(scope)

    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {"unread": SimpleLazyObject(count) if signed_in else 0}
