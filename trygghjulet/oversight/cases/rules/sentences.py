"""What is said of each thing that the house holds: plain sentences with source and period, and never a cause or an
opinion that nobody has written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.oversight.cases.rules.held import Duties, Held, Picture

ACT: Final = "SFS 2023:196"
#: Where the house tells how the act stands.
TOLD_OF_ACT: Final = "Lagen (2023:196), paragraf för paragraf i Trygghjulet"
_IN_FORCE: Final = "gäller sedan den 1 juli 2023"
_WORDS: Final = (
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
)
LIGHTS: Final = {
    "green": "görs som planerat",
    "yellow": "görs delvis eller har ändrats",
    "red": "görs inte",
    "": "är inte avstämda",
}
_ONE_LIGHT: Final = {**LIGHTS, "": "är inte avstämd"}


@dataclass(frozen=True)
class Said:
    """A drafted paragraph with the points under it, where it comes from and which period it tells of."""

    text: str
    source: str
    period: str
    points: tuple[str, ...] = ()
    more: str = ""

    def __str__(self) -> str:
        points = (f"– {_one_line(point)}" for point in self.points)
        origin = f"Källa: {self.source.rstrip('.')}. Period: {self.period.rstrip('.')}."
        return "\n".join(filter(None, (self.text, *points, self.more, origin)))


@dataclass(frozen=True)
class Ask:
    """A place left for the writer: what to write there."""

    what: str

    def __str__(self) -> str:
        return f"[Skriv {self.what}]"


@dataclass(frozen=True)
class Heading:
    """A heading inside a part."""

    text: str

    def __str__(self) -> str:
        return f"# {self.text}"


Drafted = Said | Ask | Heading


def as_text(drafted: Iterable[Drafted]) -> str:
    """A draft as the text that a person goes on with: paragraphs with an empty line between."""
    return "\n\n".join(map(str, drafted))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    told = _one_line(text)
    return told if not told or told.endswith((".", "!", "?", "…")) else f"{told}."


def today(held: Held) -> str:
    """The period of what is true the day of the draft."""
    return f"läget den {numbers.day(held.on)}"


def listed(words: Iterable[str]) -> str:
    """Words as they are listed in a sentence: "a, b och c"."""
    *first, last = words
    return f"{', '.join(first)} och {last}" if first else last


def number(count: int, one: str, many: str) -> str:
    """So many of something."""
    return one if count == 1 else f"{in_words(count)} {many}"


def in_words(count: int) -> str:
    """A count as it is written in a sentence: small ones in letters."""
    return _WORDS[count] if 0 < count < len(_WORDS) else str(count)


# The picture and what followed from it


def picture_in_short(held: Held) -> Iterator[Drafted]:
    """That there is an adopted picture, and how much it found."""
    seen = held.picture
    if seen is None:
        yield Ask("om lägesbilden. I Trygghjulet finns ingen antagen lägesbild för hela kommunen.")
        return
    found = len(seen.findings) + seen.hidden
    told = f" Den har {number(found, 'en iakttagelse', 'iakttagelser')}." if found else ""
    yield Said(f"{seen.title} {seen.adopted}.{told}", seen.source, seen.period)


def picture_found(held: Held) -> Iterator[Drafted]:
    """What the picture found, one point for each finding that may be told."""
    seen = held.picture
    if seen is None:
        return
    if not seen.findings:
        yield Ask("vad lägesbilden visar. Den har inga iakttagelser som kan återges här.")
        return
    yield Said("Lägesbilden visar bland annat:", seen.source, seen.period, seen.findings, _kept_out(seen))


def _kept_out(seen: Picture) -> str:
    if not seen.hidden:
        return ""
    many = number(seen.hidden, "En iakttagelse återges", "iakttagelser återges")
    return f"{many} inte här, eftersom de antal som ligger bakom är små."


def picture_analysis(held: Held) -> Iterator[Drafted]:
    """The analysis that people wrote in the picture."""
    seen = held.picture
    if seen is not None and seen.analysis:
        yield Said(f"Lägesbildens analys: {sentence(seen.analysis)}", seen.source, seen.period)


def consequences(held: Held) -> Iterator[Drafted]:
    """What people wrote in the picture of whom crime strikes, and how."""
    seen = held.picture
    if seen is not None and seen.consequences:
        text = f"Så beskriver lägesbilden brottslighetens konsekvenser: {sentence(seen.consequences)}"
        yield Said(text, seen.source, seen.period)


def prioritised(held: Held) -> Iterator[Drafted]:
    """The problem areas that the parties chose, with their goals."""
    if not held.priorities:
        if held.picture is not None:
            yield Ask("vad parterna har prioriterat. Inga prioriterade problemområden är införda.")
        return
    points = tuple(f"{one.title}. Mål: {one.goal}" if one.goal else one.title for one in held.priorities)
    areas = number(len(points), "ett problemområde", "problemområden")
    period = held.picture.period if held.picture else str(held.year)
    yield Said(f"Parterna har prioriterat {areas}:", f"Prioriteringarna, {held.round}", period, points)


def prioritised_in_short(held: Held) -> Iterator[Drafted]:
    """The problem areas in one sentence."""
    if held.priorities:
        period = held.picture.period if held.picture else str(held.year)
        titles = listed(one.title[:1].lower() + one.title[1:] for one in held.priorities)
        yield Said(f"Parterna har prioriterat {titles}.", f"Prioriteringarna, {held.round}", period)


def measures_in_short(held: Held) -> Iterator[Drafted]:
    """How many measures there are and how they go."""
    plan = held.plan
    if plan is None or not plan.measures:
        yield Ask("om åtgärderna. Ingen åtgärdsplan med åtgärder är införd.")
        return
    counts = Counter(one.light for one in plan.measures)
    told = listed(
        f"{in_words(count)} {LIGHTS[light] if count > 1 else _ONE_LIGHT[light]}"
        for light in LIGHTS
        if (count := counts[light])
    )
    many = number(len(plan.measures), "en åtgärd", "åtgärder")
    seen = (
        f"{told[:1].upper()}{told[1:]} enligt senaste avstämning."
        if plan.last
        else "Ingen av dem är avstämd."
    )
    yield Said(
        f"{plan.title} {plan.decided} och har {many}. {seen}",
        plan.source,
        _checked(held),
    )


def measures_one_by_one(held: Held) -> Iterator[Drafted]:
    """Each measure with what the latest check-in said of it."""
    plan = held.plan
    if plan is None or not plan.measures:
        return
    points = []
    for one in plan.measures:
        when = f" (avstämd {numbers.day(one.on)})" if one.on else ""
        words = f" {sentence(one.words)}" if one.words else ""
        points.append(f"{one.title}: {_ONE_LIGHT[one.light]}{when}.{words}")
    yield Said("Åtgärd för åtgärd:", plan.source, _checked(held), tuple(points))


def resources(held: Held) -> Iterator[Drafted]:
    """Hours and money that check-ins have told of."""
    plan = held.plan
    if plan is None or (plan.hours is None and plan.cost is None):
        return
    told = listed(
        part
        for part in (
            f"{numbers.number(plan.hours)} timmar" if plan.hours is not None else "",
            f"{numbers.number(plan.cost)} kronor" if plan.cost is not None else "",
        )
        if part
    )
    yield Said(
        f"I avstämningarna av åtgärderna är {told} antecknade.",
        f"Avstämningar i {plan.title}",
        _checked(held),
    )


def _checked(held: Held) -> str:
    plan = held.plan
    if plan is None or plan.first is None or plan.last is None:
        return today(held)
    return numbers.days(plan.first, plan.last)


# Duties and the act


def duties_in_short(held: Held) -> Iterator[Drafted]:
    """How the cooperation's duties stand as a whole."""
    if not held.duties.total:
        yield Ask("om vad överenskommelser och styrande dokument kräver. Inga skyldigheter är införda.")
        return
    yield Said(standing(held.duties), "Skyldigheterna i Trygghjulet", today(held))


