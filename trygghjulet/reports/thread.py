"""The red thread of a round: from agreement and finding to measure and feedback, both ways, and where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from trygghjulet.documents.tree import BulletList, Paragraph, Section
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause
from trygghjulet.steps.causes.queries import causes, profiles
from trygghjulet.steps.feedback.models import FeedbackItem
from trygghjulet.steps.feedback.queries import feedback
from trygghjulet.steps.followup.models import CheckIn
from trygghjulet.steps.followup.queries import latest_checkins
from trygghjulet.steps.measures.models import Measure
from trygghjulet.steps.measures.queries import cause_keys, measures, plan_of
from trygghjulet.steps.picture.queries import picture_of
from trygghjulet.steps.priorities.models import PriorityArea
from trygghjulet.steps.priorities.queries import priorities, unanswered


@dataclass(frozen=True)
class Gap:
    """A place where the thread is broken: what is missing, and the page where it is mended."""

    words: str
    step: str
    href: str


@dataclass(frozen=True)
class MeasureThread:
    """A measure with what was seen of it and what was told."""

    measure: Measure
    checkin: CheckIn | None
    feedback: tuple[FeedbackItem, ...]


@dataclass(frozen=True)
class CauseThread:
    """A cause and the measures that address it."""

    cause: Cause
    measures: tuple[MeasureThread, ...]


@dataclass(frozen=True)
class PriorityThread:
    """A priority with all that hangs on it."""

    priority: PriorityArea
    causes: tuple[CauseThread, ...]


@dataclass(frozen=True)
class Thread:
    """A round's whole thread: what hangs together, the measures that hang on nothing, and the gaps."""

    priorities: tuple[PriorityThread, ...]
    loose: tuple[MeasureThread, ...]
    gaps: tuple[Gap, ...] = field(default=())


def thread(scope: Scope, *, round: Round) -> Thread:
    """Follow the thread of a round; as many questions to the database however much hangs on it."""
    told: dict[int, list[FeedbackItem]] = {}
    items = list(feedback(scope, round=round))
    for item in items:
        if item.measure_id is not None:
            told.setdefault(item.measure_id, []).append(item)
    seen = latest_checkins(scope, round=round)
    done = [MeasureThread(m, seen.get(m.pk), tuple(told.get(m.pk, ()))) for m in measures(scope, round=round)]
    stated = list(causes(scope, round=round))
    chosen = list(priorities(scope, round=round))
    threads = tuple(
        PriorityThread(
            priority,
            tuple(
                CauseThread(cause, tuple(m for m in done if cause.pk in cause_keys(m.measure)))
                for cause in stated
                if cause.profile.priority_id == priority.pk
            ),
        )
        for priority in chosen
    )
    loose = tuple(m for m in done if m.measure.cause_id is None)
    described = {profile.priority_id for profile in profiles(scope, round=round)}
    return Thread(
        threads, loose, tuple(_gaps(scope, round, threads, loose, described, told_anything=bool(items)))
    )


def gaps_section(scope: Scope, *, round: Round) -> tuple[Section, ...]:
    """The broken links as the last chapter of a report."""
    gaps = thread(scope, round=round).gaps
    block = BulletList(tuple(gap.words for gap in gaps)) if gaps else Paragraph("Tråden håller hela vägen.")
    return (Section("Där den röda tråden brister", (block,), anchor="brister"),)


_Mend = Callable[[str, str], Gap]


def _gaps(
    scope: Scope,
    round: Round,
    threads: tuple[PriorityThread, ...],
    loose: tuple[MeasureThread, ...],
    described: set[int],
    *,
    told_anything: bool,
) -> Iterator[Gap]:
    """Everything that is missing, in the order of the wheel."""

    def gap(words: str, step: str) -> Gap:
        return Gap(words, step, reverse(f"{step}:show", args=(round.cooperation.slug, round.pk)))

    picture = picture_of(scope, round=round)
    if picture is None:
        yield gap("Varvet har ingen lägesbild.", "picture")
    elif not picture.is_adopted:
        yield gap("Lägesbilden är inte antagen.", "picture")
    if not threads:
        yield gap("Inget problemområde är prioriterat.", "priorities")
    for city_wide in unanswered(scope, round=round):
        words = f"Det stadsövergripande problemområdet ”{city_wide.title}” behandlas inte, och inget skäl är angivet."
        yield gap(words, "priorities")
    for hanging in threads:
        yield from _priority_gaps(hanging, gap, described=hanging.priority.pk in described)
    for measure in loose:
        yield gap(f"Åtgärden ”{measure.measure.title}” har ingen orsak.", "measures")
        yield from _measure_gaps(measure, gap)
    plan = plan_of(scope, round=round)
    if plan is not None and plan.decided_on is None:
        yield gap("Åtgärdsplanen är inte beslutad (5 §).", "measures")
    if not told_anything:
        yield gap("Ingen återkoppling är planerad.", "feedback")


def _priority_gaps(hanging: PriorityThread, gap: _Mend, *, described: bool) -> Iterator[Gap]:
    title = hanging.priority.title
    grounds = list(hanging.priority.grounds.all())
    if not grounds:
        yield gap(f"Prioriteringen ”{title}” har inga skäl.", "priorities")
    elif not any(g.finding_id for g in grounds):
        yield gap(f"Prioriteringen ”{title}” vilar inte på någon iakttagelse i lägesbilden.", "priorities")
    if not described:
        yield gap(f"Problemet ”{title}” är inte beskrivet.", "causes")
    if not hanging.causes:
        yield gap(f"Problemet ”{title}” har ingen orsak.", "causes")
    if not any(cause.measures for cause in hanging.causes):
        yield gap(f"Prioriteringen ”{title}” har ingen åtgärd.", "measures")
    for cause in hanging.causes:
        yield from _cause_gaps(cause, gap, number=f"{hanging.priority.order}.{cause.cause.number}")


def _cause_gaps(hanging: CauseThread, gap: _Mend, *, number: str) -> Iterator[Gap]:
    named = f"Orsak {number} ”{hanging.cause.statement}”"
    if not hanging.cause.evidence.all():
        yield gap(f"{named} har inga belägg.", "causes")
    if hanging.cause.act_on and not hanging.measures:
        yield gap(f"{named} ska mötas, men har ingen åtgärd.", "measures")
    for measure in hanging.measures:
        # One that addresses several causes is told of once, under the first of them.
        if measure.measure.cause_id == hanging.cause.pk:
            yield from _measure_gaps(measure, gap)


def _measure_gaps(hanging: MeasureThread, gap: _Mend) -> Iterator[Gap]:
    title = hanging.measure.title
    if not hanging.measure.indicators.all():
        yield gap(f"Åtgärden ”{title}” har ingen indikator.", "measures")
    if hanging.checkin is None:
        yield gap(f"Åtgärden ”{title}” är inte följd upp.", "followup")
