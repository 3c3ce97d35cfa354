"""A vote counted anew from its ballots, and where that differs from what was declared; ballots read from rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Choice(StrEnum):
    """What a member answered."""

    YES = "yes"
    NO = "no"
    ABSTAINS = "abstains"
    ABSENT = "absent"


#: How the answers are written in a row, and told again.
WORDS: Final[Mapping[Choice, str]] = {
    Choice.YES: "ja",
    Choice.NO: "nej",
    Choice.ABSTAINS: "avstår",
    Choice.ABSENT: "frånvarande",
}
_CHOICES: Final[Mapping[str, Choice]] = {word: choice for choice, word in WORDS.items()} | {
    "avstod": Choice.ABSTAINS,
    "frånv": Choice.ABSENT,
}
_SUBSTITUTE: Final = frozenset({"ersättare", "tjänstgörande ersättare", "tjänstgörande", "tj ers"})
_CHAIR: Final = frozenset({"ordförande", "ordf"})
#: The longest that a voter may be called.
NAME_LENGTH: Final = 120
#: Where the chair's casting vote stands.
CASTING_VOTE: Final = "kommunallagen (2017:725) 5 kap. 54 §, som gäller nämnder genom 6 kap."


@dataclass(frozen=True)
class Ballot:
    """How one member voted. `appointment` is the place in the forum that the vote was cast for, where it is known."""

    voter: str
    choice: Choice
    party: str = ""
    serving_substitute: bool = False
    chairs: bool = False
    appointment: int | None = None


@dataclass(frozen=True)
class Recount:
    """What the ballots come to. `winner` is yes or no, and nothing where the ballots decide nothing."""

    yes: int
    no: int
    abstaining: int
    absent: int
    winner: Choice | None
    casting_vote: bool = False

    @property
    def tie(self) -> bool:
        """Were there as many for as against, with somebody voting?"""
        return self.yes == self.no and self.yes > 0

    @property
    def figures(self) -> str:
        """The figures as they are said: 8–5, or with those who abstained 7–5–1."""
        return f"{self.yes}–{self.no}" + (f"–{self.abstaining}" if self.abstaining else "")


def recount(ballots: Sequence[Ballot], *, casting_vote: bool) -> Recount:
    """Count the ballots. Those who abstain or are away count for neither side.

    Args:
        ballots: what was answered.
        casting_vote: the body is one where the chair decides when the votes are equal; elsewhere they decide nothing.
    """
    counts = Counter(ballot.choice for ballot in ballots)
    yes, no = counts[Choice.YES], counts[Choice.NO]
    rest = (counts[Choice.ABSTAINS], counts[Choice.ABSENT])
    if yes != no:
        return Recount(yes, no, *rest, Choice.YES if yes > no else Choice.NO)
    chairs = {ballot.choice for ballot in ballots if ballot.chairs} & {Choice.YES, Choice.NO}
    if casting_vote and len(chairs) == 1:
        return Recount(yes, no, *rest, chairs.pop(), casting_vote=True)
    return Recount(yes, no, *rest, None)


@dataclass(frozen=True)
class Declared:
    """The counts that the chair declared; None for one that the minutes do not give."""

    yes: int | None = None
    no: int | None = None
    abstaining: int | None = None


@dataclass(frozen=True)
class Stated:
    """What is stated elsewhere of the matter that was voted on.

    Attributes:
        outcome: the decision's outcome, in the words of its table.
        expected: the outcome that the winning side would give; empty where the motions do not tell.
        lost_but_carried: motions of the losing side that are noted as carried.
        won_but_lost: motions of the winning side that are noted as lost.
    """

    outcome: str = ""
    expected: str = ""
    lost_but_carried: tuple[str, ...] = ()
    won_but_lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of who might vote: places of members, of substitutes, who serves for whom, and who was away.

    `most` is how many members the body has at most. All empty where nothing is known.
    """

    substitutes: frozenset[int] = frozenset()
    serving: frozenset[int] = frozenset()
    stood_in_for: Mapping[int, int] | None = None
    away: frozenset[int] = frozenset()
    most: int | None = None


def differences(
    ballots: Sequence[Ballot], counted: Recount, declared: Declared, stated: Stated, known: Known
) -> tuple[str, ...]:
    """Where the ballots differ from what was declared and stated, and what in them cannot be, each in a sentence."""
    found = [*_declared(counted, declared), *_doubtful(ballots, known)]
    if counted.tie and not counted.casting_vote:
        found.append(
            f"Rösterna är lika, {counted.figures}, och ingen ordförande med utslagsröst har röstat. "
            f"I fullmäktige och nämnder avgör ordföranden då ({CASTING_VOTE})."
        )
    if counted.winner and stated.expected and stated.outcome != stated.expected:
        side = WORDS[counted.winner]
        found.append(
            f"Rösterna ger {side} {counted.figures}, men beslutets utgång är {stated.outcome or 'okänd'}. "
            f"Enligt rösterna vore den {stated.expected}."
        )
    found += [f"{name} förlorade omröstningen men står som bifallet." for name in stated.lost_but_carried]
    found += [f"{name} vann omröstningen men står som avslaget." for name in stated.won_but_lost]
    return tuple(found)


def _declared(counted: Recount, declared: Declared) -> Iterator[str]:
    for word, said, is_so in (
        ("ja", declared.yes, counted.yes),
        ("nej", declared.no, counted.no),
        ("avstår", declared.abstaining, counted.abstaining),
    ):
        if said is not None and said != is_so:
            yield f"Enligt protokollet är det {said} {word}, men rösterna är {is_so}."


