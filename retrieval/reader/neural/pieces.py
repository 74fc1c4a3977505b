"""Folded text → the pieces that the reader knows, each with its place in the text.

A text is cut so that its pieces are the likeliest together (a unigram model). No piece crosses from ideographs to
digits, letters or marks, so that the exact words of an answer seldom end inside one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

START, PADDING, END, UNKNOWN = 0, 1, 2, 3
"""The first four pieces are no text."""

# What an unknown character costs beside the rarest piece: to cut around it is always cheaper.
_UNKNOWN_COST = 10.0
_FAR = float("-inf")
_SPACE = -1


class Pieces:
    """Cuts text into pieces.

    Args:
        texts: each piece as it is written; the first four are no text.
        weights: the logarithm of each piece's probability.
    """

    def __init__(self, texts: Sequence[str], weights: Sequence[float]) -> None:
        # What is no text is written with characters that no text holds, and so is like no other piece.
        self.texts = (*map(chr, range(UNKNOWN + 1)), *texts[UNKNOWN + 1 :])
        self.weights = tuple(weights)
        self._known: Mapping[str, tuple[int, float]] = {
            text: (number, weight)
            for number, (text, weight) in enumerate(zip(self.texts, weights, strict=True))
            if number > UNKNOWN
        }
        self._unknown = min(weights) - _UNKNOWN_COST
        # How long the pieces are that begin with a pair of characters, the shortest first: most pairs begin none.
        sizes: dict[str, set[int]] = {}
        for text in self._known:
            if len(text) > 1:
                sizes.setdefault(text[:2], set()).add(len(text))
        self._sizes = {pair: tuple(sorted(some)) for pair, some in sizes.items()}

    def __len__(self) -> int:
        return len(self.texts)

    def cut(self, text: str) -> tuple[list[int], list[int]]:
        """Return the number of each piece of a folded text, and where each begins.

        White space is no piece, and no piece holds any.
        """
        length, known, sizes, unknown = len(text), self._known, self._sizes, (UNKNOWN, self._unknown)
        best = [0.0] + [_FAR] * length
        behind: list[tuple[int, int]] = [(0, 0)] * (length + 1)
        for start, first in enumerate(text):
            so_far, end = best[start], start + 1
            number, weight = known.get(first) or ((_SPACE, 0.0) if first.isspace() else unknown)
            if so_far + weight > best[end]:
                best[end], behind[end] = so_far + weight, (start, number)
            for size in sizes.get(text[start : start + 2], ()):
                piece = known.get(text[start : start + size])
                end = start + size
                if piece is not None and end <= length and so_far + piece[1] > best[end]:
                    best[end], behind[end] = so_far + piece[1], (start, piece[0])
        numbers: list[int] = []
        starts: list[int] = []
        end = length
        while end:
            start, number = behind[end]
            if number != _SPACE:
                numbers.append(number)
                starts.append(start)
            end = start
        numbers.reverse()
        starts.reverse()
        return numbers, starts
