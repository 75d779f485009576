"""Makes `report.docx`, the template of reports as Word documents: `python -m plans.report_template`.

An office may change the file in Word: what stands in double braces is filled, and what stands in
`{% … %}` is repeated. Only the words in there must stay as they are.
"""

from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

PATH: Final = Path(__file__).with_name("report.docx")

_INK: Final = RGBColor(0x1F, 0x3A, 0x5F)
_SHADE: Final = "E8EEF4"


def main() -> None:
    """Write the template beside this file."""
    file = Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(1.6)
    _styles(file)
    file.add_paragraph("{{ title }}", style="Title")
    file.add_paragraph("{%p for line in lines %}")
    file.add_paragraph("{{ line }}")
    file.add_paragraph("{%p endfor %}")
    file.add_paragraph("{%p for section in sections %}")
    file.add_paragraph("{{ section.heading }}", style="Heading 1")
    file.add_paragraph("{%p for paragraph in section.paragraphs %}")
    file.add_paragraph("{{ paragraph }}")
    file.add_paragraph("{%p endfor %}")
    file.add_paragraph("{%p if section.columns %}")
    _table(file)
    file.add_paragraph("{%p endif %}")
    file.add_paragraph("{%p endfor %}")
    file.add_paragraph("{{ remark }}", style="Remark")
    _page_number(section.footer.paragraphs[0])
    file.save(str(PATH))


def _styles(file: Any) -> None:
    """Songti for reading and Heiti for headings, as Chinese offices have them."""
    fonts = {
        "Normal": ("Times New Roman", "宋体", 11),
        "Title": ("Arial", "黑体", 22),
        "Heading 1": ("Arial", "黑体", 14),
    }
    styles = file.styles
    for name in ("Cell", "Number", "Remark"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        fonts[name] = ("Arial", "宋体", 9)
    styles["Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name, (latin, chinese, size) in fonts.items():
        style = styles[name]
        style.font.name, style.font.size = latin, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), chinese)
        if name in ("Title", "Heading 1"):
            style.font.color.rgb = _INK
            style.font.bold = False
    for name, after in (("Normal", 3), ("Heading 1", 4), ("Cell", 0), ("Number", 0)):
        styles[name].paragraph_format.space_after = Pt(after)
    styles["Remark"].paragraph_format.space_before = Pt(12)


def _table(file: Any) -> None:
    """A heading that every page repeats, and rows; both have as many cells as there are columns."""
    table = file.add_table(rows=4, cols=3, style="Table Grid")
    _rule(table)
    heading, start, row, end = table.rows
    _cells(heading, "{%tc for column in section.columns %}", "{%tc endfor %}")
    _aligned(heading.cells[1], "column.is_number", "{{ column.heading }}")
    _shade(heading.cells[1])
    heading._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no public name for it
    start.cells[0].paragraphs[0].text = "{%tr for row in section.rows %}"
    _cells(row, "{%tc for cell in row.cells %}", "{%tc endfor %}")
    _aligned(row.cells[1], "cell.is_number", "{{ cell.text }}")
    end.cells[0].paragraphs[0].text = "{%tr endfor %}"
    for one in table.rows:
        for cell in one.cells:
            # The grid alone says how wide a column is, since reports set it.
            cell._tc.get_or_add_tcPr().remove(cell._tc.tcPr.find(qn("w:tcW")))  # noqa: SLF001 - python-docx has no public name for it


def _aligned(cell: Any, is_number: str, text: str) -> None:
    """A text that stands to the right where it is a number."""
    cell.paragraphs[0].text = f"{{%p if {is_number} %}}"
    cell.add_paragraph(text, style="Number")
    cell.add_paragraph("{%p else %}")
    cell.add_paragraph(text, style="Cell")
    cell.add_paragraph("{%p endif %}")


def _cells(row: Any, first: str, last: str) -> None:
    row.cells[0].paragraphs[0].text = first
    row.cells[2].paragraphs[0].text = last


def _rule(table: Any) -> None:
    """Thin grey lines between rows, and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil" if side in ("left", "right", "insideV") else "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "B4B4B4")
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - likewise


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - likewise


def _page_number(paragraph: Any) -> None:
    """The page's number, which Word itself keeps."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - likewise


if __name__ == "__main__":
    main()
