"""Holding bodies, together, against each criterion of 10 § and the one that Göteborg's office adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from trygghjulet.documents import numbers
from trygghjulet.oversight.strategic_council.rules.bodies import (
    EXAMPLES,
    SIDE_WORDS,
    THEME_WORDS,
    Body,
    Leads,
    Member,
    Side,
    Theme,
)
from trygghjulet.oversight.strategic_council.rules.criteria import (
    Answer,
    Criterion,
    Evidence,
    Judgement,
    Result,
    Share,
    Verdict,
)

#: How far back what a council has dealt with is read, in days.
LOOKS_BACK: Final = 731
#: How many of the preparatory works' four examples are enough to say that strategic questions are dealt with.
ENOUGH_THEMES: Final = 2
_NOTHING: Final = "Inget forum är valt."


def judge(bodies: Sequence[Body], on: date, *, answers: Mapping[Criterion, Answer] | None = None) -> Result:
    """Bodies, taken together, held against every criterion on a day.

    Args:
        bodies: the forums that are to be the council together.
        on: the day of the judgement; what the bodies did later is not in them.
        answers: what a person has answered, which counts before what is worked out; both are told.
    """
    judges = {
        Criterion.LED: _led,
        Criterion.ACTORS: _actors,
        Criterion.POSITIONS: _positions,
        Criterion.QUESTIONS: _questions,
        Criterion.CHANNELS: _channels,
        Criterion.MANDATE: _mandate,
    }
    found = []
    for criterion in Criterion:
        judged = (
            judges[criterion](tuple(bodies))
            if bodies
            else Judgement(criterion, Verdict.UNKNOWN, f"{_NOTHING} Det finns inget att läsa av.")
        )
        found.append(replace(judged, answer=(answers or {}).get(criterion)))
    return Result(tuple(found), tuple(_warnings(bodies, on)))


def _warnings(bodies: Sequence[Body], on: date) -> Iterable[str]:
    for body in bodies:
        if body.ended_on is not None and body.ended_on <= on:
            yield f"{body.name} upphörde {numbers.day(body.ended_on)}."
        elif body.entered and body.last_met is None:
            yield f"Inget hållet möte är infört för {body.name}."
        elif body.last_met is not None and body.last_met < on - timedelta(days=body.meets_again_after):
            yield f"{body.name} har inte mötts på över ett år: senast {numbers.day(body.last_met)}."


def listed(words: Iterable[str], joint: str = "och") -> str:
    """Words in a row as a sentence has them: "a, b och c"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def _sides(found: Iterable[Side]) -> str:
    there = set(found)
    return listed(SIDE_WORDS[one] for one in Side if one in there)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


# (a) Led by the municipality


def _led_alone(body: Body) -> tuple[Verdict, str]:
    leading = [one for one in body.leaders if one.how is Leads.LEADS]
    own = any(one.side is Side.MUNICIPALITY for one in leading)
    others = any(one.side not in (Side.MUNICIPALITY, None) for one in leading)
    names = listed(one.name for one in leading)
    if own and others:
        return Verdict.RESERVED, f"Ledningen delas eller växlar: {names}."
    if own:
        return Verdict.YES, f"Leds av {names}."
    if others:
        return Verdict.NO, f"Leds av {names}, inte av kommunen."
    return _convened_alone(body)


def _convened_alone(body: Body) -> tuple[Verdict, str]:
    """What can be said of who leads where only who appoints the chair, or who convenes, is known."""
    appointed = next((one for one in body.leaders if one.how is Leads.CHAIR_APPOINTED_BY), None)
    if appointed is not None and appointed.side is Side.MUNICIPALITY:
        said = f"{appointed.name} utser ordföranden, men det sägs inte att det ska vara någon från kommunen."
        return Verdict.RESERVED, said
    calls = [one for one in body.leaders if one.how is Leads.CONVENES]
    if not calls:
        return Verdict.UNKNOWN, "Det sägs inte vem som leder."
    names = _sentence(listed(one.name for one in calls))
    shared = "turas om att sammankalla eller gör det tillsammans" if len(calls) > 1 else "sammankallar"
    own = any(one.side is Side.MUNICIPALITY for one in calls)
    said = f"{names} {shared}. Vem som leder mötena sägs inte."
    return Verdict.RESERVED if own else Verdict.UNKNOWN, said


def _led(bodies: Sequence[Body]) -> Judgement:
    found = [(body, *_led_alone(body)) for body in bodies]
    verdicts = {verdict for _, verdict, _ in found}
    if verdicts == {Verdict.YES}:
        verdict = Verdict.YES
    elif verdicts & {Verdict.YES, Verdict.RESERVED}:
        verdict = Verdict.RESERVED
    elif Verdict.UNKNOWN in verdicts:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.NO
    reason = " ".join(f"{body.name}: {said}" if len(found) > 1 else said for body, _, said in found)
    return Judgement(
        Criterion.LED,
        verdict,
        reason,
        tuple(Evidence(f"{body.name}: {said}", body.href) for body, _, said in found),
        tuple(Share(body.name, said) for body, _, said in found),
    )


# (b) The municipality and relevant actors take part


