"""Of several like items in one sentence, what is told of others than the one that is asked for: 女子 beside 男子."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.answers import Question

_NUMBER = "[0-9]+|[一二三四五六七八九十]+"
# Characters that tell like things apart, each class by itself.
_CLASSES = (_NUMBER, "[男女]", "[东南西北]", "[全半]", "[新老旧]", "[正副]", "[上下]")
_BORDER = re.compile("[,，;；:：]")
_SECTION = re.compile("[;；]")


def find_besides(question: Question, text: str, sentence: Span) -> list[Span]:
    """Return the clauses of a sentence that tell of an item like the one that the question names, and not of it.

    ``二期投资多少`` leaves 一期…投资3200万元 out of ``一期整修街面,投资3200万元;二期修缮老宅,投资1.1亿元``. A clause
    that names no item tells of the one before it, where semicolons part the items.

    Args:
        question: what is asked.
        text: folded.
        sentence: a span of the text.
    """
    besides: dict[Span, None] = {}
    for apart in _CLASSES:
        for asked in re.finditer(rf"({apart})([\u3400-\u9fff])", question.text):
            piece, behind = asked[0], asked[2]
            like = re.compile(rf"(?<![0-9一二三四五六七八九十])(?:{apart}){behind}")
            written = {found.group() for found in like.finditer(text, sentence.start, sentence.end)}
            if piece in written and len(written) > 1:
                besides.update(dict.fromkeys(_of_others(piece, like, text, sentence)))
    return list(besides)


def _of_others(piece: str, like: re.Pattern[str], text: str, sentence: Span) -> list[Span]:
    others, start, other = [], sentence.start, False
    # Where only commas part the clauses, one without a name may tell of anything.
    parted = _SECTION.search(text, sentence.start, sentence.end)
    for end in [
        *(found.end() for found in _BORDER.finditer(text, sentence.start, sentence.end)),
        sentence.end,
    ]:
        named = {found.group() for found in like.finditer(text, start, end)}
        if named or not parted:
            other = bool(named) and piece not in named
        if other:
            others.append(Span(start, end))
        start = end
    return others
