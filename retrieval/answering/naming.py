"""The other names that the archive itself tells of what a question names: 经开区 for 东江经济技术开发区.

They are read at question time, from passages that hold the question's name beside 简称 and its like, and from those that
hold its rarest words: every engine finds these alike, and no index is built anew for them.

One short name may be told of two bodies. Then only documents that tell it of the one asked for mean that one by it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.answering.doubts import DOUBTED
from retrieval.answering.shortened import find_shortened
from retrieval.answering.telling import has_rare, plan_names, plan_shared
from retrieval.answers import NotFound
from retrieval.chinese.folding import fold
from retrieval.chinese.told_names import find_told_names, is_short_for
from retrieval.chinese.vocabulary import EVERYDAY_WORDS, STOP_WORDS
from retrieval.chinese.word_kinds import NAMING, word_kind
from retrieval.index.passages import title_text
from retrieval.index.remembering import Remembering
from retrieval.reader.terms import count_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.answering.foreseeing import Asking
    from retrieval.answering.weighing import Weighed
    from retrieval.answers import Question
    from retrieval.chinese.told_names import Told
    from retrieval.chinese.words import Segment
    from retrieval.reader.terms import Terms
    from retrieval.values import Hit, Passage, Search

# What nothing was found by, another name may find.
_MAY_BE_RENAMED = frozenset(("no match", "unknown words", "other days"))
# How many other names are tried.
_TRIED = 3
# What many documents call somebody or something in them: it means nothing outside of them.
_OF_ITS_DOCUMENT = frozenset(
    """
    甲方 乙方 丙方 丁方 出租方 承租方 发包方 承包方 委托方 受托方 买方 卖方 公司 集团 学校 医院 项目 企业 单位 平台 中心 银行 基金
    办法 条例 规定 方案 通知 意见 计划 协议 合同 会议 活动 论坛 大会 协会 业主 工程 系统 园区 开发区 标的 被告 原告 申请人 被申请人
    """.split()
)


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name for what a question names: ``written`` stands in the archive for ``said``.

    ``tellers`` are the ids of the documents that tell it. ``shared`` says that the name means nothing sure outside of them:
    other documents call something else so, or many call somebody so (甲方).
    """

    said: str
    written: str
    tellers: frozenset[str]
    shared: bool = False

    def is_meant(self, passage: Passage) -> bool:
        """Say whether a passage means what the question does, where it writes the other name."""
        if self.written not in passage.folded or not self.shared or passage.metadata.id in self.tellers:
            return True
        return self.said in passage.folded or self.said in fold(title_text(passage.metadata))


class Meaning(Remembering):
    """An index without the passages that mean something else by a name.

    Args:
        index: what is asked.
        name: what is asked for, as the archive writes it.
    """

    def __init__(self, index: Remembering, name: OtherName) -> None:
        super().__init__(index)
        self._name = name

    def search_many(self, searches: Sequence[Search]) -> Sequence[Sequence[Hit]]:
        """Return what each search finds."""
        found = super().search_many(searches)
        return [[hit for hit in hits if self._name.is_meant(hit.passage)] for hits in found]


def ask_renamed(asking: Asking, weighed: Weighed | NotFound) -> tuple[Weighed | NotFound, float, Asking]:
    """Return what is found by another name that the archive tells, where that is surer; else what there was.

    It is looked for where nothing sure was found, or where a word of the question is rare.

    Args:
        asking: where and how it was asked.
        weighed: what was found by the question's own words.

    Returns:
        What is found, how sure it is, 0 to 1, and where it may be asked on: without what means something else.
    """
    question, weigher = weighed.question, asking.weigher
    if isinstance(weighed, NotFound):
        if weighed.reason not in _MAY_BE_RENAMED:
            return weighed, 0.0, asking
        confidence, terms = 0.0, count_terms(asking.index, question.query, question.same)
    else:
        confidence, terms = weigher.estimate(weighed), weighed.terms
    if confidence >= weigher.threshold and not has_rare(question, terms):
        return weighed, confidence, asking
    hits = () if isinstance(weighed, NotFound) else weighed.hits
    names = find_other_names(asking.index, question, terms, hits, weigher.segment)
    for name in names:
        if name.shared:
            asking = replace(asking, index=Meaning(asking.index, name))
    if not isinstance(weighed, NotFound) and not all(
        name.is_meant(weighed.ranking.quotes[0].passage) for name in names
    ):
        # What stands behind a sentence on something else is the nearest, and by itself not sure.
        again = asking.weigh(question.asked)
        weighed = weighed if isinstance(again, NotFound) else again
        confidence = DOUBTED * weigher.estimate(weighed)
    best, sure = _ask_by_names(asking, weighed, confidence, names)
    others = dict.fromkeys((*question.others, *best.question.others, *(name.written for name in names)))
    told = replace(best.question, asked=question.asked, others=tuple(others))
    return replace(best, question=told), sure, asking


