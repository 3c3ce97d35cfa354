"""Entering cooperation forms, decisions about them, local adaptations and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.forms.models import (
    CooperationForm,
    FormDecision,
    FormFigures,
    FormParty,
    LocalAdaptation,
)
from trygghjulet.cooperation.forms.rules.counts import Counts, Period, faults, obstacle
from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class Content:
    """A cooperation form as a person writes it; what is unknown stays empty."""

    name: str
    long_name: str = ""
    purpose: str = ""
    goal: str = ""
    target_group: str = ""
    age_from: int | None = None
    age_to: int | None = None
    way_of_working: str = ""
    steering: str = ""
    roles: str = ""
    follow_up: str = ""
    parties: Sequence[Party] = ()
    organisations: Sequence[str] = ()
    agreement: Agreement | None = None
    annex: str = ""
    since: date | None = None
    until: date | None = None
    source: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """What stands in the form's own table."""
        own = {field.name for field in fields(self)} - {"parties", "organisations"}
        return {name: getattr(self, name) for name in own}

    @property
    def texts(self) -> tuple[str, ...]:
        """Every free text."""
        return (*(value for value in self.columns.values() if isinstance(value, str)), *self.organisations)


@operation
def enter(
    *, by: Scope, at: datetime, cooperation: Cooperation, key: str, content: Content
) -> CooperationForm:
    """Enter a cooperation form. That it is entered does not set it up: that is done by a decision.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the key is taken, the ages or days are no range, or a party or the agreement is another's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    _refuse_unfit(cooperation, content)
    if CooperationForm.objects.filter(cooperation=cooperation, key=key).exists():
        raise Refused(f"Samverkansformen {content.name} finns redan.")
    form = CooperationForm(cooperation=cooperation, key=key, **content.columns)
    form.save()
    _join(form, content)
    record(by=by, at=at, cooperation_id=cooperation.pk, act="förde in samverkansformen", subject=form)
    return form


@operation
def change(*, by: Scope, at: datetime, form: CooperationForm, seen: int, content: Content) -> CooperationForm:
    """Change what is written about a form.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the ages or days are no range, or a party or the agreement is another's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=form.cooperation_id)
    _refuse_unfit(form.cooperation, content)
    saved = CooperationForm.objects.select_for_update().get(pk=form.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    changed = sorted(name for name, value in content.columns.items() if getattr(saved, name) != value)
    for name, value in content.columns.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    FormParty.objects.filter(form=saved).delete()
    _join(saved, content)
    record(
        by=by,
        at=at,
        cooperation_id=form.cooperation_id,
        act="ändrade samverkansformen",
        subject=saved,
        changed=changed,
    )
    return saved


@operation
def adapt(
    *, by: Scope, at: datetime, form: CooperationForm, area: Area, seen: int, text: str
) -> LocalAdaptation:
    """Write how an area does it its own way.

    Args:
        seen: the revision that the writer had before them; 0 where nothing was written.

    Raises:
        Denied: the person may not change the cooperation, or not in that area.
        Stale: somebody else changed it meanwhile.
        Refused: the area is another cooperation's.
        PersonalDataFound: the text holds personal data.
    """
    _refuse_strange_area(form.cooperation, area)
    by.require(Permission.MANAGE, cooperation_id=form.cooperation_id, area_path=area.path)
    refuse_personal_data(text)
    saved = LocalAdaptation.objects.select_for_update().filter(form=form, area=area).first()
    refuse_if_stale(seen=seen, now=saved.revision if saved else 0)
    adaptation = saved or LocalAdaptation(form=form, area=area)
    adaptation.text = text
    adaptation.revision += 1
    adaptation.save()
    record(
        by=by, at=at, cooperation_id=form.cooperation_id, act="anpassade samverkansformen", subject=adaptation
    )
    return adaptation


@operation
def decide(
    *,
    by: Scope,
    at: datetime,
    form: CooperationForm,
    kind: str,
    decided_on: date,
    forum: Forum | None = None,
    body: str = "",
    paragraph: str = "",
    registry_number: str = "",
    note: str = "",
) -> FormDecision:
    """Enter a decision about a form as it was made, whoever made it.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: nobody or two bodies are said to have decided, or the forum is another cooperation's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=form.cooperation_id)
    refuse_personal_data(body, paragraph, registry_number, note)
    if (forum is None) == (not body):
        raise Refused(
            "Ange vem som beslutade: ett forum, eller ett annat organ om det inte är ett forum här."
        )
    if forum is not None and forum.cooperation_id != form.cooperation_id:
        raise Refused("Forumet hör till en annan samverkan.")
    decision = FormDecision(
        form=form,
        kind=kind,
        forum=forum,
        body=body,
        decided_on=decided_on,
        paragraph=paragraph,
        registry_number=registry_number,
        note=note,
    )
    decision.save()
    record(by=by, at=at, cooperation_id=form.cooperation_id, act="förde in beslutet", subject=decision)
    return decision


@operation
def remove_decision(*, by: Scope, at: datetime, decision: FormDecision) -> None:
    """Take away a decision that was entered by mistake; what it said stays in the log.

    Raises:
        Denied: the person may not change the cooperation.
    """
    by.require(Permission.MANAGE, cooperation_id=decision.form.cooperation_id)
    record(
        by=by,
        at=at,
        cooperation_id=decision.form.cooperation_id,
        act="tog bort beslutet",
        subject=decision,
        decided_by=decision.decided_by,
        registry_number=decision.registry_number,
        note=decision.note,
    )
    decision.delete()


@operation
def count(
    *,
    by: Scope,
    at: datetime,
    form: CooperationForm,
    first_day: date,
    last_day: date,
    counts: Counts,
    area: Area | None = None,
) -> FormFigures:
    """Enter a period's figures about a form in an area, or in the whole cooperation; they replace those before.

    The log tells that figures were entered, and never the figures: it is read without withholding.

    Raises:
        Denied: the person may not follow up, or not in that area.
        Refused: the figures can't be true, overlap others, or the area is another cooperation's.
    """
    cooperation = form.cooperation
    if area is not None:
        _refuse_strange_area(cooperation, area)
    where = area or cooperation.area
    by.require(Permission.FOLLOW_UP, cooperation_id=cooperation.pk, area_path=where.path)
    if last_day < first_day:
        raise Refused("Perioden slutar innan den börjar. Rätta ett av datumen.")
    if wrong := faults(counts):
        raise Refused(" ".join(wrong))
    CooperationForm.objects.select_for_update().get(pk=form.pk)  # two at once must see each other's periods
    if area == cooperation.area:
        area = None  # one name for the whole, so that it is never counted twice
    kept = FormFigures.objects.filter(form=form).select_related("area")
    others = [(row.period, _path(row.area)) for row in kept]
    if hindered := obstacle(Period(first_day, last_day), _path(area), others):
        raise Refused(hindered)
    row = kept.filter(area=area, first_day=first_day).first()
    row = row or FormFigures(form=form, area=area, first_day=first_day, last_day=last_day)
    for name, value in asdict(counts).items():
        setattr(row, name, value)
    row.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="förde in siffror om",
        subject=row,
        area=where.name,
        counted=[name for name, value in asdict(counts).items() if value is not None],
    )
    return row


def _path(area: Area | None) -> str | None:
    return area.path if area else None


def _join(form: CooperationForm, content: Content) -> None:
    for party in content.parties:
        FormParty(form=form, party=party).save()
    for organisation in content.organisations:
        FormParty(form=form, organisation=organisation).save()


def _refuse_unfit(cooperation: Cooperation, content: Content) -> None:
    refuse_personal_data(*content.texts)
    if content.age_from is not None and content.age_to is not None and content.age_to < content.age_from:
        raise Refused("Åldrarna slutar innan de börjar. Rätta en av dem.")
    if content.since and content.until and content.until < content.since:
        raise Refused("Formen slutar innan den börjar. Rätta ett av datumen.")
    if content.agreement is not None and content.agreement.cooperation_id != cooperation.pk:
        raise Refused("Överenskommelsen hör till en annan samverkan.")
    known = set(cooperation.participations.values_list("party_id", flat=True))
    for party in content.parties:
        if party.pk not in known:
            raise Refused(f"{party} är inte part i den här samverkan. Skriv namnet som annan organisation.")


def _refuse_strange_area(cooperation: Cooperation, area: Area) -> None:
    if not area.path.startswith(cooperation.area.path):
        raise Refused("Området hör inte till den här samverkan.")
