"""Where the question's words stand: in which sentences, passages and headlines of the hits."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.values import Hit, Query

# What a word that differs in one character is worth beside the word itself.
_MISSPELT = 0.4

Booleans: TypeAlias = "NDArray[np.bool_]"
Floats: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Matches:
    """The terms of a query in the sentences of its hits.

    Sentences are numbered through all hits, in their order; terms are the query's words, then its
    bigrams. ``hit_of`` and ``place_of`` say from which hit a sentence comes and its place in it; ``held``
    (sentences by terms) which terms it holds, ``titles`` (hits by terms) which its headline holds;
    ``where`` where the term first stands in the sentence. ``weights`` are the terms' idf, 0 for a term
    that occurs nowhere.
    """

    texts: tuple[str, ...]
    hit_of: NDArray[np.intp]
    place_of: NDArray[np.intp]
    counts: NDArray[np.intp]
    held: Booleans
    titles: Booleans
    where: Mapping[tuple[int, int], int]
    weights: Floats
    words: int


# 市长 is not asked for where 副市长 is written.
_DEPUTY = "副"


def match_terms(query: Query, hits: Sequence[Hit], frequencies: Mapping[str, int], passages: int) -> Matches:
    """Find the query's terms in the sentences of its hits.

    A term is found by its characters, not as a word that was cut out: 普遍存在 asks for 普遍|存在 too.

    Args:
        query: words and bigrams, folded.
        hits: what the index found.
        frequencies: in how many passages each term occurs.
        passages: how many there are in all.
    """
    terms = query.words + query.bigrams
    texts = tuple(fold(hit.passage.text) for hit in hits)
    counts = np.array([len(hit.passage.sentences) for hit in hits], dtype=np.intp)
    firsts = np.cumsum(counts) - counts
    held = np.zeros((int(counts.sum()), len(terms)), dtype=bool)
    titles = np.zeros((len(hits), len(terms)), dtype=bool)
    where: dict[tuple[int, int], int] = {}
    deputies = any(_DEPUTY in term for term in terms)
    for number, hit in enumerate(hits):
        text, first = texts[number], int(firsts[number])
        starts = [sentence.start for sentence in hit.passage.sentences]
        title = fold(hit.passage.metadata.title)
        for column, term in enumerate(terms):
            titles[number, column] = term in title
            at = text.find(term)
            while at >= 0:
                sentence = bisect_right(starts, at) - 1
                deputy = at > 0 and text[at - 1] == _DEPUTY and not deputies
                if not deputy and sentence >= 0 and not held[first + sentence, column]:
                    held[first + sentence, column] = True
                    where[first + sentence, column] = at - starts[sentence]
                at = text.find(term, at + 1)
    weights = [
        math.log(1 + (passages - count + 0.5) / (count + 0.5)) if count else 0.0
        for count in (frequencies[term] for term in terms)
    ]
    for column, word in enumerate(query.words):
        if not frequencies[word] and _hold_misspelt(word, column, hits, texts, firsts, held, where):
            weights[column] = _MISSPELT * math.log(1 + passages)
    return Matches(
        texts=texts,
        hit_of=np.repeat(np.arange(len(hits)), counts),
        place_of=np.arange(len(held)) - np.repeat(firsts, counts),
        counts=counts,
        held=held,
        titles=titles,
        where=where,
        weights=np.array(weights, dtype=np.float64),
        words=len(query.words),
    )


def _hold_misspelt(
    word: str,
    column: int,
    hits: Sequence[Hit],
    texts: Sequence[str],
    firsts: Sequence[int] | NDArray[np.intp],
    held: Booleans,
    where: dict[tuple[int, int], int],
) -> bool:
    """Mark the words that differ from an unknown one in one character: 主诗 stands for 主持."""
    if len(word) < 2:
        return False
    found = False
    for number, hit in enumerate(hits):
        starts = [sentence.start for sentence in hit.passage.sentences]
        for span in hit.passage.words:
            if len(span) != len(word):
                continue
            other = texts[number][span.start : span.end]
            if sum(a != b for a, b in zip(word, other, strict=True)) == 1:
                sentence = bisect_right(starts, span.start) - 1
                row = int(firsts[number]) + sentence
                if sentence >= 0 and not held[row, column]:
                    held[row, column] = found = True
                    where[row, column] = span.start - starts[sentence]
    return found


def measure_coverage(matches: Matches, documents: Sequence[str], scores: Floats) -> dict[str, Floats]:
    """Return how much of the question each sentence covers: alone, with its neighbours, with its headline.

    Args:
        matches: see :func:`match_terms`.
        documents: each hit's document id.
        scores: each hit's score, the best first.

    Returns:
        Named columns, one value a sentence. Shares of the question's weight are from 0 to 1; ``_w`` stands
        for its words, ``_b`` for its bigrams.
    """
    hit_of, held = matches.hit_of, matches.held
    first = matches.place_of == 0
    last = matches.place_of == matches.counts[hit_of] - 1
    previous = np.zeros_like(held)
    previous[1:] = held[:-1]
    previous[first] = False
    following = np.zeros_like(held)
    following[:-1] = held[1:]
    following[last] = False
    earlier = np.zeros_like(held)
    for number in range(1, len(held)):
        if not first[number]:
            earlier[number] = earlier[number - 1] | held[number - 1]
    in_passage = np.zeros_like(matches.titles)
    np.logical_or.at(in_passage, hit_of, held)
    in_document = np.zeros_like(in_passage)
    best_of_document = np.zeros(len(scores))
    for document in set(documents):
        rows = [number for number, other in enumerate(documents) if other == document]
        in_document[rows] = (in_passage[rows] | matches.titles[rows]).any(axis=0)
        best_of_document[rows] = scores[rows].max()
    together = np.zeros(len(scores))
    for number, document in enumerate(documents):
        together[number] = min(documents.count(document), 5) / 5
    titled = held | matches.titles[hit_of]
    columns: dict[str, Floats] = {}
    for name, covered in (
        ("alone", held),
        ("titled", titled),
        ("previous", held | previous),
        ("only_previous", previous),
        ("only_following", following),
        ("titled_previous", titled | previous),
        ("neighbours", held | previous | following),
        ("titled_earlier", titled | earlier),
        ("passage", in_passage[hit_of]),
        ("document", in_document[hit_of]),
        ("title", matches.titles[hit_of]),
    ):
        columns[f"{name}_w"], columns[f"{name}_b"] = _shares(covered, matches.weights, matches.words)
    # A term that every sentence of the passage holds tells none of them apart.
    counts = np.zeros(matches.titles.shape)
    np.add.at(counts, hit_of, held.astype(np.float64))
    telling = np.log((matches.counts[:, None] + 1) / (counts + 0.5)) * (counts > 0) * matches.weights
    columns["telling_w"], columns["telling_b"] = _telling_shares(held, telling[hit_of], matches.words)
    everywhere = np.log((len(held) + 1) / (held.sum(axis=0) + 0.5)) * matches.weights
    columns["rare_w"], columns["rare_b"] = _shares(held, everywhere, matches.words)
    top = scores[0] or 1.0
    columns["hit"] = (scores / top)[hit_of]
    columns["hit_full"] = (scores / (matches.weights.sum() or 1.0))[hit_of]
    columns["hit_document"] = (best_of_document / top)[hit_of]
    columns["hit_rank"] = np.log1p(hit_of)
    columns["hits_of_document"] = together[hit_of]
    return columns


def _shares(covered: Booleans, weights: Floats, words: int) -> tuple[Floats, Floats]:
    of_words, of_bigrams = weights[:words], weights[words:]
    return (
        covered[:, :words] @ of_words / (of_words.sum() or 1.0),
        covered[:, words:] @ of_bigrams / (of_bigrams.sum() or 1.0),
    )


def _telling_shares(held: Booleans, telling: Floats, words: int) -> tuple[Floats, Floats]:
    mine = held * telling
    return (
        mine[:, :words].sum(axis=1) / (telling[:, :words].sum(axis=1) + 1e-9),
        mine[:, words:].sum(axis=1) / (telling[:, words:].sum(axis=1) + 1e-9),
    )
