"""The cast: made-up people in every role of the example cooperation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

MUNICIPALITY: Final = "Solviks kommun"
POLICE: Final = "Lokalpolisområde Solvik"

Party = Literal["Solviks kommun", "Lokalpolisområde Solvik"]
Role = Literal[
    "coordinator",
    "police_coordinator",
    "analyst",
    "steering_member",
    "field_worker",
    "reader",
    "administrator",
]


@dataclass(frozen=True)
class Person:
    """Somebody who signs in. `area_code`: the area of the function; None is the whole municipality."""

    first_name: str
    last_name: str
    party: Party
    title: str
    role: Role
    area_code: str | None = None

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def email(self) -> str:
        """The address that the person signs in with: the first name, in plain letters."""
        return f"{self.first_name.lower().translate(_PLAIN)}@solvik.example"


_PLAIN = str.maketrans("åäö", "aao")

CAST = (
    Person("Saga", "Samordnare", MUNICIPALITY, "Brottsförebyggande samordnare", "coordinator"),
    Person("Kim", "Kommunpolis", POLICE, "Kommunpolis", "police_coordinator"),
    Person("Ana", "Analytiker", MUNICIPALITY, "Analytiker, kommunstyrelsens förvaltning", "analyst"),
    Person("Palle", "Polisanalytiker", POLICE, "Analytiker, lokalpolisområdet", "analyst"),
    Person("Stig", "Styrgrupp", MUNICIPALITY, "Kommundirektör", "steering_member"),
    Person("Lova", "Lokalpolischef", POLICE, "Lokalpolisområdeschef", "steering_member"),
    Person(
        "Uno", "Utvecklingsledare", MUNICIPALITY, "Utvecklingsledare, Solvik Centrum", "coordinator", "S2"
    ),
    Person("Orvar", "Områdespolis", POLICE, "Områdespolis, Solvik Centrum", "police_coordinator", "S2"),
    Person("Stina", "Stadsmiljö", MUNICIPALITY, "Chef för stadsmiljöenheten", "steering_member", "S2"),
    Person("Fia", "Fält", MUNICIPALITY, "Fältsekreterare", "field_worker"),
    Person("Patrik", "Patrull", POLICE, "Gruppchef, ingripande verksamhet", "field_worker", "S2"),
    Person("Pia", "Politiker", MUNICIPALITY, "Ledamot i kommunstyrelsen", "reader"),
    Person("Arvid", "Administratör", MUNICIPALITY, "Systemförvaltare", "administrator"),
)
"""Everybody, with one function each."""


def person(first_name: str) -> Person:
    """Somebody in the cast.

    Raises:
        KeyError: nobody is called that.
    """
    for somebody in CAST:
        if somebody.first_name == first_name:
            return somebody
    raise KeyError(first_name)
