"""Alternatives held against 10 §: what is worked out, what people have answered and what sources have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import models

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import agreements
from trygghjulet.cooperation.agreements.rules.blueprints import load, names
from trygghjulet.cooperation.forums.models import AgendaItem, Forum
from trygghjulet.cooperation.forums.queries import forums
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.words import Level
from trygghjulet.oversight.strategic_council.models import Alternative, CriterionNote
from trygghjulet.oversight.strategic_council.queries.bodies import OWN, bodies_of, own_ref
from trygghjulet.oversight.strategic_council.rules.bodies import Body
from trygghjulet.oversight.strategic_council.rules.criteria import Answer, Criterion, Result
from trygghjulet.oversight.strategic_council.rules.judging import judge
from trygghjulet.oversight.strategic_council.rules.quoted import Compared, Quoted, compared, quoted_for

#: The kinds of body that only carry out, or that nobody sits in: they are no council.
_CARRY_OUT: Final = ("working", "network")


@dataclass(frozen=True)
class Choice:
    """A forum that can be chosen, with the group that it is listed under."""

    ref: str
    name: str
    group: str


@dataclass(frozen=True)
class Trial:
    """Bodies held against 10 §, with what stands beside; `alternative` is None for bodies that are not saved."""

    title: str
    refs: tuple[str, ...]
    bodies: tuple[Body, ...]
    result: Result
    quotes: tuple[Compared, ...]
    on: date
    alternative: Alternative | None = None
    notes: tuple[CriterionNote, ...] = ()

    def history(self, criterion: Criterion) -> tuple[CriterionNote, ...]:
        """What people have answered about a criterion, the latest first."""
        return tuple(one for one in reversed(self.notes) if one.of is criterion)

    @property
    def changed_since(self) -> tuple[Criterion, ...]:
        """The criteria that were answered of other forums than those that the alternative has now."""
        latest = {one.of: one for one in self.notes}
        return tuple(
            criterion
            for criterion, one in latest.items()
            if one.answer is not None and set(one.bodies) != set(self.refs)
        )


def choices(scope: Scope, *, cooperation: Cooperation) -> tuple[Choice, ...]:
    """The forums that can be chosen: the cooperation's own first, then the city-wide ones of each blueprint."""
    own = forums(scope, cooperation=cooperation).filter(
        models.Q(area__isnull=True) | models.Q(area=cooperation.area_id)
    )
    found = [Choice(own_ref(one.pk), _called(one), "Era egna forum") for one in own]
    for name in names():
        source = load(name)
        found += [
            Choice(f"{name}/{one.id}", one.name, f"Ur mallen: {source.title}")
            for one in source.forums
            if one.level is Level.CITY and one.kind not in _CARRY_OUT
        ]
    return tuple(found)


def _called(forum: Forum) -> str:
    return f"{forum.name} (upphört)" if forum.ended_on else forum.name


def known_refs(scope: Scope, *, cooperation: Cooperation) -> frozenset[str]:
    """The references of every forum that can be chosen."""
    return frozenset(one.ref for one in choices(scope, cooperation=cooperation))


def alternatives(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Alternative]:
    """The cooperation's alternatives, by letter and name."""
    return Alternative.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids
    ).order_by("letter", "name")


def trial_of(scope: Scope, *, cooperation: Cooperation, refs: Sequence[str], on: date) -> Trial:
    """Forums that are not saved as an alternative, held against 10 § on a day."""
    bodies = bodies_of(scope, cooperation=cooperation, refs=refs, on=on)
    result = judge(bodies, on)
    quotes = compared(_quotes(scope, cooperation, bodies), result)
    title = " och ".join(one.name for one in bodies)
    return Trial(title, tuple(one.ref for one in bodies), bodies, result, quotes, on)


def try_alternative(scope: Scope, *, alternative: Alternative, on: date) -> Trial:
    """A saved alternative held against 10 § on a day, with what people have answered by then."""
    cooperation = alternative.cooperation
    bodies = bodies_of(scope, cooperation=cooperation, refs=alternative.bodies, on=on)
    notes = tuple(alternative.notes.filter(entered_at__date__lte=on))
    result = judge(bodies, on, answers=_answers(notes))
    found = _quotes(scope, cooperation, bodies, alternative)
    return Trial(
        alternative.name,
        tuple(one.ref for one in bodies),
        bodies,
        result,
        compared(found, result),
        on,
        alternative,
        notes,
    )


def trials(scope: Scope, *, cooperation: Cooperation, on: date) -> tuple[Trial, ...]:
    """Every saved alternative held against 10 §, for comparing them."""
    found = alternatives(scope, cooperation=cooperation).select_related("cooperation")
    return tuple(try_alternative(scope, alternative=one, on=on) for one in found)


def council_on(scope: Scope, *, cooperation: Cooperation, on: date) -> Trial | None:
    """What the municipality has chosen as its strategic council, held against 10 §; None where nothing is chosen."""
    chosen = alternatives(scope, cooperation=cooperation).filter(chosen_on__lte=on).first()
    return try_alternative(scope, alternative=chosen, on=on) if chosen else None


def markable(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[AgendaItem]:
    """The points on agendas that can be marked: those that the cooperation's forums have dealt with."""
    return AgendaItem.objects.filter(
        meeting__forum__cooperation=cooperation,
        meeting__forum__cooperation_id__in=scope.cooperation_ids,
        state=AgendaItem.State.HANDLED,
    ).select_related("meeting__forum__cooperation")


def _answers(notes: Sequence[CriterionNote]) -> Mapping[Criterion, Answer]:
    latest = {one.of: one.answer for one in notes}
    return {criterion: answer for criterion, answer in latest.items() if answer is not None}


def _quotes(
    scope: Scope, cooperation: Cooperation, bodies: Sequence[Body], alternative: Alternative | None = None
) -> tuple[Quoted, ...]:
    """What sources say: of a blueprint's forums, and of the cooperation's own that came from one."""
    keys: dict[str, set[str]] = {}
    for body in bodies:
        blueprint, _, key = body.ref.partition("/")
        if key:
            keys.setdefault(blueprint, set()).add(key)
    own = [int(one.ref.removeprefix(OWN)) for one in bodies if one.ref.startswith(OWN)]
    named = set(Forum.objects.filter(pk__in=own).exclude(key="").values_list("key", flat=True))
    if named:
        started: models.QuerySet[Agreement] = agreements(scope, cooperation=cooperation).exclude(blueprint="")
        for blueprint in set(started.values_list("blueprint", flat=True)):
            keys.setdefault(blueprint, set()).update(named)
    letter = alternative.letter if alternative else ""
    if alternative and alternative.source:
        keys.setdefault(alternative.source, set())
    return tuple(
        one
        for blueprint, asked in keys.items()
        for one in quoted_for(
            blueprint, asked, alternative=letter if _is_from(alternative, blueprint) else ""
        )
    )


def _is_from(alternative: Alternative | None, blueprint: str) -> bool:
    return alternative is not None and alternative.source == blueprint
