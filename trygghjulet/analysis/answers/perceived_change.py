"""Has perceived safety changed between two surveys?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from trygghjulet.analysis import checks
from trygghjulet.analysis.answers.perceived import Interval, Share, Shares, ends
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.multiple import benjamini_hochberg


@dataclass(frozen=True)
class ShareChange:
    """A share in one survey less the share in an earlier one.

    Args:
        difference: after − before, −1 to 1; 0.05 is five percentage points more.
        low, high: the ends of its interval.
        p: how likely a difference at least as large is when nothing has changed.
        level: the interval's confidence.
    """

    difference: float
    low: float
    high: float
    p: float
    level: float

    @property
    def verdict(self) -> Verdict:
        """An increase or a decrease of the share only when the whole interval lies on one side of no change."""
        if self.low > 0:
            return Verdict.INCREASE
        return Verdict.DECREASE if self.high < 0 else Verdict.CANNOT_BE_TOLD


@dataclass(frozen=True)
class ShareChanges:
    """Changes by group; not-a-number where a survey had too few answers, or the group isn't in both.

    Args:
        group: the groups' names, in order.
        difference, low, high, p: one per group, as `ShareChange`.
        q: the false discovery rate at which each group would be said to have changed.
        verdict: an increase or a decrease only where q is at most `alpha`.
        level: the confidence of each interval on its own.
        alpha: the accepted share of false finds among the groups said to have changed.
    """

    group: tuple[Any, ...]
    difference: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    verdict: tuple[Verdict, ...]
    level: float
    alpha: float


def share_change(before: Share, after: Share, level: float = 0.95) -> ShareChange:
    """Has a share changed from one survey to another, in which others were asked?

    d = p₂ − p₁, with Newcombe's interval d − √((p₂ − l₂)² + (u₁ − p₁)²) to d + √((u₂ − p₂)² + (p₁ − l₁)²) from
    the two Wilson intervals, and p from z = d / √(p̄(1 − p̄)(1/n₁' + 1/n₂')), p̄ being the two weighed by n'. Both
    reckon with n', the answers by simple lot that each amounts to. They are approximate: they cover 93–97 %, and
    find a change where there is none in 4–6 % at 5 %, where n' is 70 or more and n'·p̄ and n'·(1 − p̄) 10 or more.

    It supposes that the two samples were drawn independently and the question put alike. Panels, where the same
    persons answer twice, change less by chance than it says. Interval and p are different methods; the verdict
    follows the interval.

    Args:
        before, after: the shares in the two surveys.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_share` or `level`.

    Source: Newcombe (1998), Statistics in Medicine 17, 873–890 (method 10).
    """
    for side in (before, after):
        checks.made(side, Share, name="En andel")
    one, two = ((np.array([side.value]), np.array([side.effective])) for side in (before, after))
    low, high, p = _compared(one, two, checks.level(level))
    return ShareChange(after.value - before.value, float(low[0]), float(high[0]), float(p[0]), level)


def share_changes(before: Shares, after: Shares, level: float = 0.95, alpha: float = 0.05) -> ShareChanges:
    """In which groups has a share changed, with chance finds among many groups held down?

    As `share_change` group by group. A group is said to have changed when its q is at most alpha, so that at most
    that share of those named are named by chance.

    Args:
        before, after: the shares by group in the two surveys; groups are matched by name.
        level: the confidence of each interval on its own.
        alpha: the accepted share of false finds.

    Raises:
        UnfitData: `not_shares` or `level`.

    Source: as `share_change`; Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57,
    289–300.
    """
    confidence, accepted = checks.level(level), checks.level(alpha)
    for side in (before, after):
        checks.made(side, Shares, name="Andelarna")
    names = tuple(dict.fromkeys((*before.group, *after.group)))
    one, two = _matched(before, names), _matched(after, names)
    low, high, p = _compared(one, two, confidence)
    known = ~np.isnan(p)
    q = np.full(len(names), np.nan)
    q[known] = benjamini_hochberg(p[known])
    difference = two[0] - one[0]
    verdicts = tuple(
        Verdict.CANNOT_BE_TOLD
        if not rate <= accepted
        else (Verdict.INCREASE if change > 0 else Verdict.DECREASE)
        for rate, change in zip(q, difference, strict=True)
    )
    return ShareChanges(names, difference, low, high, p, q, verdicts, confidence, accepted)


_Told = tuple[NDArray[np.float64], NDArray[np.float64]]


def _matched(told: Shares, names: tuple[Any, ...]) -> _Told:
    """Values and effective answers of the groups in that order."""
    place = {name: number for number, name in enumerate(told.group)}
    rows = np.array([place.get(name, len(place)) for name in names], dtype=np.int64)
    return np.append(told.value, np.nan)[rows], np.append(told.effective, np.nan)[rows]


def _compared(
    before: _Told, after: _Told, level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the difference's interval, and p."""
    (first, few), (second, many) = before, after
    low_first, high_first = ends(first, few, Interval.WILSON, level)
    low_second, high_second = ends(second, many, Interval.WILSON, level)
    difference = second - first
    low = difference - np.hypot(second - low_second, high_first - first)
    high = difference + np.hypot(high_second - second, first - low_first)
    # With everyone asked a survey has endless answers; the other's share is then what is compared with.
    unsure = 1 / few + 1 / many
    own = np.divide(1 / many, unsure, out=np.full(len(first), 0.5), where=unsure > 0)
    common = own * first + (1 - own) * second
    variance = common * (1 - common) * unsure
    z = np.divide(np.abs(difference), np.sqrt(variance), out=np.zeros(len(first)), where=variance > 0)
    p = np.where(np.isnan(difference), np.nan, 2 * ndtr(-z))
    return low, high, np.where((variance == 0) & (difference != 0), 0.0, p)
