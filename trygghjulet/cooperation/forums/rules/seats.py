"""Judging who sits in a forum against its composition: what is empty, wrongly filled, run out or soon to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from trygghjulet.documents import numbers
from trygghjulet.obligations.facts import has
from trygghjulet.obligations.terms import SOON, term_began, term_ends

#: The mandates that can go with a seat, as the agreements of Härryda and Mölndal put them, each as a sentence's end:
#: "Den som sitter på platsen har mandat att …".
MANDATES: Final[Mapping[str, str]] = {
    "uttala-sig": "uttala sig",
    "ta-med-fragor": "ta med sig frågor",
    "fa-att-agera": "se till att den egna organisationen agerar på frågorna",
    "besluta": "besluta för sin organisation, i kraft av sin tjänst eller på delegation",
    "satta-av-resurser": "sätta av tid och pengar från sin organisation",
    "fullfolja": "fullfölja det som är beslutat",
    "underteckna": "underteckna för sin organisation",
}
#: The level of a member as a perspective may ask for it: who is not elected is an official.
LEVEL, ELECTED, OFFICIAL = "level", "fortroendevald", "tjansteperson"
#: Whether the organisation has been found to meet what the composition asks of it.
ELIGIBLE = "eligible"


class Kind(StrEnum):
    """What is not as it should be."""

    EMPTY = "empty"
    TOO_MANY = "too_many"
    WRONG_FILL = "wrong_fill"
    EXPIRED = "expired"
    RUNS_OUT = "runs_out"
    PERSPECTIVE = "perspective"
    POLICE = "police"
    MANDATE = "mandate"
    OFFICE = "office"
    COMMITTEE = "committee"
    NOMINATION = "nomination"
    ADJUNCT = "adjunct"


class Severity(StrEnum):
    """How bad it is, as the colours of badges."""

    BAD = "bad"
    WARNING = "warning"
    INFO = "info"


KIND_WORDS: Final[Mapping[Kind, str]] = {
    Kind.EMPTY: "Tom plats",
    Kind.TOO_MANY: "För många",
    Kind.WRONG_FILL: "Fel tillsatt",
    Kind.EXPIRED: "Utgånget uppdrag",
    Kind.RUNS_OUT: "Går snart ut",
    Kind.PERSPECTIVE: "Perspektiv saknas",
    Kind.POLICE: "Polisen saknas",
    Kind.MANDATE: "Mandat saknas",
    Kind.OFFICE: "Uppdrag",
    Kind.COMMITTEE: "Arbetsutskott",
    Kind.NOMINATION: "Nominering",
    Kind.ADJUNCT: "Adjungering",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the composition says: what, in words, how bad, and which seat or member it is about."""

    kind: Kind
    words: str
    severity: Severity = Severity.BAD
    seat: int | None = None
    appointment: int | None = None

    @property
    def kind_words(self) -> str:
        """What sort of fault it is, in a word or two."""
        return KIND_WORDS[self.kind]


@dataclass(frozen=True)
class SeatRule:
    """A place, or a category of places, as judged."""

    id: int
    key: str
    name: str
    at_least: int = 1
    at_most: int | None = None
    party: int | None = None
    party_name: str = ""
    function_title: str = ""
    elected: bool = False
    mandates: tuple[str, ...] = ()
    appointed_by: str = ""


@dataclass(frozen=True)
class PerspectiveRule:
    """So many, of all or in one category of places, must have a property."""

    name: str
    key: str
    value: str
    at_least: int = 1
    seat: int | None = None


@dataclass(frozen=True)
class CompositionRule:
    """How many, for how long, and which offices there are. A field without value asks for nothing."""

    members: tuple[int | None, int | None] = (None, None)
    substitutes: tuple[int | None, int | None] = (None, None)
    term_years: int | None = None
    police_required: bool = False
    vice_chairs: int | None = None
    has_chair: bool = False
    committee: bool = False
    committee_sits: bool = False
    nominated_by: str = ""
    appointed_by: str = ""
    adjuncts_decided_by: str = ""


