"""The one way in which small counts are withheld from a document before it leaves those who take part."""

from __future__ import annotations

from trygghjulet.analysis.disclosure.disclosure import protect
from trygghjulet.documents.tree import Document
from trygghjulet.documents.withholding import withhold


def for_the_public(document: Document, *, smallest: int) -> Document:
    """The document without counts above 0 and below `smallest`, and without what would give them away."""
    return withhold(document, smallest, method=protect)
