"""Makes the papers' templates from YAML files, see BESIDE: `python -m bot.papers.templates.make [folder]`.

Each file is a list of blocks; a block is one key of BLOCKS with its text, in which **bold** and //italic// may stand.
Fields ({{ name }}) and loops ({%p … %} for paragraphs, {%tr … %} for rows) are those of bot/papers/dossier/fields.py.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.papers.dossier.model import WORDS
from bot.papers.dossier.rendering import packed

HERE = Path(__file__).resolve().parent
BESIDE = (HERE, *(HERE.parent / name for name in ("lists", "rounds", "assistance", "progress", "visits", "showcase")))
"""Where templates stand: those of a product's dossier here, others with what they are for."""
FONT, SIZE = "Times New Roman", 13
WIDTH = 16.0
"""Centimetres between the margins: A4 with 3 on the left and 2 on the right."""

LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
ALIGN = {"left": LEFT, "centre": CENTRE, "right": RIGHT}
MARKED = re.compile(r"(\*\*.+?\*\*|//.+?//)")
KEPT = 3
"""Paragraphs that go to the next page with a signature: it never stands there alone."""

MADE = datetime(2026, 1, 1, tzinfo=UTC)


def made(source: Path) -> bytes:
    """The template of one YAML file, as DOCX."""
    raw = yaml.safe_load(source.read_text("utf-8"))
    doc = Document()
    _page(doc, landscape=raw.get("landscape", False))
    _styles(doc)
    _properties(doc, raw["title"])
    for block in raw["blocks"]:
        ((kind, content),) = block.items()
        BLOCKS[kind](doc, content)
    out = io.BytesIO()
    doc.save(out)
    return packed(out.getvalue())


# Page, styles


def _page(doc: Doc, *, landscape: bool) -> None:
    """A4 with the official margins; the number on top of every page but the first."""
    section = doc.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    if landscape:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Cm(2), Cm(2), Cm(3), Cm(2)
    if landscape:
        section.left_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def _styles(doc: Doc) -> None:
    normal = doc.styles["Normal"]
    _font(normal)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True

    body = _style(doc, "Body", BOTH, before=3, after=3, line=1.1)
    body.paragraph_format.first_line_indent = Cm(1)
    line = _style(doc, "Field", LEFT, before=3, after=3, line=1.1)
    line.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    below = _style(doc, "Sub Field", LEFT, before=2, after=2, line=1.1)
    below.paragraph_format.left_indent = Cm(0.6)
    below.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _style(doc, "Form Title", CENTRE, size=14, bold=True)
    _style(doc, "Form Subtitle", CENTRE, before=2, bold=True)
    _style(doc, "Centred", CENTRE)
    _style(doc, "Corner", RIGHT, size=12, italic=True)
    _style(doc, "Note", BOTH, before=3, after=3, size=11, italic=True)
    _style(doc, "Cell", LEFT, before=1, after=1, size=11)
    _style(doc, "Gap", LEFT, size=4)
    for name in ("Heading 1", "Heading 2"):
        heading = doc.styles[name]
        _font(heading)
        heading.font.bold, heading.font.italic = True, False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(10 if name == "Heading 1" else 6)
        heading.paragraph_format.space_after = Pt(3)
        heading.paragraph_format.keep_with_next = True


def _style(
    doc: Doc,
    name: str,
    align: WD_ALIGN_PARAGRAPH,
    *,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    size: float = SIZE,
    bold: bool = False,
    italic: bool = False,
) -> Any:
    style: Any = doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = doc.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.paragraph_format.alignment = align
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = line
    return style


