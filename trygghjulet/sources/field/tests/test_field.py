"""A party's reports become material by the ordinary way: as incidents, without words, names or others' reports."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
import pytest

from tests.cast import AT, Cast
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.observations.findings import Reading
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.field import operations
from trygghjulet.steps.field.operations import Content
from trygghjulet.steps.field.rules.times import When
from trygghjulet.steps.scanning.registry import Circumstances, format_of

pytestmark = pytest.mark.requirement("SCN-7", "SCN-1")

FORMAT = format_of("field")
_LIMITS = Limits(max_bytes=1_000_000, max_rows=10_000, max_unpacked_bytes=10_000_000)


def _read(content: bytes, folder: Path) -> Reading:
    path = folder / "falt.csv"
    path.write_bytes(content)
    return FORMAT.read(
        path,
        Circumstances(
            name="falt.csv",
            today=date(2026, 2, 1),
            bounds=(14.0, 58.0, 16.0, 60.0),
            epsg=3006,
            limits=_LIMITS,
        ),
    )


def _fetch(cast: Cast, **settings: str) -> bytes:
    assert FORMAT.service
    given = {
        "cooperation": str(cast.home.cooperation.pk),
        "party": str(cast.home.municipality.pk),
        **settings,
    }
    client: Any = None  # nothing outside the house is asked
    return FORMAT.service.fetch(client, given, date(2026, 2, 1)).content


def _report(cast: Cast, who: str, content: Content, hours: int = 0) -> Any:
    party = cast.home.police if who == "kim" else cast.home.municipality
    at = AT + timedelta(hours=hours)
    return operations.send(
        by=cast.scope(who),
        at=at,
        cooperation=cast.home.cooperation,
        party=party,
        key=uuid4(),
        content=content,
        written_at=at,
    ).report


def test_the_sample_is_read_whole(tmp_path: Path) -> None:
    [sample] = FORMAT.samples
    reading = _read(sample.read_bytes(), tmp_path)
    assert (reading.kind, reading.rows.height, reading.findings) == (Kind.INCIDENTS, 5, ())
    assert set(reading.rows["category"]) == {
        "Klotter",
        "Samling som stör",
        "Nedskräpning",
        "Otrygg plats",
        "Belysning",
    }


def test_a_partys_reports_come_as_incidents_and_nothing_more(cast: Cast, tmp_path: Path) -> None:
    text = "Tältet vid bryggan är tomt."
    _report(cast, "fia", Content("damage.graffiti", When("now"), place=cast.home.known_place, text=text))
    _report(cast, "fia", Content("fire", When("now"), address="Hemligt ställe"))
    _report(cast, "kim", Content("robbery", When("now"), place=cast.home.known_place))
    gone = _report(cast, "fia", Content("drugs.open", When("now"), place=cast.home.known_place))
    operations.withdraw(by=cast.scope("fia"), at=AT, report=gone)
    content = _fetch(cast)
    for secret in ("Tältet", "Hemligt", "Fia", "Rån", "droghantering"):
        assert secret not in content.decode()
    reading = _read(content, tmp_path)
    assert sorted(reading.rows["category"]) == ["Belysning", "Klotter"]
    assert [finding.value for finding in reading.findings if "plats" in str(finding).lower()] != []
    row = reading.rows.filter(pl.col("category") == "Klotter").row(0, named=True)
    assert row["happened_from"] == AT.replace(tzinfo=None)
    assert reading.epsg == 3006


def test_fetched_again_it_is_the_same_file_and_a_mended_report_keeps_its_key(
    cast: Cast, tmp_path: Path
) -> None:
    report = _report(cast, "fia", Content("damage.graffiti", When("now"), place=cast.home.known_place))
    before = _fetch(cast)
    assert _fetch(cast) == before
    mended = Content("damage", When("now"), place=cast.home.known_place)
    operations.mend(by=cast.scope("fia"), at=AT, report=report, seen=0, content=mended)
    rows = [_read(content, tmp_path).rows for content in (before, _fetch(cast))]
    changed = (
        rows[0].join(rows[1], on="key", suffix="_now").filter(pl.col("category") != pl.col("category_now"))
    )
    assert changed["key"].to_list() == [str(report.key)]


@pytest.mark.requirement("SEC-1")
def test_without_knowing_whose_nothing_is_fetched(cast: Cast) -> None:
    for wrong in ({"party": ""}, {"cooperation": "alla"}):
        with pytest.raises(ServiceFailure, match="vems fältrapporter"):
            _fetch(cast, **wrong)
    with pytest.raises(ServiceFailure, match="inga fältrapporter"):
        _fetch(cast, party=str(cast.home.police.pk))
