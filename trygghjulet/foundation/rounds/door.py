"""The door to the pages of a round, behind the door of its cooperation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from trygghjulet.foundation.parties.door import Here, cooperation_page
from trygghjulet.foundation.rounds.queries import rounds


def round_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page inside a round: `slug` and `round_id` in the address become `here` and `round` in the view."""

    @wraps(view)
    @cooperation_page
    def enter(request: HttpRequest, here: Here, round_id: int, **kwargs: Any) -> HttpResponse:
        round = rounds(here.scope, cooperation=here.cooperation).filter(pk=round_id).first()
        if round is None:
            raise Http404
        return view(request, here, round, **kwargs)

    return enter
