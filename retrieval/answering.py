"""The one call that the terminal, the bot and the evaluation share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.confidence import estimate_confidence
from retrieval.question import parse_question
from retrieval.ranking import rank_sentences
from retrieval.values import EVERYTHING, NO_CONTEXT, Answer, Context, Filter, Found, NotFound, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from retrieval.index.base import Index
    from retrieval.segmentation import Segment
    from retrieval.values import Quote

# How many passages are read for their sentences: the right one is almost always among them.
_PASSAGES = 20
# A longer question is a pasted text: its first part says what is asked.
_LONGEST_QUESTION = 400
# What it is worth to stand in the document that the talk is about, as a share of the best score.
_FAVOUR = 0.1


class Answerer:
    """Answers questions from an index.

    Args:
        index: what is searched.
        segment: cuts a question into words, as the archive was cut.
        threshold: the confidence, 0 to 1, under which the archive is said not to answer.
        today: returns the asker's day.
    """

    def __init__(
        self, index: Index, segment: Segment, *, threshold: float, today: Callable[[], date]
    ) -> None:
        self.index = index
        self.threshold = threshold
        self.segment = segment
        self._today = today

    def parse(self, question: str, *, filter: Filter = EVERYTHING) -> Question:
        """Return a question as :meth:`ask` understands it."""
        return parse_question(question[:_LONGEST_QUESTION], self.segment, filter=filter)

    def ask(
        self,
        question: str,
        *,
        limit: int = 10,
        filter: Filter = EVERYTHING,
        context: Context = NO_CONTEXT,
    ) -> Answer:
        """Answer a question.

        Args:
            question: as the user wrote it; any text at all is allowed.
            limit: how many quotes come back at most.
            filter: which documents may answer.
            context: what the conversation adds.

        Returns:
            Found, with quotes best first, or NotFound, with the reason and the near misses.
        """
        parsed = self.parse(question, filter=filter)
        terms = parsed.query.words + parsed.query.bigrams
        passages = self.index.statistics().passages
        if not terms:
            return NotFound(parsed, "no words", (), (), 0.0)
        if not passages:
            return NotFound(parsed, "empty archive", (), (), 0.0)
        frequencies = self.index.frequencies(terms)
        hits = self.index.search(parsed.query, limit=_PASSAGES, filter=filter)
        quotes = tuple(_in_context(rank_sentences(hits, frequencies, passages), context)[:limit])
        unknown = tuple(word for word in parsed.query.words if not frequencies[word])
        confidence = estimate_confidence(quotes, parsed.query.words, unknown)
        if quotes and confidence >= self.threshold:
            return Found(parsed, quotes, confidence)
        reason = "unknown words" if unknown else "unsure" if quotes else "no match"
        return NotFound(parsed, reason, unknown, quotes, confidence)


def _in_context(quotes: Sequence[Quote], context: Context) -> list[Quote]:
    """Return the quotes in the order that the conversation gives them, less those that it leaves out."""
    kept = [quote for quote in quotes if (quote.metadata.id, quote.in_document) not in context.leave_out]
    if not context.favour or not kept:
        return kept
    bonus = _FAVOUR * max(abs(quote.score) for quote in kept)
    favoured = [
        replace(quote, score=quote.score + bonus, evidence=(*quote.evidence, ("conversation", bonus)))
        if quote.metadata.id == context.favour
        else quote
        for quote in kept
    ]
    return sorted(favoured, key=lambda quote: -quote.score)
