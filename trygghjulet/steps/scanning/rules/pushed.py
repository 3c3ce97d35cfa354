"""A fault report as another system sends it: what is taken of it, what is wrong with it, and its written form."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

_LONGEST: Final = 120
_LONGEST_ID: Final = 100


class BadRequest(ValueError):
    """What was sent can't be taken in; the message says which field and why."""


@dataclass(frozen=True)
class Sent:
    """A fault report, under the names that GeoReport v2 gives. Nothing of who sent it is here.

    Attributes:
        service_request_id: the sender's own number; empty when none was given.
        requested_datetime: when it was reported, with zone; empty when it was not told.
    """

    service_code: str
    service_name: str
    lat: float | None
    long: float | None
    address: str
    requested_datetime: str
    service_request_id: str

    @property
    def sha256(self) -> str:
        """The hash of all that was sent, by which a repeat is known."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def read_sent(given: Mapping[str, object]) -> Sent:
    """What is taken of a request; every other field is left unread.

    Raises:
        BadRequest: with the field and what is wrong.
    """
    code = _text(given, "service_code", _LONGEST)
    if not code:
        raise BadRequest("Fältet service_code saknas: vilket slag av ärende är det?")
    lat, long = (_number(given, name, most) for name, most in (("lat", 90.0), ("long", 180.0)))
    if (lat is None) != (long is None):
        raise BadRequest("Både lat och long behövs, i WGS 84.")
    if lat == 0 and long == 0:
        lat = long = None  # how some systems write that the place is missing
    address = _text(given, "address_string", 500) or _text(given, "address", 500)
    if lat is None and not address:
        raise BadRequest("Platsen saknas: skicka lat och long, eller address_string.")
    moment = _text(given, "requested_datetime", 40)
    if moment:
        try:
            if datetime.fromisoformat(moment).tzinfo is None:
                raise BadRequest("Fältet requested_datetime saknar tidszon, till exempel +01:00 eller Z.")
        except ValueError as error:
            raise (
                error
                if isinstance(error, BadRequest)
                else BadRequest("Fältet requested_datetime ska skrivas som 2026-02-03T14:05:00+01:00.")
            ) from error
    return Sent(
        service_code=code,
        service_name=_text(given, "service_name", _LONGEST),
        lat=lat,
        long=long,
        address=address,
        requested_datetime=moment,
        service_request_id=_text(given, "service_request_id", _LONGEST_ID),
    )


def written(requests: Iterable[Mapping[str, object]]) -> bytes:
    """Some reports as the file of GeoReport v2 that they become, always written alike."""
    return json.dumps(list(requests), ensure_ascii=False, indent=1, sort_keys=True).encode()


def _text(given: Mapping[str, object], name: str, longest: int) -> str:
    value = given.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value) if abs(value) < 1e15 else ""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if len(text) > longest:
        raise BadRequest(f"Fältet {name} är längre än {longest} tecken.")
    if not text.isprintable():
        raise BadRequest(f"Fältet {name} har tecken som inte går att skriva ut.")
    return text


def _number(given: Mapping[str, object], name: str, most: float) -> float | None:
    value = given.get(name)
    if value is None or value == "":
        return None
    try:
        number = (
            float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        number = math.nan
    if not abs(number) <= most:  # also what is no number at all
        raise BadRequest(f"Fältet {name} är inte en koordinat i WGS 84.")
    return number
