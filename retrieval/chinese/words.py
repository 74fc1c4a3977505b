"""Sentences and words. The only module that knows jieba and rjieba."""

from __future__ import annotations

import logging
import re
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import distribution, version
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, overload

import numpy as np
import rjieba

from retrieval.chinese.folding import codes_of, fold, text_of
from retrieval.errors import SettingsError
from retrieval.values import Span, span_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes
    from retrieval.values import Passage

Segment: TypeAlias = Callable[[str], list[Span]]
"""Text → its words, in order, as spans: no spaces, no punctuation."""

Outline: TypeAlias = Callable[[str], bytes]
"""Folded text → where its words stand: a byte for each character, ``b`` where a word begins, ``i`` where it goes on.

Elsewhere there are blanks, and the ends of lines.
"""

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
_ENDS = "。！？!?｡"
_BREAK = re.compile(
    rf"(?P<pair>{_PAIR})"
    rf"|(?P<end>(?:[{_ENDS}]|…{{1,2}}|\.{{3,6}})+[{_CLOSERS}]*)"
    # A Latin full stop ends a sentence before a space and a capital or an ideograph: not in 3.5, U.S., a.m.
    rf"|(?P<stop>(?<=[a-z0-9)\]]{{2}})\.[{_CLOSERS}]*(?=\s+[A-Z\u4e00-\u9fff]))"
    r"|(?P<semicolon>[；;])"
    r"|(?P<line>\n)"
)
# What a break begins with: looked for first, because to try every kind of break at each character takes long. Most
# are an end alone, which the group tells.
_FIRST = re.compile(rf"[“「『（(《【{_ENDS}…．.；;\n](?:(?<=[{_ENDS}\n])(?![{_ENDS}….{_CLOSERS}])())?")
_LETTER = re.compile(r"[^\W_]")
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
    start = at = 0
    while (first := _FIRST.search(text, at)) is not None:
        end = at = first.end()
        if first.lastindex is None:
            mark = _BREAK.match(text, first.start())
            if mark is None:
                continue
            end = at = mark.end()
            kind = mark.lastgroup
            if kind == "pair":
                inner, closer = text[end - 2], text[end - 1]
                if inner not in "。！？!?…" or closer in "）)》】" or _GOES_ON.match(text, end):
                    continue
            elif kind == "semicolon":
                if end - start < _LONG_SENTENCE:
                    continue
            elif kind == "end" and text[end - 1] in _CLOSERS + "…." and _GOES_ON.match(text, end):
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
    if start < end and (text[start].isalnum() or _LETTER.search(text, start, end)):
        sentences.append(span_at(start, end))


# --- words --------------------------------------------------------------------------------------------

CUTTERS = ("rjieba", "jieba")
"""What cuts runs of ideographs; both give the same words, rjieba ten times as fast."""

BEGINS, GOES_ON = ord("b"), ord("i")
"""What an outline has where a word begins, and where it goes on."""

MIDDLE_DOTS = "·•‧・"
"""The marks between the parts of a foreign name."""
# Only runs of these are handed to a cutter. The two differ on letters and digits (one cuts 2026-11-23 apart,
# the other keeps it), so those are cut here, by jieba's own rule for numbers.
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u4e00", "\u9fd5"
_IDEOGRAPHS = f"{_FIRST_IDEOGRAPH}-{_LAST_IDEOGRAPH}"
_RARE_IDEOGRAPHS = r"\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OTHER_WORD = re.compile(
    r"([a-z0-9]+(?:\.[0-9]+)?%?"
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


_WORD = re.compile(rb"(bi*)")
_START = attrgetter("start")


def read_outline(outline: bytes, start: int = 0) -> list[Span]:
    """Return the words of an outline, counted from where it begins in a text.

    >>> read_outline(b"b bi", 10)
    [Span(start=10, end=11), Span(start=12, end=14)]
    """
    # By turns what stands between two words, and a word.
    ends = list(accumulate(map(len, _WORD.split(outline)), initial=start))
    return list(map(span_at, ends[1:-1:2], ends[2::2]))


