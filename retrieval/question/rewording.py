"""A question → the same question in the archive's own words.

Where the archive does not know what stands in a question, it may write the same in another way: 第九版 for 第9版,
刘吉强调 for 刘吉说. And an unknown name may have been cut together with the word behind it: 刘吉说 is in no
dictionary, and neither is 刘吉. Nothing is put in that a reader could take for another question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.numerals import CHINESE, read_numeral, write_numeral
from retrieval.chinese.terms import IDEOGRAPHS
from retrieval.chinese.vocabulary import STOP_WORDS
from retrieval.question.patterns import SAYING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.values import Question

# A number with what it counts, or an ordinal. Not those of days: what they mean is known, however they are written
# (:mod:`retrieval.question.period`). One Chinese numeral alone is more often a part of a word (一起, 四经, 二宫).
_COUNTED = "起条项个人次届版名位家件场批期号点种类大章节层级部本座岁度倍"
_NUMERAL = re.compile(
    rf"(?<![0-9a-z.,:/-])[0-9]{{1,4}}(?=[{_COUNTED}])"
    rf"|(?<![{CHINESE}])(?:[{CHINESE}]{{2,8}}|(?<=第)[{CHINESE}])(?=[{_COUNTED}])"
    # 一号线 is a thing with a number, as 3号线 is.
    rf"|(?<![{CHINESE}])[{CHINESE}](?=号[线楼院门]|标段|班的|期工程|年级)"
)
# What stands behind the name of who speaks; of those that are equally common, the first.
_SAY = (
    "说", "强调", "表示", "指出", "认为", "要求", "提出", "介绍", "透露", "宣布", "呼吁", "坦言", "称", "讲", "回应", "解释", "提到",
)  # fmt: skip
_LEAST_NAME = 2
_IDEOGRAPHS = re.compile(f"{IDEOGRAPHS}+")


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
    if found := SAYING.fullmatch(question.text):
        question = _with_its_verb(question, found["who"].strip(), parse, count)
    if not all(count(question.query.words).values()):
        question = _with_other_numerals(question, parse, count)
        question = _cut_anew(question, count)
    return question


def _with_its_verb(
    question: Question,
    who: str,
    parse: Callable[[str], Question],
    count: Callable[[Sequence[str]], Mapping[str, int]],
) -> Question:
    """Return what somebody said with the verb that the archive has behind the name; 说 alone is not searched for."""
    pairs = count([who[-1] + verb[0] for verb in _SAY])
    verb = max(_SAY, key=lambda verb: pairs[who[-1] + verb[0]])
    if not pairs[who[-1] + verb[0]]:
        return question
    return replace(parse(f"{who}{verb}了什么"), asked=question.asked)


def _with_other_numerals(
    question: Question,
    parse: Callable[[str], Question],
    count: Callable[[Sequence[str]], Mapping[str, int]],
) -> Question:
    """Return the question with its numbers in the other writing, where the archive knows more of its words then."""
    text = _NUMERAL.sub(_written_otherwise, question.text)
    if text == question.text:
        return question
    other = replace(parse(text), asked=question.asked)
    unknown, still = (list(count(one.query.words).values()).count(0) for one in (question, other))
    return other if still < unknown else question


def _written_otherwise(found: re.Match[str]) -> str:
    written = found.group()
    number = read_numeral(written)
    if number is None or number > 9999:
        return written
    if not written.isascii():
        return str(number)
    return write_numeral(number)


def _cut_anew(question: Question, count: Callable[[Sequence[str]], Mapping[str, int]]) -> Question:
    """Return the question with unknown words cut behind what of them the archive knows: 刘吉|说."""
    words: dict[str, None] = {}
    counts = count(question.query.words)
    for word in question.query.words:
        heads = [word[:size] for size in range(len(word) - 1, _LEAST_NAME - 1, -1)]
        unknown = not counts[word] and word not in word_tags() and _IDEOGRAPHS.fullmatch(word)
        known = count(heads) if heads and unknown else {}
        head = next((head for head in heads if known.get(head)), "")
        parts = [head, word[len(head) :]] if head else [word]
        words.update(dict.fromkeys(part for part in parts if part not in STOP_WORDS))
    if tuple(words) == question.query.words:
        return question
    return replace(question, query=replace(question.query, words=tuple(words)))
