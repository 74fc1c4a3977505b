from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Answerer, Found, NotFound, Settings, open_answerer, read_settings
from retrieval.conversation import (
    Mention,
    Shown,
    Turn,
    Understood,
    converse,
    find_lean,
    speaks_of,
    understand,
)
from retrieval.conversation.topics import find_topic
from retrieval.terminal.protocol import Talks, answer_line
from retrieval.terminal.repl import Repl
from retrieval.values import Span

LIUJI = Turn(
    "谁主持了会议？",
    "谁主持了会议？",
    kind="who",
    found=True,
    mentioned=(
        Mention("刘吉", "person", "answer"),
        Mention("会议", "meeting", "question"),
        Mention("温金荣", "person", "sentence"),
    ),
    topic="会议",
    shown=(Shown("seed", Span(40, 80), "刘吉"), Shown("seed", Span(0, 40))),
)
SPEECH = Turn(
    "他强调了什么？",
    "刘吉 强调了什么？",
    found=True,
    mentioned=(Mention("刘吉", "person", "question"),),
    topic="刘吉",
    shown=(Shown("seed", Span(90, 120)),),
    new=False,
)
WHOLE = (
    "谁主持了会议？",
    "刘吉强调了什么？",
    "锣鼓经是什么？",
    "王天成指控谁抄袭了他的文章？",
    "写《虫，眼球系列》这本书的作者当时年龄多大？",
    "以聚族而居这种方式形成的村落称为什么村？",
    "造成香港楼市交投量大幅下滑的原因是什么？",
    "在哪一年武漢大學歡慶百年校慶?",
    "1985年的時候，當時的美國總統是誰?",
    "共和党研究委员会将俄罗斯列为什么",
    "叙利亚这个国家的恐怖主义人数约下降了多少？",
    "其他国家有多少病例？",
    "因此事件受伤的三名记者是谁？",
    "拜占庭在文學方面，小說則主要翻譯那裡的故事?",
    "方舱医院",
    "明天天气怎么样",
    "会议是谁主持的？",
    "那温金荣强调了什么",
    "那张建国强调了什么",
    "那张伟强调了什么",
    "以色列将集中精力做什么",
    "曾炯是什么地方人？",
    "和弓的制式是怎样的？",
    "约旦首相是谁？",
    "该雅芳河最终注入什么地方？",
    "由母親和舅父作為家長的是哪一民族?",
    "為甚麼潮州農民十分珍惜耕地?",
    "被流放的塞雷茨创立了什么党派？",
    "什么时候发生了自杀式袭击",
    "背景辐射由自然界的哪一气体产生？",
    "那个部门从两名嫌疑人处查获了相关证物",
)


@pytest.mark.parametrize("question", WHOLE)
def test_a_whole_question_is_never_changed(question: str) -> None:
    """A question that names what it is about is asked as it was written, whatever was said before."""
    assert understand(question, [LIUJI, SPEECH], now=0.0) == Understood(question, question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("他强调了什么？", "person"),
        ("她是哪里人", "person"),
        ("他們說了什麼？", "persons"),
        ("那里有什么", "place"),
        ("当时有多少人", "time"),
        ("会上还部署了什么", "meeting"),
        ("该公司的总部在哪里", "thing"),
        ("这次会议的主题是什么", "meeting"),
        ("对此有什么看法", "thing"),
        ("上述措施何时实施", "thing"),
        ("其作者是谁", "thing"),
        ("那温金荣呢？", "swap"),
        ("那张建国呢？", "swap"),
        ("那张照片是谁拍的", "thing"),
        ("那张图呢", "thing"),
        ("那张很大的图是谁画的", "thing"),
        ("那段历史是谁写的", "thing"),
        ("2021年呢", "swap"),
        ("换成2021年的", "swap"),
        ("那里呢", "place"),
        ("那边呢", "place"),
        ("还有谁？", "more"),
        ("还有呢", "more"),
        ("下一个", "more"),
        ("什么时候？", "bare"),
        ("为什么", "bare"),
        ("谁", "bare"),
        ("在哪里开的", "gap"),
        ("强调了什么", "gap"),
        ("有多少人参加", "gap"),
        ("原因是什么", "gap"),
        ("还有谁参加了会见", "gap"),
        ("什么时候首次登上中超赛场", "gap"),
        ("在哪一年获得了金钟奖男主角奖", "gap"),
        ("性格有什么特点", "gap"),
        ("什么段位", "gap"),
        ("谁谴责了这起袭击", "thing"),
        ("你喜欢他吗", "person"),
        ("里面谁最强", "thing"),
        ("第二点呢", "nth"),
        ("第十一条呢", "nth"),
        ("最后一点是什么", "nth"),
        ("上一个", "back"),
        ("详细说说", "detail"),
        ("能说得具体一点吗", "detail"),
        ("原文", "source"),
        ("哪里说的", "source"),
        ("这是谁说的？", "speaker"),
        ("谁强调的", "speaker"),
        ("谁呼吁的", "speaker"),
        ("谁证实的", "speaker"),
        ("这话是谁补充的", "speaker"),
    ],
)
def test_each_way_of_leaning_is_known(question: str, kind: str) -> None:
    """Every kind of follow-up passes the gate under its own name."""
    lean = find_lean(question)
    assert lean is not None
    assert lean.kind == kind


