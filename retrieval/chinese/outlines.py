"""The outline of a text: its segmentation into words, written as one byte for each character."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias, overload

from retrieval.expressions import regex
from retrieval.values import Span, span_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.values import Passage

Outline: TypeAlias = Callable[[str], bytes]
"""A function that returns the outline of a folded text: ``b`` where a word begins, ``i`` inside the word.

Characters that belong to no word are blanks in the outline, and line feeds stay line feeds.
"""

BEGINS, GOES_ON = ord("b"), ord("i")
"""The bytes of an outline at the first character of a word, and at its other characters."""

MIDDLE_DOTS = "·•‧・"
"""The marks between the parts of a foreign name."""
_WORD = regex(rb"(bi*)")
_START = attrgetter("start")


def read_outline(outline: bytes, start: int = 0) -> list[Span]:
    """Return the words of an outline; ``start`` is the place of its first character in the text.

    >>> read_outline(b"b bi", 10)
    [Span(start=10, end=11), Span(start=12, end=14)]
    """
    # The pieces are in turn what stands between two words, and a word.
    ends = list(accumulate(map(len, _WORD.split(outline)), initial=start))
    return list(map(span_at, ends[1:-1:2], ends[2::2]))


class OutlinedWords(Sequence[Span]):
    """The words of a text, read from its outline on demand: the words of most passages are never needed.

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
            # The last word may reach beyond the stretch.
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
