"""A file is handed in, previewed, accepted and undone through the pages; a bad one is explained and harms nothing."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import AT, HOME, Cast, incidents
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.files.tests.making import workbook
from trygghjulet.observations.store import sweep
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import ground_of
from trygghjulet.steps.scanning.models import Dataset, Delivery, Sharing, Source
from trygghjulet.steps.scanning.queries import incoming

pytestmark = pytest.mark.requirement("SCN-2")

HEAD = "tidpunkt;kategori;longitud;latitud"
GOOD = "2025-05-01 12:00;Stöld;14.95;59.05"


def hand_in(cast: Cast, name: str, data: bytes, *, who: str = "palle") -> HttpResponse:
    """Send a file through the page, as a browser does."""
    return cast.client(who).post(
        reverse("scanning:deliver", args=(HOME.slug, cast.home.source.pk)),
        {"file": SimpleUploadedFile(name, data)},
    )


def answer(cast: Cast, how: str, delivery: Delivery, *, who: str = "palle") -> HttpResponse:
    """Accept or reject a delivery through the page."""
    return cast.client(who).post(reverse(f"scanning:{how}", args=(HOME.slug, delivery.pk)))


def _lines(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


def _workbook(*rows: tuple[str, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return workbook(Path(folder) / "bok.xlsx", rows).read_bytes()


def _bomb() -> bytes:
    """An Excel file that grows from less than a megabyte to 60 when it is unpacked."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b" " * 1024 * 1024)
    return held.getvalue()


def _geojson_with_nul() -> bytes:
    feature = {
        "type": "Feature",
        "properties": {"datum": "2099-05-01", "typ": "St\0ld"},
        "geometry": {"type": "Point", "coordinates": [14.95, 59.05]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature, feature]}).encode()


@dataclass(frozen=True)
class Bad:
    """A bad file.

    Attributes:
        name: what the person calls it.
        data: what it holds.
        says: what the page must say: where, what is wrong, and what to do.
        previewed: it can be read, and its bad rows are listed.
    """

    name: str
    data: bytes | Callable[[], bytes]
    says: tuple[str, ...]
    previewed: bool = False


