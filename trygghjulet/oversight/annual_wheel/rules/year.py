"""A year's entries, gathered from duties and the record, and how they are grouped into marks with a number each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import MONTH_NAMES, words
from trygghjulet.obligations.facts import Fact, Record, last_of
from trygghjulet.obligations.occurrences import Occurrence, occurrences
from trygghjulet.obligations.standing import Asked, asked_of, with_properties
from trygghjulet.obligations.state import Standing, State, judge
from trygghjulet.obligations.timing import Window, once_windows, windows, year_windows


class Ring(StrEnum):
    """The rings of the wheel, from the outside in."""

    CITY = "city"
    LOCAL = "local"
    OWN = "own"
    SEASON = "season"


RING_WORDS = {
    Ring.CITY: "Stadsövergripande",
    Ring.LOCAL: "Lokalt",
    Ring.OWN: "Parternas egna processer",
    Ring.SEASON: "Säsong",
}


class Kind(StrEnum):
    """What sort of thing an entry is; each has a shape of its own."""

    DUTY = "duty"
    BAND = "band"
    PLANNED = "planned"
    HELD = "held"
    OWN = "own"
    SEASON = "season"


KIND_WORDS = {
    Kind.DUTY: "Skyldighet",
    Kind.BAND: "Skyldighet som återkommer ofta",
    Kind.PLANNED: "Planerat möte",
    Kind.HELD: "Hållet möte",
    Kind.OWN: "Egen process",
    Kind.SEASON: "Säsong",
}


class Progress(StrEnum):
    """How an entry stands, as the wheel shows it, in the words of the duties' own pages.

    A time that is over without it being done is late while the duty is overdue, and missed once it is made good.
    """

    COMING = "coming"
    OPEN = "open"
    PRESSING = "pressing"
    DONE = "done"
    LATE = "late"
    MISSED = "missed"
    UNKNOWN = "unknown"
    NONE = ""


PROGRESS_WORDS = {
    Progress.COMING: "Ska göras",
    Progress.OPEN: "Ska göras",
    Progress.PRESSING: "Brådskar",
    Progress.DONE: "Gjort",
    Progress.LATE: "Försenat",
    Progress.MISSED: "Missat",
    Progress.UNKNOWN: "Kan inte avgöras",
    Progress.NONE: "",
}
_WORST = (
    Progress.LATE,
    Progress.MISSED,
    Progress.PRESSING,
    Progress.UNKNOWN,
    Progress.OPEN,
    Progress.COMING,
    Progress.DONE,
    Progress.NONE,
)
_OF_STATE = {
    State.MET: Progress.DONE,
    State.DUE: Progress.OPEN,
    State.AT_RISK: Progress.PRESSING,
    State.OVERDUE: Progress.LATE,
    State.CANNOT_BE_TOLD: Progress.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of the year, from its first day to its last, which is when it is due.

    `key` is the same for the same thing from one day to the next. `forum`, `parties` and `functions` are ids of those
    that it concerns, and `carriers` of those it rests on directly, for choosing among entries; `holders`, `forum_name`
    and `where` are what a reader is told. `often` says how often a band comes back, and `times` how many times in all.
    `note` is settled; `beside` is told beside how it stands, and changes with it.
    """

    key: str
    ring: Ring
    kind: Kind
    title: str
    first: date
    last: date
    progress: Progress = Progress.NONE
    times: int = 1
    often: str = ""
    forum: str = ""
    forum_name: str = ""
    holders: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    where: str = ""
    note: str = ""
    beside: str = ""
    link: str = ""
    duty: str = ""

    @property
    def is_point(self) -> bool:
        """Is it drawn as a dot on its day?"""
        return self.kind in (Kind.PLANNED, Kind.HELD) and (self.last - self.first).days <= 31

    @property
    def when(self) -> str:
        """Its days in words."""
        if self.kind is Kind.BAND:
            return self.often
        if self.kind is Kind.SEASON:
            first, last = MONTH_NAMES[self.first.month - 1], MONTH_NAMES[self.last.month - 1]
            return first if first == last else f"{first}–{last}"
        if self.kind is Kind.DUTY:
            return f"Senast {numbers.day(self.last)}"
        return words(self.first, self.last)


#: A cadence of a month or shorter is a band: drawn once and listed once, however many times it comes back.
_OFTEN = {w.Per.WEEK: "varje vecka", w.Per.FORTNIGHT: "varannan vecka", w.Per.MONTH: "varje månad"}
_LONGEST_BAND_DAYS = 31


