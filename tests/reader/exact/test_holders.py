"""Who holds an office, and which of a stretch's words are the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import passage_of, place

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.holders import find_holder, find_persons, person_alone

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

_APPOINTED = "章砚秋为桐溪市财政局局长,鲁维桢为桐溪市气象局局长;"
_HANDED_ON = "11月，县长由甘棠接任，前任县长周牧之改任县人大常委会主任。"


@pytest.mark.parametrize(
    ("asked", "text", "name"),
    [
        ("市长叫什么", "市长闻人杰宣布开通，并与建设者代表一同乘坐首趟列车。", "闻人杰"),
        ("卫健委主任现在是谁", "市卫生健康委员会主任柳承欢要求各医院开足发热门诊。", "柳承欢"),
        ("现任校长是谁", "任命梁静姝为青枫中学校长，汤怀远不再担任校长职务。", "梁静姝"),
        ("隧道总工程师叫什么", "隧道总工程师裘德厚说，最大的难题是溶洞。", "裘德厚"),
        # Of several holders the one whose body is named.
        ("新任财政局长叫什么", _APPOINTED, "章砚秋"),
        ("气象局局长是谁", _APPOINTED, "鲁维桢"),
        # Who is asked for may be the one before.
        ("现在的县长是谁", _HANDED_ON, "甘棠"),
        ("前任县长是谁", _HANDED_ON, "周牧之"),
        ("前任财政局局长是谁", "宋闻道的桐溪市财政局局长职务；", "宋闻道"),
        ("谁是塔利班发言人", "塔利班发言人穆贾希德宣布，谈判正面临困难。", "穆贾希德"),
        # 常委 of 常委会主任 is no office of its own.
        (
            "谁是县委书记",
            "县委书记、县人大常委会主任柳承欢主持会议，县委副书记、县长甘棠出席会议。",
            "柳承欢",
        ),
        # All who hold it are its holders, and who was put in the place of another holds it now.
        ("副院长是谁", "新任院长由东方启明担任，副院长由令狐达和司马秋兼任。", "令狐达和司马秋"),
        ("副馆长是谁", "聘任汪洋帆为市文化馆馆长，聘任戴安乔、单雨晴为副馆长。", "戴安乔、单雨晴"),
        ("县长是谁", "县长由蒋一鸣换为田甜。", "田甜"),
        ("原来的县长是谁", "县长由蒋一鸣换为田甜。", "蒋一鸣"),
        ("农业局局长是谁", "宋词调任市农业局局长。", "宋词"),
        ("秘书长是谁", "秘书长由欧阳兰转任。", "欧阳兰"),
        # A deputy holds another office, and a question for something else asks for no holder.
        ("市长是谁", "副市长张伟到大亚湾检查防汛工作。", None),
        ("谁主持会议", "市长温金荣主持会议。", None),
        ("市长温金荣是谁", "市长温金荣主持会议。", None),
    ],
)
def test_who_holds_an_office_is_the_name_beside_it(
    segment: Segment, asked: str, text: str, name: str | None
) -> None:
    """The holder stands behind the office or before it, and never is the body that it belongs to."""
    passage = passage_of(text, segment)
    holder = find_holder(parse_question(asked, segment), passage, passage.sentences[0])
    assert (holder and holder.of(text)) == name


@pytest.mark.parametrize(
    ("marked", "text", "alone"),
    [
        ("殷红梅分管德育", "副校长宋启明分管教学，副校长殷红梅分管德育和后勤。", "殷红梅"),
        ("由市委宣传部副部长祁连城", "发布会由市委宣传部副部长祁连城主持。", "祁连城"),
        # Two persons are an answer of two, and what belongs to a name stays with it.
        ("刘吉、温金荣", "市委书记刘吉、温金荣出席会议。", "刘吉、温金荣"),
        ("詹姆斯鲍曼林赛", "詹姆斯鲍曼林赛示范了无线电报。", "詹姆斯鲍曼林赛"),
        ("肇事业主", "清理费由肇事业主承担。", "肇事业主"),
    ],
)
def test_a_person_stands_alone(segment: Segment, marked: str, text: str, alone: str) -> None:
    """Of a stretch with one person in it, the name answers who it was."""
    passage = passage_of(text, segment)
    question = parse_question("谁管这件事", segment)
    span = person_alone(question, passage, place(text, marked), passage.sentences[0])
    assert span.of(text) == alone


def test_persons_are_spans_of_the_passage(segment: Segment) -> None:
    """What is found in a second sentence is counted from the beginning of the passage."""
    text = "会议开始。市长温金荣主持会议。"
    passage = passage_of(text, segment)
    assert [one.of(text) for one in find_persons(passage, passage.sentences[1])] == ["温金荣"]
