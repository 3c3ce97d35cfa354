"""The document tree as HTML: classes only, no styles or scripts, so that the strictest page policy takes
it.
"""

import base64
import re
import unicodedata
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from trygghjulet.documents.charts import figure_svg
from trygghjulet.documents.numbers import cell
from trygghjulet.documents.signs import writable
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    Chart,
    Count,
    Derived,
    Document,
    Drawing,
    Figure,
    KeyFigure,
    KeyFigures,
    Link,
    MapFigure,
    Paragraph,
    Row,
    Section,
    Span,
    Strong,
    Table,
    Withheld,
    Words,
    spans,
)
from trygghjulet.documents.wording import origins, plain, span_text, wording

ChartImage = Callable[[Figure], str]


def html(
    part: Document | Section | Block | Sequence[Section | Block],
    *,
    language: str = "sv",
    heading_offset: int = 0,
    chart_image: ChartImage | None = None,
) -> Markup:
    """A document, a section, one block, or several of them after each other, as safe HTML.

    What stands on the same page should be written in one call, so that every name on it is its own.
    `heading_offset` moves the headings down: at 0 the document's title is an h1 and its chapters h2.
    `chart_image` gives the address of a chart's picture; left out, the picture lies in the page itself (the
    page's policy must then allow `img-src data:`). A document brings its own language; for other parts it
    is `language`.
    """
    if isinstance(part, Document):
        document = writable(part)
        return _Page(document.language, heading_offset, chart_image).document(document)
    page = _Page(language, heading_offset, chart_image)
    parts = part if isinstance(part, Sequence) else (part,)
    return _joined([page.part(writable(each)) for each in parts])


def contents(sections: Sequence[Section | Block]) -> tuple[tuple[str, str], ...]:
    """The chapters among some parts as pairs of name on the page and title, in the same order."""
    page = _Page("sv", 0, None)
    names = [(page.name(part), part) for part in sections if isinstance(part, Section)]
    return tuple((name, section.title) for name, section in names if section.level == 1)


