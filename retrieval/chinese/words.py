"""Text → its words. The only module that knows jieba and rjieba."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import rjieba

from retrieval.chinese.folding import codes_of, fold, text_of
from retrieval.chinese.outlines import BEGINS, GOES_ON, MIDDLE_DOTS, read_outline
from retrieval.data import cache_folder
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes
    from retrieval.chinese.outlines import Outline

Segment: TypeAlias = Callable[[str], list[Span]]
"""Text → its words, in order, as spans: no spaces, no punctuation."""

CUTTERS = ("rjieba", "jieba")
"""What cuts runs of ideographs; both give the same words, rjieba ten times as fast."""

# Only runs of these are handed to a cutter. The two differ on letters and digits (one cuts 2026-11-23 apart,
# the other keeps it), so those are cut here, by jieba's own rule for numbers.
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u4e00", "\u9fd5"
_IDEOGRAPHS = f"{_FIRST_IDEOGRAPH}-{_LAST_IDEOGRAPH}"
_RARE_IDEOGRAPHS = r"\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Of iphone15 and mysql8.0 people ask for the name alone; g20, 5g and k3 are one word each.
_OTHER_WORD = regex(
    r"([a-z]{3,}(?=[0-9])|[a-z0-9]+(?:\.[0-9]+)?%?"
    rf"|[{_RARE_IDEOGRAPHS}]"
    rf"|[^\W_a-z0-9{_IDEOGRAPHS}{_RARE_IDEOGRAPHS}]+)"
)
# What a character may be to a word, by its code: nothing, a part of a run, a part of what else is a word, or a dot
# that makes one word of two. Most of what parts words is below the ideographs: what is beyond is looked at.
_SILENT, _RUN, _OTHER, _DOT = range(4)
_ROLES = np.full(0x110000, _OTHER, np.uint8)
_ROLES[ord(_FIRST_IDEOGRAPH) : ord(_LAST_IDEOGRAPH) + 1] = _RUN
_ROLES[[code for code in range(0x3100) if not (chr(code).isalnum() or chr(code) in ".%")]] = _SILENT
_ROLES[list(map(ord, MIDDLE_DOTS))] = _DOT
# Stands between two words, or between what may be some.
_BETWEEN = "\x03"
# Characters that are cut at once, and the end of the line: what a cutter makes of more no longer fits beside the
# processor, and takes a third longer.
_TOGETHER = 1 << 14
# Words of jieba's dictionary that are not ideographs throughout.
_MIXED_WORDS = ("4s店", "1号店", "c++", "c#")
# A name must outweigh its parts; a hundredth of a common word's frequency does, and moves nothing else.
_LEAST_FREQUENCY = 200


def open_segmenter(cutter: str = CUTTERS[0], words: Iterable[str] = ()) -> Segment:
    """Load a dictionary and return the function that cuts with it.

    Args:
        cutter: one of :data:`CUTTERS`.
        words: names and terms that join the dictionary: each is kept whole.

    >>> segment = open_segmenter(words=["传感器-温度-TH01"])
    >>> text = "传感器-温度-TH01读数3.5%"
    >>> [word.of(text) for word in segment(text)]
    ['传感器-温度-TH01', '读数', '3.5%']
    """
    outline = open_outliner(cutter, words)
    return lambda text: read_outline(outline(fold(text)))


def open_outliner(cutter: str = CUTTERS[0], words: Iterable[str] = ()) -> Outline:
    """Load a dictionary and return the function that outlines the words of a folded text.

    It outlines each line as it would outline it alone, so that many texts are cut at once: to hand a cutter each
    run of ideographs by itself took longer than the cutting.

    >>> open_outliner()("市长在,3.5%")
    b'bib biii'
    """
    folded_words = dict.fromkeys(folded for word in words if (folded := fold(word).strip()))
    whole = re.compile(f"[{_IDEOGRAPHS}]+")
    ideographs = [word for word in folded_words if whole.fullmatch(word)]
    cut = _open_jieba(ideographs) if cutter == "jieba" else _open_rjieba(ideographs)
    mixed = [*(word for word in folded_words if not whole.fullmatch(word)), *_MIXED_WORDS]
    pattern = re.compile("|".join(map(_bounded, sorted(mixed, key=len, reverse=True))))

    def outline(text: str) -> bytes:
        # The pattern is tried at each character: first see whether there is anything to find.
        found = pattern.finditer(text) if any(word in text for word in mixed) else ()
        return _outline(text, cut, [match.span() for match in found])

    return lambda text: b"".join(map(outline, _blocks(text)))


def _blocks(text: str) -> Iterator[str]:
    """Yield a text in pieces of whole lines."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _TOGETHER) + 1 or len(text)
        yield text[start:end]
        start = end


