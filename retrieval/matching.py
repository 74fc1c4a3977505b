"""Where the question's words stand: in which sentences, passages and headlines of the hits."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.folding import codes_of, fold
from retrieval.occurrences import find_all
from retrieval.segmentation import is_word
from retrieval.values import Span

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
    ``where`` where the term first stands in the sentence, -1 where it does not. ``weights`` are the terms' idf, 0 for a term
    that occurs nowhere.
    """

    texts: tuple[str, ...]
    hit_of: NDArray[np.intp]
    place_of: NDArray[np.intp]
    counts: NDArray[np.intp]
    held: Booleans
    titles: Booleans
    where: NDArray[np.intp]
    weights: Floats
    words: int


# The most that a hit's score is of its terms' idf, but for archives of a few paragraphs.
_FULL = 1.3
# 市长 is not asked for where 副市长 is written.
_DEPUTY = "副"
# Between two texts: no term holds it.
_BREAK = "\n"


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
    # All texts are searched as one: most of the time went to beginning anew with each text.
    whole = fold(_BREAK.join(hit.passage.text for hit in hits))
    sizes = [len(hit.passage.text) for hit in hits]
    opens = np.cumsum([0, *(size + 1 for size in sizes)])[:-1]
    texts = tuple(whole[at : at + size] for at, size in zip(opens.tolist(), sizes, strict=True))
    counts = np.array([len(hit.passage.sentences) for hit in hits], dtype=np.intp)
    hit_of = np.repeat(np.arange(len(hits)), counts)
    firsts = np.cumsum(counts) - counts
    within = np.array([span.start for hit in hits for span in hit.passage.sentences], dtype=np.intp)
    starts = within + opens[hit_of]
    held = np.zeros((len(starts), len(terms)), dtype=bool)
    where = np.full(held.shape, -1, dtype=np.intp)
    _hold(terms, whole, starts, opens, hit_of, held, where)
    weights = [
        math.log(1 + (passages - count + 0.5) / (count + 0.5)) if count else 0.0
        for count in (frequencies[term] for term in terms)
    ]
    for column, word in enumerate(query.words):
        if not frequencies[word] and _hold_misspelt(word, column, hits, whole, opens, firsts, held, where):
            weights[column] = _MISSPELT * math.log(1 + passages)
    return Matches(
        texts=texts,
        hit_of=hit_of,
        place_of=np.arange(len(held)) - np.repeat(firsts, counts),
        counts=counts,
        held=held,
        titles=_match_titles(terms, hits),
        where=where,
        weights=np.array(weights, dtype=np.float64),
        words=len(query.words),
    )


def _hold(
    terms: Sequence[str],
    whole: str,
    starts: NDArray[np.intp],
    opens: NDArray[np.intp],
    hit_of: NDArray[np.intp],
    held: Booleans,
    where: NDArray[np.intp],
) -> None:
    """Mark which sentences hold which terms, and where each stands first."""
    if not len(starts):
        return
    places, column_of = find_all(whole, terms)
    if _DEPUTY in whole and not any(_DEPUTY in term for term in terms):
        kept = [at == 0 or whole[at - 1] != _DEPUTY for at in places.tolist()]
        places, column_of = places[kept], column_of[kept]
    # Backwards, so that where a term stands twice its first place is written last.
    places, column_of = places[::-1], column_of[::-1]
    row_of = np.searchsorted(starts, places, side="right") - 1
    # What stands before the first sentence of a passage belongs to no sentence.
    inside = (row_of >= 0) & (hit_of[row_of] == np.searchsorted(opens, places, side="right") - 1)
    row_of, column_of, places = row_of[inside], column_of[inside], places[inside]
    held[row_of, column_of] = True
    where[row_of, column_of] = places - starts[row_of]


def _match_titles(terms: Sequence[str], hits: Sequence[Hit]) -> Booleans:
    """Return which terms each hit's headline holds; paragraphs of one document share theirs."""
    titles: dict[str, int] = {}
    row_of = [titles.setdefault(hit.passage.metadata.title, len(titles)) for hit in hits]
    opens = np.cumsum([0, *(len(title) + 1 for title in titles)])
    places, columns = find_all(fold(_BREAK.join(titles)), terms)
    held = np.zeros((len(titles), len(terms)), dtype=bool)
    held[np.searchsorted(opens, places, side="right") - 1, columns] = True
    return held[row_of]


