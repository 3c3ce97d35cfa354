"""A question's shares by group and wave, with what must not be shown to others than the owner withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trygghjulet.analysis.answers.perceived import FEWEST_ANSWERS, Shares, shares
from trygghjulet.analysis.answers.perceived_change import share_changes
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.documents.numbers import number, percent
from trygghjulet.observations.answers import Answers
from trygghjulet.observations.period import Period

#: Those whose group isn't told; they are never shown, but they count when it is seen what can be worked out.
NO_GROUP = ""
_ALL = "alla"


@dataclass(frozen=True)
class Told:
    """A share in a group and a wave.

    Attributes:
        share, low, high: 0–1; None where too few answered, or where it isn't shown.
        answered: how many answered; None where that isn't shown.
        reason: why there is no share, in words; empty where there is one.
    """

    share: float | None = None
    low: float | None = None
    high: float | None = None
    answered: int | None = None
    reason: str = ""

    @property
    def words(self) -> str:
        """As it is written: "66 % (61–70)"."""
        if self.share is None or self.low is None or self.high is None:
            return self.reason
        return f"{percent(self.share)} ({number(100 * self.low, decimals=0)}–{number(100 * self.high, decimals=0)})"


@dataclass(frozen=True)
class Changed:
    """How a share has changed between the last two waves; the ends of its interval are in parts of one."""

    difference: float
    low: float
    high: float
    verdict: Verdict

    @property
    def words(self) -> str:
        """As it is written: "+8 (2 till 14): har ökat"."""
        sure = {Verdict.INCREASE: "har ökat", Verdict.DECREASE: "har minskat"}.get(
            self.verdict, "kan inte avgöras"
        )
        middle, low, high = (
            number(100 * part, decimals=0) for part in (self.difference, self.low, self.high)
        )
        sign = "+" if not middle.startswith("−") and middle != "0" else ""
        return f"{sign}{middle} ({low} till {high}): {sure}"


@dataclass(frozen=True)
class Group:
    """A group's shares, one for each wave, and how the last two differ."""

    name: str
    told: tuple[Told, ...]
    changed: Changed | None


@dataclass(frozen=True)
class Answered:
    """A question as it is shown.

    Attributes:
        counted: the answers that are told together.
        waves: oldest first.
        total: all who answered.
        groups: by name, without those whose group isn't told.
        withheld: is anything withheld because few answered?
    """

    counted: tuple[str, ...]
    waves: tuple[Period, ...]
    total: Group
    groups: tuple[Group, ...]
    withheld: bool


def answered(
    answers: Answers,
    question: str,
    counted: Sequence[str],
    waves: Sequence[Period],
    *,
    by: str | None = None,
    smallest: int = 0,
) -> Answered:
    """The shares who gave one of the counted answers, for all and by group.

    A group with fewer than 30 answers isn't told to anybody. For those who don't see the rows neither is a group
    where fewer than `smallest`, but somebody, gave or didn't give such an answer; and where a single group of a
    wave isn't told, the one with the fewest answers of the others isn't either, for it could else be worked out
    from the whole.

    Args:
        by: the name of something told of those who answered; their area when left out.
        smallest: the smallest number that is shown; 0 for those who see the rows.
    """
    fewest = max(FEWEST_ANSWERS, smallest)
    frames = [answers.put(question, wave, by=by) for wave in waves]
    by_group = [_wave(frame, counted, fewest, smallest, each=True) for frame in frames]
    names = sorted({name for wave in by_group for name in wave.told} - {NO_GROUP})
    changes = _changes(by_group)
    return Answered(
        counted=tuple(counted),
        waves=tuple(waves),
        total=_total(frames, counted, fewest, smallest),
        groups=tuple(
            Group(name, tuple(wave.told.get(name, _nobody()) for wave in by_group), changes.get(name))
            for name in names
        ),
        withheld=any(told.share is None for wave in by_group for told in wave.told.values()),
    )


def overall(
    answers: Answers, question: str, counted: Sequence[str], waves: Sequence[Period], *, smallest: int = 0
) -> Group:
    """The shares of all who answered, as `answered` without groups."""
    frames = [answers.put(question, wave) for wave in waves]
    return _total(frames, counted, max(FEWEST_ANSWERS, smallest), smallest)


