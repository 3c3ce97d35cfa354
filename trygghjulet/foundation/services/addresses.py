"""Where the client may go: https to the outside world, and never into the installation's own network.

An address is judged twice: as it is written, and by the numbers that its name leads to. The call then goes to the
number that was judged, so that a name can't lead elsewhere a moment later.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

import httpx

from trygghjulet.foundation.services.client import ServiceFailure

#: A host's name and port → the numbers it has.
Resolver = Callable[[str, int], list[str]]

_HTTPS = 443


def resolve(host: str, port: int) -> list[str]:
    """The numbers that a host's name leads to, in the order that they should be tried.

    Raises:
        OSError: the name leads nowhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def refuse_unfit(address: str, *, trusted: Collection[str] = ()) -> None:
    """Refuse an address that may not be asked, as far as can be told without looking its name up.

    Args:
        address: as a person wrote it or a service answered.
        trusted: hosts of the municipality's own that may be asked also without https and inside its network.

    Raises:
        ServiceFailure: with the reason.
    """
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise ServiceFailure(f"Adressen {_shown(address)} går inte att tolka.") from None
    if not host or parts.scheme not in ("http", "https"):
        raise ServiceFailure(f"Adressen {_shown(address)} måste börja med https:// och ha ett värdnamn.")
    if parts.username or parts.password:
        raise ServiceFailure("Adressen får inte innehålla användarnamn eller lösenord.")
    if host in trusted:
        return
    if parts.scheme != "https":
        raise ServiceFailure(f"Adressen {_shown(address)} är inte krypterad. Använd https://.")
    if port not in (None, _HTTPS):
        raise ServiceFailure(f"Adressen {_shown(address)} har en egen port, och bara 443 får användas.")
    if "." not in host and ":" not in host:
        raise _inside(host)
    if _is_number(host):
        refuse_inner(host, [host])


def refuse_inner(host: str, numbers: list[str]) -> None:
    """Refuse a host any of whose numbers is not out in the world.

    Raises:
        ServiceFailure: one is private, loopback, link-local, reserved or a group's.
    """
    for number in numbers:
        found = ipaddress.ip_address(number.partition("%")[0])
        # An address of the old sort can be dressed up as one of the new: it is judged by what is inside.
        inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
        if not (found.is_global and inner.is_global) or found.is_multicast or inner.is_multicast:
            raise _inside(host)


class Guarded(httpx.BaseTransport):
    """Lets a call through only to a number that has been judged, under the name that was asked for."""

    def __init__(
        self, inner: httpx.BaseTransport, *, trusted: Collection[str] = (), resolver: Resolver = resolve
    ) -> None:
        self._inner = inner
        self._trusted = frozenset(trusted)
        self._resolve = resolver

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        refuse_unfit(str(request.url), trusted=self._trusted)
        if host in self._trusted:
            return self._inner.handle_request(request)
        port = request.url.port or _HTTPS
        try:
            numbers = self._resolve(host, port)
        except OSError as error:
            raise httpx.ConnectError(f"{host}: {error}", request=request) from error
        refuse_inner(host, numbers)
        failed: httpx.TransportError | None = None
        for number in numbers:
            # The certificate is still asked for by name, and the name still stands in the Host header.
            guarded = httpx.Request(
                request.method,
                request.url.copy_with(host=number),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions | {"sni_hostname": host},
            )
            try:
                return self._inner.handle_request(guarded)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = failed or error  # no way there: another of the same host's numbers may do
        raise failed or httpx.ConnectError(f"{host} has no address", request=request)

    def close(self) -> None:
        self._inner.close()


def _inside(host: str) -> ServiceFailure:
    return ServiceFailure(
        f"{_shown(host)} ligger i ett inre nät, och dit får inga frågor ställas. Är det kommunens egen tjänst kan "
        "den som sköter installationen släppa fram den."
    )


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _shown(address: str) -> str:
    """An address without its query, where there may be a key."""
    text = address.partition("?")[0]
    return text if len(text) <= 100 else f"{text[:99]}…"