def duties_late(held: Held) -> Iterator[Drafted]:
    """The duties that are late or urgent, one by one."""
    yield from late(held, held.duties)


def late(held: Held, duties: Duties) -> Iterator[Drafted]:
    """The duties that are late or urgent, as points."""
    if duties.late:
        points = tuple(
            f"{one.title} ({', '.join(filter(None, (one.document, one.holders)))}): {one.state.lower()}"
            for one in duties.late
        )
        yield Said("Det här är försenat eller brådskar:", "Skyldigheterna i Trygghjulet", today(held), points)


def standing(duties: Duties) -> str:
    """How many duties stand how, in a sentence."""
    words = {
        "met": "gjorda för den tid de gäller",
        "due": "ska göras och tiden räcker",
        "at_risk": "brådskar",
        "overdue": "är försenade",
        "cannot_be_told": "kan inte avgöras",
        "not_applicable": "gäller inte nu",
    }
    told = [f"{in_words(duties.counts[key])} {said}" for key, said in words.items() if duties.counts.get(key)]
    if told and duties.counts.get("met"):
        told[0] = f"{in_words(duties.counts['met'])} är {words['met']}"
    many = number(duties.total, "en skyldighet är bedömd", "skyldigheter är bedömda")
    return f"{many[:1].upper()}{many[1:]}: {listed(told)}."


