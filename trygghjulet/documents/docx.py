"""The document tree as a Word file with real headings, repeated table headers and described pictures."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import docx as word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from trygghjulet.documents.charts import figure_png
from trygghjulet.documents.numbers import cell
from trygghjulet.documents.signs import writable
from trygghjulet.documents.style import ACCENT, GRID, INK, QUIET, TEAL
from trygghjulet.documents.tree import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Chart,
    Document,
    Drawing,
    Figure,
    KeyFigures,
    Link,
    MapFigure,
    Paragraph,
    Span,
    Strong,
    Table,
    Words,
    spans,
)
from trygghjulet.documents.wording import origins, plain, span_text, wording

TEXT_WIDTH = Cm(15.6)
SHEET_WIDTH = Cm(11.5)
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
FONT = "Calibri"  # an office document is worked on in, with the fonts that are there
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001  # the first moment a zip file can hold; it has no time zone
CALLOUT_COLOURS = {CalloutKind.NOTE: TEAL, CalloutKind.LIMIT: ACCENT, CalloutKind.LESSON: "#8a5f08"}


def docx(document: Document, *, made: date | None = None) -> bytes:
    """The document as a Word file. The same document, and the same `made`, give the same bytes."""
    writer = _Writer(document.language, sheet=document.sheet)
    writer.document(writable(document), made)
    held = io.BytesIO()
    writer.word.save(held)
    return _undated(held.getvalue())


def _undated(packed: bytes) -> bytes:
    """The same archive without the moments at which its members were written."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            member = zipfile.ZipInfo(name, EARLIEST.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return out.getvalue()


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#").upper())


