"""What a follow-up has told stays when new material comes and when rows go, on the page and on the way out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import lxml.html
import pypdf
import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.inbox.models import Message
from trygghjulet.steps.followup import operations as followup
from trygghjulet.steps.followup.models import CheckIn, IndicatorApproval, KeptSeries
from trygghjulet.steps.followup.operations.approving import ask_owners
from trygghjulet.steps.followup.rules.figures import from_json, sha256
from trygghjulet.steps.measures import operations as measures
from trygghjulet.steps.scanning import operations as scanning

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SCN-3", "FUP-3")]

_GO = date(2030, 1, 1)
_GONE = (
    "Raderna från Polisens händelser (Lokalpolisområde Lillåker-Storsjö) för 1 januari 2024–31 december 2025 "
    "gallrades 15 januari 2026."
)
_VIOLENCE = "Våld i staden"


def _page(cast: Cast, name: str, who: str = "saga") -> str:
    answer = cast.client(who).get(reverse(name, args=(HOME.slug, cast.home.city.pk)))
    assert answer.status_code == 200
    return " ".join(lxml.html.fromstring(answer.content).text_content().split())


def _pdf(cast: Cast) -> str:
    answer: Any = cast.client("saga").get(reverse("reports:turn_pdf", args=(HOME.slug, cast.home.city.pk)))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _word(cast: Cast) -> str:
    answer: Any = cast.client("saga").get(reverse("reports:turn_docx", args=(HOME.slug, cast.home.city.pk)))
    return " ".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs)


def _told(text: str) -> str:
    """What is said of the indicator before and after."""
    start = text.index("Före (")
    return text[start : text.index("Sambandet bevisar", start)]


def _check_in(cast: Cast, *, finished: bool) -> CheckIn:
    return followup.check_in(
        by=cast.scope("saga"),
        at=AT,
        measure=cast.home.measure,
        light="green",
        words="Det blev gjort.",
        finished=finished,
    )


def _purge() -> None:
    assert scanning.purge_due(at=AT, on=_GO) >= 1


def test_a_finished_follow_up_is_read_as_it_was_when_the_rows_have_gone(cast: Cast) -> None:
    live = _told(_page(cast, "followup:show"))
    _check_in(cast, finished=True)
    kept = KeptSeries.objects.get(indicator__title=_VIOLENCE)
    assert kept.why == KeptSeries.Why.FINISHED
    assert kept.figures_sha256 == sha256(kept.figures)
    assert cast.home.dataset.sha256 in kept.dataset_hashes
    assert from_json(kept.figures).definition.startswith("Våld i ")

    _purge()
    assert KeptSeries.objects.filter(indicator=kept.indicator).count() == 1, "det finns redan"
    for text in (_page(cast, "followup:show"), _page(cast, "reports:turn")):
        assert _told(text) == live
        assert f"{_VIOLENCE}, per månad" in text
        assert (
            "Uppföljningen avslutades 15 januari 2026. Siffrorna är från den dagen och ändras inte." in text
        )
        assert _GONE not in text
    for text in (_pdf(cast), _word(cast)):
        assert "Uppföljningen avslutades 15 januari 2026" in text
        assert live[:40] in text


def test_a_finished_follow_up_does_not_change_with_new_material_but_opens_again(cast: Cast) -> None:
    _check_in(cast, finished=True)
    live = _told(_page(cast, "followup:show"))
    scanning.undo(by=cast.scope("palle"), at=AT, dataset=cast.home.dataset, reason="Fel fil.")
    assert _told(_page(cast, "followup:show")) == live
    _check_in(cast, finished=False)
    text = _page(cast, "followup:show")
    assert "Före (" not in text
    assert "Det finns inget underlag om brott och händelser att räkna indikatorn på ännu." in text


def test_an_open_follow_up_keeps_what_it_showed_before_the_rows_go_and_says_what_is_missing(
    cast: Cast,
) -> None:
    live = _told(_page(cast, "followup:show"))
    _purge()
    row = AuditEntry.objects.get(act="gallrade raderna i", subject_id=cast.home.dataset.pk)
    assert row.details["kept"] == {"uppföljningens indikatorer": 2}
    for name in ("followup:show", "reports:turn"):
        text = _page(cast, name)
        assert _GONE in text
        assert "Det som visades innan står kvar som det räknades 15 januari 2026" in text
        assert _told(text) == live
        assert f"{_VIOLENCE}, per månad" in text
    for text in (_pdf(cast), _word(cast)):
        assert "gallrades 15 januari 2026" in text
        assert live[:40] in text


def test_a_follow_up_that_is_opened_again_after_the_purge_still_has_what_it_was_finished_with(
    cast: Cast,
) -> None:
    live = _told(_page(cast, "followup:show"))
    _check_in(cast, finished=True)
    _purge()
    _check_in(cast, finished=False)
    text = _page(cast, "followup:show")
    assert _told(text) == live
    assert _GONE in text


def test_an_indicator_that_comes_after_the_purge_says_why_it_has_no_figures(cast: Cast) -> None:
    _purge()
    measures.add_indicator(
        by=cast.scope("saga"),
        at=AT,
        measure=cast.home.measure,
        title="Rån i staden",
        area=cast.home.city.area,
        categories=("Rån",),
    )
    for name in ("followup:show", "reports:turn"):
        text = _page(cast, name)
        assert "Rån i staden" in text
        assert f"{_GONE} Det finns inga rader kvar att räkna indikatorn på." in text


def test_what_was_withheld_is_withheld_of_what_is_kept_too(cast: Cast) -> None:
    """The one that the owner has not approved is kept, and shown to the owner only."""
    waits = "De visas här när Lokalpolisområde Lillåker-Storsjö har godkänt indikatorn."
    assert waits in _page(cast, "followup:show")
    _purge()
    assert KeptSeries.objects.filter(indicator=cast.home.indicator).exists()
    assert waits in _page(cast, "followup:show")
    assert "Stölder i staden, per månad" not in _page(cast, "followup:show")
    assert "Stölder i staden, per månad" in _page(cast, "followup:show", who="kim")


def test_the_source_s_page_tells_what_has_gone_when_and_by_which_rule(cast: Cast) -> None:
    source, palle = cast.home.source, cast.scope("palle")
    west = cast.home.place.west + 0.02
    few = "\n".join(
        (
            "tidpunkt;kategori;longitud;latitud;id",
            *(f"2023-0{i}-01;Våld;{west};59.02;få{i}" for i in (1, 2, 3)),
        )
    )
    delivery = scanning.deliver(
        by=palle, at=AT, source=source, file_name="2023.csv", chunks=(few.encode(),), today=AT.date()
    )
    scanning.accept(by=palle, at=AT, delivery=delivery)
    _purge()

    def read(who: str) -> str:
        answer = cast.client(who).get(reverse("scanning:source", args=(HOME.slug, source.pk)))
        return " ".join(lxml.html.fromstring(answer.content).text_content().split())

    rule = "Gallrades 15 januari 2026 enligt regeln att källans rader gallras 1 januari 2030."
    for who, told in (("saga", "antalet rader visas inte."), ("palle", "3 rader.")):
        text = read(who)
        assert "Ingen fil är godtagen" not in text
        assert "Raderna är gallrade, senast 15 januari 2026." in text
        assert f"1 januari 2024–31 december 2025: 1 097 rader. {rule}" in text
        assert f"1 januari–1 mars 2023: {told} {rule}" in text


def test_the_owner_is_asked_once_in_the_inbox(cast: Cast) -> None:
    ask_owners(at=AT)
    ask_owners(at=AT)
    told = Message.objects.filter(
        kind="indicator_waits", cooperation=cast.home.cooperation, key__contains=f":{cast.home.indicator.pk}:"
    )
    assert {one.user.email.partition("@")[0] for one in told} == {"kim", "palle"}
    assert told.count() == 2
    one = told.first()
    assert one is not None
    assert "väntar på ert godkännande" in one.subject
    assert cast.client("palle").get(one.link).status_code == 200
    approved = IndicatorApproval.objects.get(indicator__title=_VIOLENCE, indicator__measure=cast.home.measure)
    assert not Message.objects.filter(key__contains=f"indicator-waits:{approved.indicator_id}:").exists()
