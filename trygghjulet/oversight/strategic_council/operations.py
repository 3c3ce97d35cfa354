"""Saving alternatives, choosing one of them, and answering, confirming and marking what the test can't see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from trygghjulet.cooperation.forums.models import AgendaItem
from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.oversight.strategic_council.models import Alternative, CriterionNote, ItemMark, SeatJudgement
from trygghjulet.oversight.strategic_council.queries import known_refs, markable, subject_of
from trygghjulet.oversight.strategic_council.rules.bodies import Theme
from trygghjulet.oversight.strategic_council.rules.criteria import Criterion

#: How many forums can be the council together.
AT_MOST: Final = 4
#: Göteborg's three alternatives of 2024, as its office put them: letter, name, the forums and what would change.
_GOTEBORG: Final = "goteborg-2022"
EXAMPLE: Final[tuple[tuple[str, str, tuple[str, ...], str], ...]] = (
    (
        "A",
        "A: Trygghetsrådet förändras",
        (f"{_GOTEBORG}/trygghetsradet",),
        "Rådet får tydligare syfte, förbättrad uppföljning och annan sammansättning. Fler deltar, till exempel "
        "Kriminalvården och stadsdirektören. Kommunfullmäktige beslutar om ett nytt reglemente.",
    ),
    ("B", "B: Ett nytt forum ersätter rådet", (), "Rådet utgår och ett nytt forum inrättas."),
    (
        "C",
        "C: SoPS med hearings ersätter rådet",
        (f"{_GOTEBORG}/sops", f"{_GOTEBORG}/breda-hearings"),
        "Rådet utgår. SoPS anordnar tillsammans med kommunstyrelsen regelbundna hearings, dit näringsliv, "
        "civilsamhälle, akademi och andra myndigheter bjuds in.",
    ),
)


@dataclass(frozen=True)
class Content:
    """What an alternative says."""

    name: str
    bodies: tuple[str, ...] = ()
    changes: str = ""


@operation
def save(*, by: Scope, at: datetime, cooperation: Cooperation, content: Content) -> Alternative:
    """Save forums, one or several together, as an alternative for the strategic council.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it has no name, one with the name is there already, it is empty, or a forum is unknown or another's.
        PersonalDataFound: the texts hold personal data.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    _check(by, cooperation, content)
    saved = Alternative(
        cooperation=cooperation, name=content.name, bodies=list(content.bodies), changes=content.changes
    )
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="lade upp ett alternativ för det strategiska rådet:",
        subject=saved,
        bodies=saved.bodies,
        changes=content.changes,
    )
    return saved


