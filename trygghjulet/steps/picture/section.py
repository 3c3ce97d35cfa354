"""The picture's part of a report."""

from __future__ import annotations

from trygghjulet.documents.tree import Paragraph, Section
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import picture_of, texts_of
from trygghjulet.steps.picture.rules import narrative
from trygghjulet.steps.picture.rules.figures import from_json


def section(scope: Scope, *, round: Round) -> tuple[Section, ...]:
    """The chapters of the round's newest picture."""
    picture = picture_of(scope, round=round)
    if picture is None:
        return (Section("Lägesbild", (Paragraph("Ingen lägesbild är gjord."),), anchor="lagesbild"),)
    return sections_of(picture)


def sections_of(picture: SituationalPicture) -> tuple[Section, ...]:
    """The chapters of one edition: frozen figures beside people's texts."""
    texts = {part: text.text for part, text in texts_of(picture).items()}
    return narrative.sections(from_json(picture.figures), texts)
