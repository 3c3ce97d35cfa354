"""The words of the language: duties, when and by what they are met, and the blueprint that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from trygghjulet.obligations.dates import Span

Having = Mapping[str, Any]
Lines = tuple[int, int]


class _Remembered:
    """A word whose hash is worked out once: the same patterns and duties are looked up for every cooperation."""

    def __getstate__(self) -> dict[str, Any]:
        # The hash of a text differs from one process to the next.
        return {name: value for name, value in self.__dict__.items() if name != "_hash"}


def _hash_once(self: Any) -> int:
    known: int | None = self.__dict__.get("_hash")
    if known is None:
        known = hash(tuple(getattr(self, one.name) for one in fields(self) if one.compare))
        self.__dict__["_hash"] = known
    return known


class Kind(StrEnum):
    """What sort of duty it is."""

    MEETING = "meeting"
    DOCUMENT = "document"
    DECISION = "decision"
    FOLLOWUP = "followup"
    EVALUATION = "evaluation"
    CHECKIN = "checkin"
    REPORT = "report"
    NOTICE = "notice"
    ROUTING = "routing"
    COMPOSITION = "composition"
    ALTERNATION = "alternation"
    MANDATE = "mandate"
    NOMINATION = "nomination"
    APPOINTMENT = "appointment"
    RESOURCE = "resource"
    PRESENCE = "presence"
    COMMUNICATION = "communication"
    COOPERATION = "cooperation"
    PROHIBITION = "prohibition"


class Force(StrEnum):
    """How strongly the clause binds."""

    BINDING = "binding"
    EFFORT = "effort"
    SHOULD = "should"


class Level(StrEnum):
    """The two levels on which everything is kept."""

    CITY = "city"
    LOCAL = "local"


class FactKind(StrEnum):
    """What sort of thing has been recorded."""

    # A text's own hash: every fact is looked up by its kind, and that of an enumeration is far slower.
    __hash__ = str.__hash__

    MEETING = "meeting"
    DOCUMENT = "document"
    DECISION = "decision"
    FOLLOWUP = "followup"
    EVALUATION = "evaluation"
    CHECKIN = "checkin"
    REPORT = "report"
    NOTICE = "notice"
    DISPATCH = "dispatch"
    APPOINTMENT = "appointment"
    ARRANGEMENT = "arrangement"
    PRESENCE = "presence"
    ACTIVITY = "activity"
    CIRCUMSTANCE = "circumstance"
    ENDED = "ended"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True)
class Pattern(_Remembered):
    """What a fact must be to count. A field that is left out asks for nothing."""

    kind: FactKind
    what: str | None = None
    forum: str | None = None
    area: str | None = None
    place: str | None = None
    party: str | None = None
    function: str | None = None
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    having: tuple[tuple[str, Any], ...] = ()

    __hash__ = _hash_once


class Per(StrEnum):
    """The periods of the calendar that a cadence can count in."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    TERM = "term"
    YEAR = "year"
    TWO_YEARS = "two_years"
    THREE_YEARS = "three_years"
    FOUR_YEARS = "four_years"


@dataclass(frozen=True)
class OfWhich:
    """So many of the times must have a property: "varav en heldag"."""

    at_least: int
    having: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class PerPeriod(_Remembered):
    """At least so many times in each period of the calendar."""

    per: Per
    at_least: int = 1
    at_most: int | None = None
    about: bool = False
    of_which: tuple[OfWhich, ...] = ()
    starting: int | None = None
    between: tuple[tuple[int, int], tuple[int, int]] | None = None
    also_when_needed: bool = False

    __hash__ = _hash_once


@dataclass(frozen=True)
class Interval:
    """A length of time; exactly one of the fields is given."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0


@dataclass(frozen=True)
class Every:
    """Again no later than so long after the last time."""

    every: Interval
    whole_years: bool = False
    first_by: date | None = None
    also_when_needed: bool = False


@dataclass(frozen=True)
class InYear(_Remembered):
    """During that calendar year, and then every so many years."""

    in_year: int
    then_every: int | None = None

    __hash__ = _hash_once


@dataclass(frozen=True)
class By(_Remembered):
    """Once, no later than that day and, where given, no sooner than another."""

    by: date
    no_sooner: date | None = None

    __hash__ = _hash_once


@dataclass(frozen=True)
class Before:
    """So many days before each thing of a sort."""

    before: Pattern
    days: int = 0


@dataclass(frozen=True)
class After:
    """After each thing of a sort, within so many days where the clause says so."""

    after: Pattern
    days: int | None = None


@dataclass(frozen=True)
class Standing:
    """All the time: a function, a plan, a composition."""


@dataclass(frozen=True)
class Open:
    """Without a date: the source's own word, or nothing where it is silent."""

    word: str = ""


@dataclass(frozen=True)
class AtEnd:
    """When the validity is over."""

    days: int | None = None


