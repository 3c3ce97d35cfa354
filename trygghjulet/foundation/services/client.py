"""The client that asks outside services: a time limit, tries again, keeps answers, waits between calls."""

from __future__ import annotations

from typing import Protocol


class ServiceFailure(Exception):
    """A service did not give what was asked of it; the message says in Swedish what happened and what to do."""


class Client(Protocol):
    """What a source may use to ask its service."""

    def get(self, address: str, *, params: dict[str, str] | None = None, seconds_apart: float = 1.0) -> bytes:
        """The body of the answer.

        Args:
            address: an https address.
            params: its query.
            seconds_apart: the least time between two calls to the same host, also across processes.

        Raises:
            ServiceFailure: no answer in time, an answer that says no, or an address that may not be asked.
        """
        ...

    def post(self, address: str, *, json: object, seconds_apart: float = 1.0) -> bytes:
        """The body of the answer to a question that is sent as JSON.

        Raises:
            ServiceFailure: as for `get`.
        """
        ...
