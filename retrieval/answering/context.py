"""What a conversation does to the search: the document that is talked about comes along, and counts for more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.index.base import match_sources
from retrieval.index.passages import split_passages
from retrieval.values import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.reader.base import Ranking
    from retrieval.reader.terms import Terms
    from retrieval.values import Filter, Metadata, Passage, Span

# What it is worth to stand in the document that is talked about, in the ranking's logarithms of odds: 50 to
# 1 where the question leans on the answer itself (他, 在哪里开的), 3 to 1 where it moves on (2021年呢).
_CLOSE, _LOOSE = 4.0, 1.1


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation adds to a question: it never takes an answer away that was not shown before.

    ``favour`` is the id of the document that the talk is about: its sentences get a bonus, a large one where
    the question is ``close`` to the last answer (他, 在哪里开的), a small one where it moves on (2021年呢).
    ``leave_out`` are sentences that were shown already: pairs of document id and span in ``Document.text``.
    """

    favour: str = ""
    leave_out: frozenset[tuple[str, Span]] = frozenset()
    close: bool = False


NO_CONTEXT = Context()


def join_favoured(
    hits: Sequence[Hit],
    question: Question,
    context: Context,
    index: Index,
    segment: Segment,
    terms: Terms,
) -> list[Hit]:
    """Return the hits, and with them the passages of the favoured document that hold a term of the question.

    In a large archive 刘吉 强调了什么 finds many days of 刘吉; the one that is talked about must be among
    them. A passage that the index did not return is scored by its share of the best hit's terms.

    Args:
        hits: what the index found, best first.
        question: what is asked.
        context: names the document.
        index: holds it.
        segment: cuts its paragraphs.
        terms: how common the question's terms are.
    """
    known = {hit.passage.id for hit in hits}
    document = index.document(context.favour) if context.favour else None
    if document is None or not hits or not _admits(question.filter, document.metadata):
        return list(hits)
    weights = {
        term: math.log(1 + terms.passages / (1 + count)) for term, count in terms.frequencies.items() if count
    }
    best = _weigh(hits[0].passage, weights) or 1.0
    joined = list(hits)
    for passage in split_passages(document, segment):
        share = _weigh(passage, weights) / best
        if share and passage.id not in known:
            joined.append(Hit(passage, hits[0].score * min(share, 1.0)))
    return sorted(joined, key=lambda hit: (-hit.score, hit.passage.id))


def _admits(filter: Filter, metadata: Metadata) -> bool:
    return filter.admits_day(metadata) and bool(match_sources(filter.source, [metadata.source]))


def _weigh(passage: Passage, weights: Mapping[str, float]) -> float:
    text = f"{fold(passage.metadata.title)} {passage.folded}"
    return sum(weight for term, weight in weights.items() if term in text)


def reorder(ranking: Ranking, context: Context) -> Ranking:
    """Return the ranking in the order that the conversation gives it, less what it leaves out."""
    if context == NO_CONTEXT:
        return ranking
    left = ranking.without(
        [(quote.metadata.id, quote.in_document) in context.leave_out for quote in ranking.quotes]
    )
    bonus = _CLOSE if context.close else _LOOSE
    weights = [bonus if quote.metadata.id == context.favour else None for quote in left.quotes]
    return left.favour("conversation", weights)
