"""Entering agreements and writing what they hold: parts, parties, life, annexes, commitments and duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.db.models import Max
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import (
    AgreedProblem,
    Agreement,
    AgreementActor,
    AgreementDuty,
    AgreementKind,
    AgreementPart,
    AgreementParty,
    AgreementStep,
    AgreementTemplate,
    Annex,
    AnnexVersion,
    Commitment,
    Ends,
    PartKey,
    RenegotiatedBy,
    Succession,
    TemplatePart,
    Treatment,
    Who,
)
from trygghjulet.cooperation.agreements.queries import arrangement_of
from trygghjulet.cooperation.agreements.rules import blueprints, duties as duty_rules, life, termination
from trygghjulet.cooperation.agreements.rules.duties import Renaming, WhenGiven
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.documents import numbers
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.obligations import reading, words
from trygghjulet.obligations.entries import Unreadable

M = TypeVar("M", bound=models.Model)
#: How long a key may be, with room for a number that tells two apart.
_LONGEST_KEY = 70


@operation
def enter(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    title: str,
    purposes: str = "",
    fields_of_work: str = "",
    problems: Sequence[tuple[str, str]] = (),
    valid_from: date | None = None,
    valid_until: date | None = None,
    decided_on: date | None = None,
    signed_on: date | None = None,
    registry_number: str = "",
    kind: str = AgreementKind.AGREEMENT,
    area: Area | None = None,
    parent: Agreement | None = None,
    until_further_notice: bool = False,
    goal: str = "",
    is_draft: bool = False,
) -> Agreement:
    """Enter an agreement as it was made, or a draft; each problem area is given as title and wording.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the area or the agreement that it follows is another cooperation's, or the validity can't be so.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(
        title, purposes, fields_of_work, goal, *(text for problem in problems for text in problem)
    )
    agreement = Agreement(
        cooperation=cooperation,
        title=title,
        kind=kind,
        area=area,
        parent=parent,
        purposes=purposes,
        fields_of_work=fields_of_work,
        goal=goal,
        valid_from=valid_from,
        valid_until=valid_until,
        until_further_notice=until_further_notice,
        registry_number=registry_number,
    )
    _check(agreement)
    agreement.save()
    for problem_title, text in problems:
        AgreedProblem(agreement=agreement, title=problem_title, text=text).save()
    if is_draft:
        _step(by, at, agreement, StepKind.DRAFT, at.date())
    taken = [(decided_on, StepKind.DECIDED), (signed_on, StepKind.SIGNED)]
    for day, step in sorted((day, step) for day, step in taken if day is not None):
        _step(by, at, agreement, step, day)
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in överenskommelsen", subject=agreement)
    return agreement


