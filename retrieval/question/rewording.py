"""A question → the same question in the archive's own words.

Where the archive does not know what stands in a question, it may write the same in another way: 第九版 for 第9版,
刘吉强调 for 刘吉说, 新型冠状病毒 for covid-19. And an unknown name may have been cut together with the word behind it: 刘吉说 is in no
dictionary, and neither is 刘吉. A character alone may stand in words only: 桌 in 桌子. Nothing is put in that a reader could take for another question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE, read_numeral, write_numeral
from retrieval.chinese.terms import IDEOGRAPHS, bigram_terms
from retrieval.chinese.vocabulary import SPEECH, STOP_WORDS
from retrieval.expressions import regex
from retrieval.question.patterns import SAYING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.answers import Question

# A number with what it counts, or an ordinal. Not those of days: what they mean is known, however they are written
# (:mod:`retrieval.question.period`). One Chinese numeral alone is more often a part of a word (一起, 四经, 二宫).
_COUNTED = "起条项个人次届版名位家件场批期号点种类大章节层级部本座岁度倍"
_NUMERAL = regex(
    rf"(?<![0-9a-z.,:/-])[0-9]{{1,4}}(?=[{_COUNTED}])"
    rf"|(?<![{CHINESE}])(?:[{CHINESE}]{{2,8}}|(?<=第)[{CHINESE}])(?=[{_COUNTED}])"
    # 一号线 is a thing with a number, as 3号线 is.
    rf"|(?<![0-9a-z.,:/-])[0-9]{{1,4}}(?=标段|班的)|(?<![{CHINESE}])[{CHINESE}](?=号[线楼院门]|标段|班的|期工程|年级)"
)
# Only the first character of a verb is counted behind a name: 主 is oftener that of 主持, and 承 that of 承办.
_VERBS = tuple(verb for verb in SPEECH if verb not in {"主张", "承诺"})
_LEAST_NAME = 2
# A character of more pairs than these stands in any text.
_MOST_PAIRS = 64
_IDEOGRAPHS = regex(f"{IDEOGRAPHS}+")


def reword(
    question: Question,
    parse: Callable[[str], Question],
    count: Callable[[Sequence[str]], Mapping[str, int]],
) -> Question:
    """Return a question as the archive would ask it; itself where the archive knows its words.

    Args:
        question: as it was understood.
        parse: understands another text in the same way.
        count: says in how many passages each of some terms occurs.
    """
    verbs = _find_verbs(question)
    counts = count(find_terms(question))
    pair = max(verbs, key=lambda pair: counts[pair], default="")
    if pair and counts[pair]:
        question = replace(parse(verbs[pair]), asked=question.asked)
        counts = count(_terms(question))
    named = _name_in_chinese(question, count)
    if named == question.text and all(counts[word] for word in question.query.words):
        return question
    if len(question.text) == 1 and _IDEOGRAPHS.fullmatch(question.text):
        return _in_words(question, count)
    text = _NUMERAL.sub(_written_otherwise, named)
    if text != question.text:
        # It is written otherwise where the archive knows more of the words then.
        other = replace(parse(text), asked=question.asked)
        of_other = count(_terms(other))
        if named != question.text or _count_unknown(other, of_other) < _count_unknown(question, counts):
            question, counts = other, of_other
    return _cut_anew(question, counts)


def _name_in_chinese(question: Question, count: Callable[[Sequence[str]], Mapping[str, int]]) -> str:
    """Return the question's text with Latin names that occur nowhere as the archive writes them in Chinese."""
    text = question.text
    # In an English question who asks, and led is a verb.
    for said, written in question.otherwise if _IDEOGRAPHS.search(text) else ():
        if not said.isascii() or not all(count(bigram_terms(written)).values()):
            continue
        # who is no word that is searched for, and so not counted yet.
        if not any(count(said.split("-")).values()):
            text = re.sub(rf"(?<![a-z0-9]){re.escape(said)}(?![a-z0-9])", written, text)
    return text


def _in_words(question: Question, count: Callable[[Sequence[str]], Mapping[str, int]]) -> Question:
    """Return the question for a character with the pairs of characters in which the archive has it, the commonest first."""
    character = question.text
    pairs = [pair for other in _ideographs() for pair in (character + other, other + character)]
    counts = count(pairs)
    found = sorted((pair for pair in pairs if counts[pair]), key=lambda pair: (-counts[pair], pair))
    return replace(question, query=replace(question.query, bigrams=tuple(dict.fromkeys(found[:_MOST_PAIRS]))))


@cache
def _ideographs() -> tuple[str, ...]:
    """Return the 6,763 characters of GB 2312: nearly every text is written with them."""
    rows = (bytes((first, second)) for first in range(0xB0, 0xF8) for second in range(0xA1, 0xFF))
    return tuple(filter(None, (pair.decode("gb2312", "ignore") for pair in rows)))


def find_writings(text: str) -> list[str]:
    """Return a question's text, and as it is with its numbers written otherwise: what :func:`reword` may take it for."""
    folded = fold(text)
    other = _NUMERAL.sub(_written_otherwise, folded)
    return [text] if other == folded else [text, other]


def find_terms(question: Question) -> list[str]:
    """Return whatever is counted for a question on the way to its answer, so that it is counted at once."""
    pairs = chain.from_iterable(map(bigram_terms, question.others))
    of_same = (term for name in question.same for term in (*name.query.words, *name.query.bigrams))
    return [*_find_verbs(question), *_terms(question), *question.others, *pairs, *of_same]


def _find_verbs(question: Question) -> dict[str, str]:
    """Return how else it may be asked what somebody said: the pair across name and verb → the question.

    The archive knows which verb stands behind a name; 说 alone is not searched for. 刘吉说了什么 gives 吉强:
    刘吉强调了什么, 吉表: 刘吉表示了什么, and so on.
    """
    found = SAYING.fullmatch(question.text)
    if not found:
        return {}
    who = found["who"].strip()
    verbs: dict[str, str] = {}
    for verb in _VERBS:
        verbs.setdefault(who[-1] + verb[0], f"{who}{verb}了什么")
    return verbs


def _terms(question: Question) -> list[str]:
    """Return what is counted for a question: its words and bigrams, and how its words may begin."""
    words, bigrams = question.query.words, question.query.bigrams
    return [*words, *bigrams, *(head for word in words for head in _find_heads(word))]


def _find_heads(word: str) -> list[str]:
    """Return what a word that no dictionary knows may begin with, the longest first: 刘吉 of 刘吉说."""
    if word in word_tags() or not _IDEOGRAPHS.fullmatch(word):
        return []
    return [word[:size] for size in range(len(word) - 1, _LEAST_NAME - 1, -1)]


def _count_unknown(question: Question, counts: Mapping[str, int]) -> int:
    return [counts[word] for word in question.query.words].count(0)


def _written_otherwise(found: re.Match[str]) -> str:
    written = found.group()
    number = read_numeral(written)
    if number is None or number > 9999:
        return written
    if not written.isascii():
        return str(number)
    return write_numeral(number)


def _cut_anew(question: Question, counts: Mapping[str, int]) -> Question:
    """Return the question with unknown words cut behind what of them the archive knows: 刘吉|说."""
    words: dict[str, None] = {}
    for word in question.query.words:
        heads = [] if counts[word] else _find_heads(word)
        head = next((head for head in heads if counts[head]), "")
        parts = [head, word[len(head) :]] if head else [word]
        words.update(dict.fromkeys(part for part in parts if part not in STOP_WORDS))
    if tuple(words) == question.query.words:
        return question
    return replace(question, query=replace(question.query, words=tuple(words)))
