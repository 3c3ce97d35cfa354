"""The report of a whole turn of the wheel, all seven steps in one document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trygghjulet.documents import numbers
from trygghjulet.documents.tree import Document
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.privacy.withholding import for_the_public
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.reports.thread import gaps_section
from trygghjulet.steps.causes.section import section as causes
from trygghjulet.steps.dialogues.queries import heard
from trygghjulet.steps.dialogues.section import heard_section
from trygghjulet.steps.feedback.section import section as feedback
from trygghjulet.steps.followup.section import section as followup
from trygghjulet.steps.measures.section import section as measures
from trygghjulet.steps.picture.queries import picture_of
from trygghjulet.steps.picture.section import section as picture
from trygghjulet.steps.priorities.section import section as priorities


def turn(scope: Scope, *, round: Round, on: date) -> Document:
    """The report of a round as those who take part read it, with where its thread is broken last."""
    told = _told(scope, round=round, on=on, public=False)
    return replace(told, sections=(*told.sections, *gaps_section(scope, round=round)))


def public_turn(scope: Scope, *, round: Round, on: date) -> Document:
    """The report as anyone may read it: without the list of gaps, and without counts that could point at someone."""
    return for_the_public(
        _told(scope, round=round, on=on, public=True), smallest=round.cooperation.smallest_count
    )


def _told(scope: Scope, *, round: Round, on: date, public: bool) -> Document:
    latest = picture_of(scope, round=round)
    state = "Utkast"
    if latest is not None and latest.is_adopted:
        by = f" av {latest.adopted_by}" if latest.adopted_by else ""
        state = (
            f"Lägesbilden antagen{by} {numbers.day(latest.adopted_on)}" if latest.adopted_on else "Antagen"
        )
    said = heard_section(
        heard(
            scope,
            cooperation=round.cooperation,
            area=round.area,
            first_day=round.first_day,
            last_day=round.last_day,
        ),
        on=on,
    )
    return Document(
        title=f"Ett varv i hjulet: {round}",
        subtitle=f"{round.cooperation.name}. Lägesbild, prioriteringar, orsaker, åtgärder och uppföljning",
        facts=(
            ("Samverkan", round.cooperation.name),
            ("Nivå", f"{round.level}: {round.area.name}"),
            ("Rytm", round.get_rhythm_display()),
            ("Period", numbers.days(round.first_day, round.last_day)),
            ("Läge", state),
            ("Framtagen", numbers.day(on)),
        ),
        sections=(
            *picture(scope, round=round, public=public),
            *((said,) if said else ()),
            *priorities(scope, round=round, public=public),
            *causes(scope, round=round),
            *measures(scope, round=round, on=None if public else on),
            *followup(scope, round=round, public=public),
            *feedback(scope, round=round),
        ),
    )
