"""However people ask, they are understood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Answerer, Found, NotFound
from retrieval.index.memory import MemoryIndex
from retrieval.question.patterns import find_office_asked
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


PRESIDED = "市委书记、市人大常委会主任刘吉主持会议并讲话,市委副书记、市长温金荣出席会议。"


@pytest.mark.parametrize(
    "asked",
    [
        "谁主持了会议？",
        "誰主持了會議？",
        "谁主持了会议",
        "谁 主持 了 会议 ?",
        "会议是谁主持的",
        "主持会议的是谁？",
        "請問一下，是誰主持的會議呀？",
        "你好，麻烦帮我查一下谁主持了会议，谢谢！",
        "您好，我想了解一下会议是由谁主持的",
        "能不能告诉我谁主持了会议呢？",
        "求问谁主持会议",
        "边个主持会议",
        "邊個主持咗會議㗎？",
        "唔該問下，係邊個主持會議",
        "会议系边个主持嘅",
        "会议是哪个人主持的",
        "谁主诗了会议",
        "会议谁主特",
        "谁主持会义",
        "谁主持了会诗",
        "会议 主持",
        "会议主持",
    ],
)
def test_who_presided_is_found_however_it_is_asked(seeds: Answerer, asked: str) -> None:
    """Plain, traditional, without a mark, polite, in dialect, with a wrong character, as keywords: one sentence."""
    answer = seeds.ask(asked)
    quotes = answer.shown
    assert quotes[0].text == PRESIDED


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("方舱医院", "方舱医院"),
        ("方艙醫院", "方舱医院"),
        ("落地检 扫场所码", "落地检"),
        ("总策略系乜嘢", "外防输入"),
        ("总策略是啥", "外防输入"),
        ("会议幾時開", "11月14日"),
        ("會議喺幾時開㗎", "11月14日"),
        ("会议啥时候开的", "11月14日"),
        ("点解要加强宣传引导", "宣传引导"),
        ("为嘛要加强宣传引导", "宣传引导"),
        ("咋切断疫情传播链条", "切断疫情传播链条"),
    ],
)
def test_other_questions_in_other_words_find_theirs(seeds: Answerer, asked: str, held: str) -> None:
    """Keywords, and the asking words of Canton, the north and Sichuan."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert held in answer.quotes[0].text


ENGLISH = (
    "苹果公司9月发布了iPhone 14手机，首席执行官Tim Cook主持发布会。国家卫健委公布了COVID-19防控方案第九版。"
    "NBA总冠军由金州勇士队获得。公司研发了5G芯片，型号为Kirin-990。"
)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("iPhone 14是哪家公司发布的", "iPhone 14"),
        ("ＩＰＨＯＮＥ 14是什么时候发布的？", "iPhone 14"),
        ("tim cook主持了什么", "Tim Cook"),
        ("covid-19防控方案是第几版", "COVID-19"),
        ("nba總冠軍是誰", "NBA"),
        ("kirin-990是什么", "Kirin-990"),
    ],
)
def test_english_words_are_found_in_any_width_and_case(segment: Segment, asked: str, held: str) -> None:
    answerer = _answerer(ENGLISH, segment)
    assert held in answerer.ask(asked).quotes[0].text


def _answerer(text: str, segment: Segment) -> Answerer:
    document = Document(Metadata(id="d", path="d"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    return Answerer(
        MemoryIndex([document], segment), segment, threshold=0.0, today=lambda: date(2022, 11, 15)
    )


SIMPLIFIED = (
    "全市防汛工作会议在绿河市召开。市长沈怀远主持会议并强调，要逐段排查堤防。"
    "图书馆新馆于2021年9月开放，藏书80万册。因为车流太大，虎门又建了第二座大桥。"
)


QUESTIONS = (
    "防汛工作会议在哪里召开",
    "谁主持会议",
    "图书馆新馆藏书多少册",
    "图书馆什么时候开放",
    "为什么又建了第二座大桥",
)


@settings(deadline=None)
@given(
    question=st.sampled_from(QUESTIONS),
    scripts=st.sampled_from([("s2t", "t2s"), ("t2s", "s2t"), ("s2tw", "s2hk"), ("s2hk", "t2s")]),
)
def test_scripts_find_each_other(segment: Segment, question: str, scripts: tuple[str, str]) -> None:
    """Any script of the archive and any of the question give the same sentence, quoted as it was written."""
    of_archive, of_question = (opencc.OpenCC(script).convert for script in scripts)
    there = _answerer(of_archive(SIMPLIFIED), segment).ask(of_question(question))
    plain = _answerer(SIMPLIFIED, segment).ask(question)
    assert there.quotes[0].text == of_archive(plain.quotes[0].text)
    assert there.quotes[0].sentence == plain.quotes[0].sentence


@pytest.mark.parametrize("asked", ["你是谁", "谁？", "什么", "为什么", "哪里", "他是谁"])
def test_a_question_that_only_asks_finds_nothing(seeds: Answerer, asked: str) -> None:
    """是 stands in every text, and says nothing of what is meant."""
    answer = seeds.ask(asked)
    assert isinstance(answer, NotFound)
    assert answer.nearest == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("卫健委主任现在是谁", ("卫健委", "主任")),
        ("谁是市长", ("", "市长")),
        ("钢铁厂厂长叫什么名字", ("钢铁厂", "厂长")),
        ("谁主持会议", None),
        ("市长几点到", None),
    ],
)
def test_the_office_that_is_asked_for(text: str, asked: tuple[str, str] | None) -> None:
    """Who asks for a holder names the office, and before it what it is of."""
    assert find_office_asked(text) == asked
