"""Asks SCB for a table, or the part of it that a person has chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from trygghjulet.foundation.services.client import Client, ServiceFailure
from trygghjulet.steps.scanning.registry import Fetched

BASE: Final = "https://statistikdatabasen.scb.se/api/v2"
#: SCB takes thirty questions in ten seconds, from everybody at one address together.
_APART: Final = 1.0
_KEEP: Final = 60.0
_TABLE = re.compile(r"TAB\d{1,8}")
_LINE = re.compile(r"([A-Za-zÅÄÖåäö0-9_]{1,60})\s*[=:]\s*(\S.{0,2000})")


def fetch(client: Client, settings: Mapping[str, str], today: date) -> Fetched:  # noqa: ARG001  # as every source's
    """The table that a source's settings name, as SCB answers it.

    Raises:
        ServiceFailure: a setting is not what it should be, or SCB does not answer.
    """
    table, chosen = _asked(settings)
    params = {"lang": "sv", "outputFormat": "json-stat2"}
    params |= {f"valueCodes[{dimension}]": codes for dimension, codes in chosen.items()}
    try:
        body = client.get(
            f"{BASE}/tables/{table}/data", params=params, seconds_apart=_APART, keep_minutes=_KEEP
        )
    except ServiceFailure as failure:
        raise _told(failure, table) from failure
    return Fetched(f"scb-{table.lower()}.json", body)


def _asked(settings: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    given = settings.get("table", "").strip()
    chosen: dict[str, str] = {}
    if given.startswith("https://"):
        parts = urlsplit(given)
        if not (parts.hostname or "").endswith("scb.se"):
            raise ServiceFailure("Adressen ska gå till SCB. Kopiera den från Statistikdatabasen.")
        found = _TABLE.search(parts.path)
        given = found[0] if found else ""
        for key, codes in parse_qsl(parts.query):
            if inner := re.fullmatch(r"valueCodes\[(.+)\]", key, re.IGNORECASE):
                chosen[inner[1]] = codes
    if not _TABLE.fullmatch(given.upper()):
        raise ServiceFailure("Ange tabellens nummer på källan, till exempel TAB638.")
    for line in settings.get("selection", "").splitlines():
        if not line.strip():
            continue
        found_line = _LINE.fullmatch(line.strip())
        if not found_line:
            raise ServiceFailure(
                f"Urvalet ”{line.strip()[:40]}” går inte att tolka. Skriv som Region=1480, en dimension på varje rad."
            )
        chosen[found_line[1]] = re.sub(r"\s*,\s*", ",", found_line[2].strip())
    return given.upper(), chosen


def _told(failure: ServiceFailure, table: str) -> ServiceFailure:
    """What SCB itself says of what is wrong with the question, where it does."""
    if failure.status == 404:
        return ServiceFailure(f"SCB har ingen tabell {table}. Kontrollera numret på källan.", status=404)
    try:
        answer: Any = json.loads(failure.answer)
        said = str(answer.get("title") or answer.get("detail") or "")[:200]
    except (ValueError, AttributeError, RecursionError):
        said = ""
    if failure.status not in (400, 403) or not said:
        return failure
    return ServiceFailure(
        f"SCB förstod inte urvalet ur {table} ({said}). Kontrollera dimensionernas namn och koder på källan.",
        status=failure.status,
    )
