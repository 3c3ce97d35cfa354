"""Taking in a report: once, however many times it is sent, and whole or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.parties.models import Cooperation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.field.models import Report, ReportState, State
from trygghjulet.steps.field.operations._common import Content, columns
from trygghjulet.steps.field.operations.keeping import keep_photo, photos
from trygghjulet.steps.field.rules.photos import NoPhoto
from trygghjulet.steps.field.rules.reach import require_reporter
from trygghjulet.steps.field.rules.times import written


class KeyTaken(Refused):
    """Another report has come under the same key; neither is thrown away."""

    def __init__(self) -> None:
        super().__init__(
            "En annan rapport har redan kommit in under samma nyckel. Öppna rapporten och skicka den på nytt."
        )


@dataclass(frozen=True)
class Taken:
    """A report that is in the house for good; `new` is False where it was there already."""

    report: Report
    new: bool


def send(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    party: Party,
    key: UUID,
    content: Content,
    written_at: datetime,
    sent_at: datetime | None = None,
    photo: bytes | None = None,
) -> Taken:
    """Take in a report. Sent again under its key, the same report is answered with what is there.

    The photo is made small and written before the row that names it, so that a report is whole or absent.

    Args:
        key: made where the report was written, before it was sent.
        written_at: when it was written, by the clock there.
        sent_at: what that clock showed when it was sent; where it differs from `at`, that clock is wrong.
        photo: as the camera or the phone made it.

    Raises:
        Denied: the person may not report for the party.
        PersonalDataFound: the texts hold personal data.
        KeyTaken: something else has come under the key.
        Refused: category, place, time or photo can't be right, or the place is another cooperation's.
    """
    require_reporter(by, cooperation_id=cooperation.pk, party_id=party.pk, party=party.name)
    sha256 = _digest(party, content, written_at, photo)
    if known := Report.objects.filter(key=key).first():
        return _again(by, cooperation, known, sha256)
    refuse_personal_data(content.text, content.address, sensitive=True)
    try:
        stored = keep_photo(photo) if photo else ""
    except NoPhoto as reason:
        raise Refused(str(reason)) from reason
    try:
        return Taken(
            _receive(
                by=by,
                at=at,
                cooperation=cooperation,
                party=party,
                key=key,
                content=content,
                written_at=written(written_at, sent_at, at),
                photo=stored,
                sha256=sha256,
            ),
            new=True,
        )
    except BaseException as error:
        if stored:
            (photos() / stored).unlink(missing_ok=True)
        if isinstance(error, IntegrityError) and (known := Report.objects.filter(key=key).first()):
            return _again(by, cooperation, known, sha256)  # it came twice at the same moment
        raise


@operation
def _receive(
    *,
    by: Scope,
    at: datetime,
    cooperation: Cooperation,
    party: Party,
    key: UUID,
    content: Content,
    written_at: datetime,
    photo: str,
    sha256: str,
) -> Report:
    if not cooperation.participations.filter(party=party).exists():
        raise Refused(f"{party.name} är inte part i den här samverkan.")
    report = Report(
        key=key,
        cooperation=cooperation,
        party=party,
        photo=photo,
        written_at=written_at,
        received_at=at,
        by_id=by.user_id or 0,
        by_name=by.user_name,
        sent_sha256=sha256,
        **columns(cooperation, content, written_at=written_at),
    )
    report.save()
    ReportState(report=report, state=State.RECEIVED, at=at, by_name=by.user_name).save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="rapporterade från fältet",
        subject=report,
        party=party.name,
        category=report.category,
        photo=bool(photo),
    )
    return report


def _again(by: Scope, cooperation: Cooperation, known: Report, sha256: str) -> Taken:
    if (known.by_id, known.cooperation_id, known.sent_sha256) != (by.user_id or 0, cooperation.pk, sha256):
        raise KeyTaken
    return Taken(known, new=False)


def _digest(party: Party, content: Content, written_at: datetime, photo: bytes | None) -> str:
    """What was sent, in a word: the same from the same phone however many times it is sent."""
    said = asdict(content) | {
        "place": content.place.pk if content.place else None,
        "party": party.pk,
        "written_at": written_at.isoformat(),
        "photo": hashlib.sha256(photo).hexdigest() if photo else "",
    }
    if not content.alone:
        del said["alone"]  # what was sent before there was such an answer is still the same
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()
