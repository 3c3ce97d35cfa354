"""Entering dialogues and walks, their points and what came of them; entering what citizens chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.geography.models import Area, Place
from trygghjulet.foundation.parties.models import Cooperation, Participation, Party
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.dialogues.models import Consultation, Dialogue, Light, Option, Point, PointState
from trygghjulet.steps.dialogues.rules.following import MOVES, WORDS_NEEDED, State, due_after
from trygghjulet.steps.dialogues.rules.notes import read_notes
from trygghjulet.steps.dialogues.rules.themes import Theme, Tone


@dataclass(frozen=True)
class Held:
    """A dialogue as it is told of: the frame around its points."""

    area: Area
    party: Party
    kind: str
    title: str
    held_on: date
    where: str = ""
    place: Place | None = None
    light: str = Light.UNTOLD
    groups: str = ""
    people: int | None = None
    summary: str = ""


@dataclass(frozen=True)
class Said:
    """A point as it is written down. With `to_do` something is to follow; without `due` it gets half a year."""

    text: str
    theme: str = Theme.OTHER
    tone: str = Tone.FACT
    spot: str = ""
    place: Place | None = None
    group: str = ""
    owner: str = ""
    to_do: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Asked:
    """A consultation as it is told of."""

    area: Area
    question: str
    way: str
    first_day: date
    last_day: date
    answers: int
    asked: int | None = None
    several: bool = False


def said_in(text: str) -> list[Said]:
    """The points of some notes, as the operations take them."""
    return [
        Said(
            text=note.text,
            theme=note.theme,
            tone=note.tone,
            spot=note.spot,
            to_do=note.text if note.followed else "",
        )
        for note in (read_notes(text) if text.strip() else ())
    ]


@operation
def enter(
    *, by: Scope, at: datetime, cooperation: Cooperation, held: Held, said: Sequence[Said] = ()
) -> Dialogue:
    """Enter a dialogue or a walk with its points, all or none.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: the area, place or party is another cooperation's, or the day has not come.
        PersonalDataFound: a text points at a person.
    """
    by.require(Permission.HOLD_DIALOGUES, cooperation_id=cooperation.pk, area_path=held.area.path)
    _refuse_unfit(cooperation, held, at)
    dialogue = Dialogue(cooperation=cooperation, entered_at=at, entered_by=by.user_name, **_columns(held))
    dialogue.save()
    for number, one in enumerate(said, start=1):
        _write(dialogue, number, one, at=at, by=by)
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="förde in",
        subject=dialogue,
        kind=held.kind,
        points=len(said),
    )
    return dialogue


@operation
def change(*, by: Scope, at: datetime, dialogue: Dialogue, seen: int, held: Held) -> Dialogue:
    """Change what is told of a dialogue.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: as for `enter`.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: a text points at a person.
    """
    _require(by, dialogue)
    by.require(Permission.HOLD_DIALOGUES, cooperation_id=dialogue.cooperation_id, area_path=held.area.path)
    _refuse_unfit(dialogue.cooperation, held, at)
    saved = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    for name, value in _columns(held).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="ändrade", subject=saved)
    return saved


@operation
def add(*, by: Scope, at: datetime, dialogue: Dialogue, said: Sequence[Said]) -> list[Point]:
    """Add points to a dialogue, all or none.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: there is no point, or a place is another cooperation's.
        PersonalDataFound: a text points at a person.
    """
    _require(by, dialogue)
    if not said:
        raise Refused("Skriv minst en punkt.")
    locked = Dialogue.objects.select_for_update().get(pk=dialogue.pk)  # numbers are given one at a time
    last = Point.objects.filter(dialogue=locked).order_by("-number").values_list("number", flat=True).first()
    made = [
        _write(dialogue, number, one, at=at, by=by) for number, one in enumerate(said, start=(last or 0) + 1)
    ]
    record(
        by=by,
        at=at,
        cooperation_id=dialogue.cooperation_id,
        act="lade till punkter i",
        subject=dialogue,
        points=len(made),
    )
    return made


@operation
def change_point(*, by: Scope, at: datetime, point: Point, seen: int, said: Said) -> Point:
    """Change a point.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: the place is another cooperation's.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: a text points at a person.
    """
    _require(by, point.dialogue)
    _refuse_words(point.dialogue.cooperation, said)
    saved = Point.objects.select_for_update().get(pk=point.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    was_followed = saved.is_followed
    for name, value in _point_columns(point.dialogue, said).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    if saved.is_followed and not was_followed:
        PointState(point=saved, state=State.OPEN, at=at, by_name=by.user_name).save()
    record(by=by, at=at, cooperation_id=point.dialogue.cooperation_id, act="ändrade", subject=saved)
    return saved


@operation
def tell(*, by: Scope, at: datetime, point: Point, state: State, words: str = "") -> PointState:
    """Tell how far what a point asks for has come.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: nothing is to follow, the move is not made from there, or it must be said why.
        PersonalDataFound: the words point at a person.
    """
    _require(by, point.dialogue)
    refuse_personal_data(words)
    saved = Point.objects.select_for_update().get(pk=point.pk)
    if not saved.is_followed:
        raise Refused("Punkten har inget som ska göras. Skriv det först.")
    latest = PointState.objects.filter(point=saved).order_by("at", "pk").last()
    now = State(latest.state) if latest else State.OPEN
    if state not in MOVES[now]:
        raise Refused(f"Punkten är redan {now.words.lower()}. Läs sidan på nytt.")
    if state in WORDS_NEEDED and not words.strip():
        raise Refused(
            "Skriv varför det inte blir av: de som var med ska få veta."
            if state is State.NOT_DONE
            else "Skriv till vem den är lämnad."
        )
    row = PointState(point=saved, state=state, words=words.strip(), at=at, by_name=by.user_name)
    row.save()
    record(
        by=by,
        at=at,
        cooperation_id=point.dialogue.cooperation_id,
        act="berättade om",
        subject=saved,
        state=state.value,
    )
    return row


@operation
def consult(
    *, by: Scope, at: datetime, cooperation: Cooperation, asked: Asked, options: Sequence[tuple[str, int]]
) -> Consultation:
    """Enter what citizens chose among and how many chose each.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: fewer than two options, more votes than answers, or an area of another cooperation.
        PersonalDataFound: a text points at a person.
    """
    by.require(Permission.HOLD_DIALOGUES, cooperation_id=cooperation.pk, area_path=asked.area.path)
    _refuse_area(cooperation, asked.area)
    refuse_personal_data(asked.question, *(text for text, _ in options))
    _refuse_counts(asked, options)
    consultation = Consultation(
        cooperation=cooperation, **{name: getattr(asked, name) for name in Asked.__dataclass_fields__}
    )
    consultation.save()
    for order, (text, votes) in enumerate(options, start=1):
        Option(consultation=consultation, order=order, text=text, votes=votes).save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="förde in samrådet",
        subject=consultation,
        answers=asked.answers,
    )
    return consultation


@operation
def choose(
    *, by: Scope, at: datetime, consultation: Consultation, seen: int, chosen: Sequence[int], because: str
) -> Consultation:
    """Tell which options were taken up, and why; the answers advise, people decide.

    Args:
        chosen: the numbers of the options.

    Raises:
        Denied: the person may not enter dialogues there.
        Refused: an option is not this consultation's, or nothing is said of why.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound: the text points at a person.
    """
    by.require(
        Permission.HOLD_DIALOGUES,
        cooperation_id=consultation.cooperation_id,
        area_path=consultation.area.path,
    )
    refuse_personal_data(because)
    saved = Consultation.objects.select_for_update().get(pk=consultation.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    options = list(Option.objects.filter(consultation=saved))
    if not set(chosen) <= {option.pk for option in options}:
        raise Refused("Välj bland samrådets egna alternativ.")
    if not because.strip():
        raise Refused("Skriv vad ni valde och varför, så att de som svarade får veta.")
    for option in options:
        option.chosen = option.pk in set(chosen)
        option.save()
    saved.chosen_because = because
    saved.revision += 1
    saved.save()
    record(by=by, at=at, cooperation_id=saved.cooperation_id, act="valde i samrådet", subject=saved)
    return saved


def _require(by: Scope, dialogue: Dialogue) -> None:
    by.require(
        Permission.HOLD_DIALOGUES, cooperation_id=dialogue.cooperation_id, area_path=dialogue.area.path
    )


def _refuse_unfit(cooperation: Cooperation, held: Held, at: datetime) -> None:
    _refuse_area(cooperation, held.area)
    _refuse_place(cooperation, held.place)
    if not Participation.objects.filter(cooperation=cooperation, party=held.party).exists():
        raise Refused(f"{held.party} deltar inte i samverkan.")
    if held.held_on > at.date():
        raise Refused("Dagen ligger i framtiden. För in dialogen när den har hållits.")
    refuse_personal_data(held.title, held.where)
    refuse_personal_data(held.groups, held.summary, sensitive=True)


def _refuse_area(cooperation: Cooperation, area: Area) -> None:
    if not area.path.startswith(cooperation.area.path):
        raise Refused(f"{area} ligger inte i {cooperation}.")


def _refuse_place(cooperation: Cooperation, place: Place | None) -> None:
    if place is not None and place.root_id != cooperation.area_id:
        raise Refused(f"Platsen {place} hör inte till {cooperation}.")


def _refuse_words(cooperation: Cooperation, said: Said) -> None:
    _refuse_place(cooperation, said.place)
    refuse_personal_data(said.spot, said.owner)
    refuse_personal_data(said.text, said.group, said.to_do, sensitive=True)


def _refuse_counts(asked: Asked, options: Sequence[tuple[str, int]]) -> None:
    if len(options) < 2:
        raise Refused("Skriv minst två alternativ: det ska ha gått att välja.")
    if len({text.casefold() for text, _ in options}) < len(options):
        raise Refused("Två alternativ är lika. Slå ihop dem eller skriv vad som skiljer dem åt.")
    if over := [text for text, votes in options if votes > asked.answers]:
        raise Refused(f"{over[0]} har fler svar än de {asked.answers} som svarade. Kontrollera antalen.")
    total = sum(votes for _, votes in options)
    if not asked.several and total > asked.answers:
        raise Refused(
            f"Alternativen har {total} svar tillsammans men bara {asked.answers} svarade. "
            "Fick man välja flera? Kryssa i det, eller rätta antalen."
        )
    if asked.asked is not None and asked.asked < asked.answers:
        raise Refused("Fler har svarat än som tillfrågades. Kontrollera antalen.")
    if asked.last_day < asked.first_day:
        raise Refused("Samrådet slutar innan det börjar. Rätta ett av datumen.")


def _write(dialogue: Dialogue, number: int, said: Said, *, at: datetime, by: Scope) -> Point:
    _refuse_words(dialogue.cooperation, said)
    point = Point(dialogue=dialogue, number=number, **_point_columns(dialogue, said))
    point.save()
    if point.is_followed:
        PointState(point=point, state=State.OPEN, at=at, by_name=by.user_name).save()
    return point


def _columns(held: Held) -> dict[str, object]:
    return {name: getattr(held, name) for name in Held.__dataclass_fields__}


def _point_columns(dialogue: Dialogue, said: Said) -> dict[str, object]:
    columns = {name: getattr(said, name) for name in Said.__dataclass_fields__}
    if said.to_do and said.due is None:
        columns["due"] = due_after(dialogue.held_on)
    return columns
