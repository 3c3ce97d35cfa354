"""Reading agreements, what follows from them, and which days they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementActor,
    AgreementDuty,
    AgreementKind,
    AgreementPart,
    AgreementStep,
    Treatment,
)
from trygghjulet.cooperation.agreements.rules import comparing, cover, life, termination
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Meeting
from trygghjulet.cooperation.forums.queries import forums, meetings
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.parties.queries import parties_in
from trygghjulet.obligations import reading, words
from trygghjulet.obligations.dates import Span

#: The documents that the act means by an agreement on cooperation (9 §).
OF_THE_ACT = (AgreementKind.AGREEMENT, AgreementKind.LOCAL_AGREEMENT)


def agreements(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Agreement]:
    """The cooperation's agreements that the person may see, with their lives, newest first."""
    return (
        Agreement.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related("area", "termination_forum", "cooperation__area")
        .prefetch_related("steps__party")
    )


def in_force(
    scope: Scope, *, cooperation: Cooperation, on: date, kinds: Sequence[str] = OF_THE_ACT
) -> models.QuerySet[Agreement]:
    """The agreements that are valid that day: neither drafts nor ended.

    Args:
        kinds: the sorts of document that count; those that the act means where nothing else is said.
    """
    steps = AgreementStep.objects.filter(agreement=OuterRef("pk"))
    unsettled = Exists(steps) & ~Exists(steps.exclude(kind__in=(StepKind.DRAFT, StepKind.UNDER_DECISION)))
    found = (
        agreements(scope, cooperation=cooperation)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), kind__in=kinds)
        # It is known to have begun, though not when.
        .filter(
            Q(valid_from__lte=on) | Q(Exists(steps.filter(kind=StepKind.IN_FORCE)), valid_from__isnull=True)
        )
        .exclude(unsettled)
    )
    over = [one.pk for one in found if _is_over(ending(scope, agreement=one), one, on)]
    return found.exclude(pk__in=over)


def agreed_problems(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[AgreedProblem]:
    """The problem areas that the cooperation's agreements point out."""
    return AgreedProblem.objects.filter(
        agreement__cooperation=cooperation, agreement__cooperation_id__in=scope.cooperation_ids
    ).select_related("agreement")


def instruments_of(scope: Scope, cooperation: Cooperation) -> models.QuerySet[Agreement]:
    """The documents that duties follow from, whatever their sort; `instrument` is what the duties call each."""
    return agreements(scope, cooperation=cooperation).prefetch_related("parties__party")


def duties_of(scope: Scope, cooperation: Cooperation) -> models.QuerySet[AgreementDuty]:
    """The duties and the practices of the cooperation's agreements, those that have been removed left out."""
    return AgreementDuty.objects.filter(
        agreement__cooperation=cooperation,
        agreement__cooperation_id__in=scope.cooperation_ids,
        ended_on__isnull=True,
    ).select_related("agreement__area", "part")


def actors_of(scope: Scope, cooperation: Cooperation) -> models.QuerySet[AgreementActor]:
    """The parties, functions, forums and areas that the cooperation's blueprints name, and who they are here."""
    return AgreementActor.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).select_related("party", "forum")


def ending(scope: Scope, *, agreement: Agreement) -> termination.Outcome | None:
    """When the agreement ends and why, from an entered end or a notice; None where neither has been entered."""
    last = next(reversed(agreement.steps.all()), None)
    if last is None:
        return None
    if last.kind == StepKind.ENDED:
        return termination.Outcome(last.on, last.note)
    if last.kind != StepKind.TERMINATED or last.on is None:
        return None if last.kind != StepKind.TERMINATED else termination.Outcome(last.ends_on, last.note)
    if termination.refusal(agreement.rule):  # the rule was taken away after the notice
        return termination.Outcome(last.ends_on, last.note)
    held: Iterable[date] = ()
    if agreement.termination_forum:
        found = meetings(scope, cooperation=agreement.cooperation).filter(
            forum=agreement.termination_forum, state=Meeting.State.HELD
        )
        held = [meeting.on for meeting in found]
    return termination.outcome(agreement.rule, notified_on=last.on, meetings=held, stated_end=last.ends_on)


def _is_over(outcome: termination.Outcome | None, agreement: Agreement, on: date) -> bool:
    if outcome is None:
        return False
    if outcome.ends_on is None:
        return agreement.state is StepKind.ENDED  # it has ended, though nobody knows the day
    return outcome.ends_on <= on


def standing_of(scope: Scope, *, agreement: Agreement, on: date) -> life.Standing:
    """How the agreement stands a day."""
    outcome = ending(scope, agreement=agreement)
    return life.standing(
        agreement.taken,
        valid_from=agreement.valid_from,
        valid_until=agreement.valid_until,
        ends_on=outcome.ends_on if outcome else None,
        on=on,
    )


@dataclass(frozen=True)
class Covered:
    """Which days the city-wide agreements cover, on both axes of time."""

    valid: tuple[cover.Stretch, ...]
    decided: tuple[cover.Stretch, ...]


def covered(scope: Scope, *, cooperation: Cooperation, on: date) -> Covered | None:
    """The days from the first agreement's beginning to the last one's known end, or to today; None without any.

    Drafts and documents beside the agreements cover nothing.
    """
    listed = [
        one
        for one in agreements(scope, cooperation=cooperation)
        if one.kind == AgreementKind.AGREEMENT and one.area_id is None
    ]
    reaches = [(one, _reach(scope, one)) for one in listed if one.state is not StepKind.DRAFT]
    known = [reach.begins.first for _, reach in reaches if reach.begins]
    if not known:
        return None
    ends = [reach.ends.last for _, reach in reaches if reach.ends and reach.ends.last < date.max]
    first, last = min(known), max([on, *ends])
    decided = [
        cover.decided_reach(
            reach,
            settled_on=max(filter(None, (one.decided_on, one.signed_on)), default=None),
            put_forward_on=one.put_forward_on,
        )
        for one, reach in reaches
    ]
    return Covered(
        cover.stretches([reach for _, reach in reaches], first=first, last=last),
        cover.stretches(decided, first=first, last=last),
    )