def _outline(text: str, cut: Callable[[str], list[str]], mixed: Iterable[tuple[int, int]]) -> bytes:
    """Outline the words of a text, in which those of a dictionary that are no run of ideographs were found."""
    codes = codes_of(text)
    roles = _ROLES.take(codes)
    outline = np.full(len(codes), ord(" "), np.uint8)
    for start, end in mixed:
        roles[start:end] = _SILENT
    # A question has hardly any of these: to see it takes a tenth of the time of looking for what is not there.
    present = frozenset(roles.tobytes())
    if _RUN in present:
        _outline_runs(outline, codes, roles == _RUN, cut)
    if _OTHER in present:
        _outline_others(outline, codes, roles == _OTHER)
    for start, end in mixed:
        outline[start:end] = GOES_ON
        outline[start] = BEGINS
    # A foreign name is one word: 劳尔·卡斯特罗.
    if _DOT in present:
        dots = np.flatnonzero(roles[1:-1] == _DOT) + 1
        joins = dots[(outline[dots - 1] != ord(" ")) & (outline[dots + 1] == BEGINS)]
        outline[joins] = outline[joins + 1] = GOES_ON
    if "\n" in text:
        outline[codes == ord("\n")] = ord("\n")
    return outline.tobytes()


def _outline_runs(
    outline: NDArray[np.uint8], codes: Codes, inside: NDArray[np.bool_], cut: Callable[[str], list[str]]
) -> None:
    """Outline the words of the runs of ideographs."""
    runs, places = _part(codes, inside, "\n")
    # A cutter leaves the ends of lines between the words of two runs.
    words = codes_of(_BETWEEN.join(cut(text_of(runs))))
    (ends,) = (words == ord(_BETWEEN)).nonzero()
    found = np.full(len(runs), GOES_ON, np.uint8)
    found[0] = BEGINS
    found[ends - np.arange(len(ends))] = BEGINS
    found[runs == ord("\n")] = ord(" ")
    outline[places] = found


def _outline_others(outline: NDArray[np.uint8], codes: Codes, inside: NDArray[np.bool_]) -> None:
    """Outline the words of what is no run of ideographs."""
    others, places = _part(codes, inside, " ")
    # By turns what stands between two words, and a word.
    pieces = _OTHER_WORD.split(text_of(others))
    ends = np.fromiter(map(len, pieces), np.intp, len(pieces)).cumsum()
    starts, ends = ends[:-1:2], ends[1::2]
    # One more at each start, one less at each end: above none are the characters of words.
    steps = np.zeros(len(others) + 1, np.int8)
    steps[starts] = 1
    steps[ends] -= 1
    outline[places[steps[:-1].cumsum(dtype=np.int8) > 0]] = GOES_ON
    outline[places[starts]] = BEGINS


def _part(codes: Codes, inside: NDArray[np.bool_], between: str) -> tuple[Codes, NDArray[np.intp]]:
    """Return the characters inside some runs with a mark behind each run, and where they all stand."""
    behind = ~inside
    behind[1:] &= inside[:-1]
    behind[0] = False
    # In a short text numpy's functions take longer than its methods.
    (places,) = (inside | behind).nonzero()
    parted = codes.take(places)
    parted[behind.take(places)] = ord(between)
    return parted, places


def cutter_version(cutter: str) -> str:
    """Return what an index records: another version may cut in another way."""
    return f"{cutter} {version(cutter)}"


def _bounded(word: str) -> str:
    """Return a pattern for a word that is no part of a longer number or Latin word."""
    # What stands before it is looked at behind its first character, which the search can skip to.
    first = re.escape(word[0])
    before = f"(?<![a-z0-9]{first})" if re.match(r"[a-z0-9]", word) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", word) else ""
    return first + before + re.escape(word[1:]) + after


def _open_rjieba(words: list[str]) -> Callable[[str], list[str]]:
    if not words:
        # The tokenizer that rjieba makes when it is imported: a second one would take 25 MB more. Nobody in this
        # process adds to it.
        return rjieba.cut
    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, max(_LEAST_FREQUENCY, tokenizer.suggest_freq(word) + 1), "nz")
    return tokenizer.cut


def _open_jieba(words: list[str]) -> Callable[[str], list[str]]:
    """Load jieba: half a second from its cache, two without."""
    # Loading it takes a tenth of a second that rjieba's users need not wait for.
    import jieba  # noqa: PLC0415

    jieba.setLogLevel(logging.ERROR)
    # Our own tokenizer: jieba's global one is changed by whoever imports it.
    tokenizer = jieba.Tokenizer()
    # jieba's own choice is the system's temporary folder, which all users share.
    try:
        tokenizer.tmp_dir = str(cache_folder())
    except OSError:
        tokenizer.tmp_dir = tempfile.mkdtemp(prefix="wendang-")
    tokenizer.initialize()
    for word in words:
        tokenizer.add_word(word, max(_LEAST_FREQUENCY, tokenizer.suggest_freq(word) + 1))
    return lambda run: list(tokenizer.cut(run))