def _hold_misspelt(
    word: str,
    column: int,
    hits: Sequence[Hit],
    whole: str,
    opens: NDArray[np.intp],
    firsts: NDArray[np.intp],
    held: Booleans,
    where: NDArray[np.intp],
) -> bool:
    """Mark the words that differ from an unknown one in one character: 主诗 stands for 主持."""
    size = len(word)
    if not 2 <= size <= len(whole):
        return False
    codes = codes_of(whole)
    last = len(codes) - size + 1
    same = sum((codes[n : last + n] == ord(letter)).astype(np.int16) for n, letter in enumerate(word))
    places = np.flatnonzero(same == size - 1)
    found = False
    for place, number in zip(places, np.searchsorted(opens, places, side="right") - 1, strict=True):
        start, passage = int(place - opens[number]), hits[number].passage
        if not is_word(passage, Span(start, start + size)):
            continue
        starts = [sentence.start for sentence in passage.sentences]
        sentence = bisect_right(starts, start) - 1
        row = int(firsts[number]) + sentence
        if sentence >= 0 and not held[row, column]:
            held[row, column] = found = True
            where[row, column] = start - starts[sentence]
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
    hit_of, held, titles = matches.hit_of, matches.held, matches.titles
    first = matches.place_of == 0
    last = matches.place_of == matches.counts[hit_of] - 1
    previous = np.zeros_like(held)
    previous[1:] = held[:-1]
    previous[first] = False
    following = np.zeros_like(held)
    following[:-1] = held[1:]
    following[last] = False
    # How many sentences hold a term, up to each: the difference says whether one of a stretch does.
    sums = np.zeros((len(held) + 1, held.shape[1]), dtype=np.int32)
    np.cumsum(held, axis=0, out=sums[1:])
    ends = np.cumsum(matches.counts)
    opens = ends - matches.counts
    earlier = sums[:-1] > sums[opens][hit_of]
    counts = sums[ends] - sums[opens]
    in_passage = counts > 0
    numbers = {document: number for number, document in enumerate(dict.fromkeys(documents))}
    of_document = np.array([numbers[document] for document in documents])
    order = np.argsort(of_document, kind="stable")
    bounds = np.flatnonzero(np.diff(of_document[order], prepend=-1))
    in_document = np.logical_or.reduceat((in_passage | titles)[order], bounds)[of_document]
    best_of_document = np.maximum.reduceat(scores[order], bounds)[of_document]
    together = np.minimum(np.bincount(of_document), 5) / 5
    titled = held | titles[hit_of]
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
    ):
        columns[f"{name}_w"], columns[f"{name}_b"] = _shares(covered, matches.weights, matches.words)
    for name, covered in (("passage", in_passage), ("document", in_document), ("title", titles)):
        of_words, of_bigrams = _shares(covered, matches.weights, matches.words)
        columns[f"{name}_w"], columns[f"{name}_b"] = of_words[hit_of], of_bigrams[hit_of]
    # A term that every sentence of the passage holds tells none of them apart.
    telling = np.log((matches.counts[:, None] + 1) / (counts + 0.5)) * in_passage * matches.weights
    columns["telling_w"], columns["telling_b"] = _telling_shares(held, telling, hit_of, matches.words)
    everywhere = np.log((len(held) + 1) / (sums[-1] + 0.5)) * matches.weights
    columns["rare_w"], columns["rare_b"] = _shares(held, everywhere, matches.words)
    top = scores[0] or 1.0
    columns["hit"] = (scores / top)[hit_of]
    # In an archive of a few paragraphs every term is common and weighs next to nothing: any hit would look perfect.
    columns["hit_full"] = np.minimum(scores / (matches.weights.sum() or 1.0), _FULL)[hit_of]
    columns["hit_document"] = (best_of_document / top)[hit_of]
    columns["hit_rank"] = np.log1p(hit_of)
    columns["hits_of_document"] = together[of_document][hit_of]
    return columns


def _shares(covered: Booleans, weights: Floats, words: int) -> tuple[Floats, Floats]:
    of_words, of_bigrams = weights[:words], weights[words:]
    return (
        covered[:, :words] @ of_words / (of_words.sum() or 1.0),
        covered[:, words:] @ of_bigrams / (of_bigrams.sum() or 1.0),
    )


def _telling_shares(
    held: Booleans, telling: Floats, hit_of: NDArray[np.intp], words: int
) -> tuple[Floats, Floats]:
    mine = held * telling[hit_of]
    of_words, of_bigrams = telling[:, :words].sum(axis=1), telling[:, words:].sum(axis=1)
    return (
        mine[:, :words].sum(axis=1) / (of_words[hit_of] + 1e-9),
        mine[:, words:].sum(axis=1) / (of_bigrams[hit_of] + 1e-9),
    )
