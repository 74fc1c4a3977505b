"""Exact scores, and the bound that proves that none is missing."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.index.opensearch.batches import encode_batch
from retrieval.index.opensearch.commits import Commit
from retrieval.index.opensearch.layout import Names, mean_above
from retrieval.index.opensearch.passages import Kept, decode_kept
from retrieval.index.opensearch.scoring import Clause, Counts, as_query, bound_of, score_exactly, weigh
from retrieval.index.scoring import K1, B
from retrieval.values import Document, Metadata, Origin, Query, Span

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment

TEXTS = st.text(alphabet="市长主持会议人人人劳尔·卡斯特罗aAb1。 \n", max_size=40)


def kept_of(texts: list[tuple[str, str]], outliner: Outline) -> list[Kept]:
    """Return passages, each with the title over it, as they come back from a cluster."""
    documents = []
    for number, (title, text) in enumerate(texts):
        metadata = Metadata(f"{number}", "a.txt", title=title)
        documents.append(Document(metadata, text, (Span(0, len(text)),), Origin(1, "utf-8")))
    cut = cut_drafts([draft_document(one) for one in documents], outliner)
    operations = encode_batch(cut, names=Names("t").generation(1), born=1).operations
    return [decode_kept(blob_of(parts[0])) for parts in operations]


def blob_of(halves: tuple[bytes, bytes]) -> bytes:
    """Return what is stored of the passage that an operation adds."""
    source = json.loads(b'{"file":""' + halves[1])
    return b64decode(source["blob"])


@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), asked=TEXTS)
def test_terms_are_counted_as_they_were_cut(
    segment: Segment, outliner: Outline, texts: list[tuple[str, str]], asked: str
) -> None:
    """To look for a term gives its frequency as cutting the text does: names in parts, pairs that overlap, titles."""
    kept = kept_of(texts, outliner)
    words, bigrams = word_terms(asked, segment(asked)), bigram_terms(asked)
    commit = Commit(
        passages=len(kept), lengths=tuple(sum(one.lengths[field] for one in kept) for field in range(3))
    )
    for (headline, text), one in zip(texts, kept, strict=True):
        title = f"{headline} "
        fields = {
            "words": Counter(word_terms(text, segment(text))),
            "bigrams": Counter(bigram_terms(text)),
            "title": Counter(word_terms(title, segment(title)) + bigram_terms(title)),
        }
        assert one.lengths == tuple(counter.total() for counter in fields.values())
        asked_for = [("words", word) for word in words] + [("bigrams", pair) for pair in bigrams]
        for field, term in [*asked_for, *(("title", term) for _, term in asked_for)]:
            [score] = score_exactly([Clause(field, term, 1.0)], [one], [fold(text)], commit)
            place = list(fields).index(field)
            mean = commit.lengths[place] / commit.passages
            count = fields[field][term]
            expected = count / (count + K1 * (1 - B) + K1 * B * one.lengths[place] / mean) if count else 0.0
            assert score == round(expected, 9)


@given(
    st.integers(1, 200),
    st.integers(1, 5_000),
    st.integers(1, 10**6),
    st.integers(1, 10**4),
    st.floats(0.2, 1.5),
)
def test_a_cluster_never_scores_too_low(
    count: int, length: int, total: int, passages: int, grown: float
) -> None:
    """With its lengths in a byte, and means that were told long ago, its score stays an upper bound."""
    commit = Commit(
        passages=passages, lengths=(total, 0, 0), means=(mean_above(total, passages) * grown, 1.0, 1.0)
    )
    length = max(length, count)
    exact = count / (count + K1 * (1 - B) + K1 * B * length / (total / passages))
    told = count / (count + K1 * (1 - B) + K1 * B * as_a_byte(length) / commit.means[0])
    assert exact <= bound_of(told * (1 - 1e-6), commit)


def as_a_byte(length: int) -> int:
    """Return a length as Lucene keeps it: exactly up to 40, then by four leading bits above 24."""
    if length <= 40:
        return length
    rest = length - 24
    shift = max(0, rest.bit_length() - 4)
    return 24 + (rest >> shift << shift)


def test_the_terms_of_a_very_long_question_are_all_looked_for() -> None:
    """A cluster refuses more than 1,024 clauses; what is worth least is looked for together, and worth all it can be."""
    words = tuple(f"词{number}" for number in range(1_300))
    counts = {word: Counts(1 + number, 1 + number, 0, 0) for number, word in enumerate(words)}
    clauses = weigh(Query(words, ()), counts, Commit(passages=2_000))
    *single, together = as_query(clauses)["should"]
    assert len(single) == 900
    asked = [*(one["term"]["words"]["value"] for one in single), *together["terms"]["words"]]
    assert sorted(asked) == sorted(words)
    assert together["terms"]["boost"] == sum(clause.weight for clause in clauses[900:])


def test_what_no_passage_holds_is_not_asked_for() -> None:
    """A term counts in each field for itself, and in titles a second time."""
    counts = {"会议": Counts(3, 2, 0, 1), "火星": Counts(0, 0, 0, 0)}
    clauses = weigh(
        Query(("会议", "火星", ""), ("会议",)), {**counts, "": Counts(0, 0, 0, 0)}, Commit(passages=9)
    )
    assert sorted((clause.field, clause.term) for clause in clauses) == [
        ("title", "会议"),
        ("title", "会议"),
        ("words", "会议"),
    ]
