"""The seven steps of the wheel, in order, as pages name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from trygghjulet.foundation.ui.badges import Badge


@dataclass(frozen=True)
class Step:
    """One step of a round: its name, what is done in it, its page, and what the page is for."""

    key: str
    title: str
    verb: str
    url_name: str
    sentence: str


STEPS: tuple[Step, ...] = (
    Step(
        "scanning",
        "Kartläggning",
        "Kartlägg",
        "scanning:round",
        "Här samlar ni underlaget: vad som händer, var, när och vad människor berättar.",
    ),
    Step(
        "picture",
        "Lägesbild",
        "Beskriv läget",
        "picture:show",
        "Här blir underlaget en gemensam bild av brottslighet, trygghet och orsaker till oro.",
    ),
    Step(
        "priorities",
        "Prioritering",
        "Prioritera",
        "priorities:show",
        "Här väljer parterna vad de ska arbeta med tillsammans, och varför.",
    ),
    Step(
        "causes",
        "Orsaksanalys",
        "Analysera orsaker",
        "causes:show",
        "Här prövar ni vad som ligger bakom varje problem.",
    ),
    Step(
        "measures",
        "Åtgärder",
        "Planera åtgärder",
        "measures:show",
        "Här står vad som ska göras åt orsakerna: vad, när och av vem.",
    ),
    Step(
        "followup",
        "Uppföljning",
        "Följ upp",
        "followup:show",
        "Här ser ni om åtgärderna blev gjorda och om de hjälpte.",
    ),
    Step(
        "feedback",
        "Återkoppling",
        "Återkoppla",
        "feedback:show",
        "Här berättar ni för dem som berörs vad som gjordes och vad ni lärde er.",
    ),
)
_BY_KEY = {step.key: step for step in STEPS}


@dataclass(frozen=True)
class StepState:
    """How a step stands in a round: in a word or two, and whether that is good, lacking or neither."""

    words: str
    tone: str = "neutral"

    @property
    def badge(self) -> SafeString:
        """The state as it is shown."""
        return Badge(self.words, self.tone).__html__()


@dataclass(frozen=True)
class Stop:
    """A step as a link in a certain round; `state` only where the page tells how every step stands."""

    number: int
    step: Step
    href: str
    is_current: bool
    state: StepState | None = None


@dataclass(frozen=True)
class Way:
    """The seven stops of a round, and where on the way the reader stands."""

    stops: tuple[Stop, ...]

    @property
    def current(self) -> Stop | None:
        """The stop of the page being read; None on a page beside the steps."""
        return next((stop for stop in self.stops if stop.is_current), None)

    @property
    def before(self) -> Stop | None:
        """The stop before the current one."""
        return self.stops[self.current.number - 2] if self.current and self.current.number > 1 else None

    @property
    def after(self) -> Stop | None:
        """The stop after the current one."""
        return (
            self.stops[self.current.number]
            if self.current and self.current.number < len(self.stops)
            else None
        )


def step_called(key: str) -> Step:
    """The step with a key; `KeyError` for any other word."""
    return _BY_KEY[key]


def way(slug: str, round_id: int, current: str = "", states: Mapping[str, StepState] | None = None) -> Way:
    """The steps of a round as links, with the one being read marked.

    Args:
        slug: the cooperation's address.
        round_id: the round.
        current: key of the step being read; empty on a page beside the steps.
        states: how the steps stand, by key.

    Raises:
        KeyError: `current` is no step.
    """
    here = step_called(current) if current else None
    return Way(
        tuple(
            Stop(
                number,
                step,
                reverse(step.url_name, args=(slug, round_id)),
                step is here,
                (states or {}).get(step.key),
            )
            for number, step in enumerate(STEPS, start=1)
        )
    )
