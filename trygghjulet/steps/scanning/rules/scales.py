"""Which answers to a question are counted together: the safe ones, those who worry often, those who say yes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Scale:
    """Answers that belong together, from one end to the other.

    Attributes:
        words: the answers in small letters, in order.
        counted: those that are told together.
        is_safety: does it tell how safe somebody feels?
    """

    words: tuple[str, ...]
    counted: frozenset[str]
    is_safety: bool = False


def _graded(word: str, opposite: str, *more: str, is_safety: bool = False) -> Scale:
    middle = (f"varken {word} eller {opposite}", "varken eller", *more)
    words = (
        f"mycket {word}",
        f"ganska {word}",
        word,
        *middle,
        opposite,
        f"ganska {opposite}",
        f"mycket {opposite}",
    )
    return Scale(words, frozenset(words[:3]), is_safety)


_SCALES: Final = (
    _graded("trygg", "otrygg", is_safety=True),
    _graded("säker", "osäker", is_safety=True),
    _graded("nöjd", "missnöjd"),
    _graded("bra", "dålig", "varken bra eller dåligt"),
    _graded("bra", "dåligt"),
    _graded("stort", "litet"),
    _graded("stor", "liten"),
    _graded("orolig", "lugn"),
    Scale(("aldrig", "sällan", "ibland", "ofta", "mycket ofta"), frozenset({"ofta", "mycket ofta"})),
    Scale(("inte alls", "lite", "ganska mycket", "mycket"), frozenset({"ganska mycket", "mycket"})),
    Scale(
        ("instämmer helt", "instämmer delvis", "varken eller", "instämmer inte", "instämmer inte alls"),
        frozenset({"instämmer helt", "instämmer delvis"}),
    ),
    Scale(
        ("stämmer helt", "stämmer delvis", "stämmer ganska bra", "stämmer dåligt", "stämmer inte alls"),
        frozenset({"stämmer helt", "stämmer delvis", "stämmer ganska bra"}),
    ),
    Scale(
        (
            *("i mycket stor utsträckning", "i stor utsträckning", "i ganska stor utsträckning"),
            *(
                "i ganska liten utsträckning",
                "i liten utsträckning",
                "i mycket liten utsträckning",
                "inte alls",
            ),
        ),
        frozenset({"i mycket stor utsträckning", "i stor utsträckning", "i ganska stor utsträckning"}),
    ),
    Scale(
        ("ja, flera gånger", "ja, en gång", "ja", "nej"), frozenset({"ja, flera gånger", "ja, en gång", "ja"})
    ),
)
#: A scale is a question's own when this part of its answers stand in it.
_ENOUGH = 0.6


def scale_of(answers: Iterable[str]) -> Scale | None:
    """The scale that most of a question's answers stand in; None when there is none."""
    given = {answer.lower() for answer in answers}
    best = max(_SCALES, key=lambda scale: len(given & set(scale.words)))
    return best if given and len(given & set(best.words)) >= _ENOUGH * len(given) else None


def in_order(answers: Iterable[str]) -> tuple[str, ...]:
    """The answers from one end of their scale to the other; what stands in none comes last, by name."""
    given = sorted(answers)
    scale = scale_of(given)
    words = scale.words if scale else ()
    return tuple(sorted(given, key=lambda a: words.index(a.lower()) if a.lower() in words else len(words)))


def counted_of(answers: Iterable[str]) -> tuple[str, ...]:
    """The answers that are told together when nobody has said which: those of the scale, else the first one."""
    ordered = in_order(answers)
    scale = scale_of(ordered)
    if scale and (counted := tuple(answer for answer in ordered if answer.lower() in scale.counted)):
        return counted
    return ordered[:1]


def tells_safety(answers: Iterable[str]) -> bool:
    """Do the answers tell how safe somebody feels?"""
    scale = scale_of(answers)
    return bool(scale and scale.is_safety)
