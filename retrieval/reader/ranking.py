"""Hits → their sentences in order, each with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.data import shipped
from retrieval.question.patterns import KINDS
from retrieval.reader.evidence import COLUMNS, GROUPS, gather_evidence
from retrieval.reader.network import Network, read_network
from retrieval.values import Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.reader.evidence import Candidates
    from retrieval.reader.matching import Floats
    from retrieval.values import Hit, Passage, Question

INPUTS = COLUMNS + tuple(f"{name}_behind" for name in COLUMNS) + tuple(f"asks_{kind}" for kind in KINDS)
"""What the network is given of a sentence: its evidence, how far each of it is behind the best sentence's,
and the kind of the question."""


# Two documents that say a sentence alike differ by their neighbours only: under so much of odds that is chance.
_ALIKE = 1.0


@cache
def shipped_network() -> Network:
    """Return the weights that come with the program."""
    return read_network(shipped("ranking.json"))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Sentences, best first, with the row of evidence (by :data:`retrieval.reader.evidence.COLUMNS`) of each."""

    quotes: tuple[Quote, ...]
    evidence: Floats

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
        return Ranking(tuple(quotes), self.evidence).sorted([-quote.score for quote in quotes])

    def sorted(self, keys: Sequence[float]) -> Ranking:
        """Return the ranking in the order of its quotes' keys, least first; equal ones stay in their order."""
        order = sorted(range(len(self.quotes)), key=keys.__getitem__)
        return Ranking(tuple(self.quotes[number] for number in order), self.evidence[order])

    def without(self, left_out: Sequence[bool]) -> Ranking:
        """Return the ranking without the quotes for which this is true."""
        if not any(left_out):
            return self
        numbers = [number for number, out in enumerate(left_out) if not out]
        return Ranking(tuple(self.quotes[number] for number in numbers), self.evidence[numbers])

    def joined(self, other: Ranking) -> Ranking:
        """Return the ranking with the sentences of another one whose words it does not hold, best first."""
        held = {quote.text for quote in self.quotes}
        new = [number for number, quote in enumerate(other.quotes) if quote.text not in held]
        quotes = (*self.quotes, *(other.quotes[number] for number in new))
        evidence = np.concatenate([self.evidence, other.evidence[new]])
        return Ranking(quotes, evidence).sorted([-quote.score for quote in quotes])


def rank_sentences(
    question: Question,
    hits: Sequence[Hit],
    frequencies: Mapping[str, int],
    passages: int,
    network: Network | None = None,
    *,
    meant: Sequence[int] = (),
) -> Ranking:
    """Return the best sentences of the hits, best first; of those with the same words only the newest.

    Equal sentences of two documents are ordered by date, newest first.

    Args:
        question: what is asked.
        hits: the passages that the index found, best first; at least one.
        frequencies: in how many passages each term of the question occurs.
        passages: how many passages there are.
        network: other weights than the shipped ones.
        meant: numbers of hits, rising, whose best sentences are ranked too as if there were no other hits: among
            sixty passages of other days few places are left to theirs.
    """
    network = network or shipped_network()
    every, *some = (
        _rank(question, candidates, network)
        for candidates in gather_evidence(question, hits, frequencies, passages, some=meant)
    )
    return some[0].joined(every) if some else every


def _rank(question: Question, candidates: Candidates, network: Network) -> Ranking:
    rows = expand_rows(candidates.evidence, question.kind)
    scored, added = network.weigh(rows)
    scores, weighed = scored.tolist(), _grouped(added)
    days = [_day(passage) for passage in candidates.passages]
    order = sorted(
        range(len(scores)),
        key=lambda number: (
            -round(scores[number], 6),
            -days[number].toordinal(),
            candidates.passages[number].id,
            candidates.sentences[number],
        ),
    )
    best: dict[str, int] = {}
    shown: dict[str, int] = {}
    for number in order:
        text = candidates.sentences[number].of(candidates.passages[number].text)
        first, other = best.setdefault(text, number), shown.setdefault(text, number)
        if scores[number] > scores[first] - _ALIKE and days[number] > days[other]:
            shown[text] = number
    quotes = [
        Quote(
            candidates.passages[number],
            candidates.sentences[number],
            None,
            scores[best[text]],
            weighed[number],
        )
        for text, number in shown.items()
    ]
    return Ranking(tuple(quotes), candidates.evidence[list(shown.values())])


def _day(passage: Passage) -> date:
    return passage.metadata.date or date.min


def expand_rows(evidence: Floats, kind: str) -> Floats:
    """Return what the network is given: see :data:`INPUTS`."""
    asks = np.zeros((len(evidence), len(KINDS)))
    asks[:, KINDS.index(kind)] = 1.0
    return np.concatenate([evidence, evidence - evidence.max(axis=0), asks], axis=1)


@cache
def _membership() -> tuple[tuple[str, ...], Floats]:
    """Return the groups of evidence, and which columns of what the network is given belong to each."""
    groups = tuple(dict.fromkeys(GROUPS[name] for name in COLUMNS))
    member = np.zeros((len(INPUTS), len(groups)))
    for number, name in enumerate(COLUMNS):
        member[[number, number + len(COLUMNS)], groups.index(GROUPS[name])] = 1.0
    return groups, member


def _grouped(weighed: Floats) -> list[tuple[tuple[str, float], ...]]:
    """Add up the weights of each group of evidence, for each row; the weightiest group first."""
    groups, member = _membership()
    return [
        tuple(sorted(zip(groups, sums, strict=True), key=lambda group: -abs(group[1])))
        for sums in (weighed @ member).tolist()
    ]