def _ask_by_names(
    asking: Asking, weighed: Weighed | NotFound, confidence: float, names: Sequence[OtherName]
) -> tuple[Weighed | NotFound, float]:
    """Return what is found with one name written otherwise, and how sure it is; what there was where none is surer."""
    question, weigher = weighed.question, asking.weigher
    best, sure = weighed, confidence
    held = "" if isinstance(weighed, NotFound) else weighed.ranking.quotes[0].folded
    asked = " ".join(fold(question.asked).split())
    texts = [
        (asked if name.said in asked else question.text).replace(name.said, name.written, 1) for name in names
    ]
    asking.foresee(texts)
    for name, text in zip(names, texts, strict=True):
        other = asking.weigh(text)
        if isinstance(other, NotFound):
            continue
        # 乙方什么时候交付仓库 is not answered by what 甲方 does: the name must stand in the sentence. And a sentence that tells
        # it (撒切尔夫人原名玛格丽特·罗伯茨) is found by the question's own name as well, and with the other one comes first
        # whatever is asked.
        sentence = other.ranking.quotes[0].folded
        if name.written not in sentence or name.said in sentence:
            continue
        other_sure = weigher.estimate(other)
        # Where it came first by the question's own name, it has competed with the rest on even terms by the other one.
        even = best is weighed and name.written in held
        if other_sure > sure or (even and other_sure >= weigher.threshold):
            best, sure = other, other_sure
    return best, sure


def find_other_names(
    index: Remembering, question: Question, terms: Terms, hits: Sequence[Hit], segment: Segment
) -> list[OtherName]:
    """Return the other names that the archive tells of what a question names, those of its longest names first.

    Args:
        index: what is searched.
        question: as it was understood.
        terms: how common its terms are.
        hits: what was found for it.
        segment: cuts a name into words.
    """
    passages = [hit.passage for hit in hits]
    passages += _read(index, plan_names(question, terms))
    tellers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for passage, told in _tell(passages):
        if pair := _match(question, told, segment):
            tellers[pair].add(passage.metadata.id)
    # What the archive does not tell in so many words may be seen from the name itself.
    tellers.update(find_shortened(question, terms, passages, segment))
    # A longer name says more: 东江经济技术开发区 before 经济技术开发区.
    best = sorted(tellers, key=lambda pair: (-len(pair[0]), -len(tellers[pair]), pair))[:_TRIED]
    _read(index, [plan_shared(written, segment) for said, written in best if _may_be_shared(said, written)])
    return [
        OtherName(said, written, frozenset(tellers[said, written]), _is_shared(index, said, written, segment))
        for said, written in best
    ]


def _read(index: Remembering, searches: Sequence[Search]) -> list[Passage]:
    return [hit.passage for hits in index.search_many(searches) for hit in hits]


def _tell(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Told]]:
    """Yield what each of some passages tells, once."""
    for passage in {passage.id: passage for passage in passages}.values():
        for told in find_told_names(passage.text, passage.folded, passage.words):
            yield passage, told


def _match(question: Question, told: Told, segment: Segment) -> tuple[str, str] | None:
    """Return what a question says and how else it is written, where a pair of names tells it."""
    text = question.text
    if told.other in text:
        if _stands_alone(text, told.other, told.readings[0], segment):
            return told.other, told.readings[0]
        return None
    said = next((one for one in told.readings if one in text), "")
    if said and _stands_alone(text, said, told.readings[0], segment):
        return said, told.other
    return None


def _stands_alone(text: str, said: str, full: str, segment: Segment) -> bool:
    """Say whether a question means a name by itself: 北岭经开区 is another one than what 经开区 is told of."""
    at = text.index(said)
    behind = text[at + len(said) : at + len(said) + 1]
    if said in _OF_ITS_DOCUMENT | STOP_WORDS | EVERYDAY_WORDS or full in text.replace(said, "", 1):
        return False
    if said.isascii():
        return not (_is_latin(text[:at][-1:]) or _is_latin(behind))
    before = segment(text[:at])
    if not before or before[-1].end != at:
        return True
    word = before[-1].of(text)
    return word_kind(word) not in NAMING


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _is_shared(index: Remembering, said: str, written: str, segment: Segment) -> bool:
    """Say whether documents call something else by a name that is written for another one, and short for it."""
    if written in _OF_ITS_DOCUMENT:
        return True
    if not _may_be_shared(said, written):
        return False
    return any(
        told.other == written and not _are_one(said, told.readings[0])
        for _, told in _tell(_read(index, [plan_shared(written, segment)]))
    )


def _may_be_shared(said: str, written: str) -> bool:
    return written not in _OF_ITS_DOCUMENT and len(written) < len(said)


def _are_one(name: str, other: str) -> bool:
    """Say whether two names may be of one thing: one is short for the other, or a part of it."""
    return name in other or other in name or is_short_for(name, other) or is_short_for(other, name)
