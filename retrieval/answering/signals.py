"""A ranking → what tells whether its first sentence is right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.chinese.folding import fold
from retrieval.chinese.word_kinds import NAMING, word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.answers import Question, Quote
    from retrieval.reader.base import Ranking
    from retrieval.reader.terms import Terms

Signals: TypeAlias = "Mapping[str, float]"
"""What was measured of an answer, by name."""
OWN_SIGNALS = (
    "score", "lead", "lead_over_documents", "share", "share_log", "unknown_words", "unknown_bigrams", "length",
    "only_document", "archive_size", "names", "names_missing", "names_elsewhere", "same_document", "hit_lead",
    "said_again",
)  # fmt: skip
"""What the probability is worked out from, whichever reader it is: how far the best sentence is ahead of the next and
of the next document, and its passage of the next passage; which part of the question the archive does not know; how
long the question is, how large the archive; whether the question names somebody or something, and how many of its
names the passage does not name, or the sentence does not; how many of the next sentences are of the same document; how many
other documents say the exact words too.
Besides these, evidence of the best sentence (:attr:`retrieval.reader.base.Reader.signals`)."""
_NEXT, _FIRST_FEW = 4, 20
# Exact words of one character would be found in nearly every sentence.
_LEAST_EXACT = 2
_LEAST_STEM = 4
_STEM_END = regex("[了过的是]+$")
# The largest value of a signal. This one is a share of the total idf of the question's words. That total is nearly 0 if
# every passage holds them: in an archive of one page the share was 10.
_LARGEST = {"hit_full": 1.0}


def read_signals(question: Question, ranking: Ranking, terms: Terms, evidence: Sequence[str]) -> Signals:
    """Return the signals of a ranking that holds at least one sentence.

    Args:
        question: what is asked.
        ranking: the sentences, best first; the first one's exact words, where they are known, are marked.
        terms: how common the question's terms are.
        evidence: the names of the columns of the first sentence's evidence that are signals too.
    """
    rivals = _find_rivals(question, ranking)
    scores = np.array([quote.score for quote in rivals])
    documents = [quote.metadata.id for quote in rivals]
    elsewhere = next((rank for rank, other in enumerate(documents) if other != documents[0]), None)
    share = 1 / float(np.exp(scores - scores[0]).sum())
    quote = ranking.quotes[0]
    names = [word for word in question.query.words if word_kind(word) in NAMING]
    title, passage = fold(quote.metadata.title), quote.passage.folded
    nowhere = sum(name not in title and name not in passage for name in names)
    best = dict(zip(ranking.columns, ranking.evidence[0].tolist(), strict=True))
    return {
        "score": scores[0],
        "lead": scores[0] - scores[min(1, len(scores) - 1)],
        "lead_over_documents": 0.0 if elsewhere is None else scores[0] - scores[elsewhere],
        "share": share,
        "share_log": math.log(share + 1e-6),
        "unknown_words": _unknown_share(question.query.words, terms),
        "unknown_bigrams": _unknown_share(question.query.bigrams, terms),
        "length": min(len(question.query.bigrams), 20) / 20,
        "only_document": float(elsewhere is None),
        "archive_size": math.log10(max(terms.passages, 1)),
        "names": float(bool(names)),
        "names_missing": nowhere / (len(names) or 1),
        "names_elsewhere": sum(name not in quote.folded for name in names) / (len(names) or 1),
        "same_document": sum(other.metadata.id == documents[0] for other in ranking.quotes[1 : _NEXT + 1])
        / _NEXT,
        "hit_lead": _hit_lead(ranking),
        "said_again": math.log1p(_count_said_again(question, ranking)),
        **{name: min(best[name], _LARGEST.get(name, math.inf)) for name in evidence},
    }


def _find_rivals(question: Question, ranking: Ranking) -> list[Quote]:
    """Return the first quote and its rivals, which are the quotes that say something else.

    A quote that holds the first one's exact words is no rival: what a large archive says in a hundred reports
    (法国总统马克龙) is only the surer. Nor is a quote that continues the question's own words as the first does: every
    刘吉强调… tells what 刘吉强调.
    """
    first, *others = ranking.quotes
    exact = first.exact_folded
    said = [exact] if len(exact) >= _LEAST_EXACT else []
    # People and conversations put spaces between words: 刘吉 强调了什么.
    asked = "".join(question.text[: question.gap.start].split()) if question.gap else ""
    stem = _STEM_END.sub("", asked)
    if len(stem) >= _LEAST_STEM and stem in first.folded:
        said.append(stem)
    if not said:
        return [first, *others]
    return [first, *(other for other in others if not any(one in other.folded for one in said))]


def _count_said_again(question: Question, ranking: Ranking) -> int:
    """Return how many other documents say the first quote's exact words, among the first few sentences.

    Words that the question says itself are said by whatever speaks of the same.
    """
    first, *others = ranking.quotes[:_FIRST_FEW]
    exact = first.exact_folded
    if len(exact) < _LEAST_EXACT or exact in question.text:
        return 0
    return len({other.metadata.id for other in others if exact in other.folded} - {first.metadata.id})


def _hit_lead(ranking: Ranking) -> float:
    """Return how far the passage that matches best is ahead of the next one, as a share of its score."""
    hits: dict[str, float] = {}
    for quote, share in zip(ranking.quotes, ranking.measures("hit").tolist(), strict=True):
        hits[quote.passage.id] = share
    second = sorted(hits.values())[-2] if len(hits) > 1 else 0.0
    return max(hits.values()) - second


def _unknown_share(some: Sequence[str], terms: Terms) -> float:
    return sum(not terms.knows(term) for term in some) / len(some) if some else 0.0
