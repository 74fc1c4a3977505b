"""Candidates → their exact scores, and whether any passage can be missing among them.

The cluster's score of a passage is never lower than the exact one (:mod:`retrieval.index.opensearch.layout`), and it hands
out passages by that score. So when the last one that it handed out is worth less, by its own score, than the last exact
score that is wanted, no passage that it did not hand out can be among the best: the threshold rule (Fagin, Lotem and
Naor, 2001).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.chinese.outlines import BEGINS, GOES_ON
from retrieval.chinese.terms import IDEOGRAPHS
from retrieval.index.opensearch.layout import FIELDS
from retrieval.index.opensearch.tokens import parts_at, token_of
from retrieval.index.scoring import BIGRAM_WEIGHT, DIGITS, K1, TITLE_WEIGHT, B, idf

if TYPE_CHECKING:
    from retrieval.index.opensearch.commits import Commit
    from retrieval.index.opensearch.passages import Field, Kept
    from retrieval.values import Query

_WEIGHTS = {"words": 1.0, "bigrams": BIGRAM_WEIGHT, "title": TITLE_WEIGHT}
# Clauses that are scored one by one. A cluster refuses more than 1,024, the filter's included.
_MOST_CLAUSES = 900
# The cluster's scores have 24 bits.
_PRECISION = 1 + 1e-5
_PAIR = re.compile(f"{IDEOGRAPHS}{{2}}")


class Counts(NamedTuple):
    """In how many passages a term occurs: anywhere, and in each of the fields that are scored."""

    any: int
    words: int
    bigrams: int
    title: int


class Clause(NamedTuple):
    """A term in a field, and what it is worth where it stands countless times."""

    field: str
    term: str
    weight: float


def is_pair(term: str) -> bool:
    """Say whether a term may be a bigram: ``is_pair("会议")``."""
    return bool(_PAIR.fullmatch(term))


def weigh(query: Query, counts: Mapping[str, Counts], commit: Commit) -> list[Clause]:
    """Return what a query looks for, the most valuable first; what no passage holds is left out."""
    asked = [("words", term) for term in query.words] + [("bigrams", term) for term in query.bigrams]
    asked += [("title", term) for term in (*query.words, *query.bigrams)]
    clauses = []
    for field, term in asked:
        holding = getattr(counts[term], field) if term else 0
        if holding:
            weight = _WEIGHTS[field] * (K1 + 1) * idf(commit.passages, holding)
            clauses.append(Clause(field, term, weight))
    return sorted(clauses, key=lambda clause: -clause.weight)


def as_query(clauses: Sequence[Clause]) -> dict[str, Any]:
    """Return what the cluster is asked; its score of a passage is never lower than the exact one."""
    should: list[dict[str, Any]] = [
        {"term": {field: {"value": token_of(term), "boost": weight}}}
        for field, term, weight in clauses[:_MOST_CLAUSES]
    ]
    for field in FIELDS:
        # Of a very long question the least valuable terms are looked for together, and each taken for all.
        rest = [clause for clause in clauses[_MOST_CLAUSES:] if clause.field == field]
        if rest:
            tokens = [token_of(clause.term) for clause in rest]
            should.append({"terms": {field: tokens, "boost": sum(clause.weight for clause in rest)}})
    return {"should": should, "minimum_should_match": 1}


def bound_of(score: float, commit: Commit) -> float:
    """Return how much a passage can be worth at most for which the cluster has this score, or one below it.

    Where the mean lengths have grown beyond what the cluster takes for them, its scores are too low by that share.
    """
    grown = 1.0
    for total, told in zip(commit.lengths, commit.means, strict=True):
        if commit.passages:
            grown = max(grown, total / commit.passages / told)
    return score * grown * _PRECISION + 10.0**-DIGITS


def score_exactly(
    clauses: Sequence[Clause], kept: Sequence[Kept], folded: Sequence[str], commit: Commit
) -> list[float]:
    """Return the scores of passages, as every engine gives them."""
    factors = [K1 * B * commit.passages / total if total else 0.0 for total in commit.lengths]
    scores = []
    for one, text in zip(kept, folded, strict=True):
        norms = [K1 * (1 - B) + factor * length for factor, length in zip(factors, one.lengths, strict=True)]
        count_word = _counter(text, one.outline)
        count_in_title = _counter(*one.title)
        score = 0.0
        for field, term, weight in clauses:
            if field == "title":
                count = count_in_title(term) + _count_pairs(one.title, term)
                norm = norms[2]
            elif field == "words":
                count = count_word(term)
                norm = norms[0]
            else:
                count = _overlapping(text, term)
                norm = norms[1]
            if count:
                score += weight * count / (count + norm)
        scores.append(round(score, DIGITS))
    return scores


def _counter(folded: str, outline: bytes) -> Callable[[str], int]:
    """Return what counts how often a term is a word of a text; a name with middle dots counts whole and in its parts."""
    # To cut a long text into its words for the sake of one name took longer than all the rest.
    parts = Counter(parts_at(folded, outline))

    def count(term: str) -> int:
        found = parts[term]
        size = len(term)
        at = folded.find(term)
        while at >= 0:
            ends = at + size
            if (
                outline[at] == BEGINS
                and outline.count(GOES_ON, at, ends) == size - 1
                and (ends == len(outline) or outline[ends] != GOES_ON)
            ):
                found += 1
            at = folded.find(term, at + 1)
        return found

    return count


def _count_pairs(title: Field, term: str) -> int:
    return _overlapping(title.folded, term) if term in title.folded and is_pair(term) else 0


def _overlapping(text: str, pair: str) -> int:
    if pair[0] != pair[-1]:
        return text.count(pair)
    # In 人人人 the pair 人人 stands twice.
    return sum(text.startswith(pair, at) for at in range(len(text))) if pair in text else 0