def _seen(body: Body) -> set[Side]:
    """The sides that take part: those who sit there, and those who lead it."""
    found = {one for member in body.members for one in member.sides}
    return found | {one.side for one in body.leaders if one.side and one.how is Leads.LEADS}


def _actors(bodies: Sequence[Body]) -> Judgement:
    seen = {one for body in bodies for one in _seen(body)}
    missing = [one for one in EXAMPLES if one not in seen]
    others = seen - {Side.MUNICIPALITY, Side.SCHOOL, Side.SOCIAL}
    if not any(body.members for body in bodies) and not (others and Side.MUNICIPALITY in seen):
        # Who leads is known at most, which does not tell who else takes part.
        verdict, reason = Verdict.UNKNOWN, "Det är inte infört vilka som ingår."
    elif Side.MUNICIPALITY not in seen:
        verdict, reason = Verdict.NO, f"Kommunen syns inte bland dem som ingår: {_sides(seen)}."
    elif not others:
        verdict, reason = (
            Verdict.NO,
            "Bara kommunen ingår. Lagen frågar efter kommunen och relevanta aktörer.",
        )
    elif missing:
        verdict = Verdict.RESERVED
        reason = (
            f"Det här syns: {_sides(seen)}. Av förarbetenas exempel syns inte {_sides(missing)}. Kommunen avgör "
            "själv vilka som är närmast berörda: svara här om de är bortvalda, och varför."
        )
    else:
        verdict, reason = Verdict.YES, f"Kommunen och alla förarbetenas exempel syns: {_sides(seen)}."
    evidence = [
        Evidence(
            f"{_sentence(SIDE_WORDS[side])}: "
            + (listed(_by_whom(bodies, side)) if side in seen else "inte sedd bland dem som ingår")
        )
        for side in (Side.MUNICIPALITY, *EXAMPLES, *([Side.OTHER] if Side.OTHER in seen else []))
    ]
    shares = [Share(body.name, _sentence(_sides(own)) + ".") for body in bodies if (own := _seen(body))]
    return Judgement(Criterion.ACTORS, verdict, reason, tuple(evidence), tuple(shares))


def _by_whom(bodies: Sequence[Body], side: Side) -> list[str]:
    """Who shows that a sort of actor takes part, at most four of them."""
    found = [member.called for body in bodies for member in body.members if side in member.sides]
    found += [one.name for body in bodies for one in body.leaders if one.side is side]
    there = list(dict.fromkeys(found))
    return there if len(there) <= 4 else [*there[:3], f"{len(there) - 3} till"]


# (c) Representatives in leading positions


def _positions(bodies: Sequence[Body]) -> Judgement:
    members = [(body, one) for body in bodies for one in body.members]
    by_actor: dict[str, list[Member]] = {}
    for _, one in members:
        if not one.own:
            by_actor.setdefault(one.organisation or one.title, []).append(one)
    led = [name for name, sitting in by_actor.items() if any(one.leads for one in sitting)]
    unknown = [
        name
        for name, sitting in by_actor.items()
        if name not in led and any(one.leads is None for one in sitting)
    ]
    lacking = [name for name in by_actor if name not in led and name not in unknown]
    parts = []
    if led:
        parts.append(f"Ledande befattning syns för {listed(led)}.")
    if lacking:
        parts.append(f"Ingen ledande befattning syns för {listed(lacking)}.")
    if unknown:
        parts.append(f"Befattningen är inte känd för {listed(unknown)}.")
    if not by_actor:
        verdict = Verdict.UNKNOWN
        parts = ["Ingen annan aktör än kommunen syns, så det finns ingen befattning att läsa av."]
    elif len(led) == len(by_actor):
        verdict = Verdict.YES
    elif led:
        verdict = Verdict.RESERVED
    elif unknown:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.NO
    if verdict in (Verdict.RESERVED, Verdict.NO):
        parts.append("Lagen kräver att kommunen verkar för det: svara här om det är gjort.")
    evidence = [Evidence(_told(one), one.href) for _, one in members if not one.own]
    shares = [
        Share(body.name, _sentence(listed(names)) + ".")
        for body in bodies
        if (names := list(dict.fromkeys(one.called for one in body.members if not one.own and one.leads)))
    ]
    return Judgement(Criterion.POSITIONS, verdict, " ".join(parts), tuple(evidence), tuple(shares))


def _told(member: Member) -> str:
    if member.overruled:
        said = "ledande" if member.overruled.leading else "inte ledande"
        return f"{member.called}: {said}, enligt {member.overruled.by or 'en människa'}: {member.overruled.reason}"
    if member.leading is None:
        return f"{member.called}: befattningen är inte känd"
    return f"{member.called}: {'ledande' if member.leading else 'inte ledande'} enligt ordlistan"


# (d) Strategic questions are dealt with


