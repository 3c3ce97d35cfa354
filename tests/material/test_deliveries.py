"""Each row of a handed-in file has a state; large files are read and accepted by jobs that a page follows."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.cast import AT, HOME, Cast
from tests.material.test_upload import GOOD, HEAD, answer, hand_in
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.audit.operations import LOOKED
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.scanning import operations as scanning
from trygghjulet.steps.scanning.models import Dataset, Delivery, Source
from trygghjulet.steps.scanning.operations import deliveries as handing_in, later, reading
from trygghjulet.steps.scanning.queries import files_of, incoming, scope_of_source

pytestmark = pytest.mark.requirement("SCN-2")

KEYED = f"{HEAD};id"


def _file(*rows: str) -> bytes:
    return "\n".join((KEYED, *rows)).encode()


def _row(key: object, *, category: str = "Stöld", day: int = 1) -> str:
    return f"2025-03-{day:02} 12:00;{category};14.95;59.05;{key}"


def _latest(act: str) -> AuditEntry:
    entry = AuditEntry.objects.filter(act=act).first()
    assert entry is not None
    return entry


def _page(cast: Cast, delivery: Delivery, query: str = "", *, who: str = "palle") -> HttpResponse:
    page: HttpResponse = cast.client(who).get(
        reverse("scanning:preview", args=(HOME.slug, delivery.pk)) + query
    )  # type: ignore[assignment]  # the test client's answer is one
    return page


def _accepted(cast: Cast, name: str, data: bytes) -> Delivery:
    hand_in(cast, name, data)
    delivery = Delivery.objects.get(file_name=name)
    assert answer(cast, "accept", delivery).status_code == 302
    return delivery


@pytest.fixture
def by_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large."""
    monkeypatch.setattr(handing_in, "LARGE", 1)


def test_each_row_is_new_changed_or_known(cast: Cast) -> None:
    _accepted(cast, "forst.csv", _file(_row("A"), _row("B"), _row("C"), _row("C", day=2)))
    hand_in(
        cast,
        "sedan.csv",
        _file(_row("A"), _row("B", category="Våld"), _row("C"), _row("D"), "x;Våld;14.95;59.05;E"),
    )
    delivery = Delivery.objects.get(file_name="sedan.csv")
    assert (delivery.rows_new, delivery.rows_changed, delivery.rows_known) == (1, 2, 1)
    assert delivery.findings_total == 1
    page = _page(cast, delivery).content.decode()
    for words in ("Brister (1)", "Nya (1)", "Ändrade (2)", "Redan kända (1)"):
        assert words in page
    changed = _page(cast, delivery, "?visa=andrade").content.decode()
    assert "<strong>Kategori:</strong> Stöld → Våld" in changed
    assert "Nyckeln får färre rader" in changed, "C hade två rader och har nu en"
    assert "<td>D</td>" in _page(cast, delivery, "?visa=nya").content.decode()
    assert "<td>A</td>" in _page(cast, delivery, "?visa=kanda").content.decode()


def test_a_changed_row_counts_as_the_last_accepted_file_has_it(cast: Cast) -> None:
    def total(category: str) -> int:
        made = picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city)
        return sum(int(c["count"]) for c in made.figures["categories"] if c["name"] == category)

    _accepted(cast, "forst.csv", _file(*(_row(n, category="Skadegörelse") for n in range(30))))
    before = total("Skadegörelse")
    _accepted(cast, "sedan.csv", _file(*(_row(n, category="Våld") for n in range(30))))
    assert total("Skadegörelse") == before - 30


