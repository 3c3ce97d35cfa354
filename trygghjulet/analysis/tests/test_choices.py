"""Words, flags, chance and what other methods made: a wrong one is refused by name and never read as another."""

from __future__ import annotations

import inspect
from enum import StrEnum
from typing import Any

import numpy as np
import pytest
import shapely

from trygghjulet import analysis
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

DICE = np.random.default_rng(7)
TABLE = DICE.poisson(2, (8, 8))
MASK = np.ones((8, 8), dtype=bool)
X, Y = DICE.uniform(0, 800, (2, 60))
TIMES = np.arange(60.0)
SERIES = DICE.poisson(50, 60)
PANEL, REST = DICE.poisson(20, (4, 24)), DICE.poisson(20, (6, 24))
BEGIN = np.array(["2024-01-01T10:00", "2024-01-02T11:30"], dtype="datetime64[s]")
ANSWERS = np.tile([1.0, 0.0, 0.0, 1.0], 25)
GRID = analysis.grid_over([shapely.box(0, 0, 800, 800)], 100, 3006)
WEIGHTS = analysis.neighbours_within(X, Y, 200)
BANDS: dict[str, Any] = {"space_edges": [0, 100], "time_edges": [0, 7], "permutations": 9}
SPANS: dict[str, Any] = {"begin": BEGIN, "end": BEGIN + np.timedelta64(3, "h")}
POINTS: dict[str, Any] = {"x": X, "y": Y}
SOFT: dict[str, Any] = {"bandwidth": 200, "grid": GRID}
COMPARED: dict[str, Any] = {"before": 100, "control_before": 200, "ratio": 0.7}
PERMUTED: dict[str, Any] = {"inference": "permutation", "permutations": 9}

#: What each method needs, apart from the argument that is tried.
GIVEN: dict[str, dict[str, Any]] = {
    "aoristic": SPANS,
    "drawn_moments": {**SPANS, "rng": DICE},
    "chains": {**POINTS, "time": TIMES, "distance": 100, "days": 5},
    "knox": {**POINTS, **BANDS, "time": TIMES, "rng": DICE},
    "next_incident": {"place": TIMES % 7, "time": TIMES, "edges": [0, 7], "permutations": 9, "rng": DICE},
    "concentration": {"counts": SERIES, "permutations": 9, "rng": DICE},
    "gi_star": {"counts": TABLE, "mask": MASK},
    "q_values": {"p": [0.01, 0.5]},
    "local_g": {"values": TIMES, "neighbours": WEIGHTS},
    "density": {**POINTS, **SOFT},
    "line_density": {"x": X, "at": [1.0], "bandwidth": 5},
    "interrupted_series": {"counts": SERIES, "start": 40, "harmonics": 0},
    "controlled_series": {"treated": SERIES, "control": SERIES[::-1], "start": 40},
    "difference_in_differences": {"treated": PANEL, "control": REST, "start": 12},
    "randomisation_test": {"treated": PANEL, "control": REST, "start": 12, "permutations": 50, "rng": DICE},
    "detectable_change": {"before": 100, "control_before": 200},
    "power_of_change": COMPARED,
    "follow_up_needed": COMPARED,
    "unusual": {"counts": DICE.poisson(20, (120, 3))},
    "share": {"answers": ANSWERS},
    "shares": {"answers": ANSWERS, "group": np.repeat(["a", "b"], 50)},
    "delineate": {"gi": analysis.gi_star(TABLE, MASK), "counts": TABLE, "grid": GRID},
    "density_ratio": {key: analysis.density(**POINTS, **SOFT) for key in ("above", "below")},
    "clipped": {"polygons": [shapely.box(0, 0, 9, 9)], "grid": GRID, "mask": MASK},
    "shares_within": {"polygons": [shapely.box(0, 0, 9, 9)], "grid": GRID},
    "areas_to_grid": {"polygons": [shapely.box(0, 0, 9, 9)], "grid": GRID, "population": [5]},
    "areas_to_grid_by_points": {
        **POINTS,
        "polygons": [shapely.box(0, 0, 9, 9)],
        "grid": GRID,
        "population": [5],
    },
    "squares_to_grid": {"square": [], "grid": GRID, "population": []},
    "scb_cells": {"square": [], "grid": GRID},
    "scb_ids": {"grid": GRID},
    "share_change": dict.fromkeys(("before", "after"), analysis.share(ANSWERS)),
    "share_changes": dict.fromkeys(("before", "after"), analysis.shares(ANSWERS, np.repeat(["a", "b"], 50))),
    "project_geometry": {"geometry": shapely.Point(18, 59), "epsg": 3006},
}

