"""A report is taken in once and whole, however many times and from however many places it is sent."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image

from tests.cast import AT, Cast
from trygghjulet.foundation.access.rules import Denied, Refused
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.privacy.guard import PersonalDataFound
from trygghjulet.steps.field import operations
from trygghjulet.steps.field.models import Report, ReportState
from trygghjulet.steps.field.operations import Content, KeyTaken, Taken, sending, sweep
from trygghjulet.steps.field.rules.times import When
from trygghjulet.steps.field.tests.pictures import CAMERA, bomb, photo

pytestmark = pytest.mark.requirement("SCN-7")

LATER = AT + timedelta(hours=5)
SEEN = Content("damage.graffiti", When("now"), longitude=14.92, latitude=59.02, text="Nytt klotter på muren.")


@pytest.fixture(autouse=True)
def _own_photos(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The cast comes first: it reports with photos too.
    monkeypatch.setattr(settings, "PHOTOS", tmp_path / "photos")


def _given(cast: Cast, **instead: Any) -> dict[str, Any]:
    return {
        "by": cast.scope("fia"),
        "at": LATER,
        "cooperation": cast.home.cooperation,
        "party": cast.home.municipality,
        "key": uuid4(),
        "content": SEEN,
        "written_at": LATER - timedelta(hours=2),
        **instead,
    }


def _kept() -> list[str]:
    folder = Path(settings.PHOTOS)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_what_is_sent_lies_in_its_area_with_its_time_and_a_bare_photo(cast: Cast) -> None:
    taken = operations.send(**_given(cast, photo=photo()))
    report = Report.objects.get(pk=taken.report.pk)
    assert taken.new
    assert report.area == cast.home.area("s1")
    assert report.happened_from == LATER - timedelta(hours=2)
    assert (report.by_name, report.received_at) == ("Fia", LATER)
    content = (Path(settings.PHOTOS) / report.photo).read_bytes()
    assert CAMERA.encode() not in content
    with Image.open(io.BytesIO(content)) as image:
        assert dict(image.getexif()) == {}


def test_a_known_place_is_noticed_when_one_stands_at_it(cast: Cast) -> None:
    square = cast.home.known_place
    at_square = Content("fire", When("now"), longitude=square.longitude + 0.0003, latitude=square.latitude)
    assert operations.send(**_given(cast, content=at_square)).report.place == square
    away = Content("fire", When("now"), longitude=square.longitude + 0.003, latitude=square.latitude)
    assert operations.send(**_given(cast, content=away)).report.place is None


def test_the_same_sent_again_gives_the_same_answer_and_leaves_nothing_more(cast: Cast) -> None:
    given = _given(cast, photo=photo(300, 200))
    first = operations.send(**given)
    rows, files = AuditEntry.objects.count(), _kept()
    again = operations.send(**given | {"at": LATER + timedelta(days=1), "sent_at": LATER + timedelta(days=1)})
    assert again == Taken(first.report, new=False)
    assert (AuditEntry.objects.count(), _kept()) == (rows, files)
    assert ReportState.objects.filter(report=first.report).count() == 1


def test_sent_again_after_it_was_mended_it_is_still_the_same(cast: Cast) -> None:
    given = _given(cast)
    report = operations.send(**given).report
    operations.mend(
        by=cast.scope("fia"),
        at=LATER,
        report=report,
        seen=0,
        content=Content("fire", When("now"), address="Bron"),
    )
    assert not operations.send(**given).new
    assert Report.objects.get(pk=report.pk).category == "fire"


@pytest.mark.parametrize(
    "instead",
    [
        {"content": Content("fire", When("now"), longitude=14.92, latitude=59.02)},
        {"written_at": LATER - timedelta(hours=3)},
        {"photo": photo(30, 20)},
    ],
)
def test_something_else_under_the_same_key_is_refused_and_what_was_there_stays(
    cast: Cast, instead: dict[str, Any]
) -> None:
    given = _given(cast)
    operations.send(**given)
    with pytest.raises(KeyTaken, match="samma nyckel"):
        operations.send(**given | instead)
    assert Report.objects.get(key=given["key"]).text == "Nytt klotter på muren."
    assert _kept() == []


def test_somebody_elses_key_tells_nothing_of_their_report(cast: Cast) -> None:
    given = _given(cast)
    operations.send(**given)
    with pytest.raises(KeyTaken):
        operations.send(**given | {"by": cast.scope("ana")})


def test_when_two_phones_send_the_same_at_once_the_later_finds_it_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked and found nothing; the database lets one in, and the other's photo is taken away again."""
    given = _given(cast, photo=photo(300, 200))
    first = operations.send(**given)
    looked = iter([True, False])
    real = Report.objects.filter

    def not_there_yet(*args: Any, **asked: Any) -> Any:
        return real(pk=-1) if "key" in asked and next(looked, False) else real(*args, **asked)

    monkeypatch.setattr(sending.Report.objects, "filter", not_there_yet)
    assert operations.send(**given) == Taken(first.report, new=False)
    monkeypatch.undo()
    assert Report.objects.filter(key=given["key"]).count() == 1


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="Samtidiga skrivare prövas mot PostgreSQL (TRYGGHJULET_DATABASE=postgresql).",
)
def test_sent_eight_times_at_the_same_moment_it_is_there_once(transactional_db: None, cast: Cast) -> None:
    given = _given(cast, photo=photo(300, 200))
    gate, answers, faults = Barrier(8), [], []

    def run() -> None:
        try:
            gate.wait(10)
            answers.append(operations.send(**given))
        except Exception as error:  # noqa: BLE001  # told by the test
            faults.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert sorted(answer.new for answer in answers) == [False] * 7 + [True]
    assert len({answer.report.pk for answer in answers}) == 1
    assert len(_kept()) == 1


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize("name", ["text", "address"])
def test_a_street_with_a_number_is_not_kept_with_a_single_event(cast: Cast, name: str) -> None:
    content = Content("fire", When("now"), **{"address": "Bron", name: "Storgatan 14 B lgh 1203"})
    with pytest.raises(PersonalDataFound, match="gatuadress"):
        operations.send(**_given(cast, content=content))
    assert _kept() == []


