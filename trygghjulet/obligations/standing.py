"""The words of a judgement: how a duty stands, and what is asked to find it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Question, Record, Series, question
from trygghjulet.obligations.timing import lead

Ids = tuple[str, ...]


class State(StrEnum):
    """How a duty stands."""

    __hash__ = str.__hash__

    MET = "met"
    DUE = "due"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_BE_TOLD = "cannot_be_told"


# The worst first: what a duty with several areas shows, and the order of a list.
WORST_FIRST = (
    State.OVERDUE,
    State.AT_RISK,
    State.CANNOT_BE_TOLD,
    State.DUE,
    State.MET,
    State.NOT_APPLICABLE,
)


class Standing:
    """How a duty stands: its state, the day it must be done by (or was to be done), why, and what shows it.

    `missed` are earlier times that were not done. `holders` carry it now; `ownerless` when nobody does, or nobody is
    there to receive it. `parts` are the same for each area or place where a duty has several.

    The reason, the evidence and what was missed may be given as they are, or as what tells them when somebody asks:
    of all duties in all areas few are read through, and words take longer to find than states.
    """

    __slots__ = (
        "_evidence",
        "_missed",
        "_reason",
        "area",
        "due",
        "duty",
        "holders",
        "ownerless",
        "parts",
        "state",
    )

    def __init__(
        self,
        duty: str,
        state: State,
        due: date | None,
        reason: str | Callable[[], str],
        evidence: Ids | Callable[[], Ids] = (),
        *,
        missed: Ids | Callable[[], Ids] = (),
        holders: Ids = (),
        ownerless: bool = False,
        area: str | None = None,
        parts: tuple[Standing, ...] = (),
    ) -> None:
        self.duty, self.state, self.due, self.area, self.parts = duty, state, due, area, parts
        self.holders, self.ownerless = holders, ownerless
        self._reason, self._evidence, self._missed = reason, evidence, missed

    @property
    def reason(self) -> str:
        """Why, in words."""
        if not isinstance(self._reason, str):
            self._reason = self._reason()
        return self._reason[:1].upper() + self._reason[1:]

    @property
    def evidence(self) -> Ids:
        """The ids of the facts that show it."""
        if not isinstance(self._evidence, tuple):
            self._evidence = self._evidence()
        return self._evidence

    @property
    def missed(self) -> Ids:
        """Earlier times that were not done, in words."""
        if not isinstance(self._missed, tuple):
            self._missed = self._missed()
        return self._missed

    def held(self, holders: Ids, without: str) -> Standing:
        """Say who carries it, and that nobody does or nobody is there to receive it: once, by the judge."""
        self.holders = holders
        if without and self.state is not State.NOT_APPLICABLE:
            self.ownerless = True
            self._reason = partial(_with_sentence, self._reason, without)
        return self

    def _all(self) -> tuple[Any, ...]:
        return (
            *(self.duty, self.state, self.due, self.reason, self.evidence, self.missed),
            *(self.holders, self.ownerless, self.area, self.parts),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Standing) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.duty, self.state, self.due, self.area))

    def __repr__(self) -> str:
        return f"Standing{self._all()!r}"

    def __reduce__(self) -> tuple[Any, ...]:
        # What tells the words can't be stored away; the words can.
        return _restored, self._all()


def _with_sentence(reason: str | Callable[[], str], more: str) -> str:
    return f"{reason if isinstance(reason, str) else reason()} {more}"


def _restored(duty: str, state: State, due: date | None, reason: str, *rest: Any) -> Standing:
    names = ("evidence", "missed", "holders", "ownerless", "area", "parts")
    return Standing(duty, state, due, reason, **dict(zip(names, rest, strict=True)))


@dataclass(slots=True, eq=False)
class Asked:
    """A duty asked about: the record, the day, the days it binds, and the area or place where it has several."""

    duty: w.Duty
    record: Record
    at: date
    start: date | None
    end: date | None
    why: str
    area: str | None
    blueprint: w.Blueprint
    #: What the record is asked for by the duty's own evidence.
    own: Question

    def pattern(self, pattern: w.Pattern) -> w.Pattern:
        """A pattern narrowed to the area or place that is asked about."""
        return narrowed_for(pattern, self.duty, self.area)

    def series(self, pattern: w.Pattern | None = None) -> Series:
        """The facts that answer to a pattern, else to the duty's own."""
        if pattern is None:
            return self.record.answer(self.own)
        return self.record.answer(asked_for(pattern, self.duty, self.area))

    def first_day(self) -> date:
        """The day the duty began to bind, or where to begin looking when that is not known."""
        if self.start is not None:
            return self.start
        candidates = [day for day in (self.record.complete_from, self.record.first_day()) if day]
        return min((*candidates, self.at))

    def tells(self, first: date, last: date) -> bool:
        """Whether silence in those days means that nothing was done."""
        record, duty = self.record, self.duty
        if record.complete_kinds is not None and duty.evidence.kind not in record.complete_kinds:
            return False
        if record.complete_for is not None and record.complete_for.isdisjoint(
            (duty.instrument, duty.evidence.forum, *duty.who)
        ):
            return False
        return (record.complete_from is None or first >= record.complete_from) and (
            record.complete_until is None or min(last, self.at) <= record.complete_until
        )


@lru_cache(maxsize=16384)
def narrowed(pattern: w.Pattern, place: str, is_area: bool) -> w.Pattern:
    """A pattern that asks for a local area or a place too."""
    return replace(pattern, area=place) if is_area else replace(pattern, place=place)


def narrowed_for(pattern: w.Pattern, duty: w.Duty, area: str | None) -> w.Pattern:
    """A pattern narrowed to the area or place that a duty is asked about in, if any."""
    return pattern if area is None else narrowed(pattern, area, duty.each == "local_areas")


