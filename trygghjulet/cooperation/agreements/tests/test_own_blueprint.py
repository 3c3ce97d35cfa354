"""Starting from a blueprint of one's own, and from one with practices."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import AT, Cast
from trygghjulet.cooperation.agreements import operations
from trygghjulet.cooperation.agreements.models import Agreement, AgreementDuty
from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.cooperation.forums.models import Forum

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("AGR-6", "AGR-8")]

OWN = """
[blueprint]
name = "lilla-avtalet"
title = "Lilla avtalet"
[[instruments]]
id = "avtalet"
head = true
kind = "agreement"
title = "Lilla avtalet"
parties = ["kommunen", "polisen"]
valid_from = "2026-01-01"
[[parties]]
id = "kommunen"
name = "Kommunen"
kind = "municipality"
[[parties]]
id = "polisen"
name = "Polisen"
kind = "police"
[[forums]]
id = "gruppen"
name = "Gruppen"
kind = "steering"
[[duties]]
id = "gruppen-moten"
title = "Gruppen möts varje kvartal"
instrument = "avtalet"
clause = "Gruppen möts en gång i kvartalet."
who = ["gruppen"]
kind = "meeting"
evidence = { kind = "meeting", forum = "gruppen" }
when = { per = "quarter" }
"""


def sent(cast: Cast, text: str) -> HttpResponse:
    return cast.client("saga").post(
        reverse("agreements:start_own", args=(cast.home.cooperation.slug,)),
        {"file": SimpleUploadedFile("egen.toml", text.encode())},
    )


def test_a_file_becomes_an_agreement_with_its_duties_and_the_parties_are_ones_own(cast: Cast) -> None:
    assert sent(cast, OWN).status_code == 302
    agreement = Agreement.objects.get(cooperation=cast.home.cooperation, title="Lilla avtalet")
    assert AgreementDuty.objects.get(agreement=agreement).clause == "Gruppen möts en gång i kvartalet."
    assert cast.home.municipality in {one.party for one in agreement.parties.all()}


def test_a_file_with_a_fault_says_where_and_nothing_is_started(cast: Cast) -> None:
    page = sent(cast, OWN.replace('per = "quarter"', 'per = "kvartal"'))
    told = page.content.decode()
    assert page.status_code == 422
    assert "egen.toml, rad 24" in told
    assert "kvartal" in told
    assert not Agreement.objects.filter(title="Lilla avtalet").exists()


def test_a_file_with_somebodys_number_in_it_is_refused(cast: Cast) -> None:
    page = sent(cast, OWN.replace("i kvartalet.", "i kvartalet. Ring 070-174 06 05."))
    assert page.status_code == 422
    assert not Agreement.objects.filter(title="Lilla avtalet").exists()


@pytest.mark.requirement("DUT-5")
def test_practices_are_kept_as_practices(cast: Cast) -> None:
    blueprint = load("goteborg-2022")
    operations.start_from_blueprint(
        by=cast.scope("saga"),
        at=AT,
        cooperation=cast.home.cooperation,
        blueprint=blueprint,
        parties={},
        keep_dates=True,
    )
    rows = AgreementDuty.objects.filter(
        agreement__cooperation=cast.home.cooperation, blueprint=blueprint.name
    )
    assert rows.filter(is_practice=True).count() == len(blueprint.practices)
    assert rows.filter(is_practice=False).count() == len(blueprint.duties)
    page = cast.client("pia").get(reverse("duties:show_all", args=(cast.home.cooperation.slug,)))
    assert "Praxis, som ingen klausul kräver" in page.content.decode()


def test_the_forums_that_the_blueprint_names_are_set_up_at_once(cast: Cast) -> None:
    saga = cast.client("saga")
    sent(cast, OWN)
    frame = saga.get(reverse("overview:frame", args=(cast.home.cooperation.slug,))).content.decode()
    assert "Inrätta dem" in frame
    done = saga.post(
        reverse("overview:set_up_forums", args=(cast.home.cooperation.slug,)), {"chosen": ["gruppen/"]}
    )
    assert done.status_code == 302
    assert Forum.objects.get(cooperation=cast.home.cooperation, key="gruppen").name == "Gruppen"