def _questions(bodies: Sequence[Body]) -> Judgement:
    handled = {theme for body in bodies for one in body.matters if one.handled for theme in one.themes}
    written = {theme for body in bodies for one in body.matters if not one.handled for theme in one.themes}
    known = any(body.matters for body in bodies)
    practised = any(body.practised for body in bodies)
    if len(handled) >= ENOUGH_THEMES:
        verdict, reason = Verdict.YES, f"Mötena har hanterat {_themes(handled)}."
        if len(handled) < len(Theme):
            reason += f" Det här syns inte: {_themes(set(Theme) - handled)}."
    elif handled:
        verdict = Verdict.RESERVED
        reason = f"Av förarbetenas exempel har mötena bara hanterat {_themes(handled)}."
    elif written:
        verdict = Verdict.RESERVED
        reason = f"Uppdraget omfattar {_themes(written)}. "
        reason += (
            "Ingen av de behandlade punkterna syns som en strategisk fråga."
            if practised
            else "Vad mötena faktiskt hanterar syns först när dagordningar är införda."
        )
    elif practised:
        verdict = Verdict.NO
        reason = "Mötena har behandlat frågor de senaste två åren, men ingen syns som en strategisk fråga."
    elif known:
        verdict, reason = Verdict.NO, "Inget i uppdraget syns som en strategisk fråga."
    else:
        verdict = Verdict.UNKNOWN
        reason = "Varken uppdrag eller dagordningar är införda, så det går inte att läsa av vad som hanteras."
    matters = [(body, one) for body in bodies for one in body.matters if one.themes]
    matters.sort(key=lambda pair: not pair[1].handled)
    evidence = [
        Evidence(
            f"{one.text} ({'behandlat' if one.handled else 'i uppdraget'}: {_themes(one.themes)}"
            f"{', markerat för hand' if one.marked else ''})",
            one.href,
        )
        for _, one in matters
    ]
    shares = [
        Share(body.name, _sentence(_themes(own)) + ".")
        for body in bodies
        if (own := {theme for one in body.matters for theme in one.themes})
    ]
    return Judgement(Criterion.QUESTIONS, verdict, reason, tuple(evidence), tuple(shares))


def _themes(found: Iterable[Theme]) -> str:
    there = set(found)
    return listed(THEME_WORDS[one] for one in Theme if one in there)


# (e) Clear channels into each organisation


def _channels(bodies: Sequence[Body]) -> Judgement:
    sitting = {one.principal for body in bodies for one in body.members}
    channels = [(body, one) for body in bodies for one in body.channels]
    reached = {side for _, one in channels if not one.weak for side in one.reaches} & sitting
    unused = {
        side
        for side in reached
        if all(one.used is False for _, one in channels if not one.weak and side in one.reaches)
    }
    missing = sitting - reached
    if not sitting:
        verdict, reason = Verdict.UNKNOWN, "Det är inte infört vilka organisationer som ingår."
    elif not missing and not unused:
        verdict, reason = Verdict.YES, f"Det finns en kanal in till var och en: {_sides(reached)}."
    elif reached:
        verdict = Verdict.RESERVED
        reason = f"Det finns en kanal in till {_sides(reached)}."
        if missing:
            reason += f" Ingen syns till {_sides(missing)}."
        if unused:
            reason += f" Den till {_sides(unused)} är bestämd men har inte använts."
    elif any(one.weak for _, one in channels):
        verdict = Verdict.RESERVED
        reason = (
            "Ledamöterna får protokoll eller anteckningar, men ingen kanal vidare in i organisationerna syns."
        )
    elif any(body.practised for body in bodies):
        verdict = Verdict.NO
        reason = f"Möten är hållna, men ingen kanal från forumet syns till {_sides(sitting)}."
    else:
        verdict, reason = Verdict.UNKNOWN, "Ingen kanal är införd, och inga möten visar hur det går till."
    evidence = [
        Evidence(_way(body.name if len(bodies) > 1 else "", one.text), one.href) for body, one in channels
    ]
    shares = [
        Share(body.name, f"{_sentence(_sides(own))}.")
        for body in bodies
        if (own := {side for one in body.channels if not one.weak for side in one.reaches})
    ]
    return Judgement(Criterion.CHANNELS, verdict, reason, tuple(evidence), tuple(shares))


def _way(name: str, text: str) -> str:
    return f"{name}: {text}" if name else text


# (f) A mandate to decide: not the act's


def _mandate(bodies: Sequence[Body]) -> Judgement:
    decides = [(body, one) for body in bodies for one in body.decides]
    acts = [(body, one) for body in bodies for one in body.acts]
    advises = [(body, one) for body in bodies for one in body.advises]
    if decides:
        names = list(dict.fromkeys(body.name for body, _ in decides))
        verdict, reason = Verdict.YES, f"{listed(names)} kan besluta."
    elif acts:
        verdict = Verdict.RESERVED
        reason = "Ledamöterna kan få den egna organisationen att agera, men forumet får inte besluta självt."
    elif advises:
        verdict, reason = Verdict.NO, "Forumet är till för råd och samråd. Inget mandat att besluta syns."
    else:
        verdict, reason = Verdict.UNKNOWN, "Det är inte infört om forumet får besluta."
    found = decides or acts or advises
    return Judgement(
        Criterion.MANDATE,
        verdict,
        reason,
        tuple(one for _, one in found),
        tuple(Share(body.name, one.text) for body, one in found),
    )