def asked_for(pattern: w.Pattern, duty: w.Duty, area: str | None) -> Question:
    """What a record is asked for when a duty, in an area or place where it has several, asks for a pattern."""
    city_wide = area is None and duty.level is w.Level.CITY and duty.each == ()
    return question(narrowed_for(pattern, duty, area), city_wide)


@lru_cache(maxsize=4096)
def with_properties(pattern: w.Pattern, having: tuple[tuple[str, Any], ...]) -> w.Pattern:
    """A pattern that asks for some properties more."""
    return replace(pattern, having=(*pattern.having, *having))


def validity(
    duty: w.Duty, record: Record, at: date, *, blueprint: w.Blueprint, area: str | None = None
) -> w.Bounds:
    """The first and last day that a duty binds, as known that day, and what ended it in words."""
    start, end, why = blueprint.bounds(duty)
    ended = record.ended(at, area=area) if record.has_endings else None
    if not ended:
        return start, end, why
    instrument = blueprint.instrument(duty.instrument) or blueprint.head
    stopped: list[tuple[str, Fact | None]] = []
    if instrument is not None:
        stopped.append((instrument.title, ended.get(instrument.id)))
        unseated = _unseated(instrument, ended, blueprint)
        stopped.append((blueprint.name_of((unseated and unseated.what) or ""), unseated))
    forum = _forum_needed(duty)
    if forum:
        stopped.append((blueprint.name_of(forum), ended.get(forum)))
    for name, gone in stopped:
        if gone is not None:
            last = (gone.begins() or date.min) - timedelta(days=1)
            if end is None or last < end:
                end, why = last, _gone(name, gone, blueprint)
    return start, end, why


def _unseated(instrument: w.Instrument, ended: Mapping[str, Fact], blueprint: w.Blueprint) -> Fact | None:
    """The last forum to cease of those that statutes constitute: with it they have nothing left to bind."""
    if instrument.kind is not w.InstrumentKind.STATUTES or not ended:
        return None
    forums = [one.id for one in blueprint.forums if one.instrument == instrument.id]
    if not forums or not all(one in ended for one in forums):
        return None
    return max((ended[one] for one in forums), key=lambda gone: gone.begins() or date.min)


def _gone(title: str, gone: Fact, blueprint: w.Blueprint) -> str:
    if gone.replaced_by:
        return f"{title} ersattes av {blueprint.name_of(gone.replaced_by)} och gällde till och med"
    return f"{title} upphörde och fanns till och med"


_FORUM_KINDS = (w.FactKind.MEETING, w.FactKind.APPOINTMENT, w.FactKind.NOTICE)


def _forum_needed(duty: w.Duty) -> str | None:
    """The forum without which the duty has no meaning: the one that meets or is composed."""
    if duty.evidence.kind in _FORUM_KINDS and duty.evidence.forum:
        return duty.evidence.forum
    return None


def asked_of(
    duty: w.Duty, record: Record, at: date, *, blueprint: w.Blueprint, area: str | None = None
) -> Asked:
    """A duty asked about on a day, in an area or place where it has several."""
    start, end, why = validity(duty, record, at, blueprint=blueprint, area=area)
    return Asked(duty, record, at, start, end, why, area, blueprint, asked_for(duty.evidence, duty, area))


def conditioned(asked: Asked) -> Asked | None:
    """The same with its beginning no sooner than its condition came to hold; None where it does not hold that day."""
    if asked.duty.condition is None:
        return asked
    series = asked.record.series(asked.pattern(asked.duty.condition))
    holding = [fact for fact in series.until(asked.at) if fact.holds(asked.at)]
    if not holding:
        return None
    began = min(fact.begins() or date.min for fact in holding)
    return asked if asked.start is not None and began <= asked.start else replace(asked, start=began)


def stands(
    asked: Asked,
    state: State,
    due: date | None,
    reason: str | Callable[[], str],
    evidence: Sequence[Fact] = (),
    *,
    missed: Ids | Callable[[], Ids] = (),
    shown: int = 0,
) -> Standing:
    """A judgement in its words, or with what tells them; of the evidence so many of the latest are shown, or all."""
    proofs = partial(_ids, evidence, shown) if evidence else ()
    # Words given by name take longer, and this is done for every duty.
    if missed:
        found = Standing(asked.duty.id, state, due, reason, proofs, missed=missed)
    else:
        found = Standing(asked.duty.id, state, due, reason, proofs)
    found.area = asked.area
    return found


def _ids(facts: Sequence[Fact], shown: int) -> Ids:
    return tuple(dict.fromkeys(fact.id for fact in facts[-shown:]))


def times(count: int) -> str:
    """A number of times in words."""
    return "en gång" if count == 1 else f"{count} gånger"


def pressed(asked: Asked, due: date, slot: int, *, left: int = 1, planned: int = 0) -> State:
    """Whether there is time enough: due, or at risk when what is left takes longer than usual and is not planned."""
    scarce = planned < left and (due - asked.at).days <= lead(slot, left - planned)
    return State.AT_RISK if scarce else State.DUE


def time_left(asked: Asked, due: date, state: State, *, left: int = 1, planned: int = 0) -> str:
    """How much time there is, in words."""
    remaining = (due - asked.at).days
    said = (
        f"Senast {numbers.day(due)}, om {days(remaining)}."
        if remaining
        else f"Senast i dag, {numbers.day(due)}."
    )
    if planned >= left:
        return f"{said} {'Det är inplanerat' if left == 1 else 'De är inplanerade'}."
    return f"{said} Tiden är knapp och inget är inplanerat." if state is State.AT_RISK else said


def days(count: int) -> str:
    """A number of days in words."""
    return "en dag" if count == 1 else f"{numbers.number(count)} dagar"
