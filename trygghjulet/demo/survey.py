"""Solvik's safety survey: two years of answers, drawn so that the weighted shares are the planted ones."""

from __future__ import annotations

import itertools

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trygghjulet.demo.geography import Level, areas
from trygghjulet.demo.truth import SafeShare, Truth

Floats = NDArray[np.float64]

ANSWERS_A_YEAR = 1_100

SAFETY = ("Mycket trygg", "Ganska trygg", "Varken trygg eller otrygg", "Ganska otrygg", "Mycket otrygg")
"""Answers to how safe one feels outdoors late in the evening; the first two count as safe."""

WORRY = ("Aldrig", "Sällan", "Ibland", "Ofta", "Mycket ofta")
"""Answers to how often one worries about becoming a victim of crime."""

NO_ANSWER = "Vill inte svara"

_AGES = ("16–24", "25–44", "45–64", "65–84")
_GENDERS = ("Kvinna", "Man")
_TENURES = ("Hyresrätt", "Bostadsrätt", "Äganderätt")

# One value for each group (age by gender, ages outermost). The lifts lie around zero when weighted by the
# population's parts, so that the area's own share stays what was planted.
_GROUPS = tuple(itertools.product(_AGES, _GENDERS))
_POPULATION = np.array([0.065, 0.065, 0.170, 0.170, 0.150, 0.150, 0.115, 0.115])
_ANSWERING = np.array([0.50, 0.40, 0.75, 0.65, 1.15, 1.05, 1.60, 1.50])
_LIFT = np.array([-0.12, 0.05, -0.07, 0.09, -0.04, 0.09, -0.10, 0.04])
_TENURE_BY_AREA = {"S1": (0.30, 0.25, 0.45), "S2": (0.50, 0.40, 0.10), "S3": (0.35, 0.20, 0.45)}
_NO_ANSWER_SHARE = 0.015


def draw_survey(rng: np.random.Generator, truth: Truth) -> pl.DataFrame:
    """All answers of all years.

    Args:
        rng: the dice.
        truth: the shares that feel safe, for each local area and year.

    Returns:
        A frame with `key`, `year`, `area` (code of the local area), `age`, `gender`, `tenure`, `weight` (its
        mean is 1 within a year), `safe_late` (one of SAFETY or NO_ANSWER), `victim` ("Ja" or "Nej": of any
        crime in the last twelve months) and `worry` (one of WORRY).
    """
    years = sorted({share.year for share in truth.safe_shares})
    answers = pl.concat([_year(rng, truth, year) for year in years])
    return answers.select(pl.format("T{}", pl.int_range(10_001, 10_001 + pl.len())).alias("key"), pl.all())


def _year(rng: np.random.Generator, truth: Truth, year: int) -> pl.DataFrame:
    """One year's answers: as many from each local area, so that small ones can be told of as well."""
    shares = [share for share in truth.safe_shares if share.year == year]
    sizes = [len(part) for part in np.array_split(np.arange(ANSWERS_A_YEAR), len(shares))]
    year_of_answers = pl.concat([_area(rng, share, size) for share, size in zip(shares, sizes, strict=True)])
    return year_of_answers.with_columns((pl.col("weight") / pl.col("weight").mean()).round(4))


def _area(rng: np.random.Generator, share: SafeShare, size: int) -> pl.DataFrame:
    answering = _POPULATION * _ANSWERING / (_POPULATION * _ANSWERING).sum()
    group = np.sort(rng.choice(len(_GROUPS), size=size, p=answering))
    inhabitants = next(a.population for a in areas() if a.level is Level.LOCAL and a.code == share.area_code)
    lift = _LIFT - (_LIFT * _POPULATION).sum()
    safe = rng.random(size) < np.clip(share.share + lift[group], 0.02, 0.98)
    step = np.where(
        safe, rng.choice(2, size=size, p=(0.42, 0.58)), 2 + rng.choice(3, size=size, p=(0.40, 0.40, 0.20))
    )
    answer = np.where(rng.random(size) < _NO_ANSWER_SHARE, len(SAFETY), step)
    victim = rng.random(size) < np.where(safe, 0.18, 0.33)
    worry = np.clip(np.round(rng.normal(0.7 + 0.6 * step, 0.8)), 0, len(WORRY) - 1).astype(np.int64)
    return pl.DataFrame(
        {
            "year": np.full(size, share.year),
            "area": [share.area_code] * size,
            "age": [_GROUPS[g][0] for g in group],
            "gender": [_GROUPS[g][1] for g in group],
            "tenure": rng.choice(_TENURES, size=size, p=_TENURE_BY_AREA[share.area_code]).tolist(),
            "weight": inhabitants * _POPULATION[group] / (size * answering[group]),
            "safe_late": [(*SAFETY, NO_ANSWER)[a] for a in answer],
            "victim": np.where(victim, "Ja", "Nej").tolist(),
            "worry": [WORRY[w] for w in worry],
        }
    )
