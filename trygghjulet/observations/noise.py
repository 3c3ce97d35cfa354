"""Figures that carry noise, so that no table tells of single people: they are shown with it, and never summed.

Nothing adds figures up: the population of an area is the total that the source gives, and a page shows each figure as
it came. Whoever writes something that would add them up asks `has_noise` first.
"""

from __future__ import annotations

from typing import Final

#: Stands in a figure's unit, so that it is seen wherever the figure is shown and goes with it wherever it goes.
NOISE: Final = "med brus"


def with_noise(unit: str) -> str:
    """The unit of a figure that carries noise."""
    return f"{unit}, {NOISE}" if unit else NOISE


def has_noise(unit: str | None) -> bool:
    """Does a figure with this unit carry noise?"""
    return unit is not None and unit.endswith(NOISE)
