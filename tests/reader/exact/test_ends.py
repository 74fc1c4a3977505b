"""A stretch is measured by its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.passages import split_passages
from retrieval.question.parsing import parse_question
from retrieval.reader.exact.ends import Ends, measure_ends
from retrieval.reader.exact.sentence import Asked, Sentence
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def measured(asked: str, text: str, segment: Segment) -> tuple[list[str], Ends]:
    document = Document(Metadata("1", "1"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    (passage,) = split_passages(document, segment)
    held = Asked(parse_question(asked, segment))
    sentence = Sentence(held, passage, passage.sentences[0])
    return sentence.words, measure_ends(held, sentence)


def test_the_questions_letters_run_on_beside_the_answer(segment: Segment) -> None:
    """会议由 stands before 刘吉 as before 谁, and 主持 behind it."""
    words, ends = measured("会议由谁主持", "会议由刘吉主持。", segment)
    number = words.index("刘吉")
    assert np.asarray(ends.first["left_run"])[number] == 3 / 4
    assert np.asarray(ends.last["right_run"])[number] == 2 / 4
    assert np.asarray(ends.first["left_run"])[0] == 0


def test_the_subject_may_stand_behind_the_answer(segment: Segment) -> None:
    """“外防输入”总策略 answers 总策略是什么, where the question has it in front."""
    words, ends = measured("总策略是什么", "落实“外防输入”总策略。", segment)
    assert np.asarray(ends.last["apposed_right"])[words.index("输入")] == 3 / 4


def test_nearer_words_of_the_question_count_for_more(segment: Segment) -> None:
    """A word right beside an end is at distance 1, and none at all next to 0."""
    words, ends = measured("会议由谁主持", "会议由刘吉主持。", segment)
    number = words.index("刘吉")
    right = np.asarray(ends.last["right_distance"])
    assert right[number] == 1.0
    assert right[-1] < 0.01
    assert np.asarray(ends.first["left_distance"])[0] < 0.01


def test_what_is_counted_inside_is_the_difference_of_two_sums(segment: Segment) -> None:
    """Letters of the question: none in 刘吉, four in all of the sentence."""
    words, ends = measured("会议由谁主持", "会议由刘吉主持。", segment)
    number = words.index("刘吉")
    assert ends.held[number + 1] - ends.held[number] == 0
    assert ends.held[-1] >= 4


def test_a_question_without_a_gap_runs_on_nowhere(segment: Segment) -> None:
    _, ends = measured("会议 刘吉", "会议由刘吉主持。", segment)
    assert not np.asarray(ends.first["left_run"]).any()
