"""What happened, day by day."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import Filter, Settings, open_answerer
from retrieval.answering.chronicle import find_subject, trace_topic

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer

REPORTS = [
    ("a", "2019-03-12", "清禾大桥开工", "清禾大桥今日上午开工建设。工期三年。"),
    ("b", "2020-05-01", "大桥合龙", "本报讯，清禾大桥主塔封顶。清禾大桥昨日合龙。"),
    ("c", "2020-05-01", "合龙侧记", "工人说起清禾大桥的日日夜夜。"),
    ("d", "2022-06-30", "清禾大桥通车", "6月30日，大桥正式通车。2019年3月12日，清禾大桥动工。2021年1月5日清禾大桥试通车。"),
    ("e", "2022-07-02", "另一座桥", "白石大桥开工。"),
    ("f", "2022-07-03", "规划", "2030年1月1日，清禾大桥将全线拓宽。"),
    ("g", "", "清禾大桥简介", "清禾大桥全长1876米。"),
]  # fmt: skip


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Return what answers from reports about a bridge, one of them without a day."""
    file: Path = tmp_path_factory.mktemp("bridge") / "news.jsonl"
    lines = [
        json.dumps({"id": id, "date": day, "title": title, "text": text}) for id, day, title, text in REPORTS
    ]
    file.write_text("\n".join(lines), "utf-8")
    return open_answerer(Settings(_env_file=None, archive=file), report=print)


def test_events_come_in_the_order_of_their_days_one_a_day(bridge: Answerer) -> None:
    """The report of a day tells it before a later one does; a later one adds the days that it writes in full."""
    timeline = trace_topic(bridge, "清禾大桥的经过")
    assert timeline.topic == "清禾大桥"
    assert [(event.day.isoformat(), event.quote.metadata.id, event.told) for event in timeline.events] == [
        ("2019-03-12", "a", False),
        ("2020-05-01", "b", False),
        ("2021-01-05", "d", True),
        ("2022-06-30", "d", False),
        ("2022-07-03", "f", False),
    ]
    assert timeline.events[3].quote.text == "6月30日，大桥正式通车。"


def test_the_building_of_a_thing_is_its_course(bridge: Answerer) -> None:
    """Where not several reports write 建设; what is nothing but 建设 stays as it is."""
    assert trace_topic(bridge, "清禾大桥建设的经过？") == trace_topic(bridge, "清禾大桥")
    assert trace_topic(bridge, "建设").topic == "建设"


def test_each_event_is_verbatim(bridge: Answerer) -> None:
    """A quote is one piece of its document."""
    for event in trace_topic(bridge, "清禾大桥").events:
        document = bridge.index.document(event.quote.metadata.id)
        assert document
        assert event.quote.in_document.of(document.text) == event.quote.text


def test_what_has_no_day_is_told_apart(bridge: Answerer) -> None:
    """It is not dated by guess, and not left out."""
    assert [quote.metadata.id for quote in trace_topic(bridge, "清禾大桥").undated] == ["g"]


def test_a_filter_narrows_and_the_unknown_has_nothing(bridge: Answerer) -> None:
    """Only admitted documents tell; what is not in the archive has no events; nor has nothing."""
    of_2020 = Filter(since=date(2020, 1, 1), until=date(2020, 12, 31))
    assert [event.day.year for event in trace_topic(bridge, "清禾大桥", filter=of_2020).events] == [2020]
    for topic in ("澄练河隧道", "", "？"):
        assert trace_topic(bridge, topic).events == ()


@pytest.mark.parametrize(
    ("asked", "subject"),
    [("大桥建设的整个过程", "大桥建设"), ("地铁3号线的来龙去脉？", "地铁3号线"), ("经过", "经过"), ("历史博物馆", "历史博物馆")],
)  # fmt: skip
def test_a_question_for_a_course_of_events_names_its_subject(asked: str, subject: str) -> None:
    """的经过 is no part of what is looked up; a subject that is such a word stays one."""
    assert find_subject(asked) == subject
