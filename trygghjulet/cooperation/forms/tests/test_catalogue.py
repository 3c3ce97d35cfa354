"""The catalogue holds the forms that the sources name, in the sources' own words and with where they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trygghjulet.cooperation.forms.models import CooperationForm
from trygghjulet.cooperation.forms.rules.catalogue import BadCatalogue, catalogue, form_called, read
from trygghjulet.foundation.privacy.guard import look

pytestmark = pytest.mark.requirement("CFO-1")

PLACE = re.compile(r"(\d{3}_[0-9a-f]{16}\.txt) rad (\d+)(?:–(\d+))?")
TEXTS = ("purpose", "goal", "way_of_working", "steering", "roles")
#: Sentences that were given a subject of their own, since the source's points back to a sentence left out.
REWRITTEN = (
    "Ett arbetssätt och",
    "Att tillsammans",
    "Att bevaka",
    "Metoden bygger",
    "En central styrgrupp",
    "Aktörerna",
)


def test_every_form_that_the_sources_name_is_there() -> None:
    assert {form.key for form in catalogue()} == {
        "sspf",
        "ssf",
        "sig",
        "gvi",
        "organiserad-brottslighet",
        "otillaten-paverkan",
        "est",
        "andts",
        "omradesarbete",
        "vald-i-nara-relationer",
        "socialsekreterare-hos-polisen",
        "lul",
        "avhopparverksamhet",
        "framtidshubbar",
        "handslag",
    }


def test_the_ages_are_those_of_the_sources() -> None:
    ages = {form.key: form.ages for form in catalogue() if form.ages}
    assert ages == {"sspf": (12, 18), "ssf": (8, 12)}


def test_every_form_says_where_it_comes_from_and_fits_its_columns() -> None:
    for form in catalogue():
        assert PLACE.search(form.source), form.key
        for name in ("key", "name", "long_name", "target_group", "source"):
            assert len(getattr(form, name)) <= CooperationForm._meta.get_field(name).max_length, (
                form.key,
                name,
            )
        assert not look(" ".join(getattr(form, name) for name in (*TEXTS, "target_group"))), form.key


def test_the_words_stand_in_the_source(shared_data: Path) -> None:
    sources = shared_data.parent / "sources"
    for form in catalogue():
        said = " ".join(
            " ".join(
                (sources / name).read_text(encoding="utf-8").splitlines()[int(first) - 1 : int(last or first)]
            )
            for name, first, last in PLACE.findall(form.source)
        )
        for name in TEXTS:
            for sentence in re.split(r"(?<=\.) ", getattr(form, name)):
                if sentence and not sentence.startswith(REWRITTEN):
                    assert _folded(sentence) in _folded(said), (form.key, sentence)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[[forms]]\nkey = "a"\nname = "A"\n[[forms]]\nkey = "a"\nname = "B"', "två gånger"),
        ('[[forms]]\nkey = "a"\nname = "A"\nages = [12, 8]', "12–8"),
        ('[[forms]]\nkey = "a"\nname = "A"\nsyfte = "x"', "syfte"),
    ],
)
def test_a_catalogue_that_is_wrong_says_where(text: str, word: str) -> None:
    with pytest.raises(BadCatalogue, match=word):
        read(text)


def test_a_form_is_found_by_its_key() -> None:
    found = form_called("ssf")
    assert found
    assert found.name == "SSF"
    assert form_called("finns-inte") is None


def _folded(text: str) -> str:
    return re.sub(r"[\s.*-]+", "", text).lower()
