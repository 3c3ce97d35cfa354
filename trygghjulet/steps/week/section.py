"""The week's part of a report: figures with small sums withheld, last week, the meeting's words, the week to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Cell,
    Column,
    ColumnKind,
    Document,
    Paragraph,
    Row,
    Section,
    Span,
    Strong,
    Table,
    Words,
)
from trygghjulet.foundation.privacy.withholding import for_the_public
from trygghjulet.steps.week.models import WeekPicture
from trygghjulet.steps.week.queries import told_now
from trygghjulet.steps.week.rules import decided
from trygghjulet.steps.week.rules.figures import Figures, from_json
from trygghjulet.steps.week.rules.state import WORDS
from trygghjulet.steps.week.rules.words import Chapter, chapters, method


def document(picture: WeekPicture) -> Document:
    """The whole picture as a document: the same for everyone in the cooperation."""
    round, forum = picture.round, picture.setting.forum
    state = f"Beslutad {numbers.day(picture.decided_on)}" if picture.decided_on else "Utkast, inte beslutat"
    facts = [
        ("Samverkan", round.cooperation.name),
        ("Område", round.area.name),
        ("Period", numbers.days(round.first_day, round.last_day)),
        ("Forum", f"{forum.name}, {numbers.day(picture.meeting_on)}"),
        ("Läge", state),
    ]
    if picture.content_sha256:
        facts.append(("Kontrollsumma", picture.content_sha256[:16]))
    return Document(
        title=f"Veckans läge i {round.area.name}",
        subtitle=numbers.days(round.first_day, round.last_day),
        facts=tuple(facts),
        sections=sections(picture),
    )


def sections(picture: WeekPicture) -> tuple[Section, ...]:
    """The chapters in the order that a meeting goes through them."""
    figures, told = from_json(picture.figures), told_now(picture)
    return (
        *_decided(told),
        *_before(told.before),
        *_words(told),
        *figures_sections(figures),
        method(figures),
    )


def figures_sections(figures: Figures) -> tuple[Section, ...]:
    """The chapters of the figures; where rows aren't shared, small sums and what gives them away are withheld."""
    return tuple(map(_shown, chapters(figures)))


def _shown(chapter: Chapter) -> Section:
    if chapter.smallest <= 1:
        return chapter.section
    # The level is put back afterwards: a document of its own must begin with a chapter.
    alone = Section(chapter.section.title, chapter.section.blocks, 1, chapter.section.anchor)
    [kept] = for_the_public(Document(title="", sections=(alone,)), smallest=chapter.smallest).sections
    return Section(kept.title, kept.blocks, chapter.section.level, kept.anchor)


def _decided(told: decided.Told) -> Iterator[Section]:
    coming = told.coming
    if coming.focus:
        yield Section(
            "Fokus den kommande veckan",
            tuple(Paragraph(_focus(one)) for one in coming.focus),
            anchor="fokus",
        )
    if coming.measures:
        yield Section(
            "Insatser", (_measures("Insatser den kommande veckan", coming.measures),), anchor="insatser"
        )


def _focus(one: decided.FocusTold) -> Words:
    told: list[Span] = [Strong(f"{one.order}. {one.title}.")]
    if one.why:
        told.append(f" {_stopped(one.why)}")
    if one.cause:
        told.append(f" Möjlig orsak: {_stopped(one.cause)}")
    return tuple(told)


def _before(before: decided.Week | None) -> Iterator[Section]:
    if before is None:
        return
    blocks: list[Block] = []
    if before.focus:
        blocks.append(BulletList(tuple(map(_came, before.focus))))
    if before.measures:
        blocks.append(_measures("Insatser från tidigare möten", before.measures, stands=True))
    yield Section(
        f"Förra gången: {before.name}",
        tuple(blocks) or (Paragraph("Inget fokus och inga insatser valdes."),),
        anchor="forra",
    )


def _came(one: decided.FocusTold) -> Words:
    outcome = one.outcome or "Inget är sagt än"
    words = f" {_stopped(one.outcome_words)}" if one.outcome_words else ""
    return (Strong(f"{one.title}. "), f"{outcome}.{words}")


def _words(told: decided.Told) -> Iterator[Section]:
    for title, text, anchor in (
        ("Vår bedömning", told.assessment, "bedomning"),
        ("Möjliga orsaker", told.causes, "orsaker"),
    ):
        if text.strip():
            parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
            yield Section(title, tuple(Paragraph(part) for part in parts), anchor=anchor)


def _measures(caption: str, measures: Sequence[decided.MeasureTold], *, stands: bool = False) -> Table:
    columns = [Column("Insats"), Column("Var"), Column("Vem"), Column("Senast", ColumnKind.DATE)]
    columns.append(Column("Läge") if stands else Column("Första steg"))

    def cells(one: decided.MeasureTold) -> tuple[Cell, ...]:
        last = f"{WORDS[one.state]}. {one.words}".strip() if stands else one.first_step
        return (one.title, one.where or one.focus, one.who, one.due, last)

    listed = [cells(one) for one in measures]
    filled = [i for i in range(len(columns)) if any(row[i] for row in listed)]
    return Table(
        caption=caption,
        columns=tuple(columns[i] for i in filled),
        rows=tuple(Row(tuple(row[i] for i in filled)) for row in listed),
    )


def _stopped(text: str) -> str:
    """A text that ends as a sentence does."""
    kept = text.strip()
    return kept if kept.endswith((".", "!", "?")) else f"{kept}."
