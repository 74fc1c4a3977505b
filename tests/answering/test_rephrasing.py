"""A question that finds nothing sure is asked again: with a character set right, or in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import Found
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from pathlib import Path

_MEETING = "11月14日下午，市委书记刘吉主持会议并讲话，市长温金荣出席会议。会议强调，要做好防疫工作。"


def test_a_mistyped_character_is_set_right_and_told(tmp_path: Path) -> None:
    """诗 sounds as 持 does: the question is taken for what was meant, and it is said so."""
    answer = ask(tmp_path, "谁主诗了会议", _MEETING)
    assert isinstance(answer, Found)
    assert "主持" in answer.spelling
    assert "刘吉" in answer.quotes[0].text


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
