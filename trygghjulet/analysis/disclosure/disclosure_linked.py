"""Which figures to withhold when several tables, levels and periods are sums of the same counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import connected_components

from trygghjulet.analysis import checks
from trygghjulet.analysis.disclosure.figures import Figures, Name, alike, as_figures
from trygghjulet.analysis.disclosure.moves import Ground, Mask, Whole
from trygghjulet.analysis.disclosure.openings import protected


@dataclass(frozen=True)
class Linked:
    """What is withheld of linked figures.

    Args:
        hidden: True for the figures to withhold.
        given_away: the names of small figures that `published` gives away or narrows down, so that nothing
            that is withheld now can protect them.
        counts_given_away: the same for counts that are no figure of their own: their places among the counts
            (several when they are told only as a sum).
    """

    hidden: NDArray[np.bool_]
    given_away: tuple[Name, ...]
    counts_given_away: tuple[tuple[int, ...], ...]


def protect_linked(
    counts: ArrayLike,
    figures: Figures | Any,
    smallest: int,
    published: ArrayLike | None = None,
    withheld: ArrayLike | None = None,
) -> Linked:
    """The figures to withhold so that no small count can be read, or worked out from any of the others.

    Figures above zero and below `smallest` are withheld. So are other figures, as few incidents as can be
    found, until what is shown leaves open, for each small figure and for each small count behind the
    figures, every value from 1 to `smallest`. That is proved, not presumed: for each value there is a table
    of whole counts with that value which agrees with everything that is shown, and in which withheld figures
    are at least 1. Zeros are shown, save where nothing else will do.

    Small counts that are no figures of their own are protected too: two periods of which one is a month
    longer tell that month. Counts that no figure tells apart are protected as their sum.

    The choice is good, not the best: one linear programme opens ways for all small figures at once at the
    least cost in incidents, what is still closed is opened part by part, and at last figures that turn out
    not to be needed are shown again, the largest first. Figures that share nothing are treated apart. The
    worst case withholds everything. With more than 10 values from 1 to `smallest`, 10 of them, the ends
    among them, are proved open.

    Args:
        counts: the counts that figures are sums of, in any shape; they need not be published themselves.
        figures: `Figures`, a matrix of zeros and ones, figures × counts, or for each figure the indices of
            its counts.
        smallest: the smallest count that may be shown; 0 or 1 withholds nothing.
        published: True for figures that are already out, or that will be shown whatever happens.
        withheld: True for figures that were withheld earlier; they stay so, and are protected too.

    Raises:
        UnfitData: `not_counts`, `not_whole`, `not_figures`, `not_mask` or `shape`.

    Source: Kelly, Golden and Assad (1992), Networks 22, 397–417, and Fischetti and Salazar (2001),
    Management Science 47, 1008–1027 (withholding by linear programmes).
    """
    given = checks.counts(counts).ravel()
    made, goal = as_figures(figures, given.size), checks.whole(smallest, least=0, name="Gränsen")
    out, before = _mask(published, len(made), "published"), _mask(withheld, len(made), "withheld")
    column, row = alike(csr_array(made.parts.T)), alike(made.parts)
    ground, never_shown, alone = _ground(given, made, goal, (column, row), (out, before))
    hidden, lost = never_shown.copy(), np.zeros(never_shown.size, dtype=bool)
    for rows, piece in _pieces(ground):
        hidden[rows], lost[rows] = protected(piece, never_shown[rows], goal)
    own = never_shown.size - alone.size
    return Linked(
        hidden=hidden[row] & ~out & ~before,
        given_away=tuple(name for name, given_away in zip(made.names, lost[row], strict=True) if given_away),
        counts_given_away=tuple(tuple(np.flatnonzero(column == c).tolist()) for c in alone[lost[own:]]),
    )


def protect_in_turn(counts: ArrayLike, releases: Sequence[Figures], smallest: int) -> list[Linked]:
    """What to withhold of each of several releases, where those before are out and can't be taken back.

    Each release is protected with `protect_linked` together with all before it, what they showed as
    `published` and what they withheld as `withheld`.

    Args:
        counts: the counts that all releases are sums of, the last release's included.
        releases: the figures of each, in the order in which they are published.
        smallest: the smallest count that may be shown.

    Returns:
        One for each release, over its own figures; `given_away` may name figures of earlier releases.

    Raises:
        UnfitData: as `protect_linked`.
    """
    done: list[Linked] = []
    for latest in range(len(releases)):
        so_far = releases[: latest + 1]
        sizes = [len(figures) for figures in so_far]
        hidden = np.concatenate([*(release.hidden for release in done), np.zeros(sizes[-1], dtype=bool)])
        earlier = np.arange(sum(sizes)) < sum(sizes[:-1])
        parts = csr_array(vstack([figures.parts for figures in so_far]))
        names = tuple((turn, name) for turn, figures in enumerate(so_far) for name in figures.names)
        told = protect_linked(counts, Figures(names, parts), smallest, earlier & ~hidden, earlier & hidden)
        done.append(replace(told, hidden=told.hidden[~earlier]))
    return done


def _mask(given: ArrayLike | None, size: int, name: str) -> Mask:
    return np.zeros(size, dtype=bool) if given is None else checks.footprint(given, (size,), name=name)


def _ground(
    counts: Whole,
    figures: Figures,
    smallest: int,
    groups: tuple[NDArray[np.intp], NDArray[np.intp]],
    standing: tuple[Mask, Mask],
) -> tuple[Ground, Mask, NDArray[np.intp]]:
    """Each distinct figure and sum of counts once; small counts that are no figures come last, as unpublished.

    Also True for the figures that are never shown, and which counts those last ones are.
    """
    column, row = groups
    out, before = standing
    columns, rows = column.max(initial=-1) + 1, row.max(initial=-1) + 1
    merged = np.zeros(columns, dtype=np.int64)
    np.add.at(merged, column, counts)
    first_row, first_column = np.unique(row, return_index=True)[1], np.unique(column, return_index=True)[1]
    parts = csr_array(figures.parts[first_row][:, first_column])
    fixed, shown = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
    fixed[row[out]] = shown[row[~before | out]] = True
    single = np.zeros(columns, dtype=bool)
    single[parts.indices[parts.indptr[:-1][np.diff(parts.indptr) == 1]]] = True
    mentioned = np.bincount(parts.indices, minlength=columns) > 0
    alone = np.flatnonzero(mentioned & ~single & (merged > 0) & (merged < smallest))
    ones = coo_array(
        (np.ones(alone.size, dtype=np.int64), (np.arange(alone.size), alone)), (alone.size, columns)
    )
    every = csr_array(vstack([parts, ones], format="csr"))
    extra = np.zeros(alone.size, dtype=bool)
    values = np.asarray(every @ merged)
    floor = np.where(np.arange(values.size) < rows, np.minimum(values, 1), 0)
    ground = Ground(merged, every, values, np.concatenate([fixed, extra]), floor)
    return ground, np.concatenate([~shown, ~extra]), alone


def _pieces(ground: Ground) -> Iterator[tuple[NDArray[np.intp], Ground]]:
    """The figures that share no counts with others, each with the ground that it stands on."""
    rows, columns = ground.parts.shape
    row, column = coo_array(ground.parts).coords
    links = coo_array((np.ones(row.size), (row, rows + column)), (rows + columns, rows + columns))
    number = connected_components(links, directed=False)[1]
    order = np.argsort(number[:rows], kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(number[order])) + 1):
        own = np.flatnonzero(number[rows:] == number[members[0]]) if members.size else members
        yield members, ground.piece(members, own)
