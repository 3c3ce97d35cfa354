"""An agreement's life: its steps, its termination, and taking a step back."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.agreements.models import (
    Agreement,
    AgreementStep,
    Ends,
    RenegotiatedBy,
    Who,
)
from trygghjulet.cooperation.agreements.operations._common import (
    check_document,
    current,
    iso,
    put,
    record_on,
    require_manager,
    require_own,
    write_step,
)
from trygghjulet.cooperation.agreements.rules import life, termination
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def set_termination(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    seen: int,
    who: str,
    ends: str = Ends.UNSAID,
    forum: Forum | None = None,
    forum_name: str = "",
    renegotiated_by: str = RenegotiatedBy.UNSAID,
) -> Agreement:
    """Say how the agreement comes to an end, as it says itself.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: it ends at a forum's next meeting without saying which, or the forum is another cooperation's.
        PersonalDataFound: the name holds personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(forum_name)
    require_own(agreement.cooperation, forum)
    if ends == Ends.NEXT_MEETING and forum is None and not forum_name:
        raise Refused("Ange forumet vars nästa möte överenskommelsen upphör vid.")
    saved = current(agreement, seen)
    before = put(
        saved,
        termination_who=who,
        termination_ends=ends,
        termination_forum=forum,
        termination_forum_name="" if forum else forum_name,
        renegotiated_by=renegotiated_by,
    )
    saved.save()
    record_on(by, at, saved, "förde in hur den sägs upp", saved, before=before)
    return saved


@operation
def take_step(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    kind: str,
    on: date | None = None,
    body: str = "",
    paragraph: str = "",
    registry_number: str = "",
    note: str = "",
) -> AgreementStep:
    """Enter a step in the agreement's life; the day may be unknown. Notice is given with `terminate`.

    An agreement that begins to apply a day, and whose validity had no beginning, is valid from that day.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the step can't follow on the last one, its day has not been, or it begins after its end.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(body, paragraph, registry_number, note)
    saved = _locked(agreement)
    wanted = StepKind(kind)
    if wanted is StepKind.TERMINATED:
        raise Refused("En uppsägning förs in under Säg upp.")
    _require_move(saved, wanted)
    if on is not None and wanted in life.PAST_ONLY and on > at.date():
        raise Refused(
            f"Dagen {numbers.day(on)} har inte varit än. Ange en dag till och med i dag, eller lämna den tom."
        )
    if wanted is StepKind.IN_FORCE and on is not None and saved.valid_from is None:
        saved.valid_from = on
        check_document(saved)
        saved.save()
    step = write_step(
        by, at, saved, wanted, on, body=body, paragraph=paragraph, registry_number=registry_number, note=note
    )
    record_on(by, at, saved, f"förde in {step.get_kind_display().lower()} i", saved, on=iso(on), body=body)
    return step


@operation
def terminate(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    notified_on: date,
    party: Party | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> AgreementStep:
    """Enter that notice was given at a meeting. When the agreement ends follows from its own rule.

    Args:
        notified_on: the meeting where it was notified.
        party: the one that gave notice; None where the forum decided.
        ends_on: the day that the notice gives, kept only where the agreement itself says none.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the agreement says nothing of notice, or it can't be given now, then or by that party.
        PersonalDataFound: the note holds personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(note)
    saved = _locked(agreement)
    refused = termination.refusal(saved.rule)
    if refused:
        raise Refused(refused)
    _require_move(saved, StepKind.TERMINATED)
    if notified_on > at.date():
        raise Refused(
            f"Mötet {numbers.day(notified_on)} har inte varit än. Ange dagen då uppsägningen anmäldes."
        )
    if saved.termination_who == Who.EITHER_PARTY and party is None:
        raise Refused("Ange vilken part som säger upp överenskommelsen.")
    require_own(saved.cooperation, party)
    named = {one.party_id for one in saved.parties.all() if one.party_id}
    if party is not None and named and party.pk not in named:
        raise Refused(f"{party} är inte part i överenskommelsen.")
    if ends_on is not None and ends_on < notified_on:
        raise Refused("Överenskommelsen kan inte upphöra innan den sägs upp. Rätta ett av datumen.")
    step = write_step(
        by,
        at,
        saved,
        StepKind.TERMINATED,
        notified_on,
        body=saved.notice_forum,
        party=party,
        ends_on=ends_on if saved.termination_ends == Ends.UNSAID else None,
        note=note,
    )
    record_on(by, at, saved, "sade upp", saved, on=iso(notified_on), party=party.name if party else None)
    return step


@operation
def take_back_step(*, by: Scope, at: datetime, step: AgreementStep, reason: str) -> None:
    """Take back the last step of an agreement's life, entered by mistake; what it said stays in the log.

    The agreement's validity stays as it is: it is put right with `change`.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: a later step has been entered, it is the draft that began, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    require_manager(by, step.agreement)
    refuse_personal_data(reason)
    saved = _locked(step.agreement)
    last = saved.steps.last()
    if last is None or last.pk != step.pk:
        raise Refused("Bara det sista steget kan tas tillbaka. Ta tillbaka de senare stegen först.")
    if not reason.strip():
        raise Refused("Ange varför steget tas tillbaka.")
    if last.kind == StepKind.DRAFT and saved.steps.count() == 1:
        # Without it the agreement would be taken for one made before it came here, and its duties would bind.
        raise Refused("Utkastet är början och kan inte tas tillbaka. För in det steg som följde på det.")
    record_on(
        by,
        at,
        saved,
        f"tog tillbaka steget {last.get_kind_display().lower()} i",
        saved,
        on=iso(last.on),
        body=last.body,
        paragraph=last.paragraph,
        party=last.party.name if last.party else None,
        ends_on=iso(last.ends_on),
        note=last.note,
        reason=reason,
    )
    last.delete()


def _locked(agreement: Agreement) -> Agreement:
    found: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    return found


def _require_move(agreement: Agreement, wanted: StepKind) -> None:
    now = agreement.state
    possible = life.next_steps(now, renegotiated_by=agreement.renegotiated_by)
    # Notice may be given of an agreement whose earlier life nobody has entered.
    if wanted in possible or (now is None and wanted is StepKind.TERMINATED):
        return
    called = AgreementStep.Kind(wanted).label.lower()
    after = f"”{AgreementStep.Kind(now).label.lower()}”" if now else "ingenting"
    choices = ", ".join(AgreementStep.Kind(one).label.lower() for one in StepKind if one in possible)
    raise Refused(f"”{called}” kan inte följa på {after}. Det som kan följa är: {choices or 'inget mer'}.")
