"""The duties of 290 municipalities, each with the Göteborg 2022 arrangement and ten years of facts, judged in one go.

Run as `python -m benchmarks.duties [--profile] [--rounds 5]`. The facts are made from the duties' own patterns:
meetings, follow-ups, notes and the rest, about as often as they are owed, with some left out. Two duties that ask for
the same are met by one deed; what has no date is done once a year; what other duties follow on happens once a quarter;
seats are filled for four years at a time. Grouping the facts and judging are measured by themselves and together.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter

from trygghjulet.cooperation.agreements.rules.blueprints import load
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import LASTING, Fact, Record
from trygghjulet.obligations.state import judge_many

MUNICIPALITIES = 290
FIRST, AT = date(2022, 6, 2), date(2032, 6, 1)
#: How many days lie between two times, as the duties ask for them.
A_YEAR, A_QUARTER, A_TERM = 365, 91, 4 * 365 + 1
SLOT = {"week": 7, "fortnight": 14, "month": 30, "quarter": A_QUARTER, "half_year": 182}
#: How often what is owed is also done.
DONE = 0.95


def facts_of(blueprint: w.Blueprint, seed: int) -> list[Fact]:
    """Ten years of one municipality's facts, in the order that they were recorded."""
    dice = random.Random(seed)  # noqa: S311 - made-up facts, the same each time
    days: list[tuple[date, w.Pattern, bool]] = []
    for pattern, slot in _deeds(blueprint).items():
        if slot is None:
            days.append((FIRST, pattern, True))
            continue
        lasting = slot == A_TERM
        day = date(2019, 1, 1) if lasting else FIRST + timedelta(days=dice.randrange(slot))
        while day < AT:
            if dice.random() < DONE:
                days.append((day, pattern, lasting))
            day += timedelta(days=slot)
    days.sort(key=itemgetter(0))
    # Each with values of its own, as when they are read from a register.
    return [
        _fact(number, pattern, date.fromordinal(day.toordinal()), lasting=lasting)
        for number, (day, pattern, lasting) in enumerate(days, 1)
    ]


def _deeds(blueprint: w.Blueprint) -> dict[w.Pattern, int | None]:
    """What is done, and how many days lie between two times; None for what lasts the whole time."""
    deeds: dict[w.Pattern, int | None] = {}
    for duty in blueprint.duties:
        local = duty.each == "local_areas"
        for place in (blueprint.local_areas if local else tuple(duty.each)) or (None,):
            for pattern, slot in _asked(duty):
                here = (
                    replace(pattern, area=place) if local else replace(pattern, place=place or pattern.place)
                )
                known = deeds.get(here, slot)
                deeds[here] = slot if known is None or slot is None else min(known, slot)
    return deeds


def _asked(duty: w.Duty) -> Iterator[tuple[w.Pattern, int | None]]:
    when = duty.when
    if duty.composition is not None:
        for seat in duty.composition.seats:
            yield replace(duty.evidence, what=seat.id), A_TERM
    elif not isinstance(when, w.Never) and duty.evidence.kind is not w.FactKind.ENDED:
        yield duty.evidence, _slot(when)
    for follows in (getattr(when, "before", None), getattr(when, "after", None)):
        if follows is not None:
            yield follows, A_QUARTER
    if duty.condition is not None:
        yield duty.condition, None


def _slot(when: w.When) -> int | None:
    if isinstance(when, w.PerPeriod):
        return max(1, SLOT.get(when.per.value, A_YEAR) // when.at_least)
    if isinstance(when, w.Every):
        return A_YEAR * (when.every.years or 1)
    if isinstance(when, w.Standing):
        return None
    return A_YEAR if isinstance(when, (w.Open, w.InYear, w.By, w.AtEnd)) else A_QUARTER


def _fact(number: int, pattern: w.Pattern, day: date, *, lasting: bool) -> Fact:
    holds = lasting and pattern.kind in LASTING
    last = date(day.year + 3, 12, 31) if holds and day.year < FIRST.year else None
    return Fact(
        id=f"{pattern.kind.value}-{number}",
        kind=pattern.kind,
        on=None if holds else Span(day, day),
        what=pattern.what,
        forum=pattern.forum,
        area=pattern.area,
        place=pattern.place,
        party=pattern.party,
        function=pattern.function,
        by=pattern.by,
        to=pattern.to,
        signed_by=pattern.signed_by,
        having=dict(pattern.having),
        first=day if holds else None,
        last=last,
    )


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    blueprint = load("goteborg-2022")
    raw = [facts_of(blueprint, seed) for seed in range(given.municipalities)]
    # As a nightly job does that ends when it is done: Python's search for circular garbage would go through every fact.
    gc.collect()
    gc.disable()
    print(f"kommuner: {len(raw)}, skyldigheter: {len(blueprint.duties)} var")
    print(f"fakta: {sum(len(facts) for facts in raw):,}")
    for number in range(given.rounds):
        _measure(blueprint, raw, profile=given.profile and number == given.rounds - 1)
    print(f"minne: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _measure(blueprint: w.Blueprint, raw: list[list[Fact]], *, profile: bool) -> None:
    profiler = cProfile.Profile()
    began, used = time.perf_counter(), time.process_time()
    records = [Record(facts) for facts in raw]
    grouped, used_grouping = time.perf_counter(), time.process_time()
    if profile:
        profiler.enable()
    standings = judge_many(blueprint, records, AT)
    judged, used_judging = time.perf_counter(), time.process_time()
    profiler.disable()
    counted = sum(max(1, len(one.parts)) for each in standings for one in each)
    print(
        f"prövade lägen: {counted:,}; gruppera {grouped - began:.2f} s ({used_grouping - used:.2f} processor), "
        f"pröva {judged - grouped:.2f} s ({used_judging - used_grouping:.2f}), "
        f"allt {judged - began:.2f} s ({used_judging - used:.2f})"
    )
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