@pytest.mark.parametrize(
    ("question", "turns", "expected"),
    [
        ("他强调了什么？", [LIUJI], "刘吉 强调了什么？"),
        ("他強調了什麼？", [LIUJI], "刘吉 強調了什麼？"),
        ("那温金荣呢？", [LIUJI, SPEECH], "温金荣 强调了什么？"),
        ("那张建国呢", [LIUJI, SPEECH], "张建国 强调了什么？"),
        ("那张伟呢", [LIUJI, SPEECH], "张伟 强调了什么？"),
        ("那段祺瑞呢？", [LIUJI, SPEECH], "段祺瑞 强调了什么？"),
        ("强调了什么", [LIUJI], "刘吉 强调了什么"),
        ("会上部署了什么工作", [LIUJI], "会议 部署了什么工作"),
        ("在哪里开的", [LIUJI], "会议 在哪里开的"),
        ("什么时候？", [LIUJI], "会议 什么时候？"),
        ("谁说的", [LIUJI], "谁主持了会议 谁说的"),
        ("为什么", [LIUJI], "刘吉主持了会议 为什么"),
        ("换成2021年的", [LIUJI], "2021年 谁主持了会议"),
        ("还有谁？", [LIUJI], "谁主持了会议？"),
    ],
)
def test_what_is_left_out_is_taken_over(question: str, turns: list[Turn], expected: str) -> None:
    """The pronoun or the gap is filled by its kind, from the exact words before the last question."""
    understood = understand(question, turns, now=0.0)
    assert understood.question == expected
    assert understood.line == expected.rstrip("？")
    assert understood.carried
    assert understood.favour == "seed"


def asked(question: str, topic: str, **given: Any) -> Turn:
    return Turn(question, question, found=True, topic=topic, shown=(Shown("x", Span(0, 9)),), **given)


def test_he_is_never_what_is_no_person() -> None:
    """他 takes a strange name that was asked about, before any name in the answer, and never a place."""
    answer = (Mention("上海", "place", "answer"), Mention("及灵实", "person", "sentence"))
    turn = asked("楼曾瑞的祖籍是哪里？", "楼曾瑞", kind="where", mentioned=answer)
    assert understand("他担任什么职位", [turn], now=0.0).line == "楼曾瑞 担任什么职位"
    turn = asked("克利希广场周围的景象如何？", "克利希广场", kind="how")
    assert understand("他司职什么位置", [turn], now=0.0).line == ""


def test_a_noun_that_was_not_spoken_of_is_not_pointed_at() -> None:
    """该乐队 leans only where a 乐队 was spoken of."""
    turn = asked("票价是多少？", "票价")
    assert understand("该乐队成立于哪年", [turn], now=0.0, speaks_of=lambda *_: False).line == ""
    assert (
        understand("该乐队成立于哪年", [turn], now=0.0, speaks_of=lambda *_: True).line
        == "票价 乐队成立于哪年"
    )


def test_a_pasted_text_stands_alone() -> None:
    """What is longer than any question leans on nothing, whatever it holds."""
    assert understand("他强调了什么？" * 99, [LIUJI], now=0.0).line == ""


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