class _Writer:
    """Writes a tree into a new Word document."""

    def __init__(self, language: str, *, sheet: bool = False) -> None:
        self.language, self.sheet = language, sheet
        self.wording = wording(language)
        self.word: Any = word.Document()
        self._page()
        self._styles()

    def _page(self) -> None:
        page = self.word.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.7)
        page.top_margin = page.bottom_margin = Cm(1.6 if self.sheet else 2.5)

    def _styles(self) -> None:
        styles = self.word.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(10 if self.sheet else 11)
        normal.font.color.rgb = _colour(INK)
        normal.paragraph_format.space_after = Pt(4 if self.sheet else 8)
        for name, large, small_size in (
            ("Title", 28, 20),
            ("Subtitle", 14, 11),
            ("Heading 1", 18, 13),
            ("Heading 2", 14, 11),
            ("Heading 3", 12, 10),
        ):
            style, size = styles[name], small_size if self.sheet else large
            style.font.name, style.font.size = FONT, Pt(size)
            style.font.italic, style.font.bold = False, name != "Subtitle"
            style.font.color.rgb = _colour(QUIET if name == "Subtitle" else TEAL)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            if name.startswith("Heading"):
                style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(6)
        caption = styles["Caption"]
        caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(11), True, _colour(INK)
        caption.paragraph_format.keep_with_next = True
        small = styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = normal
        small.font.size, small.font.color.rgb = Pt(8.5), _colour(QUIET)
        self._language(styles.element.find(qn("w:docDefaults")))

    def _language(self, defaults: Any) -> None:
        code = LANGUAGES[self.language]
        for tag in defaults.iter(qn("w:lang")):
            tag.set(qn("w:val"), code)
            tag.set(qn("w:eastAsia"), code)
        theme = self.word.settings.element.find(qn("w:themeFontLang"))
        if theme is not None:
            theme.set(qn("w:val"), code)

    def document(self, document: Document, made: date | None) -> None:
        core = self.word.core_properties
        core.title, core.language = document.title, LANGUAGES[self.language]
        core.subject = document.subtitle
        core.author = core.comments = core.last_modified_by = ""
        moment = datetime(made.year, made.month, made.day) if made else EARLIEST  # noqa: DTZ001  # a bare date
        core.created = core.modified = moment
        self.add(document.title, "Title")
        if document.subtitle:
            self.add(document.subtitle, "Subtitle")
        for label, text in document.facts:
            self.add((Strong(f"{label}: "), text)).paragraph_format.space_after = Pt(2)
        for section in document.sections:
            self.add(section.title, f"Heading {min(section.level, 3)}")
            for block in section.blocks:
                self.block(block)

    def add(self, words: Words, style: str | None = None) -> Any:
        paragraph = self.word.add_paragraph(style=style)
        self.write(paragraph, words)
        return paragraph

    def write(self, paragraph: Any, words: Words) -> None:
        for span in spans(words):
            self.span(paragraph, span)

    def span(self, paragraph: Any, span: Span) -> None:
        text = span_text(span, self.language)
        match span:
            case Link() if "//" in span.safe_href or span.safe_href.startswith("mailto:"):
                self.link(paragraph, text, span.safe_href)
            case _:
                paragraph.add_run(text).bold = True if isinstance(span, Strong) else None

    def link(self, paragraph: Any, text: str, href: str) -> None:
        name = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), name)
        run = paragraph.add_run(text)
        run.underline, run.font.color.rgb = True, _colour(TEAL)
        link.append(run._r)  # a link holds its run in the file, which the library has no call for
        paragraph._p.append(link)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph(words):
                self.add(words)
            case BulletList(items):
                for item in items:
                    self.add(item, "List Bullet")
            case KeyFigures():
                for figure in block.items:
                    note = (" (", *spans(figure.note), ")") if figure.note else ()
                    self.add((f"{figure.label}: ", Strong(span_text(figure.value, self.language)), *note))
            case Callout(kind, words):
                paragraph = self.add((Strong(f"{self.wording.callouts[kind]}. "), *spans(words)))
                paragraph.paragraph_format.left_indent = Cm(0.4)
                self.rule(paragraph, CALLOUT_COLOURS[kind])
            case Table():
                self.add(block.caption, "Caption")
                self.table(block)
                self.beneath(block)
            case Chart() | MapFigure() | Drawing():
                self.figure(block)

    def rule(self, paragraph: Any, colour: str) -> None:
        """A coloured rule along the paragraph's left side."""
        borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
        _set(left, val="single", sz="18", space="8", color=colour.removeprefix("#"))
        borders.append(left)
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    def table(self, table: Table) -> None:
        grid = self.word.add_table(rows=1 + len(table.rows), cols=len(table.columns))
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        self.borders(grid)
        wide = len(table.columns) > 7
        titles = [column.title for column in table.columns]
        written = [
            [
                cell(value, column, self.language)
                for value, column in zip(row.cells, table.columns, strict=True)
            ]
            for row in table.rows
        ]
        strong = [True, *(row.total for row in table.rows)]
        for row, texts, bold in zip(grid.rows, [titles, *written], strong, strict=True):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            for place, text, column in zip(row.cells, texts, table.columns, strict=True):
                paragraph = place.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column.numeric else WD_ALIGN_PARAGRAPH.LEFT
                run = paragraph.add_run(text)
                run.bold, run.font.size = bold, Pt(8 if wide else 9.5)
        grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def borders(self, grid: Any) -> None:
        borders = OxmlElement("w:tblBorders")
        for side, size, colour in (("top", "8", TEAL), ("bottom", "4", QUIET), ("insideH", "4", GRID)):
            line = OxmlElement(f"w:{side}")
            _set(line, val="single", sz=size, space="0", color=colour.removeprefix("#"))
            borders.append(line)
        # Word refuses a file whose table properties stand in another order than its schema says.
        grid._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")

    def beneath(self, table: Table) -> None:
        if table.note:
            self.add(table.note, "Source")
        said = [(Strong(f"{label}: "), f"{text} ") for label, text in origins(table, self.language)]
        if self.sheet and said:
            self.add(tuple(span for pair in said for span in pair), "Source")
            return
        for pair in said:
            self.add(pair, "Source").paragraph_format.space_after = Pt(1)

    def figure(self, figure: Figure) -> None:
        self.add(figure.caption, "Caption")
        picture = figure_png(figure, self.language)
        narrow = self.sheet and not isinstance(figure, Drawing)
        shape = self.word.add_picture(io.BytesIO(picture), width=SHEET_WIDTH if narrow else TEXT_WIDTH)
        described = shape._inline.docPr
        described.set("descr", plain(figure.alt, self.language))
        described.set("title", plain(figure.caption, self.language))
        self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        self.beneath(figure.table)


def _set(element: Any, **values: str) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
