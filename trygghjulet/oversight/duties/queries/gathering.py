"""All that has been done and planned in a cooperation, gathered from the rooms and from what people have noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from trygghjulet.cooperation.agreements.models import Agreement
from trygghjulet.cooperation.agreements.queries import instruments_of
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.models import AuditEntry
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.queries import tree
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.obligations.facts import Fact, Record
from trygghjulet.oversight.duties.models import CompleteFrom
from trygghjulet.oversight.duties.queries.decided import from_decisions
from trygghjulet.oversight.duties.queries.members import from_members
from trygghjulet.oversight.duties.queries.met import from_meetings
from trygghjulet.oversight.duties.queries.names import Names
from trygghjulet.oversight.duties.queries.noting import from_functions, from_notes
from trygghjulet.oversight.duties.queries.shown import Shown
from trygghjulet.oversight.duties.queries.worked import from_documents, from_steps


def record_of(
    scope: Scope,
    *,
    cooperation: Cooperation,
    names: Names | None = None,
    documents: list[Agreement] | None = None,
) -> Record:
    """What has been done and planned in a cooperation: what the rooms have recorded, and what people have noted."""
    names = names or Names(scope, cooperation)
    if documents is None:
        documents = list(instruments_of(scope, cooperation))
    return recorded([one.fact for one in gathered(scope, cooperation, names, documents)], cooperation)


def recorded(facts: list[Fact], cooperation: Cooperation) -> Record:
    """The facts as a record that answers questions."""
    return Record(
        facts,
        complete_from=complete_from(cooperation),
        areas=tuple(slugify(area.name) for area in local_areas(cooperation)),
    )


def gathered(
    scope: Scope, cooperation: Cooperation, names: Names, documents: list[Agreement]
) -> Iterator[Shown]:
    """All that the rooms have recorded and people have noted, each with the page where it can be seen."""
    yield from from_meetings(scope, cooperation, names)
    yield from from_members(scope, cooperation, names)
    yield from from_decisions(scope, cooperation, names)
    yield from from_documents(scope, cooperation, documents)
    yield from from_steps(scope, cooperation, names)
    frame = reverse("overview:frame", args=(cooperation.slug,))
    yield from (Shown(fact, frame) for fact in from_functions(cooperation, names))
    page = reverse("duties:facts", args=(cooperation.slug,))
    yield from (Shown(fact, page) for fact in from_notes(scope, cooperation, names))


def complete_from(cooperation: Cooperation) -> date | None:
    """From when what is recorded is all that has been done: as somebody has said, else since the cooperation began."""
    said = CompleteFrom.objects.filter(cooperation=cooperation).first()
    if said is not None:
        return said.day
    began = AuditEntry.objects.filter(cooperation_id=cooperation.pk).aggregate(first=Min("at"))["first"]
    return timezone.localdate(began) if began else None


def local_areas(cooperation: Cooperation) -> list[Area]:
    """The areas just below the whole cooperation's."""
    return [area for area in tree(cooperation.area) if area.parent_id == cooperation.area_id]
