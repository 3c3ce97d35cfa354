"""How often an attacker narrows a small figure, and how much is withheld beside withholding whole rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.disclosure.attack import exposed
from trygghjulet.analysis.disclosure.disclosure import protect
from trygghjulet.analysis.disclosure.disclosure_linked import protect_in_turn, protect_linked
from trygghjulet.analysis.disclosure.figures import (
    Figures,
    as_figures,
    from_labels,
    from_tables,
    join,
    over_periods,
)

TITLE = "Små tal som döljs: vad en angripare får fram, och hur mycket som döljs"

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Case = tuple[Counts, Figures, Mask]

SMALLEST = 5


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Each small figure or count is a trial; a hit is one of which the attacker rules out 1 or 5.

    Counts that are no figures of their own are attacked too: nobody publishes them, yet they may be told.
    """
    cases: tuple[tuple[str, Callable[[np.random.Generator], Case], int], ...] = (
        ("en tabell, 6 × 5, flöde (protect)", _one_table, 40),
        ("tre tabeller som delar marginaler, 5 × 4 × 4", _three_tables, 8),
        ("områdesträd i tre nivåer × kategori", _tree, 15),
        ("rullande år varje kvartal, fyra släpp", _rolling, 5),
        ("slumpade summor, 12 tal över 10 antal", _any_sums, 40),
    )
    for what, make, times in cases:
        hits = trials = withheld = naive = 0
        for _ in range(max(1, round(times * scale))):
            counts, figures, hidden = make(rng)
            values = figures.values(counts)
            every = np.vstack([figures.parts.toarray(), np.eye(counts.size, dtype=int)])
            nobody = np.arange(len(every)) >= len(figures)
            masked = np.concatenate([hidden, np.ones(counts.size, dtype=bool)])
            all_values = every @ counts.ravel()
            found = exposed(counts, every, SMALLEST, masked, unpublished=nobody, whole=True)
            hits += int(found.sum())
            trials += int(_small(all_values).sum())
            withheld += int(values[hidden].sum())
            naive += int(values[_simply(counts, figures) & (values > 0)].sum())
        yield Claim(f"{what}: små tal som avslöjas", 0, 0, hits, trials)
        yield Claim(f"{what}: dolda händelser, andel av det enkla sättets", 0, 1, withheld, naive)


def _small(values: Counts) -> Mask:
    return np.asarray((values > 0) & (values < SMALLEST))


def _simply(counts: Counts, figures: Figures) -> Mask:
    """The simple way: everything that shares a count with a small figure, or has a small count, is withheld."""
    small = _small(figures.values(counts))
    touched = (figures.parts[np.flatnonzero(small)].sum(axis=0) > 0) | _small(counts.ravel())
    return np.asarray(figures.parts @ touched.astype(int) > 0)


def _draw(rng: np.random.Generator, size: tuple[int, ...], mean: float = 8) -> Counts:
    return np.asarray(rng.poisson(rng.gamma(1, mean, size)), dtype=np.int64)


def _linked(counts: Counts, figures: Figures) -> Case:
    return counts, figures, protect_linked(counts, figures, SMALLEST).hidden


def _one_table(rng: np.random.Generator) -> Case:
    counts = _draw(rng, (6, 5))
    told = protect(counts, SMALLEST)
    hidden = np.concatenate([told.cells.ravel(), told.row_totals, told.column_totals, [told.total]])
    return counts, from_tables((6, 5)), hidden


def _three_tables(rng: np.random.Generator) -> Case:
    return _linked(_draw(rng, (5, 4, 4), 3), from_tables((5, 4, 4), [(0, 1), (0, 2), (1, 2)]))


def _tree(rng: np.random.Generator) -> Case:
    area, category = (places.ravel() for places in np.indices((12, 3)))
    labels = {"area": area, "district": area // 3, "part": area // 6, "category": category}
    levels = [["area", "category"], ["district", "category"], ["part", "category"]]
    return _linked(_draw(rng, (36,)), from_labels(labels, levels))


def _rolling(rng: np.random.Generator) -> Case:
    area, month = (places.ravel() for places in np.indices((5, 21)))
    counts = _draw(rng, (5 * 21,), 0.8)
    begin = np.arange(0, 10, 3)
    releases = over_periods({"area": area}, [["area"]], month, begin, begin + 12)
    done = protect_in_turn(counts, releases, SMALLEST)
    return counts, join(*releases), np.concatenate([told.hidden for told in done])


def _any_sums(rng: np.random.Generator) -> Case:
    parts = (rng.random((12, 10)) < 0.3).astype(int)
    return _linked(_draw(rng, (10,)), as_figures(parts, 10))
