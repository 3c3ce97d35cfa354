"""What looks like personal data is found, and what only looks a little like it is let through."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.foundation.privacy.guard import (
    Certainty,
    Kind,
    PersonalDataFound,
    look,
    refuse_personal_data,
)

pytestmark = pytest.mark.requirement("SEC-4")

#: The Tax Agency's own examples, miswritten ones that nobody has, and numbers reserved for made-up stories.
SEEN = {
    Kind.IDENTITY: (
        *("811218-9876", "19811218-9876", "811278-9873", "8112189876", "198112189876", "811218 9876"),
        *("81 12 18 98 76", "19 81 12 18 98 76", "1981-12-18-9876", "8 1 1 2 1 8 9 8 7 6", "811218–9876"),
        *("850312-1234", "850372+1234", "pnr 850332-1234", "811218-XXXX", "8503122384"),
    ),
    Kind.BIRTH: ("född 870312", "född den 4 april 2012", "Anna (090721)"),
    Kind.PHONE: (
        *(
            "070-174 06 05",
            "0701740605",
            "0701 74 06 05",
            "070.174.06.05",
            "0 7 0 1 7 4 0 6 0 5",
            "070 – 174 06 05",
        ),
        *("+46 70 174 06 05", "+46(0)70-1740605", "0046701740605", "(031) 390 06 00", "031/390 06 00"),
        *("08-465 004 00", "0980-319 200", "040 628 04 00", "tel 70 174 06 05", "+44 7700 900123"),
    ),
    Kind.EMAIL: (
        *("a.b@exempel.example", "a.b @ exempel.example", "a.b (at) exempel.example"),
        "anna.svensson @ exempel . com",
    ),
    Kind.ADDRESS: ("Storg. 14, 2 tr", "Kungsg. 3 B", "Drottningg. 12"),
    Kind.PLATE: (
        "Registreringsnummer A B C 1 2 3",
        "GUD 123",
        "GUD123",
        "GUD 12A",
        "GUD-123",
        "bil med reg gud123",
        "regnr gud 12a",
    ),
    Kind.ACCOUNT: (
        "@nattryttarn_",
        "snap: kalle_pang07",
        "på insta heter han lill_prinsen",
        "Insta – lillemannen_01",
        "instagram.com/solvik.fights",
    ),
    Kind.NAME: (
        *(
            "Anna Svensson",
            "Anna Svenssons bil",
            "A. Svensson",
            "herr Svensson",
            "familjen Berisha",
            "anna andersson",
        ),
        *(
            "Karlsson, Erik",
            "ANNA SVENSSON",
            "Mohamed Warsame",
            "Ahmed Al-Masri",
            "Anna-Karin von Essen",
            "Linda Holm",
        ),
        *(
            "Thanh Nguyen",
            "Per-Olof Jansson",
            "Zeynep Yıldız",
            "karin öberg",
            "Nguyen Van Anh",
            "Ayodele Balogun",
        ),
    ),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SEEN.items() for text in texts])
def test_every_way_of_writing_it_is_found(kind: Kind, text: str) -> None:
    seen = look(f"Enligt vittnet: {text}. Det var mörkt.", sensitive=kind is Kind.ADDRESS)
    assert kind in {one.kind for one in seen}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "KS 2026:412",
            "0392/19",
            "dnr 0123-24",
            "850332-1234",
            "851312-1234",
            "2025-01-01",
            "2025-01-01 1400",
        ),
        *("202501011430", "212000-1355", "ring 112 eller 114 14", "020-123 456", "0771-123 456"),
        *(
            "kl 08.15-10.30",
            "57.70887, 11.97456",
            "1 250 000 kr",
            "info@solvik.example",
            "EST 2024",
            "SCN 123",
            "BRÅ 100",
        ),
        *(
            "Sankt Erik",
            "Karl Johansgatan",
            "Karlstad",
            "Erik Dahlbergs gata",
            "Kalle Anka",
            "Anna Whitlocks gymnasium",
        ),
        *(
            "Erik, Anna och Lisa",
            "Saga Samordnare",
            "Kim Kommunpolis",
            "Stationsgatan 12",
            "I Rosenlund",
            "Max Hastighet",
        ),
        *("Instagram: ungdomar sprider filmer", "bilen har 123 mil på mätaren", "Ordernummer 8503122384"),
        *("Gustaf Adolfs kyrka", "Maria Prästgårdsgata", "Stadsdelen Lars Kagg", "Skolan Ebba Pettersson"),
        *("Bostadsbolaget Einar Mattsson", "Emma Kök och Bar", "hans berg av skräp", "Stadierna A B C 1 2 3"),
        *("Måndag. 14 ungdomar", "Klockan 12 @ torget . Ingen kom"),
    ],
)
def test_what_only_looks_a_little_like_it_is_let_through(text: str) -> None:
    assert look(f"Underlag: {text}.") == ()


def test_an_address_is_told_in_sensitive_fields_only() -> None:
    text = "Bråk utanför Storgatan 12 B, lgh 1102, och på Storgatan 15 ungdomar."
    assert look(text) == ()
    assert [(one.kind, one.text) for one in look(text, sensitive=True)] == [
        (Kind.ADDRESS, "Storgatan 12 B, lgh 1102")
    ]


def test_signs_that_are_not_seen_hide_nothing() -> None:
    text = "Ring ٠٧٠-١٧٤\u00a0٠٦\u200b ٠٥ till A\u00adsa\u030a eller An\u00adna Svens\u200bson."
    phone, name = look(text)
    assert (phone.kind, name.kind) == (Kind.PHONE, Kind.NAME)
    assert text[name.start : name.end] == name.text == "An\u00adna Svens\u200bson"


def test_it_says_how_sure_it_is_why_and_what_to_write_instead() -> None:
    right, wrong = look("811218-9876 och 811218-9875")
    assert (right.certainty, wrong.certainty) == (Certainty.SURE, Certainty.LIKELY)
    assert not right.may_be_insisted_on
    assert wrong.may_be_insisted_on
    assert "kontrollsiffran" in wrong.why
    assert "åldersgrupp" in right.instead


def test_names_of_forums_areas_and_holders_of_office_are_let_through_where_they_are_told() -> None:
    assert look("Maria Holmgren yrkade bifall.", but=["Maria Holmgren"]) == ()
    assert look("Maria Holmgrens förslag.", but=["Maria Holmgren"]) == ()
    assert look("Maria Holmgren (S)", public_names=True) == ()
    assert [one.kind for one in look("Anna Berg bor i Berg.", but=["Berg"])] == [Kind.NAME]
    assert [one.kind for one in look("811218-9876", but=["811218-9876"], public_names=True)] == [
        Kind.IDENTITY
    ]


def test_the_refusal_says_what_and_what_to_do() -> None:
    with pytest.raises(PersonalDataFound, match=r"namn \(Anna Svensson\).*titel och organisation"):
        refuse_personal_data("Inget här.", "Anna Svensson ringde.")


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_it_answers_and_points_to_where_it_stood(text: str) -> None:
    for one in look(text, sensitive=True):
        assert text[one.start : one.end] == one.text != ""


@pytest.mark.parametrize(
    "bad", ["01 ", "a@a.", "Anna ", "ABC 123 ", "811218-9876 ", "+12345678 ", "A ", "född 1 ", "(0"]
)
def test_time_grows_as_the_text_does(bad: str) -> None:
    def taken(signs: int) -> float:
        begun = time.process_time()
        look(bad * (signs // len(bad)), sensitive=True)
        return time.process_time() - begun

    taken(1_000)
    # Eight times the text would take 64 times as long if it were looked at anew from each sign.
    assert taken(16_000) < 30 * taken(2_000) + 0.2