@pytest.mark.requirement("SEC-4")
def test_personal_data_is_told_of_before_anything_is_kept(cast: Cast) -> None:
    for name in ("text", "address"):
        content = Content("fire", When("now"), **{"address": "Bron", name: "Ring 070-174 06 05"})
        with pytest.raises(PersonalDataFound, match="telefonnummer"):
            operations.send(**_given(cast, content=content, photo=photo(30, 20)))
    assert _kept() == []


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"content": Content("theft.home", When("now"), address="Bron")}, "kategorierna"),
        ({"content": Content("fire", When("now"))}, "Ange var det var"),
        ({"content": Content("fire", When("now"), longitude=18.0, latitude=59.3)}, "långt utanför"),
        ({"content": Content("fire", When("now"), longitude=float("nan"), latitude=59.0)}, "långt utanför"),
        ({"content": Content("fire", When("day"), address="Bron")}, "vilken dag"),
        ({"content": Content("fire", When("now"), address="Bron", affects="alla")}, "hur många"),
        ({"photo": bomb()}, "miljoner bildpunkter"),
        ({"photo": b"hej"}, "inget foto"),
    ],
)
def test_what_can_not_be_right_is_refused_whole(cast: Cast, instead: dict[str, Any], words: str) -> None:
    before = Report.objects.count()
    with pytest.raises(Refused, match=words):
        operations.send(**_given(cast, **instead))
    assert (Report.objects.count(), _kept()) == (before, [])


def test_who_is_bound_to_an_area_reports_what_they_see_outside_it(cast: Cast) -> None:
    assert operations.send(**_given(cast, by=cast.scope("uno"))).report.area == cast.home.area("s1")


def test_nobody_reports_for_a_party_that_they_do_not_belong_to(cast: Cast) -> None:
    with pytest.raises(Denied, match="ägs av"):
        operations.send(**_given(cast, party=cast.home.police))


def test_photos_that_no_report_names_are_taken_away_when_they_are_old(cast: Cast) -> None:
    operations.send(**_given(cast, photo=photo(30, 20)))
    (Path(settings.PHOTOS) / "efter-ett-strombrott.jpg").write_bytes(b"x")
    assert len(_kept()) == 2
    assert sweep(older_than=datetime.fromtimestamp(0, tz=AT.tzinfo)) == 0
    assert sweep(older_than=datetime(2199, 1, 1, tzinfo=AT.tzinfo)) == 1
    assert len(_kept()) == 1
