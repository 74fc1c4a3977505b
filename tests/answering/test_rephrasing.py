"""A question that finds nothing sure is asked again: with a character set right, or in other words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import NotFound
from retrieval.answering.calibration import shipped_calibration
from retrieval.answering.context import NO_CONTEXT
from retrieval.answering.foreseeing import Asking
from retrieval.answering.rephrasing import ask_respelt
from retrieval.answering.weighing import Weighed, Weigher
from retrieval.index.memory import MemoryIndex
from retrieval.index.remembering import Remembering
from retrieval.reader.lexical import open_lexical_reader
from retrieval.values import EVERYTHING, Document, Metadata, Origin, Span
from tests.answering.test_forms import ask
from tests.answering.test_weighing import answerer_of

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment

_MEETING = "11月14日下午，市委书记刘吉主持会议并讲话，市长温金荣出席会议。会议强调，要做好防疫工作。"


def test_a_mistyped_character_is_set_right_and_told(segment: Segment) -> None:
    """诗 sounds as 持 does: the question is taken for what was meant, and it is said so."""
    document = Document(Metadata("1", "1"), _MEETING, (Span(0, len(_MEETING)),), Origin(1, "utf-8"))
    index = MemoryIndex([document], segment)
    reader = open_lexical_reader()
    calibration = shipped_calibration(reader)
    weigher = Weigher(segment, reader, calibration, calibration.threshold)
    asking = Asking(weigher, Remembering(index), date(2022, 11, 20), EVERYTHING, NO_CONTEXT)
    weighed = asking.weigh("谁主诗了会议")
    assert not isinstance(weighed, NotFound)
    best, sure, spelling = ask_respelt(asking, weighed, 0.0, 0.0)
    assert spelling == "谁主持了会议"
    assert sure > 0
    assert "刘吉" in best.ranking.quotes[0].text
    # Nothing is taken for a slip where it makes nothing surer.
    assert ask_respelt(asking, weighed, 0.5, 1.0) == (weighed, 0.5, "")


@pytest.mark.parametrize(
    ("question", "text", "written"),
    [("病人几点探视", "住院部规定：患者家属每天15时至17时可以探视。食堂每天11时开饭。", "患者")],
)
def test_a_word_is_written_otherwise_where_the_archive_does(
    tmp_path: Path, question: str, text: str, written: str
) -> None:
    """What is found in other words is shown, and the words are named among those for the same."""
    answer = ask(tmp_path, question, text)
    assert written in answer.shown[0].text


def test_no_other_question_is_asked_where_it_would_ask_for_something_else(tmp_path: Path) -> None:
    """The kind of what is asked for stays: who asks for a person gets no price."""
    assert ask(tmp_path, "谁修的食堂", "食堂每天11时开饭，一份午餐15元。").question.kind == "who"


def test_several_questions_are_looked_up_together(segment: Segment, monkeypatch: pytest.MonkeyPatch) -> None:
    """One journey counts all their terms, one searches for all of them; to weigh each counts nothing more, and finds the same."""
    answerer = answerer_of(
        segment, ("市委书记刘吉主持会议。", date(2022, 11, 14)), ("雨湖隧道全长4公里。", date(2022, 11, 1))
    )
    questions = ["昨天谁主持会议？", "雨湖隧道多长？", "刘吉说了什么？", "？！", "11月谁主持会议？"]
    alone = [answerer.weigh(question) for question in questions]

    def said(one: Weighed | NotFound) -> object:
        return one if isinstance(one, NotFound) else (one.ranking.quotes, one.signals, one.hits)

    asked: list[str] = []
    whole = answerer.index

    def count(name: str) -> None:
        ask = getattr(whole, name)
        monkeypatch.setattr(whole, name, lambda some: asked.append(name) or ask(some))

    for name in ("frequencies", "search_many", "documents"):
        count(name)
    index = Remembering(whole)
    weigher = Weigher(segment, answerer.reader, answerer.calibration, answerer.threshold)
    today = answerer.today()
    Asking(weigher, index, today, EVERYTHING, NO_CONTEXT).foresee(questions)
    assert asked[:2] == ["frequencies", "search_many"]
    together = [
        weigher.weigh(index, question, today, filter=EVERYTHING, context=NO_CONTEXT) for question in questions
    ]
    assert asked.count("frequencies") == 1
    assert list(map(said, together)) == list(map(said, alone))
