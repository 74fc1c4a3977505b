"""What speaks for a sentence as the answer: one row of numbers each, always in the same columns.

The columns are measured, never judged, here: :mod:`retrieval.reader.ranking` weighs them with weights that were
learnt. Rough measures (:mod:`retrieval.reader.coverage`) are taken of every sentence of the hits, fine ones
(:mod:`retrieval.reader.measures`) only of the best of those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.reader.coverage import COVERAGE, measure_coverage
from retrieval.reader.matching import match_terms
from retrieval.reader.measures import MEASURES, measure
from retrieval.reader.sentences import Asked, Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.reader.terms import Terms
    from retrieval.types import Floats
    from retrieval.values import Hit, Passage, Span

# How many sentences are looked at closely. With more the right one was not chosen more often.
_CLOSELY = 30

GROUPS = {name: group for groups in (COVERAGE, MEASURES) for group, names in groups.items() for name in names}
"""Each column's group: what a reader can tell apart."""
COLUMNS = tuple(GROUPS)
"""The names of the columns of :attr:`Candidates.evidence`."""
_COVERED = tuple(name for names in COVERAGE.values() for name in names)
_MEASURED = tuple(name for names in MEASURES.values() for name in names)
_ROW = {name: number for number, name in enumerate(_MEASURED)}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may answer, and what speaks for each: a row of ``evidence`` by ``COLUMNS``."""

    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    evidence: Floats


def gather_evidence(
    question: Question,
    hits: Sequence[Hit],
    terms: Terms,
    *,
    some: Sequence[int] = (),
) -> list[Candidates]:
    """Measure the best sentences of the hits; and those of some hits, as if there were no others.

    Args:
        question: what is asked.
        hits: the passages found, best first; at least one.
        terms: how common the question's terms are.
        some: numbers of hits, rising.

    Returns:
        The best sentences of all, and those of some hits where any are given.
    """
    matches = match_terms(question.query, hits, terms, question.same)
    documents = [hit.passage.metadata.id for hit in hits]
    scores = np.array([hit.score for hit in hits], dtype=np.float64)
    covered = [measure_coverage(matches, documents, scores, _CLOSELY)]
    numbers = [covered[0].numbers]
    if some:
        part = np.array(some, dtype=np.intp)
        own = [documents[number] for number in some]
        covered.append(measure_coverage(matches.only(part), own, scores[part], _CLOSELY))
        numbers.append(matches.rows_of(part)[covered[1].numbers])
    # What is among the best of both is looked at closely once.
    chosen, places = np.unique(np.concatenate(numbers), return_inverse=True)
    read = Sentences(matches, hits, chosen)
    fine = np.zeros((len(_MEASURED), len(chosen)))
    for name, column in measure(Asked(question), read).items():
        fine[_ROW[name]] = column
    candidates = []
    for one, rows in zip(covered, np.split(places, [len(numbers[0])]), strict=False):
        evidence = np.concatenate([[one.columns[name] for name in _COVERED], fine[:, rows]])
        found = rows.tolist()
        candidates.append(
            Candidates(
                tuple(read.passages[row] for row in found),
                tuple(read.sentences[row] for row in found),
                np.ascontiguousarray(evidence.T),
            )
        )
    return candidates
