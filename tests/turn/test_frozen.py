"""An adopted picture is frozen: its figures, their hash and its texts stay, and can be worked out again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import AT, HOME, Cast
from tests.material.test_upload import GOOD, answer, hand_in
from trygghjulet.foundation.access.rules import Refused
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import Finding, PictureText, SituationalPicture
from trygghjulet.steps.picture.queries import content_sha256
from trygghjulet.steps.picture.rules.figures import from_json, sha256, to_json
from trygghjulet.steps.scanning.models import Delivery

pytestmark = pytest.mark.requirement("PIC-7")

MORE = "\n".join(
    ("tidpunkt;kategori;longitud;latitud", GOOD.replace("59.05", "59.06"), GOOD.replace("59.05", "59.07"))
).encode()


def _accept_more(cast: Cast) -> None:
    hand_in(cast, "nytt.csv", MORE)
    assert answer(cast, "accept", Delivery.objects.get(file_name="nytt.csv")).status_code == 302


def test_figures_come_back_from_json_as_they_were(cast: Cast) -> None:
    for made in SituationalPicture.objects.all():
        figures = from_json(made.figures)
        assert to_json(figures) == made.figures
        assert from_json(to_json(figures)) == figures
        assert sha256(made.figures) == made.figures_sha256


def test_new_material_does_not_move_an_adopted_picture(cast: Cast) -> None:
    before = cast.home.adopted
    _accept_more(cast)
    with pytest.raises(Refused, match="är antagen och ändras inte"):
        picture.make(by=cast.scope("saga"), at=AT, round=cast.home.local)
    address = reverse("picture:make", args=(HOME.slug, cast.home.local.pk))
    assert cast.client("saga").post(address, {"cell_size": "500"}).status_code == 422
    after = cast.home.adopted
    assert (after.figures, after.figures_sha256) == (before.figures, before.figures_sha256)
    assert after.dataset_hashes == before.dataset_hashes


def test_the_same_material_gives_the_same_figures_and_hash(cast: Cast) -> None:
    for made in (cast.home.picture, cast.home.adopted):
        again = picture.figures_now(made.round, cell_size=made.cell_size)
        assert sha256(to_json(again)) == made.figures_sha256


def test_texts_and_findings_of_an_adopted_picture_are_closed(cast: Cast) -> None:
    saga, adopted = cast.scope("saga"), cast.home.adopted
    with pytest.raises(Refused):
        picture.write(by=saga, at=AT, picture=adopted, part="extent", seen=0, text="För sent.")
    with pytest.raises(Refused):
        picture.note_finding(by=saga, at=AT, picture=adopted, statement="För sent.")
    with pytest.raises(Refused, match="redan antagen"):
        picture.adopt(
            by=saga,
            at=AT,
            picture=adopted,
            forum=cast.home.forum,
            on=AT.date(),
            seen_sha256=content_sha256(adopted),
        )


def test_a_picture_counted_anew_since_it_was_read_is_not_adopted(cast: Cast) -> None:
    seen = content_sha256(cast.home.picture)
    _accept_more(cast)
    picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city)
    sent = cast.client("saga").post(
        reverse("picture:adopt", args=(HOME.slug, cast.home.city.pk)),
        {"forum": cast.home.forum.pk, "on": "2026-02-01", "seen_sha256": seen},
    )
    assert sent.status_code == 422
    assert "ändrats sedan du öppnade sidan" in sent.content.decode()
    assert not cast.home.picture.is_adopted


def test_a_text_or_finding_written_since_it_was_read_is_not_adopted_unseen(cast: Cast) -> None:
    ana, saga, draft = cast.scope("ana"), cast.scope("saga"), cast.home.picture

    def adopt(seen: str) -> None:
        picture.adopt(by=saga, at=AT, picture=draft, forum=cast.home.forum, on=AT.date(), seen_sha256=seen)

    seen = content_sha256(draft)
    revision = PictureText.objects.get(picture=draft, part="extent").revision
    picture.write(by=ana, at=AT, picture=draft, part="extent", seen=revision, text="Nytt.")
    with pytest.raises(Refused, match="ändrats sedan"):
        adopt(seen)
    seen = content_sha256(draft)
    picture.note_finding(by=ana, at=AT, picture=draft, statement="Boende undviker parken.")
    with pytest.raises(Refused, match="ändrats sedan"):
        adopt(seen)
    adopt(content_sha256(draft))
    draft.refresh_from_db()
    assert draft.is_adopted


def test_a_new_edition_has_the_texts_and_fresh_figures_beside_the_old(cast: Cast) -> None:
    saga, city = cast.scope("saga"), cast.home.city
    old = cast.home.picture
    picture.adopt(
        by=saga,
        at=AT,
        picture=old,
        forum=cast.home.forum,
        on=AT.date(),
        seen_sha256=content_sha256(old),
    )
    _accept_more(cast)
    new = picture.new_edition(by=saga, at=AT, round=city)
    assert new.edition == old.edition + 1
    assert new.figures["total"] == old.figures["total"] + 2
    assert PictureText.objects.get(picture=new, part="extent").text == "Våldet är vanligast."
    old.refresh_from_db()
    assert old.is_adopted
    assert sha256(old.figures) == old.figures_sha256
    with pytest.raises(Refused, match="Det finns redan ett utkast"):
        picture.new_edition(by=saga, at=AT, round=city)


def test_counting_a_draft_anew_keeps_what_rests_on_its_findings(cast: Cast) -> None:
    ground = cast.home.ground
    found = set(Finding.objects.filter(picture=cast.home.picture).values_list("pk", flat=True))
    _accept_more(cast)
    picture.make(by=cast.scope("ana"), at=AT, round=cast.home.city)
    assert found <= set(Finding.objects.filter(picture=cast.home.picture).values_list("pk", flat=True))
    ground.refresh_from_db()
    assert ground.finding_id == cast.home.finding.pk
