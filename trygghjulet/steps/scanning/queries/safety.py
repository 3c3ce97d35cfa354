"""Where reported crime and perceived safety part, out of the sums that both parties share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import polars as pl

from trygghjulet.analysis.answers.perceived import shares
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.counting.overdispersion import overdispersion
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.observations.answers import Answers, Question
from trygghjulet.observations.period import Period
from trygghjulet.observations.questions import Observations
from trygghjulet.observations.schema import Kind
from trygghjulet.steps.scanning.models import Dataset, Sharing, Source, Theme
from trygghjulet.steps.scanning.queries.categories import paths_of
from trygghjulet.steps.scanning.queries.material import joint_datasets
from trygghjulet.steps.scanning.queries.surveys import answers_of, area_of_each
from trygghjulet.steps.scanning.rules.safety import Comparison, Measured, compare
from trygghjulet.steps.scanning.rules.scales import counted_of, tells_safety
from trygghjulet.steps.scanning.rules.shares import answered

_OUTDOORS = ("kväll", "ute", "utomhus")
_MONTHS_BACK = 48
_DAYS_OF_A_MONTH = 30


@dataclass(frozen=True)
class SafetyAndCrime:
    """The comparison, and what it was made from.

    Attributes:
        comparison: area by area, or why there is none.
        question: the question on safety, as it was put; empty where there is none.
        counted: the answers that count as safe.
        wave: when it was put.
        period: when the crimes were reported.
        survey, crime: the names of the sources.
        hashes: of the crimes' rows.
        few: some area of the cooperation has few crimes, so that exact rates of the others could give them away.
    """

    comparison: Comparison
    question: str = ""
    counted: tuple[str, ...] = ()
    wave: Period | None = None
    period: Period | None = None
    survey: str = ""
    crime: tuple[str, ...] = field(default_factory=tuple)
    hashes: tuple[str, ...] = ()
    few: bool = False


def parting(
    cooperation: Cooperation, period: Period | None = None, *, survey: Source | None = None
) -> SafetyAndCrime:
    """In which areas crime and perceived safety say different things.

    Not bound to one person's scope, as all joint pictures: only sources whose sums both parties share are used,
    and nothing is told that few answers or few crimes give away.

    Args:
        period: when the crimes were reported; the calendar years of the survey's last wave when left out.
        survey: the survey; the one whose answers were accepted last when left out.
    """
    crimes = joint_datasets(cooperation, theme=Theme.CRIME, kind=Kind.INCIDENTS)
    told = _survey(cooperation, survey)
    if told is None:
        return SafetyAndCrime(
            Comparison(problem="Det finns ingen delad undersökning med en fråga om trygghet och med områden.")
        )
    source, answers, question = told
    wave = max((w for w in question.waves if period is None or w.first <= period.last), default=None)
    if wave is None:
        return SafetyAndCrime(Comparison(problem="Ingen undersökning är gjord före periodens slut."))
    during = period or Period.year(wave.last.year)
    counted = counted_of(question.answers)
    if not crimes:
        return SafetyAndCrime(
            Comparison(problem="Det finns inget delat underlag om brott att jämföra med."),
            question.title,
            counted,
            wave,
            during,
            source.name,
        )
    areas = _areas_asked(cooperation, answers)
    everything = list(tree(cooperation.area))
    every = {
        area.path: frozenset(other.code for other in everything if other.path.startswith(area.path))
        for area in everything
    }
    inside = {
        area.code: frozenset(other.code for other in everything if other.path.startswith(area.path))
        for area in areas.values()
    }
    with Observations.open(*paths_of(crimes)) as observations:
        by_leaf = {
            str(area): int(n)
            for area, n in observations.counts_by_area(during).iter_rows()
            if area is not None
        }
        variation = _variation(observations, during, inside)
    smallest = max(d.source.smallest_count for d in crimes)
    safe = _safety(answers, question, wave, smallest=source.smallest_count)
    measured = [
        _measured(area, sum(by_leaf.get(leaf, 0) for leaf in inside[area.code]), safe.get(text))
        for text, area in areas.items()
    ]
    return SafetyAndCrime(
        compare(measured, smallest=smallest, overdispersion=variation),
        question.title,
        counted,
        wave,
        during,
        source.name,
        tuple(sorted({d.source.name for d in crimes})),
        tuple(d.sha256 for d in crimes),
        any(0 < sum(by_leaf.get(leaf, 0) for leaf in leaves) < smallest for leaves in every.values()),
    )


@dataclass(frozen=True)
class _Safe:
    share: float
    low: float
    high: float
    effective: float


def _survey(cooperation: Cooperation, chosen: Source | None) -> tuple[Source, Answers, Question] | None:
    """The survey with its question on safety; one on being outdoors late goes before others."""
    datasets = joint_datasets(cooperation, theme=Theme.SURVEY, kind=Kind.ANSWERS)
    if chosen is not None:
        datasets = [d for d in datasets if d.source_id == chosen.pk and chosen.sharing != Sharing.OWNER]
    for source in _latest_first(datasets):
        answers = answers_of(source)
        asked = [q for q in answers.questions() if tells_safety(q.answers)]
        asked.sort(key=lambda q: not any(word in q.title.lower() for word in _OUTDOORS))
        if asked and answers.areas():
            return source, answers, asked[0]
    return None


def _latest_first(datasets: list[Dataset]) -> list[Source]:
    found: dict[int, Source] = {}
    for dataset in sorted(datasets, key=lambda d: -d.pk):
        found.setdefault(dataset.source_id, dataset.source)
    return list(found.values())


def _areas_asked(cooperation: Cooperation, answers: Answers) -> dict[str, Area]:
    """The areas of the answers as the survey writes them; none that holds another of them, and each once."""
    known = area_of_each(cooperation)
    found = {
        known[text.lower()].path: (text, known[text.lower()])
        for text in answers.areas()
        if text.lower() in known
    }
    return {
        text: area
        for path, (text, area) in found.items()
        if not any(other != path and other.startswith(path) for other in found)
    }


def _safety(answers: Answers, question: Question, wave: Period, *, smallest: int) -> dict[str, _Safe]:
    """By the area as the survey writes it, for those that may be told of to everybody."""
    counted = counted_of(question.answers)
    shown = answered(answers, question.name, counted, [wave], smallest=smallest)
    open_to_all = {group.name for group in shown.groups if group.told[0].share is not None}
    frame = answers.put(question.name, wave).drop_nulls("group")
    if not frame.height:
        return {}
    found = shares(
        frame.select(pl.col("answer").is_in(list(counted)).cast(pl.Float64))["answer"].to_numpy(),
        frame["group"].to_numpy().astype(str),
        weight=frame["weight"].to_numpy(),
    )
    return {
        name: _Safe(
            float(found.value[at]), float(found.low[at]), float(found.high[at]), float(found.effective[at])
        )
        for at, name in enumerate(found.group)
        if name in open_to_all and not np.isnan(found.value[at])
    }


def _measured(area: Area, crimes: int, safe: _Safe | None) -> Measured:
    if safe is None:
        return Measured(area.code, area.name, crimes, area.population)
    return Measured(
        area.code, area.name, crimes, area.population, safe.share, safe.low, safe.high, safe.effective
    )


def _variation(observations: Observations, period: Period, inside: Mapping[str, frozenset[str]]) -> float:
    """How many times their mean the areas' counts of a month vary with; 1 where there is too little to tell."""
    span = observations.span()
    if span is None:
        return 1.0
    first = max(span.first, period.last - timedelta(days=_MONTHS_BACK * _DAYS_OF_A_MONTH)).replace(day=1)
    last = min(span.last, period.last).replace(day=1) - timedelta(days=1)
    if first > last:
        return 1.0
    months = observations.counts_by_month(Period(first, last))
    at = {month: number for number, month in enumerate(months["month"])}
    home = {leaf: column for column, leaves in enumerate(inside.values()) for leaf in leaves}
    table = np.zeros((len(at), max(len(inside), 1)), dtype=np.int64)
    for month, leaf, n in observations.counts_by_month_and_area(Period(first, last)).iter_rows():
        if leaf in home:
            table[at[month], home[leaf]] += n
    try:
        return overdispersion(table, months["days"].to_numpy()).value or 1.0
    except UnfitData:
        return 1.0
