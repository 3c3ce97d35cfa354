"""What is said, in Swedish, when a service does not give what was asked of it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from trygghjulet.foundation.services.client import ServiceFailure

#: Answers that may pass: too many questions, and faults of the service's own.
_MAY_PASS: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
#: How much of an answer that says no is kept for the source to understand.
TOLD: Final = 4096

_OFFLINE: Final = (
    "Installationen är inställd på att inte fråga andra tjänster på internet. Hämta filen på en annan dator och "
    "lämna in den på källans sida, så läses den på samma sätt."
)


def offline() -> ServiceFailure:
    """The installation has no internet."""
    return ServiceFailure(_OFFLINE)


def unanswered(host: str, error: httpx.HTTPError) -> ServiceFailure:
    """There was no answer at all, or not all of it."""
    if isinstance(error, httpx.TimeoutException):
        return too_slow(host)
    if _is_untrusted(error):
        return ServiceFailure(
            f"{host} visade ett certifikat som inte går att lita på, så inget hämtades. "
            "Stämmer adressen? Annars är felet hos tjänsten."
        )
    if isinstance(error, httpx.ConnectError):
        return ServiceFailure(
            f"Ingen förbindelse med {host}. Stämmer adressen, och når servern internet? "
            "Filen kan lämnas in på källans sida under tiden.",
            passing=True,
        )
    return ServiceFailure(f"Förbindelsen med {host} bröts innan hela svaret hade kommit.", passing=True)


def too_slow(host: str) -> ServiceFailure:
    """The service did not finish in time."""
    return ServiceFailure(f"{host} svarade inte i tid. Försök igen senare.", passing=True)


def too_large(host: str, limit: int) -> ServiceFailure:
    """The answer is larger than may be."""
    return ServiceFailure(
        f"Svaret från {host} är större än {limit // (1024 * 1024)} MB, och mer hämtas inte på en gång. "
        "Fråga om en kortare tid eller färre uppgifter."
    )


def elsewhere(host: str, target: str) -> ServiceFailure:
    """The service sends the client on to another host."""
    return ServiceFailure(
        f"{host} skickar vidare till {target or 'en annan adress'}, och dit följs inte frågan. "
        "Har tjänsten flyttat ska den nya adressen skrivas in på källan."
    )


def not_data(host: str) -> ServiceFailure:
    """A web page came instead of what was asked for."""
    return ServiceFailure(
        f"{host} svarade med en webbsida i stället för uppgifter. Stämmer adressen, och ligger inget "
        "inloggningskrav i vägen?"
    )


def refused(host: str, response: httpx.Response, body: bytes, *, now: datetime) -> ServiceFailure:
    """The service answered that it does not give what was asked for."""
    status = response.status_code
    match status:
        case 401 | 403:
            said = f"{host} lämnar inte ut det här utan behörighet. Finns det en nyckel som ska anges?"
        case 404 | 410:
            said = f"{host} har inget på den adressen. Kontrollera adressen och koderna på källan."
        case 429:
            said = f"{host} vill inte ha fler frågor just nu{_until(response, now)}."
        case _ if status >= 500:
            said = (
                f"{host} har ett eget fel (svar {status}){_until(response, now) or '. Försök igen senare'}."
            )
        case _:
            said = f"{host} förstod inte frågan (svar {status}). Kontrollera det som är inställt på källan."
    return ServiceFailure(said, status=status, answer=body[:TOLD], passing=status in _MAY_PASS)


def seconds_to_wait(response: httpx.Response, now: datetime) -> float | None:
    """What the service says of when to come again, in seconds from now; None where it says nothing."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())


def _until(response: httpx.Response, now: datetime) -> str:
    wait = seconds_to_wait(response, now)
    if wait is None:
        return ""
    minutes = max(1, round(wait / 60))
    return f". Försök igen om {'en minut' if minutes == 1 else f'{minutes} minuter'}"


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__
    return False
