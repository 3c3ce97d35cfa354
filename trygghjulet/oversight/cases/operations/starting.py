"""Starting a case and changing its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation, Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.oversight.cases.models import Case, CaseAppendix, CasePart, CaseProposal
from trygghjulet.oversight.cases.operations._common import draft_case, log
from trygghjulet.oversight.cases.queries import appendices_for, as_of, held_for, pictures_to_report
from trygghjulet.oversight.cases.rules import drafting, kinds
from trygghjulet.oversight.cases.rules.kinds import Body, Kind, Subject


@dataclass(frozen=True)
class Head:
    """What stands at the head of a case. An empty title is drafted."""

    body: str
    title: str = ""
    committee: str = ""
    registry_number: str = ""
    office: str = ""
    author: Function | None = None
    signers: str = ""
    forum: Forum | None = None


_HEAD = tuple(Head.__dataclass_fields__)


@dataclass(frozen=True)
class About:
    """What a case is drafted from, as its subject asks."""

    round: Round | None = None
    document: GoverningDocument | None = None
    agreement: Agreement | None = None
    about_forum: Forum | None = None
    year: int | None = None


@operation
def start(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    kind: str,
    subject: str,
    head: Head,
    about: About | None = None,
) -> Case:
    """Start a case, with its parts, proposals and appendices drafted from what the house holds.

    Raises:
        Denied: the person may not write cases here.
        Refused: the kind, the subject or the body is not known, a committee is not named, or something is another's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.WRITE_CASE, cooperation_id=cooperation.pk)
    about = about or About()
    if kind not in list(Kind) or subject not in list(Subject):
        raise Refused(
            "Välj vad ärendet gäller och om det ska bli ett tjänsteutlåtande eller en tjänsteskrivelse."
        )
    case = Case(cooperation=cooperation, kind=kind, subject=subject, started_at=at)
    _set_head(case, head)
    for thing in (about.round, about.document, about.agreement, about.about_forum):
        _require_own(cooperation, thing)
    case.round, case.document, case.year = about.round, about.document, about.year
    case.agreement, case.about_forum = about.agreement, about.about_forum
    if case.round is None and case.about in (Subject.PICTURE, Subject.PROGRAMME, Subject.LAW):
        until = as_of(case, timezone.localdate(at))
        case.round = pictures_to_report(by, cooperation=cooperation, until=until).first()
    held = held_for(by, case=case, on=timezone.localdate(at))
    case.title = case.title or drafting.title(case.about, held)
    if not case.title:
        raise Refused("Ange vad ärendet ska heta.")
    case.save()
    for order, piece in enumerate(kinds.written(case.written_as), start=1):
        text = drafting.draft(case.written_as, case.about, piece, held)
        CasePart(case=case, key=piece.value, order=order, text=text, draft=text, drafted_at=at).save()
    body = Body(case.body)
    proposed = drafting.proposals(case.written_as, case.about, body, held, committee=case.committee)
    for order, text in enumerate(proposed, start=1):
        CaseProposal(case=case, body=body.value, text=text, order=order).save()
    for order, (title, number, address) in enumerate(appendices_for(case, held), start=1):
        CaseAppendix(case=case, title=title, registry_number=number, address=address, order=order).save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="startade ärendet", subject=case, about=subject)
    return case


@operation
def change(*, by: Scope, at: datetime, case: Case, seen: int, head: Head) -> Case:
    """Change the head of a case; what it was drafted from stays.

    Raises:
        Denied: the person may not write cases here.
        Stale: somebody else changed it meanwhile.
        Refused: it is no longer a draft, or see `start`.
        PersonalDataFound: the texts hold personal data.
    """
    saved = draft_case(by, case)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {name: str(getattr(saved, name) or "") for name in _HEAD}
    if not head.title.strip():
        raise Refused("Ange vad ärendet ska heta.")
    _set_head(saved, head)
    allowed = [one.value for one in kinds.ADDRESSED[Body(saved.body)]]
    for proposal in saved.proposals.exclude(body__in=allowed):
        proposal.body = saved.body
        proposal.save()
    saved.revision += 1
    saved.save()
    log(by, at, saved, "ändrade ärendet", saved, before=before)
    return saved


def _set_head(case: Case, head: Head) -> None:
    refuse_personal_data(head.title, head.committee, head.registry_number, head.office, head.signers)
    if head.body not in list(Body):
        raise Refused("Välj vem som ska besluta.")
    if head.body == Body.COMMITTEE and not head.committee.strip():
        raise Refused("Ange vilken nämnd som ska besluta.")
    for thing in (head.author, head.forum):
        _require_own(case.cooperation, thing)
    for name in _HEAD:
        setattr(case, name, getattr(head, name))
    if head.body != Body.COMMITTEE:
        case.committee = ""


def _require_own(cooperation: Cooperation, thing: Any) -> None:
    if thing is not None and thing.cooperation_id != cooperation.pk:
        raise Refused(f"{thing} hör till en annan samverkan.")
