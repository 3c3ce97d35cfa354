"""What holds all the time: a function, a plan, a composition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from trygghjulet.documents import numbers
from trygghjulet.obligations import words as w
from trygghjulet.obligations.facts import Fact, Series, has, last_of
from trygghjulet.obligations.standing import Asked, Standing, State, stands
from trygghjulet.obligations.terms import SOON, term_began, term_ends


def lasting(asked: Asked, _when: w.Standing) -> Standing:
    """Something that is to be there all the time."""
    if asked.duty.composition is not None:
        return _composed(asked, asked.duty.composition)
    series = asked.series()
    facts = series.in_order(asked.at)
    newer = _newer_without(asked, facts)
    if newer is not None:
        said = f"Det senaste, {newer.on}, är inte antecknat med det som klausulen kräver."
        return stands(asked, State.OVERDUE, None, said, (newer,))
    holding = [fact for fact in facts if fact.holds(asked.at)]
    if holding:
        return _held(asked, series, holding)
    return _gone(asked, facts)


def _gone(asked: Asked, facts: Sequence[Fact]) -> Standing:
    """What is not there: since when, as far as that is known."""
    if not asked.tells(asked.at, asked.at):
        return stands(asked, State.CANNOT_BE_TOLD, None, "Anteckningarna är inte fullständiga den här tiden.")
    if facts:
        last = max((fact.last for fact in facts if fact.last), default=asked.at)
        return stands(asked, State.OVERDUE, last, f"Saknas sedan {numbers.day(last)}.", facts[-1:])
    return stands(asked, State.OVERDUE, asked.start, "Ska finnas men är inte antecknat.")


def _held(asked: Asked, series: Series, holding: list[Fact]) -> Standing:
    best = max(holding, key=lambda fact: fact.last or date.max)
    if best.last is None:
        return stands(asked, State.MET, None, partial(_since, best), holding)
    ends = best.last
    renewed = any(_follows(one, asked.at, ends) for one in series.planned)
    soon = (ends - asked.at).days <= SOON and not renewed
    return stands(
        asked,
        State.AT_RISK if soon else State.MET,
        ends,
        lambda: f"{_since(best)} Går ut {numbers.day(ends)}.",
        holding,
    )


def _since(best: Fact) -> str:
    begins = best.begins()
    if begins is None:
        return "Finns."
    return f"Finns sedan {best.on if best.first is None and best.on else numbers.day(begins)}."


def _newer_without(asked: Asked, facts: Sequence[Fact]) -> Fact | None:
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
    if not sitting:
        said = "Ingen plats är tillsatt nu." if appointed else "Inga platser är antecknade som tillsatta."
        asks = any(seat.at_least for seat in rules.seats) or rules.members or rules.substitutes
        state = State.OVERDUE if asks or rules.perspectives else State.CANNOT_BE_TOLD
        return stands(asked, state, asked.start if state is State.OVERDUE else None, said, appointed[-1:])
    members = [fact for fact in sitting if not fact.having.get("substitute")]
    faults = [
        *_seats(rules, members),
        *_numbers(rules, members, [fact for fact in sitting if fact.having.get("substitute")]),
        *_perspectives(rules, members),
    ]
    began = term_began(rules.term_years, asked.at)
    expired = [fact for fact in sitting if began and (fact.first or asked.at) < began]
    if expired:
        faults.append(
            f"{sum(fact.count for fact in expired)} mandat gick ut när den nya mandattiden började "
            f"{numbers.day(began or asked.at)}"
        )
    ends = min((fact.last for fact in sitting if fact.last), default=None)
    if rules.term_years:
        last = term_ends(rules.term_years, asked.at)
        ends = min(ends or last, last)
    if faults:
        return stands(asked, State.OVERDUE, None, f"{'; '.join(faults)}.", sitting)
    soon = ends is not None and (ends - asked.at).days <= SOON and not _renewed(asked, rules, sitting, ends)
    return stands(
        asked, State.AT_RISK if soon else State.MET, ends, partial(_all_filled, sitting, ends), sitting
    )


def _follows(one: Fact, at: date, ends: date) -> bool:
    """Whether what is decided, and has not begun, takes over no later than the day after something ends."""
    return at < (one.begins() or date.max) <= ends + timedelta(days=1)


def _renewed(asked: Asked, rules: w.Composition, sitting: list[Fact], ends: date) -> bool:
    """Whether as many are appointed to go on as leave when the first time in office ends."""
    term = term_ends(rules.term_years, asked.at) if rules.term_years else date.max
    leaving = sum(fact.count for fact in sitting if min(fact.last or term, term) <= ends)
    following = sum(one.count for one in asked.series().planned if _follows(one, asked.at, ends))
    return following >= leaving


def _all_filled(sitting: list[Fact], ends: date | None) -> str:
    members = [fact for fact in sitting if not fact.having.get("substitute")]
    said = f"Alla platser är tillsatta ({sum(fact.count for fact in members or sitting)})."
    return said if ends is None else f"{said} Det första mandatet går ut {numbers.day(ends)}."


def _seats(rules: w.Composition, members: list[Fact]) -> list[str]:
    faults = []
    counts: Counter[str | None] = Counter()
    for fact in members:
        counts[fact.what] += fact.count
    for seat in rules.seats:
        count = counts[seat.id]
        if count < seat.at_least:
            empty = count == 0 and seat.at_least == 1
            faults.append(f"{seat.name}: {'tom' if empty else f'{seat.at_least - count} saknas'}")
        if seat.at_most is not None and count > seat.at_most:
            faults.append(f"{seat.name}: {count - seat.at_most} för många")
    return faults


def _numbers(rules: w.Composition, members: list[Fact], substitutes: list[Fact]) -> list[str]:
    faults = []
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


def _perspectives(rules: w.Composition, members: list[Fact]) -> list[str]:
    faults = []
    for one in rules.perspectives:
        count = sum(
            fact.count
            for fact in members
            if (one.seat is None or fact.what == one.seat)
            and all(has(fact.having.get(name), value) for name, value in one.having)
        )
        if count < one.at_least:
            faults.append(f"{one.name}: {one.at_least - count} saknas")
    return faults
