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


@pytest.mark.requirement("SCN-4")
def test_a_file_with_unknown_columns_asks_which_is_which(people: People) -> None:
    palle = people("palle")
    acts.put_up_source(palle)
    acts.hand_in(palle, name="egna.csv", content="När;Vad;Var\n2025-05-01;Klotter;Hamnen\n".encode())
    palle.sees("Vi behöver veta vilken kolumn som är vilken", "Väntar på kolumner").check()
    palle.follow("Säg vilken kolumn som är vilken").sees(
        "Vilken kolumn är vilken?", "2025-05-01", "Hamnen"
    ).check()
    palle.write(happened_from="När – ", category="Vad – ", area="Var – ").press("Spara och läs filen igen")
    palle.sees("Kolumnerna är sparade och filen är läst igen.", "Godta 1 rad")
