"""A matter in Solvik's kommunstyrelse that was tabled, voted on and reserved against: the plan of 2026."""

from __future__ import annotations

from datetime import date
from typing import Final

TITLE: Final = "Åtgärdsplan för Trygg i Solvik 2026–2028"
REGISTRY_NUMBER: Final = "KS 2026:81"
TABLED_ON: Final = date(2026, 3, 30)
DECIDED_ON: Final = date(2026, 4, 13)
TABLED_PARAGRAPH: Final = "§ 88"
PARAGRAPH: Final = "§ 97"

#: The points around the matter: kind, title, minutes and who presents.
POINTS: Final = (
    ("formal", "Mötet öppnas", 5, "Ordföranden"),
    ("formal", "Val av justerare", 5, "Ordföranden"),
    ("information", "Läget i Solvik våren 2026", 30, "Lokalpolisområdeschefen"),
)
NOTE: Final = (
    "Lokalpolisområdeschefen berättade att våldet vid stationen har minskat, "
    "och att Tallmo torg är viktigast just nu."
)
PROPOSAL: Final = "Åtgärdsplanen för Trygg i Solvik antas enligt förvaltningens förslag."
ADDITION: Final = (
    "Åtgärdsplanen kompletteras med att kommunen under 2026 utreder kamerabevakning på Stationstorget, "
    "med en bedömning av behov, kostnad och integritet."
)
DECISION: Final = (
    "Åtgärdsplanen för Trygg i Solvik antas enligt förvaltningens förslag.\n\n"
    "Tilläggsyrkandet från M, L och KD avslås."
)
PAPERS: Final = (
    "Förvaltningens tjänsteutlåtande den 5 mars 2026.\n"
    "Styrgruppens förslag till åtgärdsplan den 12 mars 2026.\n"
    "Yrkande från M, L och KD den 27 mars 2026."
)
PROPOSED_BY: Final = "Kommunstyrelsens förvaltning"
MAJORITY, MINORITY = "S, V och MP", "M, L och KD"
MOVED_ON: Final = date(2026, 3, 27)
PROPOSITION: Final = "Ja för förvaltningens förslag utan tillägg. Nej för tilläggsyrkandet från M, L och KD."
#: Who sits and how they voted, in the order of the seats: party and answer.
BALLOTS: Final = (
    *(("S", "yes"),) * 4,
    ("V", "yes"),
    ("MP", "yes"),
    *(("M", "no"),) * 3,
    ("L", "no"),
    ("KD", "no"),
)
RESERVATION: Final = (
    "Kamerorna vid köpcentrumet har utvärderats, men på Stationstorget har frågan aldrig prövats. "
    "En utredning binder inte kommunen vid något."
)
STATEMENT: Final = (
    "Om läget på torget försämras under hösten bör frågan tas upp igen, tillsammans med polisen."
)
EXTRACTS: Final = (("Strategiskt råd", date(2026, 4, 27)), ("Lokalpolisområde Solvik", date(2026, 4, 27)))
SECRETARY, CHAIR, APPROVER = "Kommunsekreteraren", "Ledamot 1 (S)", "Ledamot 7 (M)"
SENT_ON, APPROVED_ON = date(2026, 4, 16), date(2026, 4, 20)
