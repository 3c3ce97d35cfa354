"""When it may have happened: incidents known only to lie between two times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.hours.clock import HOUR, MISSING, STOCKHOLM, Clock, clock_of, times
from trygghjulet.analysis.hours.spreading import Bins, Cycle, spread

_STRETCH = 200_000  # spans that are worked on at once


@dataclass(frozen=True)
class Aoristic:
    """Incidents laid over the bins of a cycle.

    Args:
        weight: in each bin, the sum of the spans' parts there; 7 × 24 for the hours of a week, else a list.
            The sum over all bins is `spans`.
        known: in each bin, how many spans lie wholly in it: whole counts, part of `weight`.
        spans: how many incidents are laid out.
        known_share: the share of them that lie in one bin, 0–1; None without any.
        no_begin: how many were left out because nobody knows when they began.
        no_end: how many had no end, and were taken to have happened when they began.
        swapped: how many ended before they began, and were turned round.
        too_long: how many were left out because they were longer than the limit.
    """

    weight: NDArray[np.float64]
    known: NDArray[np.int64]
    spans: int
    known_share: float | None
    no_begin: int
    no_end: int
    swapped: int
    too_long: int


def aoristic(
    begin: ArrayLike,
    end: ArrayLike,
    *,
    cycle: Cycle = Cycle.WEEK,
    width: float = 1,
    longest: float | None = None,
    zone: str = STOCKHOLM,
) -> Aoristic:
    """At what hours, days or months may incidents have happened that are known only from–to?

    Each incident weighs 1, divided evenly over the time that passed between its two times: a bin gets the share
    of that time which lies in it. A span without length lies in the bin where it is; one that ends on the
    stroke has nothing in the next bin. Time is elapsed time: from 01.30 to 03.30 is one hour on the night when
    the clock is put forward, with nothing between 2 and 3, and three hours when it is put back.

    It supposes that the incident may as well have happened at any moment of its span, which is not so for a
    home that is broken into while people are at work. Long spans draw the picture towards evenness; `longest`
    leaves them out, which in turn favours the crimes that are found out soon.

    The weights are no counts, and no test may take them for counts: they vary less than incidents do, and a bin
    with weight 3 may have held none. `busiest` and `evenness` refuse them. Give those `known`, or whole counts
    drawn with `drawn_moments`, several times over, to see whether the answer stands.

    Args:
        begin, end: the earliest and latest time of each incident, as the clock showed it. Not-a-time or None
            where unknown: without an end the incident is taken to have happened at its begin, without a begin
            it is left out.
        cycle: a week, a day or a year.
        width: the length of a bin in hours: 1 gives the hours, 24 in a week the weekdays. A year has months.
        longest: spans of more hours than this are left out and counted.
        zone: whose clock; its name in the IANA time zone database.

    Raises:
        UnfitData: `not_times`, `shape`, `zone`, `cycle`, `not_positive` (width or limit) or `uneven` (bins that don't
            fill the cycle).

    Source: Ratcliffe and McCullagh (1998), International Journal of Geographical Information Science 12,
    751–764; Ratcliffe (2000), same journal, 14, 669–679.
    """
    bins = Bins.of(cycle, width)
    known, loose = np.zeros(bins.many, dtype=np.int64), np.zeros(bins.many)
    told = _Tally()
    for spans in _stretches(begin, end, longest, zone):
        low, high = spans.begin, spans.end
        first = bins.number(spans.clock.shown(low))
        # A span that ends on the stroke of the next bin has no time in it.
        last = bins.number(spans.clock.shown(np.maximum(high - 1, low)))
        inside = (first == last) & (high - low <= _longest_in_one(bins))
        known += np.bincount(first[inside] % bins.many, minlength=bins.many)
        loose += spread(low[~inside], high[~inside], spans.clock, bins)
        told = told.with_(spans)
    table = _summing_to(known + loose, told.spans)
    shape = (7, 24) if bins.many == 168 and bins.cycle is Cycle.WEEK else (bins.many,)
    return Aoristic(
        weight=table.reshape(shape),
        known=known.reshape(shape),
        spans=told.spans,
        known_share=float(known.sum() / told.spans) if told.spans else None,
        no_begin=told.no_begin,
        no_end=told.no_end,
        swapped=told.swapped,
        too_long=told.too_long,
    )


def drawn_moments(
    begin: ArrayLike,
    end: ArrayLike,
    *,
    cycle: Cycle = Cycle.WEEK,
    width: float = 1,
    longest: float | None = None,
    zone: str = STOCKHOLM,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Whole counts per bin, with one moment drawn at random in each span.

    What `aoristic` gives on average. A method that needs whole counts is run on several such tables; what all of
    them say doesn't hang on when in their spans the incidents happened.

    Args:
        begin, end, cycle, width, longest, zone: as `aoristic`.
        rng: where chance comes from.

    Raises:
        UnfitData: as `aoristic`, or `no_rng`.
    """
    bins, dice = Bins.of(cycle, width), checks.chance(rng)
    table = np.zeros(bins.many, dtype=np.int64)
    for spans in _stretches(begin, end, longest, zone):
        length = spans.end - spans.begin
        moment = spans.begin + np.floor(dice.random(len(length)) * length).astype(np.int64)
        table += np.bincount(bins.number(spans.clock.shown(moment)) % bins.many, minlength=bins.many)
    return table.reshape(7, 24) if bins.many == 168 and bins.cycle is Cycle.WEEK else table


