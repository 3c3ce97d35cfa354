"""What a picture says of a problem, criterion by criterion: with the interval, and honest where it can't be told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Interval, Unshown
from trygghjulet.steps.picture.rules.figures import (
    AreaFigures,
    CategoryFigures,
    Change,
    Figures,
    HotspotFigures,
)
from trygghjulet.steps.picture.rules.narrative import comparison_of, source_of

_WITHHELD: Final = "visas inte, för talet bygger på antal som hålls dolda."
_VERDICTS: Final = {"increase": "Ökar", "decrease": "Minskar", "cannot_be_told": "Kan inte avgöras"}
_AGAINST: Final = {
    "increase": "Sämre än övriga",
    "decrease": "Bättre än övriga",
    "cannot_be_told": "Kan inte avgöras",
}


@dataclass(frozen=True)
class Told:
    """Something that the figures say of a problem in one criterion, and what it rests on."""

    criterion: str
    text: str
    source: str


def told(figures: Figures, *, category: str, keys: Collection[str]) -> tuple[Told, ...]:
    """What the figures say of a problem.

    Args:
        figures: as the reader may see them.
        category: the type that the problem is counted as; empty where it is none.
        keys: of the findings that the problem rests on.
    """
    if isinstance(figures.total, Unshown):
        return ()
    found = [
        *_of_category(figures, category),
        *_of_hotspots(figures, category, keys),
        *_of_areas(figures, keys),
    ]
    return tuple(Told(criterion, text, source_of(figures)) for criterion, text in found)


def _of_category(figures: Figures, name: str) -> Iterator[tuple[str, str]]:
    ranked = sorted(figures.categories, key=lambda one: -one.count)
    one = next((one for one in ranked if one.name == name), None)
    if one is None:
        if name:
            beside = {category.name for other in figures.other for category in other.categories}
            yield (
                "common",
                f"{name} räknas i ett annat underlag än brotten och går inte att rangordna bland dem."
                if name in beside
                else f"{name} finns inte i lägesbilden.",
            )
        return
    if isinstance(one.count, Unshown):
        yield "common", f"{one.name}: {_WITHHELD}"
        return
    before = [other for other in ranked if other.count > one.count]
    share = f", {numbers.percent(one.count / figures.total)} av alla" if figures.total else ""
    yield (
        "common",
        f"{one.name}: nummer {len(before) + 1} av {len(ranked)} typer, {numbers.number(one.count)} händelser{share}.",
    )
    yield "rising", f"{one.name}: {_change(figures, one, _VERDICTS)}"


def _change(figures: Figures, one: CategoryFigures | AreaFigures, words: dict[str, str]) -> str:
    if isinstance(one.before, Unshown):
        return f"förändringen {_WITHHELD}"
    return _ratio(one.change, words, against=comparison_of(figures), why_not=figures.incomparable)


def _ratio(change: Change, words: dict[str, str], *, against: str, why_not: str) -> str:
    ratio = change.ratio
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return f"Kan inte avgöras. {why_not or 'Underlaget räcker inte för en jämförelse.'}"
    whole = numbers.interval(Interval(ratio.value, ratio.low, ratio.high), decimals=2)
    return f"{words[change.verdict]}: kvot {whole}{f' mot {against}' if against else ''}."


def _of_hotspots(figures: Figures, category: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    mine = [spot for spot in figures.hotspots if _key(spot) in keys]
    for spot in mine:
        if isinstance(spot.count, Unshown):
            yield "places", f"{spot.name}: {_WITHHELD}"
            continue
        density = (
            f"{numbers.number(spot.pai, decimals=1)} gånger tätare än i hela området"
            if spot.pai_low is None or spot.pai_high is None
            else f"{numbers.interval(Interval(spot.pai, spot.pai_low, spot.pai_high), decimals=1)} gånger "
            "tätare än i hela området"
        )
        yield (
            "places",
            f"{spot.name}: nummer {spot.rank} av {len(figures.hotspots)} platser med koncentration, "
            f"{numbers.number(spot.count)} händelser, {density}.",
        )
    if category and not mine:
        with_it = [spot for spot in figures.hotspots if category in dict(spot.categories)]
        if with_it:
            names = ", ".join(spot.name for spot in with_it[:3])
            yield "places", f"{category} är bland det vanligaste på {len(with_it)} av platserna: {names}."


def _key(spot: HotspotFigures) -> str:
    return f"hotspot:{round(spot.east)}:{round(spot.north)}"


def _of_areas(figures: Figures, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    mine = [area for area in figures.areas if f"area:{area.code}" in keys]
    for area in mine:
        if isinstance(area.count, Unshown) or isinstance(area.before, Unshown):
            yield "deviating", f"{area.name}: {_WITHHELD}"
            continue
        said = _ratio(area.against_rest, _AGAINST, against="", why_not=figures.incomparable)
        yield "deviating", f"{area.name}, alla typer, mot resten av kommunen: {said}"
    if not mine and figures.against_rest.ratio.told and not isinstance(figures.before, Unshown):
        said = _ratio(figures.against_rest, _AGAINST, against="", why_not=figures.incomparable)
        yield "deviating", f"{figures.settings.area}, alla typer, mot resten av kommunen: {said}"
