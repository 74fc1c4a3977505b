"""Sentences that say the question's own words, with the answer in the place of its gap: nothing is surer.

    值班电话由谁负责？  值班电话由罗文清负责。
    水泵几点到？        水泵上午十点半到东站货场

So does the answer under a headline that is the question itself, as lists of questions and answers have it. What is
measured of a sentence says little where an archive holds ten sentences; its form does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.forms import only_heads
from retrieval.chinese.folding import fold

if TYPE_CHECKING:
    from retrieval.answers import Question, Quote

RESTATED = 0.9
"""The least confidence in a sentence that restates the question."""
_MARKS = re.compile(r"[\W_]+")
# What stands between the question's words and the answer: 票价是三元, 票价：三元.
_BETWEEN = re.compile(r"(?:是|为|有|在|于|由|叫|达|约|共|大约|分别|就|了)*")
# Particles that a question ends in.
_FILLERS = re.compile(r"(?:的|了|呢|啊|呀|吧|嘛)+$")
# So many letters of the question stand around the answer; on both sides, or on one alone.
_LEAST_BOTH, _LEAST_ALONE, _LEAST_BEFORE = 3, 4, 2
# What stands between the answer and the words behind it: a unit, an object.
_LONGEST_REST = 4


def restates(question: Question, quote: Quote) -> bool:
    """Say whether a sentence states what the question asks, word for word, with its exact words where the gap is.

    Args:
        question: what is asked.
        quote: the sentence, with its exact words marked where they are sure.
    """
    asked = _MARKS.sub("", question.text)
    title = _MARKS.sub("", fold(quote.metadata.title))
    if len(asked) == 1:
        # A character is looked for, and there it stands.
        return question.kind == "keywords" and asked in quote.folded
    if len(asked) >= _LEAST_ALONE and asked == title and quote.passage.number == 0:
        return not only_heads(quote.passage, quote.sentence)
    if question.gap is None or quote.exact is None:
        return False
    before = _MARKS.sub("", question.text[: question.gap.start])
    after = _FILLERS.sub("", _MARKS.sub("", question.text[question.gap.end :]))
    least = _LEAST_BOTH if len(before) >= _LEAST_BEFORE and after else _LEAST_ALONE
    if len(before) + len(after) < least or len(before) == 1:
        return False
    start, end = quote.sentence.start, quote.sentence.end
    left = _MARKS.sub("", quote.passage.folded[start : quote.exact.start])
    right = _MARKS.sub("", quote.passage.folded[quote.exact.end : end])
    at = left.rfind(before)
    if at < 0 or not _BETWEEN.fullmatch(left[at + len(before) :]):
        return False
    return 0 <= right.find(after) <= _LONGEST_REST
