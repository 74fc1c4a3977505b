"""Files of each format, made of parts of every kind that the format knows: headings, lists, tables, notes, hidden text.

A part is a kind and its words; a writer that does not know a kind writes a paragraph.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from typing import TYPE_CHECKING, Any

import xlsxwriter
from docx import Document as WordDocument
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.comments import Comment
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

if TYPE_CHECKING:
    from collections.abc import Sequence

    Part = tuple[str, str]

KINDS = (
    "heading", "paragraph", "item", "numbered", "nested", "row", "merged", "note", "link", "picture", "comment", "header", "hidden",
    "box", "reading", "field", "quote", "chart", "caption", "inserted", "deleted", "inner", "term",
)  # fmt: skip
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_MARKUP = {
    "heading": "<h2>{}</h2>",
    "item": "<ul><li>{}</li></ul>",
    "numbered": "<ol start=3><li>{}</li></ol>",
    "nested": "<ul><li>其一<ol type=a><li>{}</li></ol></li></ul>",
    "row": "<table><tr><th>项目</th><th>数量</th></tr><tr><td>{}</td><td>3</td></tr><tr><td>乙</td><td>4</td></tr></table>",
    "merged": "<table><tr><td rowspan=2>甲</td><td colspan=2>{}</td></tr><tr><td>乙</td><td><table><tr><td>丙</td></tr></table></td></tr></table>",
    "note": "<aside epub:type=footnote>{}</aside>",
    "link": "<p>详见<a href=/>{}</a></p>",
    "picture": "<figure><img src=a.png alt='{}'></figure>",
    "header": "<header>{}</header>",
    "hidden": "<p style='display:none'>{}</p>",
    "box": "<details><summary>{}</summary>内容</details>",
    "reading": "<p><ruby>汉<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>字</p>",
    "field": "<form><input value='{}'><select><option>甲</option></select></form>",
    "quote": "<blockquote>{}</blockquote>",
    "chart": "<svg><text>{}</text></svg>",
    "caption": "<figure><img src=a.png><figcaption>{}</figcaption></figure>",
    "inserted": "<p>原定<ins>{}</ins></p>",
    "deleted": "<p>原定<del>{}</del></p>",
    "inner": "<iframe srcdoc='<p>{}</p>'></iframe>",
    "term": "<dl><dt>{}</dt><dd>释义</dd></dl>",
}
_MARKDOWN = {
    "heading": "## {}",
    "item": "- {}",
    "numbered": "3. {}",
    "nested": "- 其一\n    1. {}",
    "row": "| 项目 | 数量 |\n|---|---|\n| {} | 3 |",
    "note": "[^1]: {}",
    "link": "[{}](a.html)",
    "picture": "![{}](a.png)",
    "comment": "<!-- {} -->",
    "box": "<details><summary>{}</summary></details>",
    "field": '[链接](a.html "{}")',
    "quote": "> {}",
    "inserted": "**{}**",
    "deleted": "~~{}~~",
    "inner": "```\n{}\n```",
}
_RICH = {
    "note": "正文{{\\footnote {}}}\\par ",
    "header": "{{\\header {}\\par}}",
    "comment": "{{\\*\\annotation {}}}",
    "box": "{{\\shp{{\\*\\shpinst{{\\shptxt {}\\par}}}}}}",
    "numbered": "{{\\pntext 1.\\tab}}{}\\par ",
    "item": "{{\\listtext 2.\\tab}}{}\\par ",
    "row": "\\trowd\\cellx100\\cellx200\\intbl {}\\cell 3\\cell\\row\\pard ",
    "hidden": "{{\\v {}}}\\par ",
    "inner": "{{\\object{{\\result {}}}}}\\par ",
}


def page(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a web page with an article long enough to be found among the rest."""
    article = "".join(
        f"<p>第{n}次会议昨天在江城召开，市长主持会议并讲话，部署了防汛工作。</p>" for n in range(4)
    )
    body = f"<article><h1>会议</h1>{article}{_marked(parts)}</article>"
    head = "<meta charset=utf-8><title>会议</title>"
    return "a.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def bare_page(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a web page of these parts and nothing else."""
    return "b.html", f"<html><head><meta charset=utf-8></head><body>{_marked(parts)}</body></html>".encode()


