"""The report of a turn as tagged PDF, as Word and as page: the same content, in Swedish."""

from __future__ import annotations

import io

import docx
import pikepdf
import pypdf
import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import HOME, Cast
from trygghjulet.documents.numbers import day
from trygghjulet.steps.followup.queries import latest_checkins

pytestmark = pytest.mark.requirement("PIC-8")

#: Something from every step, as people wrote it.
WRITTEN = (
    "Våldet är vanligast.",
    "Våld vid torget",
    "Torget är mörkt.",
    "Bättre belysning",
    "Lamporna lyser.",
    "Lamporna är lagade.",
    "Börja tidigare med belysningen.",
)


def _fetched(cast: Cast, name: str) -> HttpResponse:
    answer = cast.client("pia").get(reverse(f"reports:{name}", args=(HOME.slug, cast.home.city.pk)))
    assert answer.status_code == 200
    return answer


def test_the_pdf_is_tagged_swedish_and_holds_every_step(cast: Cast) -> None:
    answer = _fetched(cast, "turn_pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("sv")
        with pdf.open_metadata() as described:
            assert described["pdfuaid:part"] == "1"
            assert "Lillåker" in described["dc:title"]
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert [words for words in WRITTEN if words not in text] == []


def test_who_checked_in_is_on_the_inner_page_and_in_no_report(cast: Cast) -> None:
    seen = latest_checkins(cast.scope("pia"), round=cast.home.city)
    (checkin,) = seen.values()
    row = f"{day(checkin.at.date())}, {checkin.by_name}"
    assert row not in _fetched(cast, "turn").content.decode()
    inner = cast.client("pia").get(reverse("followup:show", args=(HOME.slug, cast.home.city.pk)))
    assert checkin.by_name in inner.content.decode()


def test_the_word_file_opens_and_holds_every_step(cast: Cast) -> None:
    answer = _fetched(cast, "turn_docx")
    assert answer["Content-Disposition"].endswith('.docx"')
    opened = docx.Document(io.BytesIO(answer.content))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    text = " ".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])
    assert [words for words in WRITTEN if words not in text] == []


def test_the_page_holds_every_step(cast: Cast) -> None:
    page = _fetched(cast, "turn").content.decode()
    assert [words for words in WRITTEN if words not in page] == []
