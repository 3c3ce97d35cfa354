"""The action plan's part of a report: Brå's columns, the time line, the goals and what the plan takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Block, Column, ColumnKind, Paragraph, Row, Section, Strong, Table
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.measures.models import ActionPlan, CityActivity, CityPlan, Measure, State
from trygghjulet.steps.measures.queries import measures, plan_of
from trygghjulet.steps.measures.rules.timeline import Bar, timeline


def section(scope: Scope, *, round: Round, on: date | None = None) -> tuple[Section, ...]:
    """A chapter with the plan's decision, the plan in Brå's columns, its time line and its goals.

    Args:
        on: the day that the time line marks; without it, no day is marked.
    """
    plan = plan_of(scope, round=round)
    listed = list(measures(scope, round=round))
    if plan is None or not listed:
        return (Section("Åtgärdsplan", (Paragraph("Ingen åtgärd är planerad."),), anchor="atgarder"),)
    return (
        Section("Åtgärdsplan", (Paragraph(_decided(plan)), _columns(listed)), anchor="atgarder"),
        # A chapter of its own: the columns lie on their side, and the time line needs the height of a standing page.
        Section("Så genomförs planen", (timeline(bars_of(listed), on=on or date.min),), anchor="tidslinje"),
        Section("Mål och slag", tuple(_goals_and_kinds(listed)), level=2, anchor="mal-och-slag"),
        *_takes(listed),
        *_told(plan),
    )


def bars_of(listed: Iterable[Measure]) -> list[Bar]:
    """The measures and their steps as bars, in the plan's order."""
    bars = []
    for measure in listed:
        bars.append(
            Bar(
                measure.title,
                measure.first_day,
                measure.last_day,
                measure.get_state_display(),
                str(measure.done_by),
            )
        )
        bars += [
            Bar(
                step.title,
                step.first_day,
                step.last_day,
                str(State.DONE.label if step.done_on else State.PLANNED.label),
                str(step.done_by or measure.done_by),
                is_step=True,
            )
            for step in measure.steps.all()
        ]
    return bars


def activity_bars(activities: Iterable[CityActivity]) -> list[Bar]:
    """The activities of a year as bars."""
    return [
        Bar(one.title, one.first_day, one.last_day, one.get_state_display(), str(one.done_by))
        for one in activities
    ]


def city_section(plan: CityPlan, *, on: date) -> tuple[Section, ...]:
    """A year's city-wide handlingsplan: its activities with results, and when they are done."""
    activities = list(plan.activities.all())
    opening: list[Block] = []
    if plan.purpose:
        opening.append(Paragraph(plan.purpose))
    decided = (
        f"Beslutad av {plan.decided_by} den {numbers.day(plan.decided_on)}."
        if plan.decided_on
        else "Inte beslutad."
    )
    opening.append(Paragraph(decided))
    if plan.summary:
        opening.append(Paragraph((Strong("Årets resultat i korthet. "), plan.summary)))
    if plan.told_on:
        opening.append(
            Paragraph(f"Redovisad för de lokala grupperna {numbers.day(plan.told_on)}: {plan.told_how}")
        )
    if not activities:
        return (Section(str(plan), (*opening, Paragraph("Planen har ingen aktivitet än.")), anchor="plan"),)
    table = Table(
        "Aktiviteter",
        tuple(Column(title) for title in ("Aktivitet", "Mål", "När", "Ansvarig", "Läge", "Resultat")),
        tuple(
            Row(
                (
                    one.title,
                    one.goal,
                    numbers.days(one.first_day, one.last_day),
                    str(one.done_by),
                    one.get_state_display() + (". Fortsätter nästa år" if one.goes_on else ""),
                    one.result,
                )
            )
            for one in activities
        ),
    )
    return (
        Section(str(plan), (*opening, table), anchor="plan"),
        Section("Året", (timeline(activity_bars(activities), on=on),), level=2, anchor="aret"),
    )


def _decided(plan: ActionPlan) -> str:
    words = []
    if plan.agreed_on:
        words.append(f"Gruppens beslut: {plan.agreed_by}, {numbers.day(plan.agreed_on)}.")
    if plan.decided_on:
        number = f", diarienummer {plan.registry_number}" if plan.registry_number else ""
        words.append(f"Planen är beslutad av {plan.decided_by} den {numbers.day(plan.decided_on)}{number}.")
    return " ".join(words) or "Planen är inte beslutad."


