"""The one way in which small counts are withheld from a document before it leaves those who may see its rows."""

from __future__ import annotations

from collections.abc import Sequence

from trygghjulet.analysis.disclosure.disclosure import protect
from trygghjulet.documents.tree import Document, Section
from trygghjulet.documents.withholding import withhold, without_marked


def for_the_public(document: Document, *, smallest: int) -> Document:
    """The document without counts above 0 and below `smallest`, and without what would give them away."""
    return withhold(document, smallest, method=protect)


def for_those_who(sections: Sequence[Section], *, smallest: int) -> tuple[Section, ...]:
    """Sections as those read them who may not see the rows behind: the same as for the public, below their limit.

    `smallest` 0, for those who may see every row, changes nothing.
    """
    return _over(sections, smallest, judged=False)


def as_judged(sections: Sequence[Section], *, smallest: int) -> tuple[Section, ...]:
    """Sections whose numbers were judged together beforehand, without those that are marked as not to be shown."""
    return _over(sections, smallest, judged=True)


def _over(sections: Sequence[Section], smallest: int, *, judged: bool) -> tuple[Section, ...]:
    # Levels are put back afterwards: a document of its own must begin with a chapter.
    alone = Document("", tuple(Section(s.title, s.blocks, 1, s.anchor) for s in sections))
    kept = without_marked(alone, smallest) if judged else for_the_public(alone, smallest=smallest)
    return tuple(
        Section(new.title, new.blocks, old.level, new.anchor)
        for new, old in zip(kept.sections, sections, strict=True)
    )