@dataclass(frozen=True)
class Held:
    """A member, a substitute or an adjunct, as judged."""

    id: int
    called: str
    since: date
    role: str = "member"
    seat: int | None = None
    office: str = ""
    party: int | None = None
    police: bool = False
    function_title: str = ""
    title: str = ""
    public_name: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)
    mandates: tuple[str, ...] = ()
    until: date | None = None
    nominated_by: str = ""
    appointed_by: str = ""
    decision: str = ""

    def sits(self, day: date) -> bool:
        """Does it hold that day?"""
        return self.since <= day and (self.until is None or day <= self.until)


def judge(
    rules: CompositionRule,
    seats: Sequence[SeatRule],
    perspectives: Sequence[PerspectiveRule],
    held: Iterable[Held],
    on: date,
) -> tuple[Finding, ...]:
    """What is not as the composition says a day, the worst first; nothing where all is as it should be."""
    everybody = list(held)
    sitting = [one for one in everybody if one.sits(on)]
    members = [one for one in sitting if one.role == "member"]
    substitutes = [one for one in sitting if one.role == "substitute"]
    found = [
        *_seats(seats, members, everybody, on),
        *_numbers(rules, members, substitutes),
        *_fills(seats, sitting),
        *_perspectives(perspectives, seats, members),
        *_police(rules, members),
        *_offices(rules, members),
        *_mandates(seats, members),
        *_terms(rules, seats, sitting, everybody, on),
        *_steps(rules, seats, sitting),
        *_appointed(rules, seats, sitting),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda one: order.index(one.severity)))


def _seats(
    seats: Sequence[SeatRule], members: list[Held], everybody: list[Held], on: date
) -> Iterator[Finding]:
    for seat in seats:
        count = sum(1 for one in members if one.seat == seat.id)
        if count < seat.at_least:
            words = (
                f"{seat.name}: platsen är tom"
                if count == 0 and seat.at_least == 1
                else f"{seat.name}: {seat.at_least - count} av {seat.at_least} platser är tomma"
            )
            gone = [
                one.until
                for one in everybody
                if one.seat == seat.id and one.role == "member" and one.until and one.until < on
            ]
            since = f" sedan {numbers.day(max(gone))}" if gone else ""
            yield Finding(Kind.EMPTY, f"{words}{since}.", seat=seat.id)
        if seat.at_most is not None and count > seat.at_most:
            words = f"{seat.name}: {count} sitter men högst {seat.at_most} får göra det."
            yield Finding(Kind.TOO_MANY, words, seat=seat.id)


def _numbers(rules: CompositionRule, members: list[Held], substitutes: list[Held]) -> Iterator[Finding]:
    for given, (least, most), name in (
        (members, rules.members, "ledamöter"),
        (substitutes, rules.substitutes, "ersättare"),
    ):
        count = len(given)
        if least is not None and count < least:
            yield Finding(Kind.EMPTY, f"{_few(count, name)} är utsedda. Det ska vara {_span(least, most)}.")
        elif most is not None and count > most:
            yield Finding(Kind.TOO_MANY, f"{_few(count, name)} är utsedda, men det får vara högst {most}.")


def _few(count: int, name: str) -> str:
    return f"Inga {name}" if count == 0 else f"{count} {name}"


def _span(least: int, most: int | None) -> str:
    if most is None:
        return f"minst {least}"
    return f"{least}" if least == most else f"{least}–{most}"


def _fills(seats: Sequence[SeatRule], sitting: list[Held]) -> Iterator[Finding]:
    known = {seat.id: seat for seat in seats}
    for one in sitting:
        seat = known.get(one.seat or 0)
        if seat is None:
            if one.role == "member" and seats:
                words = f"{one.called} är ledamot utan plats. Ange vilken plats det gäller."
                yield Finding(Kind.WRONG_FILL, words, appointment=one.id)
            continue
        if one.role == "adjunct":
            continue
        for words in unfit(seat, one):
            yield Finding(Kind.WRONG_FILL, f"{one.called}: {words}", seat=seat.id, appointment=one.id)


def unfit(seat: SeatRule, one: Held) -> Iterator[str]:
    """Why somebody does not fit a seat, in words; nothing where they do."""
    if seat.party is not None and one.party != seat.party:
        kommer = "det står inte vilken part personen kommer från" if one.party is None else "annan part"
        yield f"platsen hör till {seat.party_name}, {kommer}."
    if seat.function_title and not _same(seat.function_title, one.function_title, one.title):
        yield f"platsen är för {seat.function_title}."
    if one.public_name and not seat.elected:
        yield "namn skrivs bara för förtroendevalda."


