"""The passages of a collection that match a query best: exact BM25, over only as much as can matter.

A common term has the longest postings and the lowest weight. The postings are therefore read in the order of their
length per unit of weight, the cheapest first. As soon as a passage that holds none of the terms read so far can no
longer be among the best, the remaining terms are scored only in the passages that are still candidates (MaxScore:
H. Turtle and J. Flood, Query evaluation: strategies and optimizations, 1995).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.disk.keys import as_bigrams, keys_of
from retrieval.index.scoring import BIGRAM_WEIGHT, DIGITS, K1, TITLE_WEIGHT, B, idf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.index.disk.collection import Collection, Mask, Read, Rows
    from retrieval.index.disk.postings import Numbers, Places
    from retrieval.types import Floats
    from retrieval.values import Query

# Terms that carry this share of the query's total weight are not read in the first pass. They are scored in the
# candidates that it leaves.
_DEFERRED_SHARE = 0.25
# If the query has no more postings than this, all are read in one pass: a second pass would cost more than it saves.
_FEW_POSTINGS = 60_000
# Two scores that are equal after rounding differ by no more than this.
_ROUNDING = 10.0**-DIGITS
# The part of the norm that does not depend on the length of the field.
_NORM = K1 * (1 - B)
# The weights of words, bigrams and titles; k1 + 1 is the constant in the numerator of BM25.
_FIELD_WEIGHTS = np.array((1.0, BIGRAM_WEIGHT, TITLE_WEIGHT)) * (K1 + 1)


class _QueryTerms(NamedTuple):
    """The terms of a query. Each has two columns in the arrays: the first half is for texts, the second for titles.

    Attributes:
        number: how many terms there are; a column from here on is one of titles.
        texts: where the postings of the terms stand in texts.
        titles: the postings of the terms in titles, which are read already.
        title_terms: the term to which each posting of ``titles`` belongs.
        weights: the idf of each term, multiplied by the weight of its field.
        frequencies: the number of passages that hold each term.
        length_factors: how much one more term in the field adds to the norm.
        length_offsets: where the lengths of the term's field begin in ``Searcher._text_lengths``.
    """

    number: int
    texts: Rows
    titles: Read
    title_terms: Places
    weights: Floats
    frequencies: Places
    length_factors: Floats
    length_offsets: Places


class Searcher:
    """Searches a collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        there = True if collection.passages_there is None else collection.passages_there
        lengths = (collection.word_lengths, collection.bigram_lengths)
        sums = [int(one.sum(where=there, dtype=np.int64)) for one in lengths]
        sums.append(int((collection.title_lengths * collection.passages_of).sum()))
        # How much each term in a field adds to the norm; 0 for a field that is empty everywhere.
        self._length_factors = np.array(
            [K1 * B * collection.passages / total if total else 0.0 for total in sums]
        )
        # Words and bigrams are scored together, so the lengths in bigrams are appended to the lengths in words.
        self._text_lengths = np.concatenate(lengths)
        self._length_offsets = np.array((0, len(collection.word_lengths), 0))

    def search(self, query: Query, limit: int, admitted: Mask | None) -> list[tuple[float, int]]:
        """Return the best passages with their scores, in no order. Passages that tie with the last one are included.

        Args:
            query: the terms to search for.
            limit: the number of passages to return; ties add to it.
            admitted: the documents that the filter admits, or None if it admits all.
        """
        wanted = self._look_up(query)
        order = np.argsort(wanted.frequencies / np.maximum(wanted.weights, _ROUNDING), kind="stable")
        # The terms with the fewest postings per unit of weight come first; terms without postings are dropped.
        order = order[wanted.frequencies[order] > 0]
        if limit < 1 or not len(order):
            return []
        # left[n] is the total weight of the terms from the n-th on, the most that they can add to a passage's score.
        left = np.append(np.cumsum(wanted.weights[order][::-1])[::-1], 0.0)
        deferred = _DEFERRED_SHARE * left[0] if wanted.frequencies.sum() > _FEW_POSTINGS else 0.0
        read = int(np.argmax(left <= deferred))
        scores = self._score(wanted, order[:read])
        while True:
            found = np.flatnonzero(scores > 0)
            if admitted is not None:
                found = found[admitted[self._collection.document_of[found]]]
            found_scores = scores[found]
            least = _nth(found_scores, limit)
            if left[read] < least or not left[read]:
                break
            # Enough terms are read to bring the remaining weight below the lowest score that is still among the best.
            more = int(np.argmax(left <= 0.9 * least))
            scores += self._score(wanted, order[read:more])
            read = more
        near = found_scores >= least - left[read] - _ROUNDING
        found, found_scores = found[near], found_scores[near]
        if read < len(order):
            found_scores += self._score_at(found, wanted, order[read:])
        whole = np.round(found_scores, DIGITS)
        best = whole >= _nth(whole, limit)
        return list(zip(whole[best].tolist(), found[best].tolist(), strict=True))

    def count_any(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each term occurs, as a word, as a bigram or in the title; none is empty."""
        collection = self._collection
        number = len(terms)
        keys = keys_of(terms)
        texts = collection.terms.find(np.concatenate((keys, as_bigrams(keys))))
        titles = collection.title_terms.find(keys)
        words, bigrams = self._count_texts(texts).reshape(2, number)
        in_titles = (titles.ends - titles.starts).sum(axis=0)
        counts: list[int] = (words + bigrams).tolist()
        # These may stand in one passage twice.
        for term in np.flatnonzero((in_titles > 0) | ((words > 0) & (bigrams > 0))).tolist():
            held = np.zeros(len(collection.document_of), np.bool_)
            held[collection.terms.read(texts, [term, number + term]).places] = True
            held[self._passages_under(collection.title_terms.read(titles, [term]).places)] = True
            if collection.passages_there is not None:
                held &= collection.passages_there
            counts[term] = int(np.count_nonzero(held))
        return counts

    def _look_up(self, query: Query) -> _QueryTerms:
        collection = self._collection
        terms = [term for term in query.words if term]
        words = len(terms)
        terms += [term for term in query.bigrams if term]
        number = len(terms)
        keys = keys_of(terms)
        texts = collection.terms.find(np.concatenate((keys[:words], as_bigrams(keys[words:]))))
        titles = collection.title_terms.read(collection.title_terms.find(keys), range(number))
        title_terms = titles.terms
        in_titles = np.bincount(title_terms, collection.passages_of[titles.places], number)
        frequencies = np.concatenate((self._count_texts(texts), in_titles.astype(np.intp)))
        fields = np.repeat([0, 1, 2], [words, number - words, number])
        idfs = [idf(collection.passages, held) for held in frequencies.tolist()]
        weights = _FIELD_WEIGHTS[fields] * idfs
        length_factors, length_offsets = self._length_factors[fields], self._length_offsets[fields]
        return _QueryTerms(
            number, texts, titles, title_terms, weights, frequencies, length_factors, length_offsets
        )

    def _count_texts(self, rows: Rows) -> Places:
        """Return the number of passages whose text holds each term."""
        there = self._collection.passages_there
        if there is None:
            sizes: Places = (rows.ends - rows.starts).sum(axis=0)
            return sizes
        count = rows.starts.shape[1]
        read = self._collection.terms.read(rows, range(count))
        return np.bincount(read.terms[there[read.places]], minlength=count)

    def _passages_under(self, documents: Places) -> Places:
        """Return the passages of some documents, document after document."""
        counts = self._collection.passages_of[documents]
        first = self._collection.first_of[documents]
        return np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))

    def _score(self, wanted: _QueryTerms, columns: Places) -> Floats:
        """Return the score that each passage gets from some terms."""
        passages, in_texts = self._weigh_texts(wanted, columns)
        documents, in_titles = self._weigh_titles(wanted, columns)
        if len(documents):
            passages = np.concatenate((passages, self._passages_under(documents)))
            spread = np.repeat(in_titles, self._collection.passages_of[documents])
            in_texts = np.concatenate((in_texts, spread))
        return _sum(passages, in_texts, len(self._collection.document_of))

    def _score_at(self, passages: Places, wanted: _QueryTerms, columns: Places) -> Floats:
        """Return the scores that some passages, given in ascending order, get from some terms."""
        collection = self._collection
        asked = np.zeros(len(collection.document_of), np.bool_)
        asked[passages] = True
        places, in_texts = self._weigh_texts(wanted, columns, asked)
        by_passage = _sum(np.searchsorted(passages, places), in_texts, len(passages))
        documents, in_titles = self._weigh_titles(wanted, columns)
        return (
            by_passage + _sum(documents, in_titles, len(collection.there))[collection.document_of[passages]]
        )

    def _weigh_texts(
        self, wanted: _QueryTerms, columns: Places, asked: Mask | None = None
    ) -> tuple[Places, Floats]:
        """Return the passages whose text holds the terms, and the score of each posting; of ``asked`` alone if given."""
        columns = columns[columns < wanted.number]
        read = self._collection.terms.read(wanted.texts, columns)
        places, counts = read.places, read.counts
        length_offsets, weights, length_factors = (
            read.spread(one[columns])
            for one in (wanted.length_offsets, wanted.weights, wanted.length_factors)
        )
        if asked is not None:
            kept = np.flatnonzero(asked[places])
            places, counts, length_offsets, weights, length_factors = (
                one[kept] for one in (places, counts, length_offsets, weights, length_factors)
            )
        return places, _score_postings(
            counts, self._text_lengths[places + length_offsets], weights, length_factors
        )

    def _weigh_titles(self, wanted: _QueryTerms, columns: Places) -> tuple[Places, Floats]:
        """Return the documents whose title holds the terms, and the score of each posting."""
        chosen = np.zeros(2 * wanted.number, np.bool_)
        chosen[columns] = True
        kept = np.flatnonzero(chosen[wanted.number + wanted.title_terms])
        documents = wanted.titles.places[kept]
        weights = wanted.weights[wanted.number + wanted.title_terms[kept]]
        lengths = self._collection.title_lengths[documents]
        return documents, _score_postings(
            wanted.titles.counts[kept], lengths, weights, self._length_factors[-1]
        )


def _score_postings(
    counts: Numbers, lengths: Numbers, weights: Floats, length_factors: Floats | float
) -> Floats:
    """Return the BM25 score of each posting; ``counts`` are the term frequencies."""
    weighed: Floats = weights * (counts / (counts + (_NORM + length_factors * lengths)))
    return weighed


def _sum(places: Places, scores: Floats, width: int) -> Floats:
    # For empty input, np.bincount returns integers.
    return np.bincount(places, scores, width).astype(np.float64, copy=False)


def _nth(scores: Floats, limit: int) -> float:
    """Return the ``limit``-th highest score, or 0 if there are fewer scores."""
    if len(scores) < limit:
        return 0.0
    # Most scores are low; to leave them out makes the partition cheap.
    high = scores[scores > scores.max() / 2]
    among = high if len(high) >= limit else scores
    return float(np.partition(among, -limit)[-limit])