def sentence(counted: Sequence[str], waves: Sequence[Period], total: Group) -> str:
    """What the last wave says, and whether it has changed since the one before, in words."""
    last = total.told[-1] if total.told else _nobody()
    said = " eller ".join(f"”{answer}”" for answer in counted)
    if last.share is None or last.answered is None:
        return f"Andelen som svarade {said}: {last.reason}."
    begun = f"{wave_name(waves[-1])} svarade {last.words} {said}. Det bygger på {number(last.answered)} svar."
    if total.changed is None or len(waves) < 2:
        return begun
    changed = total.changed
    points = number(abs(100 * changed.difference), decimals=0)
    before = wave_name(waves[-2])
    match changed.verdict:
        case Verdict.INCREASE:
            return f"{begun} Andelen har ökat med {points} procentenheter sedan {before}."
        case Verdict.DECREASE:
            return f"{begun} Andelen har minskat med {points} procentenheter sedan {before}."
        case _:
            return f"{begun} Om andelen har ändrats sedan {before} kan inte avgöras."


def wave_name(wave: Period) -> str:
    """A wave as people call it: "2025", "2024/25", or its days."""
    if wave == Period.year(wave.first.year):
        return str(wave.first.year)
    if wave.last.year == wave.first.year + 1:
        return f"{wave.first.year}/{wave.last.year % 100:02}"
    return f"{wave.first.year}–{wave.last.year}"


@dataclass(frozen=True)
class _Wave:
    told: dict[str, Told]
    shares: Shares | None
    hidden: frozenset[str]


def _nobody() -> Told:
    return Told(answered=0, reason="inga svar")


def _total(frames: Sequence[pl.DataFrame], counted: Sequence[str], fewest: int, smallest: int) -> Group:
    whole = [_wave(frame, counted, fewest, smallest, each=False) for frame in frames]
    return Group(_ALL, tuple(wave.told.get(_ALL, _nobody()) for wave in whole), _changes(whole).get(_ALL))


def _wave(frame: pl.DataFrame, counted: Sequence[str], fewest: int, smallest: int, *, each: bool) -> _Wave:
    if not frame.height:
        return _Wave({}, None, frozenset())
    group = frame["group"].fill_null(NO_GROUP) if each else pl.Series([_ALL] * frame.height)
    gave = frame.select(pl.col("answer").is_in(list(counted)).cast(pl.Float64))["answer"]
    found = shares(
        gave.to_numpy(), group.to_numpy().astype(str), weight=frame["weight"].to_numpy(), fewest=fewest
    )
    by_group = (
        pl.DataFrame({"group": group, "gave": gave})
        .group_by("group")
        .agg(pl.col("gave").sum().alias("yes"), pl.col("gave").count().alias("n"))
    )
    counts = {name: (int(yes), int(n)) for name, yes, n in by_group.iter_rows()}
    hidden = _hidden(counts, fewest, smallest) if smallest else frozenset[str]()
    told = {}
    for at, name in enumerate(found.group):
        n = int(found.answered[at])
        if name in hidden:
            shown = n if n >= fewest else None
            told[name] = Told(
                None, None, None, shown, "visas inte" if n >= fewest else f"färre än {fewest} svar"
            )
        elif np.isnan(found.value[at]):
            told[name] = Told(answered=n, reason=f"kan inte avgöras, färre än {fewest} svar")
        else:
            told[name] = Told(float(found.value[at]), float(found.low[at]), float(found.high[at]), n)
    return _Wave(told, found, hidden)


def _hidden(counts: dict[str, tuple[int, int]], fewest: int, smallest: int) -> frozenset[str]:
    hidden = {
        name
        for name, (yes, n) in counts.items()
        if 0 < n < fewest or 0 < yes < smallest or 0 < n - yes < smallest
    }
    open_ones = sorted((n, name) for name, (_, n) in counts.items() if n and name not in hidden)
    if len(hidden) == 1 and open_ones:
        hidden.add(open_ones[0][1])
    return frozenset(hidden)


def _changes(waves: Sequence[_Wave]) -> dict[str, Changed]:
    """By group, between the last two waves that hold anything, where both are shown."""
    held = [wave for wave in waves if wave.shares is not None]
    if len(held) < 2 or held[-1].shares is None or held[-2].shares is None:
        return {}
    before, after = held[-2], held[-1]
    found = share_changes(held[-2].shares, held[-1].shares)
    return {
        name: Changed(
            float(found.difference[at]), float(found.low[at]), float(found.high[at]), found.verdict[at]
        )
        for at, name in enumerate(found.group)
        if not np.isnan(found.difference[at]) and name not in before.hidden | after.hidden
    }