def _same(asked: str, *given: str) -> bool:
    """Is one of the titles the function asked for, word by word, whether said in the definite form or not?

    One may say more than the other, such as where somebody works; but "polis" is not a kommunpolis.
    """
    wanted = _stems(asked)
    return any(
        said[: len(wanted)] == wanted or wanted[: len(said)] == said for one in given if (said := _stems(one))
    )


def _stems(title: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in title.replace("-", " ").casefold().replace(",", " ").split())


def _stem(word: str) -> str:
    for ending in ("erna", "arna", "orna", "en", "et", "er", "ar", "or", "n"):
        if word.endswith(ending) and len(word) - len(ending) > 4:
            return word.removesuffix(ending)
    return word


def value_of(one: Held, seat: SeatRule | None, key: str) -> Any:
    """A property of a member; whether elected or an official follows from the seat where nobody has said."""
    if key == LEVEL and key not in one.properties:
        return ELECTED if seat is not None and seat.elected else OFFICIAL
    return one.properties.get(key)


def _perspectives(
    perspectives: Sequence[PerspectiveRule], seats: Sequence[SeatRule], members: list[Held]
) -> Iterator[Finding]:
    known = {seat.id: seat for seat in seats}
    for rule in perspectives:
        count = sum(
            1
            for one in members
            if (rule.seat is None or one.seat == rule.seat)
            and has(value_of(one, known.get(one.seat or 0), rule.key), rule.value)
        )
        if count < rule.at_least:
            lacking = rule.at_least - count
            where = f" bland {known[rule.seat].name}" if rule.seat in known else ""
            words = f"{rule.name}{where}: {lacking} saknas."
            yield Finding(Kind.PERSPECTIVE, words[:1].upper() + words[1:], seat=rule.seat)


def _police(rules: CompositionRule, members: list[Held]) -> Iterator[Finding]:
    if rules.police_required and not any(one.police for one in members):
        yield Finding(Kind.POLICE, "Polisen ska finnas med, men ingen av ledamöterna kommer från polisen.")


def _offices(rules: CompositionRule, members: list[Held]) -> Iterator[Finding]:
    chairs = [one for one in members if one.office == "chair"]
    if rules.has_chair and not chairs:
        yield Finding(Kind.OFFICE, "Ordförande saknas.")
    for office, name in (
        ("chair", "ordförande"),
        ("first_vice", "förste vice ordförande"),
        ("second_vice", "andre vice ordförande"),
    ):
        several = [one for one in members if one.office == office]
        if len(several) > 1:
            who = " och ".join(one.called for one in several)
            yield Finding(Kind.OFFICE, f"{len(several)} är {name} samtidigt: {who}.")
    wanted = (("first_vice", "Förste vice ordförande"), ("second_vice", "Andre vice ordförande"))
    for office, name in wanted[: rules.vice_chairs or 0]:
        if not any(one.office == office for one in members):
            yield Finding(Kind.OFFICE, f"{name} saknas.")
    if rules.committee and not rules.committee_sits:
        words = "Arbetsutskott saknas. För in det som ett eget forum under det här, med sina ledamöter."
        yield Finding(Kind.COMMITTEE, words, Severity.WARNING)


def _mandates(seats: Sequence[SeatRule], members: list[Held]) -> Iterator[Finding]:
    for seat in seats:
        for one in members:
            lacking = [key for key in seat.mandates if key not in one.mandates]
            if one.seat == seat.id and lacking:
                words = ", ".join(MANDATES.get(key, key) for key in lacking)
                yield Finding(
                    Kind.MANDATE,
                    f"{one.called} har inte mandat att {words}.",
                    seat=seat.id,
                    appointment=one.id,
                )


