"""The room's pages: a plain form, what the phone's program asks for, lists that are logged, photos that are kept."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import AT, Cast
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.steps.field import operations
from trygghjulet.steps.field.models import Report, State
from trygghjulet.steps.field.operations import Content
from trygghjulet.steps.field.rules.times import When
from trygghjulet.steps.field.tests.pictures import photo

pytestmark = pytest.mark.requirement("SCN-7")

FIELD = "/lillaker/falt/"


@pytest.fixture(autouse=True)
def _own_photos(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The cast comes first: it reports with photos too.
    monkeypatch.setattr(settings, "PHOTOS", tmp_path / "photos")


def _now() -> datetime:
    return datetime.now(tz=AT.tzinfo)


def _sent(cast: Cast, **instead: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "party": cast.home.municipality.pk,
        "category": "surroundings.litter",
        "where_place": "Stortorget",
        "where_point": "",
        "where_text": "",
        "when": "now",
        "affects": "some",
        "text": "Skräp kring bänkarna.",
        **instead,
    }


def _phone(cast: Cast, client: Client, **instead: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"{FIELD}skicka/", _sent(cast, written_at=_now().isoformat(), **instead))
    return answer.status_code, json.loads(answer.content)


def _report(cast: Cast, who: str = "fia", **instead: Any) -> Report:
    party = cast.home.police if who == "kim" else cast.home.municipality
    given = {
        "by": cast.scope(who),
        "at": _now(),
        "cooperation": cast.home.cooperation,
        "party": party,
        "key": uuid4(),
        "content": Content(
            "fire", When("now"), place=cast.home.known_place, text="Det brann i en papperskorg."
        ),
        "written_at": _now(),
    }
    return operations.send(**given | instead).report


def test_without_a_script_the_page_is_an_ordinary_form(cast: Cast) -> None:
    fia = cast.client("fia")
    page = fia.get(f"{FIELD}ny/").content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert key
    picture = SimpleUploadedFile("bild.jpg", photo(400, 300), "image/jpeg")
    answer = fia.post(f"{FIELD}ny/", _sent(cast, key=key[1], photo=picture), follow=True)
    page = answer.content.decode()
    for words in ("Rapporten är skickad.", "Nedskräpning", "Torget, ", "Några stycken", "Mottagen"):
        assert words in page
    report = Report.objects.get(key=key[1])
    assert report.place == cast.home.known_place
    assert answer.redirect_chain[-1][0] == f"{FIELD}{report.pk}/"
    again = fia.post(f"{FIELD}ny/", _sent(cast, key=key[1]), follow=True)
    assert "Rapporten är redan mottagen." in again.content.decode()
    assert Report.objects.filter(by_name="Fia").count() == 1


def test_what_is_wrong_is_told_at_the_top_with_all_that_was_written(cast: Cast) -> None:
    sent = _sent(cast, category="", where_place="Finns inte", when="day", text="Ring 070-174 06 05")
    answer = cast.client("fia").post(f"{FIELD}ny/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Välj vad du såg.", "Ingen känd plats heter", "telefonnummer", "Ring 070-174 06 05"):
        assert words in page
    answer = cast.client("fia").post(f"{FIELD}ny/", _sent(cast, when="day"))
    assert "Ange vilken dag det hände." in answer.content.decode()


def test_the_reporters_latest_category_and_place_come_first(cast: Cast) -> None:
    _report(cast, at=_now() - timedelta(days=1))
    _report(cast, content=Content("robbery", When("now"), place=cast.home.known_place))
    page = cast.client("fia").get(f"{FIELD}ny/").content.decode()
    shown = re.findall(r'name="category"\s+value="([^"]+)"', page)
    assert shown[0] == "fire", "Det som rapporteras under dagen flyttar inget."
    assert 'data-place="Torget"' in page


def test_the_phone_is_answered_when_the_report_is_in_the_house(cast: Cast) -> None:
    fia, key = cast.client("fia"), str(uuid4())
    given = {
        "key": key,
        "written_at": (_now() - timedelta(hours=3)).isoformat(),
        "sent_at": _now().isoformat(),
    }
    address = f"{FIELD}skicka/"
    first = fia.post(address, _sent(cast) | given)
    report = Report.objects.get(key=key)
    assert first.status_code == 201
    assert first.json() == {"key": key, "page": f"{FIELD}{report.pk}/", "new": True}
    assert report.received_at - report.happened_from > timedelta(hours=2, minutes=59)
    again = fia.post(address, _sent(cast) | given)
    assert (again.status_code, again.json()["new"]) == (200, False)
    other = fia.post(address, _sent(cast, text="Något annat.") | given)
    assert (other.status_code, other.json()["problem"]) == (409, "key")
    assert Report.objects.filter(key=key).count() == 1


def test_what_can_not_be_taken_in_is_told_to_the_phone_in_words(cast: Cast) -> None:
    fia = cast.client("fia")
    code, said = _phone(cast, fia, text="Kontakta anna.andersson@exempel.example")
    assert code == 422
    assert said["errors"][0]["field"] == "text"
    assert "e-postadress" in said["errors"][0]["text"]
    code, said = _phone(cast, fia, photo=SimpleUploadedFile("bild.jpg", b"ingen bild"))
    assert (code, "inget foto" in said["errors"][0]["text"]) == (422, True)
    code, said = _phone(cast, cast.client("pia"))
    assert (code, said["problem"]) == (403, "denied")
    assert "Din roll får inte" in said["text"]


def test_a_point_beside_a_known_place_is_told_to_be_taken_as_it_unless_its_writer_says_no(cast: Cast) -> None:
    fia, square = cast.client("fia"), cast.home.known_place
    beside = {"where_place": "", "where_point": f"{square.longitude + 0.0003:.6f} {square.latitude:.6f}"}
    code, said = _phone(cast, fia, **beside)
    assert (code, said["place"]) == (201, "Torget")
    code, said = _phone(cast, fia, **beside, alone="on")
    assert (code, "place" in said) == (201, False)
    report = Report.objects.get(key=said["key"])
    assert report.place is None
    page = fia.post(f"{FIELD}ny/", _sent(cast, **beside), follow=True).content.decode()
    assert "Den är mottagen som Torget." in page
    fia.post(f"{FIELD}{report.pk}/ratta/", _sent(cast, **beside, seen=0, alone="True"))
    assert Report.objects.get(pk=report.pk).place is None, "Den som har sagt nej får inte platsen tillbaka."


@pytest.mark.requirement("SEC-4")
def test_one_who_has_the_right_insists_from_the_phone_with_a_reason_that_the_log_keeps(cast: Cast) -> None:
    saga, written = cast.client("saga"), {"text": "Klotter på Anna Anderssons mur.", "key": str(uuid4())}
    code, said = _phone(cast, saga, **written)
    assert code == 422
    (error,) = said["errors"]
    assert [piece["text"] for piece in error["pieces"] if piece["marked"]] == ["Anna Anderssons"]
    assert error["found"][0]["what"] == "ett namn"
    assert "titel och organisation" in error["found"][0]["instead"]
    insisted = {"insist": "on", "insist_shown": said["insist"]["shown"]}
    code, said = _phone(cast, saga, **written, **insisted)
    assert (code, said["insist"]["error"]) == (422, "Skriv varför texten ska sparas som den är.")
    code, said = _phone(cast, saga, **written, **insisted, insist_reason="Muren heter så.")
    assert code == 201
    entry = AuditEntry.objects.filter(act="rapporterade från fältet").order_by("-id")[0]
    assert entry.details["insisted"]["reason"] == "Muren heter så."
    assert entry.details["insisted"]["found"] == [{"kind": "namn", "field": "Vad såg du?"}]
    assert "Anna" not in str(entry.details)


@pytest.mark.requirement("SEC-4")
def test_without_the_right_or_about_what_is_certain_nobody_is_offered_to_insist(cast: Cast) -> None:
    code, said = _phone(cast, cast.client("fia"), text="Klotter på Anna Anderssons mur.")
    assert (code, "insist" in said) == (422, False)
    code, said = _phone(cast, cast.client("saga"), text="Legitimation 811218-9876 låg i gräset.")
    assert (code, "insist" in said) == (422, False)


@pytest.mark.requirement("SEC-4")
def test_without_a_script_what_was_found_is_marked_and_can_be_insisted_on(cast: Cast) -> None:
    saga = cast.client("saga")
    report = _report(cast, who="saga")
    for address, given in (
        (f"{FIELD}ny/", _sent(cast, where_text="Vid Anna Anderssons mur", where_place="")),
        (f"{FIELD}{report.pk}/ratta/", _sent(cast, text="Klotter på Anna Anderssons mur.", seen=0)),
    ):
        page = saga.post(address, given).content.decode()
        assert "<mark>Anna Anderssons</mark>" in page
        shown = re.search(r'name="insist_shown" value="([^"]+)"', page)
        assert shown
        insisted = given | {"insist": "on", "insist_shown": shown[1]}
        assert "Skäl: Skriv varför" in saga.post(address, insisted).content.decode()
        assert saga.post(address, insisted | {"insist_reason": "Muren heter så."}).status_code == 302


@pytest.mark.requirement("SEC-1")
def test_a_report_written_by_another_on_a_shared_phone_is_not_sent_as_ones_own(cast: Cast) -> None:
    fia, ana = cast.scope("fia").user_id, cast.client("ana")
    code, said = _phone(cast, ana, user=str(fia))
    assert (code, said["problem"]) == (409, "user")
    assert not Report.objects.filter(by_name__in=("Fia", "Ana")).exists()
    assert ana.get(f"{FIELD}lage/").json()["user"] == str(cast.scope("ana").user_id)


@pytest.mark.requirement("SEC-1")
def test_the_page_that_a_phone_keeps_knows_nobody(cast: Cast) -> None:
    _report(cast)
    page = cast.client("fia").get(f"{FIELD}utan-nat/").content.decode()
    assert "Nedskräpning" in page
    assert "Torget" in page
    for told in ("Fia", "csrfmiddlewaretoken", 'data-place="', "/konto/logga-ut/", '"user"'):
        assert told not in page


def test_the_phones_program_reaches_the_field_only_and_changes_its_name_with_what_it_keeps(
    cast: Cast,
) -> None:
    answer = cast.client("fia").get(f"{FIELD}sw.js")
    program = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert re.search(r"falt/\$\{ABOUT.slug\}/", program)
    assert re.search(r"Version [0-9a-f]{12} ", program)
    told = cast.client("fia").get(f"{FIELD}app.webmanifest").json()
    assert (told["scope"], told["start_url"]) == (FIELD, f"{FIELD}ny/")
    policy = cast.client("fia").get(f"{FIELD}ny/")["Content-Security-Policy"]
    assert "manifest-src 'self'" in policy
    assert "'unsafe-inline'" not in policy


@pytest.mark.requirement("SEC-1", "SEC-3")
def test_every_look_at_rows_and_photos_is_logged_and_photos_are_not_kept_by_others(cast: Cast) -> None:
    report = _report(cast, photo=photo(300, 200))
    kim = cast.client("kim")
    looks = AuditEntry.objects.filter(act="såg rader i", actor_name="Kim").order_by("pk")
    kim.get(f"{FIELD}alla/?kategori=fire")
    kim.get(f"{FIELD}{report.pk}/")
    answer = kim.get(f"{FIELD}{report.pk}/foto/")
    assert [(row.subject_kind, row.details["rows"]) for row in looks] == [
        ("parties.cooperation", 1),
        ("field.report", 1),
        ("field.report", 1),
    ]
    assert looks[0].details["asked"] == {"kategori": "fire"}
    assert answer["Content-Type"] == "image/jpeg"
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert cast.client("vera").get(f"{FIELD}{report.pk}/foto/").status_code == 404
    operations.set_sharing(
        by=cast.scope("saga"),
        at=_now(),
        cooperation=cast.home.cooperation,
        party=cast.home.municipality,
        rows_shared=False,
    )
    for page in ("", "foto/"):
        answer = kim.get(f"{FIELD}{report.pk}/{page}")
        assert answer.status_code == 403
        assert "Raderna stannar hos Lillåkers kommun" in answer.content.decode()
    assert "Anlagd brand" not in re.sub(r"<option.*?</option>", "", kim.get(f"{FIELD}alla/").content.decode())


def test_the_list_is_filtered_and_says_what_may_be_the_same(cast: Cast) -> None:
    _report(cast), _report(cast, "kim")
    saga = cast.client("saga")
    page = saga.get(f"{FIELD}alla/").content.decode()
    assert "2 rapporter" in page
    assert page.count("Kanske samma händelse") == 2
    for asked, number in (
        (f"part={cast.home.police.pk}", "1 rapport<"),
        ("kategori=robbery", "Inga rapporter"),
        (f"omrade={cast.home.area('norr').pk}", "2 rapporter"),
        (f"omrade={cast.home.area('soder').pk}", "Inga rapporter"),
        ("lage=done", "Inga rapporter"),
        ("vecka=2020-01-06&omrade=x&part=-1", "2 rapporter"),
    ):
        assert number in saga.get(f"{FIELD}alla/?{asked}").content.decode(), asked


def test_from_the_list_to_the_answer_to_the_reporters_own_page(cast: Cast) -> None:
    report, saga, fia = _report(cast), cast.client("saga"), cast.client("fia")
    address = f"{FIELD}svara/?report={report.pk}&report=999999&report=x"
    page = saga.get(address).content.decode()
    assert "Svara på 1 rapport" in page
    assert "Det brann" not in page
    given = {"report": [report.pk], "state": State.NO_ACTION, "next": "https://annanstans.example/"}
    assert "varför inget görs" in saga.post(f"{FIELD}svara/", given).content.decode()
    answer = saga.post(f"{FIELD}svara/", given | {"words": "Redan bytt av entreprenören."})
    assert answer["Location"] == f"{FIELD}alla/"
    page = fia.get(FIELD).content.decode()
    assert "Redan bytt av entreprenören." in page
    assert "Ingen åtgärd" in page
    assert "Inkorg (1" in page


def test_the_reporter_mends_on_the_page_and_takes_back(cast: Cast) -> None:
    report, fia = _report(cast, photo=photo(300, 200)), cast.client("fia")
    page = fia.get(f"{FIELD}{report.pk}/ratta/").content.decode()
    assert 'value="fire" checked' in page
    assert "Det brann i en papperskorg." in page
    answer = fia.post(f"{FIELD}{report.pk}/ratta/", _sent(cast, seen=0), follow=True)
    assert "Rapporten är rättad." in answer.content.decode()
    assert "Nedskräpning" in answer.content.decode()
    answer = fia.post(f"{FIELD}{report.pk}/ta-tillbaka/", {"csrfmiddlewaretoken": "-"}, follow=True)
    assert "Rapporten är återtagen." in answer.content.decode()
    assert cast.client("saga").get(f"{FIELD}{report.pk}/").status_code == 404
