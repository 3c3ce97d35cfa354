"""A page that stands open is told when somebody else has written, and not made anew when nobody has."""

import pytest
from django.urls import reverse

from tests.cast import AT, Cast
from trygghjulet.steps.picture import operations as picture
from trygghjulet.steps.picture.models import Part
from trygghjulet.steps.picture.queries import texts_of

pytestmark = pytest.mark.django_db


def test_what_another_writes_in_the_picture_is_shown_to_one_who_has_it_open(cast: Cast) -> None:
    draft = cast.home.picture
    address = reverse("picture:show", args=(cast.home.cooperation.slug, draft.round_id))
    saga = cast.client("saga")
    opened = saga.get(address)
    mark = opened.context["mark"]
    assert f'hx-get="?sedan={mark}"' in opened.content.decode()

    again = saga.get(address, {"sedan": mark}, headers={"HX-Request": "true"})
    assert (again.status_code, again.content) == (204, b"")

    picture.write(
        by=cast.scope("kim"),
        at=AT,
        picture=draft,
        part=Part.ANALYSIS,
        seen=texts_of(draft)[Part.ANALYSIS].revision,
        text="Köerna är långa när krogarna stänger.",
    )
    told = saga.get(address, {"sedan": mark}, headers={"HX-Request": "true"})
    assert told.status_code == 200
    assert told.context["mark"] != mark
    assert "Köerna är långa när krogarna stänger." in told.content.decode()
