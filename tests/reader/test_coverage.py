"""Coverage: how much of the question stands in a sentence and around it."""

from __future__ import annotations

import numpy as np

from retrieval.chinese.folding import fold
from retrieval.reader.coverage import COVERAGE, Coverage, measure_coverage
from retrieval.reader.matching import match_terms
from retrieval.reader.terms import Terms
from retrieval.values import Hit, Metadata, Passage, Query, Span

WORDS = ("防汛", "会议", "刘吉")


def cover(*texts: str, title: str = "") -> tuple[list[str], Coverage]:
    """Return the sentences of one paragraph each, the best first, and what they cover of three words."""
    hits, all_sentences = [], []
    for text in texts:
        ends = [place + 1 for place, letter in enumerate(text) if letter == "。"]
        spans = tuple(Span(start, end) for start, end in zip([0, *ends], ends, strict=False))
        all_sentences += [span.of(text) for span in spans]
        hits.append(
            Hit(
                Passage(Metadata(text, "", title=title), 0, 0, text, spans, (), fold(text)),
                2.0 - len(hits) / 2,
            )
        )
    matches = match_terms(Query(WORDS, ()), hits, Terms(100, dict.fromkeys(WORDS, 3)))
    scores = np.array([hit.score for hit in hits])
    covered = measure_coverage(matches, [hit.passage.metadata.id for hit in hits], scores, 30)
    return [all_sentences[number] for number in covered.numbers], covered


def test_every_measure_is_there_by_its_name() -> None:
    _, covered = cover("防汛。")
    assert set(covered.columns) == {name for names in COVERAGE.values() for name in names}


def test_shares_grow_with_what_stands_around() -> None:
    """A sentence alone covers a third, with the one before two thirds, with its headline all of three like words."""
    sentences, covered = cover("会议召开。防汛。", title="刘吉")
    row = sentences.index("防汛。")
    assert np.isclose(covered.columns["alone_w"][row], 1 / 3)
    assert np.isclose(covered.columns["previous_w"][row], 2 / 3)
    assert np.isclose(covered.columns["titled_previous_w"][row], 1.0)
    assert np.isclose(covered.columns["only_following_w"][row], 0.0)
    assert np.isclose(covered.columns["passage_w"][row], 2 / 3)


def test_a_passage_ends_where_the_next_begins() -> None:
    """The last sentence of one paragraph does not stand before the first of the next."""
    sentences, covered = cover("会议召开。", "防汛。")
    row = sentences.index("防汛。")
    assert np.isclose(covered.columns["previous_w"][row], 1 / 3)


def test_what_covers_most_comes_first() -> None:
    sentences, _ = cover("天晴。防汛会议召开，刘吉主持。会议。")
    assert sentences[0] == "防汛会议召开，刘吉主持。"
