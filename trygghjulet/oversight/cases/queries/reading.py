"""Reading cases, and what there is to report."""

from __future__ import annotations

from datetime import date

from django.db import models

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import OF_THE_ACT
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.foundation.rounds.queries import rounds
from trygghjulet.obligations import words as w
from trygghjulet.obligations.state import State as DutyState
from trygghjulet.oversight.cases.models import Case
from trygghjulet.oversight.cases.rules.kinds import DECIDERS, Body, Decider, Subject
from trygghjulet.oversight.cases.rules.state import Lack, Standing, awaited, lacking
from trygghjulet.oversight.duties.queries import standings
from trygghjulet.oversight.duties.rules import Judged
from trygghjulet.steps.picture.models import SituationalPicture

#: What the duties call the bodies that reports go to, by how the words begin.
_REPORTED_TO = ("kommunstyrelse", "kommunfullmaktige")
_REPORTED_IN_WORDS = ("till kommunstyrelse", "för kommunstyrelse", "kommunfullmäktige")
#: What a duty's evidence is about, and so which sort of case answers it, by how the word begins.
_SUBJECTS = (
    ("lagesbild", Subject.PICTURE),
    ("overenskommelse", Subject.AGREEMENT),
    ("lokal-overenskommelse", Subject.AGREEMENT),
    ("arsredovisning", Subject.LAW),
)


def cases(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Case]:
    """The cooperation's cases that the person may see, the latest first."""
    return (
        Case.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)
        .select_related(
            "cooperation__area",
            "author__party",
            "forum",
            "round__area",
            "round__cooperation",
            "document",
            "agreement",
            "about_forum",
        )
        .prefetch_related("decisions")
    )


def lacks_of(case: Case) -> tuple[Lack, ...]:
    """What is missing before the case can be marked ready."""
    return lacking(
        Standing(
            case.title,
            case.registry_number,
            case.author_id is not None,
            tuple(one.text for one in case.proposals.all()),
            tuple((one.piece, case.heading(one.piece), one.text) for one in case.parts.all()),
        )
    )


def awaited_in(case: Case) -> tuple[Decider, ...]:
    """The bodies that have not settled the case yet, in turn."""
    settled = (Decider(one.decider) for one in case.decisions.all() if one.settles)
    return awaited(DECIDERS[Body(case.body)], settled)


def as_of(case: Case, on: date) -> date:
    """The day that a case tells of: the last of the year that it is about, or today while the year goes on."""
    return min(on, date(case.year, 12, 31)) if case.year else on


def pictures_to_report(
    scope: Scope, *, cooperation: Cooperation, until: date | None = None
) -> models.QuerySet[Round]:
    """The rounds of the whole municipality whose picture is adopted, that day at the latest, the newest first."""
    adopted = SituationalPicture.objects.filter(
        state=SituationalPicture.State.ADOPTED, adopted_on__lte=until or date.max
    ).values("round")
    return rounds(scope, cooperation=cooperation).filter(area_id=cooperation.area_id, pk__in=adopted)


def reporting(scope: Scope, *, cooperation: Cooperation, on: date) -> list[tuple[Judged, Subject]]:
    """The duties to report to those who decide for the municipality as they stand, each with what its case is about."""
    return [
        (one, subject_of(one))
        for one in standings(scope, cooperation=cooperation, on=on)
        if asks_for_a_report(one) and one.standing.state is not DutyState.NOT_APPLICABLE
    ]


def asks_for_a_report(one: Judged) -> bool:
    """Does a duty ask for a report to those who decide for the municipality?"""
    if one.duty.kind is not w.Kind.REPORT:
        return False
    # An own duty names its receiver in words only.
    words = f"{one.duty.title} {one.duty.clause}".lower()
    return any(key.startswith(_REPORTED_TO) for key in one.duty.to) or any(
        body in words for body in _REPORTED_IN_WORDS
    )


def subject_of(one: Judged) -> Subject:
    """What a case that answers a duty to report is about."""
    what = one.duty.evidence.what or ""
    return next((subject for begins, subject in _SUBJECTS if what.startswith(begins)), Subject.PROGRAMME)


def chosen_agreements(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[Agreement]:
    """The agreements that a case can be about."""
    return Agreement.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids, kind__in=OF_THE_ACT
    )
