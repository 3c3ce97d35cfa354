"""Writing the joint text of a picture, and noting findings of people's own."""

from __future__ import annotations

from datetime import datetime

from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.picture.models import Finding, PictureText, SituationalPicture
from trygghjulet.steps.picture.operations._common import locked_draft, require_writer


@operation
def write(
    *, by: Scope, at: datetime, picture: SituationalPicture, part: str, seen: int, text: str
) -> PictureText:
    """Write the text of one part of a draft.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not write the picture there.
        Refused: the picture is adopted.
        Stale: somebody else wrote in the part meanwhile.
        PersonalDataFound: the text holds personal data.
    """
    round = picture.round
    require_writer(by, round)
    refuse_personal_data(text)
    locked_draft(picture)
    saved = PictureText.objects.filter(picture=picture, part=part).first()
    saved = saved or PictureText(picture=picture, part=part)
    refuse_if_stale(seen=seen, now=saved.revision, by_name=saved.by_name)
    before, saved.text = saved.text, text
    saved.revision += 1
    saved.by_name, saved.at = by.user_name, at
    saved.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="skrev i", subject=saved, before=before)
    return saved


@operation
def note_finding(*, by: Scope, at: datetime, picture: SituationalPicture, statement: str) -> Finding:
    """Note a finding of people's own, that priorities can rest on beside those of the figures.

    Raises:
        Denied: the person may not write the picture there.
        Refused: the picture is adopted.
        PersonalDataFound: the statement holds personal data.
    """
    round = picture.round
    require_writer(by, round)
    refuse_personal_data(statement)
    locked_draft(picture)
    number = Finding.objects.filter(picture=picture, kind=Finding.Kind.WRITTEN).count() + 1
    finding = Finding(
        picture=picture, key=f"written:{number}", kind=Finding.Kind.WRITTEN, statement=statement
    )
    finding.save()
    record(by=by, at=at, cooperation_id=round.cooperation_id, act="noterade iakttagelsen", subject=finding)
    return finding
