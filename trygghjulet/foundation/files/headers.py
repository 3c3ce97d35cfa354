"""Headers of two rows, as in a sheet where "2024" stands above "Antal" and "Andel": told apart and read as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from trygghjulet.foundation.files.tables import MOST_TITLES, Wanted, header_of

#: Cells that are joined in a sheet: first row, first column, last row, last column, from 0.
Joined = tuple[int, int, int, int]
_Row = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """Where a table's header is, and what its columns are called.

    Attributes:
        top: its first row, from 0 among the rows looked at.
        depth: how many rows it is.
        names: the columns' names; None where a column has none.
        suits: it has the columns that are wanted.
    """

    top: int
    depth: int
    names: tuple[str | None, ...]
    suits: bool


def header_in(
    rows: Sequence[_Row], wanted: Wanted | None = None, joined: Sequence[Joined] = ()
) -> Header | None:
    """The header among the first rows; None where no row has two filled cells.

    It is two rows where cells of the upper one are joined above several columns, or where only two rows together
    have the names that are wanted. A name then is both of its parts, or the one that is there.
    """
    at, suits = header_of(rows, wanted)
    over = {row for row, first, last_row, last in joined if last > first and last_row == row}
    two = next(_two(rows, at, wanted, joined), None) if at is not None and at in over else None
    if two and (two.suits or not suits):
        return two
    if wanted and not suits:
        tops = range(min(len(rows) - 1, MOST_TITLES))
        two = next((one for top in tops for one in _two(rows, top, wanted, joined) if one.suits), None)
        if two:
            return two
    return None if at is None else Header(at, 1, tuple(rows[at]), suits)


def about_two(row: int) -> str:
    """The note that is given when the header is this row and the next."""
    return f"Rubrikerna står på två rader, {row} och {row + 1}, och är lästa tillsammans."


def _two(rows: Sequence[_Row], top: int, wanted: Wanted | None, joined: Sequence[Joined]) -> Iterator[Header]:
    """The ways in which a row and the one below it can be one header, those that suit first."""
    if top + 1 >= len(rows):
        return
    upper, lower = _stripped(rows[top]), _stripped(rows[top + 1])
    own = [below or above for above, below in zip_longest(upper, lower, fillvalue="")]
    both = [
        f"{above} {below}".strip() if below != above else above
        for above, below in zip_longest(_carried(upper, lower, top, joined), lower, fillvalue="")
    ]
    ways = [way for way in (own, both) if _can_be(way, upper, lower)]
    for way in sorted(ways, key=lambda way: not (wanted and wanted([name for name in way if name]))):
        suits = bool(wanted and wanted([name for name in way if name]))
        yield Header(top, 2, tuple(name or None for name in way), suits)


def _can_be(names: Sequence[str], upper: Sequence[str], lower: Sequence[str]) -> bool:
    """No name stands twice, both rows give some, and none of the lower is a figure or a day as in a row of a table."""
    twice = [name for name, count in Counter(name for name in names if name).items() if count > 1]
    figures = any(name[:1].isdigit() and not _is_year(name) for name in lower)
    return not twice and any(upper) and any(lower) and not figures and sum(map(bool, names)) > 1


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isdigit() and name[:2] in ("19", "20")


def _carried(upper: Sequence[str], lower: Sequence[str], top: int, joined: Sequence[Joined]) -> list[str]:
    """The upper names, each also over the columns that it stands above."""
    carried = list(upper) + [""] * max(len(lower) - len(upper), 0)
    spans = [(first, last) for row, first, _, last in joined if row == top and last > first]
    if spans:
        for first, last in spans:
            for column in range(first, min(last + 1, len(carried))):
                carried[column] = upper[first] if first < len(upper) else ""
        return carried
    before = ""
    for column, name in enumerate(carried):
        # Without a mark of what is joined a name reaches as far as the row below has names of its own.
        below = lower[column] if column < len(lower) else ""
        before = name or (before if below else "")
        carried[column] = before if below or name else ""
    return carried


def _stripped(row: _Row) -> list[str]:
    return [" ".join((cell or "").split()) for cell in row]
