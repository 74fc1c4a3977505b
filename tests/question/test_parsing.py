from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.parsing import parse_question
from retrieval.question.patterns import KINDS

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("asked", "kind", "gap"),
    [
        ("谁主持了会议？", "who", "谁"),
        ("誰主持了會議", "who", "谁"),
        ("请问一下，边个主持会议呀？", "who", "谁"),
        ("哪位歌手演唱了主题曲？", "who", "哪位歌手"),
        ("会议是什么时候召开的？", "when", "什么时候"),
        ("台湾何时光复", "when", "何时"),
        ("成都地铁哪一年通车？", "when", "哪一年"),
        ("几月几号开会？", "when", "几月几号"),
        ("有多少人参加会议？", "how many", "多少人"),
        ("多伦多大学深受哪个国家的影响？", "where", "哪个国家"),
        ("这几年哪些城市建了地铁？", "where", "哪些城市"),
        ("北京20几所院校在哪里集会？", "where", "哪里"),
        ("那几年什么帮派最大？", "what", "什么"),
        ("他今年多大？", "how many", "多大"),
        ("廿几岁当的队长是谁？", "who", "谁"),
        ("上亿几乎都去了哪里？", "where", "哪里"),
        ("排名世界前几名？", "how many", "几名"),
        ("這座橋有多長？", "how many", "多长"),
        ("会议在哪里举行？", "where", "哪里"),
        ("案发地点在哪？", "where", "哪"),
        ("协议在哪签署？", "where", "哪"),
        ("他在哪部电影里出演？", "which", "哪部"),
        ("边个城市举办亚运会", "where", "哪个城市"),
        ("白尾雀鲷又可以叫啥？", "what", "什么"),
        ("阿森納由哪個俱樂部改名？", "which", "哪个"),
        ("点解要支援广州？", "why", "为什么"),
        ("为什么要支援广州", "why", "为什么"),
        ("广场上的石头被称为什么？", "what", "什么"),
        ("如何提高效率？", "how", "如何"),
        ("总策略是什么？", "what", "什么"),
        ("阿森納在遷移後改名為?", "what", ""),
        ("推出免費公車的目的為？", "what", ""),
        ("美国撤军的原因", "why", ""),
        ("邊個主持咗會議㗎？", "who", "谁"),
        ("係邊個主持會議", "who", "谁"),
        ("做乜要支援广州？", "why", "为什么"),
        ("你做咩？", "what", "什么"),
        ("为嘛要支援广州", "why", "为什么"),
        ("總方針係乜嘢", "what", "什么"),
        ("会议喺边度开", "where", "哪里"),
        ("会议搁哪疙瘩开的", "where", "哪里"),
        ("啥时候开会", "when", "什么时候"),
        ("會議幾時開", "when", "何时"),
        ("多咱开会", "when", "什么时候"),
        ("有几多人参加", "how many", "多少人"),
        ("咋个防控疫情", "how", "怎么"),
        ("乙二醛是有机还是无机化合物？", "whether", None),
        ("方舱医院", "keywords", None),
    ],
)
def test_a_question_says_what_it_asks_for_and_where(
    segment: Segment, asked: str, kind: str, gap: str | None
) -> None:
    question = parse_question(asked, segment)
    assert question.kind == kind
    assert (None if question.gap is None else question.gap.of(question.text)) == gap


@pytest.mark.parametrize("asked", ["几内亚的首都在哪里？", "任何人都可以参加的活动叫什么？"])
def test_a_part_of_another_word_does_not_ask(segment: Segment, asked: str) -> None:
    """几 of 几内亚 and 何 of 任何 give way to a word that surely asks."""
    question = parse_question(asked, segment)
    assert question.gap is not None
    assert question.gap.of(question.text) in {"哪里", "什么"}


def test_courtesy_and_asking_words_are_not_searched_for(segment: Segment) -> None:
    """Polite and plain, mandarin and dialect: the same search."""
    plain = parse_question("谁主持会议", segment).query
    for asked in (
        "请问一下谁主持会议？",
        "你好，请问谁主持会议呢？谢谢",
        "边个主持会议",
        "誰主持會議？",
        "我想知道谁主持会议",
        "麻烦问一下，谁主持会议",
        "劳驾问一句，谁主持会议",
        "唔該問下邊個主持會議㗎",
        "老师您好，请教一下谁主持会议",
        "求问谁主持会议",
        "俺想问问谁主持会议",
    ):
        assert parse_question(asked, segment).query == plain


def test_a_question_of_nothing_but_asking_words_is_not_searched_for(segment: Segment) -> None:
    """什么 asks for nothing that could be found; 在, which asks for nothing, is looked for all the same."""
    assert parse_question("什么？", segment).query.words == ()
    assert parse_question("在", segment).query.words == ("在",)


def test_the_focus_names_what_is_asked_for(segment: Segment) -> None:
    assert parse_question("余男凭哪一部影片夺得金熊奖？", segment).focus == "影片"
    assert parse_question("总策略是什么？", segment).focus.endswith("策略")


@given(asked=st.text(max_size=60))
def test_any_text_at_all_is_a_question(segment: Segment, asked: str) -> None:
    """The kind is a known one, the gap lies inside the text, and no term stands there twice."""
    question = parse_question(asked, segment)
    assert question.kind in KINDS
    if question.gap is not None:
        assert 0 <= question.gap.start <= question.gap.end <= len(question.text)
    assert len(set(question.query.words)) == len(question.query.words)


@pytest.mark.parametrize(
    ("asked", "kind", "text"),
    [
        ("会议重点解决了什么问题", "what", "会议重点解决了什么问题"),
        ("周边度假村有哪些", "which", "周边度假村有哪些"),
        ("旁边个体户卖什么", "what", "旁边个体户卖什么"),
        ("海边处理了多少垃圾", "how many", "海边处理了多少垃圾"),
        ("观点解读是谁写的", "who", "观点解读是谁写的"),
        ("热点样板有哪些", "which", "热点样板有哪些"),
        ("三点解决方案是什么", "what", "三点解决方案是什么"),
        ("路边个人摊位有多少", "how many", "路边个人摊位有多少"),
        # These are dialect.
        ("点解会议取消", "why", "为什么会议取消"),
        ("会议喺边处开", "where", "会议在哪里开"),
        ("队长系边个", "who", "队长是谁"),
        ("会议为啥取消", "why", "会议为什么取消"),
        ("令人咋舌的是什么", "what", "令人咋舌的是什么"),
    ],
)
def test_a_word_of_dialect_is_no_part_of_other_words(
    segment: Segment, asked: str, kind: str, text: str
) -> None:
    """点解 asks why, and 重点解决 does not."""
    question = parse_question(asked, segment)
    assert (question.kind, question.text) == (kind, text)


@pytest.mark.parametrize("trailing", ["", "？", "？！", "。", "；", "～～", "……", " ,", "?~"])
def test_what_trails_a_question_asks_nothing(segment: Segment, trailing: str) -> None:
    """A question is the same however its end is typed."""
    assert parse_question(f"谁主持了会议{trailing}", segment).text == "谁主持了会议"
