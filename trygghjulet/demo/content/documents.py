"""The governing documents that Solvik's work answers to: one valid, two to look over, one that has run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from trygghjulet.demo.people import MUNICIPALITY, Party

Kind = Literal["programme", "guideline", "plan", "statutes"]


@dataclass(frozen=True)
class Document:
    """A governing document, as the register knows it."""

    key: str
    title: str
    kind: Kind
    decided_by: str
    applies_to: str
    registry_number: str
    decided_on: date
    paragraph: str
    owner: str
    valid_from: date
    valid_until: date | None = None
    until_further_notice: bool = False
    last_revised_on: date | None = None
    party: Party = MUNICIPALITY


DOCUMENTS: Final = (
    Document(
        key="trygghetsprogram",
        title="Program för trygghet och brottsförebyggande arbete 2023–2026",
        kind="programme",
        decided_by="Kommunfullmäktige",
        applies_to="Kommunens nämnder och bolag",
        registry_number="KS 2022:118",
        decided_on=date(2022, 12, 12),
        paragraph="§ 164",
        owner="Brottsförebyggande samordnare",
        valid_from=date(2023, 1, 1),
        valid_until=date(2026, 12, 31),
    ),
    Document(
        key="riktlinje-valdsbejakande-extremism",
        title="Riktlinje mot våldsbejakande extremism",
        kind="guideline",
        decided_by="Kommunstyrelsen",
        applies_to="Kommunens nämnder",
        registry_number="KS 2018:77",
        decided_on=date(2018, 5, 14),
        paragraph="§ 88",
        owner="Säkerhetschef",
        valid_from=date(2018, 6, 1),
        until_further_notice=True,
        last_revised_on=date(2021, 10, 4),
    ),
    Document(
        key="plan-vald-i-nara-relationer",
        title="Plan mot våld i nära relationer 2022–2025",
        kind="plan",
        decided_by="Socialnämnden",
        applies_to="Socialförvaltningen, skolan och vården",
        registry_number="SN 2021:45",
        decided_on=date(2021, 11, 23),
        paragraph="§ 102",
        owner="Utvecklingsledare, socialförvaltningen",
        valid_from=date(2022, 1, 1),
        valid_until=date(2025, 12, 31),
    ),
    Document(
        key="reglemente-strategiskt-rad",
        title="Reglemente för strategiska rådet",
        kind="statutes",
        decided_by="Kommunstyrelsen",
        applies_to="Strategiska rådets ledamöter",
        registry_number="KS 2023:201",
        decided_on=date(2023, 11, 20),
        paragraph="§ 213",
        owner="Kommundirektör",
        valid_from=date(2024, 1, 1),
        until_further_notice=True,
        last_revised_on=date(2025, 9, 15),
    ),
)
