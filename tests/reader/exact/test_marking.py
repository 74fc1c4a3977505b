from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import passage_of

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.marking import Marked, mark_exact
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("asked", "sentence", "exact"),
    [
        ("谁主持会议？", "市委书记刘吉主持会议并讲话，市长温金荣出席会议。", "刘吉"),
        ("谁出席会议？", "市委书记刘吉主持会议并讲话，市长温金荣出席会议。", "温金荣"),
        ("大桥在公元几年通车？", "大桥于1997年建成通车，连接虎门和南沙。", "1997年"),
        ("大桥哪一年通车？", "大桥于1997年建成通车，连接虎门和南沙。", "1997年"),
        ("大橋哪一年通車？", "大橋於1997年建成通車，連接虎門和南沙。", "1997年"),
        ("虎门大桥有多长？", "虎门大桥全长4.6公里。", "4.6公里"),
        ("总策略是什么？", "要坚定不移落实“外防输入、内防反弹”总策略，筑牢严密防线。", "外防输入、内防反弹"),
    ],
)
def test_the_exact_words_are_marked(segment: Segment, asked: str, sentence: str, exact: str) -> None:
    passage = passage_of(sentence, segment)
    marked = mark_exact(parse_question(asked, segment), passage, passage.sentences[0])
    assert marked is not None
    assert marked.span.of(passage.text) == exact


@pytest.mark.parametrize(
    ("asked", "sentence", "name"),
    [
        ("谁在会上讲话？", "市委书记刘吉在会上讲话，要求做好防疫工作。", "刘吉"),
        ("谁到大亚湾检查？", "副市长张伟到大亚湾检查防汛工作。", "张伟"),
        ("谁于2020年当选？", "陈红于2020年当选市长。", "陈红"),
        ("谁设计了美术馆？", "建筑师张永和设计了美术馆。", "张永和"),
    ],
)
def test_a_name_ends_before_its_preposition(segment: Segment, asked: str, sentence: str, name: str) -> None:
    """A preposition before its object is no part of a name; a name may end in the same character."""
    passage = passage_of(sentence, segment)
    marked = mark_exact(parse_question(asked, segment), passage, passage.sentences[0])
    assert marked is not None
    assert marked.span.of(passage.text) == name


@pytest.mark.parametrize(
    ("asked", "sentence", "exact"),
    [
        ("谁是市委书记？", "市委书记、市人大常委会主任刘吉主持会议，市长温金荣出席会议。", "刘吉"),
        ("会议是哪一天召开的？", "11月14日下午，全市工作会议在广州召开。", "11月14日"),
        ("谁是塔利班发言人？", "塔利班发言人穆贾希德宣布，谈判正面临困难。", "穆贾希德"),
        ("会议什么时候召开？", "11月14日下午，全市工作会议在广州召开。", "11月14日下午"),
    ],
)
def test_the_shortest_stretch_that_answers_is_marked(
    segment: Segment, asked: str, sentence: str, exact: str
) -> None:
    """A name without its offices, a day without its hour; the hour belongs to what happened then."""
    passage = passage_of(sentence, segment)
    marked = mark_exact(parse_question(asked, segment), passage, passage.sentences[0])
    assert marked is not None
    assert marked.span.of(passage.text) == exact


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("会议在哪里召开？", "中央政治局常委会召开会议。"),
        ("苏莱马尼是什么时候被杀的？", "他表示，杀死苏莱马尼是美国犯下的最大错误。"),
        ("会议有多少人参加？", "市领导和有关单位负责同志参加会议。"),
        ("张学记主攻什么科研项目？", "科研项目，张学记主攻。"),
    ],
)
def test_what_is_not_of_the_kind_asked_for_is_not_marked(segment: Segment, asked: str, sentence: str) -> None:
    """No body for a place, no clause for a time or a number, and nothing that the question says itself."""
    passage = passage_of(sentence, segment)
    assert mark_exact(parse_question(asked, segment), passage, passage.sentences[0]) is None


