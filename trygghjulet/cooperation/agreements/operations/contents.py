"""What an agreement holds: parts, problem areas, parties and commitments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementPart,
    AgreementParty,
    Commitment,
    Treatment,
)
from trygghjulet.cooperation.agreements.operations._common import (
    current,
    put,
    record_on,
    require_manager,
    require_own,
)
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@operation
def write_part(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    key: str,
    title: str,
    text: str = "",
    part: AgreementPart | None = None,
    seen: int = 0,
) -> AgreementPart:
    """Add a part, or change one; what stood there before stays in the log.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed the part meanwhile.
        Refused: the part is another agreement's.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(title, text)
    if part is None:
        last = agreement.parts.aggregate(last=Max("order"))["last"] or 0
        part = AgreementPart(agreement=agreement, order=last + 1, key=key, title=title, text=text)
        part.save()
        record_on(by, at, agreement, "lade till delen", part)
        return part
    saved = current(part, seen, within=agreement)
    before = put(saved, key=key, title=title, text=text)
    saved.save()
    record_on(by, at, agreement, "ändrade delen", saved, before=before)
    return saved


@operation
def remove_part(*, by: Scope, at: datetime, part: AgreementPart) -> None:
    """Take away a part; its text stays in the log, and its duties stay with the agreement.

    Raises:
        Denied: the person may not change the cooperation.
    """
    require_manager(by, part.agreement)
    record_on(by, at, part.agreement, "tog bort delen", part, title=part.title, text=part.text)
    part.delete()


@operation
def write_problem(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    title: str,
    text: str = "",
    goal: str = "",
    problem: AgreedProblem | None = None,
    seen: int = 0,
) -> AgreedProblem:
    """Add a problem area that the agreement points out, or change one.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the problem area is another agreement's.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(title, text, goal)
    if problem is None:
        problem = AgreedProblem(agreement=agreement, title=title, text=text, goal=goal)
        problem.save()
        record_on(by, at, agreement, "lade till problemområdet", problem)
        return problem
    saved = current(problem, seen, within=agreement)
    before = put(saved, title=title, text=text, goal=goal)
    saved.save()
    record_on(by, at, agreement, "ändrade problemområdet", saved, before=before)
    return saved


@operation
def treat(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    problem: AgreedProblem,
    treated_by: AgreedProblem | None = None,
    reason: str = "",
) -> Treatment:
    """Say which of a local agreement's own problem areas treats a city-wide one, or why none does.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the problem areas are not the parent's and the agreement's own, or neither answer is given.
        PersonalDataFound: the reason holds personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(reason)
    if agreement.parent_id is None or problem.agreement_id != agreement.parent_id:
        raise Refused("Problemområdet hör inte till den överenskommelse som den här följer.")
    if treated_by is not None and treated_by.agreement_id != agreement.pk:
        raise Refused(
            "Det problemområde som svarar mot det stadsövergripande ska stå i den här överenskommelsen."
        )
    if treated_by is None and not reason.strip():
        raise Refused("Ange vilket problemområde som behandlar det, eller varför inget gör det.")
    saved = Treatment.objects.select_for_update().filter(agreement=agreement, problem=problem).first()
    treatment = saved or Treatment(agreement=agreement, problem=problem)
    treatment.treated_by, treatment.reason = treated_by, reason if treated_by is None else ""
    treatment.save()
    record_on(by, at, agreement, "svarade på problemområdet", problem, reason=treatment.reason)
    return treatment


@operation
def write_party(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    party: Party | None = None,
    name: str = "",
    signer_title: str = "",
    signer_name: str = "",
    place: str = "",
    signed_on: date | None = None,
    row: AgreementParty | None = None,
    seen: int = 0,
) -> AgreementParty:
    """Add a party to the agreement with who signs for it, or change that.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: neither a party nor an organisation is given, or the party is another cooperation's.
        PersonalDataFound: the texts hold personal data other than the name of the one who signs.
    """
    require_manager(by, agreement)
    refuse_personal_data(name, signer_title, place)
    refuse_personal_data(signer_name, public_names=True)
    require_own(agreement.cooperation, party)
    if party is None and not name.strip():
        raise Refused("Välj en part eller skriv organisationens namn.")
    values = {
        "party": party,
        "name": "" if party else name,
        "signer_title": signer_title,
        "signer_name": signer_name,
        "place": place,
        "signed_on": signed_on,
    }
    if row is None:
        row = AgreementParty(agreement=agreement, **values)
        row.save()
        record_on(by, at, agreement, "lade till parten", row)
        return row
    saved = current(row, seen, within=agreement)
    before = put(saved, **values)
    saved.save()
    record_on(by, at, agreement, "ändrade parten", saved, before=before)
    return saved


@operation
def remove_party(*, by: Scope, at: datetime, row: AgreementParty) -> None:
    """Take a party out of the agreement.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the party has signed.
    """
    require_manager(by, row.agreement)
    if row.signed_on is not None:
        raise Refused("Parten har skrivit under och står kvar. Rätta raden om den är fel.")
    record_on(by, at, row.agreement, "tog bort parten", row)
    row.delete()


@dataclass(frozen=True)
class Terms:
    """Everything that is said of one cost or commitment."""

    what: str
    party: Party | None = None
    borne_by: str = ""
    amount: int | None = None
    per: str = Commitment.Per.YEAR
    posts: Decimal | None = None
    split: str = Commitment.Split.OTHER
    since: date | None = None
    until: date | None = None
    in_plan: str = Commitment.InPlan.UNKNOWN
    in_plan_year: int | None = None
    in_plan_reference: str = ""


@operation
def write_commitment(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    terms: Terms,
    commitment: Commitment | None = None,
    seen: int = 0,
) -> Commitment:
    """Add a cost or a commitment, or change one.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the party is another cooperation's, it ends before it begins, or the plan has no year.
        PersonalDataFound: the texts hold personal data.
    """
    require_manager(by, agreement)
    refuse_personal_data(terms.what, terms.borne_by, terms.in_plan_reference)
    require_own(agreement.cooperation, terms.party)
    if terms.since and terms.until and terms.until < terms.since:
        raise Refused("Åtagandet slutar innan det börjar. Rätta ett av datumen.")
    if terms.in_plan == Commitment.InPlan.YES and terms.in_plan_year is None:
        raise Refused("Ange vilket års verksamhetsplan och budget det står i.")
    values = {name: getattr(terms, name) for name in terms.__dataclass_fields__}
    if terms.party is not None:
        values["borne_by"] = ""
    if commitment is None:
        commitment = Commitment(agreement=agreement, **values)
        commitment.save()
        record_on(by, at, agreement, "lade till åtagandet", commitment)
        return commitment
    saved = current(commitment, seen, within=agreement)
    before = put(saved, **values)
    saved.save()
    record_on(by, at, agreement, "ändrade åtagandet", saved, before=before)
    return saved
