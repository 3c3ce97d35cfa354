"""What the meeting decides that the coming week is directed at, the measures there, and how each goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Function
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.scanning.rules.categories import tree
from trygghjulet.steps.week.models import Focus, Outcome, WeekMeasure, WeekPicture
from trygghjulet.steps.week.operations._common import open_draft, require
from trygghjulet.steps.week.rules.state import State, refusal


@dataclass(frozen=True)
class FocusContent:
    """What the coming week is directed at, as a person writes it; without a title it is named by what it points to."""

    title: str = ""
    place: Place | None = None
    area: Area | None = None
    category: str = ""
    why: str = ""
    cause: str = ""

    @property
    def called(self) -> str:
        """Its title, or what it points to: "Klotter, Stortorget"."""
        known = tree().get(self.category)
        parts = [
            known.title if known else "",
            self.place.name if self.place else "",
            self.area.name if self.area else "",
        ]
        return self.title.strip() or ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class MeasureContent:
    """A measure as a person writes it: what, where, by whom, by when, and how it begins."""

    title: str
    done_by: Function
    due: date
    where: str = ""
    first_step: str = ""
    focus: Focus | None = None


@operation
def add_focus(*, by: Scope, at: datetime, picture: WeekPicture, content: FocusContent) -> Focus:
    """Direct the coming week at something, after what is there already.

    Raises:
        Denied: the person may not prioritise there.
        Refused: it points to nothing or outside the cooperation, stands there already, or the picture is decided.
        PersonalDataFound: the texts hold personal data.
    """
    require(by, Permission.PRIORITISE, picture.round)
    refuse_personal_data(content.title, content.why, content.cause, sensitive=True)
    saved = open_draft(picture)
    root = saved.round.cooperation.area
    if content.place is not None and content.place.root_id != root.pk:
        raise Refused("Platsen hör till en annan kommun.")
    if content.area is not None and not content.area.path.startswith(root.path):
        raise Refused("Området hör inte till den här samverkan.")
    if content.category and content.category not in tree():
        raise Refused("Typen finns inte. Välj en i listan.")
    if not content.called:
        raise Refused("Välj en plats, ett område eller en typ, eller skriv vad fokus är.")
    standing = Focus.objects.filter(picture=saved)
    if standing.filter(title__iexact=content.called).exists():
        raise Refused(f"{content.called} står redan bland veckans fokus.")
    last = standing.order_by("-order").values_list("order", flat=True).first() or 0
    focus = Focus(
        picture=saved,
        order=last + 1,
        title=content.called[:160],
        place=content.place,
        area=content.area,
        category=content.category,
        why=content.why,
        cause=content.cause,
    )
    focus.save()
    record(by=by, at=at, cooperation_id=saved.round.cooperation_id, act="valde fokus", subject=focus)
    return focus


@operation
def move_focus(*, by: Scope, at: datetime, focus: Focus, up: bool) -> Focus:
    """Move a focus one step up or down in the order of priority.

    Raises:
        Denied: the person may not prioritise there.
        Refused: it is first or last already, or the picture is decided.
    """
    require(by, Permission.PRIORITISE, focus.picture.round)
    saved = open_draft(focus.picture)
    listed = list(Focus.objects.filter(picture=saved))
    at_now = next((i for i, one in enumerate(listed) if one.pk == focus.pk), None)
    if at_now is None:
        raise Refused("Fokuset är borttaget.")
    to = at_now + (-1 if up else 1)
    if not 0 <= to < len(listed):
        raise Refused("Det står redan först." if up else "Det står redan sist.")
    listed[at_now], listed[to] = listed[to], listed[at_now]
    for order, one in enumerate(listed, start=1):
        one.order = order
        one.save()
    moved = listed[to]
    record(
        by=by,
        at=at,
        cooperation_id=saved.round.cooperation_id,
        act="ändrade ordningen för",
        subject=moved,
        order=moved.order,
    )
    return moved


@operation
def remove_focus(*, by: Scope, at: datetime, focus: Focus) -> None:
    """Take a focus out of the draft; measures that were tied to it stay, tied to none.

    Raises:
        Denied: the person may not prioritise there.
        Refused: it is gone already, or the picture is decided.
    """
    require(by, Permission.PRIORITISE, focus.picture.round)
    saved = open_draft(focus.picture)
    found = Focus.objects.filter(picture=saved, pk=focus.pk).first()
    if found is None:
        raise Refused("Fokuset är redan borttaget.")
    record(by=by, at=at, cooperation_id=saved.round.cooperation_id, act="tog bort fokus", subject=found)
    WeekMeasure.objects.filter(focus=found).update(focus=None)
    found.delete()


@operation
def close_focus(*, by: Scope, at: datetime, focus: Focus, outcome: str, words: str = "") -> Focus:
    """Say what came of a focus, at the next meeting; until that one's picture is decided it can be said anew.

    Raises:
        Denied: the person may not follow up there.
        Refused: the picture that chose it is not decided yet, the next one is, or the outcome is none of the known.
        PersonalDataFound: the words hold personal data.
    """
    round = focus.picture.round
    require(by, Permission.FOLLOW_UP, round)
    refuse_personal_data(words)
    if outcome not in Outcome.values:
        raise Refused("Välj vad det blev: bättre, som förut, sämre eller kan inte avgöras.")
    saved = Focus.objects.select_for_update(of=("self",)).select_related("picture").get(pk=focus.pk)
    if not saved.picture.is_decided:
        raise Refused("Mötet har inte beslutat om fokuset än.")
    if WeekPicture.objects.filter(
        setting_id=saved.picture.setting_id, meeting_on__gt=saved.picture.meeting_on, state="decided"
    ).exists():
        raise Refused("Nästa möte har redan beslutat. Det som sades då ändras inte.")
    saved.outcome, saved.outcome_words = outcome, words
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="sade vad det blev av",
        subject=saved,
        outcome=outcome,
    )
    return saved


@operation
def add_measure(*, by: Scope, at: datetime, picture: WeekPicture, content: MeasureContent) -> WeekMeasure:
    """Agree on a measure for the coming week.

    Raises:
        Denied: the person may not plan there.
        Refused: see `_check`; or the picture is decided.
        PersonalDataFound: the texts hold personal data.
    """
    require(by, Permission.PLAN, picture.round)
    saved = open_draft(picture)
    _check(content, saved)
    measure = WeekMeasure(picture=saved, **_fields(content))
    measure.save()
    record(by=by, at=at, cooperation_id=saved.round.cooperation_id, act="planerade insatsen", subject=measure)
    return measure


@operation
def change_measure(
    *, by: Scope, at: datetime, measure: WeekMeasure, seen: int, content: MeasureContent
) -> WeekMeasure:
    """Change what a draft says of a measure.

    Args:
        seen: the revision that the writer had before them.

    Raises:
        Denied: the person may not plan there.
        Refused: see `_check`; or the picture is decided.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the texts hold personal data.
    """
    require(by, Permission.PLAN, measure.picture.round)
    picture = open_draft(measure.picture)
    _check(content, picture)
    saved = WeekMeasure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    fields = _fields(content)
    earlier = {
        name: str(getattr(saved, name)) for name, value in fields.items() if getattr(saved, name) != value
    }
    for name, value in fields.items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=picture.round.cooperation_id,
        act="ändrade insatsen",
        subject=saved,
        before=earlier,
    )
    return saved


@operation
def remove_measure(*, by: Scope, at: datetime, measure: WeekMeasure) -> None:
    """Take a measure out of the draft.

    Raises:
        Denied: the person may not plan there.
        Refused: it is gone already, or the picture is decided.
    """
    require(by, Permission.PLAN, measure.picture.round)
    picture = open_draft(measure.picture)
    saved = WeekMeasure.objects.filter(picture=picture, pk=measure.pk).first()
    if saved is None:
        raise Refused("Insatsen är redan borttagen.")
    record(by=by, at=at, cooperation_id=picture.round.cooperation_id, act="tog bort insatsen", subject=saved)
    saved.delete()


@operation
def move_measure(*, by: Scope, at: datetime, measure: WeekMeasure, to: str, words: str = "") -> WeekMeasure:
    """Say how far a measure has come; also after the picture was decided.

    Raises:
        Denied: the person may not follow up there.
        Refused: it can't go there from where it is, or it is stopped without a word on why.
        PersonalDataFound: the words hold personal data.
    """
    round = measure.picture.round
    require(by, Permission.FOLLOW_UP, round)
    refuse_personal_data(words)
    if to not in frozenset(State):
        raise Refused("Läget finns inte. Välj ett av de som visas.")
    saved = (
        WeekMeasure.objects.select_for_update(of=("self",))
        .select_related("picture__round__area", "done_by__party")
        .get(pk=measure.pk)
    )
    if saved.state == to:
        raise Refused(f"Insatsen är redan {saved.get_state_display().lower()}.")
    if sentence := refusal(State(saved.state), State(to)):
        raise Refused(sentence)
    if to == State.STOPPED and not words.strip():
        raise Refused("Skriv varför insatsen avbryts, så att nästa möte vet.")
    earlier = saved.state
    saved.state, saved.state_words, saved.state_at, saved.state_by = to, words, at, by.user_name
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=round.cooperation_id,
        act="satte läget för",
        subject=saved,
        state=to,
        before=earlier,
    )
    return saved


def _check(content: MeasureContent, picture: WeekPicture) -> None:
    """Refuse what can't stand as a measure: nothing to do, nobody's, due before the meeting, or somebody else's."""
    refuse_personal_data(content.title, content.where, content.first_step)
    if not content.title.strip():
        raise Refused("Skriv vad som ska göras.")
    if content.done_by.cooperation_id != picture.round.cooperation_id:
        raise Refused("Den som ska göra det hör till en annan samverkan.")
    if content.focus is not None and content.focus.picture_id != picture.pk:
        raise Refused("Fokuset hör till en annan vecka.")
    if content.due < picture.meeting_on:
        raise Refused("Insatsen ska vara klar före mötet. Rätta dagen.")


def _fields(content: MeasureContent) -> dict[str, object]:
    return {name: getattr(content, name) for name in content.__dataclass_fields__}
