"""How the items of a list are numbered: 一、 (二) 3. ④ and 第五, 六是 其七; and the sections of a law: 第三章."""

from __future__ import annotations

import unicodedata

from retrieval.chinese.numerals import CHINESE, SMALL, read_numeral
from retrieval.expressions import regex

ITEM_NUMBER = f"(?:[0-9０-９]{{1,3}}|[{SMALL}]{{1,3}})"
"""The number of an item, in either writing, for a pattern."""
ENCLOSED = "①-⑳⑴-⒛㈠-㈩"
"""The signs that hold the number of an item themselves, for a class of characters."""
BRACKETED = f"[(（] ?{ITEM_NUMBER} ?[)）]"
"""A number between brackets: (一), （12）."""
MARK = f"(?:{BRACKETED}[、.．]?|[{ENCLOSED}]|{ITEM_NUMBER}(?:[)）、]|[.．](?![0-9０-９])))"
"""The mark before an item, for a pattern of folded or unfolded text: 十一、 and 2. but not the 2. of 2.5万."""
BOOK_PARTS = "章回卷集编編部篇节節"
"""What the parts of a book are called: 第三章, 第十二回."""
SECTION = f"第[0-9０-９{CHINESE}]{{1,6}}[章节節条條款编編篇]"
"""What numbers a part of a law or a book, for a pattern of folded or unfolded text: 第一百零三条."""

_NUMBERED = regex(
    f"{BRACKETED}|[{ENCLOSED}]|{MARK}|第{ITEM_NUMBER}(?:是|[,，、:：])|[{SMALL}]{{1,3}}是|其[{SMALL}](?:是|[,，])"
)
_NUMBER = regex(f"[0-9０-９]+|[{SMALL}]+")


def item_number(text: str) -> int | None:
    """Return the number of the item that a text begins with, by its mark or as it is counted off; else None.

    >>> item_number("十一、加强管理"), item_number("（2）加强管理"), item_number("③加强管理"), item_number("四是加强管理")
    (11, 2, 3, 4)
    >>> item_number("2.5万人参加"), item_number("第三产业")
    (None, None)
    """
    mark = _NUMBERED.match(text)
    if mark is None:
        return None
    number = _NUMBER.search(mark.group())
    return read_numeral(number.group()) if number else int(unicodedata.numeric(mark.group()[0]))
