"""The parties' scores side by side: where they differ, what to talk about first, and sums that never decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trygghjulet.steps.priorities.rules.criteria import HIGHEST

#: From here up a difference is large.
_LARGE: Final = 2


@dataclass(frozen=True)
class Score:
    """A step of the scale, None where it can't be judged, and why in a few words."""

    value: int | None
    why: str = ""


#: Scores by the criterion's key.
Scores = Mapping[str, Score]


@dataclass(frozen=True)
class Difference:
    """How far apart the parties are in one thing.

    Attributes:
        steps: between the highest and the lowest; None where fewer than two have scored.
        unsure: somebody has said that it can't be judged, and somebody else has scored.
        missing: somebody has not answered.
    """

    steps: int | None
    unsure: bool = False
    missing: bool = False

    @property
    def words(self) -> str:
        """The difference in words; empty where all agree."""
        if self.steps is not None and self.steps >= 1:
            return f"Skiljer {self.steps} steg"
        if self.unsure:
            return "En kan inte bedöma"
        return "Svar saknas" if self.missing else ""

    @property
    def tone(self) -> str:
        """How it is marked, beside its word."""
        if self.steps is not None and self.steps >= _LARGE:
            return "warning"
        return "info" if self.words else "good"

    @property
    def weight(self) -> float:
        """What to talk about first: the more steps, then what one can't judge, then what nobody has answered."""
        return self.steps or (0.5 if self.unsure else 0.25 if self.missing else 0)


def difference(scores: Sequence[Score | None]) -> Difference:
    """How far apart the parties' scores are; None is no answer."""
    answered = [score for score in scores if score is not None]
    values = [score.value for score in answered if score.value is not None]
    return Difference(
        steps=max(values) - min(values) if len(values) > 1 else None,
        unsure=bool(values) and len(values) < len(answered),
        missing=len(answered) < len(scores),
    )


@dataclass(frozen=True)
class Sum:
    """Scores added, as support for the talk only.

    Attributes:
        points: of those judged.
        judged, asked: how many criteria were judged, of how many.
    """

    points: int
    judged: int
    asked: int

    @property
    def words(self) -> str:
        """The sum with what it rests on; never a sum that looks whole when it is not."""
        if not self.judged:
            return "Inget bedömt"
        whole = f"{self.points} av {self.judged * HIGHEST}"
        left = self.asked - self.judged
        return f"{whole} ({left} av {self.asked} inte bedömda)" if left else whole


def sum_of(scores: Scores, keys: Sequence[str]) -> Sum:
    """The sum over some criteria."""
    values = [
        score.value for key in keys if (score := scores.get(key)) is not None and score.value is not None
    ]
    return Sum(sum(values), len(values), len(keys))
