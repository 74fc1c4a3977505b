"""Who asks with a short name that is told nowhere finds what is written with the full one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.shortened import find_shortened
from retrieval.index.memory import MemoryIndex
from retrieval.question.parsing import parse_question
from retrieval.reader.terms import count_terms
from retrieval.values import Document, Metadata, Origin, Span
from tests.answering.test_forms import ask

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

TEXT = "绿湖市农业科技创新中心昨日揭牌。\n农业科技创新中心主任由林可书担任。\n财政局局长由马玉珍担任。"


def find(asked: str, text: str, segment: Segment) -> set[tuple[str, str]]:
    parts = text.split("\n")
    starts = [sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    spans = tuple(Span(start, start + len(part)) for start, part in zip(starts, parts, strict=True))
    index = MemoryIndex([Document(Metadata("a", "a"), text, spans, Origin(1, "utf-8"))], segment)
    question = parse_question(asked, segment)
    hits = index.search(question.query, limit=20)
    terms = count_terms(index, question.query)
    return {*find_shortened(question, terms, [hit.passage for hit in hits], segment)}


def test_a_full_name_that_stands_with_the_rest_of_the_question_is_found(segment: Segment) -> None:
    """It is named as what the question's name is short for."""
    assert ("农科创中心", "农业科技创新中心") in find("农科创中心主任是谁", TEXT, segment)


@pytest.mark.parametrize("asked", ["财政局局长是谁", "农业科技创新中心主任是谁", "绿湖市林科所所长是谁"])
def test_a_name_that_the_archive_writes_is_short_for_nothing(asked: str, segment: Segment) -> None:
    """Nor is one that no full name fits."""
    assert not find(asked, TEXT, segment)


def test_a_short_name_that_is_told_nowhere_is_answered(tmp_path: Path) -> None:
    """What the full name's sentence says is the answer, and the explanation names it."""
    answer = ask(tmp_path, "农科创中心主任是谁", TEXT)
    assert answer.shown[0].exact_text == "林可书"
    assert "农业科技创新中心" in answer.question.others
