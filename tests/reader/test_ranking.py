from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.answerer import Answerer
from retrieval.reader.ranking import INPUTS, shipped_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answers import Answer
    from retrieval.chinese.words import Segment
    from retrieval.index.memory import MemoryIndex


@pytest.fixture(scope="module")
def ask(index: MemoryIndex, segment: Segment) -> Callable[[str], Answer]:
    return Answerer(index, segment, threshold=0.0, today=lambda: date(2022, 11, 15)).ask


def first(answer: Answer) -> str:
    quotes = answer.shown
    return quotes[0].text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("谁主持会议？", "市委书记刘吉主持会议并讲话。"),
        ("請問一下，邊個主持會議？", "市委书记刘吉主持会议并讲话。"),
        ("谁主诗会议？", "市委书记刘吉主持会议并讲话。"),
        ("刘吉 主持 会议", "市委书记刘吉主持会议并讲话。"),
        ("虎门大桥有多长？", "虎门大桥全长4.6公里。"),
        ("虎門大橋哪一年通車", "大桥于1997年建成通车，连接虎门和南沙。"),
        ("为什么又建了第二座桥？", "因为车流太大，2019年又建了第二座桥。"),
    ],
)
def test_the_sentence_that_answers_comes_first(
    ask: Callable[[str], Answer], asked: str, sentence: str
) -> None:
    """Plain, polite, in dialect, traditional, with a typo, as keywords."""
    assert first(ask(asked)) == sentence


def test_who_is_marked(ask: Callable[[str], Answer]) -> None:
    """Of two people in the sentence, the one who did it."""
    answer = ask("谁主持会议？")
    assert answer.quotes[0].exact_text == "刘吉"


def test_equal_sentences_are_quoted_once_from_the_newest_document(ask: Callable[[str], Answer]) -> None:
    answer = ask("图书馆每天开放几小时？")
    quotes = answer.shown
    said = [quote for quote in quotes if quote.text == "图书馆每天开放八小时。"]
    assert [quote.metadata.id for quote in said] == ["新闻"]


def test_the_shipped_weights_fit_the_evidence() -> None:
    """A column that was added or renamed without fitting anew would be weighed with another one's weight."""
    assert shipped_network().columns == INPUTS
