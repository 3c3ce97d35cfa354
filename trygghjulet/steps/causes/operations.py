"""Describing problems, stating causes and weighing the evidence."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.causes.models import Cause, Evidence, ProblemProfile
from trygghjulet.steps.picture.models import Finding
from trygghjulet.steps.priorities.models import PriorityArea


def _require(by: Scope, round: Round) -> None:
    by.require(Permission.ANALYSE_CAUSES, cooperation_id=round.cooperation_id, area_path=round.area.path)


@operation
def describe(
    *,
    by: Scope,
    at: datetime,
    priority: PriorityArea,
    seen: int,
    what: str,
    where: str,
    when: str,
    who: str,
    how: str,
) -> ProblemProfile:
    """Describe the problem behind a priority: what, where, when, who and how.

    Args:
        seen: the revision that the writer had before them; 0 where nothing was written yet.

    Raises:
        Denied: the person may not write the cause analysis there.
        Stale: somebody else changed the description meanwhile.
        PersonalDataFound: the texts hold personal data.
    """
    round = priority.round
    _require(by, round)
    refuse_personal_data(what, where, when, who, how)
    PriorityArea.objects.select_for_update().get(pk=priority.pk)  # two first writers wait for each other
    profile = ProblemProfile.objects.filter(priority=priority).first()
    if profile is None:
        profile = ProblemProfile(priority=priority)
    refuse_if_stale(seen=seen, now=profile.revision)
    before = {"what": profile.what, "where": profile.where, "when": profile.when}
    before |= {"who": profile.who, "how": profile.how}
    profile.what, profile.where, profile.when, profile.who, profile.how = what, where, when, who, how
    profile.revision += 1
    profile.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="beskrev", subject=profile, before=before)
    return profile


@operation
def state_cause(
    *, by: Scope, at: datetime, profile: ProblemProfile, perspective: str, statement: str
) -> Cause:
    """State a possible cause of a problem; it gets the next number.

    Raises:
        Denied: the person may not write the cause analysis there.
        PersonalDataFound: the statement holds personal data.
    """
    round = profile.priority.round
    _require(by, round)
    refuse_personal_data(statement)
    # The profile's row is locked, so that two people at once get two numbers.
    ProblemProfile.objects.select_for_update().get(pk=profile.pk)
    last = Cause.objects.filter(profile=profile).order_by("-number").first()
    cause = Cause(
        profile=profile, number=last.number + 1 if last else 1, perspective=perspective, statement=statement
    )
    cause.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="angav orsaken", subject=cause)
    return cause


@operation
def add_evidence(
    *,
    by: Scope,
    at: datetime,
    cause: Cause,
    speaks_for: bool,
    text: str,
    finding: Finding | None = None,
    source: str = "",
) -> Evidence:
    """Record something that speaks for or against a cause, and the material it rests on.

    Raises:
        Denied: the person may not write the cause analysis there.
        PersonalDataFound: the text holds personal data.
        Refused: the finding is from another cooperation's picture.
    """
    round = cause.profile.priority.round
    _require(by, round)
    refuse_personal_data(text, source)
    if finding is not None and finding.picture.round.cooperation_id != round.cooperation_id:
        raise Refused("Iakttagelsen hör till en annan samverkan.")
    evidence = Evidence(cause=cause, speaks_for=speaks_for, text=text, finding=finding, source=source)
    evidence.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="lade belägg för" if speaks_for else "lade belägg mot",
        subject=cause,
        text=text,
    )
    return evidence


@operation
def conclude(
    *, by: Scope, at: datetime, cause: Cause, seen: int, act_on: bool | None, conclusion: str
) -> Cause:
    """Conclude whether a cause is one to act on.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not write the cause analysis there.
        Stale: somebody else concluded meanwhile.
        PersonalDataFound: the conclusion holds personal data.
    """
    round = cause.profile.priority.round
    _require(by, round)
    refuse_personal_data(conclusion)
    saved = Cause.objects.select_for_update().get(pk=cause.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {"act_on": saved.act_on, "conclusion": saved.conclusion}
    saved.act_on, saved.conclusion = act_on, conclusion
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="drog slutsats om",
        subject=saved,
        before=before,
    )
    return saved
