"""What the reporter may do for an hour: mend a report or take it back; and taking away a photo that shows too much."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Denied, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.field.models import Report, ReportState, State
from trygghjulet.steps.field.operations._common import Content, columns
from trygghjulet.steps.field.operations.keeping import drop_photo
from trygghjulet.steps.field.queries import require_photo_remover
from trygghjulet.steps.field.rules.states import MENDING, can_be_mended

_MINUTES = int(MENDING.total_seconds()) // 60


@operation
def mend(*, by: Scope, at: datetime, report: Report, seen: int, content: Content) -> Report:
    """Put a report right while it is fresh. What the reporter chose as "now" is still when it was written.

    Args:
        seen: the revision that the reporter had before them.

    Raises:
        Denied: the person did not write the report.
        PersonalDataFound: the texts hold personal data.
        Stale: it was mended in another window meanwhile.
        Refused: the hour has passed, it is taken back, or what is given can't be right.
    """
    saved = _own(by, at, report)
    refuse_personal_data(content.text, content.address, sensitive=True)
    refuse_if_stale(seen=seen, now=saved.revision)
    fresh = columns(saved.cooperation, content, written_at=saved.written_at)
    changed = sorted(name for name, value in fresh.items() if getattr(saved, name) != value)
    for name, value in fresh.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="rättade fältrapporten",
        subject=saved,
        changed=changed,
    )
    return saved


@operation
def withdraw(*, by: Scope, at: datetime, report: Report) -> Report:
    """Take back a report that should not have been sent. It counts nowhere, and its photo goes.

    Raises:
        Denied: the person did not write the report.
        Refused: the hour has passed, or it is taken back already.
    """
    saved = _own(by, at, report)
    ReportState(report=saved, state=State.WITHDRAWN, at=at, by_name=by.user_name).save()
    drop_photo(saved.photo)
    saved.photo = ""
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="tog tillbaka fältrapporten", subject=saved)
    return saved


@operation
def remove_photo(*, by: Scope, at: datetime, report: Report) -> Report:
    """Take away a photo for good, such as one that shows who somebody is.

    Raises:
        Denied: the person neither wrote the report nor may answer it.
        Refused: there is no photo.
    """
    saved = _locked(report)
    require_photo_remover(by, report=saved)
    if not saved.photo:
        raise Refused("Rapporten har inget foto.")
    drop_photo(saved.photo)
    saved.photo = ""
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="tog bort fotot i fältrapporten",
        subject=saved,
    )
    return saved


def _own(by: Scope, at: datetime, report: Report) -> Report:
    saved = _locked(report)
    if saved.by_id != by.user_id:
        raise Denied("Rapporten ägs av den som skrev den. Ingen annan kan ändra den eller ta tillbaka den.")
    if ReportState.objects.filter(report=saved, state=State.WITHDRAWN).exists():
        raise Refused("Rapporten är redan återtagen.")
    if not can_be_mended(saved.received_at, at):
        raise Refused(
            f"Det har gått mer än {_MINUTES} minuter sedan rapporten kom in, så den kan inte längre ändras. "
            "Skriv en ny rapport, eller säg till den som samordnar."
        )
    return saved


def _locked(report: Report) -> Report:
    saved: Report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("cooperation__area", "party", "area", "place")
        .get(pk=report.pk)
    )
    return saved
