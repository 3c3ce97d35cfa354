"""How the act's paragraphs stand a day: met or not, by what, since when, by when again, and who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import later
from trygghjulet.obligations.facts import Fact, Record, known, matches
from trygghjulet.obligations.state import Standing, State, judge
from trygghjulet.oversight.law.rules.act import IN_FORCE, PLAN_OWED, Paragraph, act, paragraphs
from trygghjulet.oversight.law.rules.sentences import SENTENCES

A_DAY: Final = timedelta(days=1)
#: How far ahead of a last day somebody is warned, in months: the nearest first.
AHEAD: Final = (3, 6)
#: How old an effort or a report may be before nothing can be told from it, in months. The act gives no rhythm but that
#: of 6 §, which efforts are held to; "kontinuerligt" in 13 § is held to a year. Both are our reading.
EFFORT_TELLS_FOR: Final = 24
REPORT_TELLS_FOR: Final = 12
PLAN, ITS_FOLLOWUP, PICTURE = (
    "lag-5-atgardsplan",
    "lag-6-folja-upp-atgardsplanen",
    "lag-6-uppdatera-lagesbilden",
)
LED, REPORT = "lag-13-ledning", "lag-13-rapport-kommunfullmaktige"
CHAIR, FUNCTION = "lag-10-leds-av-kommunen", "lag-11-samordningsfunktion"
#: What no room shows by itself, so that silence tells nothing.
BY_HAND: Final = frozenset(
    {
        "lag-7-lagesbilden-integreras",
        "lag-7-atgardsplanen-integreras",
        "lag-8-samordning",
        "lag-10-radets-aktorer",
        "lag-10-ledande-befattningar",
        "lag-12-1-samordna",
        "lag-12-1-stodja",
        "lag-12-3-information-invanare",
        "lag-12-3-information-andra",
        LED,
        REPORT,
    }
)
#: How many things done are shown for a duty, the latest.
AT_MOST: Final = 5
NOT_NOTED: Final = "Det är inte antecknat att "
#: The first follow-up of the plan, where the plan is no later than it had to be.
FIRST_FOLLOWUP: Final = later(PLAN_OWED, years=2)
FIRST_UPDATE: Final = later(IN_FORCE, years=2)


class Verdict(StrEnum):
    """How a paragraph stands."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    CANNOT_BE_TOLD = "cannot_be_told"
    NOT_APPLICABLE = "not_applicable"


VERDICT_WORDS: Final = {
    Verdict.MET: "Uppfylld",
    Verdict.PARTLY: "Delvis uppfylld",
    Verdict.NOT_MET: "Inte uppfylld",
    Verdict.CANNOT_BE_TOLD: "Kan inte avgöras",
    Verdict.NOT_APPLICABLE: "Gäller inte",
}


class Alarm(StrEnum):
    """How near the next last day is."""

    HALF_YEAR = "half_year"
    QUARTER = "quarter"


