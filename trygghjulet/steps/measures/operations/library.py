"""What a municipality adds to the library of known measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trygghjulet.foundation.access.rules import Permission, Refused, Scope
from trygghjulet.foundation.audit.operations import operation, record
from trygghjulet.foundation.audit.rules import refuse_if_stale
from trygghjulet.foundation.parties.models import Cooperation
from trygghjulet.foundation.privacy.guard import refuse_personal_data
from trygghjulet.steps.measures.models import Experience, Grounds, OwnEntry
from trygghjulet.steps.measures.queries import entry_of
from trygghjulet.steps.measures.rules.known import PERSPECTIVES

#: Grades that say that research has shown something: then the works must be named.
_SHOWN = {grade.value for grade in Grounds} - {Grounds.PROMISING.value, Grounds.UNTESTED.value}


@dataclass(frozen=True)
class EntryContent:
    """An entry as a person writes it."""

    title: str
    what: str
    known: str
    grade: str
    purpose: str
    prevention_type: str
    prevention_level: str
    problems: str = ""
    perspectives: tuple[str, ...] = ()
    how: str = ""
    takes: str = ""
    side_effects: str = ""
    follow_up: str = ""
    references: str = ""

    def check(self) -> None:
        """Refuse what can't stand in the library.

        Raises:
            PersonalDataFound: the texts hold personal data.
            Refused: a grade that says that something is shown has no work that shows it.
        """
        refuse_personal_data(
            self.title,
            self.what,
            self.known,
            self.problems,
            self.how,
            self.takes,
            self.side_effects,
            self.follow_up,
        )
        if not set(self.perspectives) <= set(PERSPECTIVES):
            raise Refused("Välj bland de tre sidorna: gärningsperson, brottsutsatt och plats.")
        if self.grade in _SHOWN and not self.references.strip():
            raise Refused(
                f"Kunskapsgrunden ”{Grounds(self.grade).label}” behöver en källa. "
                "Skriv vilken studie som visar det, eller välj en lägre grund."
            )


@operation
def add_entry(*, by: Scope, at: datetime, cooperation: Cooperation, content: EntryContent) -> OwnEntry:
    """Put a measure of one's own in the library.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        PersonalDataFound, Refused: see `EntryContent.check`.
    """
    _require(by, cooperation)
    content.check()
    entry = OwnEntry(cooperation=cooperation, by_name=by.user_name, **_fields(content))
    entry.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="lade till i biblioteket", subject=entry)
    return entry


@operation
def change_entry(*, by: Scope, at: datetime, entry: OwnEntry, seen: int, content: EntryContent) -> OwnEntry:
    """Change an entry of one's own; the measures that were made from it stay as they are.

    Raises:
        Denied: the person may not plan for the whole cooperation.
        Stale: somebody else changed it meanwhile.
        PersonalDataFound, Refused: see `EntryContent.check`.
    """
    _require(by, entry.cooperation)
    content.check()
    saved = OwnEntry.objects.select_for_update().get(pk=entry.pk)
    refuse_if_stale(seen=seen, now=saved.revision)
    before = {
        name: str(getattr(saved, name))
        for name, value in _fields(content).items()
        if getattr(saved, name) != value
    }
    for name, value in _fields(content).items():
        setattr(saved, name, value)
    saved.revision += 1
    saved.save()
    record(
        by=by,
        at=at,
        cooperation_id=saved.cooperation_id,
        act="ändrade i biblioteket",
        subject=saved,
        before=before,
    )
    return saved


@operation
def tell_experience(
    *, by: Scope, at: datetime, cooperation: Cooperation, entry_key: str, where: str, text: str
) -> Experience:
    """Tell what was seen when a measure of the library was tried here.

    Raises:
        Denied: the person may neither plan nor follow up.
        PersonalDataFound: the texts hold personal data.
        Refused: the entry is none of the library's.
    """
    _require(by, cooperation)
    refuse_personal_data(where, text)
    if entry_of(by, cooperation=cooperation, key=entry_key) is None:
        raise Refused("Åtgärden finns inte i biblioteket.")
    told = Experience(
        cooperation=cooperation, entry_key=entry_key, where=where, text=text, at=at, by_name=by.user_name
    )
    told.save()
    record(by=by, at=at, cooperation_id=cooperation.pk, act="berättade om en erfarenhet av", subject=told)
    return told


def _require(by: Scope, cooperation: Cooperation) -> None:
    by.require(Permission.PLAN, cooperation_id=cooperation.pk, area_path=cooperation.area.path)


def _fields(content: EntryContent) -> dict[str, object]:
    return vars(content) | {"perspectives": list(content.perspectives)}
