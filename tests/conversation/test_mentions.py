"""The names that a later question may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.answers import Quote
from retrieval.conversation.mentions import find_mentions, may_be_person
from retrieval.conversation.turns import Mention
from retrieval.values import Metadata, Passage, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

SENTENCE = "市委书记刘吉主持会议并讲话，市长温金荣出席会议。"


def test_the_exact_words_come_before_the_question_and_the_question_before_the_sentence(
    segment: Segment,
) -> None:
    """他 after 谁主持会议 is whoever presided, and not the next name of the sentence."""
    whole = Span(0, len(SENTENCE))
    passage = Passage(Metadata("d", "d.txt"), 0, 0, SENTENCE, (whole,), segment(SENTENCE), SENTENCE)
    quote = Quote(passage, passage.sentences[0], Span(4, 6), 1.0)
    mentions = find_mentions("谁主持会议？", "who", quote, segment)
    assert mentions[0] == Mention("刘吉", "person", "answer")
    assert [mention.where for mention in mentions] == sorted(
        (mention.where for mention in mentions), key=("answer", "question", "sentence", "title").index
    )
    assert Mention("温金荣", "person", "sentence") in mentions


def test_without_an_answer_the_questions_own_names_remain(segment: Segment) -> None:
    mentions = find_mentions("刘吉强调了什么？", "what", None, segment)
    assert mentions == (Mention("刘吉", "person", "question"),)


@pytest.mark.parametrize(
    ("topic", "person"), [("楼曾瑞", True), ("克利希广场", False), ("会议", False), ("", False)]
)
def test_a_strange_name_may_be_a_persons(topic: str, *, person: bool) -> None:
    """Whatever is known to be something else is none: 他 never means a square."""
    assert may_be_person(topic, ()) is person