def test_questions_that_say_nothing_do_not_pile_up() -> None:
    """However many bare questions follow one another, each goes on from the last that said something."""
    when = Turn("什么时候？", "会议 什么时候？", found=True, topic="会议", shown=LIUJI.shown, new=False)
    turns = [LIUJI, when, when]
    assert understand("谁说的", turns, now=0.0).question == "谁主持了会议 谁说的"
    assert understand("为什么", turns, now=0.0).question == "刘吉主持了会议 为什么"
    assert understand("换成2021年的", turns, now=0.0).question == "2021年 谁主持了会议"
    assert understand("还有谁？", turns, now=0.0).question == "谁主持了会议？"


def test_what_was_shown_is_left_out_of_the_rest() -> None:
    """还有谁 asks the same again, without the sentence that was shown."""
    assert understand("还有谁？", [LIUJI], now=0.0).leave_out == LIUJI.shown[:1]


def test_competing_readings_are_kept() -> None:
    """Where two persons may be meant, the nearer one is taken and the other is offered."""
    turn = Turn(
        "刘吉会见了谁？",
        "刘吉会见了谁？",
        kind="who",
        found=True,
        mentioned=(Mention("王濱", "person", "answer"), Mention("刘吉", "person", "question")),
        topic="刘吉",
        shown=(Shown("seed", Span(0, 9)),),
    )
    understood = understand("他说了什么", [turn], now=0.0)
    assert understood.question == "王濱 说了什么"
    assert [other.question for other in understood.others] == ["刘吉 说了什么"]


@given(st.text(max_size=40))
def test_nothing_said_before_changes_nothing(question: str) -> None:
    """The first question of a conversation stands alone, whatever it is."""
    assert understand(question, [], now=0.0) == Understood(question, question)


@given(st.text(alphabet="他她那这该会上什么谁还有第二点呢为在刘吉2021年？ ，《", max_size=16))
def test_any_words_can_be_understood(question: str) -> None:
    """No question breaks the understanding, and one that is not changed carries nothing."""
    understood = understand(question, [LIUJI, SPEECH], now=0.0)
    assert understood.asked == question
    if not understood.carried:
        assert understood == Understood(question, question)


def test_a_pause_ends_a_conversation() -> None:
    """After the time that the setting gives, what was said is not meant any more."""
    assert understand("他强调了什么？", [LIUJI], now=60.0, forget_after=59.0).line == ""
    assert understand("他强调了什么？", [LIUJI], now=60.0, forget_after=60.0).line == "刘吉 强调了什么"


def test_a_new_subject_ends_the_old_one() -> None:
    """A pronoun never reaches behind the question that began the subject."""
    other = Turn("票价是多少？", "票价是多少？", found=True, topic="票价", shown=(Shown("x", Span(0, 1)),))
    assert "刘吉" not in understand("他强调了什么？", [LIUJI, other], now=0.0).question


@given(st.text(max_size=20), st.lists(st.tuples(st.text(max_size=9), st.integers(0, 99)), max_size=3))
def test_a_turn_outlives_a_restart(text: str, shown: list[tuple[str, int]]) -> None:
    """A turn read back from its line is the turn."""
    turn = Turn(
        text,
        text,
        mentioned=(Mention(text, "person", "answer"),),
        shown=tuple(Shown(name, Span(start, start + 2), text) for name, start in shown),
        left_out=tuple(Shown(name, Span(start, start + 1)) for name, start in shown),
        at=1.5,
    )
    assert Turn.from_json(turn.to_json()) == turn


def test_an_unsure_gap_needs_the_last_document() -> None:
    """编号是多少 leans only where the last document speaks of an 编号."""
    turn = Turn("巴沟站在哪？", "巴沟站在哪？", found=True, topic="巴沟站", shown=(Shown("x", Span(0, 9)),))
    lean = find_lean("车站编号是多少")
    assert lean is not None
    assert not lean.sure
    assert understand("车站编号是多少", [turn], now=0.0, speaks_of=lambda *_: False).line == ""
    assert (
        understand("车站编号是多少", [turn], now=0.0, speaks_of=lambda *_: True).line
        == "巴沟站 车站编号是多少"
    )


# --- over the seed ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answerer(root) -> Answerer:
    return open_answerer(read_settings(Settings, archive=root / "seeds", threshold=0.0), report=print)


