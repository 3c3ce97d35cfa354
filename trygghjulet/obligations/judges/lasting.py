"""What holds all the time: a function, a plan, a composition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Series, has
from trygghjulet.obligations.standing import Asked, Standing, State, in_order, last_of, stands

#: How many days before something runs out its renewal is pressing.
_SOON = 60
#: A year in which a term of office began: the year after a general election.
_TERM_BEGAN = 2019


def lasting(asked: Asked, _when: w.Standing) -> Standing:
    """Something that is to be there all the time."""
    if asked.duty.composition is not None:
        return _composed(asked, asked.duty.composition)
    series = asked.series()
    facts = in_order(series.until(asked.at))
    newer = _newer_without(asked, facts)
    if newer is not None:
        said = f"Det senaste, {newer.on}, är inte antecknat med det som klausulen kräver."
        return stands(asked, State.OVERDUE, last_of(newer), said, (newer,))
    holding = [fact for fact in facts if fact.holds(asked.at)]
    if holding:
        return _held(asked, series, holding)
    if not asked.tells(asked.at, asked.at):
        return stands(asked, State.CANNOT_BE_TOLD, None, "Anteckningarna är inte fullständiga den här tiden.")
    if facts:
        last = max((fact.last for fact in facts if fact.last), default=asked.at)
        return stands(asked, State.OVERDUE, last, f"Saknas sedan {numbers.day(last)}.", facts[-1:])
    return stands(asked, State.OVERDUE, asked.start, "Ska finnas men är inte antecknat.")


def _held(asked: Asked, series: Series, holding: list[Fact]) -> Standing:
    best = max(holding, key=lambda fact: fact.last or date.max)
    begins = best.first or (best.on.first if best.on else None)
    said = (
        f"Finns sedan {best.on if best.first is None and best.on else numbers.day(begins)}."
        if begins
        else "Finns."
    )
    if best.last is None:
        return stands(asked, State.MET, None, said, holding)
    said += f" Går ut {numbers.day(best.last)}."
    renewed = any((one.begins() or date.max) <= best.last + timedelta(days=1) for one in series.planned)
    soon = (best.last - asked.at).days <= _SOON and not renewed
    return stands(asked, State.AT_RISK if soon else State.MET, best.last, said, holding)


def _newer_without(asked: Asked, facts: list[Fact]) -> Fact | None:
    """A later document that lacks what the clause asks of it: an older one that had it does not stand in for it."""
    evidence = asked.duty.evidence
    if evidence.kind is not w.FactKind.DOCUMENT or not evidence.having:
        return None
    latest = max(asked.series(replace(evidence, having=())).until(asked.at), key=last_of, default=None)
    if latest is None or latest in facts:
        return None
    newest = max((last_of(fact) for fact in facts), default=None)
    return latest if newest is None or last_of(latest) > newest else None


def _composed(asked: Asked, rules: w.Composition) -> Standing:
    seats = {seat.id for seat in rules.seats}
    appointed = [
        fact
        for fact in asked.series().until(asked.at)
        if not seats or fact.what in seats or fact.having.get("substitute")
    ]
    sitting = [fact for fact in appointed if fact.holds(asked.at)]
    if not sitting and not asked.tells(asked.at, asked.at):
        return stands(asked, State.CANNOT_BE_TOLD, None, "Anteckningarna är inte fullständiga den här tiden.")
    if not sitting and any(seat.at_least for seat in rules.seats):
        said = "Ingen plats är tillsatt nu." if appointed else "Inga platser är antecknade som tillsatta."
        return stands(asked, State.OVERDUE, asked.start, said, appointed[-1:])
    faults = [*_seats(rules, sitting), *_numbers(rules, sitting), *_perspectives(rules, sitting)]
    began = _term_began(rules, asked.at)
    expired = [fact for fact in sitting if began and (fact.first or asked.at) < began]
    if expired:
        faults.append(
            f"{len(expired)} mandat gick ut när den nya mandattiden började {numbers.day(began or asked.at)}"
        )
    ends = min((fact.last for fact in sitting if fact.last), default=None)
    if began is not None and rules.term_years is not None:
        term_ends = date(began.year + rules.term_years - 1, 12, 31)
        ends = min(ends or term_ends, term_ends)
    if faults:
        return stands(asked, State.OVERDUE, None, f"{'; '.join(faults)}.", sitting)
    said = f"Alla platser är tillsatta ({sum(fact.count for fact in sitting)})."
    if ends is None:
        return stands(asked, State.MET, None, said, sitting)
    said += f" Det första mandatet går ut {numbers.day(ends)}."
    soon = (ends - asked.at).days <= _SOON
    return stands(asked, State.AT_RISK if soon else State.MET, ends, said, sitting)


def _term_began(rules: w.Composition, at: date) -> date | None:
    if rules.term_years is None:
        return None
    return date(at.year - (at.year - _TERM_BEGAN) % rules.term_years, 1, 1)


def _members(sitting: list[Fact]) -> list[Fact]:
    return [fact for fact in sitting if not fact.having.get("substitute")]


def _seats(rules: w.Composition, sitting: list[Fact]) -> list[str]:
    faults = []
    for seat in rules.seats:
        count = sum(fact.count for fact in _members(sitting) if fact.what == seat.id)
        if count < seat.at_least:
            empty = count == 0 and seat.at_least == 1
            faults.append(f"{seat.name}: {'tom' if empty else f'{seat.at_least - count} saknas'}")
        if seat.at_most is not None and count > seat.at_most:
            faults.append(f"{seat.name}: {count - seat.at_most} för många")
    return faults


def _numbers(rules: w.Composition, sitting: list[Fact]) -> list[str]:
    faults = []
    members = _members(sitting)
    substitutes = [fact for fact in sitting if fact.having.get("substitute")]
    for given, limits, name in (
        (members, rules.members, "ledamöter"),
        (substitutes, rules.substitutes, "ersättare"),
    ):
        if limits is None:
            continue
        count = sum(fact.count for fact in given)
        if count < limits[0]:
            faults.append(f"{count} {name} av {limits[0]}")
        elif limits[1] is not None and count > limits[1]:
            faults.append(f"{count} {name}, högst {limits[1]}")
    return faults


def _perspectives(rules: w.Composition, sitting: list[Fact]) -> list[str]:
    faults = []
    for one in rules.perspectives:
        count = sum(
            fact.count
            for fact in _members(sitting)
            if (one.seat is None or fact.what == one.seat)
            and all(has(fact.having.get(name), value) for name, value in one.having)
        )
        if count < one.at_least:
            faults.append(f"{one.name}: {one.at_least - count} saknas")
    return faults
