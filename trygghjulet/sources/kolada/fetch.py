"""Asks Kolada for the figures of some municipalities, with what the indicators and the municipalities are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final
from urllib.parse import quote, urlsplit

from trygghjulet.foundation.files.trees import loads
from trygghjulet.foundation.services.client import Client, ServiceFailure
from trygghjulet.sources.kolada.indicators import known
from trygghjulet.steps.scanning.registry import Fetched

BASE: Final = "https://api.kolada.se/v3"
#: Kolada takes so many codes in each part of an address.
_MOST_IDS: Final = 25
#: So many values come on a page, and so many pages are turned before we take it for a ring.
_PER_PAGE, _MOST_PAGES = "5000", 200
#: What others who ask Kolada keep to: at most five questions a second.
_APART: Final = 0.5
_KEEP: Final = 60.0
_CODE = re.compile(r"\d{4}")
_KPI = re.compile(r"[NU]\d{5}")
_YEARS = re.compile(r"((?:19|20)\d{2})(?:\s*[-–]\s*((?:19|20)\d{2}))?")
#: How many years back are fetched when nobody says which.
_YEARS_BACK: Final = 10
#: The whole country, which a municipality's figures are held against.
_COUNTRY: Final = "0000"


def fetch(client: Client, settings: Mapping[str, str], today: date) -> Fetched:
    """The figures that a source's settings name, as one file.

    Raises:
        ServiceFailure: a setting is not what it should be, or Kolada does not answer.
    """
    municipalities = _listed(settings.get("municipality", ""), _CODE, "Kommunkoden", "fyra siffror, som 1480")
    if not municipalities:
        raise ServiceFailure("Ange kommunens kod på källan, fyra siffror, till exempel 1480.")
    areas = list(dict.fromkeys([*municipalities, _COUNTRY]))
    chosen = _listed(settings.get("kpis", ""), _KPI, "Nyckeltalet", "N eller U och fem siffror, som N07403")
    ids = list(dict.fromkeys(_with_margins(chosen or list(known()))))
    years = _years(settings.get("years", ""), today)
    values: list[Any] = []
    kpis: list[Any] = []
    for some in _by(ids, _MOST_IDS):
        # More municipalities than one part of an address takes are asked for in turns.
        for places in _by(areas, _MOST_IDS):
            for when in _by(years, _MOST_IDS):
                path = f"data/kpi/{','.join(some)}/municipality/{','.join(places)}/year/{','.join(when)}"
                values += _pages(client, f"{BASE}/{path}")
        kpis += _names(client, f"{BASE}/kpi/{','.join(some)}")
    names: list[Any] = []
    for places in _by(areas, _MOST_IDS):
        names += _names(client, f"{BASE}/municipality/{','.join(places)}")
    if not values:
        raise ServiceFailure("Kolada har inga värden för de koder och år som är inställda på källan.")
    content = {
        "values": values,
        "kpis": [_only(kpi, ("id", "title", "description")) for kpi in kpis],
        "municipalities": [_only(one, ("id", "title")) for one in names],
    }
    written = json.dumps(content, ensure_ascii=False, indent=1).encode()
    return Fetched(f"kolada-{'-'.join(municipalities[:3])}-{years[0]}-{years[-1]}.json", written)


def _names(client: Client, address: str) -> list[Any]:
    """What things are called. The figures do without: a service that does not know is not a reason to fail."""
    try:
        return list(_pages(client, address))
    except ServiceFailure as failure:
        if failure.passing:
            raise
        return []


def _pages(client: Client, address: str) -> Iterator[Any]:
    """Everything that Kolada has at an address, page after page."""
    following: str | None = f"{address}?per_page={_PER_PAGE}"
    for _ in range(_MOST_PAGES):
        if not following:
            return
        body = client.get(following, seconds_apart=_APART, keep_minutes=_KEEP)
        try:
            answer = loads(body.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            answer = None
        values = answer.get("values") if isinstance(answer, dict) else None
        if not isinstance(answer, dict) or not isinstance(values, list):
            raise ServiceFailure("Kolada svarade på ett annat sätt än det brukar. Försök igen senare.")
        yield from values
        following = _following(answer)
    raise ServiceFailure("Kolada har fler sidor än väntat. Välj färre nyckeltal eller år på källan.")


def _following(answer: Mapping[str, Any]) -> str | None:
    """The next page's address; never another host than Kolada's own."""
    told = answer.get("next_url") or answer.get("next_page")
    if not isinstance(told, str):
        return None
    parts = urlsplit(told)
    home = urlsplit(BASE)
    if parts.netloc and parts.hostname != home.hostname:
        raise ServiceFailure("Kolada hänvisar till en annan värd än sin egen, och dit följs inte frågan.")
    return parts._replace(scheme=home.scheme, netloc=home.netloc).geturl()


def _with_margins(ids: Iterable[str]) -> Iterator[str]:
    for one in ids:
        yield one
        indicator = known().get(one)
        if indicator and indicator.margin:
            yield indicator.margin


def _listed(text: str, form: re.Pattern[str], what: str, should: str) -> list[str]:
    found = [part for part in re.split(r"[\s,;]+", text.strip().upper()) if part]
    for one in found:
        if not form.fullmatch(one):
            raise ServiceFailure(
                f"{what} {quote(one[:20], safe='åäöÅÄÖ')} ska vara {should}. Ändra det på källan."
            )
    return found


def _years(text: str, today: date) -> list[str]:
    if not text.strip():
        return [str(year) for year in range(today.year - _YEARS_BACK, today.year + 1)]
    chosen: set[int] = set()
    for part in re.split(r"[,;]", text):
        found = _YEARS.fullmatch(part.strip())
        if not found or int(found[2] or found[1]) < int(found[1]):
            raise ServiceFailure("Åren ska skrivas som 2019–2025 eller 2023, 2024. Ändra dem på källan.")
        chosen |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    return [str(year) for year in sorted(chosen)]


def _by(items: list[str], size: int) -> Iterator[list[str]]:
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def _only(item: Any, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: item.get(key) for key in keys} if isinstance(item, dict) else {}