BAD = {
    "ragged": Bad(
        "trasig.csv",
        _lines(GOOD, "2025-05-02;Stöld", "2025-05-03 10:00;Stöld;14.95;59.05;extra;mer"),
        (
            "trasig.csv",
            '<th scope="row">3</th>',
            '<th scope="row">4</th>',
            "2 av 4 värden",
            "6 värden",
            "Fyll på raden",
        ),
        previewed=True,
    ),
    "encoding": Bad(
        "blandad.csv",
        "\n".join((HEAD, GOOD)).encode() + "\n2025-05-02 12:00;Våld;14.95;59.05".encode("latin-1"),
        ("blandad.csv", "rad 3", "Windows-1252", "UTF-8"),
    ),
    "empty": Bad("tom.csv", b"", ("tom.csv", "Filen är tom", "Kontrollera att exporten blev klar")),
    "excel as csv": Bad(
        "egentligen_excel.csv",
        lambda: _workbook(
            ("tidpunkt", "kategori", "longitud", "latitud"), ("2025-05-01", "Stöld", "14.9", "59")
        ),
        ("egentligen_excel.csv", "innehållet är en Excelfil", "Spara om filen"),
    ),
    "outside": Bad(
        "utanfor.csv",
        _lines(GOOD, "2025-05-02 12:00;Stöld;18.06;59.33"),
        ("utanfor.csv", '<th scope="row">3</th>', "18.06", "longitud"),
        previewed=True,
    ),
    "future": Bad(
        "framtid.csv",
        _lines(GOOD, "2099-05-02 12:00;Stöld;14.95;59.05"),
        ("framtid.csv", '<th scope="row">3</th>', ">tidpunkt</td>", "2099-05-02"),
        previewed=True,
    ),
    "too large": Bad(
        "stor.csv",
        lambda: b"x" * (3 * 1024 * 1024 // 2),
        ("stor.csv", "största tillåtna storlek är 1,0 MB", "Dela upp den"),
    ),
    "zip bomb": Bad("bomb.xlsx", _bomb, ("bomb.xlsx", "Filen växer till mer än", "spara den som CSV")),
    "pdf": Bad("rapport.pdf", b"%PDF-1.7\n...", ("rapport.pdf", "Filen är en PDF", "CSV eller Excel")),
    "nul": Bad(
        "nolltecken.csv",
        _lines(GOOD) + b"\n2025\x00;a;b;c",
        ("nolltecken.csv", "rad 3", "nolltecken", "Exportera den på nytt"),
    ),
    "nul in geojson": Bad(
        "nolltecken.geojson", _geojson_with_nul, ("nolltecken.geojson", "2099-05-01"), previewed=True
    ),
    "no columns": Bad(
        "fel_kolumner.csv",
        b"a;b\n1;2\n",
        ("fel_kolumner.csv", "Väntar på kolumner", "Säg vilken kolumn som är vilken"),
        previewed=True,
    ),
    "climbing name": Bad("../../../etc/passwd.csv", b"", ("passwd.csv", "Filen är tom")),
    "html name": Bad('<script>alert("x")</script>.csv', b"", ("Filen är tom",)),
    "html inside": Bad(
        "html.csv",
        _lines(GOOD, "<script>alert(1)</script>;<b>x</b>;14.95;59.05"),
        ("html.csv", "&lt;script&gt;alert(1)&lt;/script&gt;", '<th scope="row">3</th>'),
        previewed=True,
    ),
}


@pytest.fixture
def untouched(cast: Cast, settings: LazySettings) -> Callable[[], None]:
    """Fails unless nothing but a delivery that waits has come to the installation."""
    before = _everything(settings)

    def check() -> None:
        assert _everything(settings) == before

    return check


def _everything(settings: LazySettings) -> tuple[object, ...]:
    kept = set(Delivery.objects.values_list("stored_as", flat=True))
    return (
        sorted(path.name for path in incoming().iterdir() if path.name.partition(".")[0] not in kept),
        sorted(path.name for path in Path(settings.OBSERVATIONS).iterdir()),
        list(Dataset.objects.order_by("pk").values_list("pk", "sha256", "withdrawn_at")),
        list(SituationalPicture.objects.order_by("pk").values_list("pk", "figures_sha256")),
    )


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_explained_and_harms_nothing(
    cast: Cast, settings: LazySettings, untouched: Callable[[], None], kind: str
) -> None:
    bad = BAD[kind]
    settings.DELIVERY_MAX_BYTES = 1024 * 1024
    settings.DELIVERY_MAX_UNPACKED_BYTES = 10 * 1024 * 1024
    before = AuditEntry.objects.count(), Delivery.objects.count()
    sent = hand_in(cast, bad.name, bad.data() if callable(bad.data) else bad.data)
    if bad.previewed:
        assert sent.status_code == 302
        page = cast.client("palle").get(sent["Location"]).content.decode()
    else:
        assert sent.status_code == 422
        page = sent.content.decode()
        assert "Gör så här:" in page
        assert (AuditEntry.objects.count(), Delivery.objects.count()) == before
    missing = [words for words in bad.says if words not in page]
    assert missing == []
    assert "<script>alert" not in page
    assert "../" not in page.split("<main")[1]
    untouched()


def test_nothing_is_sent_and_the_page_says_so(cast: Cast) -> None:
    sent = cast.client("palle").post(
        reverse("scanning:deliver", args=(HOME.slug, cast.home.source.pk)), {"csrfmiddlewaretoken": "-"}
    )
    assert sent.status_code == 422
    assert sent.context["form"].errors["file"]


@pytest.mark.requirement("PIC-7")
def test_a_good_file_counts_from_accepted_until_undone(cast: Cast) -> None:
    ana, city = cast.scope("ana"), cast.home.city
    first = picture.make(by=ana, at=AT, round=city)
    rows = [f"2025-03-{day:02} 12:00;Stöld;14.95;59.05" for day in range(1, 21)]

    sent = hand_in(cast, "mars.csv", _lines(*rows))
    assert sent.status_code == 302
    page = cast.client("palle").get(sent["Location"]).content.decode()
    assert "Godta 20 rader" in page
    assert "Inga brister" in page
    assert picture.make(by=ana, at=AT, round=city).figures == first.figures, (
        "inget räknas innan det är godtaget"
    )

    delivery = Delivery.objects.get(file_name="mars.csv")
    assert answer(cast, "accept", delivery).status_code == 302
    more = picture.make(by=ana, at=AT, round=city)
    assert more.figures["total"] == first.figures["total"] + 20

    dataset = Dataset.objects.get(delivery=delivery)
    undone = cast.client("palle").post(
        reverse("scanning:undo", args=(HOME.slug, dataset.pk)), {"reason": "Fel uttag."}
    )
    assert undone.status_code == 302
    after = picture.make(by=ana, at=AT, round=city)
    assert after.figures_sha256 == first.figures_sha256


def test_the_same_file_twice_is_said_to_be_there_and_is_not_read(cast: Cast) -> None:
    before = AuditEntry.objects.count(), Delivery.objects.count(), sorted(incoming().iterdir())
    sent = hand_in(cast, "samma_igen.csv", incidents(HOME))
    assert sent.status_code == 422
    assert "Samma fil räknas redan i källan: 2024-2025.csv" in sent.content.decode()
    assert (AuditEntry.objects.count(), Delivery.objects.count(), sorted(incoming().iterdir())) == before
    sent = hand_in(cast, "mer_igen.csv", incidents(HOME, skip=700))
    assert "redan lämnad och väntar på svar: mer.csv" in sent.content.decode()
    assert Dataset.objects.filter(source=cast.home.source, withdrawn_at=None).count() == 1


def test_the_same_rows_in_another_file_do_not_count_twice(cast: Cast) -> None:
    sent = hand_in(cast, "samma_igen.csv", incidents(HOME) + b"\n")
    assert sent.status_code == 302, "den kan granskas"
    delivery = Delivery.objects.get(file_name="samma_igen.csv")
    assert (delivery.rows_new, delivery.rows_changed) == (0, 0)
    assert delivery.rows_known == delivery.rows_good
    page = cast.client("palle").get(sent["Location"]).content.decode()
    assert "Redan kända" in page
    refused = answer(cast, "accept", delivery)
    assert refused.status_code == 422
    assert "räknas redan" in refused.content.decode()
    assert Dataset.objects.filter(source=cast.home.source, withdrawn_at=None).count() == 1
    assert answer(cast, "reject", delivery).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.REJECTED


@pytest.mark.requirement("PIC-7")
def test_undoing_one_of_two_overlapping_files_loses_no_row(cast: Cast) -> None:
    def total() -> int:
        made = picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city)
        return int(made.figures["total"])

    def dataset(name: str, keys: range) -> Dataset:
        rows = (f"2025-03-{1 + n % 28:02} 12:00;Stöld;14.95;59.05;K{n}" for n in keys)
        hand_in(cast, name, "\n".join((f"{HEAD};id", *rows)).encode())
        assert answer(cast, "accept", Delivery.objects.get(file_name=name)).status_code == 302
        return Dataset.objects.get(delivery__file_name=name)

    before = total()
    first, second = dataset("c.csv", range(20)), dataset("d.csv", range(25))
    assert second.rows == 25, "alla rader är kvar i underlaget"
    assert any("20 rader har en nyckel" in note for note in second.delivery.notes)
    assert total() == before + 25
    palle = cast.client("palle")
    palle.post(reverse("scanning:undo", args=(HOME.slug, first.pk)), {"reason": "Fel uttag."})
    assert total() == before + 25
    palle.post(reverse("scanning:undo", args=(HOME.slug, second.pk)), {"reason": "Fel uttag."})
    assert total() == before


