"""Asks a municipality's own system for its fault reports, some days at a time and page after page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from trygghjulet.foundation.services.client import Client, ServiceFailure
from trygghjulet.sources.open311.answers import dropped, told_by
from trygghjulet.steps.scanning.registry import Fetched

_LOCAL = ZoneInfo("Europe/Stockholm")
#: What people wrote stands in the answers, so they are never put on disk as they came.
_APART, _KEEP = 1.0, 0.0
#: GeoReport answers at most ninety days or a thousand requests at a time.
_MOST_DAYS: Final = 90
_DAYS_BACK: Final = 90
_PER_PAGE, _MOST_PAGES = 500, 200


def fetch(client: Client, settings: Mapping[str, str], today: date) -> Fetched:
    """The requests of the last days, as one file of GeoReport v2.

    Raises:
        ServiceFailure: a setting is not what it should be, or the system does not answer.
    """
    address = settings.get("address", "").strip().rstrip("/")
    if not address:
        raise ServiceFailure(
            "Ange adressen till tjänsten på källan, till exempel https://felanmalan.exempel.se/open311/v2."
        )
    try:
        back = int(settings.get("days", "").strip() or _DAYS_BACK)
    except ValueError:
        back = 0
    if not 1 <= back <= 3660:
        raise ServiceFailure(
            "Antalet dagar som hämtas ska vara ett helt tal mellan 1 och 3660. Ändra det på källan."
        )
    common = {
        "jurisdiction_id": settings.get("jurisdiction", "").strip(),
        "api_key": settings.get("key", "").strip(),
    }
    found: dict[str, dict[str, Any]] = {}
    for first, last in _stretches(today, back):
        asked = {name: value for name, value in common.items() if value} | {
            "start_date": _moment(first, time.min),
            "end_date": _moment(last, time(23, 59, 59)),
        }
        for request in _requests(client, f"{address}/requests", asked):
            found.setdefault(str(request.get("service_request_id")), request)
    if not found:
        raise ServiceFailure(f"Tjänsten har inga ärenden från de senaste {back} dagarna.")
    content = json.dumps(list(found.values()), ensure_ascii=False, indent=1).encode()
    return Fetched(f"felanmalningar-{today}.json", content)


def _requests(client: Client, address: str, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Every request of some days. A system that knows no pages gives the same first one again, and is then left."""
    seen: set[str] = set()
    for page in range(1, _MOST_PAGES + 1):
        params = asked | {"page": str(page), "page_size": str(_PER_PAGE)}
        some = _page(client, address, params)
        fresh = [one for one in some if str(one.get("service_request_id")) not in seen]
        yield from fresh
        if not fresh or len(some) < _PER_PAGE:
            return
        seen |= {str(one.get("service_request_id")) for one in fresh}
    raise ServiceFailure("Tjänsten har fler sidor än väntat. Hämta färre dagar åt gången.")


def _page(client: Client, address: str, params: dict[str, str]) -> list[dict[str, Any]]:
    """A page of requests, as JSON where the system has it and else as XML, without anything about people."""
    try:
        body = client.get(f"{address}.json", params=params, seconds_apart=_APART, keep_minutes=_KEEP)
    except ServiceFailure as failure:
        if failure.status not in (404, 406, 415):
            raise told_by(failure) from failure
        try:
            body = client.get(
                f"{address}.xml",
                params=params,
                seconds_apart=_APART,
                keep_minutes=_KEEP,
                accept="application/xml",
            )
        except ServiceFailure as second:
            raise told_by(second) from second
    return dropped(body)


def _stretches(today: date, back: int) -> Iterator[tuple[date, date]]:
    first = today - timedelta(days=back)
    while first <= today:
        last = min(today, first + timedelta(days=_MOST_DAYS - 1))
        yield first, last
        first = last + timedelta(days=1)


def _moment(day: date, clock: time) -> str:
    return datetime.combine(day, clock, tzinfo=_LOCAL).isoformat()
