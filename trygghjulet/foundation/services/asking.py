"""The client itself: one question, asked politely, again where that may help, and never without an end."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
import stamina

from trygghjulet.foundation.services import answers, failures
from trygghjulet.foundation.services.addresses import Guarded, Resolver, refuse_unfit, resolve
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.turns import turn

MEBIBYTE: Final = 1024 * 1024
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_UNCHANGED: Final = 304
_MOST_REDIRECTS: Final = 3


@dataclass(frozen=True)
class Manners:
    """How the client behaves.

    Attributes:
        folder: where answers are kept, and when each host was last asked.
        user_agent: what the client calls itself.
        offline: nothing is asked at all.
        trusted: hosts of the municipality's own, that may lie inside its network.
        proxy: the way out, where the network has one.
        connect_seconds, read_seconds: the longest wait for a connection, and for the next piece of an answer.
        whole_seconds: the longest that a whole answer may take.
        tries: how many times a question is put, when it may help.
        first_pause, longest_pause: between tries; it doubles each time.
        longest_told_pause: the longest that a service can make us wait in the same errand.
        most_bytes: how large an answer may be.
    """

    folder: Path
    user_agent: str
    offline: bool = False
    trusted: frozenset[str] = frozenset()
    proxy: str = ""
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    whole_seconds: float = 120.0
    tries: int = 4
    first_pause: float = 1.0
    longest_pause: float = 30.0
    longest_told_pause: float = 60.0
    most_bytes: int = 50 * MEBIBYTE


@dataclass(frozen=True)
class Surroundings:
    """What the client meets the world through; tests put something else in its place."""

    transport: httpx.BaseTransport | None = None
    resolver: Resolver = resolve
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time


@dataclass(frozen=True)
class _Question:
    method: str
    address: str
    apart: float
    keep: float
    accept: str
    json: object = None

    @property
    def host(self) -> str:
        """Who is asked."""
        return urlsplit(self.address).hostname or ""

    @property
    def told(self) -> str:
        """What the answer is kept under."""
        return f"{self.accept} {self.address}"


class _Again(Exception):
    """A try that may be made once more."""

    def __init__(self, failure: ServiceFailure, wait: float | None) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.wait = wait


class HttpClient:
    """Asks services over https; the one that every source is given."""

    def __init__(self, manners: Manners, surroundings: Surroundings | None = None) -> None:
        self._manners = manners
        self._around = surroundings or Surroundings()

    def get(
        self,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        seconds_apart: float = 1.0,
        keep_minutes: float = 10.0,
        accept: str = "application/json",
    ) -> bytes:
        """The body of the answer; see `Client`."""
        if self._manners.offline:
            raise failures.offline()
        refuse_unfit(address, trusted=self._manners.trusted)
        try:
            whole = str(httpx.URL(address).copy_merge_params(dict(params or {})))
        except httpx.InvalidURL:
            raise ServiceFailure(f"Adressen {address[:100]} går inte att tolka.") from None
        return self._ask(_Question("GET", whole, seconds_apart, keep_minutes * 60, accept))

    def post(
        self, address: str, *, json: object, seconds_apart: float = 1.0, accept: str = "application/json"
    ) -> bytes:
        """The body of the answer to a question that is sent as JSON; see `Client`."""
        return self._ask(_Question("POST", address, seconds_apart, 0, accept, json))

    def _ask(self, question: _Question) -> bytes:
        if self._manners.offline:
            raise failures.offline()
        refuse_unfit(question.address, trusted=self._manners.trusted)
        try:
            for attempt in stamina.retry_context(
                on=_pause,
                attempts=self._manners.tries,
                timeout=None,
                wait_initial=self._manners.first_pause,
                wait_max=self._manners.longest_pause,
                wait_jitter=self._manners.first_pause,
            ):
                with attempt:
                    return self._once(question)
        except _Again as last:
            raise last.failure from last
        raise AssertionError("stamina ends with an answer or an error")

    def _once(self, question: _Question) -> bytes:
        """One try, in one's turn; what another process fetched while one waited does as well."""
        folder, around = self._manners.folder, self._around
        with turn(
            folder / "turns",
            question.host,
            seconds_apart=question.apart,
            now=around.now,
            sleep=around.sleep,
        ) as begin:
            kept = answers.find(folder / "answers", question.told) if question.keep > 0 else None
            if kept and 0 <= around.now() - kept.at < question.keep:
                return kept.body
            begin()
            try:
                answer = self._send(question, kept)
            except httpx.InvalidURL:
                raise ServiceFailure(f"Adressen {question.address[:100]} går inte att tolka.") from None
            except httpx.HTTPError as error:
                raise self._failed(failures.unanswered(question.host, error)) from error
            if question.keep > 0:
                answers.keep(folder / "answers", question.told, answer)
            return answer.body

    def _send(self, question: _Question, kept: answers.Kept | None) -> answers.Kept:
        manners, around = self._manners, self._around
        ends = time.monotonic() + manners.whole_seconds
        headers = {"Accept": question.accept, "User-Agent": manners.user_agent}
        headers |= kept.conditions if kept else {}
        address = question.address
        with self._open() as http:
            for _ in range(_MOST_REDIRECTS + 1):
                with http.stream(
                    question.method,
                    address,
                    headers=headers,
                    json=question.json if question.method == "POST" else None,
                ) as response:
                    if response.status_code in _REDIRECTS:
                        address = _followed(response, address, question.host)
                        continue
                    if kept and response.status_code == _UNCHANGED:
                        return answers.Kept(kept.body, around.now(), kept.etag, kept.changed)
                    body = self._body(response, question.host, ends)
                    return self._judged(question, response, body)
        raise ServiceFailure(f"{question.host} skickar runt frågan i en ring.")

    def _open(self) -> httpx.Client:
        manners, around = self._manners, self._around
        inner = around.transport or httpx.HTTPTransport(proxy=manners.proxy or None)
        # Behind a proxy it is the proxy that looks names up and keeps us out of the inner network.
        guarded = (
            inner if manners.proxy else Guarded(inner, trusted=manners.trusted, resolver=around.resolver)
        )
        return httpx.Client(
            transport=guarded,
            timeout=httpx.Timeout(manners.read_seconds, connect=manners.connect_seconds),
            follow_redirects=False,
            trust_env=False,
        )

    def _body(self, response: httpx.Response, host: str, ends: float) -> bytes:
        most = self._manners.most_bytes
        told = response.headers.get("Content-Length", "")
        if told.isascii() and told.isdigit() and int(told[:18]) > most:
            raise failures.too_large(host, most)
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > most:
                raise failures.too_large(host, most)
            if time.monotonic() > ends:
                raise self._failed(failures.too_slow(host))
        return bytes(body)

    def _judged(self, question: _Question, response: httpx.Response, body: bytes) -> answers.Kept:
        now = self._around.now()
        moment = datetime.fromtimestamp(now, tz=UTC)
        if not response.is_success:
            failure = failures.refused(question.host, response, body, now=moment)
            raise self._failed(failure, failures.seconds_to_wait(response, moment))
        if _is_page(response, body) and "html" not in question.accept:
            raise failures.not_data(question.host)
        return answers.Kept(
            body, now, response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
        )

    def _failed(self, failure: ServiceFailure, wait: float | None = None) -> Exception:
        """What to raise: a try that may be made again, unless the service asks for more patience than we have."""
        patient = wait is None or wait <= self._manners.longest_told_pause
        return _Again(failure, wait) if failure.passing and patient else failure


def _pause(error: Exception) -> bool | float:
    """Whether to try again, and after how long where the service has said so."""
    if not isinstance(error, _Again):
        return False
    return True if error.wait is None else error.wait


def _followed(response: httpx.Response, address: str, host: str) -> str:
    """Where the service sends the question on, so long as it is the same host.

    Raises:
        ServiceFailure: it is another host, or none.
    """
    try:
        target = httpx.URL(address).join(response.headers.get("Location", ""))
    except httpx.InvalidURL:
        raise failures.elsewhere(host, "") from None
    if target.host != host or target.scheme != httpx.URL(address).scheme:
        raise failures.elsewhere(host, target.host[:100])
    return str(target)


def _is_page(response: httpx.Response, body: bytes) -> bool:
    start = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return response.headers.get("Content-Type", "").startswith("text/html") or start.startswith(
        (b"<!doctype html", b"<html")
    )