def test_thousands_of_faults_are_summed_up_and_can_be_fetched(cast: Cast) -> None:
    rows = [f"2099-01-01 12:00;=HYPERLINK({n});14.95;59.05" for n in range(400)]
    rows += [f"=1+{n};Stöld;14.95;59.05" for n in range(1200)]
    hand_in(cast, "fel.csv", "\n".join((HEAD, GOOD, *rows)).encode())
    delivery = Delivery.objects.get(file_name="fel.csv")
    assert [(f["problem"], f["rows"], f["first_rows"][0]) for f in delivery.faults] == [
        ("Tidpunkten går inte att tolka.", 1200, 403),
        ("Tidpunkten ligger i framtiden.", 400, 3),
    ]
    page = _page(cast, delivery, "?sida=32").content.decode()
    assert "1\N{NO-BREAK SPACE}600 brister" in page
    assert "Sida 32 av 32" in page
    assert '<th scope="row">1602</th>' in page, "den sista raden i filen"
    before = AuditEntry.objects.filter(act=LOOKED).count()
    sent = cast.client("palle").get(reverse("scanning:faults", args=(HOME.slug, delivery.pk)))
    lines = list(csv.reader(sent.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert lines[0] == ["rad", "kolumn", "värde", "problem", "åtgärd"]
    assert len(lines) == 1601
    assert lines[-1][:3] == ["1602", "tidpunkt", "'=1+1199"], "ingen cell blir en formel"
    assert AuditEntry.objects.filter(act=LOOKED).count() == before + 1
    assert _latest(LOOKED).details["rows"] == 1600
    assert (
        cast.client("saga").get(reverse("scanning:faults", args=(HOME.slug, delivery.pk))).status_code == 403
    )


@pytest.mark.requirement("SEC-3")
def test_a_look_at_rows_is_written_in_the_log(cast: Cast) -> None:
    hand_in(cast, "nya.csv", _file(*(_row(n) for n in range(60))))
    delivery = Delivery.objects.get(file_name="nya.csv")
    before = AuditEntry.objects.filter(act=LOOKED).count()
    assert _page(cast, delivery, "?visa=nya&sida=2").status_code == 200
    entry = _latest(LOOKED)
    assert AuditEntry.objects.filter(act=LOOKED).count() == before + 1
    assert (entry.actor_name, entry.subject_id, entry.details["rows"]) == ("Palle", delivery.pk, 10)


def test_nothing_is_accepted_where_all_or_nothing_is_asked_for_and_a_row_is_bad(cast: Cast) -> None:
    hand_in(cast, "nastan.csv", _file(_row(1), "x;Våld;14.95;59.05;2"))
    delivery = Delivery.objects.get(file_name="nastan.csv")
    address = reverse("scanning:accept", args=(HOME.slug, delivery.pk))
    refused = cast.client("palle").post(address, {"only_whole": "on"})
    assert refused.status_code == 422
    assert "Filen har 1 brist, och du har valt att godta den bara om den är utan" in refused.content.decode()
    assert not Dataset.objects.filter(delivery=delivery).exists()
    assert cast.client("palle").post(address).status_code == 302
    assert Dataset.objects.get(delivery=delivery).rows == 1


def test_a_large_file_is_read_and_accepted_by_jobs(cast: Cast, by_job: None) -> None:
    sent = hand_in(cast, "stor.csv", _file(*(_row(n) for n in range(40)), "x;Våld;14.95;59.05;2"))
    delivery = Delivery.objects.get(file_name="stor.csv")
    assert delivery.state == Delivery.State.RECEIVED
    page = cast.client("palle").get(sent["Location"]).content.decode()
    assert 'aria-live="polite"' in page
    assert "Väntar på att läsas" in page
    assert "Visa läget nu" in page, "det går utan skript"
    assert "Ingen arbetar i bakgrunden just nu" in page
    assert answer(cast, "accept", delivery).status_code == 422

    told = []
    assert later.read.call(delivery_id=delivery.pk) == Delivery.State.PREVIEWED
    told.append(later.read.call(delivery_id=delivery.pk))
    assert told == [Delivery.State.PREVIEWED], "en gång till ändrar inget"
    delivery.refresh_from_db()
    assert (delivery.rows_new, delivery.findings_total) == (40, 1)
    asked_again = cast.client("palle").get(sent["Location"], headers={"HX-Request": "true"})
    assert asked_again["HX-Refresh"] == "true"

    assert answer(cast, "accept", delivery)["Location"] == sent["Location"]
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.ACCEPTING
    assert answer(cast, "reject", delivery).status_code == 302
    assert "Skrivs in" in cast.client("palle").get(sent["Location"]).content.decode()
    for _ in range(2):
        done = later.accept.call(delivery_id=delivery.pk, user_id=1, user_name="Palle")
        assert done == Delivery.State.ACCEPTED, "en gång till ändrar inget"
    assert Dataset.objects.get(delivery=delivery).rows == 40
    assert _latest("godtog underlaget").actor_name == "Palle"


def test_a_job_that_was_struck_down_is_taken_up_again(
    cast: Cast, by_job: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(cast, "slagen.csv", _file(_row(1)))
    delivery = Delivery.objects.get(file_name="slagen.csv")

    class Struck(BaseException):
        """As if the machine went down."""

    def strike(*_: object) -> None:
        raise Struck

    with monkeypatch.context() as blow:
        blow.setattr(reading, "compare", strike)
        with pytest.raises(Struck):
            later.read.call(delivery_id=delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.READING
    assert "Läs filen igen" not in _page(cast, delivery).content.decode()
    DBTaskResult.objects.filter(pk=str(delivery.task_id)).update(status="FAILED")
    page = _page(cast, delivery).content.decode()
    assert "Arbetet har avbrutits flera gånger" in page
    assert "Läs filen igen" in page
    assert later.read.call(delivery_id=delivery.pk) == Delivery.State.PREVIEWED


def test_a_large_file_that_cannot_be_read_says_why_and_can_be_turned_away(cast: Cast, by_job: None) -> None:
    sent = hand_in(cast, "rapport.pdf", b"%PDF-1.7\n...")
    delivery = Delivery.objects.get(file_name="rapport.pdf")
    assert later.read.call(delivery_id=delivery.pk) == Delivery.State.UNREADABLE
    page = cast.client("palle").get(sent["Location"]).content.decode()
    assert "Filen är en PDF" in page
    assert "Läs filen igen" in page
    assert answer(cast, "reject", delivery).status_code == 302


def test_a_fault_of_ours_leaves_no_file_hanging(
    cast: Cast, by_job: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = hand_in(cast, "otur.csv", _file(_row(1)))
    delivery = Delivery.objects.get(file_name="otur.csv")

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as full:
        full.setattr(reading, "compare", fail)
        with pytest.raises(OSError, match="space"):
            later.read.call(delivery_id=delivery.pk)
    assert "fel i Trygghjulet, inte i filen" in cast.client("palle").get(sent["Location"]).content.decode()
    again = cast.client("palle").post(reverse("scanning:reread", args=(HOME.slug, delivery.pk)))
    assert again.status_code == 302
    assert later.read.call(delivery_id=delivery.pk) == Delivery.State.PREVIEWED


@pytest.mark.parametrize("large", [False, True])
def test_a_service_delivery_without_findings_is_accepted_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    monkeypatch.setattr(handing_in, "LARGE", 1 if large else 10**9)
    source = cast.home.source

    def pulled(name: str, data: bytes) -> Delivery:
        delivery = scanning.take_in(
            by=scope_of_source(source),
            at=AT,
            source=source,
            file_name=name,
            chunks=(data,),
            today=AT.date(),
            accept_alone=True,
        )
        if large:
            later.read.call(delivery_id=delivery.pk)
            delivery.refresh_from_db()
        return delivery

    whole = pulled("hel.csv", _file(_row(1)))
    assert whole.state == Delivery.State.ACCEPTED
    assert _latest("godtog underlaget").actor_name == "Trygghjulet"
    assert pulled("brist.csv", _file(_row(2), "x;Våld;14.95;59.05;3")).state == Delivery.State.PREVIEWED
    with pytest.raises(scanning.AlreadyThere) as there:
        pulled("igen.csv", _file(_row(1)))
    assert there.value.delivery == whole


def test_a_file_is_read_again_when_its_columns_have_been_named(cast: Cast) -> None:
    source = cast.home.source
    hand_in(cast, "kolumner.csv", b"nar;slag;var\n2025-03-01;St\xc3\xb6ld;Norr\n")
    delivery = Delivery.objects.get(file_name="kolumner.csv")
    assert delivery.state == Delivery.State.UNREADABLE
    palle = cast.scope("palle")
    assert scanning.reread(by=palle, at=AT, delivery=delivery).state == Delivery.State.UNREADABLE, (
        "inget har ändrats"
    )
    # The columns are named on a page of their own; here it is done around that.
    QuerySet(Source).filter(pk=source.pk).update(
        mapping={"happened_from": "nar", "category": "slag", "area": "var"}
    )
    again = scanning.reread(by=palle, at=AT, delivery=delivery)
    assert (again.state, again.rows_good, again.refusal) == (Delivery.State.PREVIEWED, 1, {})


def test_an_answered_file_leaves_nothing_behind(cast: Cast) -> None:
    hand_in(cast, "bort.csv", _file(_row(1)))
    delivery = Delivery.objects.get(file_name="bort.csv")
    assert all(path.exists() for path in files_of(delivery.stored_as))
    answer(cast, "reject", delivery)
    scanning.sweep(older_than=AT.replace(year=2100))
    assert not any(path.exists() for path in files_of(delivery.stored_as))
    assert (incoming() / cast.home.waiting.stored_as).exists()


@pytest.mark.requirement("PIC-7")
def test_the_page_of_undoing_says_what_goes_and_which_drafts_change(cast: Cast) -> None:
    delivery = _accepted(cast, "mars.csv", _file(*(_row(n) for n in range(20))))
    dataset = Dataset.objects.get(delivery=delivery)
    address = reverse("scanning:undo", args=(HOME.slug, dataset.pk))
    assert "Inget utkast till lägesbild räknar" in cast.client("palle").get(address).content.decode()
    draft = picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city)
    page = cast.client("palle").get(address).content.decode()
    assert "20 rader för 1 mars 2025" in page
    assert str(draft) in page


def test_what_was_read_is_what_is_accepted_even_when_the_areas_have_changed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(cast, "areor.csv", _file(_row(1)))
    delivery = Delivery.objects.get(file_name="areor.csv")
    monkeypatch.setattr(reading, "_mark", lambda leaves: "other")
    dataset = scanning.accept(by=cast.scope("palle"), at=AT + timedelta(hours=1), delivery=delivery)
    assert (dataset.rows, dataset.kind) == (1, Kind.INCIDENTS)


@pytest.mark.requirement("SEC-4")
def test_a_file_named_after_somebody_is_known_by_a_neutral_name_on_pages_and_in_the_log(cast: Cast) -> None:
    page = cast.client("palle").post(
        reverse("scanning:deliver", args=(HOME.slug, cast.home.source.pk)),
        {"file": SimpleUploadedFile("Kevin Jönsson 850312-2384.csv", _file(_row("A")))},
        follow=True,
    )
    delivery = Delivery.objects.latest("pk")
    assert delivery.file_name == f"leverans-{timezone.localdate(delivery.delivered_at):%Y-%m-%d}.csv"
    preview = page.content.decode()
    assert f"Här och i loggen heter den {delivery.file_name}." in preview
    assert f"Granska {delivery.file_name}" in preview
    for seen in (
        preview,
        cast.client("palle").get(reverse("scanning:show", args=(HOME.slug,))).content.decode(),
    ):
        assert "Jönsson" not in seen
    assert "Jönsson" not in "".join(
        f"{entry.subject_name} {entry.details}" for entry in AuditEntry.objects.all()
    )
