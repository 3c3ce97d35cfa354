"""Reading the library: what comes with the product, and what a municipality has added."""

from __future__ import annotations

from django.db import models

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.steps.measures.models import Experience, Measure, OwnEntry
from trygghjulet.steps.measures.rules.known import Entry, in_order, known


def own_entries(scope: Scope, *, cooperation: Cooperation) -> models.QuerySet[OwnEntry]:
    """The entries that the cooperation has written itself."""
    return OwnEntry.objects.filter(cooperation=cooperation, cooperation_id__in=scope.cooperation_ids)


def library(scope: Scope, *, cooperation: Cooperation) -> list[Entry]:
    """Every entry that the cooperation can choose from, best known first."""
    return in_order([*known(), *map(_as_entry, own_entries(scope, cooperation=cooperation))])


def entry_of(scope: Scope, *, cooperation: Cooperation, key: str) -> Entry | None:
    """One entry by its key, or nothing."""
    return next((entry for entry in library(scope, cooperation=cooperation) if entry.key == key), None)


def experiences(scope: Scope, *, cooperation: Cooperation, key: str) -> models.QuerySet[Experience]:
    """What the cooperation itself has seen of an entry, newest first."""
    return Experience.objects.filter(
        cooperation=cooperation, cooperation_id__in=scope.cooperation_ids, entry_key=key
    )


def used_in(scope: Scope, *, cooperation: Cooperation, key: str) -> models.QuerySet[Measure]:
    """The measures that were made from an entry."""
    return (
        Measure.objects.filter(
            library_key=key,
            plan__round__cooperation=cooperation,
            plan__round__cooperation_id__in=scope.cooperation_ids,
        )
        .select_related("plan__round__area", "plan__round__cooperation")
        .order_by("-first_day", "pk")
    )


def _as_entry(own: OwnEntry) -> Entry:
    return Entry(
        key=own.key,
        title=own.title,
        what=own.what,
        problems=tuple(part.strip() for part in own.problems.split(",") if part.strip()),
        perspectives=tuple(own.perspectives),
        grade=own.grade,
        size=own.known,
        tried_on="",
        how=tuple(line.strip() for line in own.how.splitlines() if line.strip()),
        takes=own.takes,
        side_effects=own.side_effects,
        follow_up=own.follow_up,
        purpose=own.purpose,
        prevention_type=own.prevention_type,
        prevention_level=own.prevention_level,
        own=True,
        pk=own.pk,
        by_name=own.by_name,
        source_words=own.references,
    )
