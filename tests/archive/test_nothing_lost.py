"""Whatever the format: what a file shows is in a document, or it is told what became of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ofd_files import lines as lines_of_ofd
from ofd_files import page as page_of_ofd
from ofd_files import write_ofd
from openpyxl import Workbook
from pptx import Presentation
from structures import KINDS as PARTS
from structures import WRITERS

from retrieval.archive.containers import read_stream
from retrieval.archive.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.archive.records import Problem

# Each line bears a number, by which it is found again. Some end as sentences do, others look like navigation, credits,
# verse, rows, days.
KINDS = (
    "第{}次会议昨天在江城召开，市长主持会议。", "客来无一事{}", "水利局{} 值班员罗敏 电话8101", "首页 > 要闻{} > 正文", "第{}条 采砂许可证有效期为一年",
    "2021-07-03 08:15 老周{}", "责任编辑：王一{}", "来源：江城日报{}", "收藏{}", "——在第{}次全会上的讲话", "相关阅读{}", "水壶{}", "报名截止{}：2023年8月20日",
    "本报讯（记者陈立{}）会议召开。",
)  # fmt: skip


def mark(number: int) -> str:
    """Return a number as no other text writes it."""
    return f"ZQ{number:03}X"


def text_file(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return a text file of these lines."""
    return "a.txt", "\n".join(lines).encode()


