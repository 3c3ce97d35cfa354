"""Fetching by the timetable: what came is a delivery like any other, and a failure stops nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests.cast import HOME, Cast, email
from tests.writing.acts import LATER
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import hearing
from trygghjulet.steps.scanning import operations
from trygghjulet.steps.scanning.models import Dataset, Delivery, Pull
from trygghjulet.steps.scanning.operations.later_services import look_after
from trygghjulet.steps.scanning.operations.sources import Terms
from trygghjulet.steps.scanning.queries import version_of

pytestmark = pytest.mark.requirement("SCN-1")
_AT_ONCE = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="Samtidiga hämtningar prövas mot PostgreSQL (TRYGGHJULET_DATABASE=postgresql).",
)


def _request(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "service_request_id": f"P-{number}",
        "service_name": "Klotter",
        "requested_datetime": "2026-02-01T20:15:00+01:00",
        "lat": 59.03,
        "long": 14.95,
    } | changes


def _answer(*requests: dict[str, Any], **options: Any) -> Recording:
    return Recording("requests", json.dumps(requests).encode(), **options)


def _pull(cast: Cast, folder: Path, *recordings: Recording, hours: int = 0, **manners: Any) -> str:
    client, _ = hearing(folder, *recordings, **manners)
    return operations.pull(
        at=LATER + timedelta(hours=hours), source_id=cast.home.pushed_source.pk, client=client
    )


def test_what_came_is_accepted_by_itself_when_nothing_is_wrong_with_it(cast: Cast, tmp_path: Path) -> None:
    assert "Godtagen" in _pull(cast, tmp_path, _answer(_request(1), _request(2)))
    source = cast.home.pushed_source
    assert (source.pulled_at, source.pull_failure) == (LATER, "")
    delivery = Delivery.objects.get(source=source)
    assert (delivery.state, delivery.delivered_by) == ("accepted", "Trygghjulet")
    assert Dataset.objects.get(source=source).rows == 2


def test_what_has_faults_waits_for_a_person(cast: Cast, tmp_path: Path) -> None:
    _pull(cast, tmp_path, _answer(_request(1), _request(2, requested_datetime="")))
    delivery = Delivery.objects.get(source=cast.home.pushed_source)
    assert (delivery.state, delivery.rows_good, delivery.findings_total) == ("previewed", 1, 1)


def test_the_same_once_more_is_nothing_new_and_no_failure(cast: Cast, tmp_path: Path) -> None:
    _pull(cast, tmp_path, _answer(_request(1)))
    assert _pull(cast, tmp_path, _answer(_request(1)), hours=1) == "Inget nytt hade kommit."
    source = cast.home.pushed_source
    assert (source.pulled_at, source.pull_failure) == (LATER + timedelta(hours=1), "")
    assert Delivery.objects.filter(source=source).count() == 1


@pytest.mark.parametrize(
    ("recording", "said"),
    [
        (_answer(status=500), "har ett eget fel"),
        (_answer(status=404), "har inget på den adressen"),
        (_answer(status=429, headers={"Retry-After": "3600"}), "Försök igen om 60 minuter"),
        (Recording(".", b"<html><title>Logga in</title></html>"), "webbsida i stället"),
        (Recording(".", b"x" * 3000), "är större än"),
        (_answer(status=302, headers={"Location": "https://localhost/"}), "skickar vidare till localhost"),
        (_answer(_request(1, service_name="Ring 070-174 06 05")), "personuppgifter"),
        (_answer(), "inga ärenden"),
    ],
)
def test_a_failure_is_kept_in_words_and_nothing_else_is(
    cast: Cast, tmp_path: Path, recording: Recording, said: str
) -> None:
    assert said in _pull(cast, tmp_path, recording, most_bytes=2000)
    source = cast.home.pushed_source
    assert said in source.pull_failure
    assert source.pulled_at is None
    assert not Delivery.objects.filter(source=source).exists()
    page = cast.client("saga").get(reverse("scanning:source", args=(HOME.slug, source.pk)))
    assert page.status_code == 200


def test_a_source_in_the_inner_network_is_not_asked(cast: Cast, tmp_path: Path) -> None:
    names = {"felanmalan.lillaker.example": ["127.0.0.1"]}
    assert "inre nät" in _pull(cast, tmp_path, _answer(_request(1)), names=names)


def test_without_internet_it_says_that_files_can_be_handed_in(cast: Cast, tmp_path: Path) -> None:
    assert "lämna in den på källans sida" in _pull(cast, tmp_path, _answer(_request(1)), offline=True)


def test_those_who_answer_for_the_source_are_told_of_the_first_failure_only(
    cast: Cast, tmp_path: Path
) -> None:
    for hours in range(3):
        _pull(cast, tmp_path, _answer(status=404), hours=hours)
    told = Message.objects.filter(kind="scanning.pull_failed")
    addresses = sorted(told.values_list("user__email", flat=True))
    assert addresses == [email("ana"), email("saga")]
    _pull(cast, tmp_path, _answer(_request(1)), hours=3)
    assert cast.home.pushed_source.pull_failure == ""
    _pull(cast, tmp_path, _answer(status=404), hours=4)
    assert told.count() == 4, "ett nytt fel efter att det har gått bra"


def test_the_timetable_puts_in_the_queue_what_is_due_and_only_that(cast: Cast) -> None:
    source = cast.home.pushed_source
    saga = cast.scope("saga")
    terms = Terms(
        name=source.name,
        theme=source.theme,
        sharing=source.sharing,
        definition=source.definition,
        settings=source.settings,
        pull=Pull.WEEKLY,
    )
    operations.change_source(by=saga, at=LATER, source=source, seen=version_of(source), terms=terms)
    for work in (cast.home, cast.neighbour):  # nothing that was sent waits
        operations.hand_over(at=LATER, source_id=work.pushed_source.pk)
    assert look_after.func() == 1
    operations.note_pull(by=saga, at=LATER.now(LATER.tzinfo), source=source)
    assert look_after.func() == 0


def test_a_person_asks_for_a_fetch_and_it_is_queued(cast: Cast) -> None:
    before = DBTaskResult.objects.count()
    address = reverse("scanning:pull", args=(HOME.slug, cast.home.pushed_source.pk))
    answer = cast.client("ana").post(address)
    assert answer.status_code == 302
    assert DBTaskResult.objects.count() == before + 1
    assert AuditEntry.objects.latest("pk").act == "bad om hämtning"


def test_a_source_that_cannot_be_fetched_says_so(cast: Cast) -> None:
    address = reverse("scanning:pull", args=(HOME.slug, cast.home.source.pk))
    page = cast.client("palle").post(address, follow=True)
    assert "Källans format går inte att hämta" in page.content.decode()


@_AT_ONCE
@pytest.mark.django_db(transaction=True)
def test_two_fetches_at_once_make_one_delivery(cast: Cast, tmp_path: Path) -> None:
    client, _ = hearing(tmp_path, _answer(_request(1)))
    source_id, said = cast.home.pushed_source.pk, []

    def pull() -> None:
        try:
            said.append(operations.pull(at=LATER, source_id=source_id, client=client))
        finally:
            connection.close()

    pulls = [Thread(target=pull) for _ in range(2)]
    for one in pulls:
        one.start()
    for one in pulls:
        one.join()
    assert len(said) == 2
    assert "Källan är just hämtad." in said
    assert Delivery.objects.filter(source_id=source_id).count() == 1
