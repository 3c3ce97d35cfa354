"""A decision as it stands in minutes and in an extract from them, as a document tree."""

from __future__ import annotations

from collections.abc import Iterator

from trygghjulet.cooperation.forums.models import Decision, Motion, Remark
from trygghjulet.cooperation.forums.queries.decided import Counted, counted
from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Words,
)


def section(decision: Decision) -> tuple[Section, ...]:
    """A decision as a chapter, for an extract."""
    return (Section(str(decision), blocks(decision), anchor=f"beslut-{decision.pk}"),)


def blocks(decision: Decision) -> tuple[Block, ...]:
    """A decision as it is told: what was decided, what was moved, the vote, and what belongs to it."""
    return tuple(_blocks(decision))


def _blocks(decision: Decision) -> Iterator[Block]:
    outcome = decision.get_outcome_display()
    yield from _told(f"{outcome}.", decision.text)
    if decision.final_body:
        yield _headed(f"Avgörs slutligt av {decision.final_body}.", _final(decision))
    if decision.grounds:
        yield from _told("Skäl.", decision.grounds)
    if decision.earlier is not None or decision.earlier_words:
        yield _headed("Tidigare behandling.", _earlier(decision))
    if decision.papers:
        yield Paragraph((Strong("Handlingar"),))
        yield BulletList(tuple(line for line in decision.papers.splitlines() if line.strip()))
    motions = tuple(decision.motions.all())
    if motions:
        yield Paragraph((Strong("Yrkanden"),))
        yield BulletList(tuple(map(_motion, motions)))
    for vote in counted(decision):
        yield from _vote(vote)
    remarks = tuple(decision.remarks.all())
    for kind, title in (
        (Remark.Kind.RESERVATION, "Reservationer"),
        (Remark.Kind.STATEMENT, "Yttranden"),
        (Remark.Kind.NOTE, "Protokollsanteckningar"),
    ):
        of_kind = tuple(_remark(one) for one in remarks if one.kind == kind)
        if of_kind:
            yield Paragraph((Strong(title),))
            yield BulletList(of_kind)
    extracts = tuple(decision.extracts.all())
    if extracts:
        yield _headed("Protokollsutdrag skickas till.", ", ".join(one.to for one in extracts))


def _told(heading: str, text: str) -> Iterator[Block]:
    """A text with its heading in the first line; every line that the minutes have is a line of its own."""
    first, *rest = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    yield _headed(heading, first)
    yield from map(Paragraph, rest)


def _headed(heading: str, text: str) -> Paragraph:
    return Paragraph((Strong(f"{heading} "), text) if text else (Strong(heading),))


def _final(decision: Decision) -> str:
    if decision.final_on is None:
        return "Vad det beslutet blev är inte känt."
    return f"{numbers.day(decision.final_on)}. {decision.get_final_outcome_display()}. {decision.final_text}"


def _earlier(decision: Decision) -> str:
    one = decision.earlier
    if one is None:
        return decision.earlier_words
    paragraph = f", {one.paragraph}" if one.paragraph else ""
    return f"{one.get_outcome_display()} den {numbers.day(one.on)}{paragraph}."


def _motion(motion: Motion) -> Words:
    said = f"{motion.get_kind_display()} från {motion.made_by}"
    said += f" den {numbers.day(motion.made_on)}" if motion.made_on else ""
    if motion.about is not None:
        said += f", om {motion.about.get_kind_display().lower()} från {motion.about.made_by}"
    became = f" ({motion.get_outcome_display().lower()})" if motion.outcome else ""
    return (Strong(f"{said}{became}. "), motion.text) if motion.text else f"{said}{became}."


def _vote(vote: Counted) -> Iterator[Block]:
    yield _headed(f"Omröstning ({vote.vote.get_kind_display().lower()}).", vote.vote.proposition)
    columns = ("Parti", "Ja", "Nej", "Avstår", *(("Frånvarande",) if vote.recount.absent else ()))
    rows = [
        (row.party or "Utan parti", *map(_joined, (row.yes, row.no, row.abstaining, row.absent)))
        for row in vote.parties
    ]
    counts = vote.recount
    total = (counts.yes, counts.no, counts.abstaining, counts.absent)
    rows.append(("Tillsammans", *map(str, total)))
    width = len(columns)
    yield Table(
        f"Rösterna, {counts.figures}",
        tuple(map(Column, columns)),
        tuple(Row(row[:width], total=row is rows[-1]) for row in rows),
        note=vote.outcome,
    )
    if not vote.agrees:
        yield Callout(CalloutKind.NOTE, " ".join(vote.differences))


def _joined(names: tuple[str, ...]) -> str:
    return ", ".join(names) or numbers.MISSING


def _remark(remark: Remark) -> str:
    said = remark.by
    if remark.in_favour_of is not None:
        about = remark.in_favour_of
        said += f" till förmån för {about.get_kind_display().lower()} från {about.made_by}"
    said += f", skrivelse den {numbers.day(remark.on)}" if remark.on else ""
    return f"{said}. {remark.text}".strip()