def often(when: w.When) -> str:
    """How often a cadence comes back, in words, when that is every month or oftener; else nothing."""
    if isinstance(when, w.PerPeriod):
        return _OFTEN.get(when.per, "")
    if isinstance(when, w.Every) and not when.whole_years and not when.every.years:
        every = when.every
        if every.months == 1:
            return "varje månad"
        if every.weeks and every.weeks * 7 <= _LONGEST_BAND_DAYS:
            return "varje vecka" if every.weeks == 1 else f"minst var {every.weeks}:e vecka"
        if every.days and every.days <= _LONGEST_BAND_DAYS:
            return "varje dag" if every.days == 1 else f"minst var {every.days}:e dag"
    return ""


@dataclass(frozen=True)
class Links:
    """Where entries lead: from a duty's id, and from a meeting's fact."""

    duty: Callable[[str], str] = lambda _: ""
    meeting: Callable[[Fact], str] = lambda _: ""


def gather(
    blueprint: w.Blueprint, record: Record, *, year: int, today: date, links: Links | None = None
) -> tuple[Entry, ...]:
    """What an arrangement's duties ask for in a year, and the meetings planned and held.

    Args:
        blueprint: the arrangement.
        record: what has been done and planned.
        year: the year; a duty belongs to the year of its due day.
        today: how things stand is told as of this day.
        links: where the entries lead.
    """
    asked = _Asked(blueprint, record, year, today, links or Links(), _People(blueprint))
    found: list[Entry] = []
    for duty in blueprint.duties:
        found += _of_duty(duty, asked)
    found += _meetings(asked)
    return tuple(found)


@dataclass(frozen=True)
class _Behind:
    """Who stands behind something: the parties and functions it concerns, and those that it rests on directly."""

    parties: frozenset[str]
    functions: frozenset[str]
    carriers: frozenset[str]


class _People:
    """Who stands behind an id: which parties and functions a holder, a forum or a party comes down to."""

    def __init__(self, blueprint: w.Blueprint) -> None:
        self._blueprint = blueprint
        self.parties = {one.id for one in blueprint.parties}
        self.functions = {one.id: one.party for one in blueprint.functions}
        self.forums = {one.id: one for one in blueprint.forums}

    def leading(self, forum: str) -> tuple[str, ...]:
        """Who leads a forum, else who convenes it."""
        found = self.forums.get(forum)
        return () if found is None else found.led_by or found.convened_by

    def behind(self, ids: Iterable[str]) -> _Behind:
        """The parties and functions that some ids come down to, and those named directly or as leading a forum."""
        direct: set[str] = set()
        for one in ids:
            forum = self.forums.get(one)
            direct |= {one} if forum is None else {*forum.led_by, *forum.convened_by}
        functions = direct & set(self.functions)
        parties = (direct & self.parties) | ({self.functions[one] for one in functions} - {""})
        return _Behind(
            frozenset(parties), frozenset(functions), frozenset(functions | (direct & self.parties))
        )


@dataclass(frozen=True)
class _Asked:
    """The year that is asked about, and all that is known of it."""

    blueprint: w.Blueprint
    record: Record
    year: int
    today: date
    links: Links
    people: _People

    @property
    def first(self) -> date:
        """The year's first day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The year's last day."""
        return date(self.year, 12, 31)


