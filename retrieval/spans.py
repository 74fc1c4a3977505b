"""A sentence → the exact words in it that answer, where they are sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.kinds import word_kind

if TYPE_CHECKING:
    from retrieval.values import Question, Quote, Span


def mark_exact(question: Question, quote: Quote) -> Span | None:
    """Return the stretch of the passage's text that answers, inside the quoted sentence, or None.

    ``谁主持会议`` marks the person who is named nearest before 主持.
    """
    if question.kind != "who":
        return None
    text = fold(quote.passage.text)
    people = [
        word
        for word in quote.passage.words
        if quote.sentence.start <= word.start
        and word.end <= quote.sentence.end
        and word.of(text) not in question.text
        and word_kind(word.of(text)) == "person"
    ]
    known = next((word for word in question.after if word in question.query.words), "")
    at = text.find(known, quote.sentence.start, quote.sentence.end) if known else -1
    before = [word for word in people if word.end <= at]
    return before[-1] if before else None
