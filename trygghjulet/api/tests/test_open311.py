"""What another system sends: taken in once, made a delivery by the hour, and never more than is needed of people."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import HOME, Cast
from tests.writing.acts import LATER
from tests.writing.test_at_once import at_once
from trygghjulet.api import calls
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Dataset, Delivery, Pushed, ServiceKey, Source
from trygghjulet.steps.scanning.operations.later_services import look_after
from trygghjulet.steps.scanning.queries.pushed import waiting
from trygghjulet.steps.scanning.rules.pushed import BadRequest, Sent, read_sent

pytestmark = pytest.mark.requirement("SCN-1")

GOOD = {
    "service_code": "surroundings.light",
    "lat": "59.03",
    "long": "14.95",
    "address_string": "Parkvägen 7 B",
    "requested_datetime": "2026-02-01T20:15:00+01:00",
    "service_request_id": "F-77",
}
PEOPLE = {
    "description": "Hälsningar Anna Andersson",
    "email": "anna.andersson@exempel.example",
    "phone": "070-174 06 05",
    "first_name": "Anna",
    "last_name": "Andersson",
    "device_id": "apparat-1",
    "account_id": "konto-1",
    "media_url": "https://bild.example/1.jpg",
}


@pytest.fixture(autouse=True)
def _no_calls_counted() -> None:
    cache.clear()


def send(cast: Cast, given: dict[str, Any] | str, *, form: str = "json", **options: Any) -> HttpResponse:
    address = reverse("open311:requests", args=(cast.home.pushed_source.pk, form))
    headers = {"X-API-Key": cast.home.service_secret}
    answer: HttpResponse = Client().post(address, given, headers=headers, **options)
    return answer


def test_a_report_is_taken_in_and_answered_as_the_standard_has_it(cast: Cast) -> None:
    answer = send(cast, GOOD)
    assert answer.status_code == 200
    ((told),) = json.loads(answer.content)
    assert told["service_request_id"] == "F-77"
    kept = Pushed.objects.get(request_id="F-77")
    assert kept.content == {
        "service_code": "surroundings.light",
        "service_name": "Belysning"
        if kept.content["service_name"] == "Belysning"
        else kept.content["service_name"],
        "lat": 59.03,
        "long": 14.95,
        "address": "Parkvägen",
        "requested_datetime": "2026-02-01T20:15:00+01:00",
        "service_request_id": "F-77",
    }


def test_a_key_may_stand_in_the_form_too_and_xml_is_answered_as_xml(cast: Cast) -> None:
    address = reverse("open311:requests", args=(cast.home.pushed_source.pk, "xml"))
    answer = Client().post(address, GOOD | {"api_key": cast.home.service_secret})
    root = ElementTree.fromstring(answer.content)  # noqa: S314  # our own answer
    assert (root.tag, root.findtext("request/service_request_id")) == ("service_requests", "F-77")
    refused = ElementTree.fromstring(Client().post(address, GOOD).content)  # noqa: S314  # our own answer
    assert (refused.tag, refused.findtext("error/code")) == ("errors", "403")


def test_json_will_do(cast: Cast) -> None:
    assert send(cast, json.dumps(GOOD), content_type="application/json").status_code == 200
    assert waiting(cast.home.pushed_source) == 2


@pytest.mark.requirement("SEC-4")
def test_nothing_of_people_is_kept_anywhere(cast: Cast) -> None:
    send(cast, GOOD | PEOPLE)
    operations.hand_over(at=LATER, source_id=cast.home.pushed_source.pk)
    kept = json.dumps(
        [
            *Pushed.objects.values("content", "request_id", "refusal"),
            *AuditEntry.objects.values("details", "subject_name"),
            *Delivery.objects.values("findings", "notes", "file_name"),
        ],
        default=str,
    )
    assert not [value for value in (*PEOPLE.values(), "7 B") if value in kept]


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize("field", ["service_code", "service_name"])
def test_personal_data_in_the_kind_is_refused(cast: Cast, field: str) -> None:
    answer = send(cast, GOOD | {field: "Ring 070-174 06 05"})
    assert answer.status_code == 400
    assert "personuppgifter" in answer.content.decode()
    assert waiting(cast.home.pushed_source) == 1


@pytest.mark.requirement("SEC-4")
@pytest.mark.parametrize("key", ["850312-2384", "anna@exempel.se"])
def test_a_number_that_tells_of_a_person_is_refused(cast: Cast, key: str) -> None:
    answer = send(cast, GOOD | {"service_request_id": key})
    assert answer.status_code == 400
    assert "Ärendets nummer ser ut som e" in answer.content.decode()
    assert not Pushed.objects.filter(request_id=key).exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"service_code": ""}, "service_code saknas"),
        ({"service_code": "x" * 200}, "längre än 120 tecken"),
        ({"service_code": "klotter\x00"}, "inte går att skriva ut"),
        ({"lat": ""}, "Både lat och long behövs"),
        ({"lat": "norr"}, "inte en koordinat"),
        ({"lat": "nan"}, "inte en koordinat"),
        ({"lat": "91"}, "inte en koordinat"),
        ({"lat": "", "long": "", "address_string": ""}, "Platsen saknas"),
        ({"lat": "0", "long": "0", "address_string": ""}, "Platsen saknas"),
        ({"lat": "", "long": "", "address_string": "12"}, "bara ett husnummer"),
        ({"requested_datetime": "i går"}, "ska skrivas som"),
        ({"requested_datetime": "2026-02-01T20:15:00"}, "saknar tidszon"),
        ({"service_request_id": "1" * 101}, "längre än 100 tecken"),
    ],
)
def test_a_report_that_is_wrong_is_told_where(cast: Cast, changes: dict[str, str], said: str) -> None:
    answer = send(cast, GOOD | changes)
    assert answer.status_code == 400
    ((wrong),) = json.loads(answer.content)
    assert wrong["code"] == 400
    assert said in wrong["description"]
    assert waiting(cast.home.pushed_source) == 1


@pytest.mark.parametrize(
    "body", ["[", "[1]", "5", '"x"', "[" * 9000, '{"lat": 1e999, "long": 1, "service_code": "x"}']
)
def test_a_body_that_is_no_report_is_refused(cast: Cast, body: str) -> None:
    assert send(cast, body, content_type="application/json").status_code == 400


def test_a_report_that_is_too_large_is_not_read(cast: Cast) -> None:
    answer = send(cast, GOOD | {"description": "x" * calls.MOST_BYTES})
    assert (answer.status_code, json.loads(answer.content)[0]["code"]) == (413, 413)


def test_too_many_calls_in_a_minute_are_asked_to_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(cast, GOOD).status_code == 200
    monkeypatch.setattr(calls, "PER_MINUTE", 0)
    refused = send(cast, GOOD | {"service_request_id": "F-78"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert not Pushed.objects.filter(request_id="F-78").exists()


@pytest.mark.parametrize(("method", "name"), [("get", "requests"), ("post", "services"), ("put", "requests")])
def test_other_ways_are_refused_in_the_standard_s_form(cast: Cast, method: str, name: str) -> None:
    address = reverse(f"open311:{name}", args=(cast.home.pushed_source.pk, "json"))
    answer = getattr(Client(), method)(address, headers={"X-API-Key": cast.home.service_secret})
    assert (answer.status_code, json.loads(answer.content)[0]["code"]) == (405, 405)


def test_the_same_report_sent_again_is_one(cast: Cast) -> None:
    for _ in range(3):
        assert send(cast, GOOD).status_code == 200
    assert waiting(cast.home.pushed_source) == 2
    operations.hand_over(at=LATER, source_id=cast.home.pushed_source.pk)
    assert send(cast, GOOD).status_code == 200
    assert waiting(cast.home.pushed_source) == 0, "också när den redan är inläst"


def test_a_report_without_a_number_gets_one(cast: Cast) -> None:
    numbers = [
        json.loads(send(cast, GOOD | {"service_request_id": ""}).content)[0]["service_request_id"]
        for _ in range(2)
    ]
    assert len(set(numbers)) == 2


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="Samtidiga sändningar prövas mot PostgreSQL (TRYGGHJULET_DATABASE=postgresql).",
)
@pytest.mark.django_db(transaction=True)
def test_the_same_number_sent_twice_at_once_is_one(cast: Cast) -> None:
    key, by = cast.home.service_key, cast.scope("saga")
    sent = read_sent(GOOD)
    at_once(*(lambda: operations.receive(by=by, at=LATER, key=key, sent=sent) for _ in range(2)))
    assert Pushed.objects.filter(request_id="F-77").count() == 1


def test_by_the_hour_it_becomes_a_delivery_that_counts(cast: Cast) -> None:
    send(cast, GOOD)
    source = cast.home.pushed_source
    assert operations.hand_over(at=LATER, source_id=source.pk) == 2
    delivery = Delivery.objects.get(source=source)
    assert (delivery.state, delivery.rows_good, delivery.delivered_by) == ("accepted", 2, "Trygghjulet")
    assert Dataset.objects.get(source=source).rows == 2
    assert {one.content == {} for one in Pushed.objects.filter(source=source)} == {True}
    assert operations.hand_over(at=LATER, source_id=source.pk) == 0
    told = Client().get(
        reverse("open311:request", args=(source.pk, "F-77", "json")),
        headers={"X-API-Key": cast.home.service_secret},
    )
    ((told_of),) = json.loads(told.content)
    assert (told_of["status"], told_of["status_notes"]) == ("closed", "Inläst bland underlaget.")


def test_a_changed_report_becomes_a_changed_row(cast: Cast) -> None:
    source = cast.home.pushed_source
    send(cast, GOOD)
    operations.hand_over(at=LATER, source_id=source.pk)
    send(cast, GOOD | {"service_code": "damage"})
    operations.hand_over(at=LATER + timedelta(hours=1), source_id=source.pk)
    latest = Delivery.objects.filter(source=source).latest("delivered_at")
    assert (latest.rows_read, latest.rows_changed, latest.rows_new) == (1, 1, 0)


def test_a_crash_before_it_is_noted_neither_loses_nor_doubles(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = cast.home.pushed_source
    with monkeypatch.context() as broken:
        broken.setattr(operations.pulling, "note_handed_over", _crash)
        with pytest.raises(OSError, match="strömmen gick"):
            operations.hand_over(at=LATER, source_id=source.pk)
    assert operations.hand_over(at=LATER + timedelta(hours=1), source_id=source.pk) == 1
    assert Dataset.objects.get(source=source).rows == 1
    assert waiting(source) == 0


def _crash(**given: object) -> int:
    raise OSError("strömmen gick")


def test_what_cannot_be_read_is_told_and_stands_in_nobody_s_way(cast: Cast) -> None:
    source = cast.home.pushed_source
    operations.hand_over(at=LATER, source_id=source.pk)
    send(cast, GOOD | {"lat": "10", "long": "10", "address_string": ""})
    assert operations.hand_over(at=LATER + timedelta(hours=1), source_id=source.pk) == 1
    kept = Pushed.objects.get(request_id="F-77")
    assert "utanför det område" in kept.refusal
    assert kept.content["lat"] == 10, "det som skickades finns kvar"
    assert waiting(source) == 0


def test_what_waits_is_put_in_the_queue_by_the_hour(cast: Cast) -> None:
    assert look_after.func() == 2, "en källa i varje samverkan"
    operations.hand_over(at=LATER, source_id=cast.home.pushed_source.pk)
    assert look_after.func() == 1


def test_a_revoked_key_opens_nothing(cast: Cast) -> None:
    operations.revoke_key(by=cast.scope("saga"), at=LATER, key=cast.home.service_key)
    assert send(cast, GOOD).status_code == 403


@pytest.mark.requirement("SEC-1")
def test_a_key_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    address = reverse("scanning:keys", args=(HOME.slug, cast.home.pushed_source.pk))
    client = cast.client("saga")
    page = client.post(address, {"label": "Nya systemet"})
    secret = page.context["secret"]
    assert page.status_code == 200
    assert secret in page.content.decode()
    assert secret not in client.get(address).content.decode()
    assert not ServiceKey.objects.filter(key_sha256=secret).exists()
    assert secret not in json.dumps(
        list(AuditEntry.objects.values_list("details", "subject_name")), default=str
    )


def test_a_key_is_made_only_for_a_source_that_takes_what_is_sent(cast: Cast) -> None:
    incidents: Source = cast.home.source
    assert cast.client("kim").get(reverse("scanning:keys", args=(HOME.slug, incidents.pk))).status_code == 404
    with pytest.raises(operations.pushed.Refused, match="inget skickas"):
        operations.make_key(by=cast.scope("kim"), at=LATER, source=incidents, label="Något")


def test_only_what_the_standard_names_is_read() -> None:
    assert read_sent(GOOD | PEOPLE) == Sent(
        "surroundings.light", "", 59.03, 14.95, "Parkvägen 7 B", "2026-02-01T20:15:00+01:00", "F-77"
    )
    with pytest.raises(BadRequest):
        read_sent({"service_code": ["x"]})
