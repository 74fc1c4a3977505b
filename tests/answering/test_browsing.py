"""The reports of days: which, in what order, and how they are shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer, Found, NotFound, Settings, converse, open_answerer, read_settings
from retrieval.values import Filter
from retrieval.wording import explain_not_found

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", params=["memory", "disk"])
def answerer(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Answerer:
    archive = root / "tests/cases/newsroom.jsonl"
    index = tmp_path_factory.mktemp("index")
    settings = read_settings(Settings, archive=archive, engine=request.param, index=index)
    opened = open_answerer(settings, report=print)
    opened.today = lambda: date(2023, 8, 10)
    return opened


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("昨天有什么新闻", ["factory"]),
        ("昨日要闻", ["factory"]),
        ("这个月发生了什么", ["factory"]),
        ("2022年有哪些大事", ["football", "fair-2022"]),
        ("去年发生了什么", ["football", "fair-2022"]),
        ("2021年有哪些新闻", ["fair-2021", "flood"]),
        ("9月有什么活动", ["fair-2022"]),
        ("5月18日发生了什么", ["museum"]),
        # What happened on a day may be told on the next.
        ("2021年7月21日发生了什么", ["flood"]),
        ("关于交易会的报道有哪些", ["fair-2022", "fair-2021"]),
        ("最近关于大桥的消息", ["bridge"]),
        ("2021年有哪些关于交易会的报道", ["fair-2021"]),
        (
            "最新的消息",
            ["factory", "museum", "football", "fair-2022", "fair-2021", "flood", "bridge", "novel"],
        ),
    ],
)
def test_the_reports_of_these_days_are_listed(
    answerer: Answerer, question: str, documents: list[str]
) -> None:
    """The newest first, each by the sentence that it begins with."""
    answer = answerer.ask(question)
    assert isinstance(answer, Found)
    assert answer.reports
    assert [quote.metadata.id for quote in answer.quotes] == documents
    for quote in answer.quotes:
        document = answerer.index.document(quote.metadata.id)
        assert document is not None
        assert quote.in_document.of(document.text) == quote.text


@pytest.mark.parametrize("question", ["今天有什么新闻", "上周发生了什么", "前天有哪些会议"])
def test_days_without_reports_are_said_to_have_none(answerer: Answerer, question: str) -> None:
    """With the newest that there are as near misses."""
    answer = answerer.ask(question)
    assert isinstance(answer, NotFound)
    assert answer.reason == "other days"
    newest = answer.nearest[0].metadata.date
    assert newest is not None
    assert newest.isoformat() in explain_not_found(answer, "zh-Hans")
    assert answer.nearest[0].metadata.id == "factory"


def test_what_an_article_tells_of_a_named_day_is_found(answerer: Answerer) -> None:
    """The archive has no report of 1978; one of its reports tells of that year."""
    answer = answerer.ask("1978年哪里出土了编钟")
    assert isinstance(answer, Found)
    assert not answer.reports


def test_a_filter_and_a_limit_hold(answerer: Answerer) -> None:
    """As they do for every question."""
    some = answerer.ask("最新的消息", filter=Filter(until=date(2021, 12, 31)), limit=2)
    assert [quote.metadata.id for quote in some.shown] == ["fair-2021", "flood"]


def test_a_conversation_lists_and_looks_into(answerer: Answerer) -> None:
    """有什么新闻 lacks nobody, whoever was spoken of; 第二条 is the second report; 还有呢 leaves out what was shown."""
    first = converse(answerer, "清禾大桥是谁设计的", now=0.0)
    listed = converse(answerer, "最近有什么新闻", [first.turn], now=1.0)
    assert listed.understood.line == ""
    assert isinstance(listed.answer, Found)
    assert listed.answer.reports
    second = converse(answerer, "第二条", [first.turn, listed.turn], now=2.0)
    assert second.answer.shown[0].metadata.id == "museum"
