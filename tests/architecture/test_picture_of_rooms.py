"""The picture of the rooms shows the rooms that there are."""

from xml.etree import ElementTree

from tools import draw_rooms

SVG = "{http://www.w3.org/2000/svg}"
REMEDY = "Bilden av rummen är gammal. Kör: make fix"


def test_the_picture_and_the_list_are_up_to_date() -> None:
    assert draw_rooms.PICTURE.read_text(encoding="utf-8") == draw_rooms.picture(), REMEDY
    text = draw_rooms.PAGE.read_text(encoding="utf-8")
    assert text == draw_rooms.page(text), REMEDY


def test_the_picture_has_the_wheel_in_order_and_words_for_those_who_cannot_see_it() -> None:
    drawing = ElementTree.fromstring(draw_rooms.picture())  # noqa: S314  # our own drawing
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    wheel = [
        "scanning",
        "field",
        "dialogues",
        "picture",
        "priorities",
        "causes",
        "measures",
        "followup",
        "feedback",
        "week",
    ]
    assert [text for text in texts if text in wheel] == wheel
    said = drawing.findtext(f"{SVG}desc")
    assert said
    assert "scanning, field, dialogues, picture, priorities" in said