def slug(title: str) -> str:
    """A title as a name that an address can hold."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "avsnitt"


def _joined(parts: list[Markup]) -> Markup:
    return Markup("\n").join(parts)


class _Page:
    """Carries the language, the headings' depth and the names already used down the tree."""

    def __init__(self, language: str, heading_offset: int, chart_image: ChartImage | None) -> None:
        self.language = language
        self.wording = wording(language)
        self.heading_offset = heading_offset
        self.chart_image = chart_image or self.inline_image
        self.names: dict[str, int] = {}

    def unique(self, name: str) -> str:
        self.names[name] = self.names.get(name, 0) + 1
        return name if self.names[name] == 1 else self.unique(f"{name}-{self.names[name]}")

    def heading(self, level: int, text: str, css: str) -> Markup:
        depth = min(level + self.heading_offset, 6)
        return Markup("<h{0} class='{1}'>{2}</h{0}>").format(depth, css, text)

    def document(self, document: Document) -> Markup:
        subtitle = (
            Markup("<p class='doc-subtitle'>{}</p>").format(document.subtitle) if document.subtitle else ""
        )
        pairs = [Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*fact) for fact in document.facts]
        facts = Markup("<dl class='doc-facts'>{}</dl>").format(_joined(pairs)) if pairs else ""
        head = Markup("<header class='doc-head'>{}{}{}</header>").format(
            self.heading(1, document.title, "doc-title"), subtitle, facts
        )
        body = _joined([self.section(section) for section in document.sections])
        return Markup("<article class='doc' lang='{}'>\n{}\n{}\n</article>").format(self.language, head, body)

    def part(self, part: Section | Block) -> Markup:
        return self.section(part) if isinstance(part, Section) else self.block(part)

    def name(self, section: Section) -> str:
        return self.unique(section.anchor or slug(section.title))

    def section(self, section: Section) -> Markup:
        name = self.name(section)
        return Markup("<section class='doc-section' id='{}'>\n{}\n{}\n</section>").format(
            name,
            self.heading(section.level + 1, section.title, f"doc-heading doc-heading-{section.level}"),
            _joined([self.block(block) for block in section.blocks]),
        )

    def block(self, block: Block) -> Markup:
        match block:
            case Paragraph(words):
                return Markup("<p class='doc-paragraph'>{}</p>").format(self.words(words))
            case BulletList(items):
                lines = [Markup("<li>{}</li>").format(self.words(item)) for item in items]
                return Markup("<ul class='doc-list'>{}</ul>").format(_joined(lines))
            case KeyFigures(items):
                figures = [self.key_figure(item) for item in items]
                return Markup("<dl class='doc-keys'>{}</dl>").format(_joined(figures))
            case Callout():
                return self.callout(block)
            case Table():
                return Markup("<figure class='doc-table'>{}{}</figure>").format(
                    self.table(block), self.beneath(block)
                )
            case Drawing() | Chart() | MapFigure():
                return self.drawing(block) if isinstance(block, Drawing) else self.figure(block)

    def callout(self, callout: Callout) -> Markup:
        return Markup(
            "<div class='doc-callout doc-callout-{}' role='note'>"
            "<p class='doc-callout-label'>{}</p><p>{}</p></div>"
        ).format(callout.kind.value, self.wording.callouts[callout.kind], self.words(callout.words))

    def words(self, words: Words) -> Markup:
        return Markup("").join(self.span(span) for span in spans(words))

    def span(self, span: Span) -> Markup:
        match span:
            case Strong(text):
                return Markup("<strong>{}</strong>").format(text)
            case Link(text, _) if span.safe_href:
                return Markup("<a href='{}'>{}</a>").format(span.safe_href, text)
            case Count() | Derived():
                return Markup("<span class='doc-number'>{}</span>").format(span_text(span, self.language))
            case _:
                return escape(span_text(span, self.language))

    def key_figure(self, item: KeyFigure) -> Markup:
        note = Markup("<dd class='doc-key-note'>{}</dd>").format(self.words(item.note)) if item.note else ""
        return Markup("<div class='doc-key'><dt>{}</dt><dd class='doc-key-value'>{}</dd>{}</div>").format(
            item.label, self.span(item.value), note
        )

    def table(self, table: Table) -> Markup:
        caption = self.unique("tabell")
        heads = [
            Markup("<th scope='col'{}>{}</th>").format(
                Markup(" class='doc-numeric'") if column.numeric else "", column.title
            )
            for column in table.columns
        ]
        rows = [self.row(row, table) for row in table.rows]
        # The frame scrolls on a narrow screen; it takes focus so that it can be scrolled by keyboard too.
        return Markup(
            "<div class='doc-table-frame' role='region' tabindex='0' aria-labelledby='{0}'>"
            "<table><caption id='{0}'>{1}</caption>"
            "<thead><tr>{2}</tr></thead><tbody>{3}</tbody></table></div>"
        ).format(caption, self.words(table.caption), _joined(heads), _joined(rows))

    def row(self, row: Row, table: Table) -> Markup:
        cells = []
        for index, (value, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            css = [
                name
                for name, applies in (
                    ("doc-numeric", column.numeric),
                    ("doc-withheld", isinstance(value, Withheld)),
                )
                if applies
            ]
            marked = Markup(" class='{}'").format(" ".join(css)) if css else Markup("")
            written: str | Markup = cell(value, column, self.language)
            if value is None:
                written = Markup(
                    "<span aria-hidden='true'>{}</span><span class='doc-unseen'>{}</span>"
                ).format(written, self.wording.missing)
            shape = "<th scope='row'{}>{}</th>" if index == 0 else "<td{}>{}</td>"
            cells.append(Markup(shape).format(marked, written))  # noqa: S704  # one of the two literals above
        total = Markup(" class='doc-total'") if row.total else ""
        return Markup("<tr{}>{}</tr>").format(total, Markup("").join(cells))

    def figure(self, figure: Figure) -> Markup:
        twin = self.wording.chart_figures if isinstance(figure, Chart) else self.wording.map_figures
        return Markup(
            "<figure class='doc-figure'><figcaption>{}</figcaption>"
            "<div class='doc-picture' role='region' tabindex='0' aria-label='{}'>"
            "<img src='{}' alt='{}'></div>{}"
            "<details class='doc-twin'><summary>{}</summary>{}</details></figure>"
        ).format(
            self.words(figure.caption),
            plain(figure.caption, self.language),
            self.chart_image(figure),
            plain(figure.alt, self.language),
            self.beneath(figure.table),
            twin,
            self.table(figure.table),
        )

    def drawing(self, figure: Drawing) -> Markup:
        """A drawn picture, with its table beneath it where that does not stand on the page already."""
        twin = Markup("")
        if not figure.twin_shown:
            twin = self.beneath(figure.table) + Markup(
                "<details class='doc-twin'><summary>{}</summary>{}</details>"
            ).format(self.wording.drawn_words, self.table(figure.table))
        return Markup(
            "<figure class='doc-figure doc-drawing'><figcaption>{}</figcaption>"
            "<div class='doc-picture' role='region' tabindex='0' aria-label='{}'>"
            "<img src='{}' alt='{}'></div>{}</figure>"
        ).format(
            self.words(figure.caption),
            plain(figure.caption, self.language),
            self.chart_image(figure),
            plain(figure.alt, self.language),
            twin,
        )

    def inline_image(self, figure: Figure) -> str:
        picture = figure_svg(figure, self.language).encode()
        return f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"

    def beneath(self, table: Table) -> Markup:
        note = (
            Markup("<p class='doc-table-note'>{}</p>").format(self.words(table.note))
            if table.note
            else Markup("")
        )
        pairs = [
            Markup("<span class='doc-origin'><span class='doc-origin-label'>{}:</span> {}</span>").format(
                *pair
            )
            for pair in origins(table, self.language)
        ]
        return note + (
            Markup("<p class='doc-origins'>{}</p>").format(Markup(" ").join(pairs)) if pairs else ""
        )
