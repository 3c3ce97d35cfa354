"""What counted answers say: how they are spread, their median, and last year beside it in words that claim no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trygghjulet.cooperation.evaluations.rules.asking import UNKNOWN, VALUES
from trygghjulet.documents import numbers


@dataclass(frozen=True)
class Distribution:
    """How the answers to a statement are spread: `counts` from 1 to 5, and how many did not know."""

    counts: tuple[int, ...]
    unknown: int = 0

    @property
    def answered(self) -> int:
        """All who answered."""
        return self.opinions + self.unknown

    @property
    def opinions(self) -> int:
        """Those who placed themselves on the scale."""
        return sum(self.counts)

    @property
    def median(self) -> float | None:
        """The middle answer on the scale, half-way between two where it falls between them; None without any."""
        if not self.opinions:
            return None
        return (self._at((self.opinions - 1) // 2) + self._at(self.opinions // 2)) / 2

    def _at(self, place: int) -> int:
        for value, count in zip(VALUES, self.counts, strict=True):
            if place < count:
                return value
            place -= count
        raise IndexError(place)


def distribution(tally: Mapping[int, int]) -> Distribution:
    """The spread from how often each answer was given."""
    return Distribution(tuple(tally.get(value, 0) for value in VALUES), tally.get(UNKNOWN, 0))


def limit(smallest: int, *, fewest: int) -> int:
    """How many must have answered for anything to be told: the cooperation's limit, but never less than `fewest`."""
    return max(smallest, fewest)


def median_of(spread: Distribution, *, smallest: int) -> float | None:
    """The median where enough placed themselves on the scale; else None."""
    return spread.median if spread.opinions >= smallest else None


def compared(now: Distribution, before: Distribution | None, *, smallest: int) -> str:
    """Last year beside this one, in words; empty where the statement was not asked then or too few answered."""
    if before is None:
        return ""
    this, last = median_of(now, smallest=smallest), median_of(before, smallest=smallest)
    if this is None or last is None:
        return ""
    if this == last:
        return "samma median"
    return f"{'högre' if this > last else 'lägre'} median, då {numbers.number(last)}"


#: What must be said wherever two years stand beside each other.
CAUTION = (
    "De som svarar är få och inte säkert desamma varje år. En annan median betyder därför inte i sig att något har "
    "blivit bättre eller sämre: läs den som en fråga att prata om."
)


def weakest(spreads: Sequence[tuple[str, Distribution]], *, smallest: int) -> str:
    """The statements with the lowest median, in a sentence; empty where all have the same or none has one."""
    medians = [
        (text, m) for text, spread in spreads if (m := median_of(spread, smallest=smallest)) is not None
    ]
    if not medians or len({m for _, m in medians}) == 1:
        return ""
    low = min(m for _, m in medians)
    lowest = [f"”{text.rstrip('.')}”" for text, m in medians if m == low]
    named = lowest[0] if len(lowest) == 1 else f"{', '.join(lowest[:-1])} och {lowest[-1]}"
    return f"Lägst median, {numbers.number(low)}, har {named}."


def share_answered(answered: int, asked: int) -> str:
    """How many have answered, in words."""
    if not asked:
        return "Ingen är tillfrågad."
    if answered == asked:
        return f"Alla {asked} tillfrågade har svarat." if asked > 1 else "Den enda tillfrågade har svarat."
    return f"{answered} av {asked} tillfrågade har svarat."
