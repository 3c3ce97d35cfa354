"""How duties are sorted and summed up, and what a person is asked for to show that one is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from trygghjulet.obligations import words as w
from trygghjulet.obligations.state import WORST_FIRST, Standing, State

STATE_WORDS = {
    State.MET: "Gjort",
    State.DUE: "Ska göras",
    State.AT_RISK: "Brådskar",
    State.OVERDUE: "Försenat",
    State.NOT_APPLICABLE: "Gäller inte nu",
    State.CANNOT_BE_TOLD: "Kan inte avgöras",
}
STATE_SENTENCES = {
    State.MET: "Gjort för den tid det gäller.",
    State.DUE: "Ska göras, och tiden räcker.",
    State.AT_RISK: "Ska göras, tiden är knapp och inget är inplanerat.",
    State.OVERDUE: "Tiden har gått ut utan att det är gjort.",
    State.NOT_APPLICABLE: "Villkoret finns inte, eller tiden har inte börjat eller är slut.",
    State.CANNOT_BE_TOLD: "Det som är antecknat räcker inte för att avgöra.",
}
KIND_WORDS = {
    w.Kind.MEETING: "Möten",
    w.Kind.DOCUMENT: "Ta fram",
    w.Kind.DECISION: "Besluta",
    w.Kind.FOLLOWUP: "Följa upp",
    w.Kind.EVALUATION: "Utvärdera",
    w.Kind.CHECKIN: "Stämma av",
    w.Kind.REPORT: "Redovisa",
    w.Kind.NOTICE: "Kalla",
    w.Kind.ROUTING: "Sprida handlingar",
    w.Kind.COMPOSITION: "Sammansättning",
    w.Kind.ALTERNATION: "Turas om",
    w.Kind.MANDATE: "Mandat",
    w.Kind.NOMINATION: "Nominera",
    w.Kind.APPOINTMENT: "Utse",
    w.Kind.RESOURCE: "Bemanna och bekosta",
    w.Kind.PRESENCE: "Vara på plats",
    w.Kind.COMMUNICATION: "Kommunicera",
    w.Kind.COOPERATION: "Samverka",
    w.Kind.PROHIBITION: "Får inte ske",
}
FACT_WORDS = {
    w.FactKind.MEETING: "Ett möte hölls",
    w.FactKind.DOCUMENT: "Något togs fram eller antogs",
    w.FactKind.DECISION: "Något beslutades",
    w.FactKind.FOLLOWUP: "Något följdes upp",
    w.FactKind.EVALUATION: "Något utvärderades",
    w.FactKind.CHECKIN: "En avstämning gjordes",
    w.FactKind.REPORT: "Något redovisades",
    w.FactKind.NOTICE: "En kallelse gick ut",
    w.FactKind.DISPATCH: "Handlingar skickades",
    w.FactKind.APPOINTMENT: "Någon har en plats eller funktion",
    w.FactKind.ARRANGEMENT: "Något gäller under en tid",
    w.FactKind.PRESENCE: "Någon var på plats",
    w.FactKind.ACTIVITY: "Något gjordes",
    w.FactKind.CIRCUMSTANCE: "Ett förhållande råder",
    w.FactKind.ENDED: "Något upphörde",
    w.FactKind.TAKEN_OVER: "En skyldighet togs över",
}
#: What facts are about, as one says it; what stands here without its dots and rings is written out.
THING_WORDS = {
    "arsredovisning": "årsredovisning",
    "arshjul": "årshjul",
    "atgardsplan": "åtgärdsplan",
    "aterkoppling": "återkoppling",
    "avstamning": "avstämning",
    "handlingsplan": "handlingsplan",
    "kallelse": "kallelse",
    "kartlaggning": "kartläggning",
    "kommunikationsplan": "kommunikationsplan",
    "lagesbild": "lägesbild",
    "lokal-overenskommelse": "lokal överenskommelse",
    "medborgarlofte": "medborgarlöfte",
    "minnesanteckningar": "minnesanteckningar",
    "orsaksanalys": "orsaksanalys",
    "overenskommelsen": "överenskommelsen",
    "prioriteringar": "prioriteringar",
    "processkarta": "processkarta",
    "protokoll": "protokoll",
    "samverkan": "samverkan",
    "trygghetsmatning": "trygghetsmätning",
    "trygghetsvandring": "trygghetsvandring",
    "uppdragsdirektiv": "uppdragsdirektiv",
    "uppfoljningsplan": "uppföljningsplan",
    "verksamhetsberattelse": "verksamhetsberättelse",
}
#: Facts that hold for a time, and so are asked for with a first and a last day.
LASTING = (w.FactKind.APPOINTMENT, w.FactKind.ARRANGEMENT, w.FactKind.CIRCUMSTANCE)


def thing(what: str) -> str:
    """What a fact is about, as one says it; its own word where that is not known."""
    return THING_WORDS.get(what, what.replace("-", " "))


@dataclass(frozen=True)
class Judged:
    """A duty and how it stands. `row` is the number of its row in the agreement; `agreement` that of the document."""

    duty: w.Duty
    standing: Standing
    row: int
    agreement: int
    instrument: str
    holders: str

    @property
    def sort_key(self) -> tuple[int, date, str]:
        """The worst first, then the soonest."""
        return (WORST_FIRST.index(self.standing.state), self.standing.due or date.max, self.duty.title)


def renamed(duty: w.Duty, names: Mapping[str, str]) -> w.Duty:
    """A duty with other words for those it names."""
    if not names:
        return duty

    def all_of(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(key, key) for key in keys)

    def pattern(old: w.Pattern) -> w.Pattern:
        return replace(
            old,
            function=names.get(old.function, old.function) if old.function else None,
            by=all_of(old.by),
            to=all_of(old.to),
            signed_by=all_of(old.signed_by),
        )

    when = duty.when
    if isinstance(when, w.Attends):
        when = replace(when, attends=names.get(when.attends, when.attends))
    elif isinstance(when, w.Alternates):
        when = replace(when, between=all_of(when.between))
    return replace(
        duty,
        who=all_of(duty.who),
        to=all_of(duty.to),
        evidence=pattern(duty.evidence),
        condition=pattern(duty.condition) if duty.condition else None,
        when=when,
    )


def counted(judged: Iterable[Judged]) -> dict[State, int]:
    """How many stand how, the worst first; those that nobody stands so are nought."""
    counts = Counter(one.standing.state for one in judged)
    return {state: counts.get(state, 0) for state in WORST_FIRST}
