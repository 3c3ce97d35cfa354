"""Two agreements side by side: which parts answer to each other, and which words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum

# A word carries the space after it, so that lone spaces do not tie together words that differ.
_TOKENS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
#: How alike two titles are when they are taken for the same.
ALIKE = 0.75


class Change(StrEnum):
    """What has become of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Words in a row with the same fate."""

    change: Change
    text: str


@dataclass(frozen=True)
class Piece:
    """A part or a problem area as it is compared. `key` says what sort it is; empty is compared by title only."""

    title: str
    text: str
    key: str = ""


@dataclass(frozen=True)
class Pair:
    """Two pieces that answer to each other; None where one of the agreements has none."""

    title: str
    old: Piece | None
    new: Piece | None
    runs: tuple[Run, ...]

    @property
    def is_changed(self) -> bool:
        """Do the words differ?"""
        return any(run.change is not Change.SAME for run in self.runs)

    @property
    def is_same(self) -> bool:
        """Do both agreements have it, word for word?"""
        return self.old is not None and self.new is not None and not self.is_changed


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The words of both texts, each marked as the same, added or removed."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    found: list[Run] = []
    for what, low, high, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Run(Change.SAME, "".join(before[low:high])))
            continue
        if high > low:
            found.append(Run(Change.REMOVED, "".join(before[low:high])))
        if stop > start:
            found.append(Run(Change.ADDED, "".join(after[start:stop])))
    return tuple(found)


def side_by_side(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Pair, ...]:
    """Every piece of both, paired by sort and title; in the new one's order, the old one's own last."""
    left = list(old)
    paired: list[tuple[Piece | None, Piece]] = []
    for piece in new:
        match = _match(piece, left)
        if match is not None:
            left.remove(match)
        paired.append((match, piece))
    return tuple(_pairs([*paired, *((piece, None) for piece in left)]))


def by_key(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Pair, ...]:
    """Every piece of both, paired by key only; in the new one's order, the old one's own last."""
    left = {piece.key: piece for piece in old}
    paired: list[tuple[Piece | None, Piece | None]] = [(left.pop(piece.key, None), piece) for piece in new]
    return tuple(_pairs([*paired, *((piece, None) for piece in left.values())]))


def _pairs(paired: Iterable[tuple[Piece | None, Piece | None]]) -> Iterator[Pair]:
    for old, new in paired:
        shown = new or old
        if shown is not None:
            yield Pair(shown.title, old, new, runs(old.text if old else "", new.text if new else ""))


def _match(piece: Piece, among: Sequence[Piece]) -> Piece | None:
    """The piece that answers to this one: the same sort, and the title that is most like it."""
    same = [other for other in among if other.key == piece.key] if piece.key else list(among)
    for other in same:
        if other.title.casefold() == piece.title.casefold():
            return other
    if piece.key and len(same) == 1 and piece.key != "other":
        return same[0]
    close = get_close_matches(piece.title, [other.title for other in same], n=1, cutoff=ALIKE)
    return next((other for other in same if close and other.title == close[0]), None)