@dataclass(frozen=True)
class DutyStanding:
    """One duty of a paragraph: its state in the language of duties, its verdict, why, and what shows it.

    `due` is the next last day, or the one that has passed.
    """

    duty: w.Duty
    state: State
    verdict: Verdict
    reason: str
    due: date | None = None
    evidence: tuple[Fact, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParagraphStanding:
    """A paragraph: one verdict with its reason, since when it stands so, the next last day, and who it rests on."""

    paragraph: Paragraph
    at: date
    verdict: Verdict
    reason: str
    duties: tuple[DutyStanding, ...]
    since: date | None = None
    due: date | None = None
    alarm: Alarm | None = None
    who: str = ""
    evidence: tuple[Fact, ...] = ()

    @property
    def number(self) -> str:
        """The paragraph's number: "4 §"."""
        return self.paragraph.number

    @property
    def due_for(self) -> str:
        """What the next last day is for, where the paragraph asks for several things with a day of their own."""
        rhythms = [one for one in self.duties if isinstance(one.duty.when, w.Every)]
        if len(rhythms) < 2:
            return ""
        found = [one.duty.title for one in rhythms if one.due == self.due]
        return " ".join(one.rsplit(" (", maxsplit=1)[0] for one in found[:1]) if self.due else ""

    @property
    def waits(self) -> bool:
        """Is nothing owed yet, but will be?"""
        return self.verdict is Verdict.NOT_APPLICABLE and self.due is not None

    @property
    def missed(self) -> tuple[str, ...]:
        """The last days that passed without it being done, in words."""
        return tuple(dict.fromkeys(day for one in self.duties for day in one.missed))

    @property
    def word(self) -> str:
        """The verdict in a word or two."""
        return "Behövs inte ännu" if self.waits else VERDICT_WORDS[self.verdict]

    @property
    def warning(self) -> str:
        """How near the next last day is, in words; empty where it is far off."""
        if self.alarm is None or self.due is None:
            return ""
        left = (self.due - self.at).days
        if left == 0:
            return "Sista dagen är i dag"
        days = "en dag" if left == 1 else f"{left} dagar"
        return f"{'Brådskar' if self.alarm is Alarm.QUARTER else 'Snart dags'}: {days} kvar"


def account(record: Record, at: date) -> tuple[ParagraphStanding, ...]:
    """How each paragraph, 4–14 §§, stands a day, in the act's order.

    Args:
        record: what has been done. Facts of local areas are left out: the act is about the whole municipality.
        at: the day, past or to come. Facts of later days are not read.
    """
    found = []
    for paragraph in paragraphs():
        own = _of(paragraph, record)
        found.append(_since(_paragraph(paragraph, _as_of(own, at), at), own))
    return tuple(found)


def _of(paragraph: Paragraph, record: Record) -> Record:
    """The part of the record that a paragraph is judged by."""
    patterns = [one for duty in paragraph.duties for one in (duty.evidence, duty.condition) if one]
    asked = {(one.kind, one.what) for one in patterns if one.what}
    kinds = {one.kind for one in patterns if not one.what}
    # Whom the plan's follow-up waits for, whether 7 § is suitable, and which function 12 § is about.
    asked |= {
        "6 §": {(w.FactKind.DOCUMENT, "atgardsplan")},
        "7 §": {(w.FactKind.CIRCUMSTANCE, "integrering-olamplig")},
    }.get(paragraph.number, set())
    kinds |= {w.FactKind.APPOINTMENT} if paragraph.number == "12 §" else set()
    return Record(
        (one for one in record.facts if one.kind in kinds or (one.kind, one.what) in asked),
        complete_from=record.complete_from,
        complete_until=record.complete_until,
    )


def _since(now: ParagraphStanding, record: Record) -> ParagraphStanding:
    """The paragraph with the day since which it has stood as it does without a break."""
    if now.verdict is Verdict.NOT_APPLICABLE:
        return now
    since = None
    for day in sorted((day for day in _changes(record) if day <= now.at), reverse=True):
        if _paragraph(now.paragraph, _as_of(record, day), day).verdict is not now.verdict:
            break
        since = day
    return replace(now, since=since)


def _changes(record: Record) -> set[date]:
    """Every day on which a verdict can change: what was done, what ended, and what grows too old."""
    found = {IN_FORCE, PLAN_OWED, PLAN_OWED + A_DAY, date(2025, 1, 1)}
    found |= {FIRST_UPDATE + A_DAY, FIRST_FOLLOWUP + A_DAY}
    for fact in record.facts:
        for day in filter(None, (fact.begins(), fact.on.last if fact.on else None)):
            found |= {day, later(day, years=2) + A_DAY, later(day, months=REPORT_TELLS_FOR) + A_DAY}
        if fact.last is not None and fact.last < date.max:
            found.add(fact.last + A_DAY)
    return {day for day in found if day >= IN_FORCE}


def _as_of(record: Record, at: date) -> Record:
    """The record as the act sees it a day: no local areas, and the last picture and plan in place of those before."""
    facts = [fact for fact in record.facts if fact.area is None]
    for what in ("lagesbild", "atgardsplan"):
        made = sorted(
            (one for one in facts if _is_document(one, what) and (one.begins() or date.max) <= at),
            key=lambda one: one.begins() or date.min,
        )
        ends = {
            id(old): replace(old, last=min(filter(None, (old.last, (new.begins() or at) - A_DAY))))
            for old, new in pairwise(made)
        }
        facts = [ends.get(id(one), one) for one in facts]
    return Record(facts, complete_from=record.complete_from, complete_until=record.complete_until)


def _is_document(fact: Fact, what: str) -> bool:
    return fact.kind is w.FactKind.DOCUMENT and fact.what == what and not fact.planned


def day_of(fact: Fact) -> date | None:
    """The day that a fact is known by: when it was done, else since when it holds."""
    return fact.on.last if fact.on else fact.first


def when(fact: Fact) -> str:
    """When something was done, or from when to when it holds, in words; empty where that is not known."""
    day = day_of(fact)
    if day is None or day == date.min:
        return ""
    if fact.on is not None:
        return str(fact.on)
    return numbers.days(day, fact.last) if fact.last else f"från {numbers.day(day)}"


# One paragraph


def _paragraph(paragraph: Paragraph, record: Record, at: date) -> ParagraphStanding:
    judged = tuple(_duty(duty, record, at) for duty in paragraph.duties)
    verdict = _together(judged)
    coming = [one.due for one in judged if one.due is not None and one.due >= at]
    due = min(coming, default=None) if at >= IN_FORCE else None
    if verdict is Verdict.NOT_APPLICABLE and not any(one.state is not State.NOT_APPLICABLE for one in judged):
        due = None
    evidence: dict[tuple[str, date | None], Fact] = {}
    for fact in (fact for one in judged for fact in one.evidence):
        evidence.setdefault((fact.source or fact.id, day_of(fact)), fact)
    return ParagraphStanding(
        paragraph,
        at,
        verdict,
        _reason(judged, verdict, at),
        judged,
        due=due,
        alarm=alarm(due, at),
        who=_who(paragraph, record, at),
        evidence=tuple(sorted(evidence.values(), key=lambda fact: day_of(fact) or date.min)),
    )


def _together(judged: tuple[DutyStanding, ...]) -> Verdict:
    found = {one.verdict for one in judged} - {Verdict.NOT_APPLICABLE}
    if not found:
        return Verdict.NOT_APPLICABLE
    if len(found) == 1:
        return found.pop()
    # A breach is not made good by keeping to the rest.
    broken = any(one.verdict is Verdict.NOT_MET and isinstance(one.duty.when, w.Never) for one in judged)
    return Verdict.PARTLY if Verdict.MET in found and not broken else Verdict.NOT_MET


def _reason(judged: tuple[DutyStanding, ...], verdict: Verdict, at: date) -> str:
    if at < IN_FORCE:
        return f"Lagen gäller från {numbers.day(IN_FORCE)}."
    if verdict is Verdict.MET:
        said = [one for one in judged if one.verdict is Verdict.MET]
    elif verdict is Verdict.NOT_APPLICABLE:
        said = [one for one in judged if one.state is not State.NOT_APPLICABLE] or list(judged)
    else:
        lacking = [one for one in judged if one.verdict is Verdict.NOT_MET]
        said = lacking + [one for one in judged if one.verdict is Verdict.CANNOT_BE_TOLD]
    return " ".join(_gathered(one.reason for one in said if one.reason))


def _gathered(reasons: Iterable[str]) -> list[str]:
    """The sentences, each once; all that is not noted in one."""
    listed = list(dict.fromkeys(reasons))
    unnoted = [one for one in listed if one.startswith(NOT_NOTED)]
    if len(unnoted) < 2:
        return listed
    *first, last = (one.removeprefix(NOT_NOTED).rstrip(".") for one in unnoted)
    together = f"{NOT_NOTED}{', '.join(first)} eller {last}."
    return [one for one in listed if one not in unnoted] + [together]


def alarm(due: date | None, at: date) -> Alarm | None:
    """The warning before a last day: half a year ahead, and again three months ahead, to the day."""
    if due is None or at > due:
        return None
    quarter, half = (later(due, months=-months) for months in AHEAD)
    return Alarm.QUARTER if at >= quarter else Alarm.HALF_YEAR if at >= half else None


def _who(paragraph: Paragraph, record: Record, at: date) -> str:
    if paragraph.number == "13 §":
        led = next((one for one in _holding(record, _pattern(LED), at)), None)
        name = str(led.having.get("name", "")) if led else ""
        return name or "Kommunstyrelsen, eller den nämnd som kommunfullmäktige har valt"
    if paragraph.number in ("11 §", "12 §"):
        held = next((one for one in _holding(record, _pattern(FUNCTION), at)), None)
        return held.source if held and held.source else "Samordningsfunktionen"
    return "Kommunen"


def _pattern(duty: str) -> w.Pattern:
    return next(one.evidence for one in act().duties if one.id == duty)


def _holding(record: Record, pattern: w.Pattern, at: date) -> list[Fact]:
    """The facts that answer to a pattern and hold that day."""
    series = record.series(pattern, city_wide=True)
    facts = {fact.id: fact for fact in (*series.facts, *series.loose, *series.lasting)}
    return [fact for fact in facts.values() if known(fact, at) and fact.holds(at)]


# One duty


@dataclass(frozen=True)
class _Case:
    """A duty on a day as the language of duties judges it, before the act's own readings."""

    duty: w.Duty
    record: Record
    at: date
    standing: Standing
    evidence: tuple[Fact, ...]

    def found(self, verdict: Verdict, form: str, facts: tuple[Fact, ...] | None = None) -> DutyStanding:
        """The duty's standing with a verdict, and the sentence of that form about some facts, else the evidence."""
        shown = self.evidence if facts is None else facts
        due = _next(self, verdict)
        said = _said(self.duty, form, shown, self.standing.due)
        state = _state(self, verdict, due)
        return DutyStanding(self.duty, state, verdict, said, due, shown, self.standing.missed)


def _duty(duty: w.Duty, record: Record, at: date) -> DutyStanding:
    standing = judge(_timed(duty, record, at), record, at, blueprint=act())
    by_id = {fact.id: fact for fact in record.facts}
    evidence = [by_id[one] for one in standing.evidence]
    if duty.composition is not None:
        # Who leads sits in no seat of its own.
        evidence = [one for one in evidence if one.what]
    case = _Case(duty, record, at, standing, tuple(evidence))
    for reading in READINGS:
        found = reading(case)
        if found is not None:
            return found
    return case.found(Verdict.MET, "met")


def _timed(duty: w.Duty, record: Record, at: date) -> w.Duty:
    """6 § with its first time where the municipality has it: nobody updates or follows up what is not there yet."""
    if not isinstance(duty.when, w.Every):
        return duty
    what, first_by, years = (
        ("lagesbild", FIRST_UPDATE, 0) if duty.id == PICTURE else ("atgardsplan", FIRST_FOLLOWUP, 2)
    )
    made = [
        begins
        for fact in record.facts
        if _is_document(fact, what) and (begins := fact.begins()) and begins <= at
    ]
    first = later(min(made), years=years) if made else first_by
    return replace(duty, when=replace(duty.when, first_by=max(first_by, first)))


def _not_asked(case: _Case) -> DutyStanding | None:
    """What the act does not ask for that day: not yet in force, or what it depends on is not there."""
    if case.standing.state is not State.NOT_APPLICABLE:
        return None
    return case.found(Verdict.NOT_APPLICABLE, "none", ())


def _unsuitable(case: _Case) -> DutyStanding | None:
    """7 § asks for what is suitable, and the municipality may find that it is not."""
    if not case.duty.id.startswith("lag-7-") or case.standing.state is State.MET:
        return None
    found = list(
        _holding(case.record, w.Pattern(w.FactKind.CIRCUMSTANCE, what="integrering-olamplig"), case.at)
    )
    if not found:
        return None
    said = f"Kommunen har bedömt att det inte är lämpligt: {found[0].source}."
    return DutyStanding(case.duty, State.NOT_APPLICABLE, Verdict.NOT_APPLICABLE, said, evidence=(found[0],))


def _each_must_have(case: _Case) -> DutyStanding | None:
    """What documents of a sort must have, each judged by itself: one agreement that has all of it is enough."""
    asked, given = case.duty.evidence, case.duty.condition
    if given is None or (given.kind, given.what) != (asked.kind, asked.what) or not asked.having:
        return None
    there = _holding(case.record, given, case.at)
    without = tuple(one for one in there if not matches(asked, one))
    if not without:
        return None
    all_of_it = [one.evidence for one in act().duties if one.condition == given and one.evidence.having]
    whole = tuple(one for one in there if all(matches(pattern, one) for pattern in all_of_it))
    if not whole:
        return case.found(Verdict.NOT_MET, "lacking", without)
    found = case.found(Verdict.MET, "met", whole)
    others = " och ".join(dict.fromkeys(one.source for one in without))
    said = found.reason.removeprefix("Den ").rstrip(".")
    return replace(found, reason=f"{whole[-1].source} {said}, men det gör inte {others}.")


def _without_a_date(case: _Case) -> DutyStanding | None:
    """What has no date: met by what holds now or was done lately; what is older tells nothing."""
    if not isinstance(case.duty.when, w.Open):
        return None
    series = case.record.series(case.duty.evidence, city_wide=True)
    lasting = series.lasting
    now = tuple(one for one in lasting if one.holds(case.at) and known(one, case.at))
    if now:
        return case.found(Verdict.MET, "met", now)
    # Also before there was a council: asking others to send their leaders is how one comes about.
    done = [one for one in series.until(case.at) if one.on is not None and one.on.last >= IN_FORCE]
    if done:
        return _lately(case, tuple(sorted(done, key=lambda one: day_of(one) or date.min)[-AT_MOST:]))
    ended = tuple(one for one in lasting if one.last is not None and one.last < case.at)
    if ended:
        return case.found(Verdict.NOT_MET, "lacking", ended[-1:])
    silent = Verdict.CANNOT_BE_TOLD if case.duty.id in BY_HAND else Verdict.NOT_MET
    return case.found(silent, "unknown" if silent is Verdict.CANNOT_BE_TOLD else "none", ())


def _lately(case: _Case, done: tuple[Fact, ...]) -> DutyStanding:
    latest = max(done, key=lambda one: day_of(one) or date.min)
    months = REPORT_TELLS_FOR if case.duty.id == REPORT else EFFORT_TELLS_FOR
    if case.at > later(day_of(latest) or case.at, months=months):
        return case.found(Verdict.CANNOT_BE_TOLD, "old", (latest,))
    return case.found(Verdict.MET, "effort" if case.duty.force is w.Force.EFFORT else "met", done)


def _forbidden(case: _Case) -> DutyStanding | None:
    """What must not happen: a breach that has ended is over."""
    if not isinstance(case.duty.when, w.Never):
        return None
    broken = tuple(one for one in case.evidence if one.last is None or one.last >= case.at)
    return case.found(Verdict.NOT_MET, "lacking", broken) if broken else case.found(Verdict.MET, "met", ())


def _led_by_whom(case: _Case) -> DutyStanding | None:
    """Who leads the council: by another party is no, and unknown tells nothing."""
    if case.duty.id != CHAIR or case.standing.state is State.MET:
        return None
    council = w.Pattern(w.FactKind.APPOINTMENT, forum="strategiska-radet")
    leading = tuple(one for one in _holding(case.record, council, case.at) if "chair" in one.having)
    if leading:
        return case.found(Verdict.NOT_MET, "lacking", leading)
    return case.found(Verdict.CANNOT_BE_TOLD, "unknown", ())


def _waiting(case: _Case) -> DutyStanding | None:
    """What has a last day that has not come. The plan is owed on its day: it could wait until then, no longer."""
    if case.standing.state not in (State.DUE, State.AT_RISK) or case.evidence:
        return None
    if case.duty.id == PLAN and case.at >= PLAN_OWED:
        return case.found(Verdict.NOT_MET, "none")
    return case.found(Verdict.NOT_APPLICABLE, "waiting")


def _first_time(case: _Case) -> DutyStanding | None:
    """6 § with a picture from before the act: it lasts until the first day that the act can ask for another."""
    due = case.standing.due
    exact = all(one.on is not None and one.on.exact for one in case.evidence)
    if (
        not isinstance(case.duty.when, w.Every)
        or not case.evidence
        or due is None
        or case.at > due
        or not exact
    ):
        return None
    return case.found(Verdict.MET, "met")


def _not_shown(case: _Case) -> DutyStanding | None:
    """What is not done, and what cannot be told since only people could have noted it."""
    state = case.standing.state
    if state is State.CANNOT_BE_TOLD or (
        state is State.OVERDUE and case.duty.id in BY_HAND and not case.evidence
    ):
        return case.found(Verdict.CANNOT_BE_TOLD, "unknown")
    if state is State.OVERDUE:
        return case.found(Verdict.NOT_MET, "lacking" if case.evidence else "none")
    return None


#: The act's own readings, in order; the first that has something to say decides.
READINGS: Final = (
    _not_asked,
    _unsuitable,
    _each_must_have,
    _without_a_date,
    _forbidden,
    _led_by_whom,
    _waiting,
    _first_time,
    _not_shown,
)


def _next(case: _Case, verdict: Verdict) -> date | None:
    # What is done once has no next time, and what is lacking all the time no last day.
    if isinstance(case.duty.when, w.By) and verdict is Verdict.MET:
        return None
    if isinstance(case.duty.when, w.Standing) and verdict is not Verdict.MET:
        return None
    return case.standing.due


def _state(case: _Case, verdict: Verdict, due: date | None) -> State:
    match verdict:
        case Verdict.CANNOT_BE_TOLD:
            return State.CANNOT_BE_TOLD
        case Verdict.NOT_MET:
            return State.OVERDUE
        case Verdict.NOT_APPLICABLE if case.standing.state is State.NOT_APPLICABLE:
            return State.NOT_APPLICABLE
        case Verdict.NOT_APPLICABLE:
            return State.AT_RISK if alarm(due, case.at) else State.DUE
        case _:
            return State.AT_RISK if alarm(due, case.at) else State.MET


#: Which sentence stands in for one that a duty has no words of its own for.
INSTEAD: Final = {"effort": "met", "old": "unknown"}


def _said(duty: w.Duty, form: str, facts: tuple[Fact, ...], due: date | None) -> str:
    sentences = SENTENCES[duty.id]
    sentence = sentences.get(form) or sentences.get(INSTEAD.get(form, "lacking"), "")
    latest = max(facts, key=lambda one: day_of(one) or date.min, default=None)
    day = day_of(latest) if latest else None
    declined = any(one.having.get("declined") for one in facts)
    return sentence.format(
        day=numbers.day(day) if day else "okänd dag",
        due=numbers.day(due) if due else "",
        source=latest.source if latest else "",
        name=latest.having.get("name", latest.source) if latest else "",
        declined=", och en aktör tackade nej" if declined else "",
    )


# All of it in a sentence or two


def summary(standings: Iterable[ParagraphStanding]) -> str:
    """How the act stands as a whole: how many paragraphs are met, which are not, and the next last day."""
    listed = list(standings)
    if not listed or listed[0].at < IN_FORCE:
        return f"Lagen gäller från {numbers.day(IN_FORCE)}. Ingen paragraf prövas före den dagen."
    counts = Counter(one.verdict for one in listed)
    judged = len(listed) - counts[Verdict.NOT_APPLICABLE]
    said = [f"{counts[Verdict.MET]} av de {judged} paragrafer som gäller nu är uppfyllda."]
    if counts[Verdict.MET] == judged:
        said = [f"Alla de {judged} paragrafer som gäller nu är uppfyllda."]
    for verdict, words in (
        (Verdict.NOT_MET, "Inte uppfyllda"),
        (Verdict.PARTLY, "Delvis uppfyllda"),
        (Verdict.CANNOT_BE_TOLD, "Kan inte avgöras"),
    ):
        if counts[verdict]:
            said.append(
                f"{words}: {sections(one.paragraph.key for one in listed if one.verdict is verdict)}."
            )
    soon = min((one for one in listed if one.due), key=lambda one: one.due or date.max, default=None)
    if soon is not None and soon.due is not None:
        said.append(f"Nästa datum är {numbers.day(soon.due)} ({soon.number}).")
    return " ".join(said)


def sections(keys: Iterable[str]) -> str:
    """Paragraphs as they are cited: "4 §", "4 och 7 §§"."""
    *first, last = keys
    return f"{', '.join(first)} och {last} §§" if first else f"{last} §"
