"""What comes of reports: a state and an answer for one or several at once, and who sees a party's reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.field.models import KEPT_MONTHS, FieldSharing, Report, ReportState, State
from trygghjulet.steps.field.queries import leading, require_to_answer
from trygghjulet.steps.field.rules.naming import title_of
from trygghjulet.steps.field.rules.states import may_follow, needs_words

#: The kind of message that an answer is.
KIND: Final = "field_answer"
#: The most months that a party may keep its reports.
LONGEST_KEPT: Final = 120
#: How many reports a message tells one by one.
_TOLD: Final = 5


@operation
def answer(
    *, by: Scope, at: datetime, reports: Sequence[Report], state: str, words: str = ""
) -> list[ReportState]:
    """Say how one or several reports stand, and what their reporters should know. Each reporter is told once.

    Raises:
        Denied: the person may not answer one of them.
        PersonalDataFound: the answer holds personal data.
        Refused: none is chosen, they belong to several cooperations, one can't get the state, or the reason is missing.
    """
    if not reports:
        raise Refused("Välj minst en rapport att svara på.")
    refuse_personal_data(words)
    if needs_words(state) and not words:
        raise Refused("Skriv varför inget görs, så att den som rapporterade får veta.")
    held = list(
        Report.objects.select_for_update(of=("self",))
        .filter(pk__in=[report.pk for report in reports])
        .select_related("cooperation__area", "party", "area")
        .order_by("pk")
    )
    if len({report.cooperation_id for report in held}) != 1:
        raise Refused("Svara på rapporterna i en samverkan åt gången.")
    cooperation = held[0].cooperation
    lead = leading(cooperation)
    given = []
    for report in held:
        require_to_answer(by, report=report, lead=lead)
        now = ReportState.objects.filter(report=report).order_by("-at", "-pk").first()
        standing = State(now.state if now else State.RECEIVED)
        if not may_follow(standing, state):
            raise Refused(f"{_named(report)} är {standing.label.lower()} och kan inte få det läget.")
        step = ReportState(report=report, state=state, answer=words, at=at, by_name=by.user_name)
        step.save()
        given.append(step)
        record(
            by=by,
            at=at,
            cooperation_id=cooperation.pk,
            act="svarade på fältrapporten",
            subject=report,
            state=state,
            answered=bool(words),
        )
    _tell(by, at, cooperation, given)
    return given


@operation
def set_sharing(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    party: Party,
    rows_shared: bool,
    months: int = KEPT_MONTHS,
) -> FieldSharing:
    """Choose whether all parties see a party's single reports, or only sums of them.

    Raises:
        Denied: the person does not look after the party.
        Refused: the party is not in the cooperation.
    """
    if not 1 <= months <= LONGEST_KEPT:
        raise Refused(f"Rapporterna gallras efter 1 till {LONGEST_KEPT} månader. Skriv ett tal däremellan.")
    if not cooperation.participations.filter(party=party).exists():
        raise Refused(f"{party.name} är inte part i den här samverkan.")
    by.require_manager(cooperation_id=cooperation.pk, party_id=party.pk, party=party.name)
    Cooperation.objects.select_for_update().get(pk=cooperation.pk)  # two at once write one rule
    rule = FieldSharing.objects.filter(cooperation=cooperation, party=party).first()
    rule = rule or FieldSharing(cooperation=cooperation, party=party)
    rule.rows_shared, rule.months = rows_shared, months
    rule.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="valde delning av fältrapporter",
        subject=rule,
        rows_shared=rows_shared,
        months=months,
    )
    return rule


def _named(report: Report) -> str:
    return f"{title_of(report.category)} ({report.happened_from:%Y-%m-%d})"


def _tell(by: Scope, at: datetime, cooperation: Cooperation, given: Sequence[ReportState]) -> None:
    """One message to each reporter, however many of their reports were answered."""
    reporters: dict[int, list[ReportState]] = {}
    for step in given:
        if step.report.by_id != by.user_id:
            reporters.setdefault(step.report.by_id, []).append(step)
    tell(
        at=at,
        cooperation=cooperation,
        notices=[_notice(cooperation, user_id, steps) for user_id, steps in sorted(reporters.items())],
    )


def _notice(cooperation: Cooperation, user_id: int, steps: Sequence[ReportState]) -> Notice:
    words, label = steps[0].answer, State(steps[0].state).label
    names = [_named(step.report) for step in steps[:_TOLD]]
    more = f" och {len(steps) - _TOLD} till" if len(steps) > _TOLD else ""
    one = len(steps) == 1
    subject = f"Svar på din rapport: {label}" if one else f"Svar på {len(steps)} av dina rapporter: {label}"
    said = f" Svar: {words}" if words else ""
    return Notice(
        user_id=user_id,
        kind=KIND,
        key=f"field_answer:{max(step.pk for step in steps)}",
        subject=subject,
        text=f"{', '.join(names)}{more}.{said}",
        link=reverse("field:show", args=(cooperation.slug, steps[0].report_id))
        if one
        else reverse("field:index", args=(cooperation.slug,)),
    )
