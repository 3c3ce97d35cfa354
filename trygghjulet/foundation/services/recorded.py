"""Answers that are played from files made beforehand, so that a test or an example reaches no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Recording:
    """An answer to questions whose address fits a pattern.

    Attributes:
        pattern: a regular expression that is found somewhere in the address.
        body: what is answered; a file is read when it is asked for.
        status, headers: of the answer.
        error: raised in place of an answer, as when the network is away.
    """

    pattern: str
    body: bytes | Path = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    error: Callable[[httpx.Request], Exception] | None = None


class Player(httpx.BaseTransport):
    """Plays recordings in order: the first that fits and has not been played; the last that fits is played again.

    `asked` holds every question, as method and address under the name that was asked for.
    """

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self._recordings = list(recordings)
        self._played: set[int] = set()
        self.asked: list[httpx.Request] = []

    @property
    def addresses(self) -> list[str]:
        """The addresses that were asked, in order, with the name in place of the number."""
        return [
            str(request.url.copy_with(host=request.headers["Host"].partition(":")[0]))
            for request in self.asked
        ]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        address = self.addresses[-1]
        fitting = [i for i, one in enumerate(self._recordings) if re.search(one.pattern, address)]
        if not fitting:
            raise httpx.ConnectError(f"nothing is recorded for {address}", request=request)
        chosen = next((i for i in fitting if i not in self._played), fitting[-1])
        self._played.add(chosen)
        found = self._recordings[chosen]
        if found.error:
            raise found.error(request)
        body = found.body.read_bytes() if isinstance(found.body, Path) else found.body
        return httpx.Response(found.status, headers=found.headers, content=body, request=request)
