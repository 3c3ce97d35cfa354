"""Notes become points, points follow their moves, and shares are told with what chance can do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from trygghjulet.steps.dialogues.rules.choosing import leader, shares
from trygghjulet.steps.dialogues.rules.following import MOVES, State, due_after, is_late
from trygghjulet.steps.dialogues.rules.notes import Note, UnreadableNotes, read_notes
from trygghjulet.steps.dialogues.rules.themes import Theme, Tone, theme_of, tone_of

pytestmark = pytest.mark.requirement("SCN-6")


def test_a_line_is_a_point_and_its_first_sign_tells_the_tone() -> None:
    notes = read_notes(
        "+ Bra upplyst vid torget\n- Mörkt hörn bakom skolan\n? Fler bänkar\n> Laga lampan\n\nTrasig armatur"
    )
    assert [note.tone for note in notes] == [Tone.GOOD, Tone.BAD, Tone.WISH, Tone.FACT, Tone.BAD]
    assert [note.followed for note in notes] == [False, False, False, True, False]
    assert notes[1] == Note(2, "Mörkt hörn bakom skolan", Theme.LIGHT, Tone.BAD)
    assert notes[4].line == 6


def test_bullets_and_numbers_of_a_list_are_not_part_of_the_text() -> None:
    assert [note.text for note in read_notes("1. Mörkt\n2) Skräp\n• Buskar\n– Hög häck")] == [
        "Mörkt",
        "Skräp",
        "Buskar",
        "Hög häck",
    ]


def test_a_short_beginning_before_a_colon_is_the_place() -> None:
    assert read_notes("Sporthallen: halt om vintern")[0].spot == "Sporthallen"
    assert read_notes("Belysning: trasig")[0].spot == ""


def test_a_table_is_read_by_its_columns() -> None:
    notes = read_notes(
        'datum;notering;slag\n2021-12-09;Bra upplyst;observation +\n2021-12-09;"Häck; skymmer";observation -\n'
        "2021-12-09;Plan finns;uppföljning"
    )
    assert [(note.text, note.tone, note.followed) for note in notes] == [
        ("Bra upplyst", Tone.GOOD, False),
        ("Häck; skymmer", Tone.BAD, False),
        ("Plan finns", Tone.FACT, True),
    ]
    assert {note.day for note in notes} == {date(2021, 12, 9)}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("  \n ", "Det finns inga anteckningar"),
        ("a" * 1_001, "Rad 1 är 1001 tecken lång"),
        ("x\n" * 201, "Det är 201 rader"),
        ("datum;notering;slag\n2021-12-09;Mörkt", "Rad 2 har 2 fält men rubriken har 3"),
        ("datum;notering;slag\n2021-12-09;;observation -", "Rad 2 saknar text"),
    ],
)
def test_notes_that_cannot_be_read_say_where_and_why(written: str, said: str) -> None:
    with pytest.raises(UnreadableNotes, match=said):
        read_notes(written)


@given(st.text(max_size=400))
def test_whatever_is_written_is_read_or_refused_with_words(written: str) -> None:
    said = ""
    notes: tuple[Note, ...] = ()
    try:
        notes = read_notes(written)
    except UnreadableNotes as unreadable:
        said = str(unreadable)
    assert all(note.text for note in notes)
    assert not said or said.endswith(".")


def test_the_real_walk_is_read(shared_data: Path) -> None:
    path = shared_data / "est" / "soderkoping_trygghetsvandring_2021-12-09_punkter.csv"
    notes = read_notes(path.read_text(encoding="utf-8"))
    assert len(notes) == 17
    assert sum(note.followed for note in notes) == 7
    assert sum(note.tone is Tone.GOOD for note in notes) == 3
    assert sum(note.theme is Theme.LIGHT for note in notes) >= 7


def test_words_tell_the_theme_and_the_tone() -> None:
    assert theme_of("Buskar skymmer sikten") is Theme.GROWTH
    assert theme_of("Väktare på kvällen") is Theme.PRESENCE
    assert theme_of("Hej") is Theme.OTHER
    assert tone_of("Trasig lampa, annars bra") is Tone.BAD
    assert tone_of("Vi önskar fler bänkar") is Tone.WISH


def test_half_a_year_ends_on_a_day_that_there_is() -> None:
    assert due_after(date(2025, 8, 31)) == date(2026, 2, 28)
    assert due_after(date(2025, 5, 2)) == date(2025, 11, 2)


def test_what_is_settled_is_never_late_and_can_be_opened_again() -> None:
    assert is_late(State.OPEN, date(2026, 1, 1), date(2026, 1, 2))
    assert not is_late(State.OPEN, date(2026, 1, 2), date(2026, 1, 2))
    assert not is_late(State.DONE, date(2026, 1, 1), date(2026, 1, 2))
    assert MOVES[State.NOT_DONE] == (State.OPEN,)
    assert set(MOVES) == set(State)


@pytest.mark.requirement("COM-5")
def test_shares_have_wilsons_interval() -> None:
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    told = shares([81], answers=263)[0]
    assert told.low == pytest.approx(0.2553, abs=5e-5)
    assert told.high == pytest.approx(0.3662, abs=5e-5)


@pytest.mark.requirement("COM-5")
def test_few_answers_give_no_share_and_no_leader() -> None:
    assert shares([20, 9], answers=29)[0].share is None
    assert leader([29, 0], answers=29) is None


@pytest.mark.requirement("COM-5")
def test_an_option_leads_only_by_more_than_chance() -> None:
    assert leader([70, 30], answers=100) == 0
    assert leader([52, 48], answers=100) is None
    assert leader([40, 40, 20], answers=100) is None


@given(st.lists(st.integers(0, 50), min_size=2, max_size=6), st.integers(0, 100))
def test_shares_lie_within_their_intervals(votes: list[int], more: int) -> None:
    answers = max(1, sum(votes) + more)
    for told in shares(votes, answers=answers):
        if told.share is not None and told.low is not None and told.high is not None:
            assert 0 <= told.low <= told.share <= told.high <= 1
