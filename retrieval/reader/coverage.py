"""How much of the question each sentence covers: alone, with its neighbours, with its headline, with its passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.reader.matching import Matches
    from retrieval.types import Booleans, Floats, Integers

# The most that a hit's score is of its terms' idf, but for archives of a few paragraphs.
_FULL = 1.3

COVERAGE = {
    "words": ("alone_w", "alone_b", "telling_w", "telling_b", "rare_w", "rare_b"),
    "context": (
        "previous_w", "previous_b", "only_previous_w", "only_previous_b", "only_following_w", "only_following_b",
        "neighbours_w", "neighbours_b", "titled_w", "titled_b",
        "titled_previous_w", "titled_previous_b", "titled_earlier_w", "titled_earlier_b",
    ),
    "passage": (
        "title_w", "passage_w", "passage_b", "document_w", "document_b",
        "hit", "hit_full", "hit_document", "hit_rank", "hits_of_document",
    ),
}  # fmt: skip
"""The names of what is measured, by what a reader of an explanation can tell apart."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the question the best sentences cover, by their numbers: named columns, one value a sentence.

    Shares of the question's weight are from 0 to 1; ``_w`` stands for its words, ``_b`` for its bigrams.
    """

    numbers: Integers
    columns: dict[str, Floats]


def measure_coverage(matches: Matches, documents: Sequence[str], scores: Floats, most: int) -> Coverage:
    """Return how much of the question the best sentences cover: alone, with their neighbours, with their headline.

    Args:
        matches: see :func:`retrieval.reader.matching.match_terms`.
        documents: each hit's document id.
        scores: each hit's score, the best first.
        most: how many sentences are measured.
    """
    held, titles, top = matches.held, matches.titles, scores[0] or 1.0
    following = np.zeros_like(held)
    following[:-1] = held[1:]
    following[matches.place_of == matches.counts[matches.hit_of] - 1] = False
    previous = np.zeros_like(held)
    previous[1:] = held[:-1]
    previous[matches.place_of == 0] = False
    titled = held | titles[matches.hit_of]
    neighbours = held | previous | following
    weights = _weigh_shares(matches.weights, matches.words)
    alone = held @ weights
    rough = (
        alone.sum(axis=1)
        + 0.7 * (titled @ weights).sum(axis=1)
        + 0.3 * (neighbours @ weights).sum(axis=1)
        + 1.5 * (scores / top)[matches.hit_of]
    )
    numbers = np.argsort(-rough, kind="stable")[:most]
    hit_of = matches.hit_of[numbers]
    # How many sentences hold a term, up to each: the difference says whether one of a stretch does.
    sums = np.zeros((len(held) + 1, held.shape[1]), dtype=np.int32)
    np.cumsum(held, axis=0, out=sums[1:])
    ends = np.cumsum(matches.counts)
    opens = ends - matches.counts
    earlier = sums[numbers] > sums[opens[hit_of]]
    counts = sums[ends] - sums[opens]
    in_passage = counts > 0
    ids = {document: number for number, document in enumerate(dict.fromkeys(documents))}
    of_document = np.array([ids[document] for document in documents])
    order = np.argsort(of_document, kind="stable")
    bounds = np.flatnonzero(np.diff(of_document[order], prepend=-1))
    in_document = np.logical_or.reduceat((in_passage | titles)[order], bounds)[of_document]
    best_of_document = np.maximum.reduceat(scores[order], bounds)[of_document]
    together = np.minimum(np.bincount(of_document), 5) / 5
    held, titled, previous, following = held[numbers], titled[numbers], previous[numbers], following[numbers]
    everywhere = np.log((len(matches.held) + 1) / (sums[-1] + 0.5)) * matches.weights
    columns: dict[str, Floats] = {}
    for name, covered in (
        ("alone", held),
        ("titled", titled),
        ("previous", held | previous),
        ("only_previous", previous),
        ("only_following", following),
        ("titled_previous", titled | previous),
        ("neighbours", neighbours[numbers]),
        ("titled_earlier", titled | earlier),
        ("passage", in_passage[hit_of]),
        ("document", in_document[hit_of]),
    ):
        columns[f"{name}_w"], columns[f"{name}_b"] = (covered @ weights).T
    columns["title_w"] = (titles[hit_of] @ weights)[:, 0]
    columns["rare_w"], columns["rare_b"] = (held @ _weigh_shares(everywhere, matches.words)).T
    # A term that every sentence of the passage holds tells none of them apart.
    telling = np.log((matches.counts[:, None] + 1) / (counts + 0.5)) * in_passage * matches.weights
    columns["telling_w"], columns["telling_b"] = _telling_shares(held, telling[hit_of], matches.words)
    columns["hit"] = (scores / top)[hit_of]
    # In an archive of a few paragraphs every term is common and weighs next to nothing: any hit would look perfect.
    columns["hit_full"] = np.minimum(scores / (matches.weights.sum() or 1.0), _FULL)[hit_of]
    columns["hit_document"] = (best_of_document / top)[hit_of]
    columns["hit_rank"] = np.log1p(hit_of)
    columns["hits_of_document"] = together[of_document][hit_of]
    return Coverage(numbers, columns)


def _weigh_shares(weights: Floats, words: int) -> Floats:
    """Return what each term adds to the share of the question's words and to that of its bigrams: terms by two."""
    shares = np.zeros((len(weights), 2))
    of_words, of_bigrams = weights[:words], weights[words:]
    shares[:words, 0] = of_words / (of_words.sum() or 1.0)
    shares[words:, 1] = of_bigrams / (of_bigrams.sum() or 1.0)
    return shares


def _telling_shares(held: Booleans, telling: Floats, words: int) -> tuple[Floats, Floats]:
    mine = held * telling
    of_words, of_bigrams = telling[:, :words].sum(axis=1), telling[:, words:].sum(axis=1)
    return (
        mine[:, :words].sum(axis=1) / (of_words + 1e-9),
        mine[:, words:].sum(axis=1) / (of_bigrams + 1e-9),
    )
