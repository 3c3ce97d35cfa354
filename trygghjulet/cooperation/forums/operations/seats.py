"""Setting a forum's composition: its numbers, its seats and the perspectives that must be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.text import slugify

from trygghjulet.cooperation.forums.models import Composition, Forum, Perspective, Seat
from trygghjulet.cooperation.forums.operations._common import manageable, require_parties
from trygghjulet.cooperation.forums.rules.seats import MANDATES
from trygghjulet.foundation.access.rules import Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data


@dataclass(frozen=True)
class CompositionContent:
    """How many sit, for how long, who appoints them and who may adjoin others."""

    members_least: int | None = None
    members_most: int | None = None
    substitutes_least: int | None = None
    substitutes_most: int | None = None
    term_years: int | None = None
    police_required: bool = False
    appointed_by: str = ""
    nominated_by: str = ""
    chair_appointed_by: str = ""
    vice_chairs: int | None = None
    vice_chairs_appointed_by: str = ""
    committee: bool = False
    adjuncts_decided_by: str = ""
    eligibility: str = ""
    absence: str = ""
    clause: str = ""


@dataclass(frozen=True)
class SeatContent:
    """A place, or a category of places. Without a key it gets one from its name; without an order it comes last."""

    name: str
    key: str = ""
    at_least: int = 1
    at_most: int | None = None
    party: Party | None = None
    function_title: str = ""
    elected: bool = False
    attends: str = Seat.Attends.EVERY
    mandates: tuple[str, ...] = ()
    appointed_by: str = ""
    nominated_by: str = ""
    clause: str = ""
    order: int | None = None


@dataclass(frozen=True)
class PerspectiveContent:
    """A property that so many of the members, or of one category of them, must have."""

    name: str
    key: str
    value: str
    at_least: int = 1
    seat: Seat | None = None
    clause: str = ""


@operation
def set_composition(
    *, by: Scope, at: datetime, forum: Forum, content: CompositionContent, seen: int | None = None
) -> Composition:
    """Say how many sit in a forum, for how long, and who appoints them; said anew when it changes.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: a least number is larger than its most, or there are more than two vice chairs.
        Stale: somebody has changed it since `seen`.
        PersonalDataFound: a text holds personal data.
    """
    saved = manageable(by, forum)
    given = asdict(content)
    refuse_personal_data(*(value for value in given.values() if isinstance(value, str)))
    for least, most, what in (
        (content.members_least, content.members_most, "ledamöter"),
        (content.substitutes_least, content.substitutes_most, "ersättare"),
    ):
        if least is not None and most is not None and least > most:
            raise Refused(f"Minst {least} {what} är fler än högst {most}. Ändra ett av talen.")
    if (content.vice_chairs or 0) > 2:
        raise Refused("Högst två vice ordförande kan anges: en förste och en andre.")
    if content.term_years == 0:
        raise Refused("Mandattiden är minst ett år. Lämna fältet tomt om ingen tid är bestämd.")
    composition = Composition.objects.filter(forum=saved).first() or Composition(forum=saved)
    if seen is not None:
        refuse_if_stale(seen=seen, now=composition.revision)
    before = {name: getattr(composition, name) for name in given if getattr(composition, name) != given[name]}
    for name, value in given.items():
        setattr(composition, name, value)
    composition.revision += 1
    composition.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="bestämde sammansättningen",
        subject=composition,
        before=before,
    )
    return composition


@operation
def add_seat(*, by: Scope, at: datetime, forum: Forum, content: SeatContent) -> Seat:
    """Give a forum a place, or a category of places.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the key is taken, the numbers don't go together, a mandate is unknown, or the party is not in the
            cooperation.
        PersonalDataFound: a text holds personal data.
    """
    saved = manageable(by, forum)
    seat = Seat(forum=saved, key=content.key or slugify(content.name)[:80] or "plats")
    if Seat.objects.filter(forum=saved, key=seat.key).exists():
        raise Refused(f"En plats med nyckeln {seat.key} finns redan i {saved}. Ge platsen ett annat namn.")
    last = Seat.objects.filter(forum=saved).order_by("-order").first()
    seat.order = last.order + 1 if last else 1
    _fill(seat, content)
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="införde platsen", subject=seat)
    return seat


@operation
def change_seat(*, by: Scope, at: datetime, seat: Seat, content: SeatContent) -> Seat:
    """Change what a seat asks of who sits there; its key stays.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: as when a seat is added, or names are written of those who sit there and it is no longer elected.
        PersonalDataFound: a text holds personal data.
    """
    manageable(by, seat.forum)
    saved = Seat.objects.get(pk=seat.pk)
    before = {"name": saved.name, "at_least": saved.at_least, "at_most": saved.at_most}
    named = saved.appointments.exclude(public_name="")
    if saved.elected and not content.elected and named.exists():
        raise Refused("Förtroendevalda är utsedda hit med namn. Ta bort namnen innan platsen ändras.")
    _fill(saved, content)
    record(
        by=by,
        at=at,
        cooperation_id=seat.forum.cooperation_id,
        act="ändrade platsen",
        subject=saved,
        before=before,
    )
    return saved


def _fill(seat: Seat, content: SeatContent) -> None:
    refuse_personal_data(
        content.name, content.function_title, content.appointed_by, content.nominated_by, content.clause
    )
    if content.at_most is not None and content.at_most < content.at_least:
        raise Refused(f"Minst {content.at_least} är fler än högst {content.at_most}. Ändra ett av talen.")
    refuse_unknown_mandates(content.mandates)
    require_parties(seat.forum.cooperation, content.party)
    seat.name, seat.at_least, seat.at_most = content.name, content.at_least, content.at_most
    seat.party, seat.function_title, seat.elected = content.party, content.function_title, content.elected
    seat.attends, seat.mandates = content.attends, list(content.mandates)
    seat.appointed_by, seat.nominated_by, seat.clause = (
        content.appointed_by,
        content.nominated_by,
        content.clause,
    )
    if content.order is not None:
        seat.order = content.order
    seat.save()


def refuse_unknown_mandates(given: Sequence[str]) -> None:
    """Refuse a mandate that is not one of the language's."""
    unknown = [key for key in given if key not in MANDATES]
    if unknown:
        raise Refused(f"Mandatet {unknown[0]} finns inte. Välj bland: {', '.join(MANDATES)}.")