def _of_duty(duty: w.Duty, asked: _Asked) -> Iterator[Entry]:
    blueprint, people = asked.blueprint, asked.people
    found = occurrences(duty, asked.record, asked.first, asked.last, blueprint=blueprint)
    if not found:
        return
    pace = often(duty.when)
    day = min(max(asked.today, asked.first), asked.last)
    holders = judge(duty, asked.record, day, blueprint=blueprint).holders or duty.who
    forum = duty.evidence.forum or next((one for one in holders if one in people.forums), "")
    behind = people.behind((*holders, *(one for one in (duty.evidence.party, forum) if one)))
    is_local = duty.level is w.Level.LOCAL or duty.each == "local_areas" or duty.evidence.area is not None
    common = Entry(
        key="",
        ring=Ring.LOCAL if is_local else Ring.CITY,
        kind=Kind.BAND if pace else Kind.DUTY,
        title=duty.title,
        first=asked.first,
        last=asked.last,
        forum=forum,
        forum_name=blueprint.name_of(forum) if forum else "",
        holders=tuple(blueprint.name_of(one) for one in holders),
        parties=behind.parties,
        functions=behind.functions,
        carriers=behind.carriers,
        where=_where(duty, found, asked),
        link=asked.links.duty(duty.id),
        duty=duty.id,
    )
    judged = Judged(duty, asked.record, blueprint, asked.today)
    if pace:
        yield from _band(common, judged, found, asked)
        return
    grouped: dict[tuple[date, str], list[Occurrence]] = {}
    for one in found:
        grouped.setdefault((one.due, one.of or ""), []).append(one)
    for (due, of), together in grouped.items():
        stands = _together((one.area, _progress(judged, one, asked)) for one in together)
        if stands is None:
            continue
        needed = max(one.needed for one in together)
        current = next((one for one in together if one.first <= asked.today <= one.due), None)
        yield replace(
            common,
            key=f"duty:{duty.id}:{due.isoformat()}" + (f":{identity(of)}" if of else ""),
            first=min(due, *(one.first for one in together)),
            last=due,
            progress=stands[0],
            beside=_beside(stands, asked, earlier=current is not None and judged.is_late_before(due)),
            times=needed,
            where=_where(duty, together, asked),
            note=f"{needed} gånger" if needed > 1 else "",
        )


def _band(common: Entry, judged: Judged, found: Sequence[Occurrence], asked: _Asked) -> Iterator[Entry]:
    by_area: dict[str | None, list[Occurrence]] = {}
    for one in found:
        by_area.setdefault(one.area, []).append(one)
    times = max(sum(one.needed for one in its) for its in by_area.values())
    over = all(one.due < asked.today for one in found)
    each: list[tuple[str | None, Progress | None]] = []
    for area, its in by_area.items():
        # A year that is over is told as a whole, one that goes on by the time that is running.
        now = [next((one for one in its if one.due >= asked.today), its[-1])]
        each += [(area, _progress(judged, one, asked)) for one in (its if over else now)]
    stands = _together(each)
    if stands is None:
        return
    last = max(one.due for one in found)
    yield replace(
        common,
        key=f"band:{judged.duty.id}:{asked.year}",
        first=max(common.first, min(one.first for one in found)),
        last=last,
        progress=stands[0],
        beside=_beside(
            stands,
            asked,
            earlier=not over
            and any(one.first <= asked.today for one in found)
            and judged.is_late_before(min(one.due for one in found if one.due >= asked.today)),
        ),
        times=times,
        often=f"{often(judged.duty.when)}, {times} {'gång' if times == 1 else 'gånger'}",
    )


#: So many areas are named; of more only how many they are is told.
_NAMED = 6


def _where(duty: w.Duty, found: Iterable[Occurrence], asked: _Asked) -> str:
    name_of = asked.blueprint.name_of
    areas = list(dict.fromkeys(one.area for one in found if one.area))
    if not areas and duty.evidence.area is not None:
        return name_of(duty.evidence.area)  # its document is that area's own
    if len(areas) > _NAMED and set(areas) == set(asked.record.areas or asked.blueprint.local_areas):
        return f"alla {len(areas)} lokala områden"
    return ", ".join(name_of(area) for area in areas)


def _together(each: Iterable[tuple[str | None, Progress | None]]) -> tuple[Progress, tuple[str, ...]] | None:
    """How several areas stand as one: as the worst of them, and which those are where they differ."""
    told = [(area, progress) for area, progress in each if progress is not None]
    if not told:
        return None
    worst = min((progress for _, progress in told), key=_WORST.index)
    areas = dict.fromkeys(area for area, progress in told if progress is worst and area)
    everyone = {area for area, _ in told}
    return worst, () if len(areas) == len(everyone) else tuple(one for one in areas if one)


def _beside(stands: tuple[Progress, tuple[str, ...]], asked: _Asked, *, earlier: bool) -> str:
    said = f"i {', '.join(asked.blueprint.name_of(one) for one in stands[1])}" if stands[1] else ""
    return ", ".join(part for part in (said, "missat tidigare" if earlier else "") if part)


