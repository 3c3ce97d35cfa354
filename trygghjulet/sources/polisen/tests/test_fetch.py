"""Asking Polisen: seldom, and only for what the source is about."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import Clock, hearing
from trygghjulet.sources.polisen.fetch import fetch
from trygghjulet.sources.polisen.read import read

pytestmark = pytest.mark.requirement("SCN-1")

TODAY = date(2026, 2, 12)
_SAMPLE = Path(__file__).parents[1] / "samples" / "polisens-handelser.json"
EVENTS = Recording(r"polisen\.se/api/events$", _SAMPLE)


def test_our_sample_is_read_with_the_last_text_of_each(tmp_path: Path) -> None:
    found = read(_SAMPLE, name=_SAMPLE.name, limits=Limits())
    assert (found.rows.height, found.rows_read, found.findings) == (3, 4, ())
    assert "En person är gripen" in " ".join(found.rows["text"])


def test_ten_seconds_pass_between_two_calls(tmp_path: Path) -> None:
    clock = Clock()
    for _ in range(2):
        client, _ = hearing(tmp_path, EVENTS, clock=clock)
        fetch(client, {}, TODAY)
        clock.moment += 10 * 60 - 8  # not yet the ten minutes that an answer does for
    assert clock.waits == []
    clock.moment += 16
    client, player = hearing(tmp_path, Recording(".", status=503), EVENTS, clock=clock)
    fetch(client, {}, TODAY)
    assert len(player.asked) == 2
    assert clock.waits == [10.0], "också när det första svaret var ett nej"


@pytest.mark.parametrize(
    ("places", "numbers"),
    [
        ("", [900001, 900002, 900001, 900003]),
        ("Solvik", [900001, 900001]),
        ("solvik, NORRBY", [900001, 900002, 900001]),
        ("Lillsjö län", [900001, 900002, 900001, 900003]),
    ],
)
def test_the_places_are_chosen_here(tmp_path: Path, places: str, numbers: list[int]) -> None:
    client, player = hearing(tmp_path, EVENTS)
    fetched = fetch(client, {"places": places}, TODAY)
    assert [event["id"] for event in json.loads(fetched.content)] == numbers
    assert player.addresses == ["https://polisen.se/api/events"]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"[", b"null"])
def test_an_answer_without_events_is_told(tmp_path: Path, body: bytes) -> None:
    client, _ = hearing(tmp_path, Recording(".", body))
    with pytest.raises(ServiceFailure, match="svarade inte med händelser"):
        fetch(client, {}, TODAY)


def test_places_that_nothing_tells_of_are_told(tmp_path: Path) -> None:
    client, _ = hearing(tmp_path, EVENTS)
    with pytest.raises(ServiceFailure, match="så som Polisen skriver dem"):
        fetch(client, {"places": "Goteborg"}, TODAY)