def _reach(scope: Scope, agreement: Agreement) -> cover.Reach:
    begins = Span(agreement.valid_from, agreement.valid_from) if agreement.valid_from else None
    until = agreement.valid_until
    outcome = ending(scope, agreement=agreement)
    if outcome is None:
        ends = Span(until, until) if until else None
        return cover.Reach(begins, ends, open_ended=agreement.until_further_notice)
    if outcome.ends_on is not None:
        last = outcome.ends_on - timedelta(days=1)
        last = min(last, until) if until else last
        return cover.Reach(begins, Span(last, last))
    # Notice has been given and the end is not settled: it ends some day from the notice on.
    notified, latest = agreement.taken[-1].on, until or date.max
    return cover.Reach(begins, Span(min(notified, latest), latest) if notified else None)


@dataclass(frozen=True)
class Answer:
    """What a local agreement says of a city-wide problem area; None where it says nothing."""

    problem: AgreedProblem
    treatment: Treatment | None


def answers(agreement: Agreement) -> tuple[Answer, ...]:
    """The parent's problem areas in order, each with what the local agreement says of it."""
    if agreement.parent is None:
        return ()
    said = {one.problem_id: one for one in agreement.treatments.select_related("treated_by")}
    return tuple(Answer(problem, said.get(problem.pk)) for problem in agreement.parent.problems.all())


@dataclass(frozen=True)
class PartOfDuties:
    """A part of an agreement, None for the rest, with the duties that follow from it."""

    part: AgreementPart | None
    duties: tuple[AgreementDuty, ...]


def duties_by_part(agreement: Agreement) -> tuple[PartOfDuties, ...]:
    """The agreement's duties under the parts that they follow from; those of no part last."""
    grouped: dict[int | None, list[AgreementDuty]] = {}
    for duty in agreement.duties.filter(ended_on__isnull=True):
        grouped.setdefault(duty.part_id, []).append(duty)
    parts: list[AgreementPart | None] = [*agreement.parts.all(), None]
    return tuple(
        PartOfDuties(part, tuple(grouped[key]))
        for part in parts
        if (key := part.pk if part else None) in grouped
    )


def arrangement_of(scope: Scope, *, agreement: Agreement) -> words.Blueprint:
    """The actors and the document that the agreement's duties may name: what each duty is checked against.

    Those of the agreement's blueprint, and the cooperation's own parties and forums beside them.
    """
    cooperation = agreement.cooperation
    known = list(actors_of(scope, cooperation).filter(blueprint=agreement.blueprint or "-"))
    kinds = AgreementActor.Kind
    of: Mapping[str, list[AgreementActor]] = {
        kind: [one for one in known if one.kind == kind] for kind in kinds
    }
    taken = {one.key for one in known}
    mapped_parties = {one.party_id for one in known}
    mapped_forums = {one.forum_id for one in known}
    own_parties = [
        words.Named(key, party.name)
        for party in parties_in(scope, cooperation=cooperation)
        if party.pk not in mapped_parties and (key := slugify(party.name)) not in taken
    ]
    own_forums = [
        words.Forum(key, forum.name, forum.kind)
        for forum in forums(scope, cooperation=cooperation)
        if forum.pk not in mapped_forums and (key := forum.key or slugify(forum.name)) not in taken
    ]
    return words.Blueprint(
        name=agreement.blueprint,
        title=agreement.title,
        instruments=(
            words.Instrument(agreement.instrument, words.InstrumentKind(agreement.kind), agreement.title),
        ),
        parties=(*(words.Named(one.key, one.name) for one in of[kinds.PARTY]), *own_parties),
        functions=tuple(words.Named(one.key, one.name) for one in of[kinds.FUNCTION]),
        forums=(
            *(words.Forum(one.key, one.forum.name if one.forum else one.name, "") for one in of[kinds.FORUM]),
            *own_forums,
        ),
        areas=tuple(words.Named(one.key, one.name) for one in of[kinds.AREA]),
    )


def read(duty: AgreementDuty) -> words.Duty:
    """A stored duty in the words of the language."""
    return reading.read_duty(duty.data)


@dataclass(frozen=True)
class Compared:
    """Two agreements side by side: their facts, parts and problem areas."""

    facts: tuple[comparing.Pair, ...]
    parts: tuple[comparing.Pair, ...]
    problems: tuple[comparing.Pair, ...]


def compare(old: Agreement, new: Agreement) -> Compared:
    """What differs between two agreements, part by part and problem by problem."""
    return Compared(
        comparing.side_by_side(_facts(old), _facts(new)),
        comparing.side_by_side(
            [comparing.Piece(part.title, part.text, part.key) for part in old.parts.all()],
            [comparing.Piece(part.title, part.text, part.key) for part in new.parts.all()],
        ),
        comparing.side_by_side(_problems(old), _problems(new)),
    )


def _facts(agreement: Agreement) -> list[comparing.Piece]:
    return [
        comparing.Piece(title, text, title)
        for title, text in (
            ("Slag", agreement.get_kind_display()),
            ("Syften (9 §)", agreement.purposes),
            ("Områden (9 §)", agreement.fields_of_work),
            ("Mål", agreement.goal),
        )
        if text
    ]


def _problems(agreement: Agreement) -> list[comparing.Piece]:
    return [
        comparing.Piece(one.title, "\n".join(filter(None, (one.text, one.goal))))
        for one in agreement.problems.all()
    ]
