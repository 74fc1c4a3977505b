"""Hits → their sentences in order, each with what speaks for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.passages import bigram_terms
from retrieval.values import Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.values import Hit, Span

# What a passage's own rank is worth beside the words of the sentence.
_PASSAGE_WEIGHT = 1.0


def rank_sentences(hits: Sequence[Hit], frequencies: Mapping[str, int], passages: int) -> list[Quote]:
    """Return the sentences of the hits, best first."""
    if not hits:
        return []
    idf = {
        term: math.log(1 + (passages - count + 0.5) / (count + 0.5))
        for term, count in frequencies.items()
        if count
    }
    total = sum(idf.values()) or 1.0
    best = max(hit.score for hit in hits) or 1.0
    quotes = []
    for hit in hits:
        for sentence in hit.passage.sentences:
            held = _terms_of(hit.passage.text, sentence, hit.passage.words)
            covered = sum(weight for term, weight in idf.items() if term in held) / total
            evidence = (("words", covered), ("passage", _PASSAGE_WEIGHT * hit.score / best))
            score = sum(weight for _, weight in evidence)
            quotes.append(Quote(hit.passage, sentence, None, score, evidence))
    quotes.sort(key=lambda quote: (-quote.score, quote.passage.metadata.id, quote.in_document))
    return quotes


def _terms_of(text: str, sentence: Span, words: Sequence[Span]) -> set[str]:
    folded = fold(text)
    held = {folded[w.start : w.end] for w in words if sentence.start <= w.start and w.end <= sentence.end}
    return held | set(bigram_terms(sentence.of(text)))
