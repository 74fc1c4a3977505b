"""Whatever the format: what a file shows is in a document, or it is told what became of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile

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


FORMATS = (text_file, text_in_gbk, page, json_lines, json_object, markdown, chat, table, book)


@pytest.mark.parametrize("write", FORMATS, ids=lambda write: write.__name__)
@settings(deadline=None, max_examples=25)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=6, max_size=24))
def test_what_goes_in_comes_out_or_is_told(
    write: Callable[[Sequence[str]], tuple[str, bytes]], kinds: list[str]
) -> None:
    """Each line that a file shows is in a paragraph, in a field, among what was left out, or in a problem."""
    name, data = write([kind.format(mark(number)) for number, kind in enumerate(kinds)])
    problems: list[Problem] = []
    found = [str(problem) for problem in problems]
    for _, document in read_source(SourceFile(name, data), problems.append):
        known = document.metadata
        found += [known.title, known.subtitle, known.byline, known.source, known.id]
        found += [paragraph.of(document.text) for paragraph in document.paragraphs]
        found += [one.text for one in document.left_out]
    whole = "\n".join([*found, *map(str, problems)])
    missing = [kind.format(mark(number)) for number, kind in enumerate(kinds) if mark(number) not in whole]
    assert not missing
