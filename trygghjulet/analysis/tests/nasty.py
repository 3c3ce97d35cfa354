"""Inputs that nobody should send, and the demand that a method answers or refuses, and never warns and goes on."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from trygghjulet.analysis.checks import UnfitData

NAN, INF = float("nan"), float("inf")

#: Lists that may stand where counts are wanted.
BAD_COUNTS: tuple[Any, ...] = (
    [-1, 2, 3],
    [0.5, 2, 3],
    [NAN, 2, 3],
    [INF, 2, 3],
    [1e300, 2, 3],
    [2**62, 2**62, 2**62],
    [10**30, 2, 3],
    ["a", "b", "c"],
    [None, 2, 3],
    [True, False, True],
    [1j, 2, 3],
    [[1, 2], [3]],
)

#: Lists that may stand where measures are wanted.
BAD_NUMBERS: tuple[Any, ...] = ([NAN, 2, 3], [INF, 2, 3], ["a", "b", "c"], [None, 2, 3], [1j, 2, 3])

#: Counts that are odd but allowed: a method answers them or says that it can't.
ODD_COUNTS: tuple[Any, ...] = (
    [],
    [0],
    [7],
    [0, 0, 0, 0, 0],
    [0, 0, 1000, 0, 0],
    [3, 3, 3, 3, 3],
    [10**12, 0, 10**12, 5, 1],
    list(range(50)),
)


def answers_or_refuses(method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What the method tells, or its refusal; a warning or any other error fails the test."""
    told: Any
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            told = method(*arguments, **named)
        except UnfitData as refused:
            told = refused
    if isinstance(told, UnfitData):
        assert told.code
        assert told.sentence.endswith("."), told.sentence
    return told


def refuses(method: Callable[..., Any], *arguments: Any, code: str | None = None, **named: Any) -> None:
    """The method refuses, with that code."""
    told = answers_or_refuses(method, *arguments, **named)
    assert isinstance(told, UnfitData), told
    assert code is None or told.code == code


def whole_or_none(told: float | None) -> bool:
    """A number that can be shown, or nothing at all: never not-a-number."""
    return told is None or not np.isnan(told)