def _progress(judged: Judged, one: Occurrence, asked: _Asked) -> Progress | None:
    """How one time of a duty stands; None where the duty does not apply to it."""
    today = asked.today
    if one.of is None and one.due < today:
        return judged.closed(one)
    standing = judged.at(min(max(today, one.first), one.due), one.area)
    if standing.state is State.NOT_APPLICABLE:
        return None
    if one.of is not None:
        return _answer(judged.duty, one, asked)
    if one.first > today:
        return Progress.COMING
    # What is told of an earlier time, missed or unknown, says of this one only that it is not done.
    earlier = standing.due is not None and standing.due < one.due and standing.state is not State.MET
    return Progress.OPEN if earlier else _OF_STATE[standing.state]


@dataclass
class Judged:
    """A duty as the engine judges it, with what is known today of times that are over."""

    duty: w.Duty
    record: Record
    blueprint: w.Blueprint
    today: date

    def __post_init__(self) -> None:
        self._days: dict[date, Standing] = {}

    def at(self, day: date, area: str | None) -> Standing:
        """How it stands a day, in an area where it has several."""
        if day not in self._days:
            self._days[day] = judge(self.duty, self.record, day, blueprint=self.blueprint)
        found = self._days[day]
        return next((part for part in found.parts if part.area == area), found)

    def is_late_before(self, due: date) -> bool:
        """Whether it is overdue today, for a time that ended before that of a day."""
        return any(
            one.state is State.OVERDUE and one.due is not None and one.due < due
            for one in (self.at(self.today, None).parts or (self.at(self.today, None),))
        )

    def closed(self, one: Occurrence) -> Progress | None:
        """How a time that is over turned out, by all that is known today: also what was noted of it afterwards."""
        now = self.at(self.today, one.area)
        done = self._done(one, now)
        if done is None and (self.duty.condition is not None or isinstance(self.duty.when, w.AtEnd)):
            # What waits for something is judged as it stood then.
            then = self.at(one.due, one.area)
            if then.state is State.NOT_APPLICABLE:
                return None
            done = {State.MET: True, State.CANNOT_BE_TOLD: None}.get(then.state, False)
        if done is None:
            return Progress.UNKNOWN
        if done:
            return Progress.DONE
        return Progress.LATE if now.state is State.OVERDUE else Progress.MISSED

    def _done(self, one: Occurrence, now: Standing) -> bool | None:
        """Whether it was done in its time; None where that can't be told."""
        duty, when = self.duty, self.duty.when
        asked = asked_of(duty, self.record, self.today, blueprint=self.blueprint, area=one.area)
        series = asked.series()
        if isinstance(when, w.Every):
            if any(last_of(fact) > one.first for fact in series.within(one.first, one.due, self.today)):
                return True
            return False if asked.tells(one.due, one.due) and duty.condition is None else None
        window = next((each for each in self._windows(asked, one) if each.last == one.due), None)
        if window is None:
            return None
        if window.name in now.missed:
            return False
        special = when.of_which if isinstance(when, w.PerPeriod) else ()
        counted = [
            (series, window.needed),
            *(
                (
                    asked.series(with_properties(duty.evidence, each.having)),
                    min(each.at_least, window.needed),
                )
                for each in special
            ),
        ]
        enough = all(
            its.sure(window.counts_from, window.last, self.today) >= needed for its, needed in counted
        )
        return True if enough else None

    def _windows(self, asked: Asked, one: Occurrence) -> tuple[Window, ...]:
        when = self.duty.when
        if isinstance(when, w.PerPeriod):
            return windows(when, asked.start, asked.first_day(), one.due)
        if isinstance(when, w.InYear):
            return year_windows(when, one.due)
        return once_windows(when, asked.start) if isinstance(when, w.By) else ()


def _answer(duty: w.Duty, one: Occurrence, asked: _Asked) -> Progress:
    """Whether something that follows on a meeting or another event has been done for just that one."""
    answered = any(
        fact.kind is duty.evidence.kind and fact.of == one.of and not fact.planned
        for fact in asked.record.facts
    )
    if answered:
        return Progress.DONE
    if one.due < asked.today:
        # What was sent before or after just this meeting is not always noted on it.
        return Progress.UNKNOWN
    return Progress.COMING if one.first > asked.today else Progress.OPEN


