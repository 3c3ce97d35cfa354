"""Side by side, what answers to each other is paired and every changed word is marked."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from trygghjulet.cooperation.agreements.rules.comparing import Change, Piece, runs, side_by_side

pytestmark = pytest.mark.requirement("AGR-8")


def test_a_changed_word_is_struck_and_added_and_the_rest_is_the_same() -> None:
    found = [(run.change, run.text) for run in runs("Gruppen möts två gånger.", "Gruppen möts fyra gånger.")]
    assert found == [
        (Change.SAME, "Gruppen möts "),
        (Change.REMOVED, "två "),
        (Change.ADDED, "fyra "),
        (Change.SAME, "gånger."),
    ]


@given(strategies.text(), strategies.text())
def test_both_texts_can_be_read_out_of_the_comparison(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in found if run.change is not Change.REMOVED) == new


def test_parts_are_paired_by_what_they_are_about_and_the_rest_stands_alone() -> None:
    old = [Piece("Syfte", "Trygghet.", "purpose"), Piece("Ekonomi", "Delas lika.", "economy")]
    new = [Piece("Syfte och mål", "Trygghet.", "purpose"), Piece("Uppföljning", "Varje år.", "followup")]
    paired = [
        (pair.title, bool(pair.old), bool(pair.new), pair.is_changed) for pair in side_by_side(old, new)
    ]
    assert paired == [
        ("Syfte och mål", True, True, False),
        ("Uppföljning", False, True, True),
        ("Ekonomi", True, False, True),
    ]


def test_problem_areas_are_paired_by_title_also_when_it_is_reworded_a_little() -> None:
    old = [Piece("Våld på offentlig plats", ""), Piece("Narkotika", "")]
    new = [Piece("Narkotika", ""), Piece("Våld på offentliga platser", "")]
    assert [(pair.old.title if pair.old else "", pair.title) for pair in side_by_side(old, new)] == [
        ("Narkotika", "Narkotika"),
        ("Våld på offentlig plats", "Våld på offentliga platser"),
    ]
