"""Open311, GeoReport v2: how a municipality's own system sends fault reports here.

What a key opens is only the way in: nothing of anybody else's can be read with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from trygghjulet.api.answers import answer, one
from trygghjulet.api.calls import Call, Unanswered, keyed
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.steps.scanning.models import Pushed
from trygghjulet.steps.scanning.operations.pushed import receive
from trygghjulet.steps.scanning.queries import scope_of_source
from trygghjulet.steps.scanning.queries.pushed import pushed_of
from trygghjulet.steps.scanning.rules.categories import tree
from trygghjulet.steps.scanning.rules.pushed import BadRequest, Sent, read_sent

_CHANGED: Final = "2026-11-25T00:00:00+01:00"
_SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"


@keyed("GET", "HEAD")
def discovery(call: Call) -> HttpResponse:
    """Where the service is, and in which forms it answers."""
    source = call.key.source
    address = call.request.build_absolute_uri(reverse("open311:requests", args=(source.pk, "json")))
    return one(
        {
            "changeset": _CHANGED,
            "contact": f"{source.party.name}, som äger källan {source.name}.",
            "key_service": "Nycklar skapas av ägarens samordnare på källans sida i Trygghjulet.",
            "endpoints": [
                {
                    "specification": _SPECIFICATION,
                    "url": address.removesuffix("/requests.json"),
                    "changeset": _CHANGED,
                    "type": "production",
                    "formats": ["application/json", "text/xml"],
                }
            ],
        },
        form=call.form,
        root="discovery",
    )


@keyed("GET", "HEAD")
def services(call: Call) -> HttpResponse:
    """The kinds of report that are understood at once. Others are taken in too, and a person says what they mean."""
    nodes = tree()
    rows = [
        {
            "service_code": node.code,
            "service_name": node.title,
            "description": node.hint,
            "metadata": False,
            "type": "realtime",
            "keywords": "",
            "group": nodes[node.parent].title if node.parent else node.title,
        }
        for node in nodes.values()
    ]
    return answer(rows, form=call.form, root="services", each="service")


@keyed("POST")
def requests(call: Call) -> HttpResponse:
    """Take in a report."""
    at = datetime.now(tz=timezone.get_current_timezone())
    try:
        sent = _named(read_sent(call.given))
        kept = receive(by=scope_of_source(call.key.source), at=at, key=call.key, sent=sent)
    except PersonalDataFound as found:
        raise Unanswered(
            400, "Slaget ser ut att innehålla personuppgifter, så inget togs emot. Skicka ett fast slag."
        ) from found
    except (BadRequest, Refused) as wrong:
        raise Unanswered(400, str(wrong)) from wrong
    row = {
        "service_request_id": kept.request_id,
        "service_notice": "Anmälan är mottagen som underlag. Den hanteras inte som ett ärende här.",
        "account_id": None,
    }
    return answer([row], form=call.form, root="service_requests", each="request")


@keyed("GET", "HEAD")
def request_of(call: Call, request_id: str) -> HttpResponse:
    """How it went with a report that the system sent."""
    pushed = _sent_before(call, request_id)
    row = {
        "service_request_id": pushed.request_id,
        "status": "open" if pushed.delivered_at is None else "closed",
        "status_notes": _notes(pushed),
        "updated_datetime": timezone.localtime(pushed.delivered_at or pushed.received_at).isoformat(),
    }
    return answer([row], form=call.form, root="service_requests", each="request")


@keyed("GET", "HEAD")
def token(call: Call, request_id: str) -> HttpResponse:
    """The number of a report by its token. A report has its number at once, so the two are the same."""
    pushed = _sent_before(call, request_id)
    row = {"service_request_id": pushed.request_id, "token": pushed.request_id}
    return answer([row], form=call.form, root="service_requests", each="request")


def _sent_before(call: Call, request_id: str) -> Pushed:
    pushed = pushed_of(source=call.key.source, request_id=request_id)
    if pushed is None:
        raise Unanswered(404, "Ingen anmälan med det numret har kommit.")
    return pushed


def _named(sent: Sent) -> Sent:
    """The report with the name of its kind, where the code is one of the common tree's and no name was sent."""
    node = tree().get(sent.service_code)
    return replace(sent, service_name=node.title) if node and not sent.service_name else sent


def _notes(pushed: Pushed) -> str:
    if pushed.refusal:
        return f"Gick inte att läsa in. {pushed.refusal}"
    return "Väntar på att läsas in." if pushed.delivered_at is None else "Inläst bland underlaget."
