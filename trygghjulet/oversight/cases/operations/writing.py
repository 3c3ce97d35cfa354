"""Writing in a case: its parts, proposals and appendices."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Max
from django.utils import timezone

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.oversight.cases.models import Case, CaseAppendix, CasePart, CaseProposal
from trygghjulet.oversight.cases.operations._common import draft_case, log
from trygghjulet.oversight.cases.queries import held_for
from trygghjulet.oversight.cases.rules import drafting, kinds
from trygghjulet.oversight.cases.rules.kinds import Body

R = TypeVar("R", CaseProposal, CaseAppendix)


@operation
def write_part(*, by: Scope, at: datetime, part: CasePart, seen: int, text: str) -> CasePart:
    """Write in a part. From then on no draft replaces what stands there.

    Raises:
        Denied: the person may not write cases here.
        Stale: somebody else wrote in it meanwhile.
        Refused: the case is no longer a draft.
        PersonalDataFound: the text holds personal data.
    """
    refuse_personal_data(text)
    draft_case(by, part.case)
    saved = CasePart.objects.select_for_update().select_related("case").get(pk=part.pk)
    refuse_if_stale(seen=seen, now=saved.revision, by_name=saved.written_by)
    return _written(by, at, saved, text, "skrev i")


@operation
def redraft_part(*, by: Scope, at: datetime, part: CasePart) -> CasePart:
    """Make a new draft of a part from what the house holds now; what a person has written stays, with it beside.

    Raises:
        Denied: the person may not write cases here.
        Refused: the case is no longer a draft.
    """
    case = draft_case(by, part.case)
    saved = CasePart.objects.select_for_update().select_related("case").get(pk=part.pk)
    text = drafting.draft(
        case.written_as, case.about, saved.piece, held_for(by, case=case, on=timezone.localdate(at))
    )
    if not saved.written_by:
        saved.revision += saved.text != text
        saved.text = text
    elif text != saved.draft:
        saved.offered = True
    saved.draft, saved.drafted_at = text, at
    saved.save()
    log(by, at, saved.case, "gjorde ett nytt utkast av", saved)
    return saved


@operation
def take_draft(*, by: Scope, at: datetime, part: CasePart, seen: int) -> CasePart:
    """Let the latest draft take the place of what stands in a part; what stood there stays in the log.

    Raises:
        Denied: the person may not write cases here.
        Stale: somebody else wrote in it meanwhile.
        Refused: the case is no longer a draft.
    """
    draft_case(by, part.case)
    saved = CasePart.objects.select_for_update().select_related("case").get(pk=part.pk)
    refuse_if_stale(seen=seen, now=saved.revision, by_name=saved.written_by)
    before = saved.text
    saved.text, saved.offered, saved.written_by, saved.written_at = saved.draft, False, "", None
    saved.revision += 1
    saved.save()
    log(by, at, saved.case, "satte in utkastet i", saved, before=before)
    return saved


@operation
def nothing_particular(*, by: Scope, at: datetime, part: CasePart, seen: int) -> CasePart:
    """Say, as a choice of the person's own, that there is nothing particular to say in a dimension.

    Raises:
        Denied: the person may not write cases here.
        Stale: somebody else wrote in it meanwhile.
        Refused: the part is no dimension, has words of its own already, or the case is no longer a draft.
    """
    case = draft_case(by, part.case)
    saved = CasePart.objects.select_for_update().select_related("case").get(pk=part.pk)
    refuse_if_stale(seen=seen, now=saved.revision, by_name=saved.written_by)
    if saved.piece not in kinds.DIMENSIONS:
        raise Refused("Det valet finns bara för de ekonomiska, ekologiska och sociala delarna.")
    if saved.written_by and saved.text.strip():
        raise Refused(f"{saved.heading} har redan en text. Ändra den i stället.")
    if saved.holds_drafted:
        raise Refused(
            f"Utkastet till {saved.heading.lower()} har uppgifter ur Trygghjulet. Läs dem och ändra texten i stället."
        )
    text = kinds.nothing_particular(case.written_as, saved.piece, office=case.office)
    return _written(by, at, saved, text, "angav inga särskilda aspekter i")


def _written(by: Scope, at: datetime, part: CasePart, text: str, act: str) -> CasePart:
    before = part.text
    part.text, part.written_by, part.written_at, part.offered = text, by.user_name, at, False
    part.revision += 1
    part.save()
    log(by, at, part.case, act, part, before=before)
    return part


# Proposals and appendices


@operation
def write_proposal(
    *,
    by: Scope,
    at: datetime,
    case: Case,
    body: str,
    text: str,
    proposal: CaseProposal | None = None,
    seen: int = 0,
) -> CaseProposal:
    """Add a proposal, or change one.

    Raises:
        Denied: the person may not write cases here.
        Stale: somebody else changed it meanwhile.
        Refused: the text is empty, the case does not go to that body or is no draft, or the proposal is another case's.
        PersonalDataFound: the text holds personal data.
    """
    refuse_personal_data(text)
    saved = draft_case(by, case)
    if not text.strip():
        raise Refused("Skriv vad som ska beslutas.")
    if body not in kinds.ADDRESSED[Body(saved.body)]:
        raise Refused(f"Ärendet går till {saved.decided_by.lower()}. Rikta förslaget dit.")
    row = _row(saved, CaseProposal, proposal, seen)
    row.body, row.text = body, text
    row.save()
    log(by, at, saved, "skrev ett förslag till beslut i", saved, text=text)
    return row


@operation
def remove_proposal(*, by: Scope, at: datetime, proposal: CaseProposal) -> None:
    """Take away a proposal; what it said stays in the log.

    Raises:
        Denied: the person may not write cases here.
        Refused: the case is no longer a draft.
    """
    case = draft_case(by, proposal.case)
    log(by, at, case, "tog bort ett förslag till beslut ur", case, text=proposal.text)
    proposal.delete()


@operation
def write_appendix(
    *,
    by: Scope,
    at: datetime,
    case: Case,
    title: str,
    registry_number: str = "",
    address: str = "",
    appendix: CaseAppendix | None = None,
    seen: int = 0,
) -> CaseAppendix:
    """Add an appendix, or change one.

    Raises:
        Denied: the person may not write cases here.
        Stale: somebody else changed it meanwhile.
        Refused: the title is empty, the address is no address, the case is no draft, or the appendix is another case's.
        PersonalDataFound: the texts hold personal data.
    """
    refuse_personal_data(title, registry_number)
    saved = draft_case(by, case)
    if not title.strip():
        raise Refused("Ange bilagans titel.")
    inside = address.startswith(f"/{saved.cooperation.slug}/")
    if address and not inside and not address.startswith(("https://", "http://")):
        raise Refused(
            f"Adressen ska börja med https:// eller, för en sida i Trygghjulet, med /{saved.cooperation.slug}/."
        )
    row = _row(saved, CaseAppendix, appendix, seen)
    row.title, row.registry_number, row.address = title, registry_number, address
    row.save()
    log(by, at, saved, "skrev en bilaga till", saved, title=title)
    return row


@operation
def remove_appendix(*, by: Scope, at: datetime, appendix: CaseAppendix) -> None:
    """Take away an appendix; what it was stays in the log.

    Raises:
        Denied: the person may not write cases here.
        Refused: the case is no longer a draft.
    """
    case = draft_case(by, appendix.case)
    log(by, at, case, "tog bort en bilaga från", case, title=appendix.title)
    appendix.delete()


def _row(case: Case, model: type[R], row: R | None, seen: int) -> R:
    """The row to write: the given one, unchanged since it was seen, or a new last one."""
    if row is None:
        last = model.objects.filter(case=case).aggregate(last=Max("order"))["last"] or 0
        return model(case=case, order=last + 1)
    saved: R | None = model.objects.select_for_update().filter(case=case, pk=row.pk).first()
    if saved is None:
        raise Refused("Raden hör till ett annat ärende, eller är borttagen.")
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.revision += 1
    return saved
