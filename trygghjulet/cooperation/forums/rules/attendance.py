"""Who is at a meeting: what can't be so, and how many take part in its decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MEMBER: Final = "member"
SUBSTITUTE: Final = "substitute"
PRESENT: Final = "present"
ABSENT: Final = "absent"


@dataclass(frozen=True)
class Entry:
    """Somebody who sits in the forum, and whether they are at the meeting.

    `serves` is for a substitute who takes part in the decisions, `serves_for` in whose place; none where no certain
    member is told.
    """

    key: int
    called: str
    role: str
    presence: str
    serves: bool = False
    serves_for: int | None = None


@dataclass(frozen=True)
class Quorum:
    """How many of the members are there, and how many take part in decisions with the substitutes who serve."""

    members: int
    present: int
    serving: int

    @property
    def deciding(self) -> int:
        """How many take part in decisions."""
        return self.present + self.serving

    @property
    def more_than_half(self) -> bool:
        """Are more than half there? So a municipal board may decide; other forums have what they agreed on."""
        return 2 * self.deciding > self.members

    @property
    def words(self) -> str:
        """How many there are, in a sentence."""
        return self._said("är", "tjänstgör")

    @property
    def afterwards(self) -> str:
        """How many there were, as minutes say it."""
        return self._said("var", "tjänstgjorde")

    def _said(self, be: str, serve: str) -> str:
        if not self.members:
            return "Forumet har inga ledamöter den här dagen."
        said = f"{self.present} av {self.members} ledamöter {be} med"
        if self.serving:
            said += f" och {self.serving} ersättare {serve}"
        half = "mer" if self.more_than_half else "inte mer"
        return f"{said}. Det {be} {half} än hälften."


def quorum(entries: Sequence[Entry]) -> Quorum:
    """Count who takes part. Who is there for a part of the meeting counts as there."""
    members = [entry for entry in entries if entry.role == MEMBER]
    return Quorum(
        members=len(members),
        present=sum(entry.presence != ABSENT for entry in members),
        serving=sum(entry.serves for entry in entries),
    )


def fault(entries: Sequence[Entry]) -> str:
    """What can't be so, in words with what to do; nothing where all fits together."""
    by_key = {entry.key: entry for entry in entries}
    serving = [entry for entry in entries if entry.serves]
    for entry in serving:
        wrong = _serving_fault(entry, by_key)
        if wrong:
            return wrong
    for key, times in Counter(entry.serves_for for entry in serving if entry.serves_for).items():
        if times > 1:
            return f"Flera ersättare tjänstgör för {by_key[key].called}. Låt bara en göra det."
    away = sum(entry.role == MEMBER and entry.presence != PRESENT for entry in entries)
    if len(serving) > away:
        return (
            f"{len(serving)} ersättare tjänstgör, men {away} ledamöter är borta helt eller delvis. "
            "Så många som är borta kan ersättas: ändra vilka som tjänstgör eller vilka som är frånvarande."
        )
    return ""


def _serving_fault(entry: Entry, by_key: dict[int, Entry]) -> str:
    if entry.role != SUBSTITUTE:
        return f"{entry.called} är inte ersättare och kan inte tjänstgöra i någons ställe."
    if entry.presence == ABSENT:
        return f"{entry.called} är frånvarande och kan inte tjänstgöra. Ändra det ena eller det andra."
    if entry.serves_for is None:
        return ""
    replaced = by_key.get(entry.serves_for)
    if replaced is None or replaced.role != MEMBER:
        return f"{entry.called} kan bara tjänstgöra för en ledamot."
    if replaced.presence == PRESENT:
        return (
            f"{entry.called} kan inte tjänstgöra för {replaced.called}, som är närvarande. "
            "Ändra närvaron eller välj en annan."
        )
    return ""
