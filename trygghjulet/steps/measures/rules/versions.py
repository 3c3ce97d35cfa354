"""Versions of a measure beside each other: pairs of label and words, and which of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: A version as it is kept: labels with the words that stood there.
Version = Sequence[Sequence[str]]


#: The labels that tell how the work goes, and not what is planned: a measure's state, and that a step is done.
STATE, DONE = "Läge", "Klart: "


@dataclass(frozen=True)
class Difference:
    """One thing that reads otherwise: what it said before and says now; empty where it said nothing."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Changed:
    """A measure that is not what it was: new, gone or otherwise worded."""

    about: str
    number: int | None
    is_new: bool
    differences: tuple[Difference, ...]


def differences(before: Version, now: Version) -> tuple[Difference, ...]:
    """What differs between two versions, in the order of the newer one."""
    old, new = ({pair[0]: pair[1] for pair in version} for version in (before, now))
    labels = [*new, *(label for label in old if label not in new)]
    return tuple(
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    )


def planned(differs: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those that change what is planned; that a measure is under way or a step is done changes nothing."""
    return tuple(one for one in differs if one.label != STATE and not one.label.startswith(DONE))
