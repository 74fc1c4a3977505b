"""Sentences that say the question's own words, with the answer in the place of its gap: nothing is surer.

    值班电话由谁负责？  值班电话由罗文清负责。
    水泵几点到？        水泵上午十点半到东站货场

So does the answer under a headline that is the question itself, as lists of questions and answers have it, and the
line that a question quotes to ask what it is from (煮茗听秋声出自哪首诗): its headline tells. What is
measured of a sentence says little where an archive holds ten sentences; its form does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import ENDS_ASKING
from retrieval.expressions import regex
from retrieval.reader.cues import wanted_unit

if TYPE_CHECKING:
    from retrieval.answers import Question, Quote

RESTATED = 0.9
"""The least confidence in a sentence that restates the question."""
_MARKS = regex(r"[\W_]+")
# What stands between the question's words and the answer: 票价是三元, 票价：三元.
_BETWEEN = regex(r"(?:是|为|有|在|于|由|叫|达|约|共|大约|分别|就|了)*")
# Particles that a question ends in.
_FILLERS = regex(r"(?:的|了|呢|啊|呀|吧|嘛)+$")
# So many letters of the question stand around the answer; on both sides, or on one alone.
_LEAST_BOTH, _LEAST_ALONE, _LEAST_BEFORE = 3, 4, 2
# Who asks so wants the work that a line stands in, and that is told beside each answer.
_ASKS_SOURCE = regex(
    r"的?(?:出处|来源|这一?句[话诗]?)?(?:语?出自|来自|出于|是|在)?于?"
    r"(?:哪里?|哪儿|何处|什么|(?:什么|哪[一个首篇部本阕则]?)(?:诗词|诗歌|古诗|[诗词曲歌书文]|文章|作品|篇目))"
    r"(?:里|中|的|句子|诗)*"
)
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
    line = _MARKS.sub("", quote.folded)
    if question.kind == "keywords":
        # Words alone are looked for, and there they stand: 落地检, 深中通道全长.
        return asked in line
    if len(asked) >= _LEAST_ALONE and sorted(asked) == sorted(title) and quote.passage.number == 0:
        # 在哪里缴水费 is asked as 水费在哪里缴 too. The answer may be a few words: 十五个工作日.
        return not ENDS_ASKING.search(quote.folded)
    if title and len(line) >= _LEAST_ALONE and asked.startswith(line):
        return _ASKS_SOURCE.fullmatch(asked, len(line)) is not None
    return _stands_in_gap(question, quote)


def _stands_in_gap(question: Question, quote: Quote) -> bool:
    """Say whether the exact words stand between the question's own words, where its gap is."""
    # 3号塔吊今天不能用 says again what 塔吊为什么不能用 wants the reason of.
    if question.gap is None or quote.exact is None or question.kind == "why":
        return False
    unit = wanted_unit(question)
    if unit and not unit.search(quote.folded):
        # 今晚可视情况提前 stands before 收摊, and is no hour.
        return False
    before = _MARKS.sub("", question.text[: question.gap.start])
    after = _FILLERS.sub("", _MARKS.sub("", question.text[question.gap.end :]))
    label = before.rstrip("是叫为")
    if len(label) >= _LEAST_BEFORE and not after and quote.folded.startswith((f"{label}:", f"{label}：")):
        # 门卫：老陈 tells who 门卫 is, as a card does.
        return True
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
