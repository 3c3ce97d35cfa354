"""Who is to have what from a forum by when, held against what went and came: sent, received, missing and to come."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class When(StrEnum):
    """What calls for a sending."""

    EACH_MEETING = "each_meeting"
    BY_DECISION = "by_decision"
    YEARLY = "yearly"


#: Notes and minutes are the same paper, after what the forum's meetings are written down as.
PAPERS: Final = frozenset({"minnesanteckningar", "protokoll"})
_HALF_A_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True)
class Receiver:
    """A forum, by its number, or somebody told in words."""

    forum: int | None = None
    words: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", " ".join(self.words.casefold().split()))


_ALL: Final = ("samtliga ", "alla ", "rådets ", "forumets ")
_MEMBERS: Final = frozenset(
    {"ledamöter", "ledamöterna", "ledamöter och ersättare", "ledamöterna och ersättarna"}
)


def own_members(words: str) -> bool:
    """Do the words mean those who sit in the forum itself, such as "samtliga ledamöter och ersättare"?"""
    said = Receiver(words=words).words
    for word in _ALL:
        said = said.removeprefix(word)
    return said in _MEMBERS


@dataclass(frozen=True)
class Rule:
    """Who is to have what, and when; `since` and `ended_on` are the first and the last day that it holds."""

    id: int
    what: str
    when: When
    receiver: Receiver
    within_days: int | None = None
    month: int = 12
    day: int = 31
    since: date | None = None
    ended_on: date | None = None

    def holds(self, day: date) -> bool:
        """Does the rule hold that day?"""
        return (self.since is None or self.since <= day) and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True)
class Cause:
    """What calls for a sending once: a meeting that was held, or a decision that somebody is to have a paper.

    `sent_on` is when the paper that a decision asks for is already noted as sent.
    """

    id: int
    on: date
    receiver: Receiver | None = None
    sent_on: date | None = None


@dataclass(frozen=True)
class Sent:
    """Something that went to somebody."""

    id: int
    what: str
    receiver: Receiver
    on: date
    meeting: int | None = None
    rule: int | None = None
    received_on: date | None = None


class Standing(StrEnum):
    """How something that is to be sent stands."""

    RECEIVED = "received"
    SENT = "sent"
    LATE = "late"
    DUE = "due"
    COMING = "coming"


@dataclass(frozen=True)
class Expected:
    """Something that is to be sent, with what was sent.

    `meeting` or `decision` is what calls for it, and neither for what is sent once a year. `late_days` counts how long
    it has been missing, or how late it came. `sent_on` is known also where only the decision's extract is marked.
    """

    rule: Rule
    due: date | None
    standing: Standing
    meeting: int | None = None
    decision: int | None = None
    sent: Sent | None = None
    sent_on: date | None = None
    late_days: int = 0

    @property
    def open(self) -> bool:
        """Is it still to be sent?"""
        return self.sent_on is None


@dataclass(frozen=True)
class Routed:
    """What a forum's rules call for, and what went out without any rule that asks for it."""

    expected: tuple[Expected, ...]
    beside: tuple[Sent, ...]


def route(
    rules: Sequence[Rule],
    *,
    held: Sequence[Cause],
    decided: Sequence[Cause],
    sent: Sequence[Sent],
    on: date,
) -> Routed:
    """Hold a forum's rules against its held meetings, its decisions and what was sent.

    Every meeting that a rule covers is there once for that rule, and every sending answers one expectation at most.
    What is sent once a year counts for the last day that it lies nearest to.

    Args:
        rules: who is to have what.
        held: the meetings that were held.
        decided: the papers that the forum decided that somebody is to have.
        sent: what went out.
        on: the day that is asked about.
    """
    left = sorted((one for one in sent if one.on <= on), key=lambda one: (one.on, one.id))
    found: list[Expected] = []
    # What was sent by a rule is that rule's own, before another rule with the same receiver may take it.
    for rule in rules:
        for due, meeting, decision, noted in _called_for(rule, held, decided, sent, on):
            answer = next((one for one in left if _answers(one, rule, due, meeting, rules)), None)
            if answer is not None:
                left.remove(answer)
            found.append(_expected(rule, due, answer, noted, on, meeting=meeting, decision=decision))
    found.sort(key=lambda one: (one.due or date.max, one.rule.id, one.meeting or 0))
    return Routed(tuple(found), tuple(left))


