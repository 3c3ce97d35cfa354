"""A file that cannot be read is explained, and nothing else changes."""

import io
import zipfile

import pytest

from tests.journeys import acts
from tests.journeys.browsing import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _not_really_excel() -> bytes:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as file:
        file.writestr("anteckningar.txt", "Hej")
    return bundle.getvalue()


@pytest.mark.requirement("SCN-2")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.csv", b""),
        ("utan_rubriker.csv", b"1;2;3\n4;5;6\n"),
        ("handelser.xlsx", _not_really_excel()),
        ("bild.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_what_to_do(people: People, name: str, content: bytes) -> None:
    palle = people("palle")
    acts.put_up_source(palle)
    acts.hand_in(palle, name=name, content=content)
    palle.sees("Filen går inte att läsa", name, "Gör så här:", "Inget har sparats")
    palle.check()
    palle.visit("/solvik/underlag/").sees_not("Väntar på svar", name)
