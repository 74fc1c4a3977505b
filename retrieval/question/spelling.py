"""A question that the archive does not know as it is spelt → how it may have been meant.

One wrong character breaks the word that it stands in, and the word beside it: 主诗 stands in no text. Where no
answer is found, words of the passages that matched the rest are held against such places. A word that
dictionaries know is never taken for a mistake: who asks about 深圳 means no other town. People type by sound, so
that a word that sounds otherwise is most likely another word: 张建国 is not 王建国, nor 地月 地球.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import distribution
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.folding import fold
from retrieval.chinese.outlines import is_word
from retrieval.chinese.terms import IDEOGRAPHS
from retrieval.chinese.vocabulary import STOP_WORDS
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.answers import Question
    from retrieval.values import Hit

# Each way of spelling is asked anew.
_TRIED = 4
# A text that looks wrong in so many places is no question with a slip in it, and each place costs a search.
_MOST_WRONG = 40
# A mistake is one character of a word; more strange characters in a row are a word of their own.
_LONGEST = 4
_PAIR = regex(f"{IDEOGRAPHS}{{2}}")
_CONFUSED = regex(r"^(?:zh|ch|sh|[zcslh])|ng$")
_TONE = regex("[\u0300\u0301\u0304\u030c]")
_SAME = dict.fromkeys(("zh", "ch", "sh", "z", "c", "s"), "s") | {"l": "n", "h": "f", "ng": "n"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """The question with one character changed, and whether the new one sounds like the old one."""

    text: str
    alike: bool


def respell(question: Question, hits: Sequence[Hit], frequencies: Mapping[str, int]) -> list[Spelling]:
    """Return the question with one character set right, the likeliest first; empty where none looks wrong.

    谁主诗了会议 gives 谁主持了会议 where a passage about a 会议 holds 主持.

    Args:
        question: as it was understood.
        hits: what was found for it.
        frequencies: in how many passages each of its terms occurs.
    """
    text = question.text
    known = _known_places(question)
    wrong = [
        place for place in range(len(text)) if place not in known and _is_wrong(question, place, frequencies)
    ]
    if not 0 < len(wrong) <= _MOST_WRONG:
        return []
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for word, count in _count_near(text, wrong, hits).items():
        for place in wrong:
            for inside in range(len(word)):
                start = place - inside
                if start < 0 or not _differs_at(text[start : start + len(word)], word, inside):
                    continue
                # Two characters are often alike by chance: only a known word is tried.
                if len(word) > 2 or word_tags().get(word):
                    corrected = f"{text[:place]}{word[inside]}{text[place + 1 :]}"
                    alike = sounds_alike(text[place], word[inside])
                    # The more characters a word shares with what was typed, the less likely is chance.
                    found[alike][corrected] += count * 100 ** (len(word) - 2)
    return [Spelling(text, alike) for alike in (True, False) for text, _ in found[alike].most_common(_TRIED)]


def _count_near(text: str, wrong: Sequence[int], hits: Sequence[Hit]) -> Counter[str]:
    """Return how often the hits hold each word that has all but one character of a text around a wrong place.

    Some more may be among them. They stand as the hits do; of each hit the pairs come first.
    """
    folded = fold("\n".join(hit.passage.text for hit in hits))
    opens = list(accumulate((len(hit.passage.text) + 1 for hit in hits), initial=0))
    near = []
    for at, size in {span for place in wrong for span in _find_around(folded, text, place)}:
        number = bisect_right(opens, at) - 1
        # Every pair of two characters is counted, and not only words: 主持会议 may have been cut as one.
        start = at - opens[number]
        if _PAIR.match(folded, at) if size == 2 else is_word(hits[number].passage, Span(start, start + size)):
            near.append((number, size > 2, at, folded[at : at + size]))
    return Counter(word for *_, word in sorted(near))


def _find_around(folded: str, text: str, place: int) -> Iterator[tuple[int, int]]:
    """Yield start and length of what stands in a folded text with the neighbours of a place in another."""
    for size in range(2, _LONGEST + 1):
        for start in range(max(0, place - size + 1), min(place, len(text) - size) + 1):
            before, after = text[start:place], text[place + 1 : start + size]
            # The longer piece is found less often.
            sought, shift = (before, 0) if len(before) > len(after) else (after, place + 1 - start)
            at = folded.find(sought)
            while at >= 0:
                first = at - shift
                if (
                    first >= 0
                    and folded.startswith(before, first)
                    and folded.startswith(after, first + len(before) + 1)
                ):
                    yield first, size
                at = folded.find(sought, at + 1)


@lru_cache(maxsize=1 << 12)
def sounds_alike(one: str, other: str) -> bool:
    """Say whether two characters are read alike, as people mistype: ``sounds_alike("诗", "持")``.

    Tones, the sibilants, ``n`` and ``l``, ``f`` and ``h``, and ``n`` and ``ng`` at the end make no difference.
    """
    return not _sounds(one).isdisjoint(_sounds(other))


def _sounds(character: str) -> set[str]:
    readings = _TONE.sub("", normalize("NFD", _readings().get(str(ord(character)), ""))).split(",")
    return {_CONFUSED.sub(lambda found: _SAME[found[0]], reading) for reading in readings if reading} or {
        character
    }


@cache
def _readings() -> dict[str, str]:
    """Return pypinyin's table of characters, by code point: ``{"38271": "zhǎng,cháng"…}``."""
    # The table is read without loading pypinyin, which reads its phrases too (44 MB).
    table = Path(str(distribution("pypinyin").locate_file("pypinyin/pinyin_dict.json")))
    readings: dict[str, str] = json.loads(table.read_text("utf-8"))
    return readings


def _differs_at(written: str, word: str, place: int) -> bool:
    return len(written) == len(word) and [a == b for a, b in zip(written, word, strict=True)] == [
        number != place for number in range(len(word))
    ]


def _known_places(question: Question) -> set[int]:
    """Return where words stand that a dictionary knows: 市 beside 市长 is right where 深圳市 is a word."""
    tags = word_tags()
    return {
        place
        for word in question.query.words
        if len(word) > 1 and word in tags
        for found in re.finditer(re.escape(word), question.text)
        for place in range(*found.span())
    }


def _is_wrong(question: Question, place: int, frequencies: Mapping[str, int]) -> bool:
    """Say whether neither the archive nor a dictionary knows a character together with its neighbours."""
    text, gap = question.text, question.gap
    if not "\u4e00" <= text[place] <= "\u9fff" or text[place] in STOP_WORDS:
        return False
    if gap and gap.start <= place < gap.end:
        return False
    pairs = [text[start : start + 2] for start in (place - 1, place) if 0 <= start <= len(text) - 2]
    asked = [pair for pair in pairs if pair in frequencies]
    return bool(asked) and not any(frequencies[pair] or word_tags().get(pair) for pair in asked)