def book(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a book of two chapters and a page outside their order."""
    out = io.BytesIO()
    third = len(parts) // 3
    files = {"a": parts[:third], "b": parts[third : 2 * third], "c": parts[2 * third :]}
    items = "".join(f'<item id="{id}" href="{id}.xhtml" media-type="application/xhtml+xml"/>' for id in files)
    with zipfile.ZipFile(out, "w") as package:
        place = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
        package.writestr("META-INF/container.xml", place)
        package.writestr(
            "b.opf",
            f"<package><metadata><title>书</title></metadata><manifest>{items}</manifest>"
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        for id, some in files.items():
            package.writestr(f"{id}.xhtml", f"<html><body><p>本章。</p>{_marked(some)}</body></html>")
    return "a.epub", out.getvalue()


def letter(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a letter with two versions of its text, parts behind them, and files that are attached."""
    whole = MIMEMultipart("mixed")
    whole["Subject"], whole["From"] = "通知", "罗敏 <luo@example.org>"
    versions = MIMEMultipart("alternative")
    half = len(parts) // 2
    versions.attach(MIMEText("\n".join(words for _, words in parts[:half]), "plain", "utf-8"))
    versions.attach(MIMEText(f"<p>各位：</p>{_marked(parts[:half])}", "html", "utf-8"))
    whole.attach(versions)
    for kind, words in parts[half:]:
        piece: Any = MIMEText(words, {"comment": "calendar", "inner": "html"}.get(kind, "plain"), "utf-8")
        if kind == "box":
            piece.add_header("Content-Disposition", "attachment", filename="附件.txt")
        elif kind == "nested":
            inner = EmailMessage()
            inner["Subject"] = "转发"
            inner.set_content(words)
            piece = EmailMessage()
            piece.add_attachment(inner)
        whole.attach(piece)
    return "a.eml", whole.as_bytes()


def markdown(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return Markdown."""
    blocks = (_MARKDOWN.get(kind, "{}").format(words) for kind, words in parts)
    return "a.md", "\n\n".join(["# 会议", *blocks, ""]).encode()


def rich_text(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return Rich Text, in which characters stand as numbers."""
    written = (
        _RICH.get(kind, "{}\\par ").format(
            "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in words)
        )
        for kind, words in parts
    )
    return "a.rtf", f"{{\\rtf1\\ansi\\ansicpg936 Text.\\par {''.join(written)}}}".encode("ascii", "replace")


def word(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a Word file."""
    document = WordDocument()
    document.add_paragraph("会议召开。")
    for kind, words in parts:
        _write_word(document, kind, escape(words))
    out = io.BytesIO()
    document.save(out)
    return "a.docx", out.getvalue()


def _write_word(document: Any, kind: str, words: str) -> None:  # noqa: C901 - a branch for each kind
    inside = {
        "inserted": f'<w:ins {_W} w:id="1"><w:r><w:t>{words}</w:t></w:r></w:ins>',
        "deleted": f'<w:del {_W} w:id="1"><w:r><w:delText>{words}</w:delText></w:r></w:del>',
        "hidden": f"<w:r {_W}><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r>",
        "link": f"<w:hyperlink {_W}><w:r><w:t>{words}</w:t></w:r></w:hyperlink>",
        "field": f"<w:sdt {_W}><w:sdtContent><w:r><w:t>{words}</w:t></w:r></w:sdtContent></w:sdt>",
        "reading": f"<w:r {_W}><w:ruby><w:rt><w:r><w:t>{words}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "box": f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>',
        "chart": f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textpath string="{words}"/></v:shape></w:pict></w:r>',
        "inner": f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{words}</m:t></m:r></m:oMath>',
    }
    if kind in inside:
        document.add_paragraph("其中")._p.append(parse_xml(inside[kind]))  # noqa: SLF001 - python-docx writes none of these
    elif kind == "heading":
        document.add_heading(words, 2)
    elif kind in ("item", "numbered"):
        document.add_paragraph(words, style="List Bullet" if kind == "item" else "List Number")
    elif kind in ("row", "merged", "nested"):
        table = document.add_table(3, 2)
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "项目", "数量", "3"
        cell = table.cell(1, 0)
        if kind == "merged":
            cell = cell.merge(table.cell(2, 0))
        elif kind == "nested":
            cell = cell.add_table(1, 2).cell(0, 1)
        cell.text = words
    elif kind == "header":
        document.sections[0].header.add_paragraph(words)
    elif kind == "comment":
        paragraph = document.add_paragraph("此处")
        document.add_comment(paragraph.runs, text=words, author="罗敏", initials="L")
    elif kind == "picture":
        document.add_picture(io.BytesIO(_DOT))
        for properties in document.paragraphs[-1]._p.iter("{*}docPr"):  # noqa: SLF001 - likewise
            properties.set("descr", words)
    else:
        document.add_paragraph(words)


def slides(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return slides."""
    presentation = Presentation()
    for kind, words in parts:
        _write_slide(presentation, kind, words)
    out = io.BytesIO()
    presentation.save(out)
    return "a.pptx", out.getvalue()


def _write_slide(presentation: Any, kind: str, words: str) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "汇报"
    at = Inches(1)
    if kind == "heading":
        slide.shapes.title.text = words
    elif kind in ("row", "merged", "nested"):
        table = slide.shapes.add_table(2, 2, at, at, at, at).table
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "项目", "数量", "3"
        if kind == "merged":
            table.cell(1, 0).merge(table.cell(1, 1))
        table.cell(1, 0).text = words
    elif kind == "note":
        slide.notes_slide.notes_text_frame.text = words
    elif kind == "hidden":
        slide._element.set("show", "0")  # noqa: SLF001 - python-pptx hides none
        slide.placeholders[1].text_frame.text = words
    elif kind == "picture":
        picture = slide.shapes.add_picture(io.BytesIO(_DOT), at, at)
        picture._element.nvPicPr.cNvPr.set("descr", words)  # noqa: SLF001 - likewise
    elif kind == "box":
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(at, at, at, at).text_frame.text = words
    elif kind in ("chart", "caption"):
        data = CategoryChartData()
        data.categories = [words if kind == "chart" else "甲", "乙"]
        data.add_series("产量", (1, 2))
        chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, at, at, at, at, data).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = words if kind == "caption" else "图"
    else:
        frame = slide.placeholders[1].text_frame
        frame.text = words
        if kind == "numbered":
            frame.paragraphs[0]._p.get_or_add_pPr().append(  # noqa: SLF001 - likewise
                parse_xml(
                    '<a:buAutoNum xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" type="ea1ChsPeriod"/>'
                )
            )


def sheet(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a workbook as one library writes it: comments, hidden sheets and rows, headers."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["事项", "数量"])
    for number, (kind, words) in enumerate(parts, 2):
        first.append(["会议", number])
        if kind == "comment":
            first.cell(number, 1).comment = Comment(words, "罗敏")
        elif kind == "header":
            first.oddHeader.center.text = f"{first.oddHeader.center.text or ''}{words}"
        elif kind == "inner":
            other = book.create_sheet(f"表{number}")
            other.sheet_state = "hidden"
            other.append([words])
        else:
            first.cell(number, 1).value = words
            first.row_dimensions[number].hidden = kind == "hidden"
            if kind == "merged":
                first.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
    out = io.BytesIO()
    book.save(out)
    return "a.xlsx", out.getvalue()


def drawn_sheet(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a workbook as another library writes it: boxes, charts and pictures over the cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first = book.add_worksheet("表")
    first.write_row(0, 0, ["事项", "数量"])
    for number, (kind, words) in enumerate(parts, 1):
        first.write_row(number, 0, ["会议", number])
        if kind == "box":
            first.insert_textbox(number, 5, words)
        elif kind == "picture":
            first.insert_image(number, 5, "a.png", {"image_data": io.BytesIO(_DOT), "description": words})
        elif kind in ("chart", "caption"):
            chart = book.add_chart({"type": "line"})
            chart.add_series({"name": "产量" if kind == "caption" else words, "values": "=表!$B$2"})
            chart.set_title({"name": words if kind == "caption" else "图"})
            first.insert_chart(number, 8, chart)
        else:
            first.write(number, 0, words)
    book.close()
    return "b.xlsx", out.getvalue()


def data_object(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return JSON in which objects lie in lists and objects."""
    value: dict[str, Any] = {"title": "会议", "sections": []}
    for kind, words in parts:
        if kind == "heading":
            value["sections"].append({"heading": words, "text": "会议召开。"})
        elif kind in ("item", "numbered", "nested"):
            value["sections"].append({"body": [{"text": words}, "会议召开。"]})
        elif kind in ("note", "hidden"):
            value.setdefault("more", {}).setdefault(kind, []).append({"deep": {"er": words}})
        else:
            value["sections"].append({"text": words})
    return "a.json", json.dumps(value, ensure_ascii=False).encode()


def rows(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return CSV whose cells hold ends of lines, commas and quotes, and whose rows have several lengths."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["事项", "说明"])
    for kind, words in parts:
        if kind == "merged":
            writer.writerow([words])
        elif kind == "nested":
            writer.writerow(["会议", words, "多出的一格"])
        elif kind == "quote":
            writer.writerow([f'"{words}", 他说', "一行\n两行"])
        else:
            writer.writerow(["会议", f"{words}\n第二行"])
    return "a.csv", out.getvalue().encode()


def pages_of_pdf(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return a PDF with text, filled fields, boxes and notes; its words are in ASCII."""
    shown = [words for kind, words in parts if kind not in ("field", "box", "comment", "heading")]
    text = "".join(
        f"1 0 0 1 60 {800 - 20 * n} Tm ({_ascii(words)}) Tj " for n, words in enumerate(["Text.", *shown])
    )
    stream = f"BT /F 11 Tf {text}ET"
    over = []
    for number, (kind, words) in enumerate(parts):
        box = f"/Rect [320 {790 - 24 * number} 580 {806 - 24 * number}]"
        if kind == "field":
            over.append(f"<</Type/Annot/Subtype/Widget/FT/Tx/T(f{number})/V({_ascii(words)}){box}>>")
        elif kind == "box":
            over.append(f"<</Type/Annot/Subtype/FreeText/Contents({_ascii(words)}){box}>>")
        elif kind == "comment":
            over.append(f"<</Type/Annot/Subtype/Text/Contents({_ascii(words)}){box}>>")
    outline = [words for kind, words in parts if kind == "heading"]
    first = 6
    heads = first + len(over) + 1
    objects = [
        (
            f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{' '.join(f'{first + n} 0 R' for n, one in enumerate(over) if 'Widget' in one)}]>>"
            f"/Outlines {heads - 1} 0 R>>"
        ),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R"
            f"/Annots[{' '.join(f'{first + n} 0 R' for n in range(len(over)))}]>>"
        ),
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *over,
        f"<</Type/Outlines/First {heads} 0 R/Last {heads + len(outline) - 1} 0 R/Count {len(outline)}>>"
        if outline
        else "<<>>",
        *(
            f"<</Title({_ascii(words)})/Parent {heads - 1} 0 R/Dest[3 0 R/Fit]"
            + (f"/Next {heads + n + 1} 0 R" if n + 1 < len(outline) else "")
            + ">>"
            for n, words in enumerate(outline)
        ),
    ]
    return "a.pdf", write_objects(objects)


def write_objects(objects: Sequence[str]) -> bytes:
    """Return a PDF of these objects, the first of which is its catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        out + f"{head}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


def _ascii(words: str) -> str:
    return "".join(letter for letter in words if letter.isascii() and letter.isalnum())


def _marked(parts: Sequence[Part]) -> str:
    return "".join(_MARKUP.get(kind, "<p>{}</p>").format(escape(words)) for kind, words in parts)


WRITERS = (
    page, bare_page, book, letter, markdown, rich_text, word, slides, sheet, drawn_sheet, data_object, rows, pages_of_pdf,
)  # fmt: skip
