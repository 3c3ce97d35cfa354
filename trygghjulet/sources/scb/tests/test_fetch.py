"""Asking SCB for the part of a table that somebody has chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import hearing
from trygghjulet.sources.scb.fetch import fetch
from trygghjulet.sources.scb.read import read

pytestmark = pytest.mark.requirement("SCN-1")

TODAY = date(2026, 3, 2)
_SAMPLE = Path(__file__).parents[1] / "samples" / "scb-folkmangd-solvik.json"


def test_the_chosen_part_is_asked_for_and_read(tmp_path: Path) -> None:
    client, player = hearing(tmp_path / "services", Recording("/tables/TAB638/data", _SAMPLE))
    fetched = fetch(client, {"table": "tab638", "selection": "Region=1480, 1401\nTid: top(10)\n"}, TODAY)
    (asked,) = map(unquote, player.addresses)
    assert asked.startswith("https://statistikdatabasen.scb.se/api/v2/tables/TAB638/data?lang=sv")
    assert "valueCodes[Region]=1480,1401" in asked
    assert "valueCodes[Tid]=top(10)" in asked
    path = tmp_path / fetched.file_name
    path.write_bytes(fetched.content)
    assert read(path, name=fetched.file_name, limits=Limits()).rows.height == 18


def test_the_address_that_scb_shows_will_do(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, Recording("/TAB638/data", _SAMPLE))
    pasted = "https://statistikdatabasen.scb.se/api/v2/tables/TAB638/data?lang=en&valueCodes[Tid]=2024&outputFormat=csv"
    fetch(client, {"table": pasted}, TODAY)
    (asked,) = map(unquote, player.addresses)
    assert "valueCodes[Tid]=2024" in asked
    assert "csv" not in asked


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Ange tabellens nummer"),
        ({"table": "../config"}, "Ange tabellens nummer"),
        ({"table": "https://annan.example/TAB638"}, "ska gå till SCB"),
        ({"table": "TAB638", "selection": "Göteborg"}, "Skriv som Region=1480"),
    ],
)
def test_a_setting_that_is_wrong_is_told_before_anything_is_asked(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    client, player = hearing(tmp_path)
    with pytest.raises(ServiceFailure, match=said):
        fetch(client, settings, TODAY)
    assert player.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Recording("TAB1", status=404), "SCB har ingen tabell TAB1"),
        (Recording("TAB1", b'{"title": "Too many cells selected"}', 403), "Too many cells selected"),
        (Recording("TAB1", b"[]", 400), "förstod inte frågan"),
    ],
)
def test_what_scb_says_no_to_is_told(tmp_path: Path, answer: Recording, said: str) -> None:
    client, _ = hearing(tmp_path, answer)
    with pytest.raises(ServiceFailure, match=said):
        fetch(client, {"table": "TAB1"}, TODAY)