def test_a_conversation_goes_on(answerer: Answerer) -> None:
    """The walk that everybody takes: who chaired it, what he stressed, what the other one stressed."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    assert one.understood.line == ""
    two = converse(answerer, "他强调了什么？", [one.turn], now=1.0)
    assert two.understood.line == "刘吉 强调了什么"
    assert isinstance(two.answer, Found)
    assert two.answer.quotes[0].text.startswith("刘吉强调")
    three = converse(answerer, "那温金荣呢？", [one.turn, two.turn], now=2.0)
    assert isinstance(three.answer, Found)
    assert three.answer.quotes[0].text.startswith("温金荣强调")


def test_the_question_can_be_asked_as_it_was_written(answerer: Answerer) -> None:
    """One tap undoes what was taken over."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    alone = converse(answerer, "他强调了什么？", [one.turn], now=1.0, alone=True)
    assert alone.understood.line == ""
    assert alone.answer == answerer.ask("他强调了什么？")


def test_an_answer_can_be_looked_into(answerer: Answerer) -> None:
    """第二点 is the paragraph's second sentence from the answer on; 原文 the whole paragraph; 上一个 goes back."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    two = converse(answerer, "温金荣强调了什么？", [one.turn], now=1.0)
    assert isinstance(two.answer, Found)
    first = two.answer.quotes[0]
    turns = [one.turn, two.turn]
    second = converse(answerer, "第二点呢", turns, now=2.0)
    assert isinstance(second.answer, Found)
    assert second.answer.quotes[0].text.startswith("要快处置")
    turns.append(second.turn)
    third = converse(answerer, "第三点呢", turns, now=2.5)
    assert isinstance(third.answer, Found)
    assert third.answer.quotes[0].text.startswith("要主动防")
    source = converse(answerer, "原文", turns, now=3.0)
    assert isinstance(source.answer, Found)
    assert source.answer.quotes[0].text == first.passage.text
    assert source.answer.quotes[0].exact_text == first.text
    back = converse(answerer, "上一个", turns[:2], now=3.0)
    assert isinstance(back.answer, Found)
    assert isinstance(one.answer, Found)
    assert back.answer.quotes[0].text == one.answer.quotes[0].text


@pytest.mark.parametrize("question", ["上一个", "详细说说", "原文", "第二点呢", "谁说的"])
def test_a_near_miss_that_is_looked_into_is_no_answer(answerer: Answerer, question: str) -> None:
    """What the archive does not say is not said, either, by asking for it again, in full or by its place."""
    sure = converse(answerer, "温金荣强调了什么？", now=0.0)
    assert isinstance(sure.answer, Found)
    missed = replace(sure.turn, found=False)
    turns = [missed, replace(missed, new=False)]
    for now in (1.0, 2.0):
        reply = converse(answerer, question, turns, now=now)
        assert isinstance(reply.answer, NotFound)
        assert reply.answer.nearest
        assert not reply.turn.found
        turns.append(reply.turn)


def test_who_said_it_is_looked_up_where_it_stands(answerer: Answerer) -> None:
    """谁强调的 is answered by the sentence before that names the speaker, and he is meant by what follows."""
    one = converse(answerer, "要持续强化几项核心能力建设？", now=0.0)
    two = converse(answerer, "这是谁强调的？", [one.turn], now=1.0)
    assert isinstance(two.answer, Found)
    assert two.answer.quotes[0].exact_text == "温金荣"
    assert two.answer.quotes[0].text.startswith("温金荣强调")
    three = converse(answerer, "那刘吉呢？", [one.turn, two.turn], now=2.0)
    assert three.understood.line == "刘吉 强调了什么"


def test_more_shows_something_else(answerer: Answerer) -> None:
    """还有呢 never shows again what was shown, however often it is asked."""
    reply = converse(answerer, "刘吉强调了什么？", now=0.0)
    turns = [reply.turn]
    seen = set()
    for _ in range(3):
        assert isinstance(reply.answer, Found)
        assert reply.answer.quotes[0].text not in seen
        seen.add(reply.answer.quotes[0].text)
        reply = converse(answerer, "还有呢", turns, now=1.0)
        turns.append(reply.turn)


def test_a_document_speaks_of_its_words(answerer: Answerer) -> None:
    """Pairs of characters decide whether a document speaks of a question, and an unknown one never does."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    assert speaks_of(answerer.index, one.turn.document, "核酸检测隔离设施怎样储备")
    assert not speaks_of(answerer.index, one.turn.document, "高铁票价是多少")
    assert not speaks_of(answerer.index, "no such document", "核酸检测")


