"""What sources themselves have said of forums against 10 §, kept beside what the test works out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trygghjulet.cooperation.agreements.rules.blueprints import load, names
from trygghjulet.obligations import words as w
from trygghjulet.oversight.strategic_council.rules.criteria import (
    CALLED,
    VERDICT_WORDS,
    Criterion,
    Result,
    Verdict,
)

_PARAGRAPH: Final = "10 §"
QUOTED_WORDS: Final = {"yes": "Ja", "partly": "Delvis", "no": "Nej"}


class Agreement(StrEnum):
    """How a quoted assessment stands to what the test works out."""

    SAME = "same"
    NEAR = "near"
    DIFFERS = "differs"
    UNTOLD = "untold"
    PART = "part"


AGREEMENT_WORDS: Final = {
    Agreement.SAME: "Samma som prövningen",
    Agreement.NEAR: "Nära prövningen",
    Agreement.DIFFERS: "Skiljer sig från prövningen",
    Agreement.UNTOLD: "Prövningen kan inte avgöra",
    Agreement.PART: "Gäller bara en del av urvalet",
}
_SAME: Final = {("yes", Verdict.YES), ("no", Verdict.NO), ("partly", Verdict.RESERVED)}
_NEAR: Final = {("yes", Verdict.RESERVED), ("partly", Verdict.YES)}


@dataclass(frozen=True)
class Quoted:
    """An assessment in a source: of what, by whom, its verdict and words, and where they stand.

    `criterion` is None for one of 10 § as a whole. `whole` says that it is of exactly the bodies asked about.
    """

    about: str
    of: str
    verdict: str
    clause: str
    by: str
    place: str
    date: str
    criterion: Criterion | None
    whole: bool

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return QUOTED_WORDS.get(self.verdict, self.verdict)


@dataclass(frozen=True)
class Compared:
    """A quoted assessment beside what the test works out of the same thing."""

    quoted: Quoted
    agreement: Agreement
    worked_out: str
    reason: str

    @property
    def word(self) -> str:
        """How they stand to each other."""
        return AGREEMENT_WORDS[self.agreement]


def quoted_for(blueprint: str, keys: Collection[str], *, alternative: str = "") -> tuple[Quoted, ...]:
    """What a blueprint's source says of its forums, those of exactly these first.

    Args:
        blueprint: its name.
        keys: the forums' keys in it. One that is said of several together counts when all of them are there.
        alternative: the source's own letter for the alternative, such as "A".
    """
    if blueprint not in names():
        return ()
    source = load(blueprint)
    found = [
        _quoted(source, one, keys) for one in source.assessments if _is_asked_for(one, keys, alternative)
    ]
    return tuple(sorted(found, key=lambda one: (not one.whole, one.criterion is not None)))


def _is_asked_for(one: w.Assessment, keys: Collection[str], alternative: str) -> bool:
    if alternative and one.of == f"alternativ {alternative}":
        return True
    if one.of.split(",")[0].strip() != _PARAGRAPH:
        return False
    return {one.about, *one.together} <= set(keys)


def _quoted(source: w.Blueprint, one: w.Assessment, keys: Collection[str]) -> Quoted:
    instrument = source.instrument(one.instrument) if one.instrument else source.head
    day = one.on
    if day is None and instrument is not None:
        day = (
            instrument.decided_on
            or instrument.put_forward_on
            or instrument.signed_on
            or instrument.valid_from
        )
    lines = ""
    if one.lines:
        first, last = one.lines
        lines = f", rad {first}" if first == last else f", rad {first}–{last}"
    criterion = CALLED.get(one.of.partition(",")[2].strip())
    about = source.name_of(one.about)
    if one.together:
        about = " tillsammans med ".join([about, *(source.name_of(key) for key in one.together)])
    return Quoted(
        about,
        one.of,
        one.verdict,
        one.clause,
        one.by or source.place,
        f"{one.source or (instrument.title if instrument else source.title)}{lines}",
        str(day) if day else "",
        criterion,
        {one.about, *one.together} == set(keys) or one.of.startswith("alternativ"),
    )


def compared(found: Collection[Quoted], result: Result) -> tuple[Compared, ...]:
    """Each quoted assessment beside what the test works out: the criterion's own, or the act's criteria together."""
    return tuple(_compared(found, result))


def _compared(found: Collection[Quoted], result: Result) -> Iterator[Compared]:
    for one in found:
        if one.criterion is not None:
            judged = result.of(one.criterion)
            verdict, reason = judged.worked_out, judged.reason
        else:
            verdict, reason = result.verdict, _weakest(result)
        if not one.whole:
            agreement = Agreement.PART
        elif verdict is Verdict.UNKNOWN:
            agreement = Agreement.UNTOLD
        elif (one.verdict, verdict) in _SAME:
            agreement = Agreement.SAME
        elif (one.verdict, verdict) in _NEAR:
            agreement = Agreement.NEAR
        else:
            agreement = Agreement.DIFFERS
        yield Compared(one, agreement, VERDICT_WORDS[verdict], reason)


def _weakest(result: Result) -> str:
    """What the act's criteria together hang on: the reason of each that is as weak as the whole."""
    own = [one for one in result.judgements if one.of_the_act]
    if result.verdict is Verdict.YES:
        return "Alla lagens kriterier är uppfyllda."
    return " ".join(
        f"{one.about.title}: {one.word[:1].lower()}{one.word[1:]}."
        for one in own
        if one.verdict is result.verdict
    )
