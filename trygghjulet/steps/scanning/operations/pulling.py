"""Fetching from services, and handing over what other systems have sent: what Trygghjulet does by itself."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from trygghjulet.foundation.access.rules import ROLES, Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.inbox.operations import Notice, tell
from trygghjulet.foundation.parties.models import Holding
from trygghjulet.foundation.services.client import Client, ServiceFailure
from trygghjulet.foundation.services.turns import turn
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.models import Delivery, Source
from trygghjulet.steps.scanning.operations._common import AlreadyThere, require_source
from trygghjulet.steps.scanning.operations.deliveries import take_in
from trygghjulet.steps.scanning.operations.pushed import note_handed_over
from trygghjulet.steps.scanning.queries import scope_of_source
from trygghjulet.steps.scanning.queries.pushed import in_line
from trygghjulet.steps.scanning.rules.pushed import written

#: What a failed fetch is called in the inbox.
PULL_FAILED: Final = "scanning.pull_failed"
#: How many sent reports become a delivery at a time; the rest wait for the next.
AT_ONCE: Final = 5_000
_TOLD = tuple(role.key for role in ROLES.values() if Permission.ACCEPT in role.permissions)


@operation
def note_pull(*, by: Scope, at: datetime, source: Source, failure: str = "") -> Source:
    """Note that a source was fetched, or why it could not be. Whoever answers for it is told of the first failure.

    Raises:
        Denied: the scope may not hand in to the source.
    """
    require_source(by, Permission.DELIVER, source)
    saved = Source.objects.select_for_update().select_related("cooperation", "party").get(pk=source.pk)
    first = bool(failure) and not saved.pull_failure
    saved.pull_failure = failure
    if not failure:
        saved.pulled_at = at
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="kunde inte hämta" if failure else "hämtade",
        subject=saved,
        **({"failure": failure} if failure else {}),
    )
    if first:
        _tell(saved, at, failure)
    return saved


def pull(*, at: datetime, source_id: int, client: Client) -> str:
    """Fetch a source and let what came become a delivery like any other; the answer says how it went.

    The same content as last time is nothing new, and no failure. A failure is kept with the source and stops nothing
    else. Two who fetch the same source at once take turns, and the later one finds it fetched.
    """
    with _alone(f"pull {source_id}"):
        source = _source(source_id)
        if source is None:
            return "Källan finns inte längre."
        if source.pulled_at is not None and source.pulled_at >= at:
            return "Källan är just hämtad."
        by = scope_of_source(source)
        try:
            said = _fetched(source, by=by, at=at, client=client)
        except ServiceFailure as failure:
            note_pull(by=by, at=at, source=source, failure=str(failure))
            return str(failure)
        except UnreadableFile as wrong:
            failure_said = f"Det som hämtades gick inte att läsa. {wrong.finding}"
            note_pull(by=by, at=at, source=source, failure=failure_said)
            return failure_said
        note_pull(by=by, at=at, source=source)
        return said


def hand_over(*, at: datetime, source_id: int) -> int:
    """Let what other systems have sent to a source become a delivery; the answer is how many reports that were.

    A crash on the way loses nothing and doubles nothing: the same reports become the same file once more, which is
    then found to be there.
    """
    with _alone(f"hand over {source_id}"):
        source = _source(source_id)
        sent = list(in_line(source)[:AT_ONCE]) if source else []
        if source is None or not sent:
            return 0
        by = scope_of_source(source)
        delivery: Delivery | None = None
        try:
            delivery = take_in(
                by=by,
                at=at,
                source=source,
                file_name=f"skickade-{timezone.localtime(at):%Y-%m-%d-%H%M}.json",
                chunks=(written(one.content for one in sent),),
                today=timezone.localdate(at),
                accept_alone=True,
            )
        except AlreadyThere as there:
            delivery = there.delivery
        except UnreadableFile as wrong:
            return note_handed_over(
                by=by, at=at, source=source, sent=sent, delivery=None, refusal=str(wrong.finding)
            )
        return note_handed_over(by=by, at=at, source=source, sent=sent, delivery=delivery)


def _fetched(source: Source, *, by: Scope, at: datetime, client: Client) -> str:
    try:
        format = registry.format_of(source.reader)
    except LookupError as unknown:
        raise ServiceFailure(str(unknown)) from unknown
    if format.service is None:
        raise ServiceFailure("Källans format går inte att hämta. Lämna in filer i stället.")
    today = timezone.localdate(at)
    # Whose the source is can't be stated by anybody: what a service inside the house gives depends on it.
    own = {"cooperation": str(source.cooperation_id), "party": str(source.party_id)}
    fetched = format.service.fetch(client, {**source.settings, **own}, today)
    try:
        delivery = take_in(
            by=by,
            at=at,
            source=source,
            file_name=fetched.file_name,
            chunks=(fetched.content,),
            today=today,
            accept_alone=True,
        )
    except AlreadyThere:
        return "Inget nytt hade kommit."
    except Refused as refusal:
        raise ServiceFailure(f"Det som hämtades kunde inte tas in. {refusal}") from refusal
    return f"{delivery.file_name}: {delivery.stands}."


def _source(source_id: int) -> Source | None:
    return Source.objects.select_related("party", "cooperation__area").filter(pk=source_id).first()


def _alone(name: str) -> AbstractContextManager[object]:
    """One process at a time does this; a lock of the file system, which a dead process lets go of."""
    return turn(Path(settings.SERVICES) / "turns", name, seconds_apart=0)


def _tell(source: Source, at: datetime, failure: str) -> None:
    """Tell whoever may accept the source's material that it could not be fetched."""
    on = timezone.localdate(at)
    held = Holding.objects.filter(
        function__cooperation=source.cooperation,
        function__party=source.party,
        function__area__isnull=True,
        function__role__in=_TOLD,
        since__lte=on,
        user__is_active=True,
    ).exclude(until__lt=on)
    page = reverse("scanning:source", args=(source.cooperation.slug, source.pk))
    notices = [
        Notice(
            user_id=user_id,
            kind=PULL_FAILED,
            key=f"pull-failed:{source.pk}:{at:%Y-%m-%dT%H:%M}",
            subject=f"{source.name} kunde inte hämtas",
            text=f"{failure} Trygghjulet försöker igen varje timme.",
            link=page,
        )
        for user_id in sorted(set(held.values_list("user_id", flat=True)))
    ]
    tell(at=at, cooperation=source.cooperation, notices=notices)
