"""The criteria that problems are weighed by: a first set in two groups, and the steps of the scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Group(StrEnum):
    """What a criterion speaks of."""

    PROBLEM = "problem"
    MEANS = "means"


GROUP_WORDS: Final[dict[Group, str]] = {Group.PROBLEM: "Problemet", Group.MEANS: "Vad vi kan göra"}


@dataclass(frozen=True)
class Asked:
    """A criterion: its name, and the question that a score answers; a high score always speaks for the choice."""

    key: str
    group: Group
    name: str
    question: str


#: What a cooperation begins with; each may word its own, and every round keeps those that it was weighed by.
FIRST_SET: Final = (
    Asked("common", Group.PROBLEM, "Vanligt", "Hur vanligt är det jämfört med andra problem här?"),
    Asked("rising", Group.PROBLEM, "Ökar", "Blir det vanligare, eller vänder det inte av sig självt?"),
    Asked("deviating", Group.PROBLEM, "Avviker", "Är det mer av det här än i områden som liknar ert?"),
    Asked("places", Group.PROBLEM, "Utsatta platser", "Samlas det på platser som redan är hårt belastade?"),
    Asked(
        "persons",
        Group.PROBLEM,
        "Utsatta personer",
        "Drabbas samma grupper om och om igen, eller står få för en stor del?",
    ),
    Asked("signal", Group.PROBLEM, "Signalbrott", "Skapar det oro, så att människor ändrar sina vanor?"),
    Asked("many", Group.PROBLEM, "Berör många", "Hur många märker av det i sin vardag?"),
    Asked("harm", Group.PROBLEM, "Skada", "Hur allvarligt är det för den som drabbas?"),
    Asked("resources", Group.MEANS, "Resurser", "Har vi folk, tid och pengar att möta det med?"),
    Asked("influence", Group.MEANS, "Möjlighet att påverka", "Kan vi tillsammans göra skillnad?"),
    Asked("cost", Group.MEANS, "Samhällets kostnad", "Hur mycket kostar det om problemet finns kvar?"),
)

#: The steps of the scale.
SCALE: Final[dict[int, str]] = {0: "Inte alls", 1: "Lite", 2: "Delvis", 3: "Mycket", 4: "I högsta grad"}
HIGHEST: Final = max(SCALE)
UNKNOWN: Final = "Kan inte bedömas"
#: A matrix with more criteria than this is not gone through by anybody.
MOST: Final = 20


def words_of(value: int | None) -> str:
    """A score with its step in words."""
    return UNKNOWN if value is None else f"{value}, {SCALE[value].lower()}"
