"""The reason that a sentence gives, whole and without what it is the reason of: 乘客较少 of 因乘客较少,自即日起停运."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.answers import Question
    from retrieval.values import Passage

# What leads a reason in, the surest first; 因 alone begins many a word.
_LEADS = (
    regex(
        r"(?:主要|直接|根本|具体|事故|起火|最大)?(?:原因|理由|起因|由于|缘由)(?:主要|就|也|还|最大的?)?(?:是因为|是由于|在于|有|是|为|[:：])[,，]?"
        r"(?!不明|尚|待|正在|调查)"
    ),
    regex(
        r"(?:是|主要是|通常是)?(?:因为|由于)[,，]?|(?:主要)?(?:得益于|归功于|归因于|[源缘]于|起因于|得名于)"
    ),
    regex(
        r"(?<![\u4e00-\u9fff])(?:主要|也|正|都|系|均|现|将|已|就|则|均系)?因(?!此|而|特网|素|子|果|为|应|人而|地制|病|故|公|伤|事)"
    ),
    regex(
        r"(?<=[\u4e00-\u9fff])(?<![原起成主诱病])[系是]?因(?!此|而|特网|素|子|果|为|应|人而|地制|病|故|公|伤|事)"
    ),
)
_END = regex(r"[。！!？?\n]|$")
_CLAUSE = regex(r"[,，;；]")
# What stands behind a reason and belongs to it no more: 雨污分流改造施工,自…起; 疫情|停办; 引燃枯草|所致.
_RESULT = regex(
    r"(?:的?(?:原因|缘故|关系|影响))?(?:而(?!且)|从而|所以|因此|不再|不得不|未能|没能|被迫|导致|致使|造成|所致|停[办运课工产]|取消|推迟|延期)"
)
# 由于…,…,所以…: the reason goes on up to the clause that tells its result.
_RESULT_CLAUSE = regex(r"[,，](?:所以|故而?(?!事)|因此|因而|于是|从而|导致|致使|使得|最终|最后|结果|造成)")
_TRAILS = regex("原因|理由|起因|[是系]|得益|归功|源于|缘于")
_LEAST = 2


def find_cause(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return the reason that a sentence gives, or None where it leads none in.

    A reason that ends its sentence goes to the end of it (是因为老厂区离居民区不足500米，环保指标难以达标); one that stands
    in front of what it is the reason of ends with its clause.
    """
    if question.kind != "why":
        return None
    text = passage.folded
    for lead in _LEADS:
        found = lead.search(text, sentence.start, sentence.end)
        if found is None:
            continue
        end = _END.search(text, found.end(), sentence.end)
        stop = end.start() if end else sentence.end
        # 因…,… tells the result behind the comma, 是因为…,… tells the rest of the reason.
        before = text[sentence.start : found.start()]
        told_before = sum(len(word) > 1 and word in before for word in question.query.words)
        opens = found[0] == "因为" and before.endswith((",", "，")) and told_before >= _LEAST
        trails = opens or (before and _TRAILS.search(found[0]))
        if told := _RESULT_CLAUSE.search(text, found.end(), stop):
            stop = told.start()
        elif not trails:
            clause = _CLAUSE.search(text, found.end(), stop)
            stop = clause.start() if clause else stop
            result = _RESULT.search(text, found.end() + _LEAST, stop)
            stop = result.start() if result else stop
        start = found.end()
        if stop - start >= _LEAST:
            return Span(start, stop)
    return None
