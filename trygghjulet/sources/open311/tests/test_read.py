"""Fault reports in GeoReport v2: the real answers, what is never read, and files made to do harm."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import INCIDENTS, Kind
from trygghjulet.sources.open311.read import read
from trygghjulet.steps.scanning.rules.categories import words_of

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")

_FOLDER = Path(__file__).parents[1]
TODAY = date(2026, 3, 2)
SOLVIK = (15.0, 59.0, 15.5, 59.5)


def request(**changes: Any) -> dict[str, Any]:
    return {
        "service_request_id": "S-1",
        "service_name": "Klotter",
        "service_code": "klotter",
        "requested_datetime": "2026-02-02T08:14:00+01:00",
        "address": "Skolvägen 4 B, Solvik",
        "lat": 59.32,
        "long": 15.21,
    } | changes


def reading(path: Path, data: bytes | str, **given: Any) -> Reading:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(path, name=path.name, limits=Limits(), today=TODAY, **given)


def of_json(tmp_path: Path, *items: object, **given: Any) -> Reading:
    return reading(tmp_path / "arenden.json", json.dumps(items), **given)


def xml(*inner: str) -> str:
    return f"<?xml version='1.0'?><service_requests>{''.join(inner)}</service_requests>"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("oiva_service-request.xml", ["638344"]),
        ("oiva_service-requests.xml", ["638344", "638349"]),
        ("open311status_requests_many.xml", ["101005420892", "101005420894"]),
        ("open311status_requests_single.xml", ["101005420892"]),
        ("open311status_service_requests.json", ["14-01100627", "14-01100669"]),
    ],
)
def test_the_real_answers(name: str, keys: list[str]) -> None:
    path = shared(f"faults/{name}")
    found = read(path, name=name, limits=Limits(), today=TODAY)
    assert (found.kind, sorted(found.rows["key"]), found.findings) == (Kind.INCIDENTS, keys, ())
    assert found.rows["x"].null_count() == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "oiva_boston-err-submitrequest-base_is_duplicate.xml",
            "svarade nej .fel 400.: Invalid service request",
        ),
        ("oiva_dc-services-S0301.xml", "lista över vilka slags ärenden"),
        ("oiva_dc-services.xml", "lista över vilka slags ärenden"),
        ("open311status_services_giessen.xml", "lista över vilka slags ärenden"),
        ("open311status_service_list.json", "lista över vilka slags ärenden"),
        ("oiva_discovery-boston.json", "var tjänsten finns"),
        ("oiva_discovery-dc.xml", "var tjänsten finns"),
        ("oiva_token.xml", "Ärendets slag saknas"),
        ("sundsvall_felanmalan_report_sv.json", "Ärendets nummer saknas"),
    ],
)
def test_real_answers_that_are_no_requests_say_what_they_are(name: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(shared(f"faults/{name}"), name=name, limits=Limits(), today=TODAY)


@pytest.mark.parametrize("ending", ["json", "xml"])
def test_our_samples_say_the_same_in_both_forms(ending: str) -> None:
    path = _FOLDER / "samples" / f"felanmalningar.{ending}"
    found = read(path, name=path.name, limits=Limits(), today=TODAY, bounds=SOLVIK, epsg=3006)
    assert (found.rows.schema, found.rows.height, found.findings, found.epsg) == (INCIDENTS, 4, (), 3006)
    assert found.rows.sort("key").select("category", "given_area").rows() == [
        ("Klotter", "Skolvägen, Solvik"),
        ("Trasig belysning", "Stationsgatan"),
        ("Nedskräpning", "Solviks torg"),
        ("Skadegörelse", "Idrottsvägen, Solvik"),
    ]
    assert "Ärenden utan punkt: 1." in " ".join(found.notes)


@pytest.mark.requirement("SEC-4")
def test_nothing_of_people_is_read(tmp_path: Path) -> None:
    personal = {
        "description": "Hälsningar Anna, 070-174 06 05",
        "media_url": "https://bild.example/1.jpg",
        "email": "anna@exempel.example",
        "phone": "070-174 06 05",
        "first_name": "Anna",
        "last_name": "Andersson",
        "status_notes": "Anna ringde",
        "device_id": "d1",
        "account_id": "a1",
    }
    found = of_json(tmp_path, request(**personal))
    written = found.rows.write_json() + " ".join(map(str, found.findings)) + " ".join(found.notes)
    assert not any(value in written for value in personal.values())
    assert "4 B" not in written


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize("name", ["Ring 070-174 06 05", "anna.andersson@exempel.example har klottrat"])
def test_personal_data_in_the_kind_stops_the_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="personuppgifter"):
        of_json(tmp_path, request(), request(service_request_id="S-2", service_name=name))


def test_free_text_in_the_kind_stops_the_file(tmp_path: Path) -> None:
    many = [request(service_request_id=str(n), service_name=f"Hål i gatan nummer {n}") for n in range(501)]
    with pytest.raises(UnreadableFile, match="fri text"):
        of_json(tmp_path, *many)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Storgatan 12", "Storgatan"),
        ("Storgatan 12B, 2 tr, 123 45 Solvik", "Storgatan, Solvik"),
        ("Kyrkogatan 3 A lgh 1102, Solvik", "Kyrkogatan, Solvik"),
        ("8TH AVE and JUDAH ST", "8TH AVE and JUDAH ST"),
        ("Solviks torg", "Solviks torg"),
        ("anna@exempel.example", None),
        ("12", None),
        ("Hos Kevin Jönsson, Storgatan 12", "Storgatan"),
        ("Storgatan 12 hos Kevin, 123 45 Solvik", "Storgatan, Solvik"),
        ("Kevin Jönsson, Storgatan 12, 070-174 06 05", "Storgatan"),
        ("c/o Jönsson, Storgatan 12", "Storgatan"),
        ("Kevin Jönsson", None),
    ],
)
def test_an_address_is_kept_without_what_points_out_a_home(
    tmp_path: Path, given: str, kept: str | None
) -> None:
    assert of_json(tmp_path, request(address=given)).rows["given_area"].to_list() == [kept]


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("850312-2384", "ett personnummer"),
        ("19850312-2384", "ett personnummer"),
        ("191212121212", "ett personnummer"),
        ("a@b.se", "en e-postadress"),
        ("Kevin Jönsson", "ett namn"),
    ],
)
def test_a_number_that_tells_of_a_person_is_told_of_and_not_kept(tmp_path: Path, key: str, what: str) -> None:
    found = of_json(tmp_path, request(), request(service_request_id=key))
    (told,) = found.findings
    assert told.problem == f"Ärendets nummer ser ut som {what}."
    assert key not in str(found.findings) + found.rows.write_json()
    assert found.rows["key"].to_list() == ["S-1"]


@pytest.mark.parametrize("key", ["260202-0014", "20260202-0014", "14-01100627", "101005420892", "7"])
def test_a_number_made_of_the_day_and_a_running_number_is_a_number(tmp_path: Path, key: str) -> None:
    assert of_json(tmp_path, request(service_request_id=key)).rows["key"].to_list() == [key]


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        ("2026-02-02T23:30:00Z", datetime.fromisoformat("2026-02-03T00:30:00")),
        ("2025-07-02T08:14:00+00:00", datetime.fromisoformat("2025-07-02T10:14:00")),
        ("2026-02-02T08:14:00", datetime.fromisoformat("2026-02-02T08:14:00")),
    ],
)
def test_moments_become_swedish_time(tmp_path: Path, moment: str, local: datetime) -> None:
    assert of_json(tmp_path, request(requested_datetime=moment)).rows["happened_from"].to_list() == [local]


def test_the_last_change_of_a_request_holds(tmp_path: Path) -> None:
    found = of_json(
        tmp_path,
        request(service_name="Skadegörelse", updated_datetime="2026-02-05T08:00:00+01:00"),
        request(updated_datetime="2026-02-03T08:00:00+01:00"),
    )
    assert found.rows["category"].to_list() == ["Skadegörelse"]
    assert "Ärenden som står flera gånger: 1. Det senast ändrade gäller." in found.notes


@pytest.mark.parametrize("wrap", ["service_requests", "requests"])
def test_a_wrapped_list_is_unwrapped(tmp_path: Path, wrap: str) -> None:
    found = reading(tmp_path / "a.json", json.dumps({wrap: [request()]}))
    assert found.rows.height == 1


def test_without_points_there_are_no_metres(tmp_path: Path) -> None:
    found = of_json(tmp_path, request(lat=None, long=None))
    assert (found.epsg, found.rows["x"].to_list()) == (None, [None])


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        (request(service_request_id=""), "service_request_id"),
        (request(service_request_id="x" * 200), "service_request_id"),
        (request(service_name="", service_code=None), "service_name"),
        (request(service_name="x" * 200), "service_name"),
        (request(requested_datetime=""), "requested_datetime"),
        (request(requested_datetime="i går"), "requested_datetime"),
        (request(requested_datetime="2027-01-01T00:00:00Z"), "requested_datetime"),
        (request(requested_datetime="0001-01-01T00:00:00+14:00"), "requested_datetime"),
        (request(lat=0, long=0, address=""), "lat"),
        (request(lat="nan", long="nan", address=""), "lat"),
        (request(lat=10**400, long=15, address=""), "lat"),
        (request(lat=41.85, long=-87.66), "lat, long"),
        ("text", "request"),
        (None, "request"),
    ],
)
def test_a_bad_request_is_told_and_the_others_kept(tmp_path: Path, bad: object, column: str) -> None:
    found = of_json(tmp_path, request(service_request_id="bra"), bad, bounds=SOLVIK)
    assert found.rows["key"].to_list() == ["bra"]
    assert [(one.row, one.column) for one in found.findings] == [(2, column)]


def test_a_bad_request_of_xml_is_told_too(tmp_path: Path) -> None:
    found = reading(
        tmp_path / "a.xml",
        xml(
            "<request><service_request_id>1</service_request_id></request>",
            "<request><service_request_id>2</service_request_id><service_code>K</service_code>"
            "<requested_datetime>2026-02-02T08:14:00+01:00</requested_datetime><address>Torget</address></request>",
        ),
    )
    assert (found.rows["key"].to_list(), [one.row for one in found.findings]) == (["2"], [1])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><service_requests>&b;</service_requests>', "DTD"),
        ('<!DOCTYPE a SYSTEM "https://annan.example/x.dtd"><service_requests/>', "DTD"),
        (
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><service_requests>&b;</service_requests>',
            "DTD",
        ),
        (xml("<request>" * 13), "nivåer"),
        ("<a>" * 200_000, "börjar med <a>"),
        (xml("<request>" * 200_000), "nivåer"),
        (xml(), "inga ärenden"),
        (xml("<request>"), "skadad eller avklippt"),
        ("<service_requests>", "skadad eller avklippt"),
        ("<html><body>Logga in</body></html>", "webbsida"),
        ("<!DOCTYPE html><html></html>", "DTD"),
        ("<rss/>", "inte ett svar från Open311"),
        ('<?xml version="1.0" encoding="utf-99"?><service_requests/>', "skadad eller avklippt"),
        (b"\xff\xfe<\x00", "skadad eller avklippt"),
        ("<", "skadad eller avklippt"),
        ("[]", "inga ärenden"),
        ("[" * 100_000, "giltig JSON"),
        ("{}", "Ärendets nummer saknas"),
        ('{"errors": [{"code": 403, "description": "Fel nyckel"}]}', "svarade nej .fel 403.: Fel nyckel"),
        ('[{"code": 400, "description": ""}]', "utan förklaring"),
        ("a;b\n1;2\n", "behövs JSON"),
        ("", "tom"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: str | bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        reading(tmp_path / "arenden", data)


def test_a_file_with_too_many_requests_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([request(service_request_id=str(n)) for n in range(5)]))
    with pytest.raises(UnreadableFile, match="rader"):
        read(path, name=path.name, limits=Limits(max_rows=4), today=TODAY)


def test_the_words_of_fault_reports_have_a_meaning() -> None:
    words = words_of(_FOLDER)
    assert words.node_of("klotter och affischering") == "damage.graffiti"
    assert words.node_of("Trasig belysning") == "surroundings.light"
