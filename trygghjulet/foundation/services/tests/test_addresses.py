"""Where the client never goes, whatever it is told."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import OUTSIDE, hearing

pytestmark = pytest.mark.requirement("SCN-1", "SEC-1")

ANY = Recording(".", b"{}")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[2002:7f00:1::]/",
        "https://localhost/",
        "https://intranat/",
    ],
)
def test_nothing_is_asked_inside_the_network(tmp_path: Path, address: str) -> None:
    client, player = hearing(tmp_path, ANY)
    with pytest.raises(ServiceFailure, match="ligger i ett inre nät"):
        client.get(address)
    assert player.asked == []


@pytest.mark.parametrize(
    "numbers", [["127.0.0.1"], ["10.0.0.5"], [OUTSIDE, "192.168.1.1"], ["::1"], ["169.254.169.254"]]
)
def test_a_name_that_leads_into_the_network_is_not_followed(tmp_path: Path, numbers: list[str]) -> None:
    client, player = hearing(tmp_path, ANY, names={"elak.example": numbers})
    with pytest.raises(ServiceFailure, match=r"elak\.example ligger i ett inre nät"):
        client.get("https://elak.example/")
    assert player.asked == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://tjanst.example/", "inte krypterad"),
        ("https://tjanst.example:8443/", "egen port"),
        ("https://namn:losen@tjanst.example/", "användarnamn eller lösenord"),
        ("ftp://tjanst.example/", "måste börja med https"),
        ("file:///etc/passwd", "måste börja med https"),
        ("tjanst.example", "måste börja med https"),
        ("https:///data", "värdnamn"),
        ("https://tjanst.example:x/", "går inte att tolka"),
        ("https://[tjanst/", "går inte att tolka"),
    ],
)
def test_an_address_that_is_no_service_is_refused_with_its_reason(
    tmp_path: Path, address: str, said: str
) -> None:
    client, player = hearing(tmp_path, ANY)
    with pytest.raises(ServiceFailure, match=said):
        client.get(address)
    assert player.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "https://localhost/",
        "https://127.0.0.1/",
        "https://annan.example/",
        "http://tjanst.example/",
        "//annan.example/x",
        "",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(tmp_path: Path, target: str) -> None:
    client, player = hearing(
        tmp_path, Recording("/v1", status=302, headers={"Location": target}), Recording("annan|local|127")
    )
    with pytest.raises(ServiceFailure, match=r"skickar vidare till|i en ring"):
        client.get("https://tjanst.example/v1")
    assert {address.partition("/v1")[0] for address in player.addresses} == {"https://tjanst.example"}


def test_a_redirect_at_home_is_followed_and_a_ring_is_left(tmp_path: Path) -> None:
    client, _ = hearing(
        tmp_path,
        Recording("/v1", status=301, headers={"Location": "/v2"}),
        Recording("/v2", b"[]"),
        Recording("/ring", status=302, headers={"Location": "/ring"}),
    )
    assert client.get("https://tjanst.example/v1") == b"[]"
    with pytest.raises(ServiceFailure, match="i en ring"):
        client.get("https://tjanst.example/ring")


def test_a_service_of_the_municipality_s_own_is_let_through_by_name(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, ANY, trusted=frozenset({"felanmalan.intern"}))
    assert client.get("http://felanmalan.intern:8080/open311/v2/services.json") == b"{}"
    assert player.addresses == ["http://felanmalan.intern:8080/open311/v2/services.json"]
    with pytest.raises(ServiceFailure, match="inre nät"):
        client.get("https://127.0.0.1/")


def test_where_one_number_gives_no_answer_the_next_is_tried(tmp_path: Path) -> None:
    def no_way(request: httpx.Request) -> Exception:
        return httpx.ConnectError("no route", request=request)

    names = {"tjanst.example": ["2606:2800:220:1::1", OUTSIDE]}
    client, player = hearing(tmp_path, Recording(".", error=no_way), ANY, names=names)
    assert client.get("https://tjanst.example/") == b"{}"
    assert [request.url.host for request in player.asked] == names["tjanst.example"]