@pytest.mark.requirement("PIC-7")
def test_what_lies_in_no_area_is_told_before_it_is_accepted(cast: Cast) -> None:
    root, inner = cast.home.cooperation.area, cast.home.local.area
    rows = ["2025-03-01;Stöld;Sandviken"] * 3 + [
        f"2025-03-02;Stöld;{root.name.upper()}",
        f"2025-03-02;Stöld;Stadsområde {inner.name} (Gbg)",
    ]
    before = picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city).figures["total"]
    sent = hand_in(cast, "omraden.csv", "\n".join(("datum;kategori;område", *rows)).encode())
    page = cast.client("palle").get(sent["Location"]).content.decode()
    assert "3 rader ligger utanför alla områden" in page
    assert "Sandviken (3 rader)" in page
    delivery = Delivery.objects.get(file_name="omraden.csv")
    assert answer(cast, "accept", delivery).status_code == 302
    made = picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city)
    assert made.figures["total"] == before + 2, "det som bara anges på kommunnivå räknas i kommunen"
    ground = ground_of(cast.home.local)
    assert root.code not in {*ground.focus.leaves, *ground.rest}, "varken i halvan eller i resten"


def test_days_that_the_source_holds_already_are_told_of(cast: Cast) -> None:
    hand_in(cast, "enstaka.csv", _lines(GOOD))
    delivery = Delivery.objects.get(file_name="enstaka.csv")
    assert any("Räknas händelser två gånger?" in note for note in delivery.notes)
    page = cast.client("palle").get(reverse("scanning:preview", args=(HOME.slug, delivery.pk)))
    assert "Godta 1 rad<" in page.content.decode()