def _meetings(asked: _Asked) -> Iterator[Entry]:
    blueprint, people = asked.blueprint, asked.people
    seen: set[tuple[str, str, date]] = set()
    first, last = asked.first, asked.last
    local = {one.id for one in blueprint.forums if one.level is w.Level.LOCAL}
    for fact in asked.record.facts:
        if fact.kind is not w.FactKind.MEETING or fact.on is None:
            continue
        if fact.on.last < first or fact.on.last > last:
            continue
        forum = fact.forum or ""
        name = blueprint.name_of(forum) if forum else "Möte"
        # A forum that several documents name has the same meeting once for each name.
        same = (name, fact.area or "", fact.on.last)
        if same in seen:
            continue
        seen.add(same)
        behind = people.behind((forum, *fact.by))
        where = blueprint.name_of(fact.area) if fact.area else ""
        count = f"{fact.count} möten" if fact.count > 1 else ""
        full_day = "heldag" if fact.having.get("full_day") is True else ""
        unknown = "" if fact.on.exact else "dagen är inte känd"
        yield Entry(
            key=f"meeting:{identity(fact.id)}",
            ring=Ring.LOCAL if fact.area or forum in local else Ring.CITY,
            kind=Kind.PLANNED if fact.planned else Kind.HELD,
            title=name,
            first=max(first, fact.on.first),
            last=fact.on.last,
            times=fact.count,
            forum=forum,
            forum_name=name if forum else "",
            holders=tuple(blueprint.name_of(one) for one in people.leading(forum)),
            parties=behind.parties,
            functions=behind.functions,
            carriers=behind.carriers,
            where=where,
            note=", ".join(part for part in (count, full_day, unknown) if part),
            link=asked.links.meeting(fact),
        )


_OF_A_ROW = re.compile(r"(mote-\d+)-.+")


def identity(fact_id: str) -> str:
    """A fact's id without the name that its forum goes by, so that another name is still the same meeting."""
    found = _OF_A_ROW.fullmatch(fact_id)
    return found[1] if found else fact_id


@dataclass(frozen=True, slots=True)
class OwnSpan:
    """A party's own process as it was entered. One that repeats has its days in every year from the first."""

    key: str
    title: str
    first: date
    last: date
    repeats: bool
    party: str = ""
    party_name: str = ""
    link: str = ""


def own_entries(processes: Iterable[OwnSpan], *, year: int) -> tuple[Entry, ...]:
    """The parties' own processes in a year. One that runs over the turn of the year has a part in both."""
    found = []
    for one in processes:
        shifts = range(year - one.last.year, year - one.first.year + 1) if one.repeats else (0,)
        for shift in shifts:
            if shift < 0:
                continue
            begins, ends = _shifted(one.first, shift), _shifted(one.last, shift)
            if ends.year < year or begins.year > year:
                continue
            found.append(
                Entry(
                    key=f"own:{one.key}:{begins.isoformat()}",
                    ring=Ring.OWN,
                    kind=Kind.OWN,
                    title=one.title,
                    first=max(begins, date(year, 1, 1)),
                    last=min(ends, date(year, 12, 31)),
                    holders=(one.party_name,) if one.party_name else (),
                    parties=frozenset({one.party} - {""}),
                    note="varje år" if one.repeats else "",
                    link=one.link,
                )
            )
    return tuple(found)


