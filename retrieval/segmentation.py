"""Sentences and words. The only module that knows jieba."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import jieba

from retrieval.folding import fold
from retrieval.values import Span

Segment: TypeAlias = Callable[[str], list[Span]]
"""Text → its words, in order, as spans: no spaces, no punctuation."""

# --- sentences ----------------------------------------------------------------------------------------

# A pair is looked into only so far: a quotation mark that is never closed must not swallow the paragraph.
_LONGEST_PAIR = 60
# A clause that ends in `；` is a sentence of its own only where the sentence would be hard to read whole.
_LONG_SENTENCE = 120

_PAIR = "|".join(
    rf"{left}[^{left}{right}\n]{{0,{_LONGEST_PAIR}}}{right}"
    for left, right in ("“”", "「」", "『』", "（）", (r"\(", r"\)"), "《》", "【】")
)
_CLOSERS = "”’」』）)》】〉\"'"
_BREAK = re.compile(
    rf"(?P<pair>{_PAIR})"
    rf"|(?P<end>(?:[。！？!?｡]|…{{1,2}}|\.{{3,6}})+[{_CLOSERS}]*)"
    # A Latin full stop ends a sentence before a space and a capital or an ideograph: not in 3.5, U.S., a.m.
    rf"|(?P<stop>(?<=[a-z0-9)\]]{{2}})\.[{_CLOSERS}]*(?=\s+[A-Z\u4e00-\u9fff]))"
    r"|(?P<semicolon>[；;])"
    r"|(?P<line>\n)"
)
# What follows a mark and goes on with its sentence: `“好！”，他说` and `“真的吗？”的问题`.
_GOES_ON = re.compile(r"[，,、：:；;。！？!?的地得等]")


def split_sentences(text: str) -> list[Span]:
    """Split a text into sentences, each without the spaces around it, marks included.

    Marks inside a short pair of quotes or brackets do not end a sentence, unless the pair's last mark ends
    it together with the quotation (``他说：“走吧。”``).

    >>> text = "增长3.5%。他说：“走。快走！”会议结束"
    >>> [span.of(text) for span in split_sentences(text)]
    ['增长3.5%。', '他说：“走。快走！”', '会议结束']
    """
    sentences: list[Span] = []
    start = 0
    for mark in _BREAK.finditer(text):
        end = mark.end()
        if mark["pair"]:
            inner = mark["pair"][-2]
            if inner not in "。！？!?…" or _GOES_ON.match(text, end) or mark["pair"][-1] in "）)》】":
                continue
        elif (mark["semicolon"] and end - start < _LONG_SENTENCE) or (
            mark["end"] and text[end - 1] in _CLOSERS + "…." and _GOES_ON.match(text, end)
        ):
            continue
        _add(sentences, text, start, end)
        start = end
    _add(sentences, text, start, len(text))
    return sentences


def _add(sentences: list[Span], text: str, start: int, end: int) -> None:
    """Add a sentence, unless nothing but spaces and marks is in it; such a rest joins the one before."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if any(letter.isalnum() for letter in text[start:end]):
        sentences.append(Span(start, end))


# --- words --------------------------------------------------------------------------------------------

_MIDDLE_DOTS = "·•‧・"


def open_segmenter() -> Segment:
    """Load jieba's dictionary and return the function that cuts with it.

    The tokenizer is our own object: jieba's global one is changed by whoever imports it. Loading takes
    half a second from jieba's cache and two without.
    """
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    # jieba's cache goes into a folder of this user alone: the shared one may hold somebody else's file.
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()

    def segment(text: str) -> list[Span]:
        words: list[Span] = []
        position = 0
        joins = False  # the last piece was a middle dot that touches the word before it
        for piece in tokenizer.cut(fold(text)):
            end = position + len(piece)
            if piece in _MIDDLE_DOTS:
                joins = bool(words) and words[-1].end == position
            elif any(letter.isalnum() for letter in piece):
                if joins:
                    # A foreign name is one word: 劳尔·卡斯特罗.
                    words[-1] = Span(words[-1].start, end)
                else:
                    words.append(Span(position, end))
                joins = False
            else:
                joins = False
            position = end
        return words

    return segment


def _cache_folder() -> Path:
    """Return a folder for jieba's cache that only this user writes to."""
    folder = Path.home() / ".cache" / "wendang"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="wendang-"))
    return folder