@operation
def change(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    seen: int,
    title: str,
    purposes: str = "",
    fields_of_work: str = "",
    goal: str = "",
    kind: str = AgreementKind.AGREEMENT,
    area: Area | None = None,
    parent: Agreement | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    until_further_notice: bool = False,
    registry_number: str = "",
) -> Agreement:
    """Change what is said of an agreement as a whole; what was said before stays in the log.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: see `enter`.
        PersonalDataFound: the texts hold personal data.
    """
    _require(by, agreement)
    refuse_personal_data(title, purposes, fields_of_work, goal)
    saved = _current(agreement, seen)
    before = _set(
        saved,
        title=title,
        purposes=purposes,
        fields_of_work=fields_of_work,
        goal=goal,
        kind=kind,
        area=area,
        parent=parent,
        valid_from=valid_from,
        valid_until=valid_until,
        until_further_notice=until_further_notice,
        registry_number=registry_number,
    )
    _check(saved)
    saved.save()
    _record(by, at, saved, "ändrade överenskommelsen", saved, before=before)
    return saved


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
    _require(by, agreement)
    refuse_personal_data(forum_name)
    _require_own(agreement.cooperation, forum)
    if ends == Ends.NEXT_MEETING and forum is None and not forum_name:
        raise Refused("Ange forumet vars nästa möte överenskommelsen upphör vid.")
    saved = _current(agreement, seen)
    before = _set(
        saved,
        termination_who=who,
        termination_ends=ends,
        termination_forum=forum,
        termination_forum_name="" if forum else forum_name,
        renegotiated_by=renegotiated_by,
    )
    saved.save()
    _record(by, at, saved, "förde in hur den sägs upp", saved, before=before)
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
    _require(by, agreement)
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
        _check(saved)
        saved.save()
    step = _step(
        by, at, saved, wanted, on, body=body, paragraph=paragraph, registry_number=registry_number, note=note
    )
    _record(by, at, saved, f"förde in {step.get_kind_display().lower()} i", saved, on=_iso(on), body=body)
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
    _require(by, agreement)
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
    _require_own(saved.cooperation, party)
    named = {one.party_id for one in saved.parties.all() if one.party_id}
    if party is not None and named and party.pk not in named:
        raise Refused(f"{party} är inte part i överenskommelsen.")
    if ends_on is not None and ends_on < notified_on:
        raise Refused("Överenskommelsen kan inte upphöra innan den sägs upp. Rätta ett av datumen.")
    step = _step(
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
    _record(by, at, saved, "sade upp", saved, on=_iso(notified_on), party=party.name if party else None)
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
    _require(by, step.agreement)
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
    _record(
        by,
        at,
        saved,
        f"tog tillbaka steget {last.get_kind_display().lower()} i",
        saved,
        on=_iso(last.on),
        body=last.body,
        paragraph=last.paragraph,
        party=last.party.name if last.party else None,
        ends_on=_iso(last.ends_on),
        note=last.note,
        reason=reason,
    )
    last.delete()


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
    _require(by, agreement)
    refuse_personal_data(title, text)
    if part is None:
        last = agreement.parts.aggregate(last=Max("order"))["last"] or 0
        part = AgreementPart(agreement=agreement, order=last + 1, key=key, title=title, text=text)
        part.save()
        _record(by, at, agreement, "lade till delen", part)
        return part
    saved = _current(part, seen, within=agreement)
    before = _set(saved, key=key, title=title, text=text)
    saved.save()
    _record(by, at, agreement, "ändrade delen", saved, before=before)
    return saved


@operation
def remove_part(*, by: Scope, at: datetime, part: AgreementPart) -> None:
    """Take away a part; its text stays in the log, and its duties stay with the agreement.

    Raises:
        Denied: the person may not change the cooperation.
    """
    _require(by, part.agreement)
    _record(by, at, part.agreement, "tog bort delen", part, title=part.title, text=part.text)
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
    _require(by, agreement)
    refuse_personal_data(title, text, goal)
    if problem is None:
        problem = AgreedProblem(agreement=agreement, title=title, text=text, goal=goal)
        problem.save()
        _record(by, at, agreement, "lade till problemområdet", problem)
        return problem
    saved = _current(problem, seen, within=agreement)
    before = _set(saved, title=title, text=text, goal=goal)
    saved.save()
    _record(by, at, agreement, "ändrade problemområdet", saved, before=before)
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
    _require(by, agreement)
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
    _record(by, at, agreement, "svarade på problemområdet", problem, reason=treatment.reason)
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
    _require(by, agreement)
    refuse_personal_data(name, signer_title, signer_name, place)
    _require_own(agreement.cooperation, party)
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
        _record(by, at, agreement, "lade till parten", row)
        return row
    saved = _current(row, seen, within=agreement)
    before = _set(saved, **values)
    saved.save()
    _record(by, at, agreement, "ändrade parten", saved, before=before)
    return saved


@operation
def remove_party(*, by: Scope, at: datetime, row: AgreementParty) -> None:
    """Take a party out of the agreement.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the party has signed.
    """
    _require(by, row.agreement)
    if row.signed_on is not None:
        raise Refused("Parten har skrivit under och står kvar. Rätta raden om den är fel.")
    _record(by, at, row.agreement, "tog bort parten", row)
    row.delete()


@operation
def follow(*, by: Scope, at: datetime, agreement: Agreement, predecessor: Agreement) -> Succession:
    """Say that the agreement follows on another.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the other is another cooperation's or itself, follows on this one, or is said already.
    """
    _require(by, agreement)
    if predecessor.cooperation_id != agreement.cooperation_id:
        raise Refused("Överenskommelsen som den följer på hör till en annan samverkan.")
    if predecessor.pk == agreement.pk:
        raise Refused("En överenskommelse kan inte följa på sig själv.")
    if agreement.pk in _before(predecessor):
        raise Refused(f"{predecessor} följer redan på {agreement}. De kan inte följa på varandra.")
    if Succession.objects.filter(predecessor=predecessor, successor=agreement).exists():
        raise Refused(f"Det står redan att den följer på {predecessor}.")
    succession = Succession(predecessor=predecessor, successor=agreement)
    succession.save()
    _record(by, at, agreement, "knöt till sin föregångare", agreement, predecessor=predecessor.title)
    return succession


@operation
def add_template(
    *, by: Scope, at: datetime, agreement: Agreement, kind: str, title: str
) -> AgreementTemplate:
    """Let a city-wide agreement carry a common template for the local areas.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the agreement is for one area.
        PersonalDataFound: the title holds personal data.
    """
    _require(by, agreement)
    refuse_personal_data(title)
    if agreement.area_id is not None:
        raise Refused("Gemensamma mallar hör till en stadsövergripande överenskommelse.")
    template = AgreementTemplate(agreement=agreement, kind=kind, title=title)
    template.save()
    _record(by, at, agreement, "lade till den gemensamma mallen", template)
    return template


@operation
def add_template_part(
    *, by: Scope, at: datetime, template: AgreementTemplate, key: str, title: str, text: str = ""
) -> TemplatePart:
    """Add a part to a common template.

    Raises:
        Denied: the person may not change the cooperation.
        PersonalDataFound: the texts hold personal data.
    """
    _require(by, template.agreement)
    refuse_personal_data(title, text)
    part = TemplatePart(template=template, key=key, title=title, text=text)
    part.save()
    _record(by, at, template.agreement, "lade till en del i mallen", template, part=title)
    return part


@operation
def start_local(*, by: Scope, at: datetime, template: AgreementTemplate, area: Area, title: str) -> Agreement:
    """Start a local agreement from its parent's common template: a draft with the template's parts.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the template is for something else, or the area is the whole or another cooperation's.
        PersonalDataFound: the title holds personal data.
    """
    parent = template.agreement
    _require(by, parent)
    refuse_personal_data(title)
    if template.kind != AgreementTemplate.Kind.LOCAL_AGREEMENT:
        raise Refused("Mallen är inte för en lokal överenskommelse.")
    local = Agreement(
        cooperation=parent.cooperation,
        title=title,
        kind=AgreementKind.LOCAL_AGREEMENT,
        area=area,
        parent=parent,
        purposes=parent.purposes,
        fields_of_work=parent.fields_of_work,
    )
    _check(local)
    local.save()
    for order, part in enumerate(template.parts.all(), 1):
        AgreementPart(agreement=local, order=order, key=part.key, title=part.title, text=part.text).save()
    _step(by, at, local, StepKind.DRAFT, at.date())
    _record(by, at, local, "startade den lokala överenskommelsen", local, template=template.title)
    return local


@operation
def add_annex(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    number: str,
    title: str,
    decider: Forum | None = None,
    decider_name: str = "",
) -> Annex:
    """Add an annex, and who may decide its versions.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the number is taken, or the forum is another cooperation's.
        PersonalDataFound: the texts hold personal data.
    """
    _require(by, agreement)
    refuse_personal_data(number, title, decider_name)
    _require_own(agreement.cooperation, decider)
    if agreement.annexes.filter(number=number).exists():
        raise Refused(f"Bilaga {number} finns redan. Ge den här ett annat nummer.")
    annex = Annex(
        agreement=agreement,
        number=number,
        title=title,
        decider=decider,
        decider_name="" if decider else decider_name,
    )
    annex.save()
    _record(by, at, agreement, "lade till bilagan", annex)
    return annex


@operation
def add_annex_version(
    *,
    by: Scope,
    at: datetime,
    annex: Annex,
    text: str = "",
    link: str = "",
    valid_from: date | None = None,
    decided_forum: Forum | None = None,
    decided_by: str = "",
    decided_on: date | None = None,
) -> AnnexVersion:
    """Add a version of an annex. One that the wrong body decided is taken in as well, and shown as a deviation.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it has neither text nor link, or the forum is another cooperation's.
        PersonalDataFound: the texts hold personal data.
    """
    _require(by, annex.agreement)
    refuse_personal_data(text, decided_by)
    _require_own(annex.agreement.cooperation, decided_forum)
    if not text.strip() and not link:
        raise Refused("Skriv bilagans text eller ange en länk till den.")
    Annex.objects.select_for_update().get(pk=annex.pk)  # two people at once get a number each
    last = annex.versions.aggregate(last=Max("number"))["last"] or 0
    version = AnnexVersion(
        annex=annex,
        number=last + 1,
        text=text,
        link=link,
        valid_from=valid_from,
        decided_forum=decided_forum,
        decided_by="" if decided_forum else decided_by,
        decided_on=decided_on,
    )
    version.save()
    _record(by, at, annex.agreement, "lade till en version av", annex, number=version.number)
    return version


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
    _require(by, agreement)
    refuse_personal_data(terms.what, terms.borne_by, terms.in_plan_reference)
    _require_own(agreement.cooperation, terms.party)
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
        _record(by, at, agreement, "lade till åtagandet", commitment)
        return commitment
    saved = _current(commitment, seen, within=agreement)
    before = _set(saved, **values)
    saved.save()
    _record(by, at, agreement, "ändrade åtagandet", saved, before=before)
    return saved


@operation
def start_from_blueprint(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    blueprint: words.Blueprint,
    parties: Mapping[str, Party | None],
    forums: Mapping[str, Forum | None] | None = None,
    place: str = "",
    keep_dates: bool = False,
) -> Agreement:
    """Start one's own agreement from a blueprint: its documents, parts, problem areas, annexes, costs and duties.

    Args:
        blueprint: as it was read.
        parties, forums: the blueprint's ids and which of the cooperation's own they are; None, or left out,
            for one that is known by its name only.
        place: what one's own place is called; it takes the place of the blueprint's in titles and parts, never
            in a clause that is quoted.
        keep_dates: the blueprint is the cooperation's own agreement written off, so its dates hold here; else
            it becomes a draft.

    Returns:
        The document that the arrangement rests on.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: a party or forum is another cooperation's, the blueprint has been started from already, or it
            has no head.
        PersonalDataFound: the place's name holds personal data, or a blueprint that did not come with the product.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    refuse_personal_data(place)
    if blueprint.name not in blueprints.names():
        refuse_personal_data(*_written(blueprint))
    forums = forums or {}
    for own in (*parties.values(), *forums.values()):
        _require_own(cooperation, own)
    if AgreementActor.objects.filter(cooperation=cooperation, blueprint=blueprint.name).exists():
        raise Refused(f"Mallen {blueprint.title} är redan startad här. Ändra i överenskommelsen i stället.")
    if blueprint.head is None:
        raise Refused("Mallen säger inte vilket dokument den vilar på.")
    start = _Start(by, at, cooperation, blueprint, parties, forums, _renaming(blueprint, parties, place))
    made = start.make(keep_dates=keep_dates)
    head = made[blueprint.head.id]
    _record(
        by,
        at,
        head,
        "startade ur en mall",
        head,
        blueprint=blueprint.name,
        duties=len(blueprint.duties),
        documents=[one.title for one in made.values()],
    )
    return head


@dataclass(frozen=True)
class DutyContent:
    """What a person writes of a duty: the rest of its table is kept as it stands."""

    title: str
    who: tuple[str, ...]
    level: str = words.Level.CITY
    when: WhenGiven = field(default_factory=WhenGiven)


@operation
def add_duty(
    *,
    by: Scope,
    at: datetime,
    agreement: Agreement,
    content: DutyContent,
    clause: str,
    kind: str = words.Kind.COOPERATION,
    part: AgreementPart | None = None,
    table: Mapping[str, Any] | None = None,
) -> AgreementDuty:
    """Add a duty of one's own, with the clause that it follows from.

    Args:
        table: what the duty's table says besides, in the words of docs/using/duties.md: what counts as done, for
            each of what, under which condition, and when where `content` cannot say it.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the language can't read it, or the part is another agreement's.
        PersonalDataFound: the texts hold personal data.
    """
    _require(by, agreement)
    refuse_personal_data(content.title, clause, content.when.word)
    if part is not None and part.agreement_id != agreement.pk:
        raise Refused("Delen hör till en annan överenskommelse.")
    if not clause.strip():
        raise Refused("Skriv av klausulen som skyldigheten följer av.")
    arrangement = arrangement_of(by, agreement=agreement)
    key = _free(slugify(content.title)[:_LONGEST_KEY], agreement.duties.values_list("key", flat=True))
    whole = {
        "id": key,
        "title": content.title,
        "instrument": agreement.instrument,
        "clause": clause,
        "level": str(content.level),
        "who": list(content.who),
        "kind": str(kind),
        "evidence": _evidence(kind, key, content.who, (forum.id for forum in arrangement.forums)),
        **({} if table and "when" in table else {"when": _when(content.when, None)}),
        **duty_rules.plain(table or {}),
    }
    _read(whole, arrangement)
    duty = AgreementDuty(
        agreement=agreement, part=part, key=key, title=content.title, clause=clause, data=whole
    )
    duty.save()
    _record(by, at, agreement, "lade till skyldigheten", duty)
    return duty


@operation
def change_duty(
    *, by: Scope, at: datetime, duty: AgreementDuty, seen: int, content: DutyContent
) -> AgreementDuty:
    """Change what a duty is called, who is to do it, on which level and when. The clause stays as it is quoted.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the language can't read it so, or it has been removed.
        PersonalDataFound: the texts hold personal data.
    """
    _require(by, duty.agreement)
    refuse_personal_data(content.title, content.when.word)
    saved = _current(duty, seen)
    if saved.ended_on is not None:
        raise Refused("Skyldigheten är borttagen och kan inte ändras.")
    table = {
        **saved.data,
        "title": content.title,
        "who": list(content.who),
        "level": str(content.level),
        "when": _when(content.when, saved.data.get("when")),
    }
    _read(table, arrangement_of(by, agreement=duty.agreement))
    before = {key: value for key, value in saved.data.items() if table.get(key) != value}
    saved.title, saved.data, saved.changed = content.title, table, saved.changed or bool(before)
    saved.revision += 1
    saved.save()
    _record(by, at, duty.agreement, "ändrade skyldigheten", saved, before=before)
    return saved


@operation
def end_duty(*, by: Scope, at: datetime, duty: AgreementDuty, on: date, reason: str) -> AgreementDuty:
    """Remove a duty from a day; it is kept with the reason.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it has been removed already, or no reason is given.
        PersonalDataFound: the reason holds personal data.
    """
    _require(by, duty.agreement)
    refuse_personal_data(reason)
    saved = AgreementDuty.objects.select_for_update().get(pk=duty.pk)
    if saved.ended_on is not None:
        raise Refused("Skyldigheten är redan borttagen.")
    if not reason.strip():
        raise Refused("Ange varför skyldigheten tas bort.")
    saved.ended_on, saved.end_reason = on, reason
    saved.revision += 1
    saved.save()
    _record(by, at, duty.agreement, "tog bort skyldigheten", saved, on=_iso(on), reason=reason)
    return saved


# What the operations share


def _require(by: Scope, agreement: Agreement) -> None:
    by.require(Permission.MANAGE, cooperation_id=agreement.cooperation_id)


def _record(
    by: Scope, at: datetime, agreement: Agreement, act: str, subject: models.Model, **details: Any
) -> None:
    record(by=by, at=at, cooperation_id=agreement.cooperation_id, act=act, subject=subject, **details)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _locked(agreement: Agreement) -> Agreement:
    found: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    return found


def _current(row: M, seen: int, *, within: Agreement | None = None) -> M:
    """The saved row, locked, when it is the one that the writer had before them; its revision is counted on."""
    saved: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if within is not None and saved.agreement_id != within.pk:
        raise Refused("Raden hör till en annan överenskommelse.")
    refuse_if_stale(seen=seen, now=saved.revision)
    saved.revision += 1
    found: M = saved
    return found


def _set(row: models.Model, **values: Any) -> dict[str, str]:
    """Set a row's values; gives those that differed, as they were."""
    before = {name: str(getattr(row, name)) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    return before


def _require_own(cooperation: Cooperation, own: Party | Forum | None) -> None:
    if isinstance(own, Forum) and own.cooperation_id != cooperation.pk:
        raise Refused("Forumet hör inte till den här samverkan.")
    if isinstance(own, Party) and not cooperation.participations.filter(party=own).exists():
        raise Refused(f"{own} är inte part i den här samverkan.")


def _check(agreement: Agreement) -> None:
    """Refuse an agreement that points elsewhere or whose validity can't be so."""
    area, parent = agreement.area, agreement.parent
    if area is not None and not area.path.startswith(agreement.cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
    if agreement.kind == AgreementKind.LOCAL_AGREEMENT and (
        area is None or area == agreement.cooperation.area
    ):
        raise Refused("En lokal överenskommelse gäller ett område. Välj vilket.")
    if parent is not None and parent.cooperation_id != agreement.cooperation_id:
        raise Refused("Överenskommelsen som den följer hör till en annan samverkan.")
    if parent is not None and (parent.pk == agreement.pk or parent.parent_id is not None):
        raise Refused("En lokal överenskommelse följer en stadsövergripande. Välj en sådan.")
    if parent is not None and area is None:
        raise Refused("Bara en överenskommelse för ett område följer en annan. Välj området.")
    if agreement.valid_from and agreement.valid_until and agreement.valid_until < agreement.valid_from:
        raise Refused("Överenskommelsen slutar innan den börjar. Rätta ett av datumen.")
    if agreement.until_further_notice and agreement.valid_until:
        raise Refused("Det som gäller tills vidare har ingen sista dag. Ta bort det ena.")


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


def _step(
    by: Scope, at: datetime, agreement: Agreement, kind: StepKind, on: date | None, **more: Any
) -> AgreementStep:
    step = AgreementStep(
        agreement=agreement, kind=kind.value, on=on, entered_by=by.user_name, entered_at=at, **more
    )
    step.save()
    return step


def _before(agreement: Agreement) -> set[int]:
    """The agreements that one follows on, all the way back."""
    found: set[int] = set()
    waiting = [agreement.pk]
    while waiting:
        earlier = Succession.objects.filter(successor_id__in=waiting).values_list("predecessor_id", flat=True)
        waiting = [pk for pk in earlier if pk not in found]
        found.update(waiting)
    return found


def _free(key: str, taken: Iterable[str]) -> str:
    """The key, with a number after it where it is taken."""
    used, wanted, number = set(taken), key or "skyldighet", 1
    while (free := wanted if number == 1 else f"{wanted}-{number}") in used:
        number += 1
    return free


def _evidence(kind: str, key: str, who: Sequence[str], forums: Iterable[str]) -> dict[str, str]:
    """The facts that most likely show that a duty of the kind is met: for meetings, those of the forum itself."""
    known = set(forums)
    forum = next((one for one in who if one in known), None)
    if kind == words.Kind.MEETING and forum is not None:
        return {"kind": kind, "forum": forum}
    if kind == words.Kind.RESOURCE:
        return {"kind": words.FactKind.ARRANGEMENT.value, "what": key}
    return {"kind": kind if kind in set(words.FactKind) else words.FactKind.ACTIVITY.value, "what": key}


def _when(given: WhenGiven, before: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return duty_rules.when_table(given, before=before)
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong


def _read(table: Mapping[str, Any], arrangement: words.Blueprint) -> words.Duty:
    """The duty, checked by the language's own reader against the agreement's arrangement."""
    try:
        return reading.read_duty(table, within=arrangement)
    except Unreadable as wrong:
        said = " ".join(f"{finding.where}: {finding.problem} {finding.remedy}" for finding in wrong.findings)
        raise Refused(f"Skyldigheten går inte att läsa. {said}") from wrong


def _renaming(blueprint: words.Blueprint, parties: Mapping[str, Party | None], place: str) -> Renaming:
    known = {one.id: one.name for one in blueprint.parties}
    names = [(known[key], party.name) for key, party in parties.items() if party is not None and key in known]
    if place and blueprint.place:
        names.append((blueprint.place, place))
    return Renaming(tuple(names))


def _written(blueprint: words.Blueprint) -> Iterator[str]:
    """Everything that somebody has written in a blueprint."""
    yield from (blueprint.title, blueprint.place, blueprint.summary)
    for duty in (*blueprint.duties, *blueprint.practices):
        yield from (duty.title, duty.clause, duty.restored, duty.reading)
    for part in blueprint.parts:
        yield from (part.title, part.text, part.restored)
    for problem in blueprint.problems:
        yield from (problem.title, problem.goal, *problem.parts)
    for instrument in blueprint.instruments:
        yield from (instrument.title, instrument.decided_by)
    yield from (one.name for one in (*blueprint.parties, *blueprint.functions, *blueprint.areas))
    yield from (one.name for one in blueprint.forums)
    yield from (one.what for one in blueprint.costs)
    yield from (one.title for one in blueprint.annexes)


@dataclass(frozen=True)
class _Copied:
    """A part that has been copied, and where it stands in the source."""

    row: AgreementPart
    place: duty_rules.Place


@dataclass(frozen=True)
class _Start:
    """A blueprint on its way to becoming one's own agreement."""

    by: Scope
    at: datetime
    cooperation: Cooperation
    blueprint: words.Blueprint
    parties: Mapping[str, Party | None]
    forums: Mapping[str, Forum | None]
    rename: Renaming

    def make(self, *, keep_dates: bool) -> dict[str, Agreement]:
        """The documents by their ids in the blueprint, the head first among equals."""
        self._actors()
        head = self.blueprint.head
        made: dict[str, Agreement] = {}
        for instrument in self.blueprint.instruments:
            made[instrument.id] = self._document(instrument, keep_dates=keep_dates)
        for instrument in self.blueprint.instruments:
            for key in instrument.replaces:
                if key in made:
                    Succession(predecessor=made[key], successor=made[instrument.id]).save()
        main = made[head.id] if head else next(iter(made.values()))
        parts = self._parts(made, main, keep_dates=keep_dates)
        self._beside(made, main)
        for duty in self.blueprint.duties:
            self._duty(duty, made, parts)
        for practice in self.blueprint.practices:
            self._duty(practice, made, parts, is_practice=True)
        return made

    def _actors(self) -> None:
        kinds = AgreementActor.Kind
        for kind, listed in (
            (kinds.PARTY, self.blueprint.parties),
            (kinds.FUNCTION, self.blueprint.functions),
            (kinds.FORUM, self.blueprint.forums),
            (kinds.AREA, self.blueprint.areas),
        ):
            for one in listed:
                party = self.parties.get(one.id) if kind == kinds.PARTY else None
                forum = self.forums.get(one.id) if kind == kinds.FORUM else None
                own = party or forum
                AgreementActor(
                    cooperation=self.cooperation,
                    blueprint=self.blueprint.name,
                    key=one.id,
                    kind=kind,
                    name=own.name if own else self.rename(one.name),
                    party=party,
                    forum=forum,
                ).save()

    def _document(self, instrument: words.Instrument, *, keep_dates: bool) -> Agreement:
        taken = Agreement.objects.filter(cooperation=self.cooperation).values_list("key", flat=True)
        rule = instrument.termination
        forum = self.forums.get(rule.notified_to or "") if rule else None
        document = Agreement(
            cooperation=self.cooperation,
            title=self.rename(instrument.title)[:200],
            kind=instrument.kind.value,
            key=_free(instrument.id, taken),
            blueprint=self.blueprint.name,
            purposes=self._said("purpose", instrument),
            fields_of_work=self._said("fields_of_work", instrument),
            goal=self._said("goal", instrument),
            until_further_notice=instrument.until_further_notice,
            termination_who=rule.who if rule else Who.UNSAID,
            termination_ends=rule.ends if rule else Ends.UNSAID,
            renegotiated_by=rule.renegotiated_by if rule else RenegotiatedBy.UNSAID,
            termination_forum=forum,
            termination_forum_name=""
            if forum or not rule or not rule.notified_to
            else self.rename(self.blueprint.name_of(rule.notified_to)),
        )
        if keep_dates:
            # A validity given in years or months is those whole years and months.
            document.valid_from = instrument.valid_from.first if instrument.valid_from else None
            document.valid_until = instrument.valid_until.last if instrument.valid_until else None
            document.registry_number = instrument.registry_number[:40]
        document.save()
        for key in instrument.parties:
            party = self.parties.get(key)
            name = "" if party else self.rename(self.blueprint.name_of(key))
            AgreementParty(agreement=document, party=party, name=name[:120]).save()
        self._life(document, instrument, keep_dates=keep_dates)
        return document

    def _life(self, document: Agreement, instrument: words.Instrument, *, keep_dates: bool) -> None:
        if not keep_dates:
            _step(self.by, self.at, document, StepKind.DRAFT, self.at.date())
            return
        for kind, span in (
            (StepKind.UNDER_DECISION, instrument.put_forward_on),
            (StepKind.DECIDED, instrument.decided_on),
            (StepKind.SIGNED, instrument.signed_on),
        ):
            if span is not None:
                _step(
                    self.by,
                    self.at,
                    document,
                    kind,
                    span.first if span.exact else None,
                    body="" if kind is StepKind.SIGNED else instrument.decided_by[:120],
                    paragraph=instrument.paragraph[:40] if kind is StepKind.DECIDED else "",
                    note="" if span.exact else f"Under {span}.",
                )

    def _own(self, text: str) -> str:
        """The source's text as one's own: with one's own names, and no marks of italics and bold."""
        return self.rename(duty_rules.without_markup(text))

    def _said(self, key: str, instrument: words.Instrument) -> str:
        """What a document says in its parts of a sort, all of them together."""
        return "\n\n".join(
            self._own(part.restored or part.text)
            for part in self.blueprint.parts
            if part.key == key
            and (part.instrument == instrument.id or (not part.instrument and instrument.head))
        )

    def _parts(
        self, made: Mapping[str, Agreement], main: Agreement, *, keep_dates: bool
    ) -> dict[int, list[_Copied]]:
        parts: dict[int, list[_Copied]] = {}
        for order, part in enumerate(self.blueprint.parts, 1):
            document = made.get(part.instrument, main)
            text = self._own(part.restored or part.text)
            if part.key == PartKey.SIGNATURES and not keep_dates:
                # Where and when the others signed is not ours; a part that said nothing else is not copied.
                text = duty_rules.unsigned(text)
                if not text:
                    continue
            row = AgreementPart(
                agreement=document,
                key=part.key or PartKey.OTHER,
                title=self._own(part.title)[:200],
                text=text,
                order=order,
                first_line=part.lines[0] if part.lines else None,
                last_line=part.lines[1] if part.lines else None,
            )
            row.save()
            place = duty_rules.Place(part.restored or part.text, part.lines)
            parts.setdefault(document.pk, []).append(_Copied(row, place))
        return parts

    def _beside(self, made: Mapping[str, Agreement], main: Agreement) -> None:
        """Problem areas, annexes and costs."""
        for problem in self.blueprint.problems:
            AgreedProblem(
                agreement=made.get(problem.instrument, main),
                title=self._own(problem.title)[:200],
                text="\n".join(self._own(part) for part in problem.parts),
                goal=self._own(problem.goal),
            ).save()
        for number, annex in enumerate(self.blueprint.annexes, 1):
            decider = self.forums.get(annex.decided_by)
            named = self.rename(self.blueprint.name_of(annex.decided_by)) if annex.decided_by else ""
            Annex(
                agreement=made.get(annex.instrument, main),
                number=str(number),
                title=self._own(annex.title)[:200],
                decider=decider,
                decider_name="" if decider else named[:120],
            ).save()
        for cost in self.blueprint.costs:
            alone = self.parties.get(cost.borne_by[0]) if len(cost.borne_by) == 1 else None
            named = ", ".join(
                own.name if (own := self.parties.get(key)) else self.rename(self.blueprint.name_of(key))
                for key in cost.borne_by
            )
            Commitment(
                agreement=main,
                what=self.rename(cost.what)[:300],
                party=alone,
                borne_by="" if alone else named[:200],
                amount=cost.amount,
                per=Commitment.Per.YEAR if cost.per in ("", "year") else Commitment.Per.ONCE,
                split=cost.split or Commitment.Split.OTHER,
            ).save()

    def _duty(
        self,
        duty: words.Duty,
        made: Mapping[str, Agreement],
        parts: Mapping[int, Sequence[_Copied]],
        *,
        is_practice: bool = False,
    ) -> None:
        document = made[duty.instrument]
        instrument = self.blueprint.instrument(duty.instrument)
        own = parts.get(document.pk, ())
        home = duty_rules.home_of(duty.restored or duty.clause, duty.lines, [copied.place for copied in own])
        title = self.rename(duty.title)
        table = {
            **duty_rules.plain(self.blueprint.tables[duty.id]),
            "title": title,
            "instrument": document.instrument,
        }
        AgreementDuty(
            agreement=document,
            part=own[home].row if home is not None else None,
            key=duty.id,
            title=title[:300],
            clause=duty.restored or duty.clause,
            data=table,
            is_practice=is_practice,
            blueprint=self.blueprint.name,
            source_file=instrument.file if instrument else "",
            first_line=duty.lines[0] if duty.lines else None,
            last_line=duty.lines[1] if duty.lines else None,
        ).save()
