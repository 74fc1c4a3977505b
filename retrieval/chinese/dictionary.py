"""jieba's dictionary, a word a line with its frequency and part of speech; and the words that a user adds to it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.data import read_named_file
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Tags:
    """The parts of speech of jieba's dictionary: word → tag (``nr`` a person, ``ns`` a place…).

    Words are known by their hashes, in an array: as a dictionary of strings they took 48 MB, these take 3.
    """

    def __init__(self, entries: Iterable[tuple[bytes, bytes, bytes]]) -> None:
        names: dict[bytes, int] = {}
        hashes = array("q")
        numbers = bytearray()
        for word, _, tag in entries:
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
    return Tags(_read_entries())


def word_counts(longest: int) -> dict[str, int]:
    """Return how often each word of jieba's dictionary of up to so many characters was met.

    >>> word_counts(2)["会议"] > word_counts(2)["会晤"]
    True
    """
    # A character takes up to four bytes: longer words are told apart before they are decoded.
    entries = ((word, count) for word, count, _ in _read_entries() if len(word) <= 4 * longest)
    return {text: int(count) for word, count in entries if len(text := word.decode("utf-8")) <= longest}


def _read_entries() -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield the entries of jieba's dictionary: a word, its frequency and its tag."""
    # jieba itself need not be loaded for its dictionary.
    with Path(str(distribution("jieba").locate_file("jieba/dict.txt"))).open("rb") as lines:
        for line in lines:
            word, count, tag = line.split()
            yield word, count, tag


def read_words(path: Path) -> list[str]:
    """Read a user's dictionary as jieba writes them: a word a line, what stands behind a blank is ignored.

    Raises:
        SettingsError: the file cannot be read as UTF-8 text.
    """
    try:
        lines = read_named_file(path).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"WENDANG_DICTIONARY={str(path)!r} cannot be read ({error}): name a UTF-8 file with a word a line"
        ) from None
    return [fields[0] for line in lines if (fields := line.split()) and not line.startswith("#")]
