"""Markdown: the text without its markup, the first heading as title, and the fields of the front matter.

---
title: 全市会议召开
date: 2022-11-14
---
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.decoding import decode
from retrieval.archive.formats.fields import fields_of, unread_fields
from retrieval.archive.formats.grids import table_lines
from retrieval.archive.records import Record
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from retrieval.archive.records import Problem, SourceFile

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
_FIELD = re.compile(r"^([^\s:#][^:\n]*):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_TAG = re.compile("<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_COMMENT = re.compile("<!--(.*?)-->", re.DOTALL)
# The parser takes a note, ``[^1]: 见附件。``, for the address of a link, which nobody is shown.
_NOTE = re.compile(r"(?m)^ {0,3}(\[\^[^\]\s]+\]):")
_POINTER = "words under the pointer"
# So many characters a line may be shorter than the longest where it was wrapped.
_RAGGED = 6
_IDEOGRAPHS = re.compile("[\u2e80-\uffef]")


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file as one record."""
    text, encoding = decode(file.data)
    fields: dict[str, Any] = {}
    if file.line == 1 and (matter := _FRONT_MATTER.match(text)):
        written = {name.strip(): value.strip("\"'") for name, value in _FIELD.findall(matter["fields"])}
        fields = dict[str, Any](fields_of(written))
        used = set(fields.values())
        unread = {key: value for key, value in written.items() if value not in used}
        fields["left_out"] = tuple(unread_fields(unread, ()))
        text = text[matter.end() :]
    heading, lines, unshown = _parsed(text)
    fields["left_out"] = fields.get("left_out", ()) + unshown
    title = fields.pop("title", "") or heading
    if heading and heading != title:
        lines.insert(0, heading)
    fields["text"] = "\n".join(lines)
    yield Record(
        path=file.path,
        number=file.line,
        title=title,
        encoding=encoding,
        body=bool(title) or file.line > 1,
        **fields,
    )


def _parsed(text: str) -> tuple[str, list[str], tuple[LeftOut, ...]]:
    """Return the heading that opens the text, the lines after it, and what stands beside them and is not shown."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - imported at the first such file

    env: dict[str, Any] = {}
    unshown: list[LeftOut] = []
    title = ""
    lines: list[str] = []
    opened = ""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(_NOTE.sub(r"\n\1\:", text), env):
        unshown += _unshown(token)
        if token.type.endswith("_open"):
            opened = token.type
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(_plain(token))
        elif token.type == "table_close":
            lines += table_lines(rows, head=True)
            rows = []
        elif token.type == "inline" and opened == "heading_open" and not lines and not title:
            title = _plain(token)
        elif token.type == "inline":
            lines += _plain(token).split("\n")
        elif token.type in ("fence", "code_block"):
            lines += token.content.split("\n")
        elif token.type == "html_block":
            # A table or a box of a page has words of its own.
            lines += _TAG.sub("", token.content).split("\n")
    titles = (one.get("title", "") for one in env.get("references", {}).values())
    return title, lines, (*unshown, *(LeftOut(_POINTER, title) for title in titles if title))


def _unshown(token: Token) -> Iterator[LeftOut]:
    """Yield what is written in a block and not shown: comments, and the titles of links and pictures."""
    for one in (token, *(token.children or ())):
        if one.type in ("html_block", "html_inline"):
            for comment in _COMMENT.findall(one.content):
                if words := " ".join(comment.split()):
                    yield LeftOut("comment", words)
        elif title := str(one.attrs.get("title", "")):
            yield LeftOut(_POINTER, title)


def _plain(token: Token) -> str:
    parts: list[str] = []
    children = token.children or []
    written = token.content.split("\n")
    # Wrapped lines are about as long as each other, all but the last; headline, byline and sentences on lines of their own are not.
    wrapped = all(len(line) >= max(map(len, written)) - _RAGGED for line in written[:-1])
    for number, child in enumerate(children):
        if child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "softbreak":
            # A line end between English words stands for a space. Between Chinese characters it stands for nothing, and
            # a space there would split a word.
            before = next((part[-1] for part in reversed(parts) if part), "")
            after = children[number + 1].content[:1] if number + 1 < len(children) else ""
            chinese = _IDEOGRAPHS.match(before) and _IDEOGRAPHS.match(after)
            parts.append(" " if not chinese else "" if wrapped else "\n")
        elif child.type in ("text", "code_inline", "image"):
            # A picture shows its words where it cannot be shown.
            parts.append(child.content)
    return "".join(parts)
