"""What leaves the cooperation holds no count that could point at somebody, not even in the page's source."""

from __future__ import annotations

import base64
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast, adopt
from trygghjulet.foundation.rounds import operations as rounds
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.feedback import operations as feedback
from trygghjulet.steps.feedback.models import Publication
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.scanning import operations as scanning

pytestmark = pytest.mark.requirement("COM-3", "SEC-4")

RARE, PLANTED = "Utpressning", 3
_PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


class _Tables(HTMLParser):
    """The rows of a page's tables, as the words of their cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._open = tag in {"td", "th"} or self._open
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()

    def of(self, first: str) -> list[list[str]]:
        """What stands after a row's first cell, in every table that has such a row."""
        return [row[1:] for row in self.rows if row and row[0] == first]


@pytest.fixture
def small(cast: Cast) -> Round:
    """A quarter in one quarter of the town, with a type of crime that happened three times."""
    palle, saga = cast.scope("palle"), cast.scope("saga")
    rows = ["tidpunkt;kategori;longitud;latitud"]
    rows += [f"2025-02-{day:02} 12:00;{RARE};14.95;59.01" for day in (3, 9, 17)]
    delivery = scanning.deliver(
        by=palle,
        at=AT,
        source=cast.home.source,
        file_name="ovanligt.csv",
        chunks=("\n".join(rows).encode(),),
        today=AT.date(),
    )
    scanning.accept(by=palle, at=AT, delivery=delivery)
    round = rounds.start(
        by=saga,
        at=AT,
        cooperation=cast.home.cooperation,
        area=cast.home.area("s2"),
        rhythm="quarterly",
        first_day=date(2025, 1, 1),
        last_day=date(2025, 3, 31),
    )
    adopt(round, saga)
    return round


def _published(cast: Cast, round: Round) -> str:
    sent = cast.client("saga").post(reverse("reports:publish", args=(HOME.slug, round.pk)))
    assert sent.status_code == 302
    publication = Publication.objects.filter(round=round).latest("published_at")
    answer = cast.client("anonymous").get(reverse("public:publication", args=(HOME.slug, publication.pk)))
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page


def test_a_planted_small_count_is_nowhere_in_the_page(cast: Cast, small: Round) -> None:
    address = reverse("reports:turn", args=(HOME.slug, small.pk))
    owners = cast.client("palle").get(address).content.decode()
    assert any(row[0] == str(PLANTED) for row in _Tables(owners).of(RARE)), "de vars rader det är ser talet"
    others = cast.client("pia").get(address).content.decode()
    assert not any(row[0] == str(PLANTED) for row in _Tables(others).of(RARE)), "andra parter ser det inte"

    page = _published(cast, small)
    assert _Tables(page).of(RARE), "att typen finns är ingen hemlighet"
    for row in _Tables(page).of(RARE):
        assert row[0] == "dold"
        assert not {str(PLANTED), "12 %"} & set(row)
    assert f"{PLANTED} rader" not in page
    drawn = [base64.b64decode(found).decode() for found in _PICTURE.findall(page)]
    assert drawn
    labels = [label for svg in drawn for label in re.findall(r'aria-label="([^"]*)"', svg) if RARE in label]
    assert [label for label in labels if re.search(r"\bv: \d", label)] == []


def test_no_other_number_gives_the_small_one_away(cast: Cast, small: Round) -> None:
    """The total less all other types would be the planted count, wherever on the page the others stand."""
    page = _published(cast, small)
    counted = {category["name"]: category["count"] for category in _figures(small)}
    total = sum(counted.values())
    tables = _Tables(page)
    shown = {name for name in counted for row in tables.of(name) if row[0] == str(counted[name])}
    for svg in (base64.b64decode(found).decode() for found in _PICTURE.findall(page)):
        shown |= {name for name in counted if re.search(rf"v: [\d,]+; c: {name}\b", svg)}
    assert any(row[0] == str(total) for row in tables.of("Alla")), "summan visas"
    assert len(set(counted) - shown) >= 2


def _figures(round: Round) -> list[dict[str, Any]]:
    made = SituationalPicture.objects.get(round=round)
    categories: list[dict[str, Any]] = made.figures["categories"]
    return categories


def test_no_small_number_stands_in_any_table(cast: Cast, small: Round) -> None:
    smallest = cast.home.cooperation.smallest_count
    weekdays = {"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"}
    page = _published(cast, small)
    rows = _Tables(page).rows
    first = {row[0] for row in rows if row}
    assert not weekdays & first, "veckans rutor är för små och utelämnas helt"
    assert "När på veckan det händer: visas inte" in page
    names = {category["name"] for category in _figures(small)}
    assert names <= first
    small_cells = [
        (row[0], cell)
        for row in rows
        if row and row[0] in names
        for cell in row[1:]
        if cell.isdigit() and 0 < int(cell) < smallest
    ]
    assert small_cells == []


def test_public_pages_set_no_cookie(cast: Cast) -> None:
    client = cast.client("anonymous")
    for address in (
        reverse("public:cooperation", args=(HOME.slug,)),
        reverse("public:publication", args=(HOME.slug, cast.home.publication.pk)),
        reverse("ui:accessibility"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies


def test_only_what_stands_published_is_found(cast: Cast) -> None:
    client, own = cast.client("anonymous"), cast.home.publication
    theirs = cast.neighbour.publication
    assert client.get(reverse("public:publication", args=(HOME.slug, own.pk))).status_code == 200
    assert client.get(reverse("public:publication", args=(HOME.slug, theirs.pk))).status_code == 404
    assert client.get(reverse("public:publication", args=(HOME.slug, 0))).status_code == 404
    assert client.get(reverse("public:cooperation", args=("finns-inte",))).status_code == 404
    feedback.withdraw(by=cast.scope("saga"), at=AT, publication=own)
    assert client.get(reverse("public:publication", args=(HOME.slug, own.pk))).status_code == 404
    front = client.get(reverse("public:cooperation", args=(HOME.slug,))).content.decode()
    assert str(reverse("public:publication", args=(HOME.slug, own.pk))) not in front


def test_a_newer_publication_takes_the_olders_place(cast: Cast) -> None:
    client, older = cast.client("anonymous"), cast.home.publication
    feedback.publish(
        by=cast.scope("saga"), at=AT.replace(month=2), round=cast.home.past, title="Ny", body="<p>Nyare.</p>"
    )
    newer = Publication.objects.get(title="Ny")
    assert client.get(reverse("public:publication", args=(HOME.slug, newer.pk))).status_code == 200
    assert client.get(reverse("public:publication", args=(HOME.slug, older.pk))).status_code == 404
