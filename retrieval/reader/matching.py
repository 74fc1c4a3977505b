"""Where the question's terms stand: in which sentences, passages and headlines of the hits."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from retrieval.chinese.folding import codes_of, fold
from retrieval.chinese.outlines import is_word
from retrieval.reader.occurrences import find_all
from retrieval.reader.terms import columns_of, find_known
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Renamed
    from retrieval.reader.terms import Terms
    from retrieval.types import Booleans, Floats, Integers
    from retrieval.values import Hit, Query

# What a word that differs in one character is worth beside the word itself.
_MISSPELT = 0.4
# 市长 is not asked for where 副市长 is written.
_DEPUTY = "副"
# Between two texts: no term holds it.
_BREAK = "\n"


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
    starts: Integers
    hit_of: Integers
    place_of: Integers
    counts: Integers
    held: Booleans
    titles: Booleans
    where: Integers
    weights: Floats
    guessed: Booleans
    words: int

    def only(self, hits: Integers) -> Matches:
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

    def rows_of(self, hits: Integers) -> Integers:
        """Return the numbers of the sentences of some hits."""
        some = np.zeros(len(self.counts), dtype=bool)
        some[hits] = True
        return np.flatnonzero(some[self.hit_of])


def match_terms(query: Query, hits: Sequence[Hit], known: Terms, same: Sequence[Renamed] = ()) -> Matches:
    """Find the query's terms in the sentences of its hits.

    A term is found by its characters, not as a word that was cut out: 普遍存在 asks for 普遍|存在 too. Where a name stands in
    another writing, all its terms are held.

    Args:
        query: words and bigrams, folded.
        hits: what the index found.
        known: how common the terms are.
        same: other writings of names in the question.
    """
    terms = query.words + query.bigrams
    titles: dict[str, int] = {}
    title_of = [titles.setdefault(hit.passage.metadata.title, len(titles)) for hit in hits]
    # All texts are searched as one, their headlines behind them: most of the time went to beginning anew with each.
    pieces = [*(hit.passage.folded for hit in hits), *titles]
    opens = np.array(list(accumulate((len(piece) + 1 for piece in pieces), initial=0)), dtype=np.intp)
    opens, title_opens = opens[: len(hits)], opens[len(hits) :]
    text = _BREAK.join(pieces[: len(hits)])
    whole = f"{text}{_BREAK}{fold(_BREAK.join(titles))}"
    counts = np.array([len(hit.passage.sentences) for hit in hits], dtype=np.intp)
    hit_of = np.repeat(np.arange(len(hits)), counts)
    firsts = np.cumsum(counts) - counts
    within = np.array([span.start for hit in hits for span in hit.passage.sentences], dtype=np.intp)
    starts = within + opens[hit_of]
    places, columns = find_all(whole, terms)
    if others := find_known(same, known):
        places, columns = _with_other_writings(whole, query, others, places, columns)
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
    weights = known.weigh_all(query, same)
    guessed = np.zeros((len(hits), len(query.words)), dtype=bool)
    for column, word in enumerate(query.words):
        # What has another writing is not misspelt.
        if not weights[column]:
            guessed[_hold_misspelt(word, column, hits, text, opens, firsts, held, where), column] = True
            if guessed[:, column].any():
                weights[column] = _MISSPELT * math.log(1 + known.passages)
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


def _with_other_writings(
    text: str, query: Query, others: Sequence[Renamed], places: Integers, columns: Integers
) -> tuple[Integers, Integers]:
    """Return where each term stands, and which it is, with those of a name wherever it stands in another writing."""
    written, numbers = find_all(text, [name.written for name in others])
    if not len(written):
        return places, columns
    every, of_every = [places], [columns]
    for number, name in enumerate(others):
        found = written[numbers == number]
        if name.written.isascii():
            found = np.array(
                [at for at in found.tolist() if _is_latin_word(text, at, len(name.written))], dtype=np.intp
            )
        for column in columns_of(query, name.said):
            every.append(found)
            of_every.append(np.full(len(found), column))
    places, columns = np.concatenate(every), np.concatenate(of_every)
    order = np.argsort(places, kind="stable")
    return places[order], columns[order]


def _is_latin_word(text: str, start: int, size: int) -> bool:
    """Say whether no Latin letter or digit stands beside a stretch: who is no part of whole."""
    beside = text[max(0, start - 1) : start] + text[start + size : start + size + 1]
    return not any(letter.isascii() and letter.isalnum() for letter in beside)


def _hold(
    places: Integers,
    columns: Integers,
    starts: Integers,
    opens: Integers,
    hit_of: Integers,
    held: Booleans,
    where: Integers,
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
    opens: Integers,
    firsts: Integers,
    held: Booleans,
    where: Integers,
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
