"""Recording that a forum adopted a picture."""

from __future__ import annotations

from datetime import date, datetime

from trygghjulet.cooperation.forums.models import Forum
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import content_sha256


@operation
def adopt(
    *,
    by: Scope,
    at: datetime,
    picture: SituationalPicture,
    forum: Forum,
    on: date,
    seen_sha256: str,
    registry_number: str = "",
) -> SituationalPicture:
    """Record that a forum adopted the picture; its figures, texts and datasets' hashes are frozen from now on.

    Args:
        seen_sha256: the `content_sha256` of what the forum had before it.

    Raises:
        Denied: the person may not adopt pictures there.
        Refused: it is adopted already, its figures, texts or findings changed since they were read, or the forum
            is another cooperation's.
    """
    round = picture.round
    by.require(Permission.ADOPT_PICTURE, cooperation_id=round.cooperation_id, area_path=round.area.path)
    saved = SituationalPicture.objects.select_for_update().get(pk=picture.pk)
    if saved.is_adopted:
        raise Refused("Lägesbilden är redan antagen.")
    if forum.cooperation_id != round.cooperation_id:
        raise Refused("Forumet hör till en annan samverkan.")
    # Texts and findings are written under a lock on the picture, so they can't change after this.
    if content_sha256(saved) != seen_sha256:
        raise Refused(
            "Siffror, texter eller iakttagelser har ändrats sedan du öppnade sidan. "
            "Läs lägesbilden igen innan den antas."
        )
    saved.state = SituationalPicture.State.ADOPTED
    saved.adopted_by, saved.adopted_on, saved.registry_number = forum, on, registry_number
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="förde in antagandet av",
        subject=saved,
        forum=forum.name,
        on=on.isoformat(),
        figures_sha256=saved.figures_sha256,
        datasets=saved.dataset_hashes,
    )
    return saved
