"""Where the question's words stand: in which sentences, passages and headlines of the hits."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.chinese.folding import codes_of, fold
from retrieval.chinese.outlines import is_word
from retrieval.index.scoring import idf
from retrieval.reader.occurrences import find_all
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
    bigrams. ``text`` is that of all hits, folded, and ``starts`` where each sentence begins in it. ``hit_of`` and
    ``place_of`` say from which hit a sentence comes and its place in it, ``counts`` how many each hit has; ``held``
    (sentences by terms) which terms it holds, ``titles`` (hits by terms) which its headline holds;
    ``where`` where the term first stands in the sentence, -1 where it does not. ``weights`` are the terms' idf, 0 for
    a term that occurs nowhere; ``guessed`` (hits by words) says which hits hold an unknown word misspelt.
    """

    text: str
    starts: NDArray[np.intp]
    hit_of: NDArray[np.intp]
    place_of: NDArray[np.intp]
    counts: NDArray[np.intp]
    held: Booleans
    titles: Booleans
    where: NDArray[np.intp]
    weights: Floats
    guessed: Booleans
    words: int

    def only(self, hits: NDArray[np.intp]) -> Matches:
        """Return what some hits hold, as if there were no others: their numbers, rising."""
        rows = self.rows_of(hits)
        counts, guessed = self.counts[hits], self.guessed[hits]
        weights = self.weights.copy()
        weights[: self.words][self.guessed.any(axis=0) & ~guessed.any(axis=0)] = 0.0
        return replace(
            self,
            starts=self.starts[rows],
            hit_of=np.repeat(np.arange(len(hits)), counts),
            place_of=self.place_of[rows],
            counts=counts,
            held=self.held[rows],
            titles=self.titles[hits],
            where=self.where[rows],
            weights=weights,
            guessed=guessed,
        )

    def rows_of(self, hits: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the numbers of the sentences of some hits."""
        some = np.zeros(len(self.counts), dtype=bool)
        some[hits] = True
        return np.flatnonzero(some[self.hit_of])


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
    titles: dict[str, int] = {}
    title_of = [titles.setdefault(hit.passage.metadata.title, len(titles)) for hit in hits]
    # All texts are searched as one, their headlines behind them: most of the time went to beginning anew with each.
    pieces = [*(hit.passage.text for hit in hits), *titles]
    folded = fold(_BREAK.join(pieces))
    opens = np.array(list(accumulate((len(piece) + 1 for piece in pieces), initial=0)), dtype=np.intp)
    opens, title_opens = opens[: len(hits)], opens[len(hits) :]
    text = folded[: title_opens[0] - 1]
    counts = np.array([len(hit.passage.sentences) for hit in hits], dtype=np.intp)
    hit_of = np.repeat(np.arange(len(hits)), counts)
    firsts = np.cumsum(counts) - counts
    within = np.array([span.start for hit in hits for span in hit.passage.sentences], dtype=np.intp)
    starts = within + opens[hit_of]
    places, columns = find_all(folded, terms)
    behind = places > len(text)
    titled = np.zeros((len(titles), len(terms)), dtype=bool)
    titled[np.searchsorted(title_opens, places[behind], side="right") - 1, columns[behind]] = True
    held = np.zeros((len(starts), len(terms)), dtype=bool)
    where = np.full(held.shape, -1, dtype=np.intp)
    if len(starts):
        places, columns = places[~behind], columns[~behind]
        if _DEPUTY in text and not any(_DEPUTY in term for term in terms):
            kept = ~np.isin(places, np.flatnonzero(codes_of(text) == ord(_DEPUTY)) + 1)
            places, columns = places[kept], columns[kept]
        _hold(places, columns, starts, opens, hit_of, held, where)
    weights = [idf(passages, count) if count else 0.0 for count in (frequencies[term] for term in terms)]
    guessed = np.zeros((len(hits), len(query.words)), dtype=bool)
    for column, word in enumerate(query.words):
        if not frequencies[word]:
            guessed[_hold_misspelt(word, column, hits, text, opens, firsts, held, where), column] = True
            if guessed[:, column].any():
                weights[column] = _MISSPELT * math.log(1 + passages)
    return Matches(
        text=text,
        starts=starts,
        hit_of=hit_of,
        place_of=np.arange(len(held)) - np.repeat(firsts, counts),
        counts=counts,
        held=held,
        titles=titled[title_of],
        where=where,
        weights=np.array(weights, dtype=np.float64),
        guessed=guessed,
        words=len(query.words),
    )


def _hold(
    places: NDArray[np.intp],
    columns: NDArray[np.intp],
    starts: NDArray[np.intp],
    opens: NDArray[np.intp],
    hit_of: NDArray[np.intp],
    held: Booleans,
    where: NDArray[np.intp],
) -> None:
    """Mark which sentences hold which terms, and where each stands first."""
    # Backwards, so that where a term stands twice its first place is written last.
    places, columns = places[::-1], columns[::-1]
    row_of = np.searchsorted(starts, places, side="right") - 1
    # What stands before the first sentence of a passage belongs to no sentence.
    inside = (row_of >= 0) & (hit_of[row_of] == np.searchsorted(opens, places, side="right") - 1)
    row_of, columns, places = row_of[inside], columns[inside], places[inside]
    held[row_of, columns] = True
    where[row_of, columns] = places - starts[row_of]


def _hold_misspelt(
    word: str,
    column: int,
    hits: Sequence[Hit],
    text: str,
    opens: NDArray[np.intp],
    firsts: NDArray[np.intp],
    held: Booleans,
    where: NDArray[np.intp],
) -> list[int]:
    """Mark the words that differ from an unknown one in one character, and return in which hits: 主诗 stands for 主持."""
    size = len(word)
    if not 2 <= size <= len(text):
        return []
    codes = codes_of(text)
    last = len(codes) - size + 1
    same = sum((codes[n : last + n] == ord(letter)).astype(np.int16) for n, letter in enumerate(word))
    places = np.flatnonzero(same == size - 1)
    found = []
    for place, number in zip(places, np.searchsorted(opens, places, side="right") - 1, strict=True):
        start, passage = int(place - opens[number]), hits[number].passage
        if not is_word(passage, Span(start, start + size)):
            continue
        starts = [sentence.start for sentence in passage.sentences]
        sentence = bisect_right(starts, start) - 1
        row = int(firsts[number]) + sentence
        if sentence >= 0 and not held[row, column]:
            held[row, column] = True
            where[row, column] = start - starts[sentence]
            found.append(int(number))
    return found


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the question the best sentences cover, by their numbers: named columns, one value a sentence.

    Shares of the question's weight are from 0 to 1; ``_w`` stands for its words, ``_b`` for its bigrams.
    """

    numbers: NDArray[np.intp]
    columns: dict[str, Floats]


def measure_coverage(matches: Matches, documents: Sequence[str], scores: Floats, most: int) -> Coverage:
    """Return how much of the question the best sentences cover: alone, with their neighbours, with their headline.

    Args:
        matches: see :func:`match_terms`.
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
        ("title", titles[hit_of]),
    ):
        columns[f"{name}_w"], columns[f"{name}_b"] = (covered @ weights).T
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
