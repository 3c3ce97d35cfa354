"""Stages, differences, sums and what the figures say, by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trygghjulet.documents.tree import Unshown
from trygghjulet.steps.picture.rules.figures import (
    CANNOT_BE_TOLD,
    NO_COMPARISON,
    CategoryFigures,
    Change,
    Estimate,
    Figures,
    Settings,
)
from trygghjulet.steps.priorities.rules.beside import told
from trygghjulet.steps.priorities.rules.comparing import Score, difference, sum_of
from trygghjulet.steps.priorities.rules.criteria import FIRST_SET, Group
from trygghjulet.steps.priorities.rules.stages import Facts, Stage, stage_of

TODAY = date(2026, 3, 1)


@pytest.mark.requirement("PRI-3")
@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (Facts(), Stage.COLLECTING),
        (Facts(opened=True, handed_in=(True, False)), Stage.OWN),
        (Facts(opened=True, handed_in=(True, True)), Stage.TOGETHER),
        (Facts(opened=True, handed_in=(True, False), show_on=date(2026, 3, 2)), Stage.OWN),
        (Facts(opened=True, handed_in=(True, False), show_on=TODAY), Stage.TOGETHER),
        (Facts(decided=True), Stage.DECIDED),
    ],
)
def test_sheets_are_shown_when_all_have_handed_in_or_the_day_has_come(facts: Facts, stage: Stage) -> None:
    assert stage_of(facts, today=TODAY) is stage


@pytest.mark.requirement("PRI-3")
@pytest.mark.parametrize(
    ("scores", "words", "tone"),
    [
        ([Score(3), Score(3)], "", "good"),
        ([Score(3), Score(2)], "Skiljer 1 steg", "info"),
        ([Score(4), Score(1)], "Skiljer 3 steg", "warning"),
        ([Score(4), Score(None)], "En kan inte bedöma", "info"),
        ([Score(4), None], "Svar saknas", "info"),
    ],
)
def test_differences_are_told_in_words(scores: list[Score | None], words: str, tone: str) -> None:
    found = difference(scores)
    assert (found.words, found.tone) == (words, tone)


def test_the_largest_difference_weighs_most_and_what_cannot_be_judged_more_than_agreement() -> None:
    pairs = (
        [Score(4), Score(0)],
        [Score(2), Score(1)],
        [Score(2), Score(None)],
        [Score(2), None],
        [Score(2)] * 2,
    )
    weights = [difference(pair).weight for pair in pairs]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_a_sum_says_what_was_not_judged() -> None:
    scores = {"common": Score(3), "rising": Score(None)}
    assert sum_of(scores, ["common"]).words == "3 av 4"
    assert sum_of(scores, ["common", "rising", "harm"]).words == "3 av 4 (2 av 3 inte bedömda)"
    assert sum_of({}, ["common"]).words == "Inget bedömt"


@pytest.mark.requirement("PRI-3")
def test_the_first_set_holds_both_groups() -> None:
    names = [one.name for one in FIRST_SET]
    assert len(set(names)) == len(names) == 11
    assert [one.name for one in FIRST_SET if one.group is Group.MEANS] == [
        "Resurser",
        "Möjlighet att påverka",
        "Samhällets kostnad",
    ]


def _figures(*categories: CategoryFigures, total: int = 500) -> Figures:
    return Figures(
        settings=Settings("Solvik", date(2025, 1, 1), date(2025, 12, 31), 250, 3006),
        sources=(),
        population=None,
        total=total,
        outside=0,
        before_first=date(2024, 1, 1),
        before_last=date(2024, 12, 31),
        before=480,
        rate=CANNOT_BE_TOLD,
        change=NO_COMPARISON,
        against_rest=NO_COMPARISON,
        categories=categories,
        areas=(),
        months=(),
        rhythm=(),
        busiest="",
        hotspots=(),
        hotspots_refused="",
        outlines=(),
    )


_THEFT = CategoryFigures("Stöld", 300, 200, Change(Estimate(1.5, 1.3, 1.8), "increase"))
_FIGHTS = CategoryFigures("Våld", 40, 38, Change(Estimate(1.05, 0.7, 1.6), "cannot_be_told"))


def test_figures_give_rank_and_change_with_its_interval() -> None:
    said = {one.criterion: one.text for one in told(_figures(_THEFT, _FIGHTS), category="Våld", keys=())}
    assert said["common"].startswith("Våld: nummer 2 av 2 typer, 40 händelser")
    assert "Kan inte avgöras: kvot 1,05 (0,70–1,60)" in said["rising"]
    (rising,) = (
        one.text
        for one in told(_figures(_THEFT, _FIGHTS), category="Stöld", keys=())
        if one.criterion == "rising"
    )
    assert "Ökar: kvot 1,50 (1,30–1,80)" in rising


def test_without_a_period_before_nothing_is_said_of_change() -> None:
    bare = replace(_figures(replace(_THEFT, before=None, change=NO_COMPARISON)), incomparable="Före saknas.")
    said = {one.criterion: one.text for one in told(bare, category="Stöld", keys=())}
    assert said["rising"] == "Stöld: Kan inte avgöras. Före saknas."


@pytest.mark.requirement("SEC-4")
def test_what_is_withheld_is_not_told_beside_a_criterion() -> None:
    hidden = _figures(replace(_THEFT, count=Unshown(3)), _FIGHTS)
    (one,) = told(hidden, category="Stöld", keys=())
    assert "visas inte" in one.text
    assert "3" not in one.text
    assert told(replace(hidden, total=Unshown(4)), category="Stöld", keys=()) == ()
