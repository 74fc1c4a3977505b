"""Chats that were saved as text: who sent each line.

    文澍 2026-10-14 09:12              2026-10-14 09:12:30 文澍
    2号线验收那条我写                  2号线验收那条我写

A line with the name and the time stands above each message, and all that follows it is the message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TIME = r"(?:(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日? ?)(?:[上下]午)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_NAME = r"(?P<name>[^\s:：,，。()（）<>][^:：,，。<>\n]{0,23}?)"
_ABOVE = tuple(
    re.compile(rf"\s*{pattern}\s*")
    for pattern in (
        rf"{_NAME}(?:[(（<][^()（）<>]*[)）>])?\s+{_TIME}",
        rf"{_TIME}\s+{_NAME}(?:[(（<][^()（）<>]*[)）>])?",
    )
)
# Two such lines may head two articles.
_LEAST_MESSAGES = 3


def find_senders(text: str) -> tuple[tuple[int, str], ...]:
    r"""Return from which offset on a saved chat is whose; nothing where a text is no chat.

    >>> find_senders("文澍 2026-10-14 09:12\n我写\n荀一鸣 2026-10-14 09:15\n好\n文澍 2026-10-14 09:16\n行")
    ((0, '文澍'), (23, '荀一鸣'), (46, '文澍'))
    """
    lines = text.split("\n")
    found = list(_headings(lines))
    # Between two of them there is a message, and each sender's name is short and comes again or stands beside others.
    if len(found) < _LEAST_MESSAGES or len(found) * 2 > sum(bool(line.strip()) for line in lines) + 1:
        return ()
    return tuple(found)


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for line in lines:
        for pattern in _ABOVE if len(line) < 60 else ():
            if match := pattern.fullmatch(line):
                yield at, match["name"].strip()
                break
        at += len(line) + 1
