"""Templates, local agreements and annexes with their own versions."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max

from trygghjulet.cooperation.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementPart,
    AgreementTemplate,
    Annex,
    AnnexVersion,
    TemplatePart,
)
from trygghjulet.cooperation.agreements.operations._common import (
    check_document,
    record_on,
    require_manager,
    require_own,
    write_step,
)
from trygghjulet.cooperation.agreements.rules.life import StepKind
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.privacy.guard import refuse_personal_data


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
    require_manager(by, agreement)
    refuse_personal_data(title)
    if agreement.area_id is not None:
        raise Refused("Gemensamma mallar hör till en stadsövergripande överenskommelse.")
    template = AgreementTemplate(agreement=agreement, kind=kind, title=title)
    template.save()
    record_on(by, at, agreement, "lade till den gemensamma mallen", template)
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
    require_manager(by, template.agreement)
    refuse_personal_data(title, text)
    part = TemplatePart(template=template, key=key, title=title, text=text)
    part.save()
    record_on(by, at, template.agreement, "lade till en del i mallen", template, part=title)
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
    require_manager(by, parent)
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
    check_document(local)
    local.save()
    for order, part in enumerate(template.parts.all(), 1):
        AgreementPart(agreement=local, order=order, key=part.key, title=part.title, text=part.text).save()
    write_step(by, at, local, StepKind.DRAFT, at.date())
    record_on(by, at, local, "startade den lokala överenskommelsen", local, template=template.title)
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
    require_manager(by, agreement)
    refuse_personal_data(number, title, decider_name)
    require_own(agreement.cooperation, decider)
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
    record_on(by, at, agreement, "lade till bilagan", annex)
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
    require_manager(by, annex.agreement)
    refuse_personal_data(text, decided_by)
    require_own(annex.agreement.cooperation, decided_forum)
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
    record_on(by, at, annex.agreement, "lade till en version av", annex, number=version.number)
    return version