@dataclass(frozen=True)
class _Spans:
    """Spans put in order, as moments of elapsed time, with how many were mended or left out."""

    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    clock: Clock
    no_begin: int
    no_end: int
    swapped: int
    too_long: int


@dataclass(frozen=True)
class _Tally:
    """How many spans there were, and how many were mended or left out."""

    spans: int = 0
    no_begin: int = 0
    no_end: int = 0
    swapped: int = 0
    too_long: int = 0

    def with_(self, spans: _Spans) -> _Tally:
        """Those of a further stretch added."""
        return _Tally(
            self.spans + len(spans.begin),
            self.no_begin + spans.no_begin,
            self.no_end + spans.no_end,
            self.swapped + spans.swapped,
            self.too_long + spans.too_long,
        )


def _stretches(begin: ArrayLike, end: ArrayLike, longest: float | None, zone: str) -> Iterator[_Spans]:
    """The spans, some at a time, so that memory does not grow with what is worked out on the way."""
    limit = np.inf if longest is None else checks.positive(longest, name="Det längsta spannet") * HOUR
    low, high = times(begin, name="från-tiderna"), times(end, name="till-tiderna")
    checks.shape(high, low.shape, name="till-tider")
    wall = clock_of(zone, low, high)
    for start in range(0, len(low), _STRETCH):
        stretch = slice(start, start + _STRETCH)
        yield _spans(low[stretch], high[stretch], limit, wall)


def _spans(low: NDArray[np.int64], high: NDArray[np.int64], limit: float, wall: Clock) -> _Spans:
    has_begin, has_end = low != MISSING, high != MISSING
    low, high = low[has_begin], np.where(has_end, high, low)[has_begin]
    turned = high < low
    low, high = wall.moment(np.minimum(low, high)), wall.moment(np.maximum(low, high))
    kept = high - low <= limit
    return _Spans(
        begin=low[kept],
        end=high[kept],
        clock=wall,
        no_begin=int((~has_begin).sum()),
        no_end=int((has_begin & ~has_end).sum()),
        swapped=int(turned.sum()),
        too_long=int((~kept).sum()),
    )


def _longest_in_one(bins: Bins) -> float:
    """No longer than a bin and the hours that the clock may be put back in it."""
    return np.inf if bins.cycle is Cycle.YEAR else bins.width + 4 * HOUR


def _summing_to(table: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """The table with its rounding, some 1e-16 of the total, put right in its largest bin.

    Whole multiples of a power of two that leaves room for the total are added up without rounding, in any order.
    """
    grain = 2.0 ** (np.ceil(np.log2(total + 1)) - 52)
    mended = np.maximum(np.round(table / grain), 0.0) * grain
    mended[mended.argmax()] += total - mended.sum()
    return np.asarray(mended, dtype=float)
