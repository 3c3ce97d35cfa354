"""Registering where material comes from, who owns it and who sees what."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Source
from trygghjulet.steps.scanning.rules.sharing import require_owner


@operation
def add_source(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    party: Party,
    name: str,
    reader: str,
    theme: str,
    sharing: str,
    definition: str,
    retention: date | None = None,
) -> Source:
    """Register where material comes from, who owns it and who sees what.

    Raises:
        Denied: the person may not hand in material for that party.
        PersonalDataFound: the texts hold personal data.
        Refused: the name is taken.
        LookupError: no such format.
    """
    require_owner(
        by, Permission.DELIVER, cooperation_id=cooperation.pk, owner_id=party.pk, owner_name=party.name
    )
    refuse_personal_data(name, definition)
    registry.format_of(reader)
    if Source.objects.filter(cooperation=cooperation, name=name).exists():
        raise Refused(f"Källan {name} finns redan. Välj ett annat namn, eller lämna filen till den källan.")
    source = Source(
        cooperation=cooperation,
        party=party,
        name=name,
        reader=reader,
        theme=theme,
        sharing=sharing,
        definition=definition,
        retention=retention,
    )
    source.save()
    record(
        by=by, at=at, cooperation_id=cooperation.pk, act="lade upp källan", subject=source, sharing=sharing
    )
    return source
