"""Figures that carry noise, so that no table tells of single people: they may be shown, but their parts not summed."""

from __future__ import annotations

from typing import Final

import polars as pl

#: Stands in a figure's unit, so that it is seen wherever the figure is shown and goes with it wherever it goes.
NOISE: Final = "med brus"


class PartsDoNotSum(ValueError):
    """Somebody was about to add up figures that carry noise."""

    def __init__(self) -> None:
        super().__init__(
            "Siffrorna har brus för att ingen ska kunna pekas ut, så delarna går inte att lägga ihop. "
            "Använd totalen som källan själv anger."
        )


def with_noise(unit: str) -> str:
    """The unit of a figure that carries noise."""
    return f"{unit}, {NOISE}" if unit else NOISE


def has_noise(unit: str | None) -> bool:
    """Does a figure with this unit carry noise?"""
    return unit is not None and unit.endswith(NOISE)


def refuse_to_sum(rows: pl.DataFrame) -> None:
    """Refuse to add up figures (rows of FIGURES) of which any carries noise: each sum would carry all the noise of
    its parts, and need not be the total that the source gives.

    Raises:
        PartsDoNotSum: with what to do instead.
    """
    if rows.height > 1 and rows["unit"].str.ends_with(NOISE).any():
        raise PartsDoNotSum
