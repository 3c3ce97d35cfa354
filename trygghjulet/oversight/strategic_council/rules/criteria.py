"""The criteria of 10 § and the one that Göteborg's office adds, the verdicts, and what a judgement holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Criterion(StrEnum):
    """What a strategic council is held against."""

    LED = "led"
    ACTORS = "actors"
    POSITIONS = "positions"
    QUESTIONS = "questions"
    CHANNELS = "channels"
    MANDATE = "mandate"


class Verdict(StrEnum):
    """How a criterion stands."""

    YES = "yes"
    RESERVED = "reserved"
    NO = "no"
    UNKNOWN = "unknown"


VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.YES: "Uppfyllt",
    Verdict.RESERVED: "Uppfyllt med förbehåll",
    Verdict.NO: "Inte uppfyllt",
    Verdict.UNKNOWN: "Kan inte avgöras",
}


@dataclass(frozen=True)
class About:
    """What a criterion asks, where that is said, and how this test reads it."""

    title: str
    asked: str
    place: str
    reading: str


_ACT: Final = "10 § lagen (2023:196)"
_PREPARATORY: Final = "prop. 2022/23:43 s. 33, så som Göteborgs handling 2024 nr 52 återger den"
ABOUT: Final[Mapping[Criterion, About]] = {
    Criterion.LED: About(
        "Kommunen leder",
        "Rådet ska ledas av kommunen.",
        f"{_ACT}, första stycket",
        "Växlar ledningen mellan kommunen och en annan part är det ett förbehåll, inte ett nej. Att sammankalla är "
        "inte detsamma som att leda, så den som bara sammankallar ger också ett förbehåll.",
    ),
    Criterion.ACTORS: About(
        "Kommunen och relevanta aktörer ingår",
        "… ett särskilt forum (strategiskt råd) där kommunen och relevanta aktörer ingår.",
        f"{_ACT}, första stycket; {_PREPARATORY}",
        "Kommunen avgör själv vilka som är närmast berörda. Förarbetenas exempel visas som sedda eller inte sedda. "
        "Syns inte alla är det ett förbehåll, tills någon svarar att kommunen har valt bort dem.",
    ),
    Criterion.POSITIONS: About(
        "Övriga aktörer har ledande befattningar",
        "Kommuner ska verka för att övriga aktörer i rådet deltar med representanter som har ledande befattningar.",
        f"{_ACT}, andra stycket",
        "Gäller andra än kommunen. Titlar läses mot en ordlista, som är en tumregel: någon kan bekräfta eller ändra "
        "för varje plats. Lagen kräver att kommunen verkar för det.",
    ),
    Criterion.QUESTIONS: About(
        "Strategiska frågor hanteras",
        "… verka för att strategiska brottsförebyggande frågor hanteras …",
        f"{_ACT}, första stycket; {_PREPARATORY}",
        "Det som är hanterat visas av dagordningarna de senaste två åren. Minst två av förarbetenas fyra exempel "
        "räcker. Det som bara står i uppdraget ger högst ett förbehåll: det visar vad som är tänkt, inte vad som görs.",
    ),
    Criterion.CHANNELS: About(
        "Tydliga kanaler in i varje organisation",
        "… tydliga kanaler från rådet och vidare in i respektive deltagarorganisation.",
        "prop. 2022/23:43 s. 22, så som Göteborgs handling 2024 nr 52 återger den",
        "Prövas för varje slags organisation som deltar: en sändlista, en väg till ett annat forum, en beredning eller "
        "ett mandat att ta frågor vidare. Att ledamöterna får protokollet är ännu ingen kanal in i organisationen.",
    ),
    Criterion.MANDATE: About(
        "Mandat att besluta",
        "… rådet saknar beslutsmandat …",
        "Göteborgs handling 2024 nr 52, tjänsteutlåtandet 2024-01-10, alternativ C",
        "Lagen kräver inget beslutsmandat. Kriteriet är Göteborgs stadsledningskontors eget och räknas inte i den "
        "samlade bedömningen mot lagen.",
    ),
}
OF_THE_ACT: Final = tuple(one for one in Criterion if one is not Criterion.MANDATE)
#: What a source calls a criterion, after "10 §, " in what its assessment is of.
CALLED: Final[Mapping[str, Criterion]] = {
    "ledning": Criterion.LED,
    "relevanta aktörer": Criterion.ACTORS,
    "ledande befattningar": Criterion.POSITIONS,
    "strategiska frågor": Criterion.QUESTIONS,
    "kanaler": Criterion.CHANNELS,
    "beslutsmandat": Criterion.MANDATE,
}


@dataclass(frozen=True)
class Evidence:
    """Something that shows it, in words, and the page where it is seen."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Share:
    """What one of the bodies contributes to a criterion."""

    body: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What a person has answered about a criterion, with the reason."""

    verdict: Verdict
    reason: str
    evidence: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Judgement:
    """How a criterion stands: what the test works out and why, what shows it, and what a person has answered."""

    criterion: Criterion
    worked_out: Verdict
    reason: str
    evidence: tuple[Evidence, ...] = ()
    shares: tuple[Share, ...] = ()
    answer: Answer | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict that counts: the person's where there is one."""
        return self.answer.verdict if self.answer else self.worked_out

    @property
    def about(self) -> About:
        """What the criterion asks, and where that is said."""
        return ABOUT[self.criterion]

    @property
    def word(self) -> str:
        """The verdict in words."""
        return VERDICT_WORDS[self.verdict]

    @property
    def worked_out_word(self) -> str:
        """What the test works out by itself, in words."""
        return VERDICT_WORDS[self.worked_out]

    @property
    def why(self) -> str:
        """Why the verdict is what it is: the person's reason where there is one."""
        return self.answer.reason if self.answer else self.reason

    @property
    def of_the_act(self) -> bool:
        """Is it asked by the act and its preparatory works?"""
        return self.criterion in OF_THE_ACT


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """Several criteria as one: the weakest of them."""
    found = set(verdicts)
    for one in (Verdict.NO, Verdict.UNKNOWN, Verdict.RESERVED):
        if one in found:
            return one
    return Verdict.YES if found else Verdict.UNKNOWN


@dataclass(frozen=True)
class Result:
    """A set of bodies held against every criterion, and what else must be told of them."""

    judgements: tuple[Judgement, ...]
    warnings: tuple[str, ...] = ()

    def of(self, criterion: Criterion) -> Judgement:
        """How one criterion stands."""
        return next(one for one in self.judgements if one.criterion is criterion)

    @property
    def verdict(self) -> Verdict:
        """How the act's own criteria stand together: the weakest of them. G22's own is left out."""
        return together(one.verdict for one in self.judgements if one.of_the_act)

    @property
    def word(self) -> str:
        """The act's criteria together, in words."""
        return VERDICT_WORDS[self.verdict]

    @property
    def summary(self) -> str:
        """How many of the act's criteria stand how, in a sentence."""
        own = [one for one in self.judgements if one.of_the_act]
        told = [
            f"{word} {sum(one.verdict is verdict for one in own)}"
            for verdict, word in (
                (Verdict.YES, "uppfyllda"),
                (Verdict.RESERVED, "med förbehåll"),
                (Verdict.NO, "inte uppfyllda"),
                (Verdict.UNKNOWN, "kan inte avgöras"),
            )
            if any(one.verdict is verdict for one in own)
        ]
        answered = sum(one.answer is not None for one in own)
        by_hand = f" {answered} av dem är besvarade av en människa." if answered else ""
        return f"Lagens fem kriterier: {', '.join(told)}.{by_hand}"
