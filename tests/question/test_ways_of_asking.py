"""The same question, as people type it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Answerer, Found, NotFound, Settings, open_answerer, read_settings
from retrieval.answering.answerer import Weighed
from retrieval.index.memory import MemoryIndex
from retrieval.question.rewording import reword
from retrieval.question.spelling import respell, sounds_alike
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment

PRESIDED = "市委书记、市人大常委会主任刘吉主持会议并讲话,市委副书记、市长温金荣出席会议。"


@pytest.fixture(scope="module")
def seeds(root: Path) -> Answerer:
    return open_answerer(read_settings(Settings, archive=root / "seeds"), print)


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


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("谁主诗了会议？", "谁主持了会议"),
        ("谁主持会义", "谁主持会议"),
        ("温金容强调了什么", "温金荣强调了什么"),
        ("昨天谁主诗了会议", "昨天谁主持了会议"),
    ],
)
def test_a_character_that_sounds_like_another_is_set_right_and_that_is_said(
    seeds: Answerer, asked: str, taken: str
) -> None:
    """What was asked stays as it was written."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert answer.spelling in {"", taken}
    assert answer.question.asked == asked


@pytest.mark.parametrize(
    "asked", ["深圳市市长是谁？", "王金荣强调了什么？", "谁主特了会议", "张吉主持了什么"]
)
def test_a_name_is_not_made_another_one(seeds: Answerer, asked: str) -> None:
    """What sounds otherwise is never answered: it may be said what was perhaps meant."""
    answer = seeds.ask(asked)
    assert answer.spelling == "" or isinstance(answer, NotFound)


@pytest.mark.parametrize("asked", ["去年谁主仓了会议", "谁月席了会议", "谁主特了会议", "今年刘吉强月了什么"])
def test_what_was_perhaps_meant_is_answered(seeds: Answerer, asked: str) -> None:
    """Where it is asked instead, with the words of time that stood beside it."""
    answer = seeds.ask(asked)
    meant = answer.spelling
    assert not meant or isinstance(seeds.ask(meant), Found)
    assert not meant or ("年" in meant) is ("年" in asked)


@pytest.mark.parametrize("asked", ["深圳市市长是谁", "广州市市长是谁"])
def test_words_that_dictionaries_know_are_not_respelt(seeds: Answerer, asked: str) -> None:
    """Nor where the one beside them makes a pair that nobody writes: 市市. Each try would be a whole search."""
    weighed = seeds.weigh(asked)
    assert isinstance(weighed, Weighed)
    assert respell(weighed.question, weighed.hits, weighed.terms.frequencies) == []


def test_sounds_are_compared_as_people_mistype_them() -> None:
    for one, other in ("诗持", "荣容", "锦仅", "南蓝", "飞黑", "音英", "是事"):
        assert sounds_alike(one, other)
    for one, other in ("张王", "月球", "驿站", "瓜台", "锦中"):
        assert not sounds_alike(one, other)


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


@pytest.mark.parametrize(
    "asked",
    ["刘吉说了什么？", "劉吉說了什麼", "刘吉还说了些什么", "刘吉怎么说的", "刘吉都讲了什么", "刘吉说啥"],
)
def test_what_somebody_said_is_found_by_the_verb_that_the_archive_has(seeds: Answerer, asked: str) -> None:
    """Newspapers write 强调 and 指出 where people ask 说: the sentence is one that the name opens."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert answer.quotes[0].text.startswith("刘吉强调")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("第9版防控方案", "第九版防控方案"),
        ("20条优化措施", "二十条优化措施"),
        ("5项核心能力建设", "五项核心能力建设"),
        ("１１月１４日下午开什么会", "11月14日下午"),
        ("十一月十四日下午开什么会", "11月14日下午"),
    ],
)
def test_numbers_are_found_in_either_writing(seeds: Answerer, asked: str, said: str) -> None:
    """二十条 is asked for as 20条, and the other way round."""
    answer = seeds.ask(asked)
    assert isinstance(answer, Found)
    assert said in answer.quotes[0].text


def test_words_that_the_archive_knows_are_not_reworded(seeds: Answerer) -> None:
    """Where each word occurs, and nobody is asked what he said, the question is asked as it stands."""
    for asked in ("谁主持了会议", "二十条优化措施是什么", "刘吉强调了什么", "会议是11月14日开的吗"):
        parsed = seeds.parse(asked)
        assert reword(parsed, seeds.parse, seeds.index.frequencies) is parsed


def test_a_name_that_was_cut_with_its_verb_is_found(seeds: Answerer) -> None:
    """刘吉会 is no word of the archive, 刘吉 is; a word that dictionaries know is never cut."""
    parsed = seeds.parse("谁主持")
    for word, words in (("刘吉会", ("刘吉",)), ("刘吉去", ("刘吉", "去")), ("会议室", ("会议室",))):
        one = replace(parsed, query=replace(parsed.query, words=(word,)))
        assert reword(one, seeds.parse, seeds.index.frequencies).query.words == words


@pytest.mark.parametrize("asked", ["你是谁", "谁？", "什么", "为什么", "哪里", "他是谁"])
def test_a_question_that_only_asks_finds_nothing(seeds: Answerer, asked: str) -> None:
    """是 stands in every text, and says nothing of what is meant."""
    answer = seeds.ask(asked)
    assert isinstance(answer, NotFound)
    assert answer.nearest == ()
