"""How well a map points out where crime happens: PAI, PEI and RRI."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.ratios import beta_quantile


@dataclass(frozen=True)
class Pai:
    """The prediction accuracy index of one set of places.

    Args:
        value: share_of_count / area_share: how many times denser than the whole; None when nothing happened.
        low, high: the ends of its interval; None together with `value`.
        share_of_count: of all incidents inside, 0–1; None together with `value`.
        area_share: of the whole area, 0–1.
        level: the interval's confidence.
    """

    value: float | None
    low: float | None
    high: float | None
    share_of_count: float | None
    area_share: float
    level: float


@dataclass(frozen=True)
class MapAccuracy:
    """What each number of places takes in, when a map's places are taken from the hottest on.

    Lists have one value per place, in the order in which the map takes them.

    Args:
        order: the place that is taken: its number among those given.
        share_of_area: taken so far, 0–1.
        share_of_count: of what happened, in the places taken so far, 0–1.
        pai: share_of_count / share_of_area.
        pei: pai / the largest that the same area could have had, 0–1.
        rri: incidents forecast / incidents that happened, in the places taken so far: 1 is right, above 1 too many;
            infinite where incidents were forecast and none happened, not-a-number where neither.
        area_under_curve: under share_of_count over share_of_area, 0.5 is no better than chance, 1 all at once.
    """

    order: NDArray[np.int64]
    share_of_area: NDArray[np.float64]
    share_of_count: NDArray[np.float64]
    pai: NDArray[np.float64]
    pei: NDArray[np.float64]
    rri: NDArray[np.float64]
    area_under_curve: float


def pai(count: int, total: int, area_share: float, level: float = 0.95) -> Pai:
    """How many times denser incidents lie in some places than in the whole, with its exact interval.

    PAI = (count / total) / area_share. Given the total, the count is binomial with the share of incidents that belong
    there, so Clopper and Pearson's interval for the share, divided by the share of area, has at least the confidence
    asked for. It supposes that incidents happen independently; they come in series, so it is somewhat too narrow.

    It holds for places chosen beforehand, such as last year's held against this year. Where they were chosen because
    those very incidents are many there, value and interval are too high: some of the heat is chance, and will not
    return.

    Args:
        count: incidents in the places.
        total: incidents in the whole, the places included.
        area_share: how much of the whole area the places take, above 0 and at most 1.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `not_part` (more inside than in all), `not_share` or `level`.

    Source: Chainey, Tompson and Uhlig (2008), Security Journal 21, 4–28; Clopper and Pearson (1934), Biometrika 26,
    404–413.
    """
    inside, everywhere = (int(n) for n in checks.counts([count, total]))
    if inside > everywhere:
        raise checks.UnfitData("not_part", f"{inside} händelser kan inte ligga i en del av {everywhere}.")
    area = checks.positive(area_share, name="Platsernas andel av ytan")
    if area > 1:
        raise checks.UnfitData("not_share", f"Platsernas andel av ytan kan vara högst 1, inte {area:g}.")
    outside = (1 - checks.level(level)) / 2
    if everywhere == 0:
        return Pai(None, None, None, None, area, level)
    low = beta_quantile(inside, everywhere - inside + 1, outside) if inside else 0.0
    high = beta_quantile(inside + 1, everywhere - inside, 1 - outside) if inside < everywhere else 1.0
    share = inside / everywhere
    return Pai(share / area, low / area, high / area, share, area, level)


def map_accuracy(counts: ArrayLike, forecast: ArrayLike, exposure: ArrayLike | None = None) -> MapAccuracy:
    """How much of what happened a map takes in, for every number of its hottest places.

    Places are taken in the order of what the map says per area, highest first; those it holds for equal are taken
    as one, in proportion, so that their order in the table means nothing. PAI = share of incidents / share of area;
    PEI = PAI / the largest PAI that the same area could have had, had one known; RRI = forecast / happened.

    PAI has no upper end and grows as the area shrinks: compare maps at the same share of area only. No interval is
    given: for one share of area chosen beforehand, see `pai`.

    Args:
        counts: incidents that happened per place.
        forecast: what the map said of each place, from 0: expected incidents, or any measure of heat (RRI then means
            nothing).
        exposure: the area of each place; equal areas when left out.

    Raises:
        UnfitData: `not_counts`, `not_numbers`, `not_positive` (an area, or a forecast below zero), `shape` or
            `too_few` (no incident).

    Source: Chainey, Tompson and Uhlig (2008), Security Journal 21, 4–28 (PAI); Hunt (2016), Do Crime Hot Spots Move?,
    American University (PEI); Levine (2008), Security Journal 21, 295–302 (RRI).
    """
    happened = checks.counts(counts)
    said = checks.numbers(forecast, name="prognosen")
    if happened.ndim != 1:
        raise checks.UnfitData("shape", "Antalen måste vara en lista med ett värde per plats.")
    checks.shape(said, happened.shape, name="prognosen")
    area = np.ones(happened.shape) if exposure is None else checks.numbers(exposure, name="ytorna")
    checks.shape(area, happened.shape, name="ytorna")
    if (area <= 0).any() or (said < 0).any():
        raise checks.UnfitData("not_positive", "Ytorna måste vara större än noll och prognosen minst noll.")
    if (
        max(area.max(initial=0), said.max(initial=0)) >= checks.LARGEST
        or area.min(initial=1) < 1 / checks.LARGEST
    ):
        raise checks.UnfitData(
            "not_numbers", "Ytorna eller prognosen har värden som är orimligt stora eller små."
        )
    total = int(happened.sum())
    if total == 0:
        raise checks.UnfitData("too_few", "Inget hände, så kartans träffsäkerhet kan inte avgöras.")
    heat = said / area
    order = np.argsort(-heat, kind="stable")
    share_of_area = _shares(area[order])
    taken = _within_ties(heat[order], share_of_area, _shares(happened[order].astype(float)))
    best = np.argsort(-happened / area, kind="stable")
    most = np.interp(
        share_of_area, _from_zero(_shares(area[best])), _from_zero(_shares(happened[best].astype(float)))
    )
    expected = _within_ties(heat[order], share_of_area, np.cumsum(said[order]))
    with np.errstate(divide="ignore", invalid="ignore"):
        rri = expected / (taken * total)
    curve = _from_zero(taken)
    return MapAccuracy(
        order=order.astype(np.int64),
        share_of_area=share_of_area,
        share_of_count=taken,
        pai=taken / share_of_area,
        pei=np.minimum(taken / most, 1.0),
        rri=rri,
        area_under_curve=float(((curve[1:] + curve[:-1]) / 2 * np.diff(_from_zero(share_of_area))).sum()),
    )


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    running = np.cumsum(values)
    return np.asarray(running / running[-1])


def _from_zero(running: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], running])


def _within_ties(
    heat: NDArray[np.float64], area: NDArray[np.float64], running: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A running sum whose steps within places of equal heat are in proportion to their area."""
    last = np.flatnonzero(np.append(np.diff(heat) != 0, True))
    told: NDArray[np.float64] = np.interp(area, _from_zero(area[last]), _from_zero(running[last]))
    return told