def joined(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Several years' entries with the parts of what runs over the turn of a year put together again."""
    found: dict[str, Entry] = {}
    for one in entries:
        other = found.get(one.key)
        found[one.key] = (
            one
            if other is None
            else replace(other, first=min(other.first, one.first), last=max(other.last, one.last))
        )
    return tuple(found.values())


def _shifted(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


@dataclass(frozen=True)
class Choice:
    """Which entries are asked for: those of a forum, a party, a function, or what rests on somebody's own functions.

    What is empty asks for nothing. Seasons are always shown: they are the ground that the others stand on.
    """

    forum: str = ""
    party: str = ""
    function: str = ""
    mine: bool = False
    my_carriers: frozenset[str] = frozenset()
    my_parties: frozenset[str] = frozenset()

    @property
    def chooses(self) -> bool:
        """Does it leave anything out?"""
        return bool(self.forum or self.party or self.function or self.mine)

    def takes(self, entry: Entry) -> bool:
        """Is the entry asked for?"""
        if entry.kind is Kind.SEASON:
            return True
        return (
            (not self.forum or entry.forum == self.forum)
            and (not self.party or self.party in entry.parties)
            and (not self.function or self.function in entry.functions)
            and (
                not self.mine
                or bool(self.my_carriers & entry.carriers)
                or (entry.kind is Kind.OWN and bool(self.my_parties & entry.parties))
            )
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn once on the wheel, with its number: one entry, or several that would lie on top of each other."""

    number: int
    ring: Ring
    kind: Kind
    first: date
    last: date
    entries: tuple[Entry, ...]

    @property
    def progress(self) -> Progress:
        """The worst of what it stands for."""
        return min((one.progress for one in self.entries), key=_WORST.index)

    @property
    def is_point(self) -> bool:
        """Is it a dot?"""
        return all(one.is_point for one in self.entries)

    @property
    def lines(self) -> tuple[str, ...]:
        """What it stands for, a line for each day; the year goes without saying."""
        by_day: dict[str, list[str]] = {}
        for one in self.entries:
            more = "".join(f" ({part})" for part in (one.where, one.beside) if part)
            by_day.setdefault(one.when.replace(f" {self.last.year}", ""), []).append(f"{one.title}{more}")
        return tuple(
            f"{when[:1].upper()}{when[1:]}: {'; '.join(dict.fromkeys(said))}" for when, said in by_day.items()
        )

    @property
    def title(self) -> str:
        """What it stands for, in words."""
        return ". ".join(self.lines)


@dataclass(frozen=True)
class Chapter:
    """A part of the list: a month, what comes back often, or the seasons; each row with its mark's number."""

    title: str
    rows: tuple[tuple[int, Entry], ...]


@dataclass(frozen=True)
class Year:
    """A year's entries and what is drawn of them. In the rings of `crowded`, what is due in a month is one mark."""

    number: int
    entries: tuple[Entry, ...]
    season_note: str = ""
    crowded: frozenset[Ring] = frozenset()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks in the order of the list; every entry is in exactly one."""
        grouped: dict[tuple[object, ...], list[Entry]] = {}
        for entry in sorted(self.entries, key=_order):
            crowd = entry.ring in self.crowded
            grouped.setdefault(_crowd(entry) if crowd else _alike(entry), []).append(entry)
        return tuple(
            Mark(
                number,
                together[0].ring,
                together[0].kind,
                *self._span(together),
                tuple(together),
            )
            for number, together in enumerate(grouped.values(), 1)
        )

    def _span(self, together: Sequence[Entry]) -> tuple[date, date]:
        first = max(date(self.number, 1, 1), min(one.first for one in together))
        last = min(date(self.number, 12, 31), max(one.last for one in together))
        if together[0].ring in self.crowded and together[0].kind not in (Kind.BAND, Kind.SEASON):
            first = max(first, last.replace(day=1))
        return min(first, last), last

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The list: month by month, then what comes back often, then the seasons."""
        numbered = [(mark.number, entry) for mark in self.marks for entry in mark.entries]
        found = []
        for month, name in enumerate(MONTH_NAMES, 1):
            rows = [row for row in numbered if row[1].kind not in _LAST and row[1].last.month == month]
            rows.sort(key=lambda row: (row[1].last, row[0]))
            found.append(Chapter(f"{name} {self.number}".capitalize(), tuple(rows)))
        for kind, title in ((Kind.BAND, "Återkommer ofta"), (Kind.SEASON, "Säsong")):
            found.append(Chapter(title, tuple(row for row in numbered if row[1].kind is kind)))
        return tuple(one for one in found if one.rows)

    def chosen(self, choice: Choice) -> Year:
        """The same year with only what is asked for."""
        return replace(self, entries=tuple(one for one in self.entries if choice.takes(one)))


_LAST = (Kind.BAND, Kind.SEASON)
_RINGS, _KINDS = tuple(Ring), tuple(Kind)


def _order(entry: Entry) -> tuple[int, date, int, int, date, str]:
    group = _LAST.index(entry.kind) + 1 if entry.kind in _LAST else 0
    when = entry.last if group == 0 else entry.first
    return group, when, _RINGS.index(entry.ring), _KINDS.index(entry.kind), entry.first, entry.key


def _alike(entry: Entry) -> tuple[object, ...]:
    """What entries have in common that are drawn as one. What calls for something is not hidden among what does not."""
    calls = entry.progress in (Progress.LATE, Progress.MISSED, Progress.PRESSING)
    return entry.ring, entry.kind, entry.first, entry.last, entry.often, calls


def _crowd(entry: Entry) -> tuple[object, ...]:
    if entry.kind is Kind.BAND:
        return entry.ring, entry.kind
    if entry.kind is Kind.SEASON:
        return entry.ring, entry.kind, entry.first, entry.last
    return entry.ring, entry.kind, entry.is_point, entry.last.month


def days_in(year: int) -> int:
    """How many days the year has."""
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
