"""Blanks between the characters of a line, as programs that recognize print write them: 县 长 林 启 明 宣 布.

Chinese has no blanks between words, so that one between each two characters says nothing. Nor does it in a title that was
set wide. Where only some characters stand apart, as items of a list do or names of two characters (王 伟), nothing is
changed.
"""

from __future__ import annotations

from retrieval.archive.repair.steps import Changes
from retrieval.expressions import regex
from retrieval.values import Edit, Span

_BLANK = " \u3000\xa0"
_LETTER = "㐀-鿿，。、；：？！“”‘’（）《》,.;:?!()0-9０-９%"
_LINE = regex(r"[^\r\n]+")
_GAP = regex(rf"(?<=[{_LETTER}])[{_BLANK}](?=[{_LETTER}])")
_JOINED = regex("[㐀-鿿](?=[㐀-鿿])")
_SENTENCE = regex("[，。！？,.!?]")
LEAST_GAPS = 5
"""The least number of gaps in a line that was set apart."""
# So many gaps there are in it to each pair of characters that stands together.
_RATIO = 6


def join_spaced(text: str) -> Changes:
    """Take the blanks out of lines in which one stands between nearly each two characters.

    One of the lines has to be a sentence: names alone (王 伟 李 刚) are a list. Two blanks stay, which part words in a
    line that is set apart.
    """
    lines: list[list[Span]] = []
    sentences = False
    for line in _LINE.finditer(text):
        gaps = [Span(*gap.span()) for gap in _GAP.finditer(text, *line.span())]
        if len(gaps) >= LEAST_GAPS and len(gaps) >= _RATIO * len(_JOINED.findall(line.group())):
            lines.append(gaps)
            sentences = sentences or bool(_SENTENCE.search(line.group()))
    return Changes([Edit(gap, "") for gaps in lines for gap in gaps] if sentences else [])
