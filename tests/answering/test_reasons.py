"""Why the archive does not say it, and which words it does not know."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import (
    Answerer,
    NotFound,
    explain_not_found,
)
from retrieval.answering.reasons import REASONS
from retrieval.answers import Question
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Query, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("text", "question", "reason", "said"),
    [
        ("全市防汛会议在江边召开。", "全市防汛会议什么时候召开？", "kind missing", "时间"),
        ("全市防汛会议在江边召开。", "江边召开了多少会议？", "kind missing", "数字"),
        ("全市防汛会议在江边召开。", "谁主持全市防汛会议？", "unknown words", "主持"),
        ("全市防汛会议召开。", "航天飞机何时升空？", "unknown words", "航天飞机"),
        ("全市防汛会议召开。", "？！", "no words", "没有可以查找的词"),
    ],
)
def test_why_the_archive_does_not_say_is_said_in_words(
    segment: Segment, text: str, question: str, reason: str, said: str
) -> None:
    """Words that occur nowhere are named; so is the kind that the best sentence lacks."""
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    index = MemoryIndex([document], segment)
    answer = Answerer(index, segment, threshold=1.0, today=lambda: date(2022, 11, 15)).ask(question)
    assert isinstance(answer, NotFound)
    assert answer.reason == reason
    assert said in explain_not_found(answer, "zh-Hans")
    assert explain_not_found(answer, "en") != explain_not_found(answer, "zh-Hant")


@pytest.mark.parametrize(
    ("text", "question", "unknown"),
    [
        ("深圳湾大桥通车。", "深圳市大桥何时通车？", ("深圳市",)),
        # 深圳 stands there, in a word that the segmenter cuts otherwise.
        ("深圳湾大桥通车。", "深圳大桥何时通车？", ()),
        ("全市防汛会议召开。", "2099年猫吃什么？", ()),
        ("全市防汛会议召开。", "第三次防汛会议由谁主持？", ("主持",)),
        # V3.2.1 is a version, 诗 and 型号 are told by what they are, and 婚礼 is a thing.
        ("系统已升级到V3.2.1。", "系统已升级到哪个版本？", ()),
        ("打印机是HP1020。", "打印机是什么型号", ()),
        ("刘吉主持会议。", "谁主持了婚礼？", ("婚礼",)),
        # 迪是 is what the segmenter leaves of 巴格达迪.
        ("巴格达迪被炸死。", "巴格达迪是怎么死的？", ()),
        ("When the meeting ended.", "When did the flood end?", ("flood", "end")),
    ],
)
def test_words_that_occur_nowhere_say_what_the_question_is_about(
    segment: Segment, text: str, question: str, unknown: tuple[str, ...]
) -> None:
    """No single character, no bare number, no word that only asks; and nothing that stands there inside a word."""
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    answerer = Answerer(
        MemoryIndex([document], segment), segment, threshold=1.0, today=lambda: date(2022, 11, 15)
    )
    answer = answerer.ask(question)
    assert isinstance(answer, NotFound)
    assert answer.unknown == unknown
    assert (answer.reason == "unknown words") is bool(unknown)


LETTERS = st.sampled_from("全市防汛会议深圳湾大桥通车刘吉主持a1 ，。")


@given(text=st.text(LETTERS, min_size=1, max_size=30), question=st.text(LETTERS, max_size=12))
def test_a_word_that_occurs_nowhere_stands_nowhere(segment: Segment, text: str, question: str) -> None:
    """Whatever is asked of whatever text: what is said to occur nowhere is no piece of it, letter for letter."""
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    answerer = Answerer(
        MemoryIndex([document], segment), segment, threshold=1.0, today=lambda: date(2022, 11, 15)
    )
    answer = answerer.ask(question)
    if isinstance(answer, NotFound):
        assert not any(re.fullmatch("[\u3400-\u9fff]+", word) and word in text for word in answer.unknown)


def test_every_reason_is_worded_in_every_language() -> None:
    for reason in REASONS:
        for language in ("zh-Hans", "zh-Hant", "en"):
            found = NotFound(Question("?", "when", Query((), ())), reason, ("火星",), (), 0.1)
            said = explain_not_found(found, language)
            assert said
            assert "{" not in said


def test_a_numbered_thing_is_told_with_its_number(seeds: Answerer) -> None:
    """The segmenter cuts 3号线 into 3 and 号线, and 号线 alone is nothing that anybody asked for."""
    answer = seeds.ask("3号线什么时候开通")
    assert isinstance(answer, NotFound)
    assert "3号线" in answer.unknown
    assert "号线" not in answer.unknown
