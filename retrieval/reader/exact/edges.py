"""Corrections of where an answer begins and ends: a name loses its office, a day keeps its hour, a bracket its pair."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from retrieval.chinese.dates import YEAR
from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.names import kind_of
from retrieval.chinese.numerals import NOT_BEHIND_NUMBER, NUMBER
from retrieval.chinese.outlines import words_in
from retrieval.chinese.vocabulary import PART_BEHIND_DAY
from retrieval.chinese.word_kinds import FOREIGN, word_kind
from retrieval.expressions import regex
from retrieval.reader.exact.columns import CLOSERS, OPENERS
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.values import Passage

_TIME_OF_DAY = regex(PART_BEHIND_DAY)
_DAY_BEFORE = regex(rf"(?:(?:{YEAR})?{NUMBER}月|{NOT_BEHIND_NUMBER}){NUMBER}[日号]\Z")
# Particles and complements that end a verb, and which the segmenter may leave at the beginning of the object.
_PARTICLES = frozenset("好了过着")
# Prepositions that the segmenter joins to an unknown name in front of them: 刘吉在, 张伟到.
_JOINED_PREPOSITION = regex("(?:对此|[在于到对向从与和将把被])$")
# Before another name 和 is a conjunction; elsewhere it may end a name (张永和).
_CONJUNCTIONS = frozenset("与和")
_NAMES = frozenset(["person", "foreign", "organisation"])


def whole_name(passage: Passage, name: Span) -> Span:
    """Return 穆贾希德 for 穆贾: a foreign name is extended by the pieces into which the segmenter cut it."""
    text, end = passage.folded, name.end
    for word in passage.words[bisect_left(passage.words, name.end, key=lambda word: word.start) :]:
        if word.start != end or not FOREIGN.issuperset(word.of(text)) or word.of(text) in _CONJUNCTIONS:
            break
        end = word.end
    return Span(name.start, end)


def with_time_of_day(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 11月14日下午 for 11月14日 or 下午: day and part of the day belong together."""
    text = passage.folded
    if _TIME_OF_DAY.match(text, span.start, span.end):
        before = _DAY_BEFORE.search(text, sentence.start, span.start)
        return Span(before.start(), span.end) if before else span
    after = _TIME_OF_DAY.match(text, span.end, sentence.end)
    return Span(span.start, after.end()) if after else span


def day_alone(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 11月14日 for 11月14日下午 or 下午; used if the question asks for the day alone."""
    text = passage.folded
    hour = _TIME_OF_DAY.search(text, span.start, span.end)
    day = _DAY_BEFORE.search(text, sentence.start, hour.start()) if hour else None
    return Span(min(day.start(), span.start), day.end()) if day else span


def without_particle(passage: Passage, span: Span) -> Span:
    """Return 第九版 for 好第九版, of 落实好第九版: the complement of a verb is no part of its object."""
    # The loop runs once or not at all: a day may begin inside a word, and then no word begins there.
    for first in words_in(passage, Span(span.start, span.start + 1)):
        if first.end < span.end and first.of(passage.text) in _PARTICLES:
            return Span(first.end, span.end)
    return span


def without_office(passage: Passage, span: Span) -> Span:
    """Return 刘吉 for 市委书记刘吉: the question asks for a person, and the office can be read beside the mark."""
    text = passage.folded
    words = [word for word in words_in(passage, span) if word.end <= span.end]
    named = [word_kind(word.of(text)) in {"person", "foreign"} for word in words]
    if len(words) > 1 and named[-1] and not any(named[:-1]) and len(words[-1]) > 1:
        return words[-1]
    return span


def without_preposition(passage: Passage, span: Span) -> Span:
    """Return 刘吉 for 刘吉在: the segmenter joins a preposition to an unknown name in front of it."""
    text = passage.folded
    number = bisect_left(passage.words, span.end, key=lambda word: word.end)
    last = passage.words[number]
    preposition = _JOINED_PREPOSITION.search(text, last.start, last.end)
    following = passage.words[number + 1] if number + 1 < len(passage.words) else None
    if (
        preposition is None
        or last.end != span.end
        or last.of(text) in word_tags()
        # A preposition has an object behind it.
        or following is None
        or following.start != last.end
        or (preposition[0] in _CONJUNCTIONS and word_kind(following.of(text)) not in _NAMES)
        or kind_of(text[last.start : preposition.start()]) != "person"
    ):
        return span
    return Span(span.start, preposition.start())


def complete(text: str, span: Span, sentence: Span) -> Span:
    """Extend a span by the bracket or quotation mark whose other half is inside: ``《海阔天空》、《抗战二十年》`` and not ``海阔天空》、《抗战二十年``."""
    start, end = span.start, span.end
    for opener, closer in zip(OPENERS, CLOSERS, strict=True):
        depth = lowest = 0
        for letter in text[start:end]:
            depth += (letter == opener) - (letter == closer)
            lowest = min(lowest, depth)
        if lowest < 0 and start > sentence.start and text[start - 1] == opener:
            start, depth = start - 1, depth + 1
        if depth > 0 and end < sentence.end and text[end] == closer:
            end += 1
    return Span(start, end)