def test_personal_data_in_a_file_stays_out_of_what_counts_and_is_not_shown(cast: Cast) -> None:
    sent = hand_in(cast, "person.csv", _lines(GOOD, "2025-05-02 12:00;19121212-1212;14.95;59.05"))
    page = cast.client("palle").get(sent["Location"]).content.decode()
    assert "Värdet ser ut som ett personnummer" in page
    assert "1912…" in page
    assert "19121212" not in page
    assert Delivery.objects.get(file_name="person.csv").rows_good == 1


def test_the_rows_in_another_order_are_the_same_content(cast: Cast) -> None:
    head, *rows = incidents(HOME).decode().split("\n")
    hand_in(cast, "omkastad.csv", "\n".join((head, *reversed(rows))).encode())
    assert answer(cast, "accept", Delivery.objects.get(file_name="omkastad.csv")).status_code == 422


def test_what_was_undone_can_be_handed_in_again(cast: Cast) -> None:
    palle = cast.client("palle")
    address = reverse("scanning:undo", args=(HOME.slug, cast.home.dataset.pk))
    assert palle.post(address, {"reason": "Fel period."}).status_code == 302
    hand_in(cast, "igen.csv", incidents(HOME))
    assert answer(cast, "accept", Delivery.objects.get(file_name="igen.csv")).status_code == 302


def test_a_delivery_is_answered_once(cast: Cast) -> None:
    waiting = cast.home.waiting
    assert answer(cast, "reject", waiting).status_code == 302
    assert answer(cast, "accept", waiting).status_code == 422
    assert Dataset.objects.filter(delivery=waiting).count() == 0


def test_a_file_without_one_good_row_is_not_accepted(cast: Cast) -> None:
    hand_in(cast, "bara_fel.csv", _lines("2099-05-02 12:00;Stöld;14.95;59.05"))
    delivery = Delivery.objects.get(file_name="bara_fel.csv")
    assert delivery.rows_good == 0
    refused = answer(cast, "accept", delivery)
    assert refused.status_code == 422

    assert "rad som går att använda, så det finns inget att godta" in refused.content.decode()


@pytest.mark.requirement("SCN-3", "SEC-1")
@pytest.mark.parametrize(
    ("sharing", "sees_rows", "knows_of_it"),
    [(Sharing.ROWS, 200, True), (Sharing.SUMS, 403, True), (Sharing.OWNER, 404, False)],
)
def test_the_other_partys_people_see_what_the_sharing_rule_says(
    cast: Cast, sharing: str, sees_rows: int, *, knows_of_it: bool
) -> None:
    # The rule is set when a source is registered; here it is changed around that.
    QuerySet(Source).filter(pk=cast.home.source.pk).update(sharing=sharing)
    preview = reverse("scanning:preview", args=(HOME.slug, cast.home.waiting.pk))
    shown = cast.client("saga").get(preview)
    assert shown.status_code == sees_rows
    if sees_rows == 403:
        assert "Raderna stannar hos" in shown.content.decode()
    listed = cast.client("saga").get(reverse("scanning:show", args=(HOME.slug,))).content.decode()
    assert ("Polisens händelser" in listed) is knows_of_it
    assert cast.client("kim").get(preview).status_code == 200, "ägaren ser alltid sina rader"


@pytest.mark.requirement("SCN-3")
def test_sums_cross_between_parties_where_rows_do_not(cast: Cast) -> None:
    assert cast.home.source.sharing == Sharing.SUMS
    page = cast.client("saga").get(reverse("picture:show", args=(HOME.slug, cast.home.city.pk)))
    assert page.status_code == 200
    assert cast.home.picture.figures["total"] > 500


def test_a_sweep_takes_only_what_nothing_points_to(cast: Cast, settings: LazySettings) -> None:
    folder = Path(settings.OBSERVATIONS)
    orphan = folder / f"{'0' * 64}.parquet"
    orphan.write_bytes(b"x")
    known = set(Dataset.objects.values_list("sha256", flat=True))
    kept = {path for path in folder.iterdir() if path.stem in known}
    assert orphan in sweep(folder, known, older_than=AT.replace(year=2099))
    assert kept <= set(folder.iterdir())
