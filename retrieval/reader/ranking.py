"""Hits → their sentences in order, each with what speaks for it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answers import Quote
from retrieval.data import shipped
from retrieval.question.patterns import KINDS
from retrieval.reader.base import Ranking
from retrieval.reader.evidence import COLUMNS, GROUPS, gather_evidence
from retrieval.reader.network import Network, read_network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.reader.evidence import Candidates
    from retrieval.reader.terms import Terms
    from retrieval.types import Floats
    from retrieval.values import Hit, Passage

INPUTS = COLUMNS + tuple(f"{name}_behind" for name in COLUMNS) + tuple(f"asks_{kind}" for kind in KINDS)
"""What the network is given of a sentence: its evidence, how far each of it is behind the best sentence's,
and the kind of the question."""


# Two documents that say a sentence alike differ by their neighbours only: under so much of odds that is chance.
_ALIKE = 1.0


@cache
def shipped_network() -> Network:
    """Return the weights that come with the program."""
    return read_network(shipped("ranking.json"))


def rank_sentences(
    question: Question,
    hits: Sequence[Hit],
    terms: Terms,
    network: Network,
    *,
    meant: Sequence[int] = (),
) -> Ranking:
    """Return the best sentences of the hits, best first; of those with the same words only the newest.

    Equal sentences of two documents are ordered by date, newest first.

    Args:
        question: what is asked.
        hits: the passages that the index found, best first; at least one.
        terms: how common the question's terms are.
        network: weighs the evidence, by :data:`INPUTS`.
        meant: numbers of hits, rising, whose best sentences are ranked too as if there were no other hits.
    """
    every, *some = (
        _rank(question, candidates, network)
        for candidates in gather_evidence(question, hits, terms, some=meant)
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
    return Ranking(tuple(quotes), COLUMNS, candidates.evidence[list(shown.values())])


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
    sums = weighed @ member
    order = np.argsort(-np.abs(sums), axis=1, kind="stable")
    return [
        tuple((groups[number], row[number]) for number in numbers)
        for row, numbers in zip(sums.tolist(), order.tolist(), strict=True)
    ]
