"""The one place where small numbers of incidents are withheld, for every rendering alike."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Chart,
    ChartKind,
    ColumnKind,
    Count,
    Derived,
    Document,
    Drawing,
    Figure,
    KeyFigure,
    KeyFigures,
    MapFigure,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Unshown,
    Withheld,
    Words,
    spans,
)

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Protection(Protocol):
    """What to withhold in a table of counts and in its totals; true where withheld."""

    @property
    def cells(self) -> Mask: ...
    @property
    def row_totals(self) -> Mask: ...
    @property
    def column_totals(self) -> Mask: ...
    @property
    def total(self) -> bool: ...


Method = Callable[[Counts, int], Protection]

FEWER = {"sv": "färre än {}", "en": "fewer than {}"}
NOT_SHOWN = {"sv": "visas inte", "en": "not shown"}
NOTE = {
    "sv": "Dold: talet bygger på färre än {} händelser, eller skulle avslöja ett sådant tal.",
    "en": "Hidden: the number builds on fewer than {} incidents, or would give such a number away.",
}

TOO_FINE = {
    "sv": ": visas inte, eftersom några av talen bygger på färre än {} händelser.",
    "en": ": not shown, as some of the numbers build on fewer than {} incidents.",
}
#: Charts that are left out whole: among many squares the hidden ones stand out, and the sum of a stretch of
#: months is often told in the text beside.
_WHOLE_OR_NOT = frozenset({ChartKind.HEATMAP, ChartKind.LINE})


def withhold(document: Document, smallest: int, *, method: Method) -> Document:
    """The same document without numbers of incidents above 0 and below `smallest`, or what gives them away.

    `method(counts, smallest)` is the disclosure control, `analysis.disclosure.protect`: counts in rows ×
    columns without their totals in, what to withhold among them and their totals out. It is handed in since
    the documents floor stands beside the analysis floor, not on it.

    In a table the cells so marked are withheld, and with them every cell derived from them. The total of a
    column is treated as known to the reader, whether the table shows it or not. Charts and maps follow
    their tables, as they have no other data; a heat map or
    a line with anything to withhold is left out whole. In
    running text a small `Count` becomes "färre än 5".

    `smallest` 0 or 1 changes nothing. Limits: tables are judged one by one, so the same counts cut in two
    ways, or a complementary cell repeated in running text, can still be put together; plain words are not
    read. Raises `ValueError` for a negative count.
    """
    if smallest <= 1:
        return document
    keeper = _Keeper(smallest, document.language, method)
    return replace(document, sections=tuple(keeper.section(section) for section in document.sections))


def without_marked(document: Document, smallest: int) -> Document:
    """The same document without the numbers that are marked as `Unshown`, and what is derived from them.

    For documents whose numbers have been judged together beforehand: no table is judged once more. `smallest` is
    the limit that the notes tell of.
    """
    keeper = _Keeper(smallest, document.language, None)
    return replace(document, sections=tuple(keeper.section(section) for section in document.sections))


class _Keeper:
    """Carries the threshold, the language and the method down the tree."""

    def __init__(self, smallest: int, language: str, method: Method | None) -> None:
        self.smallest = smallest
        self.language = language
        self.method = method

    def small(self, value: int) -> bool:
        """Is the number not to be shown: marked so, or small where nothing has been judged beforehand?"""
        return isinstance(value, Unshown) or (self.method is not None and 0 < value < self.smallest)

    def section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(self.block(block) for block in section.blocks))

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Callout():
                return replace(block, words=self.words(block.words))
            case BulletList():
                return replace(block, items=tuple(self.words(item) for item in block.items))
            case KeyFigures():
                return replace(block, items=tuple(self.key_figure(item) for item in block.items))
            case Table():
                return self.table(block)
            case Chart() | MapFigure() | Drawing():
                return self.figure(block)

    def figure(self, figure: Figure) -> Figure | Callout:
        caption, alt, table = self.words(figure.caption), self.words(figure.alt), self.table(figure.table)
        if isinstance(figure, Chart | Drawing):
            is_whole = isinstance(figure, Drawing) or figure.kind in _WHOLE_OR_NOT
            if is_whole and _withholds(table):
                return Callout(
                    CalloutKind.LIMIT, (*spans(caption), TOO_FINE[self.language].format(self.smallest))
                )
            return replace(figure, caption=caption, alt=alt, table=table)
        lifted = tuple(
            place for place in figure.highlights if place.count is None or not self.small(place.count)
        )
        return replace(figure, caption=caption, alt=alt, table=table, highlights=lifted)

    def words(self, words: Words) -> Words:
        return words if isinstance(words, str) else tuple(self.span(span) for span in words)

    def span(self, span: Span) -> Span:
        match span:
            case Count(Unshown()):
                # Whether it is small itself, or would give another away, is not told.
                return NOT_SHOWN[self.language]
            case Count(value) if self.small(value):
                return FEWER[self.language].format(self.smallest)
            case Derived(_, counts) if any(map(self.small, counts)):
                return NOT_SHOWN[self.language]
            case _:
                return span

    def key_figure(self, item: KeyFigure) -> KeyFigure:
        return replace(item, value=self.span(item.value), note=self.words(item.note))

    def table(self, table: Table) -> Table:
        hidden = _hidden_cells(table, self.smallest, self.method)
        shown = replace(table, caption=self.words(table.caption), note=self.words(table.note))
        if not hidden.any():
            return shown
        rows = tuple(
            Row(
                tuple(Withheld() if hide else cell for cell, hide in zip(row.cells, mask, strict=True)),
                row.total,
            )
            for row, mask in zip(table.rows, hidden, strict=True)
        )
        note = NOTE[self.language].format(self.smallest)
        before = spans(shown.note)
        return replace(shown, rows=rows, note=(*before, " ", note) if any(before) else note)


def _withholds(table: Table) -> bool:
    return any(isinstance(cell, Withheld) for row in table.rows for cell in row.cells)


def _hidden_cells(table: Table, smallest: int, method: Method | None) -> Mask:
    """Which cells of the table, totals among them, to withhold."""
    hidden = np.zeros((len(table.rows), len(table.columns)), dtype=np.bool_)
    body = [i for i, row in enumerate(table.rows) if not row.total]
    total_rows = [i for i, row in enumerate(table.rows) if row.total]
    columns = [j for j, c in enumerate(table.columns) if c.kind is ColumnKind.COUNT and not c.total_of_rows]
    if method is None:
        for i, row in enumerate(table.rows):
            hidden[i] = [isinstance(cell, Unshown) for cell in row.cells]
        return _with_derived(table, hidden)
    if _withholds(table):
        return hidden  # it was judged beforehand, together with others
    total_columns = [j for j, column in enumerate(table.columns) if column.total_of_rows]
    if not body or not (columns or total_columns):
        return hidden
    # Without a column of totals nothing ties the columns together: each is a list of its own.
    groups = [columns or total_columns] if total_columns else [[j] for j in columns]
    for group in groups:
        counts = np.array([[_count(table, i, j) for j in group] for i in body], dtype=np.int64)
        protection = method(counts, smallest)
        hidden[np.ix_(body, group)] = protection.cells
        hidden[np.ix_(total_rows, group)] = protection.column_totals
        if total_columns and group != total_columns:
            hidden[np.ix_(body, total_columns)] = protection.row_totals[:, np.newaxis]
            hidden[np.ix_(total_rows, total_columns)] = protection.total
    return _with_derived(table, hidden)


def _count(table: Table, row: int, column: int) -> int:
    value = table.rows[row].cells[column]
    if value is None:
        return 0
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"the column {table.columns[column].title!r} holds {value!r}, which is no count")
    return value


def _with_derived(table: Table, hidden: Mask) -> Mask:
    """The mask with every derived cell added, also those derived from derived ones."""
    full = hidden.copy()
    for _ in table.columns:
        for j in range(len(table.columns)):
            full[:, j] |= full[:, list(table.sources_of(j))].any(axis=1)
    return full
