"""Two texts written on the same one are joined word by word, and nothing that was added is lost."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.cooperation.forums.rules.notes import join, tidy

pytestmark = pytest.mark.requirement("FOR-5")

#: Few words, so that many of them are the same, with every sort of space between.
WORDS = st.sampled_from(["torget", "polisen", "lampor", "och", "i", "är", "mörkt", "39"])
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n"])
TEXTS = st.builds(
    lambda pairs, end: "".join(word + space for word, space in pairs) + end,
    st.lists(st.tuples(WORDS, SPACES), max_size=12),
    st.sampled_from(["", "torget", "slut."]),
)


def words(text: str) -> Counter[str]:
    return Counter(text.split())


@pytest.mark.parametrize(
    ("base", "first", "second", "joined"),
    [
        pytest.param(
            "Belysningen är trasig.",
            "Belysningen är trasig. Polisen ser över det.",
            "Belysningen vid kajen är trasig.",
            "Belysningen vid kajen är trasig. Polisen ser över det.",
            id="på olika ställen",
        ),
        pytest.param("", "Saga skriver.", "Kim skriver.", "Saga skriver. Kim skriver.", id="på samma ställe"),
        pytest.param(
            "Vi möts på torget klockan sju",
            "Vi möts",
            "Vi möts på torget klockan åtta",
            "Vi möts på torget klockan åtta",
            id="en stryker, en ändrar",
        ),
        pytest.param(
            "Vi möts på torget klockan åtta",
            "Vi möts på torget klockan åtta i kväll",
            "Vi möts",
            "Vi möts i kväll",
            id="en lägger till sist, en stryker före",
        ),
        pytest.param(
            "Klockan sju", "Klockan åtta", "Klockan nio", "Klockan åtta nio", id="båda ändrar samma ord"
        ),
        pytest.param("Klockan sju", "Klockan åtta", "Klockan åtta", "Klockan åtta", id="båda gör samma sak"),
        pytest.param("Ett två tre fyra", "Ett fyra", "Ett två tre", "Ett", id="båda stryker"),
        pytest.param(
            "Närvaro\n- polisen",
            "Närvaro\n- polisen\n- skolan",
            "Närvaro\n- polisen\n- fritid",
            "Närvaro\n- polisen\n- skolan\n- fritid",
            id="rader",
        ),
        pytest.param(
            "Saga skriver ", "Saga skriver mer", "Saga skriver ", "Saga skriver mer", id="mellanslag sist"
        ),
    ],
)
def test_what_two_wrote_becomes_one_text(base: str, first: str, second: str, joined: str) -> None:
    assert join(base, first, second) == joined


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=400)
def test_every_word_that_anybody_added_is_there(base: str, first: str, second: str) -> None:
    joined = words(join(base, first, second))
    for each in (first, second):
        added = words(each) - words(base)
        assert not added - joined, (join(base, first, second), added)


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_comes_from_nowhere(base: str, first: str, second: str) -> None:
    assert set(words(join(base, first, second))) <= {*words(base), *words(first), *words(second)}


@given(TEXTS, TEXTS)
def test_one_who_changed_nothing_changes_nothing(base: str, text: str) -> None:
    assert join(base, text, base) == text
    assert join(base, base, text) == text
    assert join(base, text, text) == text


@given(TEXTS, TEXTS, st.sampled_from(["", " ", "\n"]))
def test_only_the_space_of_the_text_that_changed_counts(base: str, text: str, end: str) -> None:
    """The other one changed the space at the end alone, so that the texts really are joined."""
    joined = join(base, f"{base.rstrip()}{end}", text)
    assert joined.split() == text.split()


@given(TEXTS, st.lists(st.integers(0, 12), min_size=3, max_size=3))
def test_in_whatever_order_they_arrive_all_words_are_there(base: str, places: list[int]) -> None:
    """Three who each add two words of their own to the same text, each without having seen the others'."""
    texts = [_with(base, place, f"nytt{number} ord{number}") for number, place in enumerate(places)]
    for order in permutations(texts):
        saved = base
        for text in order:
            saved = join(base, saved, text)
        assert words(saved) == words(base) + Counter(
            f"{word}{number}" for number in range(3) for word in ("nytt", "ord")
        )


@given(TEXTS, st.integers(0, 12))
def test_what_two_put_at_the_same_place_stays_together_first_come_first(base: str, place: int) -> None:
    joined = join(base, _with(base, place, "ett två"), _with(base, place, "tre fyra"))
    assert re.search(r"ett\s+två\s+tre\s+fyra", joined)


def _with(base: str, place: int, new: str) -> str:
    """The base with new words put in after so many of its words."""
    kept = base.split()
    return " ".join([*kept[:place], new, *kept[place:]])


def test_one_sort_of_line_break() -> None:
    assert tidy("ett\r\ntvå\rtre\0") == "ett\ntvå\ntre"
