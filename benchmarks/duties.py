"""The duties of 290 municipalities, each with the Göteborg 2022 arrangement and ten years of facts, judged in one go.

Run as `python -m benchmarks.duties [--profile]`. The facts are made from the duties' own patterns: meetings, follow-ups, notes and
the rest, about as often as they are owed, with some left out. What is measured is the judging; making the record from the
facts is measured by itself, since an installation does that when something is recorded.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import resource
import time
from datetime import date, timedelta

from trygghjulet.cooperation.agreements.blueprints import load
from trygghjulet.obligations import words as w
from trygghjulet.obligations.dates import Span
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.obligations.state import judge_many

MUNICIPALITIES = 290
FIRST, AT = date(2022, 6, 2), date(2032, 6, 1)
#: How often what is done without a date, before or after something, is recorded, in days.
USUAL = 91
SLOT = {"week": 7, "fortnight": 14, "month": 30, "quarter": 91, "half_year": 182, "year": 365}


def facts_of(blueprint: w.Blueprint, seed: int) -> list[Fact]:
    """Ten years of one municipality's facts."""
    dice = random.Random(seed)
    made: list[Fact] = []
    for duty in blueprint.duties:
        places = blueprint.local_areas if duty.each == "local_areas" else tuple(duty.each) or (None,)
        for place in places:
            slot = _slot(duty.when)
            if slot is None:
                made.append(_fact(duty, place, len(made), FIRST, lasting=True))
                continue
            day = FIRST + timedelta(days=dice.randrange(slot))
            while day < AT:
                if dice.random() < 0.95:
                    made.append(_fact(duty, place, len(made), day))
                day += timedelta(days=slot)
    return made


def _slot(when: w.When) -> int | None:
    if isinstance(when, w.PerPeriod):
        return max(1, SLOT.get(when.per.value, 365) // when.at_least)
    if isinstance(when, w.Every):
        return 365 * (when.every.years or 1)
    if isinstance(when, w.Standing):
        return None
    return 365 if isinstance(when, w.Open) else USUAL


def _fact(duty: w.Duty, place: str | None, number: int, day: date, *, lasting: bool = False) -> Fact:
    pattern = duty.evidence
    local = duty.each == "local_areas"
    return Fact(
        id=str(number),
        kind=pattern.kind,
        on=None if lasting else Span(day, day),
        what=pattern.what,
        forum=pattern.forum,
        area=place if local else pattern.area,
        place=None if local else place or pattern.place,
        party=pattern.party,
        function=pattern.function,
        by=pattern.by,
        to=pattern.to,
        signed_by=pattern.signed_by,
        having=dict(pattern.having),
        first=day if lasting else None,
    )


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES)
    given = parser.parse_args()
    blueprint = load("goteborg-2022")
    raw = [facts_of(blueprint, seed) for seed in range(given.municipalities)]
    gc.freeze()
    began = time.perf_counter()
    records = [Record(facts) for facts in raw]
    grouped = time.perf_counter()
    profiler = cProfile.Profile()
    if given.profile:
        profiler.enable()
    standings = judge_many(blueprint, records, AT)
    judged = time.perf_counter()
    profiler.disable()
    if given.profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(35)
    counted = sum(max(1, len(one.parts)) for each in standings for one in each)
    print(f"kommuner: {len(records)}, skyldigheter: {len(blueprint.duties)} var")
    print(f"fakta: {sum(len(facts) for facts in raw):,}, prövade lägen: {counted:,}")
    print(f"gruppera fakta: {grouped - began:.2f} s")
    print(f"pröva: {judged - grouped:.2f} s")
    print(f"minne: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
