"""The full names in an archive that a question's name, which it hardly writes, is short for: 消费者权益保护委员会 for 消保委.

No table holds them: they stand in the passages that match the rest of the question, and the name is made of the beginnings
of their words (:mod:`retrieval.chinese.short_names`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from retrieval.chinese.short_names import LONGEST, SHORTEST, find_full_names
from retrieval.chinese.terms import IDEOGRAPHS, bigram_terms
from retrieval.chinese.vocabulary import EVERYDAY_WORDS, STOP_WORDS
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.reader.terms import Terms
    from retrieval.values import Passage

# In how many passages a pair of the name's characters occurs at most.
_HARDLY = 2
_IDEOGRAPHS = regex(f"{IDEOGRAPHS}+")


def find_shortened(
    question: Question, terms: Terms, passages: Sequence[Passage], segment: Segment
) -> dict[tuple[str, str], set[str]]:
    """Return each name of a question with the full name that it is short for, and the ids of the documents that write it.

    A passage must hold at least half of the question's other words: so many names are shortened to three characters that
    one anywhere proves nothing.

    Args:
        question: as it was understood.
        terms: how common its terms are.
        passages: what was found for it.
        segment: cuts the question into words.
    """
    tellers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for short in _find_candidates(question, terms, segment):
        rest = [word for word in question.query.words if len(word) > 1 and word not in short]
        for passage in passages:
            if 2 * sum(word in passage.folded for word in rest) < len(rest):
                continue
            for full in find_full_names(short, passage.folded, passage.words):
                # A part of a name says less than the name.
                if not any(short in name and full in whole for name, whole in tellers if name != short):
                    tellers[short, full].add(passage.metadata.id)
    return dict(tellers)


def _find_candidates(question: Question, terms: Terms, segment: Segment) -> list[str]:
    """Return the stretches of a question that may be a name which the archive hardly writes, the longest first."""
    text, known = question.text, {name.said for name in question.same}
    words = segment(text)
    places = [word.start for word in words] + [len(text)]
    candidates: dict[str, None] = {}
    for start, end in combinations(range(len(places)), 2):
        some = words[start:end]
        name = text[some[0].start : some[-1].end]
        if not SHORTEST <= len(name) <= LONGEST or not _IDEOGRAPHS.fullmatch(name):
            continue
        pairs = bigram_terms(name)
        if len(name) != sum(map(len, some)) or not all(pair in terms.frequencies for pair in pairs):
            continue
        said = [word.of(text) for word in some]
        if any(one in name or name in one for one in known) or not all(map(_may_name, said)):
            continue
        # 电商法实施 is no name, though 电子商务法实施 could be shortened so.
        if any(len(word) > 1 and word_kind(word) in {"verb", "adjective"} for word in (said[0], said[-1])):
            continue
        if min(terms.frequencies[pair] for pair in pairs) <= _HARDLY:
            candidates[name] = None
    return sorted(candidates, key=lambda name: -len(name))


def _may_name(word: str) -> bool:
    return word not in STOP_WORDS | EVERYDAY_WORDS and word_kind(word) not in {"time", "number", "particle"}
