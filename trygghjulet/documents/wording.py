"""The few words that the renderings themselves add to a report, in Swedish and English."""

from dataclasses import dataclass

from trygghjulet.documents.numbers import number
from trygghjulet.documents.tree import CalloutKind, Count, Derived, Link, Span, Strong, Table, Words, spans


@dataclass(frozen=True)
class Wording:
    source: str
    period: str
    definition: str
    contents: str
    page_of: tuple[str, str]
    chart_figures: str
    map_figures: str
    drawn_words: str
    missing: str
    callouts: dict[CalloutKind, str]


WORDINGS = {
    "sv": Wording(
        source="Källa",
        period="Period",
        definition="Så räknas det",
        contents="Innehåll",
        page_of=("Sida", "av"),
        chart_figures="Visa siffrorna i diagrammet",
        map_figures="Visa siffrorna i kartan",
        drawn_words="Visa bilden i ord",
        missing="uppgift saknas",
        callouts={
            CalloutKind.NOTE: "Att tänka på",
            CalloutKind.LIMIT: "Det här säger siffrorna inte",
            CalloutKind.LESSON: "Lärdom från förra varvet",
        },
    ),
    "en": Wording(
        source="Source",
        period="Period",
        definition="How it is counted",
        contents="Contents",
        page_of=("Page", "of"),
        chart_figures="Show the figures in the chart",
        map_figures="Show the figures in the map",
        drawn_words="Show the picture in words",
        missing="not available",
        callouts={
            CalloutKind.NOTE: "Worth noting",
            CalloutKind.LIMIT: "What the figures do not say",
            CalloutKind.LESSON: "Lesson from the last round",
        },
    ),
}


def wording(language: str) -> Wording:
    """The words of a language; a language that is not written raises `KeyError`."""
    return WORDINGS[language]


def span_text(span: Span, language: str) -> str:
    """A span as bare words."""
    match span:
        case str():
            return span
        case Count(value):
            return number(value, language, 0)
        case Strong(text) | Derived(text, _) | Link(text, _):
            return text


def plain(words: Words, language: str) -> str:
    """A text as bare words, for descriptions that can hold no mark-up."""
    return "".join(span_text(span, language) for span in spans(words))


def origins(table: Table, language: str) -> tuple[tuple[str, str], ...]:
    """What is written beneath a figure: label and text of source, period and definition, those that are
    given.
    """
    words = wording(language)
    pairs = (
        (words.source, table.source),
        (words.period, table.period),
        (words.definition, table.definition),
    )
    return tuple((label, text) for label, text in pairs if text)
