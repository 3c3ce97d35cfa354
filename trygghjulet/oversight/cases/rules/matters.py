"""What is said of an agreement, a governing document and a forum that a case is about."""

from __future__ import annotations

from collections.abc import Iterator

from trygghjulet.documents import numbers
from trygghjulet.oversight.cases.rules.held import Held
from trygghjulet.oversight.cases.rules.sentences import (
    Ask,
    Drafted,
    Said,
    late,
    listed,
    number,
    sentence,
    standing,
    today,
)


def agreement_in_short(held: Held) -> Iterator[Drafted]:
    """Who agree on what, and for how long."""
    one = held.agreement
    if one is None:
        yield Ask("vilken överenskommelse ärendet gäller, mellan vilka och hur länge den gäller.")
        return
    who = f" är upprättad av {listed(one.parties)}." if one.parties else " är upprättad."
    valid = f" Gäller {one.validity[:1].lower() + one.validity[1:]}." if one.validity else ""
    yield Said(f"{one.title}{who}{valid}", _numbered(one.title, one.registry_number), _valid(held))
    if not one.parties:
        yield Ask("vilka som är parter. Inga är införda.")


def agreement_purposes(held: Held) -> Iterator[Drafted]:
    """For what purposes and in which fields, as the agreement has it."""
    one = held.agreement
    if one is None:
        return
    for title, text in (
        ("De syften som samverkan ska ske för", one.purposes),
        ("De områden som samverkan ska ske inom", one.fields_of_work),
    ):
        if text.strip():
            yield _quoted(f"{title}:", text, held, _numbered(one.title, one.registry_number))
        else:
            yield Ask(f"{title[:1].lower()}{title[1:]}. Överenskommelsen säger det inte, och 9 § kräver det.")


def _quoted(title: str, text: str, held: Held, source: str) -> Said:
    """An agreement's own lines: as they stand where it has points of its own, else each line as a point."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(line.startswith(("–", "-", "•")) for line in lines):
        return Said(title, source, _valid(held), tuple(lines))
    pointed = [f"– {line[1:].strip()}" if line[0] in "–-•" else line for line in lines]
    return Said("\n".join((title, *pointed)), source, _valid(held))


def agreement_problems(held: Held) -> Iterator[Drafted]:
    """The problem areas that it points out."""
    one = held.agreement
    if one is not None and one.problems:
        points = tuple(f"{title}: {text}" if text else title for title, text in one.problems)
        yield Said(
            "De prioriterade områdena är:", _numbered(one.title, one.registry_number), _valid(held), points
        )


def agreement_life(held: Held) -> Iterator[Drafted]:
    """What it follows on, what it binds to, how it ends and who signs it."""
    one = held.agreement
    if one is None:
        return
    follows = f"Den följer på {listed(one.follows)}." if one.follows else ""
    many = number(one.duties, "en skyldighet följer", "skyldigheter följer")
    duties = f"{many[:1].upper()}{many[1:]} av den." if one.duties else ""
    notice = f"Uppsägning: {one.notice[:1].lower()}{one.notice[1:]}." if one.notice else ""
    signed = f"Den undertecknas av {listed(one.signers)}." if one.signers else ""
    text = " ".join(filter(None, (follows, duties, notice, signed)))
    if text:
        yield Said(text, _numbered(one.title, one.registry_number), _valid(held))


def agreement_costs(held: Held) -> Iterator[Drafted]:
    """What it costs and who pays, as far as it says."""
    one = held.agreement
    if one is not None and one.costs:
        yield Said(
            "Överenskommelsen har de här åtagandena:",
            _numbered(one.title, one.registry_number),
            _valid(held),
            one.costs,
        )


def _valid(held: Held) -> str:
    return (held.agreement.validity if held.agreement else "") or "giltigheten är inte införd"


def _numbered(title: str, registry_number: str) -> str:
    return f"{title}, dnr {registry_number}" if registry_number else title


def document_in_short(held: Held) -> Iterator[Drafted]:
    """What the programme is, who decided it and how it stands."""
    one = held.document
    if one is None:
        yield Ask("vilket program eller vilken plan som följs upp, vem som beslutade det och när.")
        return
    applies = f" Det gäller för {one.applies_to[:1].lower() + one.applies_to[1:]}." if one.applies_to else ""
    stands = f" {one.standing}" if one.standing else ""
    yield Said(
        f"{one.title} {one.decided}.{applies}{stands}", "Registret över styrande dokument", today(held)
    )


def document_duties(held: Held) -> Iterator[Drafted]:
    """How the duties that follow from the document stand."""
    one = held.document
    if one is None:
        return
    if one.duties is None or not one.duties.total:
        yield Ask("hur det har gått med det som dokumentet kräver. Inga skyldigheter är införda ur det.")
        return
    yield Said(
        f"Det som följer av {one.title}: {standing(one.duties)[:1].lower()}{standing(one.duties)[1:]}",
        "Skyldigheterna i Trygghjulet",
        today(held),
    )
    yield from late(held, one.duties)


def forum_in_short(held: Held) -> Iterator[Drafted]:
    """What the forum is and how often it has met."""
    one = held.forum
    if one is None:
        yield Ask("vilket forum ärendet gäller och vad det är till för.")
        return
    led = f" och leds av {one.led_by}" if one.led_by else ""
    met = number(one.meetings, "ett möte", "möten") if one.meetings else "inget möte"
    latest = f", senast den {numbers.day(one.latest)}" if one.latest else ""
    yield Said(
        f"{one.name} är {one.kind.lower()}, {one.level.lower()}{led}. Det senaste året har det hållit {met}{latest}.",
        f"{one.name} i Trygghjulet",
        f"tolv månader till och med den {numbers.day(held.on)}",
    )


def forum_change(held: Held) -> Iterator[Drafted]:
    """What is known of the change; the rest is for the writer."""
    one = held.forum
    if one is None:
        return
    if one.ended_on:
        heir = f" och ersätts av {one.replaced_by}" if one.replaced_by else ""
        why = f" Skäl: {sentence(one.end_reason)}" if one.end_reason else ""
        yield Said(
            f"{one.name} upphör den {numbers.day(one.ended_on)}{heir}.{why}",
            f"{one.name} i Trygghjulet",
            today(held),
        )
    else:
        yield Ask(f"vad som ska ändras i {one.name}, från och med när och varför.")


def forum_duties(held: Held) -> Iterator[Drafted]:
    """What the forum has to do, which somebody must take over if it ends."""
    one = held.forum
    if one is not None and one.duties:
        yield Said(
            "De här skyldigheterna vilar på forumet och behöver ha någon som tar över om det upphör:",
            "Skyldigheterna i Trygghjulet",
            today(held),
            one.duties,
        )
