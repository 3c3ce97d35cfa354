"""What every write in a picture asks first."""

from __future__ import annotations

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import SituationalPicture

ADOPTED = "Lägesbilden är antagen och ändras inte. Börja en ny version i stället."


def require_writer(by: Scope, round: Round) -> None:
    """Refuse unless the person may write the picture there.

    Raises:
        Denied: with the reason.
    """
    by.require(Permission.WRITE_PICTURE, cooperation_id=round.cooperation_id, area_path=round.area.path)


def locked_draft(picture: SituationalPicture) -> SituationalPicture:
    """The picture's row, held until the act is done.

    Raises:
        Refused: it is adopted, and so never changes.
    """
    locked = SituationalPicture.objects.select_for_update().get(pk=picture.pk)
    if locked.is_adopted:
        raise Refused(ADOPTED)
    return locked
