"""Where in the house a source's material is used, in words, so that nobody has to look for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from trygghjulet.observations.schema import Kind

_THEMES: Final = {
    "crime": "I lägesbilden: antal, utveckling, tider, platser och områden räknas på de här händelserna. "
    "Uppföljningen av åtgärder kan mäta på dem.",
    "disorder": "I lägesbilden under Annan information av betydelse, och i veckans lägesbild. "
    "Uppföljningen av åtgärder kan mäta på dem.",
    "field": "I veckans lägesbild.",
    "news": "I lägesbilden under Annan information av betydelse, som antal notiser. Ingen plats söks i dem.",
}
_NOT_SHARED: Final = (
    "Ingenstans i det gemensamma: bara ägaren ser källan, så lägesbild och uppföljning räknar inte med den."
)
_ANSWERS: Final = (
    "Under Se svaren, också jämförda med brotten. Lägesbilden tar inte in svaren av sig själv: skriv det som är "
    "viktigt i dess texter."
)
_COUNTS: Final = (
    "I lägesbilden, sist under Annan information av betydelse, med de senaste sex perioderna. "
    "Alla år och områden finns under Se siffrorna."
)
_POPULATION: Final = (
    "Lägesbildens tal per 1 000 invånare räknas på folkmängden. Alla år och områden finns under Se siffrorna."
)
_FIGURES: Final = (
    "Lägesbilden tar inte in siffrorna av sig själv. De finns under Se siffrorna: skriv det som är viktigt i "
    "lägesbildens texter."
)


def use_of(theme: str, kinds: Collection[str], *, shared: bool, population: bool = False) -> str:
    """Where what a source has accepted is used; empty where there is nothing to say.

    Args:
        theme: the source's theme.
        kinds: the kinds of its accepted material.
        shared: others than the owner know of the source.
        population: it tells how many live in each area.
    """
    if not shared:
        return _NOT_SHARED if kinds else ""
    said = (
        (Kind.INCIDENTS in kinds or Kind.FEED in kinds, _THEMES.get(theme, "")),
        (Kind.ANSWERS in kinds, _ANSWERS),
        (Kind.COUNTS in kinds and theme == "statistics", _COUNTS),
        (population, _POPULATION),
        (Kind.COUNTS in kinds or Kind.FIGURES in kinds, _FIGURES),
    )
    return next((words for applies, words in said if applies), "")