def law_in_short(held: Held) -> Iterator[Drafted]:
    """How the act stands as a whole."""
    if held.law is not None:
        yield Said(
            held.law.summary,
            TOLD_OF_ACT,
            f"bedömt den {numbers.day(held.on)}",
        )


def law_open(held: Held) -> Iterator[Drafted]:
    """The paragraphs that are not met or can't be told, with why."""
    if held.law is not None and held.law.open:
        yield Said(
            "De här paragraferna är inte eller bara delvis uppfyllda, eller kan inte avgöras:",
            TOLD_OF_ACT,
            f"bedömt den {numbers.day(held.on)}",
            held.law.open,
        )


def act_on_pictures(_held: Held) -> Iterator[Drafted]:
    """What the act says of the picture, the plan and the report."""
    yield Said(
        "Kommuner ska enligt 4 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete ta fram en "
        "lägesbild över brottsligheten inom kommunens geografiska område, och enligt 6 § minst vartannat år "
        "uppdatera lägesbilden och följa upp åtgärdsplanen. Enligt 13 § ansvarar kommunstyrelsen, eller den nämnd "
        "som kommunfullmäktige beslutar, för att kontinuerligt rapportera om det brottsförebyggande arbetet till "
        "kommunfullmäktige.",
        f"{ACT}, 4, 6 och 13 §§",
        _IN_FORCE,
    )


def act_on_reports(_held: Held) -> Iterator[Drafted]:
    """What the act says of leading and reporting."""
    yield Said(
        "Enligt 13 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete ansvarar kommunstyrelsen, "
        "eller den nämnd som kommunfullmäktige beslutar, för ledningen av kommunens brottsförebyggande arbete "
        "och för att kontinuerligt rapportera om det till kommunfullmäktige.",
        f"{ACT}, 13 §",
        _IN_FORCE,
    )


def act_on_agreements(_held: Held) -> Iterator[Drafted]:
    """What the act says of agreements."""
    yield Said(
        "Kommuner ska enligt 9 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete verka för att "
        "skriftliga överenskommelser om samverkan ingås med relevanta aktörer. En sådan överenskommelse ska "
        "innehålla åtminstone uppgifter om för vilka syften och inom vilka områden som samverkan ska ske.",
        f"{ACT}, 9 §",
        _IN_FORCE,
    )


def act_on_councils(held: Held) -> Iterator[Drafted]:
    """What the act says of a strategic council, and how the cooperation stands."""
    yield Said(
        "Kommuner ska enligt 10 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete verka för att "
        "strategiska brottsförebyggande frågor hanteras i ett särskilt forum (strategiskt råd) där kommunen och "
        "relevanta aktörer ingår. Rådet ska ledas av kommunen, som ska verka för att övriga aktörer "
        "deltar med representanter som har ledande befattningar.",
        f"{ACT}, 10 §",
        _IN_FORCE,
    )
    if held.law is not None and held.law.council:
        yield Said(
            f"Så står 10 § i dag: {sentence(held.law.council)}",
            TOLD_OF_ACT,
            f"bedömt den {numbers.day(held.on)}",
        )


def demanded(held: Held) -> Iterator[Drafted]:
    """The duties that ask for the report."""
    if held.demanded:
        yield Said("Redovisningen följer av:", "Skyldigheterna i Trygghjulet", today(held), held.demanded)


def earlier(held: Held) -> Iterator[Drafted]:
    """What was decided in earlier cases about the same."""
    if held.earlier:
        yield Said("Tidigare beslut i frågan:", "Ärenden i Trygghjulet", today(held), held.earlier)
