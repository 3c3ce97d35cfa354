"""Registering governing documents, changing what is known of them, and noting that one has been repealed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from trygghjulet.cooperation.governance.models import GoverningDocument
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class Content:
    """A governing document as a person writes it down; what is unknown stays empty."""

    title: str
    kind: str
    decided_by: str = ""
    applies_to: str = ""
    registry_number: str = ""
    decided_on: date | None = None
    paragraph: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    until_further_notice: bool = False
    last_revised_on: date | None = None
    owner: str = ""
    link: str = ""
    party: Party | None = None
    replaces: GoverningDocument | None = None


@operation
def register(
    *, by: Scope, at: datetime, cooperation: Cooperation, key: str, content: Content
) -> GoverningDocument:
    """Take a governing document into the register.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the key is taken, the days don't hold together, or a party or the replaced one is another's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    _refuse_unfit(cooperation, content)
    if GoverningDocument.objects.filter(cooperation=cooperation, key=key).exists():
        raise Refused(
            f"Ett dokument med titeln {content.title} finns redan. Lägg till år eller version i titeln."
        )
    document = GoverningDocument(cooperation=cooperation, key=key, **_columns(content))
    document.save()
    record(
        by=by, at=at, cooperation_id=cooperation.pk, act="registrerade", subject=document, kind=content.kind
    )
    return document


@operation
def change(
    *, by: Scope, at: datetime, document: GoverningDocument, seen: int, content: Content
) -> GoverningDocument:
    """Change what is known of a document.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the days don't hold together, it would replace itself, or something is another cooperation's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=document.cooperation_id)
    _refuse_unfit(document.cooperation, content)
    _refuse_ring(document, content.replaces)
    saved = GoverningDocument.objects.select_for_update().get(pk=document.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    columns = _columns(content)
    changed = sorted(name for name, value in columns.items() if getattr(saved, name) != value)
    for name, value in columns.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="ändrade", subject=saved, changed=changed)
    return saved


@operation
def end(*, by: Scope, at: datetime, document: GoverningDocument, ended_on: date) -> GoverningDocument:
    """Note the day from which a document no longer applies.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the day lies before the document began to apply.
    """
    by.require(Permission.MANAGE, cooperation_id=document.cooperation_id)
    saved = GoverningDocument.objects.select_for_update().get(pk=document.pk)
    if saved.valid_from is not None and ended_on < saved.valid_from:
        raise Refused(f"Dokumentet började gälla {saved.valid_from}. Det kan inte upphävas före det.")
    saved.ended_on = ended_on
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="upphävde",
        subject=saved,
        ended_on=ended_on.isoformat(),
    )
    return saved


def _columns(content: Content) -> dict[str, object]:
    return {field.name: getattr(content, field.name) for field in fields(content)}


def _refuse_unfit(cooperation: Cooperation, content: Content) -> None:
    # A link is an address, not a text: what looks like a number in it points at no person.
    refuse_personal_data(
        *(v for name, v in _columns(content).items() if isinstance(v, str) and name not in {"link", "kind"})
    )
    if content.link and not content.link.startswith(("https://", "http://")):
        raise Refused("Länken ska börja med https:// eller http://.")
    if content.valid_until is not None:
        if content.until_further_notice:
            raise Refused(
                "Ett dokument gäller antingen tills vidare eller till en viss dag. Välj ett av dem."
            )
        if content.valid_from is not None and content.valid_until < content.valid_from:
            raise Refused("Dokumentet slutar gälla innan det börjar. Rätta ett av datumen.")
    if content.party is not None and not cooperation.participations.filter(party=content.party).exists():
        raise Refused(f"{content.party} är inte part i den här samverkan.")
    if content.replaces is not None and content.replaces.cooperation_id != cooperation.pk:
        raise Refused("Dokumentet som ersätts hör till en annan samverkan.")


def _refuse_ring(document: GoverningDocument, replaced: GoverningDocument | None) -> None:
    passed: set[int] = set()
    while replaced is not None and replaced.pk not in passed:
        if replaced.pk == document.pk:
            raise Refused("Ett dokument kan inte ersätta sig självt, inte heller genom ett annat.")
        passed.add(replaced.pk)
        replaced = replaced.replaces
