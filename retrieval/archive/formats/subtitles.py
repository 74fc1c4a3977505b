"""Subtitles and lyrics: pysubs2 takes what is said out of its times; each line leads back to its moment.

1                                    →  河西村最早的桥是一座木桥        00:01
00:00:01,000 --> 00:00:04,000
河西村最早的桥是一座木桥
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.archive.formats.decoding import decode
from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile

# pysubs2 passes over who speaks in WebVTT, and knows no lyrics.
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_LYRICS = re.compile(r"^((?:\[[0-9]+:[0-9]{1,2}(?:[.:][0-9]{1,3})?\])+)(.*)$", re.MULTILINE)
_LYRICS_TIME = re.compile(r"\[([0-9]+):([0-9]{1,2})")
_LYRICS_TITLE = re.compile(r"^\[ti:(.+)\]", re.MULTILINE)
_BREAK = re.compile(r"\s*\n\s*")
_BETWEEN_IDEOGRAPHS = re.compile(r"(?<=[⺀-鿿，。！？；：、]) (?=[⺀-鿿])")
_HOUR, _MINUTE = 3600, 60


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file as one record, what is said at one time a line."""
    text, encoding = decode(file.data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    suffix = file.path.rpartition(".")[2].lower()
    title, said, comments = _read_lyrics(text) if suffix == "lrc" else _read_subtitles(text, suffix)
    if not said:
        raise UnreadableError("it holds no subtitles, or is damaged")
    marks: list[tuple[int, str]] = []
    lines: list[str] = []
    at = 0
    for seconds, line in said:
        marks.append((at, _write_moment(seconds)))
        lines.append(line)
        at += len(line) + 1
    yield Record(
        path=file.path,
        text="\n".join(lines),
        title=title,
        encoding=encoding,
        body=True,
        places=Places("moment", "", tuple(marks)),
        left_out=tuple(LeftOut("comment", comment) for comment in comments),
    )


def _read_subtitles(text: str, suffix: str) -> tuple[str, list[tuple[int, str]], list[str]]:
    """Return the title, what is said with its second, and what only the maker of the subtitles sees."""
    import pysubs2  # noqa: PLC0415 - an archive of text files waits for no library

    subtitles = pysubs2.SSAFile.from_string(_VOICE.sub(r"\1：", text), format_=suffix)
    said, comments = [], []
    for event in subtitles:
        line = _BETWEEN_IDEOGRAPHS.sub("", _BREAK.sub(" ", event.plaintext.strip()))
        if not line:
            continue
        if event.is_comment:
            comments.append(line)
        else:
            said.append((event.start // 1000, f"{event.name}：{line}" if event.name else line))
    return subtitles.info.get("Title", ""), said, comments


def _read_lyrics(text: str) -> tuple[str, list[tuple[int, str]], list[str]]:
    """Return the same of lyrics; a line that is sung several times stands at each."""
    said = [
        (int(minutes) * _MINUTE + int(seconds), found[2].strip())
        for found in _LYRICS.finditer(text)
        for minutes, seconds in _LYRICS_TIME.findall(found[1])
        if found[2].strip()
    ]
    title = _LYRICS_TITLE.search(text)
    return title[1].strip() if title else "", sorted(said, key=lambda line: line[0]), []


def _write_moment(seconds: int) -> str:
    """Return 01:04 or 1:02:03."""
    hours, rest = divmod(seconds, _HOUR)
    written = f"{rest // _MINUTE:02}:{rest % _MINUTE:02}"
    return f"{hours}:{written}" if hours else written
