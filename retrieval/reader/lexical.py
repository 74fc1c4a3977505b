"""The reader that goes by words and their places: small networks over what is measured, no model of language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from retrieval.reader.exact.marking import mark_exact
from retrieval.reader.ranking import rank_sentences, shipped_network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question, Quote
    from retrieval.reader.base import Ranking
    from retrieval.reader.exact.marking import Marked
    from retrieval.reader.network import Network
    from retrieval.reader.terms import Terms
    from retrieval.values import Hit


@dataclass(frozen=True, slots=True)
class LexicalReader:
    """Ranks by evidence and marks by measures (see :class:`retrieval.reader.base.Reader` for the methods).

    ``network`` ranks the sentences; where weights are fitted, it is one that has not seen the question.
    """

    network: Network
    name: ClassVar[str] = "lexical"
    first: ClassVar[None] = None
    signals: ClassVar[tuple[str, ...]] = (
        "titled_w", "passage_w", "passage_b", "alone_w", "alone_b", "title_w", "rare_b", "hit_full", "common_letters",
        "common_density", "run", "new_share", "focus", "length_log", "numbers_missing", "repeats", "many_no_number",
        "who_no_person",
    )  # fmt: skip

    def rank(
        self, question: Question, hits: Sequence[Hit], terms: Terms, *, meant: Sequence[int] = ()
    ) -> Ranking:
        """Return the best sentences of the hits, best first."""
        return rank_sentences(question, hits, terms, self.network, meant=meant)

    def read(self, question: Question, ranking: Ranking) -> Ranking:  # noqa: ARG002
        """Return the ranking as it is: every sentence has been measured closely."""
        return ranking

    def mark(self, question: Question, quote: Quote) -> Quote:
        """Return a quote with its exact words marked, where they are sure; else without any."""
        return with_mark(quote, mark_exact(question, quote.passage, quote.sentence))


def with_mark(quote: Quote, marked: Marked | None) -> Quote:
    """Return a quote with these exact words, or without any."""
    if marked is None:
        return replace(quote, exact=None, sure=0.0)
    return replace(quote, exact=marked.span, sure=marked.sure)


def open_lexical_reader() -> LexicalReader:
    """Return the reader with the weights that come with the program."""
    return LexicalReader(shipped_network())
