"""Solvik, the example municipality: made up from the ground, with a known truth in its figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trygghjulet.demo.faults import draw_faults
from trygghjulet.demo.geography import TownArea, areas
from trygghjulet.demo.incidents import draw_incidents
from trygghjulet.demo.survey import draw_survey
from trygghjulet.demo.truth import TRUTH, Truth


@dataclass(frozen=True)
class City:
    """The example municipality: its areas, what happened there, what people said, and what is planted."""

    areas: tuple[TownArea, ...]
    incidents: pl.DataFrame
    faults: pl.DataFrame
    survey: pl.DataFrame
    truth: Truth


def make_city(*, seed: int = 2026) -> City:
    """Draw the municipality.

    The map and the truth are the same for every seed; what happens, is reported and is answered is drawn
    anew. Equal seeds give equal cities.
    """
    for_incidents, for_faults, for_survey = np.random.default_rng(seed).spawn(3)
    return City(
        areas=areas(),
        incidents=draw_incidents(for_incidents, TRUTH),
        faults=draw_faults(for_faults, TRUTH),
        survey=draw_survey(for_survey, TRUTH),
        truth=TRUTH,
    )