def test_an_answer_that_left_the_archive_is_no_answer(answerer: Answerer) -> None:
    """第二点 of a sentence that is gone is asked as written, and breaks nothing."""
    gone = Turn("谁？", "谁？", found=True, shown=(Shown("gone", Span(0, 3)),))
    assert converse(answerer, "第二点呢", [gone], now=0.0).understood.line == ""


def test_each_conversation_has_its_own_memory(answerer: Answerer) -> None:
    """A turn is meant in the conversation of its name only."""
    talks = Talks(answerer)
    talks.ask("a", "谁主持了会议？")
    assert talks.ask("b", "他强调了什么？").understood.line == ""
    assert talks.ask("a", "他强调了什么？").understood.line == "刘吉 强调了什么"


def test_lines_of_one_conversation_follow_one_another(answerer: Answerer) -> None:
    """The line protocol says the question in full and what was taken over; other lines keep their keys."""
    talks = Talks(answerer)

    def line(**request: object) -> dict[str, object]:
        return json.loads(answer_line(json.dumps(request).encode(), answerer.ask, "zh-Hans", talks.ask))

    first = line(id=1, conversation="a", question="谁主持了会议？")
    assert (first["question"], first["carried"]) == ("谁主持了会议？", [])
    second = line(id=2, conversation="a", question="他强调了什么？")
    assert (second["question"], second["carried"]) == ("刘吉 强调了什么？", ["刘吉"])
    assert "carried" not in line(id=3, question="他强调了什么？")
    # Other conversations between two turns change nothing, and a number is a name as well as a text.
    assert line(id=5, conversation=7, question="温金荣强调了什么？")["carried"] == []
    assert line(conversation="7", question="他强调了什么？")["carried"] == []
    assert line(conversation=7, question="那刘吉呢？")["question"] == "刘吉强调了什么？"
    assert line(conversation="a", question="那温金荣呢？")["question"] == "温金荣 强调了什么？"
    assert "carried" not in line(conversation=None, question="他强调了什么？")
    for wrong in (["a"], {"a": 1}, True, 1.5):
        assert set(line(id=6, conversation=wrong, question="谁？")) == {"id", "error"}
    assert set(line(conversation="a")) == {"id", "error"}


def test_the_prompt_follows_and_can_be_corrected(answerer: Answerer, capsys) -> None:
    """The small line is shown; :alone, :history and :new do what they say."""
    repl = Repl(answerer, "zh-Hans")

    def said(line: str) -> str:
        assert repl.handle(line)
        return capsys.readouterr().out

    assert "还没有" in said(":alone")
    assert "↪" not in said("谁主持了会议？")
    assert "↪ 刘吉 强调了什么\n" in said("他强调了什么？")
    assert "1. 谁主持了会议？\n2. 他强调了什么？  ↪ 刘吉 强调了什么？\n" in said(":history")
    assert "还没有" in said(":other")
    assert "↪" not in said(":alone")
    said("温金荣出席了谁主持的会议？")
    assert "↪ 刘吉 强调了什么\n" in said("他强调了什么？")
    assert "↪ 温金荣 强调了什么\n" in said(":other")
    assert "↪ 刘吉 强调了什么\n" in said(":other")
    assert "从头" in said(":new")
    assert "↪" not in said("他强调了什么？")


@pytest.mark.parametrize(("archive", "least"), [("seeds", 23), ("tests/cases/newsroom.jsonl", 19)])
def test_dialogues_written_by_hand_are_followed(archive: str, least: int, root) -> None:
    """Whole dialogues, their sentences expected before any was run: most go right in every turn."""
    answerer = open_answerer(read_settings(Settings, archive=root / archive, threshold=0.0), report=print)
    lines = (root / "tests/cases/dialogues.jsonl").read_text("utf-8").splitlines()
    right = 0
    for dialogue in map(json.loads, lines):
        if dialogue["archive"] != archive.removeprefix("tests/cases/").removesuffix(".jsonl"):
            continue
        turns: list[Turn] = []
        quoted = []
        for turn in dialogue["turns"]:
            reply = converse(answerer, turn["question"], turns, now=0.0)
            turns.append(reply.turn)
            found = isinstance(reply.answer, Found)
            quoted.append(found and any(text in reply.answer.quotes[0].text for text in turn["expects"]))
        right += all(quoted)
    assert right >= least