def _called_for(
    rule: Rule, held: Sequence[Cause], decided: Sequence[Cause], sent: Sequence[Sent], on: date
) -> Iterator[tuple[date | None, int | None, int | None, date | None]]:
    """Each thing that a rule calls for: last day, meeting, decision, and the day it is noted as sent elsewhere."""
    match rule.when:
        case When.EACH_MEETING:
            for one in held:
                if one.on <= on and rule.holds(one.on):
                    yield _after(one.on, rule), one.id, None, None
        case When.BY_DECISION:
            for one in decided:
                if one.on <= on and rule.holds(one.on) and one.receiver == rule.receiver:
                    yield _after(one.on, rule), None, one.id, one.sent_on
        case When.YEARLY:
            known = [day for day in (*(c.on for c in held), *(s.on for s in sent)) if day <= on]
            first = rule.since or min(known, default=date(on.year, 1, 1))
            for year in range(first.year, on.year + 2):
                due = day_of(year, rule)
                if due >= first and rule.holds(due):
                    yield due, None, None, None
                if due >= on:
                    return


def day_of(year: int, rule: Rule) -> date:
    """The last day of a year's report; a day that the month lacks is its last one."""
    return date(year, rule.month, min(rule.day, monthrange(year, rule.month)[1]))


def _after(day: date, rule: Rule) -> date | None:
    return day + timedelta(days=rule.within_days) if rule.within_days is not None else None


def _answers(one: Sent, rule: Rule, due: date | None, meeting: int | None, rules: Sequence[Rule]) -> bool:
    if one.rule is not None and one.rule in {other.id for other in rules}:
        if one.rule != rule.id:
            return False
    elif one.receiver != rule.receiver or not _same_paper(one.what, rule.what):
        return False
    if rule.when is When.EACH_MEETING:
        return one.meeting == meeting
    if rule.when is When.YEARLY and due is not None:
        return due - _HALF_A_YEAR < one.on <= day_of(due.year + 1, rule) - _HALF_A_YEAR
    return True


def _same_paper(one: str, other: str) -> bool:
    return one == other or {one, other} <= PAPERS


def _expected(
    rule: Rule,
    due: date | None,
    answer: Sent | None,
    noted: date | None,
    on: date,
    *,
    meeting: int | None,
    decision: int | None,
) -> Expected:
    sent_on = answer.on if answer else noted if noted and noted <= on else None
    if answer is not None and answer.received_on and answer.received_on <= on:
        standing = Standing.RECEIVED
    elif sent_on is not None:
        standing = Standing.SENT
    elif due is not None and due < on:
        standing = Standing.LATE
    else:
        standing = Standing.COMING if rule.when is When.YEARLY else Standing.DUE
    late = ((sent_on or on) - due).days if due else 0
    return Expected(rule, due, standing, meeting, decision, answer, sent_on, max(0, late))


@dataclass(frozen=True)
class Way:
    """From a forum to whoever is to have its report, with what arrived; `sent` is None where nothing has come."""

    from_forum: int
    to: Receiver
    sent: Sent | None = None


def levels(ways: Sequence[Way]) -> tuple[tuple[Receiver, tuple[Way, ...]], ...]:
    """The receivers of reports from below upwards, each with the ways that lead to it.

    A receiver comes after all that report to it; bodies that report to each other in a ring come in the order given.
    """
    incoming: dict[Receiver, list[Way]] = {}
    for way in ways:
        incoming.setdefault(way.to, []).append(way)
    done: list[Receiver] = []

    def place(receiver: Receiver, above: frozenset[Receiver]) -> None:
        if receiver in done or receiver in above:
            return
        for way in incoming.get(receiver, ()):
            place(Receiver(way.from_forum), above | {receiver})
        if receiver in incoming:
            done.append(receiver)

    for receiver in incoming:
        place(receiver, frozenset())
    return tuple((receiver, tuple(incoming[receiver])) for receiver in done)