METHODS = {name: held for name in analysis.__all__ if inspect.isfunction(held := getattr(analysis, name))}
WORDS = [
    (name, argument, kind)
    for name, method in METHODS.items()
    for argument, told in inspect.signature(method, eval_str=True).parameters.items()
    for kind in (told.annotation, *getattr(told.annotation, "__args__", ()))
    if inspect.isclass(kind) and issubclass(kind, StrEnum)
]
MADE = ("grid", "gi", "above", "below", "geometry")
FLAGS = ("star", "expand", "adaptive", "edge_corrected")
WITH_CHANCE = [name for name in METHODS if "rng" in inspect.signature(METHODS[name]).parameters]


def _with(name: str, argument: str, value: object) -> Any:
    more = PERMUTED if (name, argument) == ("gi_star", "rng") else {}
    more = {"permutations": 9} if (name, argument) == ("local_g", "rng") else more
    return answers_or_refuses(METHODS[name], **{**GIVEN[name], **more, argument: value})


@pytest.mark.parametrize(("name", "argument", "kind"), WORDS)
def test_a_word_is_the_choice_it_names_and_another_word_is_refused(
    name: str, argument: str, kind: type[StrEnum]
) -> None:
    for choice in kind:
        one, other = _with(name, argument, choice), _with(name, argument, choice.value)
        assert repr(one) == repr(other) or "rng" in GIVEN[name], choice
    for bad in ("nonsense", choice.name, 1, ["a"], float("nan"), True):
        told = _with(name, argument, bad)
        assert isinstance(told, analysis.UnfitData), (bad, told)
        assert told.code == kind.__name__.lower()


def test_every_choice_is_tried() -> None:
    asked = {
        name
        for name, method in METHODS.items()
        for told in inspect.signature(method, eval_str=True).parameters.values()
        if isinstance(told.default, StrEnum)
    }
    assert asked <= GIVEN.keys()
    assert set(WITH_CHANCE) <= GIVEN.keys()


@pytest.mark.parametrize("name", WITH_CHANCE)
def test_chance_comes_from_a_generator_only(name: str) -> None:
    for bad in (None, 42, np.random.RandomState(1), "1"):
        told = _with(name, "rng", bad)
        assert isinstance(told, analysis.UnfitData), bad
        assert told.code == "no_rng"
    assert not isinstance(_with(name, "rng", np.random.default_rng(1)), analysis.UnfitData)


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, flag) for name in GIVEN for flag in FLAGS if flag in inspect.signature(METHODS[name]).parameters],
)
def test_a_flag_is_true_or_false(name: str, argument: str) -> None:
    for bad in ("no", 0, 2, None, float("nan")):
        told = _with(name, argument, bad)
        assert isinstance(told, analysis.UnfitData), bad
        assert told.code == "not_flag"


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, made) for name in GIVEN for made in MADE if made in GIVEN[name]]
    + [(name, side) for name in ("share_change", "share_changes") for side in ("before", "after")],
)
def test_what_another_method_makes_is_made_by_it(name: str, argument: str) -> None:
    for bad in (None, 3, "grid", np.ones((8, 8))):
        told = _with(name, argument, bad)
        assert isinstance(told, analysis.UnfitData), bad
        assert told.code.startswith("not_")


def test_a_conditional_null_is_not_silently_the_other() -> None:
    """Words were once read as anything but the choice that they name."""
    one, other = (analysis.gi_star(TABLE, MASK, null=null) for null in ("conditional", "unconditional"))
    assert not np.allclose(one.p, other.p)
    assert (one.null, one.inference, one.edge) == ("conditional", "exact", "shrink")
    refuses(analysis.gi_star, TABLE, MASK, null="nonsense", code="null")
