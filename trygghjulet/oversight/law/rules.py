"""The paragraphs of the act (2023:196) that a turn of the wheel gives evidence of, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paragraph:
    """One duty of the act: its number, its words and what shows that it is met."""

    number: str
    words: str
    evidence: str


PARAGRAPHS: tuple[Paragraph, ...] = (
    Paragraph(
        "4 §",
        "Kommuner ska ta fram en lägesbild över brottsligheten inom kommunens geografiska område.",
        "En antagen lägesbild för hela området.",
    ),
    Paragraph(
        "5 §",
        "Kommuner ska, med lägesbilden som underlag, besluta om en plan för vilka åtgärder som kommunen avser att "
        "vidta för att förebygga brott (åtgärdsplan).",
        "En beslutad åtgärdsplan i samma varv som en antagen lägesbild.",
    ),
    Paragraph(
        "6 §",
        "Kommuner ska minst vartannat år uppdatera lägesbilden och följa upp åtgärdsplanen.",
        "En lägesbild antagen, och en åtgärd avstämd, inom de senaste två åren.",
    ),
    Paragraph(
        "9 §",
        "Kommuner ska verka för att skriftliga överenskommelser om samverkan ingås med relevanta aktörer. En sådan "
        "överenskommelse ska innehålla åtminstone uppgifter om för vilka syften och inom vilka områden som samverkan "
        "ska ske.",
        "En gällande överenskommelse med syften och områden.",
    ),
)


def two_years_after(day: date) -> date:
    """The last day on which something done that day is still no more than two years old."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:  # 29 February
        return date(day.year + 2, 2, 28)
