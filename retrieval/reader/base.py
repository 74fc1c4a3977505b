"""What a reader is: it ranks the sentences of the hits, reads the first of them again, and marks exact words.

The lexical reader (:mod:`retrieval.reader.lexical`) is the first one. A reader that understands more is put around it:
it hands the ranking on, adds to the scores and to the columns of what it has read, and marks its own words where they
are surer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from retrieval.answers import Question, Quote
    from retrieval.reader.terms import Terms
    from retrieval.types import Floats
    from retrieval.values import Hit


@dataclass(frozen=True, slots=True)
class Ranking:
    """Sentences, best first, and what was measured of each: a row of ``evidence``, whose ``columns`` have names."""

    quotes: tuple[Quote, ...]
    columns: tuple[str, ...]
    evidence: Floats

    def measures(self, name: str) -> Floats:
        """Return one column of the evidence: a value for each sentence."""
        column: Floats = self.evidence[:, self.columns.index(name)]
        return column

    def with_measures(self, measures: Mapping[str, Sequence[float] | Floats]) -> Ranking:
        """Return the ranking with more columns of evidence, each a value for each sentence."""
        added = np.array([*measures.values()], dtype=np.float64).reshape(len(measures), len(self.quotes)).T
        evidence = np.concatenate([self.evidence, added], axis=1)
        return replace(self, columns=(*self.columns, *measures), evidence=evidence)

    def favour(self, reason: str, weights: Sequence[float | None]) -> Ranking:
        """Return the ranking in the order that one more reason gives it; equal scores stay in their order.

        Args:
            reason: what its weight is called in a quote's evidence.
            weights: what each quote gains by it, in logarithms of odds; None where it says nothing of one.
        """
        quotes = [
            quote
            if weight is None
            else replace(quote, score=quote.score + weight, evidence=(*quote.evidence, (reason, weight)))
            for quote, weight in zip(self.quotes, weights, strict=True)
        ]
        ranking = replace(self, quotes=tuple(quotes))
        return ranking.sorted([-quote.score for quote in quotes])

    def stressed(self, reasons: Collection[str], times: float) -> Ranking:
        """Return the ranking in the order that it has where some of its reasons count so many times as much."""
        quotes = []
        for quote in self.quotes:
            evidence = tuple(
                (name, weight * times) if name in reasons else (name, weight)
                for name, weight in quote.evidence
            )
            gained = sum(weight for name, weight in quote.evidence if name in reasons) * (times - 1)
            quotes.append(replace(quote, score=quote.score + gained, evidence=evidence))
        return replace(self, quotes=tuple(quotes)).sorted([-quote.score for quote in quotes])

    def sorted(self, keys: Sequence[float]) -> Ranking:
        """Return the ranking in the order of its quotes' keys, least first; equal ones stay in their order."""
        return self.only(sorted(range(len(self.quotes)), key=keys.__getitem__))

    def without(self, left_out: Sequence[bool]) -> Ranking:
        """Return the ranking without the quotes for which this is true."""
        if not any(left_out):
            return self
        return self.only([number for number, out in enumerate(left_out) if not out])

    def only(self, numbers: Sequence[int]) -> Ranking:
        """Return some of the sentences, by their numbers."""
        quotes = tuple(self.quotes[number] for number in numbers)
        return replace(self, quotes=quotes, evidence=self.evidence[list(numbers)])

    def joined(self, other: Ranking) -> Ranking:
        """Return the ranking with the sentences of another one whose words it does not hold, best first."""
        held = {quote.text for quote in self.quotes}
        new = other.only([number for number, quote in enumerate(other.quotes) if quote.text not in held])
        quotes = (*self.quotes, *new.quotes)
        ranking = replace(self, quotes=quotes, evidence=np.concatenate([self.evidence, new.evidence]))
        return ranking.sorted([-quote.score for quote in quotes])


class Reader(Protocol):
    """What turns hits into sentences in order, and a sentence into the exact words that answer.

    The three steps are taken one after the other; between the first two, the answerer moves sentences to the front
    for what the question says of time, of an office, and for what was talked about before.
    """

    @property
    def name(self) -> str:
        """What a calibration names that was fitted to this reader."""

    @property
    def signals(self) -> tuple[str, ...]:
        """Which columns of the first sentence's evidence confidence is worked out from."""

    @property
    def first(self) -> Reader | None:
        """The reader that ranks for this one, whose answer stands where it is sure of it; None for one without."""

    def rank(
        self, question: Question, hits: Sequence[Hit], terms: Terms, *, meant: Sequence[int] = ()
    ) -> Ranking:
        """Return the best sentences of the hits, best first.

        Args:
            question: what is asked.
            hits: the passages that the index found, best first; at least one.
            terms: how common the question's terms are.
            meant: numbers of hits, rising, whose best sentences are ranked too as if there were no other hits: among
                sixty passages of other days few places are left to theirs.
        """

    def read(self, question: Question, ranking: Ranking) -> Ranking:
        """Return a ranking with its first sentences read more closely, in the order that this gives.

        All of :attr:`signals` are columns of what comes back. A quote may come back with exact words and their
        probability; they are shown only where :meth:`mark` leaves them.
        """

    def mark(self, question: Question, quote: Quote) -> Quote:
        """Return a quote with its exact words marked, where they are sure; else without any."""
