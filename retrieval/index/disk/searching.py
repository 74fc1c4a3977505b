"""The passages of a collection that match a query best: exact BM25, over only as much as can matter.

A common term costs most to read and says least. So the terms are read from the one on that costs least for what it is
worth, and as soon as those that are left could not lift a passage that holds only them among the best, they are counted in the
passages alone that are still in question (MaxScore: H. Turtle and J. Flood, Query evaluation: strategies and
optimizations, 1995).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from retrieval.index.disk.keys import as_bigrams, keys_of
from retrieval.index.scoring import BIGRAM_WEIGHT, DIGITS, K1, TITLE_WEIGHT, B, idf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.index.disk.collection import Collection, Mask, Read, Rows
    from retrieval.index.disk.postings import Numbers, Places
    from retrieval.values import Query

    Floats: TypeAlias = NDArray[np.float64]

# Of what all terms are worth together, what is left at first to be counted where it still matters.
_LEFT = 0.25
# So few places are read at once: to look again where something still matters would take longer.
_FEW = 60_000
# What rounding may hide.
_ROUNDED = 10.0**-DIGITS
_NORM = K1 * (1 - B)
_WEIGHTS = np.array((1.0, BIGRAM_WEIGHT, TITLE_WEIGHT)) * (K1 + 1)


class _Wanted(NamedTuple):
    """The terms of a query, each in two columns: first all of them in texts, then all of them in titles.

    ``worths`` are their idf by the weight of their field, ``holding`` in how many passages they occur, ``slopes`` what
    a field's length adds to the norm, ``behind`` where the lengths of its field begin. The postings of ``titles`` are
    read already, and ``title_terms`` tells of which term each is.
    """

    number: int
    texts: Rows
    titles: Read
    title_terms: Places
    worths: Floats
    holding: Places
    slopes: Floats
    behind: Places


class Searcher:
    """Searches a collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        there = True if collection.passages_there is None else collection.passages_there
        lengths = (collection.word_lengths, collection.bigram_lengths)
        sums = [int(one.sum(where=there, dtype=np.int64)) for one in lengths]
        sums.append(int((collection.title_lengths * collection.passages_of).sum()))
        # What is added to a norm for each term of a field's length.
        self._slopes = np.array([K1 * B * collection.passages / total if total else 0.0 for total in sums])
        # Words and bigrams are weighed together: the lengths of the bigrams stand behind those of the words.
        self._text_lengths = np.concatenate(lengths)
        self._behind = np.array((0, len(collection.word_lengths), 0))

    def search(self, query: Query, limit: int, admitted: Mask | None) -> list[tuple[float, int]]:
        """Return the passages that match best with their scores, and all that are as good as the last; in no order.

        Args:
            query: what is asked.
            limit: so many at least, where so many match.
            admitted: the documents that may be found; None where all may.
        """
        wanted = self._look_up(query)
        order = np.argsort(wanted.holding / np.maximum(wanted.worths, _ROUNDED), kind="stable")
        # Those that cost least for what they are worth come first.
        order = order[wanted.holding[order] > 0]
        if limit < 1 or not len(order):
            return []
        # What the terms from each one on are worth together: no passage gets more of them.
        left = np.append(np.cumsum(wanted.worths[order][::-1])[::-1], 0.0)
        most = _LEFT * left[0] if wanted.holding.sum() > _FEW else 0.0
        read = int(np.argmax(left <= most))
        scores = self._score(wanted, order[:read])
        while True:
            found = np.flatnonzero(scores > 0)
            if admitted is not None:
                found = found[admitted[self._collection.document_of[found]]]
            of_found = scores[found]
            least = _nth(of_found, limit)
            if left[read] < least or not left[read]:
                break
            # With these the best are sure to be ahead of all that is left.
            more = int(np.argmax(left <= 0.9 * least))
            scores += self._score(wanted, order[read:more])
            read = more
        near = of_found >= least - left[read] - _ROUNDED
        found, of_found = found[near], of_found[near]
        if read < len(order):
            of_found += self._score_at(found, wanted, order[read:])
        whole = np.round(of_found, DIGITS)
        best = whole >= _nth(whole, limit)
        return list(zip(whole[best].tolist(), found[best].tolist(), strict=True))

    def count_any(self, term: str) -> int:
        """Return in how many passages a term occurs, as a word, as a bigram or in the title."""
        collection = self._collection
        key = keys_of([term])
        rows = collection.terms.find(np.concatenate((key, as_bigrams(key))))
        titles = collection.title_terms.read(collection.title_terms.find(key), [0]).places
        word, bigram = self._count_texts(rows).tolist()
        if not len(titles) and not (word and bigram):
            return int(word + bigram)
        held = np.zeros(len(collection.document_of), np.bool_)
        held[collection.terms.read(rows, [0, 1]).places] = True
        held[self._passages_under(titles)] = True
        if collection.passages_there is not None:
            held &= collection.passages_there
        return int(np.count_nonzero(held))

    def _look_up(self, query: Query) -> _Wanted:
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
        holding = np.concatenate((self._count_texts(texts), in_titles.astype(np.intp)))
        fields = np.repeat([0, 1, 2], [words, number - words, number])
        idfs = [idf(collection.passages, held) for held in holding.tolist()]
        worths = _WEIGHTS[fields] * idfs
        slopes, behind = self._slopes[fields], self._behind[fields]
        return _Wanted(number, texts, titles, title_terms, worths, holding, slopes, behind)

    def _count_texts(self, rows: Rows) -> Places:
        """Return in how many passages each term occurs."""
        there = self._collection.passages_there
        if there is None:
            sizes: Places = (rows.ends - rows.starts).sum(axis=0)
            return sizes
        count = rows.starts.shape[1]
        read = self._collection.terms.read(rows, range(count))
        return np.bincount(read.terms[there[read.places]], minlength=count)

    def _passages_under(self, documents: Places) -> Places:
        """Return the passages of some documents, one after the other."""
        counts = self._collection.passages_of[documents]
        first = self._collection.first_of[documents]
        return np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))

    def _score(self, wanted: _Wanted, columns: Places) -> Floats:
        """Return how well each passage matches some terms."""
        passages, in_texts = self._weigh_texts(wanted, columns)
        documents, in_titles = self._weigh_titles(wanted, columns)
        if len(documents):
            passages = np.concatenate((passages, self._passages_under(documents)))
            spread = np.repeat(in_titles, self._collection.passages_of[documents])
            in_texts = np.concatenate((in_texts, spread))
        return _sum(passages, in_texts, len(self._collection.document_of))

    def _score_at(self, passages: Places, wanted: _Wanted, columns: Places) -> Floats:
        """Return how well some passages, in rising order, match some terms."""
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
        self, wanted: _Wanted, columns: Places, asked: Mask | None = None
    ) -> tuple[Places, Floats]:
        """Return where terms stand in texts, and what each is worth there; in all passages or those asked for."""
        columns = columns[columns < wanted.number]
        read = self._collection.terms.read(wanted.texts, columns)
        places, counts = read.places, read.counts
        behind, worths, slopes = (
            read.spread(one[columns]) for one in (wanted.behind, wanted.worths, wanted.slopes)
        )
        if asked is not None:
            kept = np.flatnonzero(asked[places])
            places, counts, behind, worths, slopes = (
                one[kept] for one in (places, counts, behind, worths, slopes)
            )
        return places, _weigh(counts, self._text_lengths[places + behind], worths, slopes)

    def _weigh_titles(self, wanted: _Wanted, columns: Places) -> tuple[Places, Floats]:
        """Return where terms stand in titles, and what each is worth there."""
        chosen = np.zeros(2 * wanted.number, np.bool_)
        chosen[columns] = True
        kept = np.flatnonzero(chosen[wanted.number + wanted.title_terms])
        documents = wanted.titles.places[kept]
        worths = wanted.worths[wanted.number + wanted.title_terms[kept]]
        lengths = self._collection.title_lengths[documents]
        return documents, _weigh(wanted.titles.counts[kept], lengths, worths, self._slopes[-1])


def _weigh(counts: Numbers, lengths: Numbers, worths: Floats, slopes: Floats | float) -> Floats:
    weighed: Floats = worths * (counts / (counts + (_NORM + slopes * lengths)))
    return weighed


def _sum(places: Places, scores: Floats, width: int) -> Floats:
    # What is summed of nothing would be whole numbers.
    return np.bincount(places, scores, width).astype(np.float64, copy=False)


def _nth(scores: Floats, limit: int) -> float:
    """Return the score that so many reach; 0 where there are fewer."""
    if len(scores) < limit:
        return 0.0
    # Most scores are low, and need not be put in order.
    high = scores[scores > scores.max() / 2]
    among = high if len(high) >= limit else scores
    return float(np.partition(among, -limit)[-limit])