def text_in_gbk(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return a text file in another encoding, with a byte in it that is none of its characters."""
    data = [line.encode("gb18030") for line in lines]
    return "a.txt", b"\n".join([data[0] + b"\xff", *data[1:]])


def page(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return a page with navigation, a headline, an article and a foot."""
    third = len(lines) // 3
    top, article, foot = lines[:third], lines[third : 2 * third], lines[2 * third :]
    blocks = (
        "".join(f"<li><a href=/>{line}</a></li>" for line in top),
        "".join(f"<p>{line}</p>" for line in article),
        "".join(f"<div>{line}</div>" for line in foot),
    )
    body = f"<ul>{blocks[0]}</ul><div class=article><h1>会议</h1>{blocks[1]}</div><div class=footer>{blocks[2]}</div>"
    return (
        "a.html",
        f"<html><head><meta charset=utf-8><title>会议</title></head><body>{body}</body></html>".encode(),
    )


def json_lines(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return records with fields of all kinds."""
    return "a.jsonl", "\n".join(json.dumps(record(line), ensure_ascii=False) for line in lines).encode()


def record(line: str) -> dict[str, Any]:
    """Return an object that holds a line in a field, by its number."""
    name = ("text", "remark", "tags", "title", "答案", "paragraphs")[len(line) % 6]
    return {"text": "会议召开。", "id": line} | {name: [line] if name in ("tags", "paragraphs") else line}


def json_object(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return an object with records in lists under keys, and other things beside them."""
    half = len(lines) // 2
    value = {"data": {"list": [record(line) for line in lines[:half]]}, "note": lines[half:]}
    return "a.json", json.dumps(value, ensure_ascii=False).encode()


def markdown(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return Markdown with front matter, headings, a list, a box of HTML and a picture."""
    head = (
        f"---\nweight: {lines[0]}\n---\n# {lines[1]}\n\n<div>\n{lines[2]}\n</div>\n\n![{lines[3]}](a.png)\n\n"
    )
    return "a.md", (head + "".join(f"- {line}\n" for line in lines[4:])).encode()


def chat(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return an export with messages, polls, places and messages of the service."""
    kinds: tuple[Callable[[str], dict[str, Any]], ...] = (
        lambda line: {"type": "message", "text": line},
        lambda line: {
            "type": "message",
            "text": "",
            "poll": {"question": "哪天？", "answers": [{"text": line, "voters": 3}]},
        },
        lambda line: {"type": "service", "action": "pin", "actor": line},
        lambda line: {"type": "message", "text": "", "place_name": line, "address": "江城"},
        lambda line: {"type": "message", "text": "", "photo": line},
    )
    messages = [{"id": number, **kinds[number % len(kinds)](line)} for number, line in enumerate(lines)]
    value = {"name": "社区", "type": "public_channel", "id": 1, "messages": messages}
    return "result.json", json.dumps(value, ensure_ascii=False).encode()


def table(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return rows under heads of which one names the text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["text", "备注"])
    writer.writerows(("会议召开。" + line, line) for line in lines)
    return "a.csv", out.getvalue().encode()


def book(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return a book of one chapter."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        )
        package.writestr(
            "b.opf",
            '<package><metadata><title>书</title></metadata><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
        )
        body = "".join(f"<p>{line}</p>" for line in lines[1:])
        package.writestr(
            "a.xhtml", f"<html><head><title>书</title></head><body><h1>{lines[0]}</h1>{body}</body></html>"
        )
    return "a.epub", out.getvalue()


def letter(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return a letter with its addresses."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = lines[0], "luo@example.org", "wen@example.org"
    message.set_content("\n".join(lines[1:]))
    return "a.eml", message.as_bytes()


def sheet(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return a sheet with a caption, a table and notes, and a second one of single cells."""
    out = io.BytesIO()
    book = Workbook()
    first, second = book.active, book.create_sheet("附表")
    assert first is not None
    half = len(lines) // 2
    first.append([lines[0]])
    first.append(["序号", "事项", "说明"])
    for number, line in enumerate(lines[1:half]):
        first.append([number, "会议", line])
    for line in lines[half:]:
        second.append([line])
    book.save(out)
    return "a.xlsx", out.getvalue()


def rich_text(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return Rich Text, in which characters stand as numbers."""
    written = (
        "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in line) for line in lines
    )
    return "a.rtf", ("{\\rtf1\\ansi " + "\\par\n".join(written) + "}").encode("ascii")


def word(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return Word with a heading, paragraphs, a table, a header and a footer."""
    out = io.BytesIO()
    document = WordDocument()
    document.add_heading(lines[0], 0)
    document.sections[0].header.paragraphs[0].text = lines[1]
    document.sections[0].footer.paragraphs[0].text = lines[2]
    rows = document.add_table(2, 2)
    rows.cell(0, 0).text, rows.cell(0, 1).text, rows.cell(1, 0).text = "事项", lines[3], "会议"
    rows.cell(1, 1).text = lines[4]
    for line in lines[5:]:
        document.add_paragraph(line)
    document.save(out)
    return "a.docx", out.getvalue()


def slides(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return slides with titles, text and what the speaker notes."""
    out = io.BytesIO()
    presentation = Presentation()
    for start in range(0, len(lines), 3):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        for place, line in enumerate(lines[start : start + 3]):
            frame = slide.notes_slide.notes_text_frame if place == 2 else slide.placeholders[place].text_frame
            frame.text = line
    presentation.save(out)
    return "a.pptx", out.getvalue()


def fixed_layout(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return OFD of two pages over a template."""
    half = len(lines) // 2
    pages = [
        page_of_ofd(lines_of_ofd(some, step=10), template="4" if number else "")
        for number, some in enumerate((lines[1:half], lines[half:]))
    ]
    template = '<ofd:TemplatePage ID="4" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    more = {"Doc_0/Tpls/Tpl_0/Content.xml": page_of_ofd(lines_of_ofd(lines[:1], top=280))}
    return "a.ofd", write_ofd(*pages, common=template, more=more)


def subtitles(lines: Sequence[str]) -> tuple[str, bytes]:
    """Return subtitles, some of two lines and some with a tag of their look."""
    cues = [
        f"{number}\n00:00:{number:02},000 --> 00:00:{number + 1:02},000\n<i>{line}</i>\n{line}\n"
        for number, line in enumerate(lines, 1)
    ]
    return "a.srt", "\n".join(cues).encode()


FORMATS = (
    text_file, text_in_gbk, page, json_lines, json_object, markdown, chat, table, book, letter, sheet, rich_text, word, slides,
    fixed_layout, subtitles,
)  # fmt: skip


@pytest.mark.parametrize("write", FORMATS, ids=lambda write: write.__name__)
@settings(deadline=None, max_examples=25)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=6, max_size=24))
def test_what_goes_in_comes_out_or_is_told(
    write: Callable[[Sequence[str]], tuple[str, bytes]], kinds: list[str]
) -> None:
    """Each line that a file shows is in a paragraph, in a field, among what was left out, or in a problem."""
    lines = [kind.format(mark(number)) for number, kind in enumerate(kinds)]
    whole = all_that_is_known(*write(lines))
    assert not [line for number, line in enumerate(lines) if mark(number) not in whole]


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(kinds=st.lists(st.sampled_from(PARTS), min_size=3, max_size=20))
def test_no_part_of_a_file_is_lost(
    write: Callable[[Sequence[tuple[str, str]]], tuple[str, bytes]], kinds: list[str]
) -> None:
    """Whatever parts a file is made of, in any order: what goes in comes out, or it is told what became of it."""
    parts = [(kind, f"甲{mark(number)}乙") for number, kind in enumerate(kinds)]
    whole = all_that_is_known(*write(parts))
    assert not [(kind, words) for number, (kind, words) in enumerate(parts) if mark(number) not in whole]


def all_that_is_known(name: str, data: bytes) -> str:
    """Return all that is known of a file once it is read: what can be found, what was left out, what went wrong."""
    problems: list[Problem] = []
    found: list[str] = []
    for source in read_stream(name, io.BytesIO(data), len(data), problems.append):
        for _, document in read_source(source, problems.append):
            known = document.metadata
            found += [known.title, known.subtitle, known.byline, known.source, known.id]
            found += [paragraph.of(document.text) for paragraph in document.paragraphs]
            found += [one.text for one in document.left_out]
    return "\n".join([*found, *map(str, problems)])
