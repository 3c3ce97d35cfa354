"""What every write in a week's picture begins with."""

from __future__ import annotations

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.week.models import WeekPicture

DECIDED = "Veckans läge är beslutat eller avslutat och ändras inte. Det som är nytt tas upp på nästa möte."


def require(by: Scope, permission: Permission, round: Round) -> None:
    """Refuse unless the person may do this in the round's area."""
    by.require(permission, cooperation_id=round.cooperation_id, area_path=round.area.path)


def open_draft(picture: WeekPicture) -> WeekPicture:
    """The picture, locked, as long as it is a draft.

    Raises:
        Refused: it is decided, or closed.
    """
    saved = (
        WeekPicture.objects.select_for_update(of=("self",))
        .select_related("round__area", "round__cooperation__area", "setting__forum", "setting__area")
        .get(pk=picture.pk)
    )
    if not saved.is_open:
        raise Refused(DECIDED)
    return saved
