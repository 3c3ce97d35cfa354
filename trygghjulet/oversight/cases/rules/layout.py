"""The text of a part as blocks of a document: paragraphs, points and headings, as a person writes them."""

from __future__ import annotations

from collections.abc import Iterator

from trygghjulet.documents.tree import Block, BulletList, Paragraph, Section

_POINTS = ("– ", "- ", "• ")
_OWN_LINE = ("Källa: ",)


def sections(title: str, text: str, *, anchor: str = "") -> Iterator[Section]:
    """A part under its heading; a line that begins with # is a heading inside it."""
    heading, level, lines = title, 1, list[str]()
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            yield Section(heading, tuple(_blocks(lines)), level=level, anchor=anchor if level == 1 else "")
            heading, level, lines = line.strip("# \t"), 2, []
        else:
            lines.append(line)
    yield Section(heading, tuple(_blocks(lines)), level=level, anchor=anchor if level == 1 else "")


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs with empty lines between, points that stand together, and sources on lines of their own."""
    words: list[str] = []
    points: list[str] = []
    for line in (*map(str.strip, lines), ""):
        is_point = line.startswith(_POINTS)
        if words and (not line or is_point or line.startswith(_OWN_LINE)):
            yield Paragraph(" ".join(words))
            words = []
        if points and not is_point:
            yield BulletList(tuple(points))
            points = []
        if is_point:
            points.append(line[2:].strip())
        elif line.startswith(_OWN_LINE):
            yield Paragraph(line)
        elif line:
            words.append(line)