def _columns(listed: list[Measure]) -> Table:
    return Table(
        "Åtgärdsplan",
        tuple(Column(title) for title in ("Orsak", "Åtgärd", "Operativa mål", "När", "Vem", "Uppföljning")),
        tuple(_row(measure) for measure in listed),
    )


def _row(measure: Measure) -> Row:
    until = f"–{numbers.day(measure.last_day)}" if measure.last_day else " och tills vidare"
    causes = [measure.cause] if measure.cause else []
    named = "; ".join(
        f"{cause.profile.priority.order}.{cause.number} {cause.statement}"
        for cause in (*causes, *measure.also.all())
    )
    return Row(
        (
            named or "Utan orsak",
            measure.title,
            measure.goals,
            f"{numbers.day(measure.first_day)}{until}. {measure.get_state_display()}.",
            _who(measure),
            measure.follow_up,
        )
    )


def _who(measure: Measure) -> str:
    """Who does what; somebody who does several things is named once."""
    does: dict[str, list[str]] = {}
    for act, function in (
        ("planerar", measure.planned_by),
        ("genomför", measure.done_by),
        ("följer upp", measure.followed_up_by),
    ):
        does.setdefault(str(function), []).append(act)
    return " ".join(f"{_listed(acts)}: {who}." for who, acts in does.items())


def _listed(acts: list[str]) -> str:
    words = acts[0] if len(acts) == 1 else f"{', '.join(acts[:-1])} och {acts[-1]}"
    return words[0].upper() + words[1:]


def _goals_and_kinds(listed: list[Measure]) -> Iterator[Block]:
    rows = tuple(
        Row(
            (
                measure.title,
                goal.get_kind_display(),
                goal.text,
                goal.baseline,
                goal.target,
                numbers.day(goal.day) if goal.day else "",
            )
        )
        for measure in listed
        for goal in measure.set_goals.all()
    )
    if rows:
        yield Table(
            "Mål för effekt, process och produktion",
            tuple(Column(title) for title in ("Åtgärd", "Slag", "Mål", "Utgångsvärde", "Målvärde", "Senast")),
            rows,
        )
    yield Table(
        "Vilket slag varje åtgärd är av",
        tuple(Column(title) for title in ("Åtgärd", "Syfte", "Prevention", "Riktas", "Kunskapsgrund")),
        tuple(
            Row(
                (
                    one.title,
                    one.get_purpose_display(),
                    one.get_prevention_type_display(),
                    one.get_prevention_level_display(),
                    one.get_grounds_display(),
                )
            )
            for one in listed
        ),
    )


def _takes(listed: list[Measure]) -> Iterator[Section]:
    said = [one for one in listed if one.hours is not None or one.cost is not None or one.ordinary]
    if not said:
        return
    table = Table(
        "Timmar, kostnader och vem som bär dem",
        (
            Column("Åtgärd"),
            Column("Timmar", ColumnKind.NUMBER),
            Column("Kronor", ColumnKind.NUMBER),
            Column("Kostnaden bärs av"),
            Column("I ordinarie verksamhetsplan"),
        ),
        (
            *(
                Row((one.title, one.hours, one.cost, one.borne_by, one.get_ordinary_display()))
                for one in said
            ),
            Row(
                (
                    "Sammanlagt",
                    sum(one.hours or 0 for one in said),
                    sum(one.cost or 0 for one in said),
                    "",
                    "",
                ),
                total=True,
            ),
        ),
    )
    yield Section("Vad planen kräver", (table,), level=2, anchor="resurser")


def _told(plan: ActionPlan) -> Iterator[Section]:
    for title, text, anchor in (
        ("Kommunikationsplan", plan.communication, "kommunikationsplan"),
        ("Uppföljningsplan", plan.follow_up, "uppfoljningsplan"),
    ):
        if text.strip():
            paragraphs = tuple(Paragraph(part) for part in text.splitlines() if part.strip())
            yield Section(title, paragraphs, level=2, anchor=anchor)
