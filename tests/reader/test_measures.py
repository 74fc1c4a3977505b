"""What is measured closely of a sentence has a name, and says what the name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.index.passages import split_passages
from retrieval.question.parsing import parse_question
from retrieval.question.patterns import KINDS
from retrieval.reader.matching import match_terms
from retrieval.reader.measures import MEASURES, measure
from retrieval.reader.sentences import Asked, Sentences
from retrieval.reader.terms import Terms
from retrieval.values import Document, Hit, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

QUESTIONS = {
    "who": "谁主持会议？",
    "when": "会议哪一年召开？",
    "how many": "会议有多少人参加？",
    "where": "会议在哪里召开？",
    "why": "会议为什么召开？",
    "how": "会议怎么召开？",
    "which": "哪个公司召开会议？",
    "what": "会议的总策略是什么？",
    "whether": "会议是否召开？",
    "keywords": "会议 刘吉",
}
NAMES = {name for names in MEASURES.values() for name in names}


def measure_all(asked: str, text: str, segment: Segment) -> dict[str, list[float]]:
    """Return each measure of each sentence of a text, 0 where it is not measured."""
    document = Document(Metadata("1", "1"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    hits = [Hit(passage, 1.0) for passage in split_passages(document, segment)]
    question = parse_question(asked, segment)
    terms = question.query.words + question.query.bigrams
    matches = match_terms(question.query, hits, Terms(10, dict.fromkeys(terms, 1)))
    read = Sentences(matches, hits, np.arange(len(matches.held)))
    rows = np.zeros((len(NAMES), len(matches.held)))
    for row, column in zip(rows, [*measure(Asked(question), read).values()], strict=False):
        row[:] = column
    return dict(zip(measure(Asked(question), read), rows.tolist(), strict=False))


def test_every_measure_has_a_column_and_every_column_a_measure(segment: Segment) -> None:
    """Over questions of all kinds: a name that is spelt in two ways would be measured and never weighed."""
    assert set(QUESTIONS) == set(KINDS)
    measured = set()
    for kind, asked in QUESTIONS.items():
        assert parse_question(asked, segment).kind == kind
        measured |= set(measure_all(f"{asked}2014年", "2014年，刘吉在广州主持会议。", segment))
        measured |= set(measure_all(asked, "2014年，刘吉在广州主持会议。", segment))
    measured |= set(measure_all("哪些领导主持会议", "2014年，刘吉在广州主持会议。", segment))
    assert measured == NAMES


@pytest.mark.parametrize(
    ("asked", "text", "name", "values"),
    [
        ("谁主持会议", "刘吉主持会议。会议召开。", "who_person", [1, 0]),
        ("谁主持会议", "刘吉主持会议。会议召开。", "who_no_person", [0, 1]),
        ("会议哪一年召开", "1997年召开会议。上午召开会议。会议召开。", "when_time", [1, 1, 0]),
        # 上午 is a time, and no year.
        ("会议哪一年召开", "1997年召开会议。上午召开会议。会议召开。", "when_grain", [1, 0, 0]),
        # 前五 is a number, though no pattern knows what it counts.
        ("会议有多少人", "会议有80人。前五到会。会议召开。", "many_no_number", [0, 0, 1]),
        ("会议有多少人", "会议有80人。会议开了80天。", "many_unit", [1, 0]),
        ("会议在哪里召开", "会议在广州召开。会议召开。", "where_known_place", [1, 0]),
        ("会议为什么召开", "因为下雨召开会议。会议召开。", "why_reason", [1, 0]),
        ("2014年谁主持会议", "2014年刘吉主持。2015年刘吉主持。", "numbers_held", [1, 0]),
        ("2014年谁主持会议", "2014年刘吉主持。2015年刘吉主持。", "numbers_missing", [0, 1]),
        ("哪些领导出席会议", "刘吉、温金荣出席会议。刘吉出席会议。", "list_marks", [1, 0]),
        ("谁主持会议", "会议召开了吗？会议召开。", "asks", [1, 0]),
        ("谁主持会议", "他主持会议。刘吉主持会议。", "points_back", [1, 0]),
        ("谁主持会议", "刘吉强调，会议重要。会议召开。", "speech", [1, 0]),
    ],
)
def test_a_measure_says_what_its_name_says(
    segment: Segment, asked: str, text: str, name: str, values: list[float]
) -> None:
    assert measure_all(asked, text, segment)[name] == values


def test_a_name_that_the_question_says_itself_is_no_answer(segment: Segment) -> None:
    """谁和刘吉主持会议 asks for another person than 刘吉."""
    measured = measure_all("谁和刘吉主持会议", "刘吉主持会议。温金荣主持会议。", segment)
    assert measured["has_person"] == [0, 1]


def test_what_stands_on_both_sides_of_the_gap_stands_there_in_that_order(segment: Segment) -> None:
    """For 会议由谁主持 a sentence with 会议 before 主持 follows the question, the other way round it does not."""
    measured = measure_all("会议由谁主持", "会议由刘吉主持。刘吉主持会议。", segment)
    assert measured["in_order"] == [1, 0]
    assert measured["both_words"] == [1, 1]


def test_the_closest_wording_is_the_questions_own(segment: Segment) -> None:
    """Letters in common are counted in their order, and runs of them as far as they go."""
    measured = measure_all("谁主持防汛会议", "刘吉主持防汛会议。会议防汛主持。", segment)
    assert measured["common_letters"][0] == measured["run"][0] == 1.0
    assert measured["common_letters"][1] < 0.5