@dataclass(frozen=True)
class Never:
    """What must not happen."""


class Share(StrEnum):
    """How turns are shared."""

    EVERY_OTHER = "every_other"
    EQUAL = "equal"


@dataclass(frozen=True)
class Alternates:
    """A property that changes between the named from time to time, or is shared equally."""

    alternates: str
    between: tuple[str, ...]
    share: Share = Share.EVERY_OTHER


@dataclass(frozen=True)
class Attends:
    """Someone is there every other time."""

    attends: str
    share: Share = Share.EVERY_OTHER


When = (
    PerPeriod | Every | InYear | By | Before | After | Standing | Open | AtEnd | Never | Alternates | Attends
)


@dataclass(frozen=True)
class Seat:
    """A place or a category of places in a forum."""

    id: str
    name: str
    at_least: int = 1
    at_most: int | None = None
    party: str | None = None
    function: str | None = None


@dataclass(frozen=True)
class Perspective:
    """So many of a category's members must have a property."""

    name: str
    having: tuple[tuple[str, Any], ...]
    at_least: int = 1
    seat: str | None = None


@dataclass(frozen=True)
class Composition:
    """Who sits in a forum, as rules."""

    seats: tuple[Seat, ...] = ()
    members: tuple[int, int | None] | None = None
    substitutes: tuple[int, int | None] | None = None
    term_years: int | None = None
    perspectives: tuple[Perspective, ...] = ()


@dataclass(frozen=True)
class Duty(_Remembered):
    """One thing that can be done or missed, with the clause that asks for it."""

    id: str
    title: str
    instrument: str
    clause: str
    kind: Kind
    evidence: Pattern
    when: When
    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    lines: Lines | None = None
    restored: str = ""
    level: Level = Level.CITY
    each: tuple[str, ...] | str = ()
    force: Force = Force.BINDING
    condition: Pattern | None = None
    composition: Composition | None = None
    reading: str = ""
    applies_from: date | None = None
    applies_until: date | None = None

    __hash__ = _hash_once


class InstrumentKind(StrEnum):
    """What sort of document it is that binds."""

    AGREEMENT = "agreement"
    LOCAL_AGREEMENT = "local_agreement"
    LETTER_OF_INTENT = "letter_of_intent"
    INTERNAL_AGREEMENT = "internal_agreement"
    PARTNERSHIP = "partnership"
    STATUTES = "statutes"
    GUIDELINE = "guideline"
    PROGRAMME = "programme"
    PLAN = "plan"
    DECISION = "decision"
    DESCRIPTION = "description"
    LAW = "law"


@dataclass(frozen=True)
class Termination:
    """How an instrument comes to an end, as it says itself."""

    who: str
    ends: str
    renegotiated_by: str = "unsaid"
    notified_to: str | None = None
    lines: Lines | None = None


@dataclass(frozen=True)
class Instrument:
    """A document that binds. Validity and decision are two axes of time; what is not known is None."""

    id: str
    kind: InstrumentKind
    title: str
    head: bool = False
    file: str = ""
    parties: tuple[str, ...] = ()
    valid_from: Span | None = None
    valid_until: Span | None = None
    until_further_notice: bool = False
    decided_on: Span | None = None
    signed_on: Span | None = None
    put_forward_on: Span | None = None
    decided_by: str = ""
    registry_number: str = ""
    paragraph: str = ""
    replaces: tuple[str, ...] = ()
    lines: Lines | None = None
    termination: Termination | None = None


@dataclass(frozen=True)
class Named:
    """A party, function or area: an id and what it is called."""

    id: str
    name: str
    kind: str = ""
    party: str = ""


@dataclass(frozen=True)
class Said:
    """Something that a source says of a body, in its own words."""

    text: str
    lines: Lines | None = None
    restored: str = ""

    @property
    def words(self) -> str:
        """The words to show: our reading where the copy is damaged."""
        return self.restored or self.text


class Way(StrEnum):
    """How one body stands to another."""

    PREPARES_FOR = "prepares_for"
    REPORTS_TO = "reports_to"
    DECIDES_OVER = "decides_over"
    RAISES_TO = "raises_to"


@dataclass(frozen=True)
class Forum:
    """A body that meets, and its place in the organisation.

    `where` tells in which lines a way to another body is said, for those that stand elsewhere than in `lines`.
    """

    id: str
    name: str
    kind: str
    level: Level = Level.CITY
    instrument: str = ""
    led_by: tuple[str, ...] = ()
    convened_by: tuple[str, ...] = ()
    prepares_for: tuple[str, ...] = ()
    reports_to: tuple[str, ...] = ()
    decides_over: tuple[str, ...] = ()
    raises_to: tuple[str, ...] = ()
    part_of: str = ""
    purpose: Said | None = None
    mandate: Said | None = None
    where: tuple[tuple[Way, Lines], ...] = ()
    lines: Lines | None = None

    @property
    def ways(self) -> tuple[tuple[Way, str, Lines | None], ...]:
        """Every way to another body: which, to whom, and where it is said."""
        said = dict(self.where)
        return tuple((way, to, said.get(way, self.lines)) for way in Way for to in getattr(self, way.value))


