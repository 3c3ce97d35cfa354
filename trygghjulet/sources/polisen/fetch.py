"""Asks Polisen for the latest events, politely, and keeps those that tell of the right places."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from trygghjulet.foundation.files.trees import loads
from trygghjulet.foundation.services.client import Client, ServiceFailure
from trygghjulet.steps.scanning.registry import Fetched

ADDRESS: Final = "https://polisen.se/api/events"
#: Polisen's own rule: ten seconds between calls, sixty in an hour.
_APART: Final = 10.0
_KEEP: Final = 10.0


def fetch(client: Client, settings: Mapping[str, str], today: date) -> Fetched:
    """The latest five hundred events, or those of them that tell of the places that the source names.

    The places are chosen here: Polisen's own filter is not used, since it has been seen to let wrong events through.

    Raises:
        ServiceFailure: Polisen does not answer, or with something else than events.
    """
    body = client.get(ADDRESS, seconds_apart=_APART, keep_minutes=_KEEP)
    try:
        events = loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        events = None
    if not isinstance(events, list) or not events:
        raise ServiceFailure("Polisen svarade inte med händelser. Försök igen senare.")
    wanted = {
        name.casefold() for name in re.split(r"\s*[,;\n]\s*", settings.get("places", "").strip()) if name
    }
    told = [event for event in events if not wanted or _places(event) & wanted]
    if not told:
        raise ServiceFailure(
            f"Ingen av Polisens {len(events)} senaste händelser gäller de platser som står på källan. "
            "Skriv kommunens och länets namn så som Polisen skriver dem."
        )
    written = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return Fetched(f"polisens-handelser-{today}.json", written)


def _places(event: Any) -> set[str]:
    """The places that an event names: its county (or municipality, before 2026), and the last word of its title."""
    if not isinstance(event, dict):
        return set()
    location = event.get("location")
    region = str(location.get("name") or "") if isinstance(location, dict) else ""
    return {region.strip().casefold(), str(event.get("name") or "").rpartition(",")[2].strip().casefold()}