@operation
def remove_seat(*, by: Scope, at: datetime, seat: Seat) -> None:
    """Take a seat away that nobody has been appointed to.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: somebody has been appointed to it.
    """
    manageable(by, seat.forum)
    if seat.appointments.exists():
        raise Refused(
            f"Någon har varit utsedd till {seat.name}. Historiken ska finnas kvar: sätt minst 0 i stället."
        )
    record(by=by, at=at, cooperation_id=seat.forum.cooperation_id, act="tog bort platsen", subject=seat)
    seat.delete()


@operation
def add_perspective(*, by: Scope, at: datetime, forum: Forum, content: PerspectiveContent) -> Perspective:
    """Ask that so many of a forum's members, or of one category of them, have a property.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the seat is another forum's, or the number is nought.
        PersonalDataFound: a text holds personal data.
    """
    saved = manageable(by, forum)
    refuse_personal_data(content.name, content.key, content.value, content.clause)
    if content.seat is not None and content.seat.forum_id != saved.pk:
        raise Refused("Platsen hör inte till forumet.")
    if content.at_least < 1:
        raise Refused("Ange att minst en ska ha egenskapen.")
    perspective = Perspective(forum=saved, **{**vars(content), "key": slugify(content.key)[:80]})
    perspective.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="införde perspektivet", subject=perspective)
    return perspective


@operation
def remove_perspective(*, by: Scope, at: datetime, perspective: Perspective) -> None:
    """Ask no more for a property.

    Raises:
        Denied: the person may not change the cooperation.
    """
    forum = manageable(by, perspective.forum)
    record(
        by=by, at=at, cooperation_id=forum.cooperation_id, act="tog bort perspektivet", subject=perspective
    )
    perspective.delete()
