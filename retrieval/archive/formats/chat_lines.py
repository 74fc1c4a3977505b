"""Chats that were saved as text: who sent each line, and on which day.

    文澍 2026-10-14 09:12              2026-10-14 09:12:30 文澍
    2号线验收那条我写                  2号线验收那条我写

A line with the name and the time stands above each message, and all that follows it is the message. Some programs write
both in front of it: ``[2026-10-14 09:12] 文澍: 2号线验收那条我写``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DAY = r"(?P<day>(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)"
_TIME = rf"{_DAY}(?:[ \u3000T]*|,? )(?:(?:星期|周).[ \u3000]?)?(?:[上下]午)?[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?"
_NAME = r"(?P<name>[^\s:：,，。()（）<>][^:：,，。<>\n]{0,23}?)"
_LONGEST_HEADING = 60
_ABOVE = tuple(
    re.compile(rf"\s*{pattern}\s*")
    for pattern in (
        rf"{_NAME}(?:[(（<][^()（）<>]*[)）>])?\s+{_TIME}",
        rf"{_TIME}\s+{_NAME}(?:[(（<][^()（）<>]*[)）>])?",
    )
)
_IN_FRONT = tuple(
    re.compile(rf"\s*{pattern}[:：]\s*(?=\S)")
    for pattern in (
        rf"[\[［【(（]?{_TIME}[\]］】)）]?(?:\s*-)?\s+{_NAME}(?:[(（<][^()（）<>]*[)）>])?",
        rf"{_NAME}(?:[(（<][^()（）<>]*[)）>])?\s*[\[［【(（]{_TIME}[\]］】)）]",
    )
)
# Two such lines may head two articles.
_LEAST_MESSAGES = 3


class Message(NamedTuple):
    """Where a message begins in the text, with its heading; who sent it, and the day as it is written."""

    start: int
    name: str
    day: str


def find_messages(text: str) -> list[Message]:
    r"""Return the messages of a saved chat; nothing where a text is no chat.

    >>> find_messages("文澍 2026-10-14 09:12\n我写\n荀一鸣 2026-10-14 09:15\n好\n文澍 2026-10-14 09:16\n行")[1]
    Message(start=23, name='荀一鸣', day='2026-10-14')
    """
    lines = text.split("\n")
    written = sum(bool(line.strip()) for line in lines)
    above, in_front = list(_find(_above, lines)), list(_find(_in_front, lines))
    # Between two of them there is a message; what stands in front of messages stands in front of most lines.
    if len(above) >= _LEAST_MESSAGES and len(above) * 2 <= written + 1:
        return above
    return in_front if len(in_front) >= _LEAST_MESSAGES and len(in_front) * 2 > written else []


def read_heading(line: str) -> int:
    """Return how many characters of a line of a chat say who sent what at which time: 0 where none do."""
    found = _above(line) or _in_front(line)
    return found.end() if found else 0


def _find(read: Callable[[str], re.Match[str] | None], lines: Sequence[str]) -> Iterator[Message]:
    at = 0
    for line in lines:
        if match := read(line):
            yield Message(at, match["name"].strip(), match["day"])
        at += len(line) + 1


def _above(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST_HEADING:
        return None
    return next((match for pattern in _ABOVE if (match := pattern.fullmatch(line))), None)


def _in_front(line: str) -> re.Match[str] | None:
    return next((match for pattern in _IN_FRONT if (match := pattern.match(line))), None)