def _terms(
    rules: CompositionRule, seats: Sequence[SeatRule], sitting: list[Held], everybody: list[Held], on: date
) -> Iterator[Finding]:
    began = term_began(rules.term_years, on)
    term = term_ends(rules.term_years, on) if rules.term_years else None
    room = {seat.id: seat.at_most or seat.at_least for seat in seats}
    with_term: list[Held] = []
    soon: list[Held] = []
    for one in sitting:
        if one.role == "adjunct":
            continue
        if began is not None and one.since < began:
            words = f"{one.called}: mandattiden gick ut, en ny började {numbers.day(began)}."
            yield Finding(Kind.EXPIRED, words, seat=one.seat, appointment=one.id)
        elif term and (one.until is None or one.until >= term):
            with_term.append(one)
        elif one.until and (one.until - on).days <= SOON:
            soon.append(one)
    for one in _left_empty(soon, everybody, room):
        words = f"{one.called}: uppdraget går ut {numbers.day(one.until or on)}."
        yield Finding(Kind.RUNS_OUT, words, Severity.WARNING, one.seat, one.id)
    if term and (term - on).days <= SOON:
        leaving = [replace(one, until=term) for one in with_term]
        others = [one for one in everybody if one.since > term or one.role == "adjunct"]
        if count := len(_left_empty(leaving, [*leaving, *others], room)):
            uppdrag = "Ett uppdrag" if count == 1 else f"{count} uppdrag"
            words = f"Mandattiden går ut {numbers.day(term)}. {uppdrag} går ut då och ingen är utsedd efter."
            yield Finding(Kind.RUNS_OUT, words, Severity.WARNING)
    past = [
        one
        for one in everybody
        if one.role != "adjunct" and one.until is not None and 0 < (on - one.until).days <= SOON
    ]
    for one in _left_empty(past, everybody, room):
        words = f"{one.called}: uppdraget gick ut {numbers.day(one.until or on)}."
        yield Finding(Kind.EXPIRED, words, Severity.WARNING, one.seat, one.id)


def _left_empty(leaving: list[Held], everybody: list[Held], room: Mapping[int, int]) -> list[Held]:
    """Those of the leaving that nobody is appointed after, in the same seat and role.

    In a category of several places each successor takes up one; and a colleague who stays is nobody's successor.
    """
    found: list[Held] = []
    for ends in sorted({one.until for one in leaving if one.until}):
        for place in dict.fromkeys((one.seat, one.role) for one in leaving if one.until == ends):
            there = [one for one in everybody if (one.seat, one.role) == place]
            before = sum(one.sits(ends) for one in there)
            after = sum(one.until is None or one.until > ends for one in there)
            if place[1] == "member" and place[0] in room:
                before = min(before, room[place[0] or 0])
            gone = [one for one in leaving if one.until == ends and (one.seat, one.role) == place]
            lacking = min(len(gone), max(0, before - after))
            found += gone[len(gone) - lacking :]
    return found


def _steps(rules: CompositionRule, seats: Sequence[SeatRule], sitting: list[Held]) -> Iterator[Finding]:
    """What should have been done on the way: a nomination, a decision about an adjunct."""
    elected = {seat.id for seat in seats if seat.elected}
    for one in sitting:
        if one.role == "adjunct":
            if rules.adjuncts_decided_by and not one.decision:
                words = f"{one.called} är adjungerad utan beslut. Beslutet fattas av: {rules.adjuncts_decided_by}."
                yield Finding(Kind.ADJUNCT, words, appointment=one.id)
        elif rules.nominated_by and one.role == "member" and one.seat not in elected and not one.nominated_by:
            words = f"{one.called}: det står inte vem som nominerade."
            yield Finding(Kind.NOMINATION, words, Severity.WARNING, one.seat, one.id)
        if one.properties.get(ELIGIBLE) is False:
            words = f"{one.called}: organisationen uppfyller inte kraven för att komma i fråga."
            yield Finding(Kind.WRONG_FILL, words, seat=one.seat, appointment=one.id)


def _appointed(rules: CompositionRule, seats: Sequence[SeatRule], sitting: list[Held]) -> Iterator[Finding]:
    """Who was appointed by somebody else than the one that appoints.

    Both are told in words, so only two that have no word in common differ for sure; where the parties appoint each
    for itself, anybody can be one of them.
    """
    own = {seat.id: seat.appointed_by for seat in seats}
    for one in sitting:
        asked = own.get(one.seat or 0) or rules.appointed_by
        if one.role == "adjunct" or not asked or not one.appointed_by or "part" in asked.casefold():
            continue
        if not set(_stems(asked)) & set(_stems(one.appointed_by)):
            words = f"{one.called} är utsedd av {one.appointed_by}. Den som utser är: {asked}."
            yield Finding(Kind.WRONG_FILL, words, seat=one.seat, appointment=one.id)
