"""Published figures as sums of counts that they share: tables, trees of areas, periods that overlap."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array, issparse, vstack

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData

Name = Hashable


@dataclass(frozen=True)
class Figures:
    """Named figures, each the sum of some of the same counts.

    Args:
        names: one per figure.
        parts: figures × counts; 1 where the count is a part of the figure, else nothing.
    """

    names: tuple[Name, ...]
    parts: csr_array

    def __len__(self) -> int:
        return len(self.names)

    def values(self, counts: ArrayLike) -> NDArray[np.int64]:
        """What each figure is, given the counts.

        Raises:
            UnfitData: `not_counts` or `shape`.
        """
        given = checks.counts(counts).ravel()
        checks.shape(given, (self.parts.shape[1],), name="antalen")
        return np.asarray(self.parts @ given, dtype=np.int64)

    def named(self, names: Iterable[Name]) -> NDArray[np.bool_]:
        """True for the figures with those names.

        Raises:
            UnfitData: `unknown_figure`.
        """
        place = {name: i for i, name in enumerate(self.names)}
        chosen = np.zeros(len(self), dtype=bool)
        for name in names:
            if name not in place:
                raise UnfitData("unknown_figure", f"Det finns inget tal som heter {name!r}.")
            chosen[place[name]] = True
        return chosen


def as_figures(figures: Figures | Any, size: int | None = None) -> Figures:
    """Figures from what is handed in: `Figures`, a matrix of zeros and ones, or a list of lists of indices.

    Args:
        figures: figures × counts (dense or sparse), or for each figure the indices of its counts. What has
            no names is named 0, 1, 2 …
        size: how many counts there are; None takes it from the figures.

    Raises:
        UnfitData: `not_figures` (not zeros and ones, or an index outside the counts) or `shape`.
    """
    made = figures if isinstance(figures, Figures) else _unnamed(figures, size)
    if size is not None and made.parts.shape[1] != size:
        raise UnfitData(
            "shape", f"Talen är summor av {made.parts.shape[1]} antal, men {size} antal lämnades in."
        )
    return made


def from_labels(
    labels: Mapping[str, ArrayLike], tables: Sequence[Sequence[str]], mask: ArrayLike | None = None
) -> Figures:
    """The figures of several tables over the same counts, with every total, each figure once.

    A table is told by what it is broken down by: ("area", "category") is a table of areas × categories,
    with its row totals, column totals and grand total. A tree is one label per level, since a count that
    has an area also has the district and the city that the area lies in: tables ("area",), ("district",).

    Args:
        labels: for each thing that counts are broken down by, one value per count.
        tables: what each table is broken down by.
        mask: the counts that are counted, such as those of a period; None counts all.

    Returns:
        Figures named by pairs, such as (("area", "North"), ("category", "Theft")); the grand total is ().

    Raises:
        UnfitData: `unknown_label`, `not_mask` or `shape`.
    """
    kinds = {name: np.asarray(values) for name, values in labels.items()}
    sizes = {values.shape for values in kinds.values()}
    if len(sizes) != 1 or len(next(iter(sizes))) != 1:
        raise UnfitData("shape", "Etiketterna måste vara lika långa listor, en etikett per antal.")
    size = next(iter(sizes))[0]
    counted = np.ones(size, dtype=bool) if mask is None else checks.footprint(mask, (size,))
    for wrong in {name for table in tables for name in table} - set(kinds):
        raise UnfitData("unknown_label", f"Antalen har inga etiketter för {wrong!r}.")
    cuts = {kept for table in tables for n in range(len(table) + 1) for kept in combinations(table, n)}
    ordered = sorted(cuts, key=lambda kept: (-len(kept), kept))
    return join(*(_cut(kinds, kept, counted) for kept in ordered))


def from_tables(sizes: tuple[int, ...], tables: Sequence[Sequence[int]] | None = None) -> Figures:
    """The figures of a table of two, three or more dimensions with every total, or of tables cut from it.

    Args:
        sizes: how many rows, columns … the counts have.
        tables: the dimensions that each table keeps: ((0, 1), (0, 2)) is two tables that share the totals
            of dimension 0. None is the whole table.

    Returns:
        Figures named by a place in each dimension, None where it is summed: (3, None) is the total of row 3.

    Raises:
        UnfitData: `shape`, when a dimension does not exist.
    """
    axes = tuple(range(len(sizes)))
    kept = [axes] if tables is None else [tuple(sorted(table)) for table in tables]
    if not axes or any(axis not in axes for table in kept for axis in table):
        raise UnfitData("shape", f"Tabellerna nämner en ledd som inte finns i en tabell av formen {sizes}.")
    places = np.indices(sizes).reshape(len(sizes), -1)
    made = from_labels({str(axis): places[axis] for axis in axes}, [[str(a) for a in t] for t in kept])
    pairs = cast("tuple[tuple[tuple[str, int], ...], ...]", made.names)
    names = [{int(axis): place for axis, place in name} for name in pairs]
    return Figures(tuple(tuple(name.get(axis) for axis in axes) for name in names), made.parts)


def over_periods(
    labels: Mapping[str, ArrayLike],
    tables: Sequence[Sequence[str]],
    time: ArrayLike,
    begin: ArrayLike,
    end: ArrayLike,
) -> list[Figures]:
    """The same tables for each of several periods, which may overlap: rolling years, the year to date.

    Args:
        labels, tables: as in `from_labels`.
        time: when each count was counted, such as the number of its month.
        begin, end: of each period; what happens at `end` itself belongs to the next one.

    Returns:
        One set of figures per period, in order, each named by ((begin, end), name in the table). `join`
        those that are published together.

    Raises:
        UnfitData: as `from_labels`, or `not_numbers` for times.
    """
    when = checks.numbers(time, name="tiderna")
    first, last = checks.numbers(begin, name="början"), checks.numbers(end, name="slut")
    checks.shape(last, first.shape, name="slut")
    made = []
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        figures = from_labels(labels, tables, (when >= a) & (when < b))
        made.append(Figures(tuple(((a, b), name) for name in figures.names), figures.parts))
    return made


def join(*figures: Figures) -> Figures:
    """Several sets of figures over the same counts as one.

    Raises:
        UnfitData: `shape`, when there are none, or they are sums of different numbers of counts.
    """
    if len({part.parts.shape[1] for part in figures}) != 1:
        raise UnfitData("shape", "Talen som läggs ihop måste vara summor av samma antal.")
    names = tuple(name for part in figures for name in part.names)
    return Figures(names, csr_array(vstack([part.parts for part in figures], format="csr")))


def alike(matrix: csr_array) -> NDArray[np.intp]:
    """For each row the number of its group, where rows with the same members make one group."""
    ordered = matrix.sorted_indices()
    numbers: dict[bytes, int] = {}
    group = [
        numbers.setdefault(ordered.indices[a:b].tobytes(), len(numbers)) for a, b in pairwise(ordered.indptr)
    ]
    return np.array(group, dtype=np.intp)


def _cut(kinds: Mapping[str, NDArray[Any]], kept: tuple[str, ...], counted: NDArray[np.bool_]) -> Figures:
    """One figure for each combination of the labels that are kept."""
    members = np.flatnonzero(counted)
    group = np.zeros(members.size, dtype=np.intp)
    for name in kept:
        values, code = np.unique(kinds[name][members], return_inverse=True)
        group = np.unique(group * len(values) + code, return_inverse=True)[1] if members.size else group
    _, example = np.unique(group, return_index=True)
    columns = [kinds[name][members[example]].tolist() for name in kept]
    names = tuple(
        tuple(zip(kept, place, strict=True)) for place in (zip(*columns, strict=True) if kept else [()])
    )
    return Figures(names, _matrix(group, members, (len(names), counted.size)))


def _unnamed(figures: Any, size: int | None) -> Figures:
    if issparse(figures) or (isinstance(figures, np.ndarray) and figures.ndim == 2):
        parts = csr_array(figures)
        parts.sum_duplicates()
        if not np.isin(parts.data, (0, 1)).all():
            raise UnfitData("not_figures", "Talens delar måste anges med nollor och ettor.")
        parts.eliminate_zeros()
        return Figures(tuple(range(parts.shape[0])), parts.astype(np.int64))
    lists = [np.unique(checks.counts(members, name="talens delar")) for members in figures]
    last = max((int(members[-1]) for members in lists if members.size), default=-1)
    width = last + 1 if size is None else size
    if last >= width:
        raise UnfitData("not_figures", f"Ett tal har antal nummer {last} som del, men det finns {width}.")
    rows = np.repeat(np.arange(len(lists)), [members.size for members in lists])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *lists])
    return Figures(tuple(range(len(lists))), _matrix(rows, columns, (len(lists), width)))


def _matrix(rows: NDArray[Any], columns: NDArray[Any], shape: tuple[int, int]) -> csr_array:
    return csr_array(coo_array((np.ones(rows.size, dtype=np.int64), (rows, columns)), shape=shape))
