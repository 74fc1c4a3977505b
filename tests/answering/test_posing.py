"""Statements become questions, each with the words that must answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.posing import Posed, pose_questions
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def document_of(title: str, *paragraphs: str, date_text: str = "") -> Document:
    """Return a document with these paragraphs, one a line."""
    spans, at = [], 0
    for one in paragraphs:
        spans.append(Span(at, at + len(one)))
        at += len(one) + 1
    metadata = Metadata("1", "1", title, date_text=date_text)
    return Document(metadata, "\n".join(paragraphs), tuple(spans), Origin(1, "utf-8"))


@pytest.mark.parametrize(
    ("title", "text", "posed"),
    [
        ("北渠工程开工", "3月5日，北渠工程开工。", Posed("北渠工程是什么时候开工的？", "3月5日", "when")),
        ("老桥封闭", "听证会将于7月28日举行。", Posed("听证会什么时候举行？", "7月28日", "when")),
        ("通告", "听证会定于7月28日在渌安宾馆举行。", Posed("听证会在哪里举行？", "渌安宾馆", "where")),
        ("全市供热工作会议召开", "市长罗敏主持会议。", Posed("谁主持了全市供热工作会议？", "罗敏", "who")),
        ("快讯", "市长罗敏昨天说，路修好了。", Posed("市长是谁？", "罗敏", "office")),
        ("快讯", "市长罗敏昨天说，路修好了。", Posed("罗敏是谁？", "市长", "office")),
        ("办法", "公共租赁住房（以下简称公租房），是指面向家庭出租的住房。", None),
        (
            "办法",
            "本办法所称犬只，是指饲养的狗。",
            None,
        ),
        (
            "办法",
            "本办法所称户外广告设施，是指发布广告的设施。",
            Posed("什么是户外广告设施？", "发布广告的设施", "what"),
        ),
        ("规定", "宿舍每日6时开门。", Posed("宿舍几点开门？", "6时", "hour")),
        ("规定", "县农业局负责犬只防疫。", Posed("谁负责犬只防疫？", "县农业局", "who")),
        ("问答", "问：押金退不退？答：全额退还。", Posed("押金退不退？", "全额退还", "written")),
    ],
)
def test_a_statement_is_asked_for(title: str, text: str, posed: Posed | None, segment: Segment) -> None:
    """What a statement leaves out is what must answer; a word of one's own and a 2-letter noun are not asked about."""
    found = list(pose_questions(document_of(title, text), segment))
    assert posed in found if posed else not [one for one in found if one.kind == "what"]


def test_a_question_on_its_own_line_is_answered_by_the_next(segment: Segment) -> None:
    document = document_of("问答", "问：水价多少？", "答：每吨2.4元。")
    assert list(pose_questions(document, segment)) == [Posed("水价多少？", "每吨2.4元", "written")]


@pytest.mark.parametrize(
    "text",
    [
        "问：您今年高寿？答：八十三了。",
        "他总投资3亿元。",
        "工程北全长23公里。",
        "每页收费5元。",
        "有人问，为什么不修？因为没钱。",
    ],
)
def test_what_leans_on_something_is_not_asked(text: str, segment: Segment) -> None:
    """Nobody who has not read the text would know what is meant."""
    assert not list(pose_questions(document_of("快讯", text), segment))


def test_yesterday_is_a_day_only_beside_the_day_of_the_report(segment: Segment) -> None:
    text = "昨天，北渠工程开工。"
    assert not list(pose_questions(document_of("北渠工程开工", text), segment))
    dated = document_of("北渠工程开工", text, date_text="2023-03-05")
    assert [one.text for one in pose_questions(dated, segment)] == ["北渠工程是什么时候开工的？"]


@given(st.text(alphabet="问答：？，。3月5日在于市长罗敏主持北渠工程开工全长1200米元每他本\n", max_size=60))
def test_whatever_is_written_questions_are_short_and_of_one_piece(segment: Segment, text: str) -> None:
    """No text makes it fail, and each question is 5 to 20 characters with one mark, at its end."""
    for one in pose_questions(document_of("北渠工程开工", *text.split("\n")), segment):
        assert 5 <= len(one.text) <= 20
        assert one.text.index("？") == len(one.text) - 1
        assert one.left_out in text
