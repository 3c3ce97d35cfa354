"""The action plan's part of a report, in Brå's columns."""

from __future__ import annotations

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Block, Column, Paragraph, Row, Section, Table
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.measures.models import Measure
from trygghjulet.steps.measures.queries import measures, plan_of


def section(scope: Scope, *, round: Round) -> tuple[Section, ...]:
    """A chapter with the plan's decision, the plan itself and what kind each measure is of."""
    plan = plan_of(scope, round=round)
    listed = list(measures(scope, round=round))
    if plan is None or not listed:
        return (Section("Åtgärdsplan", (Paragraph("Ingen åtgärd är planerad."),), anchor="atgarder"),)
    if plan.decided_on:
        number = f", diarienummer {plan.registry_number}" if plan.registry_number else ""
        decided = f"Planen är beslutad av {plan.decided_by} den {numbers.day(plan.decided_on)}{number}."
    else:
        decided = "Planen är inte beslutad."
    blocks: tuple[Block, ...] = (
        Paragraph(decided),
        Table(
            "Åtgärdsplan",
            tuple(
                Column(title) for title in ("Orsak", "Åtgärd", "Operativa mål", "När", "Vem", "Uppföljning")
            ),
            tuple(_row(measure) for measure in listed),
        ),
        Table(
            "Vilket slag varje åtgärd är av",
            tuple(Column(title) for title in ("Åtgärd", "Syfte", "Prevention", "Riktas", "Kunskapsgrund")),
            tuple(
                Row(
                    (
                        m.title,
                        m.get_purpose_display(),
                        m.get_prevention_type_display(),
                        m.get_prevention_level_display(),
                        m.get_grounds_display(),
                    )
                )
                for m in listed
            ),
        ),
    )
    return (Section("Åtgärdsplan", blocks, anchor="atgarder"),)


def _row(measure: Measure) -> Row:
    cause = measure.cause
    until = f"–{numbers.day(measure.last_day)}" if measure.last_day else " och tills vidare"
    return Row(
        (
            f"{cause.profile.priority.order}.{cause.number} {cause.statement}" if cause else "Utan orsak",
            measure.title,
            measure.goals,
            f"{numbers.day(measure.first_day)}{until}",
            f"Planerar: {measure.planned_by}. Genomför: {measure.done_by}. Följer upp: {measure.followed_up_by}.",
            measure.follow_up,
        )
    )
