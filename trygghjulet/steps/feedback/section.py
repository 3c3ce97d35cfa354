"""The feedback's part of a report."""

from __future__ import annotations

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Block, Callout, CalloutKind, Column, Paragraph, Row, Section, Table
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.feedback.queries import feedback


def section(scope: Scope, *, round: Round) -> tuple[Section, ...]:
    """A chapter with what goes back to whom, and the lessons for the next round."""
    items = list(feedback(scope, round=round))
    lessons = list(round.lessons.all())
    blocks: list[Block] = []
    if items:
        blocks.append(
            Table(
                "Återkoppling",
                tuple(Column(title) for title in ("Till vem", "Budskap", "Hur", "Ansvarig", "När")),
                tuple(
                    Row(
                        (
                            item.receiver,
                            item.message,
                            item.channel,
                            str(item.responsible),
                            f"Gjord {numbers.day(item.sent_on)}"
                            if item.sent_on
                            else f"Senast {numbers.day(item.due)}",
                        )
                    )
                    for item in items
                ),
            )
        )
    else:
        blocks.append(Paragraph("Ingen återkoppling är planerad."))
    blocks.extend(Callout(CalloutKind.LESSON, lesson.text) for lesson in lessons)
    return (Section("Återkoppling och lärdomar", tuple(blocks), anchor="aterkoppling"),)
