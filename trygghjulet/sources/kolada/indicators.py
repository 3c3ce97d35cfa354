"""Kolada's indicators that we know, in our own words, and which of them tell the opposite of their title."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "indicators.toml"
#: What a title that speaks of fear says, and how answers that speak of none begin.
_FEAR = re.compile(r"\b(?:otrygg|oro\b|oro för|rädsla)", re.IGNORECASE)
_NO_FEAR = re.compile(
    r"andel som har svarat\s*[\"”]\s*(?:mycket trygg|ganska trygg|inte alls orolig|inte så orolig)", re.I
)


@dataclass(frozen=True)
class Indicator:
    """An indicator of Kolada's.

    Attributes:
        id: Kolada's own number for it.
        title: in our words, true to what is counted.
        group: "crime", "safety", "neighbourhood", "exposed" or "trust".
        unit: what the figure is counted in.
        margin: the indicator whose figure is this one's uncertainty, up and down.
        years: how many years a figure speaks of, the last of them the one it stands under.
        paired: two years are put together, an even and the odd after it, and told under both.
        turned: Kolada's title tells the opposite of what is counted.
    """

    id: str
    title: str
    group: str
    unit: str
    margin: str = ""
    years: int = 1
    paired: bool = False
    turned: bool = False


@cache
def known() -> dict[str, Indicator]:
    """Every indicator that we know, by its number, in the order people should meet them."""
    with _FILE.open("rb") as file:
        return {given["id"]: Indicator(**given) for given in tomllib.load(file)["indicator"]}


def tells_the_opposite(title: str, description: str) -> bool:
    """Does an indicator's title speak of fear while its description counts those who feel none?"""
    low = re.search(r"\blåg oro\b", title, re.IGNORECASE)
    return bool(_FEAR.search(title) and not low and _NO_FEAR.search(description))
