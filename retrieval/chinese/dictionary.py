"""jieba's dictionary, a word a line with its frequency and part of speech; and the words that a user adds to it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path

from retrieval.data import read_named_file
from retrieval.errors import SettingsError, quoted

# Bytes. No word of jieba's dictionary stands further from where its order would have it.
_ASTRAY = 1 << 12


class Dictionary:
    """A dictionary as jieba writes it, a word a line with its frequency and part of speech, looked up where it lies.

    Its words are nearly in the order of their bytes, so that one is found by halving: to read all of them took a
    quarter of a second and 3 MB, and a question looks at some dozens.

    Args:
        data: the file's bytes.
    """

    def __init__(self, data: bytes | mmap) -> None:
        self._data = data

    def __contains__(self, word: str) -> bool:
        return self._entry(word) is not None

    def get(self, word: str) -> str | None:
        """Return a word's tag (``nr`` a person, ``ns`` a place…), or None where there is no such word."""
        entry = self._entry(word)
        return entry[1] if entry else None

    def count(self, word: str) -> int:
        """Return how often a word was met; 0 where there is no such word."""
        entry = self._entry(word)
        return entry[0] if entry else 0

    def _entry(self, word: str) -> tuple[int, str] | None:
        key = b"%b " % word.encode("utf-8", "surrogatepass")
        if len(key) == 1 or len(key.split()) != 1:
            return None
        data, low, high = self._data, 0, len(self._data)
        while low < high:
            middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", middle) + 1 or len(data)
            line = data[middle:end]
            if line.startswith(key):
                return _parse(line)
            low, high = (end, high) if line < key else (low, middle)
        # Latin words stand at the beginning in no order, and a few words behind longer ones: 吉林工业大学, 吉林.
        for start, end in ((max(0, low - _ASTRAY), low + _ASTRAY), (0, _ASTRAY)):
            found = data.find(b"\n" + key, start, end) + 1
            if found or (start == 0 and data[: len(key)] == key):
                return _parse(data[found : data.find(b"\n", found) + 1 or len(data)])
        return None


def _parse(line: bytes) -> tuple[int, str]:
    _, count, tag = line.split()
    return int(count), tag.decode("ascii")


@cache
def word_tags() -> Dictionary:
    """Return jieba's dictionary, whichever cutter is used: rjieba carries none to look up.

    >>> words = word_tags()
    >>> words.get("广州"), words.count("会议") > words.count("会晤"), "锟斤拷" in words
    ('ns', True, False)
    """
    return Dictionary(_read_bytes())


def _read_bytes() -> mmap:
    # jieba itself need not be loaded for its dictionary.
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    with Path(spec.origin).with_name("dict.txt").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def word_counts(longest: int) -> dict[str, int]:
    """Return how often each word of jieba's dictionary of up to so many characters was met.

    All of them are read, in a quarter of a second: for whoever looks up thousands.

    >>> word_counts(2)["会议"] > word_counts(2)["会晤"]
    True
    """
    entries = (line.split() for line in _read_bytes()[:].splitlines())
    # A character takes up to four bytes: longer words are told apart before they are decoded.
    return {
        text: int(count)
        for word, count, _ in entries
        if len(word) <= 4 * longest and len(text := word.decode("utf-8")) <= longest
    }


def read_words(path: Path) -> list[str]:
    """Read a user's dictionary as jieba writes them: a word a line, what stands behind a blank is ignored.

    Raises:
        SettingsError: the file cannot be read as UTF-8 text.
    """
    try:
        lines = read_named_file(path).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"WENDANG_DICTIONARY={quoted(path)} cannot be read ({getattr(error, 'strerror', None) or error}): name a UTF-8 file with a word a line"
        ) from None
    return [fields[0] for line in lines if (fields := line.split()) and not line.startswith("#")]
