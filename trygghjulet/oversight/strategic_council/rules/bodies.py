"""What is known of a body that can be, or be part of, a strategic council: the test reads nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trygghjulet.oversight.strategic_council.rules.criteria import Evidence


class Side(StrEnum):
    """What sort of actor somebody sits for; a school's head sits for the municipality and for the school."""

    MUNICIPALITY = "municipality"
    POLICE = "police"
    SCHOOL = "school"
    SOCIAL = "social"
    PUBLIC = "public"
    BUSINESS = "business"
    CIVIL = "civil"
    OTHER = "other"


SIDE_WORDS: Final[Mapping[Side, str]] = {
    Side.MUNICIPALITY: "kommunen",
    Side.POLICE: "polisen",
    Side.SCHOOL: "skolan",
    Side.SOCIAL: "socialtjänsten",
    Side.PUBLIC: "andra offentliga aktörer",
    Side.BUSINESS: "näringslivet",
    Side.CIVIL: "civilsamhället",
    Side.OTHER: "andra",
}
#: Whom the preparatory works give as examples of those nearest concerned.
EXAMPLES: Final = (Side.POLICE, Side.SCHOOL, Side.SOCIAL, Side.PUBLIC, Side.BUSINESS, Side.CIVIL)


class Theme(StrEnum):
    """The strategic questions that the preparatory works give as examples."""

    PLANNING = "planning"
    CRIME = "crime"
    NEED = "need"
    COORDINATION = "coordination"


THEME_WORDS: Final[Mapping[Theme, str]] = {
    Theme.PLANNING: "planering och utformning av arbetet",
    Theme.CRIME: "brottsligheten och dess konsekvenser",
    Theme.NEED: "behovet av åtgärder",
    Theme.COORDINATION: "samordning och samverkan",
}


class Leads(StrEnum):
    """In what way somebody leads a body."""

    LEADS = "leads"
    CONVENES = "convenes"
    CHAIR_APPOINTED_BY = "chair_appointed_by"


@dataclass(frozen=True)
class Leader:
    """Who leads a body, convenes it, or appoints its chair; `side` is None where it can't be told."""

    name: str
    side: Side | None
    how: Leads = Leads.LEADS


@dataclass(frozen=True)
class Overruled:
    """What a person has said of whether a seat is held by somebody in a leading position."""

    leading: bool
    reason: str
    by: str = ""


@dataclass(frozen=True)
class Member:
    """A seat or an appointment: for whom, with which title, and whether that is a leading position.

    `leading` is None where no title is known. `ref` is what a person's own judgement of the seat is kept under.
    """

    ref: str
    title: str
    organisation: str
    sides: frozenset[Side]
    leading: bool | None = None
    overruled: Overruled | None = None
    href: str = ""

    @property
    def own(self) -> bool:
        """Is it the municipality's own?"""
        return Side.MUNICIPALITY in self.sides

    @property
    def leads(self) -> bool | None:
        """Is it a leading position: as a person has said, else by the list of words."""
        return self.overruled.leading if self.overruled else self.leading

    @property
    def principal(self) -> Side:
        """The sort of organisation it belongs to: a municipality's school is the municipality."""
        if self.own:
            return Side.MUNICIPALITY
        return next((one for one in Side if one in self.sides), Side.OTHER)

    @property
    def called(self) -> str:
        """The member in a list."""
        if self.organisation and self.organisation.casefold() not in self.title.casefold():
            return f"{self.title}, {self.organisation}" if self.title else self.organisation
        return self.title


@dataclass(frozen=True)
class Matter:
    """A question on an agenda, or in a mandate: which strategic questions it belongs to.

    `handled` says that a meeting has dealt with it; else it only stands in the mandate. `marked`: a person said so.
    """

    text: str
    themes: frozenset[Theme]
    handled: bool
    href: str = ""
    marked: bool = False
    item: int | None = None


@dataclass(frozen=True)
class Channel:
    """A way from the body into organisations; `weak` where it only reaches the members themselves.

    `used` is None for what is only written down and can't be seen used.
    """

    text: str
    reaches: frozenset[Side]
    weak: bool = False
    used: bool | None = None
    href: str = ""


@dataclass(frozen=True)
class Body:
    """A forum as the test sees it, from the cooperation's own rows or from a blueprint.

    `decides` and `advises` are what speaks for and against a mandate to decide; `acts` is what lies between: a mandate
    to have one's own organisation act. `last_met` is the last meeting held; `entered` that meetings are entered here.
    """

    ref: str
    name: str
    href: str = ""
    leaders: tuple[Leader, ...] = ()
    members: tuple[Member, ...] = ()
    matters: tuple[Matter, ...] = ()
    channels: tuple[Channel, ...] = ()
    decides: tuple[Evidence, ...] = ()
    acts: tuple[Evidence, ...] = ()
    advises: tuple[Evidence, ...] = ()
    last_met: date | None = None
    entered: bool = False
    meets_again_after: int = 365
    ended_on: date | None = None

    @property
    def practised(self) -> bool:
        """Is it known what its meetings have dealt with?"""
        return any(one.handled for one in self.matters)
