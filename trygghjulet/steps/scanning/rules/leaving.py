"""Who is told before rows go: a room that shows what is counted from them keeps its figures first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

#: Writes down what is kept, inside the operation that lets the rows go; the answer is how much that was.
Write = Callable[[], int]
#: Given when, and the numbers of the datasets whose rows are about to go: counts what is to be kept while they are
#: there, outside any transaction.
Keeper = Callable[[datetime, frozenset[int]], Write]

_keepers: Final[dict[str, Keeper]] = {}


def register(name: str, keeper: Keeper) -> None:
    """Let a room say, at start, what it keeps before rows go, and what that is called in the log.

    Raises:
        ValueError: the name is taken.
    """
    if _keepers.setdefault(name, keeper) != keeper:
        raise ValueError(f"Two keepers are called {name!r}.")


def counted(*, at: datetime, datasets: Iterable[int]) -> dict[str, Write]:
    """What every room keeps of rows that are about to go, counted and ready to be written down.

    What fails here stops the rows from going, so that nothing that is shown is lost.
    """
    going = frozenset(datasets)
    return {name: keeper(at, going) for name, keeper in _keepers.items()} if going else {}


def written(kept: Mapping[str, Write]) -> dict[str, int]:
    """Write it down; the answer, for the log, is how much each room kept."""
    return {name: number for name, write in kept.items() if (number := write())}
