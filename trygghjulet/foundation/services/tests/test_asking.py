"""The client: patient with what may pass, plain about what does not, and never without an end."""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from trygghjulet.foundation.services.asking import HttpClient, Manners
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import OUTSIDE, Clock, hearing

pytestmark = pytest.mark.requirement("SCN-1")

ADDRESS = "https://tjanst.example/v1/data"
GOOD = Recording("data", b'{"values": []}')


def no_answer(request: httpx.Request) -> Exception:
    return httpx.ConnectError("no route", request=request)


def silence(request: httpx.Request) -> Exception:
    return httpx.ReadTimeout("silence", request=request)


def cut(request: httpx.Request) -> Exception:
    return httpx.RemoteProtocolError("peer closed connection", request=request)


def bad_certificate(request: httpx.Request) -> Exception:
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]", request=request)
    error.__cause__ = ssl.SSLCertVerificationError("self-signed")
    return error


def test_an_answer_comes_and_the_service_is_told_who_asks(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD, user_agent="Trygghjulet/1.0 (+https://trygg.solvik.example)")
    assert client.get(ADDRESS, params={"year": "2025"}) == b'{"values": []}'
    (asked,) = player.asked
    assert asked.headers["User-Agent"] == "Trygghjulet/1.0 (+https://trygg.solvik.example)"
    assert player.addresses == ["https://tjanst.example/v1/data?year=2025"]


def test_the_call_goes_to_the_number_that_was_judged_under_the_name(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD)
    client.get(ADDRESS)
    (asked,) = player.asked
    assert (asked.url.host, asked.headers["Host"]) == (OUTSIDE, "tjanst.example")
    assert asked.extensions["sni_hostname"] == "tjanst.example"