def _font(style: Any) -> None:
    """Times New Roman for every script: Word picks another font for letters it takes for eastern ones otherwise."""
    style.font.name, style.font.size = FONT, Pt(SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _properties(doc: Doc, title: str) -> None:
    properties = doc.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = MADE


# Blocks


def _say(paragraph: Paragraph, text: str, *, bold: bool | None = None, size: float | None = None) -> Paragraph:
    """Puts the text in; a line break in it is one on paper."""
    for piece in MARKED.split(text):
        if not piece:
            continue
        inner = piece
        if strong := inner.startswith("**"):
            inner = inner[2:-2]
        if slanted := inner.startswith("//"):
            inner = inner[2:-2]
        run = paragraph.add_run(inner)
        run.bold = True if strong else bold
        run.italic = True if slanted else None
        if size:
            run.font.size = Pt(size)
    return paragraph


def _paragraphs(style: str) -> Callable[[Doc, str], None]:
    def block(doc: Doc, text: str) -> None:
        for line in text.strip().split("\n"):
            paragraph = _say(doc.add_paragraph(style=style), line)
            if line.endswith(":"):  # what it announces stands on the same page
                paragraph.paragraph_format.keep_with_next = True

    return block


_TALL, _WIDE = (6.4, 9.6), (9.6, 14.4)
"""The halves of the heading: on an upright page, on one that lies."""


def _heading(doc: Doc, content: dict[str, Any]) -> None:
    """Who writes on the left, the nation's name on the right; number and date below."""
    wide = (doc.sections[0].page_width or 0) > (doc.sections[0].page_height or 0)
    table = _plain_table(doc, _WIDE if wide else _TALL)
    left, right = table.rows[0].cells
    if doc.paragraphs:
        doc.paragraphs[-1].paragraph_format.space_after = Pt(8)
    *above, name = content["left"]
    nation, motto = WORDS["nation"]
    for text in above:
        _say(_next(left, "Centred"), text, size=12)
    _say(_next(left, "Centred"), name, bold=True, size=12)
    _rule(left, (_WIDE if wide else _TALL)[0], 2.4)
    _say(_next(right, "Centred"), nation, bold=True, size=12)
    _say(_next(right, "Centred"), motto, bold=True, size=13)
    _rule(right, (_WIDE if wide else _TALL)[1], 5.9)
    if "number" in content or "place" in content:
        left, right = _added(table).cells
        _say(_next(left, "Centred"), content.get("number", ""))
        _say(_next(right, "Centred"), f"//{content.get('place', '')}//" if content.get("place") else "")
    doc.add_paragraph(style="Gap")


def _rule(cell: _Cell, width: float, length: float) -> None:
    """A line as long as the words above it."""
    paragraph = cell.add_paragraph(style="Gap")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm((width - length) / 2)
    paragraph.paragraph_format.space_before = Pt(1)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _title(doc: Doc, lines: Sequence[str]) -> None:
    for at, text in enumerate(lines):
        paragraph = _say(doc.add_paragraph(style="Form Subtitle" if at else "Form Title"), text)
        paragraph.paragraph_format.space_before = Pt(0 if at else 10)
        if at == len(lines) - 1:
            paragraph.paragraph_format.space_after = Pt(8)


def _each(doc: Doc, content: dict[str, str]) -> None:
    """A paragraph for everything in a list."""
    _tag(doc, f"{{%p for line in {content['of']} %}}")
    _say(doc.add_paragraph(style=content.get("style", "Sub Field")), content["line"])
    _tag(doc, "{%p endfor %}")


def _tag(doc: Doc, text: str) -> None:
    doc.add_paragraph(text, style="Normal")


def _grid(doc: Doc, content: dict[str, Any]) -> None:
    """A table with lines; its head is repeated on every page, and no row is torn apart."""
    widths, align = content["widths"], content.get("align", ())
    table = _plain_table(doc, widths, rows=0)
    table.style = doc.styles["Table Grid"]
    _row(table, [f"**{text}**" if text else "" for text in content["head"]], ["centre"] * len(widths))
    _flag(table.rows[0]._tr, "w:tblHeader")
    for cells in content["rows"]:
        if isinstance(cells, str):
            _row(table, [cells], (), whole=True)
        else:
            _row(table, cells, align)
    for row, height in zip(table.rows, content.get("heights", ()), strict=False):
        row.height = Cm(height)
    doc.add_paragraph(style="Gap")


def _row(table: Table, texts: Sequence[str], align: Sequence[str], *, whole: bool = False) -> None:
    row = _added(table)
    _flag(row._tr, "w:cantSplit")
    for cell, width in zip(row.cells, _widths(table), strict=True):
        cell.width = Cm(width)
    cells = [row.cells[0].merge(row.cells[-1])] if whole else row.cells
    for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = _say(_next(cell, "Cell"), text)
        # A bold row is the head of those below: it never stands alone at the foot of a page.
        paragraph.paragraph_format.keep_with_next = text.startswith("**") or None
        if at < len(align):
            paragraph.alignment = ALIGN[align[at]]


def _sign(doc: Doc, content: dict[str, Any]) -> None:
    """Who signs, with room for signature and stamp; the block stays on one page, with the words before it."""
    words = [p for p in doc.paragraphs if not p.text.startswith("{%p")]
    for paragraph in words[-content.get("keep", KEPT) :]:
        paragraph.paragraph_format.keep_with_next = True
    table = _plain_table(doc, (7.5, 8.5))
    _flag(table.rows[0]._tr, "w:cantSplit")
    for cell, side in zip(table.rows[0].cells, ("left", "right"), strict=True):
        for text in content.get(side, ("",)):
            style = "Centred" if side == "right" else "Normal"
            _say(_next(cell, style), text, size=11 if side == "left" else None)


def _plain_table(doc: Doc, widths: Sequence[float], rows: int = 1) -> Table:
    table: Table = doc.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    return table


def _added(table: Table) -> Any:
    return table.add_row()  # type: ignore[no-untyped-call]


def _widths(table: Table) -> list[float]:
    return [column.width.cm for column in table.columns if column.width is not None]


def _next(cell: _Cell, style: str) -> Paragraph:
    """The cell's first paragraph while it is empty, else a new one."""
    first: Paragraph = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not first.text and first.style is not None and first.style.name == "Normal":
        first.style = style
        return first
    added: Paragraph = cell.add_paragraph(style=style)
    return added


def _flag(row: Any, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


BLOCKS: dict[str, Callable[[Doc, Any], None]] = {
    "heading": _heading,
    "corner": _paragraphs("Corner"),
    "title": _title,
    "centred": _paragraphs("Centred"),
    "h1": _paragraphs("Heading 1"),
    "h2": _paragraphs("Heading 2"),
    "body": _paragraphs("Body"),
    "field": _paragraphs("Field"),
    "sub": _paragraphs("Sub Field"),
    "note": _paragraphs("Note"),
    "tag": _tag,
    "each": _each,
    "grid": _grid,
    "sign": _sign,
    "gap": lambda doc, text: _paragraphs("Gap")(doc, text or " "),
}


def main(folder: Path | None = None) -> None:
    """Makes every template in `folder`, or beside its source."""
    for source in (found for place in BESIDE for found in sorted(place.glob("*.yaml"))):
        (folder or source.parent).joinpath(f"{source.stem}.docx").write_bytes(made(source))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