def _doubtful(ballots: Sequence[Ballot], known: Known) -> Iterator[str]:
    voted = [ballot for ballot in ballots if ballot.choice is not Choice.ABSENT]
    places = Counter(ballot.appointment for ballot in voted if ballot.appointment is not None)
    chairs = [ballot.voter for ballot in ballots if ballot.chairs]
    if len(chairs) > 1:
        yield f"Flera står som ordförande: {', '.join(chairs)}."
    for ballot in voted:
        place = ballot.appointment
        if place is None:
            continue
        if places[place] > 1:
            yield f"{ballot.voter} har röstat mer än en gång."
            places[place] = 1
        if place in known.away:
            yield f"{ballot.voter} har röstat men står som frånvarande på mötet."
        if place in known.substitutes and place not in known.serving and not ballot.serving_substitute:
            yield f"{ballot.voter} är ersättare och har röstat utan att tjänstgöra."
        member = (known.stood_in_for or {}).get(place)
        if member is not None and places[member]:
            yield f"{ballot.voter} tjänstgör för en ledamot som själv har röstat."
    if known.most is not None and len(voted) > known.most:
        yield f"{len(voted)} har röstat, men forumet har högst {known.most} ledamöter."


def read(text: str) -> tuple[tuple[Ballot, ...], tuple[str, ...]]:
    """Ballots from rows such as "S 1; ja" and "M 2; nej; ersättare", with what is wrong in which row.

    A row holds who, the answer, and where it is so "ersättare" or "ordförande"; an empty row is passed by. Rows that
    are copied from a table have tabs where others have semicolons.
    """
    ballots: list[Ballot] = []
    wrong: list[str] = []
    rows: dict[str, int] = {}
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        ballot, fault = _read_row(row)
        if ballot is None:
            wrong.append(f"Rad {number}: {fault}")
        elif ballot.voter.casefold() in rows:
            wrong.append(f"Rad {number}: {ballot.voter} står redan på rad {rows[ballot.voter.casefold()]}.")
        else:
            rows[ballot.voter.casefold()] = number
            ballots.append(ballot)
    return tuple(ballots), tuple(wrong)


def _read_row(row: str) -> tuple[Ballot | None, str]:
    who, *rest = (" ".join(part.split()) for part in row.replace("\t", ";").split(";"))
    if not who:
        return None, "ange vem som röstade före det första semikolonet."
    if len(who) > NAME_LENGTH:
        return None, f"ledamoten får beskrivas med högst {NAME_LENGTH} tecken."
    if not rest or not rest[0]:
        return None, f"ange hur {who} röstade: ja, nej, avstår eller frånvarande."
    choice = _CHOICES.get(rest[0].casefold().rstrip("."))
    if choice is None:
        return None, f"”{rest[0]}” är inte ja, nej, avstår eller frånvarande."
    marks = {part.casefold().rstrip(".") for part in rest[1:] if part}
    strange = marks - _SUBSTITUTE - _CHAIR
    if strange:
        return None, f"”{sorted(strange)[0]}” är varken ersättare eller ordförande."
    return (
        Ballot(
            who,
            choice,
            party=party_of(who),
            serving_substitute=bool(marks & _SUBSTITUTE),
            chairs=bool(marks & _CHAIR),
        ),
        "",
    )


_NUMBERED: Final = re.compile(r"^([^\W\d_]{1,6}(?: [^\W\d_]{1,6})?) \d+$")
_BRACKETED: Final = re.compile(r"\(([^()]{1,20})\)$")


def party_of(voter: str) -> str:
    """The political party in "S 1" or "… (S)"; empty where none is told."""
    found = _NUMBERED.match(voter) or _BRACKETED.search(voter)
    return found.group(1).strip() if found else ""


def write(ballots: Sequence[Ballot]) -> str:
    """Ballots as rows that `read` takes back."""
    return "\n".join(
        "; ".join(
            (
                ballot.voter,
                WORDS[ballot.choice],
                *(("ersättare",) if ballot.serving_substitute else ()),
                *(("ordförande",) if ballot.chairs else ()),
            )
        )
        for ballot in ballots
    )


@dataclass(frozen=True)
class PartyRow:
    """A political party's ballots, as a row of the table of a vote; each member's name with what they were."""

    party: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstaining: tuple[str, ...]
    absent: tuple[str, ...]


def by_party(ballots: Sequence[Ballot]) -> tuple[PartyRow, ...]:
    """The ballots by political party, in the order that the parties first voted; those without one last."""
    parties = list(dict.fromkeys(ballot.party for ballot in ballots))
    parties.sort(key=lambda party: party == "")

    def named(party: str, choice: Choice) -> tuple[str, ...]:
        return tuple(called(b) for b in ballots if b.party == party and b.choice is choice)

    return tuple(PartyRow(party, *(named(party, choice) for choice in Choice)) for party in parties)


def called(ballot: Ballot) -> str:
    """A member in the table of a vote: what they are called, and what they were there."""
    marks = [
        *(["tjänstgörande ersättare"] if ballot.serving_substitute else []),
        *(["ordförande"] if ballot.chairs else []),
    ]
    return f"{ballot.voter} ({', '.join(marks)})" if marks else ballot.voter
