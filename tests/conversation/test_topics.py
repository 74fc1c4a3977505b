"""What a question was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.conversation.topics import find_topic

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("question", "passage", "title", "topic"),
    [
        ("潘均顺因为什么获得了称号？", "潘均顺生于山东，潘均顺去世后", "", "潘均顺"),
        ("津蓟铁路沿线设置了哪几个站点？", "津蓟线是一条铁路", "津蓟线", "津蓟铁路沿线"),
        ("大雷克雅维克位于什么地方？", "大雷克雅维克位于冰岛西南部", "", "大雷克雅维克"),
        ("1929年，陈荣捷在哈佛大学获得什么学位？", "陈荣捷在哈佛大学获得博士学位", "", "陈荣捷"),
        ("谁提出要组建一支太空部队", "特朗普提出组建太空部队", "", "太空部队"),
        ("温金荣出席了谁主持的会议？", "刘吉主持会议,温金荣出席会议", "", "温金荣"),
        ("谁写了《雾中的灯塔》？", "作家林听潮写了《雾中的灯塔》", "", "《雾中的灯塔》"),
    ],
)
def test_a_topic_is_a_whole_name(question: str, passage: str, title: str, topic: str, segment) -> None:
    """A name that jieba cuts is taken whole, and a verb or a year is no topic."""
    assert find_topic(question, segment(question), passage, title) == topic


def test_the_topic_of_a_pasted_article_stands_at_its_beginning(segment: Segment) -> None:
    """What is asked for in thousands of characters is not weighed run by run."""
    question = "，" * 400 + "津蓟铁路"
    assert find_topic(question, segment(question), "津蓟铁路是一条铁路", "") == ""
    assert (
        find_topic(question[400:] + question, segment(question[400:] + question), "津蓟铁路", "")
        == "津蓟铁路"
    )
