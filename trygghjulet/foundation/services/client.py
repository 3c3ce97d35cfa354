"""What a source may use to ask its service, and the one way in which a service fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class ServiceFailure(Exception):
    """A service did not give what was asked of it; the message says in Swedish what happened and what to do.

    Attributes:
        status: the answer's number, where the service did answer.
        answer: what it said, at most a few kilobytes; for a source that knows how its service tells of faults.
        passing: the same question may be answered another time.
    """

    def __init__(
        self, message: str, *, status: int | None = None, answer: bytes = b"", passing: bool = False
    ) -> None:
        super().__init__(message)
        self.status = status
        self.answer = answer
        self.passing = passing


class Client(Protocol):
    """What a source may use to ask its service."""

    def get(
        self,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        seconds_apart: float = 1.0,
        keep_minutes: float = 10.0,
        accept: str = "application/json",
    ) -> bytes:
        """The body of the answer.

        Args:
            address: an https address.
            params: its query.
            seconds_apart: the least time between two calls to the same host, also across processes.
            keep_minutes: how long the answer does for the same question, without asking again. With 0 the answer is
                never put on disk: for what may hold personal data.
            accept: the kind of answer that is wanted.

        Raises:
            ServiceFailure: no answer in time, an answer that says no, or an address that may not be asked.
        """
        ...

    def post(
        self, address: str, *, json: object, seconds_apart: float = 1.0, accept: str = "application/json"
    ) -> bytes:
        """The body of the answer to a question that is sent as JSON; the answer is not kept.

        Raises:
            ServiceFailure: as for `get`.
        """
        ...