@pytest.mark.parametrize(
    ("asked", "sentence", "exact"),
    [
        ("一户能养几条狗", "第四条 每户限养犬两只；饲养大型犬只，须有独立院落。", "每户限养犬两只"),
        ("主管机关是哪个单位", "第二条 县水利局是河道采砂的主管机关", "县水利局"),
        ("许可证有效期多久", "第三条 采砂许可证有效期为一年", "一年"),
    ],
)
def test_the_number_of_an_article_is_not_marked(
    segment: Segment, asked: str, sentence: str, exact: str
) -> None:
    """It is no figure of what the article says, and no part of it."""
    passage = passage_of(sentence, segment)
    marked = mark_exact(parse_question(asked, segment), passage, passage.sentences[0])
    assert marked is None or "第" not in marked.span.of(sentence)
    if marked:
        assert marked.span.of(sentence) in exact


def test_who_gives_a_reason_is_none(segment: Segment) -> None:
    """What is said is the reason, and not that somebody says it."""
    text = "镇长冼伯年解释说，老市场屋顶漏雨、电线老化，已无维修价值。"
    passage = passage_of(text, segment)
    marked = mark_exact(parse_question("为啥要拆老市场", segment), passage, passage.sentences[0])
    assert marked is not None
    assert "漏雨" in marked.span.of(text)


def test_what_the_asked_thing_is_of_is_not_it(segment: Segment) -> None:
    """However sure an encoder is: 河道采砂的主管机关 is asked for, and 河道采砂 is none."""
    text = "县水利局是河道采砂的主管机关。"
    passage = passage_of(text, segment)
    read = Marked(Span(text.index("河道"), text.index("的")), 0.99)
    marked = mark_exact(parse_question("主管机关是哪个单位", segment), passage, passage.sentences[0], read)
    assert marked is not None
    assert marked.span.of(text) == "县水利局"


@pytest.mark.parametrize("asked", ["方舱医院", "会议是不是刘吉主持的？"])
def test_nothing_is_marked_where_nothing_is_asked_for(segment: Segment, asked: str) -> None:
    """Keywords have no exact words, nor has a question for a yes of which a sentence settles nothing."""
    passage = passage_of("市委书记刘吉主持会议，方舱医院已经建好。", segment)
    assert mark_exact(parse_question(asked, segment), passage, passage.sentences[0]) is None


TEXT = st.text(
    st.sampled_from("会议于11月4日在广州召开，刘吉说：“要‘严’、《快》”。是的（五）个 a"),
    min_size=1,
    max_size=40,
)


@given(asked=st.text(st.sampled_from("谁什么时候多少哪里开会为会议刘吉？"), max_size=12), text=TEXT)
def test_what_is_marked_lies_inside_the_sentence(segment: Segment, asked: str, text: str) -> None:
    """Whatever is asked of whatever sentence, the exact words are a piece of it."""
    passage = passage_of(text, segment)
    question = parse_question(asked, segment)
    for sentence in passage.sentences:
        marked = mark_exact(question, passage, sentence)
        assert marked is None or sentence.start <= marked.span.start < marked.span.end <= sentence.end
        assert marked is None or 0 < marked.sure <= 1


@given(text=TEXT, asked=st.sampled_from(["什么时候开会", "刘吉几时在广州", "有多少人开会", "会议开了几天"]))
def test_a_time_and_a_number_have_their_form(segment: Segment, asked: str, text: str) -> None:
    """Whatever the sentence, what is marked as a time or a number has a figure or a word of time in it."""
    passage = passage_of(text, segment)
    for sentence in passage.sentences:
        marked = mark_exact(parse_question(asked, segment), passage, sentence)
        assert marked is None or re.search("[0-9四五年月日时]", marked.span.of(passage.text))


@pytest.mark.parametrize("part", ["下午", "夜里", "晚", "晚间", ""])
@pytest.mark.parametrize(
    "day", ["11月14日", "十一月十四日", "一九四九年十月一日", "1949年十月一日", "2022年11月14日"]
)
@pytest.mark.parametrize(
    ("asked", "with_part"), [("会议什么时候召开？", True), ("会议是哪一天召开的？", False)]
)
def test_a_day_is_marked_alike_in_either_writing(
    segment: Segment, asked: str, day: str, part: str, *, with_part: bool
) -> None:
    """With its part of the day where the time is asked for, and without it where the day is."""
    passage = passage_of(f"全市防汛工作会议于{day}{part}在惠州召开，市委书记刘吉主持会议。", segment)
    marked = mark_exact(parse_question(asked, segment), passage, passage.sentences[0])
    assert marked is not None
    assert marked.span.of(passage.text) == (day + part if with_part else day)