class OutlinedWords(Sequence[Span]):
    """The words of a text, read from their outline when they are asked for: those of most passages never are.

    >>> list(OutlinedWords(b"b bi"))
    [Span(start=0, end=1), Span(start=2, end=4)]
    """

    __slots__ = ("_outline", "_spans")

    def __init__(self, outline: bytes) -> None:
        self._outline = outline
        self._spans: tuple[Span, ...] | None = None

    def within(self, stretch: Span) -> list[Span]:
        """Return the words that begin in a stretch of the text."""
        found = read_outline(self._outline[stretch.start : stretch.end], stretch.start)
        if found:
            start, end = found[-1].start, found[-1].end
            while self._outline[end : end + 1] == b"i":
                end += 1
            # The last one may go on behind the stretch.
            found[-1] = span_at(start, end)
        return found

    @overload
    def __getitem__(self, place: int) -> Span: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, place: int | slice) -> Span | tuple[Span, ...]:
        return self._read()[place]

    def __len__(self) -> int:
        return len(self._read())

    def __iter__(self) -> Iterator[Span]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._read() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._read())

    def __repr__(self) -> str:
        return repr(self._read())

    def _read(self) -> tuple[Span, ...]:
        if self._spans is None:
            self._spans = tuple(read_outline(self._outline))
        return self._spans


def words_in(passage: Passage, stretch: Span) -> Sequence[Span]:
    """Return the words of a passage that begin in a stretch of its text."""
    words = passage.words
    if isinstance(words, OutlinedWords):
        return words.within(stretch)
    low, high = (bisect_left(words, place, key=_START) for place in (stretch.start, stretch.end))
    return words[low:high]


def is_word(passage: Passage, stretch: Span) -> bool:
    """Say whether a stretch of a passage's text is one of its words."""
    return stretch in words_in(passage, Span(stretch.start, stretch.start + 1))


def read_words(path: Path) -> list[str]:
    """Read a user's dictionary as jieba writes them: a word a line, what stands behind a blank is ignored.

    Raises:
        SettingsError: the file cannot be read as UTF-8 text.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"WENDANG_DICTIONARY={str(path)!r} cannot be read ({error}): name a UTF-8 file with a word a line"
        ) from None
    return [fields[0] for line in lines if (fields := line.split()) and not line.startswith("#")]


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
    # jieba's cache goes into a folder of this user alone: the shared one may hold somebody else's file.
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()
    for word in words:
        tokenizer.add_word(word, max(_LEAST_FREQUENCY, tokenizer.suggest_freq(word) + 1))
    return lambda run: list(tokenizer.cut(run))


class Tags:
    """The parts of speech of jieba's dictionary: word → tag (``nr`` a person, ``ns`` a place…).

    Words are known by their hashes, in an array: as a dictionary of strings they took 48 MB, these take 3.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        names: dict[bytes, int] = {}
        hashes = array("q")
        numbers = bytearray()
        for line in lines:
            word, _, tag = line.split()
            hashes.append(hash(word.decode("utf-8")))
            numbers.append(names.setdefault(tag, len(names)))
        order = np.argsort(hashes)
        self._hashes = array("q", np.asarray(hashes)[order].tobytes())
        self._numbers = np.asarray(numbers)[order].tobytes()
        self._names = [name.decode("ascii") for name in names]

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def get(self, word: str) -> str | None:
        """Return a word's tag, or None where the dictionary has no such word."""
        place = bisect_left(self._hashes, hash(word))
        if place < len(self._hashes) and self._hashes[place] == hash(word):
            return self._names[self._numbers[place]]
        return None


@cache
def word_tags() -> Tags:
    """Return the parts of speech of jieba's dictionary.

    Read once, in a quarter of a second, whichever cutter is used: rjieba carries no tags to look up.
    """
    # jieba itself need not be loaded for its dictionary.
    with Path(str(distribution("jieba").locate_file("jieba/dict.txt"))).open("rb") as lines:
        return Tags(lines)


def _cache_folder() -> Path:
    """Return a folder for jieba's cache that only this user writes to."""
    folder = Path.home() / ".cache" / "wendang"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="wendang-"))
    return folder
