"""What settles a question of yes or no in a sentence: 不得转借 of 采访车不得转借, for 采访车能借人吗."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.answers import Question
    from retrieval.values import Passage

_CLAUSE = regex(r"[^,，;；:：。！!？?\n]+")
# Words that forbid, allow, deny or affirm. 不 of 不仅 and 不少, 能 of 可能, 未 of 未来 and 已 of 自已 settle nothing.
_SETTLES = regex(
    r"严禁|禁止|谢绝|(?:一律|均|都|也|暂|并|尚|仍|还|从|绝|概|原则上)?"
    r"(?:不(?![仅但断少同久足过如料良法明等锈满幸当妨管论止错便均孕育知利惜动禁时])|没有|没(?![收])|未(?![来成])|无(?=[人需须一法条伤关])|非(?=法))"
    r"|(?:都|也|均|仍|还)?(?:可以?(?![能是怕爱])|(?<![可功性智机职节])能够?(?![力源量耗])|允许|准许|免费|免[收交票费]|应当|必须|须|需要?)"
    r"|(?<![分特区级性个类])别(?![人墅的名])|暂[缓停]|推迟|取消|停[止办产业]|已(?:经|于)?|曾|确(?:有|认|实)|仍然?在|正在|将(?!军|领)|全部|合格|属实|照常|有效|通过|放宽"
)
# 逾期未换的 and 禁止下列行为 are not yet the answer.
_LEADS_ON = regex(r"(?:的|下列.{0,8}|以下.{0,8})$")
# What only asks, or says of what it asks no more than yes or no.
_ASKING = frozenset("吗不没有能可以会要得让准行是了的嘛么呢啊否还么该用")
_LEAST, _LONGEST, _SPEAKS_OF = 2, 24, 5


def find_settling(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return what settles a question of yes or no, to the end of its clause; None where nothing in a sentence does.

    Of several clauses it is the one that has most characters in common with the question, and of these the first.
    """
    if question.kind != "whether":
        return None
    text = passage.folded
    asked = frozenset(question.text) - _ASKING
    settled: list[tuple[int, Span]] = []
    shared = []
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        shared.append(len(asked.intersection(clause.group())))
        found = _SETTLES.search(text, clause.start(), clause.end())
        if found and not _LEADS_ON.search(clause.group()) and clause.end() - found.start() >= _LEAST:
            settled.append((shared[-1], Span(found.start(), clause.end())))
    most, best = max(settled, key=lambda one: one[0], default=(0, None))
    # 刘吉主持会议，方舱医院已经建好 settles nothing of 会议是不是刘吉主持的: another clause speaks of it.
    if best is None or len(best) > _LONGEST or (not most and max(shared) >= _SPEAKS_OF):
        return None
    return best