@dataclass(frozen=True)
class Step:
    """A step of the wheel as the source counts them, and the rooms where it is worked."""

    name: str
    rooms: tuple[str, ...]
    lines: Lines | None = None


@dataclass(frozen=True)
class Part:
    """A part of an instrument in its own words."""

    key: str
    title: str
    text: str
    instrument: str = ""
    restored: str = ""
    lines: Lines | None = None


@dataclass(frozen=True)
class Problem:
    """A prioritised problem area."""

    id: str
    title: str
    goal: str = ""
    parts: tuple[str, ...] = ()
    instrument: str = ""
    restored: str = ""
    lines: Lines | None = None


@dataclass(frozen=True)
class CooperationForm:
    """A form of cooperation such as SSPF."""

    id: str
    name: str
    long_name: str = ""
    ages: tuple[int, int] | None = None
    annex: str = ""
    parties: tuple[str, ...] = ()
    purpose: str = ""
    lines: Lines | None = None


@dataclass(frozen=True)
class Annex:
    """A part of an instrument with its own versions and right of decision."""

    id: str
    title: str
    decided_by: str = ""
    instrument: str = ""
    lines: Lines | None = None


@dataclass(frozen=True)
class Cost:
    """What something costs, or what a party has undertaken to resource."""

    what: str
    amount: int | None = None
    per: str = ""
    borne_by: tuple[str, ...] = ()
    split: str = ""
    lines: Lines | None = None


@dataclass(frozen=True)
class Gap:
    """Where the source is silent, unclear or says two things."""

    text: str
    lines: Lines | None = None


@dataclass(frozen=True)
class Assessment:
    """A verdict that the source itself gives: by whom, and of which forums together where it is of several.

    It stands in the arrangement's own document; else in another of its documents, `instrument`, or in one that is no
    part of it: `source`, of the day `on`, in `file`.
    """

    about: str
    of: str
    verdict: str
    clause: str
    lines: Lines | None = None
    together: tuple[str, ...] = ()
    by: str = ""
    instrument: str = ""
    source: str = ""
    file: str = ""
    on: Span | None = None


Bounds = tuple[date | None, date | None, str]


@dataclass(frozen=True)
class Blueprint:
    """An arrangement: its documents, bodies and duties, ready to be started from."""

    name: str
    title: str
    place: str = ""
    summary: str = ""
    local_areas: tuple[str, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    parties: tuple[Named, ...] = ()
    functions: tuple[Named, ...] = ()
    forums: tuple[Forum, ...] = ()
    areas: tuple[Named, ...] = ()
    steps: tuple[Step, ...] = ()
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    forms: tuple[CooperationForm, ...] = ()
    annexes: tuple[Annex, ...] = ()
    costs: tuple[Cost, ...] = ()
    gaps: tuple[Gap, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    duties: tuple[Duty, ...] = ()
    practices: tuple[Duty, ...] = ()
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def head(self) -> Instrument | None:
        """The document that the arrangement rests on."""
        return next((one for one in self.instruments if one.head), None)

    def instrument(self, key: str) -> Instrument | None:
        """The document with that id."""
        return self._instruments.get(key)

    def bounds(self, duty: Duty) -> Bounds:
        """The first and last day that a duty binds by its documents and by itself, and what it ends with in words."""
        return self._bounds.get(duty) or self._bounds_of(duty)

    @cached_property
    def _bounds(self) -> Mapping[Duty, Bounds]:
        return {duty: self._bounds_of(duty) for duty in (*self.duties, *self.practices)}

    def _bounds_of(self, duty: Duty) -> Bounds:
        start, end, why = duty.applies_from, duty.applies_until, ""
        instrument = self.instrument(duty.instrument) or self.head
        if instrument is not None:
            known_from = instrument.valid_from or instrument.signed_on or instrument.decided_on
            begun = known_from.first if known_from else None
            start = max((day for day in (start, begun) if day), default=None)
            if instrument.valid_until and (end is None or instrument.valid_until.last < end):
                end, why = instrument.valid_until.last, f"{instrument.title} gällde till och med"
        return start, end, why

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What has been worked out from it for every cooperation that has it: kept as long as it is, and no longer."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "worked_out"}

    def name_of(self, key: str) -> str:
        """What a party, function, forum or area is called; its id where it is not declared."""
        return self._names.get(key, key)

    @cached_property
    def _instruments(self) -> Mapping[str, Instrument]:
        return {one.id: one for one in reversed(self.instruments)}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        named: tuple[Forum | Named, ...] = (*self.forums, *self.functions, *self.parties, *self.areas)
        return {one.id: one.name for one in reversed(named)}
