"""The common tree, the lists of words that the sources bring, and which columns are which."""

from __future__ import annotations

from pathlib import Path

import pytest

from trygghjulet.foundation.access.rules import Refused
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.registry import Asked
from trygghjulet.steps.scanning.rules.categories import SORTS, tree, words_of
from trygghjulet.steps.scanning.rules.naming import checked, guessed
from trygghjulet.steps.scanning.rules.suggesting import suggested

pytestmark = pytest.mark.requirement("SCN-4")

_SOURCES = Path(__file__).parents[3] / "sources"
_INCIDENTS = words_of(_SOURCES / "incidents")
_ASKS = (
    Asked("happened_from", "När det hände", required=True),
    Asked("category", "Kategori", required=True),
    Asked("area", "Område"),
)


def test_every_node_hangs_in_the_tree_with_a_title_of_its_own_in_both_languages() -> None:
    nodes = tree()
    assert all(node.parent is None or node.parent in nodes for node in nodes.values())
    assert all(node.sort in SORTS for node in nodes.values())
    for titles in (
        [n.title.casefold() for n in nodes.values()],
        [n.english.casefold() for n in nodes.values()],
    ):
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("folder", sorted(p.parent.name for p in _SOURCES.glob("*/categories.toml")))
def test_a_title_means_its_own_node_in_every_sources_list(folder: str) -> None:
    words = words_of(_SOURCES / folder)
    assert words.nodes
    assert all(words.node_of(node.title) == code for code, node in tree().items())


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Krossad ruta", "Skadegörelse"),
        ("  skadegörelse  GENOM   klotter ", "Klotter"),
        ("Bostadsinbrott", "Bostadsinbrott"),
        ("Gatubelysning", "Belysning"),
        ("Park & grönyta", "Park och grönyta"),
        ("Strasse/Trottoir/Platz", "Gata och trottoar"),
        ("NARCOTICS", "Narkotikabrott"),
        ("personal robbery", "Personrån"),
        ("1201", "Skadegörelse"),
        ("0801 - Tillgrepp av motorfordon", "Stöld av fordon"),
        ("0950 - Befogenhetsbedrägeri, annan", "Bedrägeri"),
        ("5005", "Narkotikabrott"),
    ],
)
def test_what_a_word_or_a_code_means(given: str, title: str) -> None:
    node = _INCIDENTS.node_of(given)
    assert node is not None
    assert tree()[node].title == title


@pytest.mark.parametrize("given", ["Våld", "Assault", "Övrigt", "7777", "120", "12010", "2025-01-01", ""])
def test_what_can_mean_several_things_is_left_for_a_person(given: str) -> None:
    assert _INCIDENTS.node_of(given) is None


def test_what_belongs_nowhere_is_told_apart_from_what_nobody_has_said() -> None:
    assert _INCIDENTS.node_of("NON-CRIMINAL") == ""
    assert words_of(_SOURCES / "bra").node_of("Samtliga brott") == ""


def test_a_list_with_an_unknown_node_or_a_word_twice_is_refused(tmp_path: Path) -> None:
    for name, text, reason in (
        ("okand", '[words]\n"violence.nothing" = ["Hej"]', "ingen kategori violence.nothing"),
        ("dubbel", '[words]\nfire = ["Hej"]\ndrugs = ["hej"]', "hej står på två ställen"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "categories.toml").write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=reason):
            words_of(folder)


def test_the_real_words_of_the_shared_files_are_mapped_but_those_that_can_mean_anything() -> None:
    fault_report = (
        *("Vägskada", "Belysning", "Vatten & avlopp", "Park & grönyta", "Klotter & skadegörelse", "Snö & is"),
        *("Vägskyltar", "Lekplatsutrustning", "Avfall & nedskräpning", "Gång- & cykelväg"),
    )
    assert all(_INCIDENTS.node_of(word) for word in fault_report)
    assert _INCIDENTS.node_of("Allgemein") == "other"


def test_columns_are_guessed_by_likeness_each_once() -> None:
    assert guessed(["kategorier", "Omrade", "kategori"], _ASKS) == {"category": "kategori", "area": "Omrade"}
    assert guessed(["alfa", "beta"], _ASKS) == {}


def test_an_answer_that_cannot_hold_says_why() -> None:
    columns = ("Inkom", "Typ")
    assert checked({"happened_from": " Inkom ", "category": "Typ", "area": "", "x": "?"}, _ASKS, columns) == {
        "happened_from": "Inkom",
        "category": "Typ",
    }
    for stated, reason in (
        ({"category": "Typ"}, "Välj kolumn för När det hände"),
        ({"happened_from": "Typ", "category": "Typ"}, "vald för både När det hände och Kategori"),
        ({"happened_from": "Inkom", "category": "Sort"}, "ingen kolumn som heter Sort"),
    ):
        with pytest.raises(Refused, match=reason):
            checked(stated, _ASKS, columns)


def test_every_format_with_categories_has_a_list_that_can_be_read() -> None:
    for format in registry.formats():
        words_of(format.folder)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Buskage skymmer sikten", "Skymmande växtlighet"),
        ("Trasig lampa gångväg", "Belysning"),
        ("Sprutor upphittade", "Kanyler och sprutor"),
        ("Inbrott sommarstuga", "Stöld och inbrott"),
    ],
)
def test_a_word_that_is_much_like_a_known_one_gets_a_proposal(given: str, title: str) -> None:
    assert _INCIDENTS.node_of(given) is None
    node = suggested(given, _INCIDENTS)
    assert node is not None
    assert tree()[node].title == title


@pytest.mark.parametrize("given", ["Övrigt", "Hissfel", "Råttor i park", "Assault", ""])
def test_a_word_like_none_or_like_several_gets_no_proposal(given: str) -> None:
    assert suggested(given, _INCIDENTS) is None


@pytest.mark.parametrize("given", ["Bilvrak", "Skadegörelse lekplats", "Buskage skymmer"])
def test_the_obvious_words_need_no_person(given: str) -> None:
    assert _INCIDENTS.node_of(given)
