"""The picture's part of a report."""

from __future__ import annotations

from dataclasses import replace

from trygghjulet.documents.tree import Paragraph, Section
from trygghjulet.foundation.access.rules import Scope
from trygghjulet.foundation.privacy.withholding import as_judged
from trygghjulet.foundation.rounds.models import Round
from trygghjulet.steps.picture.models import SituationalPicture
from trygghjulet.steps.picture.queries import picture_of, seen_by, texts_of
from trygghjulet.steps.picture.rules import narrative
from trygghjulet.steps.picture.rules.withheld import is_closed


def section(scope: Scope, *, round: Round, public: bool = False) -> tuple[Section, ...]:
    """The chapters of the round's newest picture, as the person may read them or as anyone may."""
    picture = picture_of(scope, round=round)
    if picture is None:
        return (Section("Lägesbild", (Paragraph("Ingen lägesbild är gjord."),), anchor="lagesbild"),)
    return sections_of(scope, picture=picture, public=public)


def sections_of(scope: Scope, *, picture: SituationalPicture, public: bool = False) -> tuple[Section, ...]:
    """The chapters of one edition: frozen figures beside people's texts, less what the person may not see."""
    texts = {part: text.text for part, text in texts_of(picture).items()}
    seen = seen_by(scope, picture=picture, public=public)
    if is_closed(seen.figures):
        return narrative.closed_sections(seen.figures, texts)
    told = narrative.sections(seen.figures, texts)
    if not seen.smallest:
        return told
    first, *others = as_judged(told, smallest=seen.smallest)
    if seen.withholds and not public:
        first = replace(first, blocks=(narrative.withheld_note(seen.smallest, seen.owners), *first.blocks))
    return (first, *others)
