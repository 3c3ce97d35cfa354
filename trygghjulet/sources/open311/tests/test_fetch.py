"""Asking a municipality's own system: days at a time, page after page, and nothing of people put on disk."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import hearing
from trygghjulet.sources.open311.fetch import fetch
from trygghjulet.sources.open311.read import read
from trygghjulet.sources.open311.tests.test_read import request

pytestmark = pytest.mark.requirement("SCN-1")

TODAY = date(2026, 3, 2)
HOME = {"address": "https://felanmalan.solvik.example/open311/v2/", "days": "30"}
_SAMPLES = Path(__file__).parents[1] / "samples"


def page(*numbers: int) -> bytes:
    return json.dumps(
        [request(service_request_id=str(n), description="Anna ringde") for n in numbers]
    ).encode()


def test_pages_and_stretches_become_one_file(tmp_path: Path) -> None:
    client, player = hearing(
        tmp_path / "services",
        Recording("start_date=2025-10.*page=1&", page(*range(500))),
        Recording("start_date=2025-10.*page=2&", page(*range(500, 510))),
        Recording("page=1&", page(509, 600)),
    )
    settings = HOME | {"days": "130", "jurisdiction": "solvik.se", "key": "k"}
    fetched = fetch(client, settings, TODAY)
    path = tmp_path / fetched.file_name
    path.write_bytes(fetched.content)
    assert read(path, name=path.name, limits=Limits(), today=TODAY).rows.height == 511
    first = parse_qs(urlsplit(player.addresses[0]).query)
    assert (first["jurisdiction_id"], first["api_key"]) == (["solvik.se"], ["k"])
    assert first["start_date"] == ["2025-10-23T00:00:00+02:00"]
    assert first["end_date"] == ["2026-01-20T23:59:59+01:00"]
    assert len(player.asked) == 3


@pytest.mark.requirement("SEC-4")
def test_what_people_wrote_is_put_nowhere(tmp_path: Path) -> None:
    client, _ = hearing(tmp_path, Recording("requests", page(1)))
    assert b"Anna" not in fetch(client, HOME, TODAY).content
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Anna" in path.read_bytes()]


def test_a_system_that_knows_no_pages_is_not_asked_for_ever(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, Recording("requests", page(*range(500))))
    fetch(client, HOME, TODAY)
    assert len(player.asked) == 2


def test_xml_will_do(tmp_path: Path) -> None:
    client, player = hearing(
        tmp_path,
        Recording(r"requests\.json", status=404),
        Recording(r"requests\.xml", _SAMPLES / "felanmalningar.xml", headers={"Content-Type": "text/xml"}),
    )
    assert len(json.loads(fetch(client, HOME, TODAY).content)) == 4
    assert player.asked[-1].headers["Accept"] == "application/xml"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Ange adressen"),
        (HOME | {"days": "några"}, "helt tal mellan 1 och 3660"),
        (HOME | {"days": "0"}, "helt tal mellan 1 och 3660"),
        (HOME | {"address": "https://127.0.0.1/open311/v2"}, "inre nät"),
        (HOME | {"address": "http://felanmalan.solvik.example"}, "inte krypterad"),
    ],
)
def test_a_setting_that_is_wrong_is_told(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    client, player = hearing(tmp_path)
    with pytest.raises(ServiceFailure, match=said):
        fetch(client, settings, TODAY)
    assert player.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Recording(".", b'[{"code": 403, "description": "Fel nyckel"}]', 403),
            "svarade nej .fel 403.: Fel nyckel",
        ),
        (
            Recording(
                ".", b"<errors><error><code>400</code><description>Nej</description></error></errors>", 400
            ),
            "svarade nej .fel 400.: Nej",
        ),
        (Recording(".", b"nej", 403), "utan behörighet"),
        (Recording(".", b"[]"), "inga ärenden från de senaste 30 dagarna"),
        (Recording(".", b'[{"service_code": "1"}]'), "något annat än ärenden"),
        (Recording(".", b"{"), "något annat än ärenden"),
    ],
)
def test_what_the_system_says_no_to_is_told(tmp_path: Path, answer: Recording, said: str) -> None:
    client, _ = hearing(tmp_path, answer)
    with pytest.raises(ServiceFailure, match=said):
        fetch(client, HOME, TODAY)
