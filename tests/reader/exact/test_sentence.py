"""A sentence's words, and the question as they are held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.passages import split_passages
from retrieval.question.parsing import parse_question
from retrieval.reader.exact.columns import CLAUSE, LEFT_NUMBER, RIGHT_NUMBER
from retrieval.reader.exact.sentence import Asked, Sentence, hold, left_tokens, right_tokens, sum_up
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def read(asked: str, text: str, segment: Segment) -> Sentence:
    document = Document(Metadata("1", "1"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    (passage,) = split_passages(document, segment)
    return Sentence(Asked(parse_question(asked, segment)), passage, passage.sentences[0])


def test_words_of_the_question_are_known_as_such(segment: Segment) -> None:
    """By their letters, and on which side of the gap they stand."""
    sentence = read("会议由谁主持", "會議由刘吉主持。", segment)
    held = dict(zip(sentence.words, sentence.asked.tolist(), strict=True))
    assert held["会议"] == held["主持"] == 2
    assert held["刘吉"] == 0
    assert [word for word, before in zip(sentence.words, sentence.before, strict=True) if before] == ["会议"]
    assert [word for word, after in zip(sentence.words, sentence.after, strict=True) if after] == ["主持"]


def test_clauses_begin_and_end_at_their_marks(segment: Segment) -> None:
    sentence = read("谁主持会议", "刘吉讲话，温金荣主持。", segment)
    words = np.array(sentence.words)
    assert words[sentence.begins].tolist() == ["刘吉", "温金荣"]
    assert words[sentence.finishes].tolist() == ["讲话", "主持"]
    assert sentence.count_letters(CLAUSE)[-1] == 2


def test_neighbours_are_words_where_they_touch_and_marks_where_they_do_not(segment: Segment) -> None:
    """Before the first word stands the sentence's beginning, behind the last its mark."""
    sentence = read("谁主持会议", "会议由刘吉主持。", segment)
    number = sentence.words.index("刘吉")
    assert left_tokens(sentence)[number] == LEFT_NUMBER["由"]
    assert left_tokens(sentence)[0] == LEFT_NUMBER["^"]
    assert right_tokens(sentence)[number] == RIGHT_NUMBER["主持"]
    assert right_tokens(sentence)[-1] == RIGHT_NUMBER["。"]


def test_sums_begin_with_nothing() -> None:
    assert sum_up(np.array([1, 2])).tolist() == [0, 1, 3]


def test_the_question_is_taken_apart_once(segment: Segment) -> None:
    """For all sentences that are marked for it."""
    question = parse_question("会议由谁主持", segment)
    assert hold(question) is hold(question)


def test_the_subject_has_no_copula(segment: Segment) -> None:
    """总策略 of 总策略是什么, as “外防输入”总策略 says it; its ends are tried from the longest on."""
    asked = Asked(parse_question("总策略是什么", segment))
    assert asked.subject == "总策略"
    assert asked.tails == ["总策略", "策略", "略"]
    assert asked.heads == {"总", "策", "略"}
