"""Which populations a picture's rates rest on, in words: of which year, and where one is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

#: How many areas are named one by one.
_NAMED = 5


class Told(Protocol):
    """A population with its year and who says it."""

    @property
    def year(self) -> int: ...
    @property
    def source(self) -> str: ...


def told_of_people(people: Mapping[str, Told | None], *, kept: Collection[str], above: str) -> str:
    """A sentence or three about the populations of a picture's areas.

    Args:
        people: for each area by name what the sources say; None where they say nothing.
        kept: the areas whose own population, from the map of the areas, stands where the sources say nothing.
        above: the area around them, where its population is known; empty where it isn't.
    """
    said = sorted({(told.year, told.source) for told in people.values() if told is not None})
    sentences = []
    if said:
        where = " och ".join(f"31 december {year} ({source})" for year, source in said)
        sentences.append(f"Invånare: {where}.")
    if own := [name for name, told in people.items() if told is None and name in kept]:
        sentences.append(f"Från områdeskartan, där källan inte säger något: {_names(own)}.")
    if missing := [name for name, told in people.items() if told is None and name not in kept]:
        although = f", fast den är det för {above}" if above and above not in missing else ""
        sentences.append(
            f"Folkmängden är inte känd för {_names(missing)}{although}. "
            "Där räknas inget per invånare, och den gissas inte."
        )
    return " ".join(sentences)


def _names(names: list[str]) -> str:
    more = len(names) - _NAMED
    listed = ", ".join(names[:_NAMED])
    return f"{listed} och {more} till" if more > 0 else listed