@operation
def save_example(*, by: Scope, at: datetime, cooperation: Cooperation) -> tuple[Alternative, ...]:
    """Save Göteborg's three alternatives of 2024 as they stand in its case, to compare with and to learn from.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: they are there already.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    # Two who ask at once wait for each other here.
    Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    own = Alternative.objects.filter(cooperation=cooperation)
    letters = set(own.filter(source=_GOTEBORG).values_list("letter", flat=True))
    names = set(own.values_list("name", flat=True))
    made = []
    for letter, name, bodies, changes in EXAMPLE:
        if letter in letters or name in names:
            continue
        one = Alternative(
            cooperation=cooperation,
            name=name,
            bodies=list(bodies),
            changes=changes,
            source=_GOTEBORG,
            letter=letter,
        )
        one.save()
        made.append(one)
    if not made:
        raise Refused("Göteborgs tre alternativ finns redan.")
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="lade upp Göteborgs alternativ, med början i",
        subject=made[0],
        alternatives={one.name: one.bodies for one in made},
    )
    return tuple(made)


@operation
def change(*, by: Scope, at: datetime, alternative: Alternative, seen: int, content: Content) -> Alternative:
    """Change an alternative's name, forums or planned changes; the answers about it stay.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else changed it meanwhile.
        Refused: the alternative is gone, or its name, forums or emptiness can't be.
        PersonalDataFound: the texts hold personal data.
    """
    saved = _saved(by, alternative)
    refuse_if_stale(seen=seen, now=saved.revision)
    _check(by, saved.cooperation, content, but=saved)
    before = {"name": saved.name, "bodies": saved.bodies, "changes": saved.changes}
    saved.name, saved.bodies, saved.changes = content.name, list(content.bodies), content.changes
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="ändrade alternativet",
        subject=saved,
        before=before,
        bodies=saved.bodies,
    )
    return saved


@operation
def remove(*, by: Scope, at: datetime, alternative: Alternative) -> None:
    """Take away an alternative with the answers about it; what they said stays in the log.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it is gone already, or is the municipality's strategic council.
    """
    saved = _saved(by, alternative)
    if saved.chosen_on is not None:
        raise Refused("Alternativet är ert strategiska råd. Välj ett annat först.")
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="tog bort alternativet",
        subject=saved,
        bodies=saved.bodies,
        changes=saved.changes,
        answers=[
            {
                "criterion": one.criterion,
                "verdict": one.verdict,
                "reason": one.reason,
                "evidence": one.evidence,
            }
            for one in saved.notes.all()
        ],
    )
    saved.delete()


@operation
def choose(*, by: Scope, at: datetime, alternative: Alternative, since: date) -> Alternative:
    """Say that an alternative is the municipality's strategic council from a day; the one before it no longer is.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: it is gone, it has no forum, or the day has not come.
    """
    saved = _saved(by, alternative)
    if not saved.bodies:
        raise Refused("Alternativet har inget forum. Lägg till det eller dem som ska vara rådet.")
    if since > at.date():
        raise Refused("Dagen har inte kommit ännu. Välj den dag då det blev ert strategiska råd.")
    Cooperation.objects.select_for_update().get(pk=saved.cooperation_id)
    for other in Alternative.objects.filter(cooperation_id=saved.cooperation_id, chosen_on__isnull=False):
        if other.pk != saved.pk:
            other.chosen_on = None
            other.save()
    saved.chosen_on = since
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="pekade ut det strategiska rådet:",
        subject=saved,
        since=since.isoformat(),
        bodies=saved.bodies,
    )
    return saved


@operation
def answer(
    *,
    by: Scope,
    at: datetime,
    alternative: Alternative,
    criterion: str,
    verdict: str,
    reason: str,
    evidence: str = "",
    seen: int = 0,
) -> CriterionNote:
    """Answer a criterion for an alternative, where a person knows more than can be seen here; or withdraw the answer.

    Args:
        seen: how many answers about the criterion the writer had before them.

    Raises:
        Denied: the person may not change the cooperation.
        Stale: somebody else answered meanwhile.
        Refused: the criterion or the answer is no such, there is no reason, or nothing to withdraw.
        PersonalDataFound: the texts hold personal data.
    """
    saved = _saved(by, alternative)
    refuse_personal_data(reason, evidence)
    if criterion not in list(Criterion):
        raise Refused("Det finns inget sådant kriterium.")
    if verdict not in dict(CriterionNote._meta.get_field("verdict").flatchoices):
        raise Refused("Välj ett av svaren.")
    if not reason.strip():
        raise Refused("Skriv varför. Utan skäl går svaret inte att pröva.")
    earlier = list(saved.notes.filter(criterion=criterion))
    refuse_if_stale(seen=seen, now=len(earlier))
    if verdict == CriterionNote.WITHDRAWN and (not earlier or earlier[-1].answer is None):
        raise Refused("Det finns inget svar att ta tillbaka.")
    note = CriterionNote(
        alternative=saved,
        criterion=criterion,
        bodies=saved.bodies,
        verdict=verdict,
        reason=reason,
        evidence=evidence,
        entered_by=by.user_name,
        entered_at=at,
    )
    note.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act=f"svarade om {saved.name}:",
        subject=note,
        reason=reason,
        evidence=evidence,
    )
    return note


@operation
def judge_seat(
    *, by: Scope, at: datetime, alternative: Alternative, ref: str, leading: bool | None, reason: str
) -> SeatJudgement:
    """Confirm or overrule whether a seat is held by somebody in a leading position; None goes back to the words.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the alternative has no such seat, or there is no reason.
        PersonalDataFound: the reason holds personal data.
    """
    saved = _saved(by, alternative)
    refuse_personal_data(reason)
    member = subject_of(by, cooperation=saved.cooperation, ref=ref, refs=saved.bodies, on=at.date())
    if member is None:
        raise Refused("Platsen finns inte i alternativet. Läs sidan på nytt och välj en plats som finns.")
    if not reason.strip():
        raise Refused("Skriv varför. Utan skäl går omdömet inte att pröva.")
    made = SeatJudgement(
        cooperation=saved.cooperation,
        ref=ref,
        seat=member.called[:300],
        leading=leading,
        reason=reason,
        entered_by=by.user_name,
        entered_at=at,
    )
    made.save()
    said = {True: "ledande befattning", False: "inte ledande befattning", None: "efter ordlistan igen"}[
        leading
    ]
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act=f"bedömde en plats ({said}):",
        subject=made,
        reason=reason,
    )
    return made


@operation
def mark_item(
    *, by: Scope, at: datetime, cooperation: Cooperation, item: AgendaItem, themes: Sequence[str]
) -> ItemMark:
    """Mark which strategic questions a point on an agenda belonged to; none says that it was no such question.

    Raises:
        Denied: the person may not change the cooperation.
        Refused: the point is another's or not dealt with, or a question is none of the four.
    """
    by.require(Permission.MANAGE, cooperation_id=cooperation.pk)
    own = markable(by, cooperation=cooperation).filter(pk=item.pk).first()
    if own is None:
        raise Refused("Bara punkter som era egna möten har behandlat kan märkas.")
    if any(one not in list(Theme) for one in themes):
        raise Refused("Välj bland de fyra strategiska frågorna.")
    made = ItemMark(
        cooperation=cooperation,
        item=own,
        themes=[one.value for one in Theme if one in themes],
        entered_by=by.user_name,
        entered_at=at,
    )
    made.save()
    record(
        by=by,
        at=at,
        cooperation_id=cooperation.pk,
        act="märkte vilka strategiska frågor punkten hörde till:",
        subject=made,
        themes=made.themes,
    )
    return made


def _saved(by: Scope, alternative: Alternative) -> Alternative:
    by.require(Permission.MANAGE, cooperation_id=alternative.cooperation_id)
    saved = (
        Alternative.objects.select_for_update(of=("self",))
        .select_related("cooperation")
        .filter(pk=alternative.pk)
        .first()
    )
    if saved is None:
        raise Refused("Alternativet är redan borttaget.")
    return saved


def _check(by: Scope, cooperation: Cooperation, content: Content, but: Alternative | None = None) -> None:
    refuse_personal_data(content.name, content.changes)
    if not content.name.strip():
        raise Refused("Ge alternativet ett namn.")
    if not content.bodies and not content.changes.strip():
        raise Refused("Välj minst ett forum, eller beskriv vad som är tänkt.")
    if len(content.bodies) > AT_MOST:
        raise Refused(f"Högst {AT_MOST} forum kan vara rådet tillsammans. Välj bort något.")
    if any(one not in known_refs(by, cooperation=cooperation) for one in content.bodies):
        raise Refused("Ett av forumen finns inte att välja här. Välj bland dem som visas.")
    others = Alternative.objects.filter(cooperation=cooperation, name=content.name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(f"Ett alternativ heter redan {content.name}. Ge det här ett annat namn.")
