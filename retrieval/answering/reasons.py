"""Why the archive may not say it, and which words of a question it does not know."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.numerals import CHINESE, LARGE
from retrieval.chinese.terms import bigram_terms
from retrieval.chinese.vocabulary import EVERYDAY_WORDS, STOP_WORDS
from retrieval.chinese.word_kinds import NAMING, word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.index.base import Index
    from retrieval.reader.base import Ranking
    from retrieval.reader.terms import Terms

REASONS = (
    "no words", "empty archive", "no match", "other days", "unknown words", "no such number", "another number", "kind missing", "disputed", "unsure",
)  # fmt: skip
"""Why there is no answer, in the same order: the question holds no word; the archive is empty; no passage holds any of
the words; all passages that match are of other days than those the question narrows to; some words occur nowhere; what
the question numbers (3号线) occurs with other numbers only; the best sentence speaks of another number; it holds nothing
of the kind asked for (a date, a number, a name); two documents contradict each other; the confidence is too low."""
# The dictionary has 东西 for a place, and 和平 for a name.
_LEAST_NAME = 3
_NUMERALS = f"0-9.,%{CHINESE}{LARGE}"
_BARE_NUMBER = regex(f"第[{_NUMERALS}]+\\w?|[{_NUMERALS}]+|[0-9]+\\w")
_DIGIT = regex("[0-9]")
_NUMBER_BEFORE = regex(f"(?:[0-9]+|[{CHINESE}]+)$")
# jieba's tags of verbs, adjectives, adverbs, pronouns, prepositions, conjunctions, particles and places beside things.
_OF_SPEECH = ("v", "d", "r", "p", "c", "u", "y", "f", "a")
# The measure that says that a sentence lacks the kind asked for, by the kind of question.
_LACKING = {
    "when": "when_no_time",
    "how many": "many_no_number",
    "who": "who_no_person",
    "where": "where_no_place",
}


def find_reason(
    question: Question, ranking: Ranking, unknown: tuple[str, ...], *, disputed: bool = False
) -> str:
    """Return which of :data:`REASONS` explains best that a question is not answered."""
    if unknown:
        return "unknown words"
    lacking = _LACKING.get(question.kind)
    if lacking and ranking.measures(lacking)[0]:
        return "kind missing"
    return "disputed" if disputed else "unsure"


def find_unknown(question: Question, terms: Terms) -> tuple[str, ...]:
    """Return the content words of a question that surely occur nowhere in the archive.

    A word without postings may still stand inside another one (深圳 in 深圳湾). It surely occurs nowhere only if one of its
    bigrams has no postings either. Single characters and bare numbers are not reported, nor is what the answer is one
    of: V3.2.1 is a 版本 (升级到哪个版本), though nobody calls it so.
    """
    gap = question.gap
    of_what = question.focus if gap and question.text.startswith(question.focus, gap.end) else ""
    return tuple(
        _with_number(word, question.text)
        for word in question.query.words
        if word != of_what and not terms.knows(word) and len(word) > 1 and not _BARE_NUMBER.fullmatch(word)
        # 迪是 of 巴格达迪是怎么死的 is no word.
        if word.isascii() or word in word_tags() or STOP_WORDS.isdisjoint((word[0], word[-1]))
        if not terms.know_all(bigram_terms(word) or [word]) and _is_looked_up(word)
    )


def leave_renamed(unknown: Sequence[str], question: Question, index: Index) -> tuple[str, ...]:
    """Return the unknown words that occur nowhere by another name either: who is known where 世界卫生组织 is written.

    Args:
        unknown: words of the question that occur nowhere.
        question: what is asked.
        index: what was searched.
    """
    pairs = question.otherwise if unknown else []
    parts = {written: bigram_terms(written) or [written] for _, written in pairs}
    counts = index.frequencies(list(chain.from_iterable(parts.values())))
    known = [said for said, written in pairs if all(counts[part] for part in parts[written])]
    return tuple(word for word in unknown if not any(said in word or word in said for said in known))


def _with_number(word: str, text: str) -> str:
    """Return a word with the number that the segmenter has cut off before it: 3号线, of which 号线 alone says nothing.

    >>> _with_number("号线", "3号线什么时候开通"), _with_number("开通", "3号线什么时候开通")
    ('3号线', '开通')
    """
    number = _NUMBER_BEFORE.search(text.partition(word)[0])
    return number.group() + word if number else word


def names_something(word: str) -> bool:
    """Say whether a word surely names one person, place or thing: where it occurs nowhere, nothing is near.

    People say 之内, 不用 or 孩子 of what an archive writes otherwise, and what the segmenter has cut out of a
    sentence (车去 of 坐几路车去, by its look a name) is no word at all: of these nothing follows.

    >>> names_something("周杰伦"), names_something("iphone15"), names_something("孩子"), names_something("车去")
    (True, True, False, False)
    """
    if word.isascii():
        return any(letter.isalpha() for letter in word)
    return len(word) >= _LEAST_NAME and word in word_tags() and word_kind(word) in NAMING


def _is_looked_up(word: str) -> bool:
    """Say whether a word is one that people would look up: a name, a thing, an act, a number with its unit.

    一共, 一篇, 不要 and 夜里 are none; nor is what the segmenter leaves of other words, as it does where a verb, an adverb or
    a preposition stands at its edge (绳罚 of 不牵绳罚多少, 人住 of 六个人住的).
    """
    if word in EVERYDAY_WORDS:
        return False
    kind = word_kind(word)
    if kind == "new" and not word.isascii() and not _DIGIT.search(word):
        edges = (word_tags().get(word[0]) or "", word_tags().get(word[-1]) or "")
        return not any(tag.startswith(_OF_SPEECH) for tag in edges)
    return kind not in {"time", "particle"} and not (kind == "number" and not _DIGIT.search(word))