@pytest.mark.parametrize("passing", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(tmp_path: Path, passing: int) -> None:
    client, player = hearing(
        tmp_path, Recording("data", status=passing), Recording("data", error=no_answer), GOOD
    )
    assert client.get(ADDRESS) == b'{"values": []}'
    assert len(player.asked) == 3


@pytest.mark.parametrize(
    ("answer", "said", "tries"),
    [
        (Recording("data", status=404), "har inget på den adressen", 1),
        (Recording("data", status=400), "förstod inte frågan", 1),
        (Recording("data", status=403), "utan behörighet", 1),
        (Recording("data", status=429), "vill inte ha fler frågor", 4),
        (Recording("data", status=500), "har ett eget fel", 4),
        (Recording("data", error=no_answer), "Ingen förbindelse med tjanst.example", 4),
        (Recording("data", error=silence), "svarade inte i tid", 4),
        (Recording("data", error=cut), "bröts innan hela svaret", 4),
        (Recording("data", error=bad_certificate), "certifikat som inte går att lita på", 1),
        (Recording("data", b"<!DOCTYPE html><p>Logga in", 200), "webbsida i stället", 1),
        (Recording("data", b"{}", headers={"Content-Type": "text/html"}), "webbsida i stället", 1),
    ],
)
def test_what_does_not_pass_is_told_plainly_and_asked_no_more_than_it_helps(
    tmp_path: Path, answer: Recording, said: str, tries: int
) -> None:
    client, player = hearing(tmp_path, answer)
    with pytest.raises(ServiceFailure, match=said):
        client.get(ADDRESS)
    assert len(player.asked) == tries


def test_a_pause_that_the_service_asks_for_is_kept(tmp_path: Path) -> None:
    later = Recording("data", status=429, headers={"Retry-After": "0"})
    client, player = hearing(tmp_path, later, GOOD)
    assert client.get(ADDRESS) == b'{"values": []}'
    assert len(player.asked) == 2


@pytest.mark.parametrize("told", ["600", "Fri, 15 Jan 2027 08:10:00 GMT"])
def test_a_long_pause_is_told_of_and_not_waited_for(tmp_path: Path, told: str) -> None:
    client, player = hearing(tmp_path, Recording("data", status=429, headers={"Retry-After": told}))
    with pytest.raises(ServiceFailure, match="Försök igen om 10 minuter"):
        client.get(ADDRESS)
    assert len(player.asked) == 1


@pytest.mark.parametrize("told", ["9" * 400, "-1", "²", "om en stund", "Fri, 99 Foo 2027"])
def test_a_pause_that_is_none_does_no_harm(tmp_path: Path, told: str) -> None:
    client, _ = hearing(
        tmp_path, Recording("data", status=429, headers=[(b"Retry-After", told.encode())]), tries=2
    )
    with pytest.raises(ServiceFailure, match="vill inte ha fler frågor"):
        client.get(ADDRESS)


def test_an_answer_does_for_a_while(tmp_path: Path) -> None:
    clock = Clock()
    client, player = hearing(tmp_path, GOOD, clock=clock)
    client.get(ADDRESS, keep_minutes=10)
    clock.moment += 9 * 60
    again, silent = hearing(tmp_path, clock=clock)
    assert again.get(ADDRESS, keep_minutes=10) == b'{"values": []}', "också efter en omstart"
    assert silent.asked == []
    clock.moment += 2 * 60
    client.get(ADDRESS, keep_minutes=10)
    assert len(player.asked) == 2


def test_an_old_answer_is_asked_for_only_if_it_has_changed(tmp_path: Path) -> None:
    clock = Clock()
    changed = "Wed, 07 Jan 2026 06:00:00 GMT"
    first = Recording("data", b'{"a": 1}', headers={"ETag": '"5"', "Last-Modified": changed})
    client, player = hearing(tmp_path, first, Recording("data", status=304), clock=clock)
    assert client.get(ADDRESS, keep_minutes=1) == b'{"a": 1}'
    clock.moment += 3600
    assert client.get(ADDRESS, keep_minutes=1) == b'{"a": 1}'
    told = player.asked[1].headers
    assert (told["If-None-Match"], told["If-Modified-Since"]) == ('"5"', changed)


def test_a_damaged_kept_answer_is_asked_for_anew(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD)
    client.get(ADDRESS)
    (kept,) = (tmp_path / "answers").iterdir()
    kept.write_bytes(b"{")
    assert client.get(ADDRESS) == b'{"values": []}'
    assert len(player.asked) == 2


def test_calls_to_a_host_keep_their_distance_also_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    for part in ("a", "b"):
        client, _ = hearing(tmp_path, Recording("."), clock=clock)
        client.get(f"{ADDRESS}/{part}", seconds_apart=10)
    client.get("https://annan.example/x", seconds_apart=10)
    assert clock.waits == [10.0]


def test_a_clock_that_was_put_back_makes_nobody_wait_for_long(tmp_path: Path) -> None:
    clock = Clock()
    client, _ = hearing(tmp_path, Recording("."), clock=clock)
    client.get(f"{ADDRESS}/a", seconds_apart=10)
    clock.moment -= 365 * 86_400
    client.get(f"{ADDRESS}/b", seconds_apart=10)
    assert clock.waits == []


def test_two_who_ask_the_same_at_once_cost_the_service_one_call(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD)
    heard: list[bytes] = []
    askers = [threading.Thread(target=lambda: heard.append(client.get(ADDRESS))) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert heard == [b'{"values": []}'] * 6
    assert len(player.asked) == 1


def test_an_installation_without_internet_asks_nobody(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD, offline=True)
    for ask in (lambda: client.get(ADDRESS), lambda: client.post(ADDRESS, json={})):
        with pytest.raises(ServiceFailure, match="lämna in den på källans sida"):
            ask()
    assert player.asked == []


def test_a_question_can_be_sent_as_json_and_its_answer_is_not_kept(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD)
    for _ in range(2):
        client.post(ADDRESS, json={"query": [1]})
    assert [(one.method, one.content) for one in player.asked] == [("POST", b'{"query":[1]}')] * 2


@pytest.mark.parametrize(
    "answer",
    [
        Recording("data", b"x" * 3000),
        Recording("data", b"", headers={"Content-Length": "99999999"}),
        Recording("data", gzip.compress(b"x" * 3000), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_an_answer_that_is_too_large_is_not_taken(tmp_path: Path, answer: Recording) -> None:
    client, _ = hearing(tmp_path, answer, most_bytes=2000)
    with pytest.raises(ServiceFailure, match="är större än"):
        client.get(ADDRESS)
    assert not (tmp_path / "answers").exists()


class _Server(BaseHTTPRequestHandler):
    """Hangs, lies about its size, or drips."""

    def do_GET(self) -> None:
        stop: threading.Event = self.server.stop  # type: ignore[attr-defined]
        self.send_response(200)
        if self.path == "/hang":
            stop.wait(5)
            return
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"kort")
        if self.path == "/drip":
            while not stop.wait(0.05):
                self.wfile.write(b".")

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    serving = HTTPServer(("127.0.0.1", 0), _Server)
    serving.stop = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.stop.set()  # type: ignore[attr-defined]
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.mark.parametrize(
    ("path", "said"),
    [("/hang", "svarade inte i tid"), ("/drip", "svarade inte i tid"), ("/lies", "bröts innan hela svaret")],
)
def test_a_service_that_hangs_drips_or_lies_about_its_size_is_left(
    tmp_path: Path, server: str, path: str, said: str
) -> None:
    client = HttpClient(
        Manners(
            folder=tmp_path,
            user_agent="Trygghjulet/test",
            trusted=frozenset({"127.0.0.1"}),
            read_seconds=0.2,
            whole_seconds=0.3,
            tries=1,
        )
    )
    with pytest.raises(ServiceFailure, match=said):
        client.get(f"{server}{path}")


def test_an_answer_that_may_hold_personal_data_is_never_put_on_disk(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, GOOD)
    for _ in range(2):
        client.get(ADDRESS, keep_minutes=0)
    assert len(player.asked) == 2
    assert not (tmp_path / "answers").exists()
