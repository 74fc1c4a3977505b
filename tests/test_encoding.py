"""What an index on disk keeps is what it was given, and it scores as the words themselves would."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.folding import fold
from retrieval.index.encoding import (
    decode_document,
    decode_frame,
    decode_passage,
    encode_document,
    encode_frame,
    encode_passage,
    split_lines,
)
from retrieval.index.entries import safe_term
from retrieval.index.scoring import K1, WEIGHTS, B, Scorer, Wanted, encode_terms, idf
from retrieval.passages import bigram_terms, split_passages, word_terms
from retrieval.values import Document, Edit, Metadata, Origin, Span, Step

if TYPE_CHECKING:
    from retrieval.segmentation import Segment

TEXTS = st.text(alphabet="会議会议哈哈哈ＡＢab12·卡斯特罗 ，。\x01\x02\n\ud800", max_size=40) | st.text(
    max_size=40
)
METADATA = Metadata(
    "编号",
    "a/b.txt",
    "标题",
    "副题",
    "记者",
    "来源",
    "http://x",
    "14日",
    date(2022, 11, 14),
    date_inferred=True,
)


def document_of(paragraphs: list[str]) -> Document:
    """Make a document with something between its paragraphs."""
    text, spans = "导航", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "|"
    step = Step("pinyin", (Edit(Span(1, 3), "会"),))
    return Document(METADATA, text, tuple(spans), Origin(7, "gbk", ((0, 0), (3, 9))), (step,), 2)


@given(paragraphs=st.lists(TEXTS, max_size=4))
def test_documents_come_back_unchanged(paragraphs: list[str]) -> None:
    """Whole, and as a frame whose paragraphs stand elsewhere."""
    document = document_of(paragraphs)
    assert decode_document(encode_document(document)) == document
    assert decode_frame(encode_frame(document), lambda _, count: paragraphs[:count]) == document


def test_paragraphs_that_overlap_are_kept_whole() -> None:
    """A frame would tear them."""
    document = Document(METADATA, "会议召开", (Span(0, 3), Span(1, 4)), Origin(1, "utf-8"))
    assert decode_frame(encode_frame(document), lambda *_: []) == document


@given(text=TEXTS)
def test_passages_come_back_unchanged(text: str, segment: Segment) -> None:
    """Text, sentences and words, whatever stands in the text: marks of our own, broken characters."""
    (passage,) = split_passages(document_of([text]), segment)
    words = [safe_term(word) for word in word_terms(text, passage.words)]
    lines = encode_terms(fold(text), passage.words, words, bigram_terms(text), [])
    assert decode_passage(split_lines(encode_passage(passage, lines))) == passage


@given(text=TEXTS, asked=TEXTS)
def test_terms_are_counted_as_they_were_given(text: str, asked: str, segment: Segment) -> None:
    """The score of the encoded passage is that of its lists of terms."""
    words = [safe_term(word) for word in word_terms(text, segment(text))]
    bigrams = bigram_terms(text)
    title = ["标题", *bigram_terms(asked)]
    lines = encode_terms(fold(text), segment(text), words, bigrams, title)
    averages = {"words": 5.0, "bigrams": 4.0, "title": 3.0}
    for field, terms in (("words", words), ("bigrams", bigrams), ("title", title)):
        for term in {*words, *bigrams, *title}:
            wanted = Wanted(term, field, idf(10, 2))
            if field == "bigrams" and term not in {*bigrams, *bigram_terms(asked)}:
                continue
            count = terms.count(term)
            norm = K1 * (1 - B + B * len(terms) / averages[field])
            expected = WEIGHTS[field] * idf(10, 2) * count * (K1 + 1) / (count + norm)
            assert Scorer([wanted], averages).score(lines) == pytest.approx(expected), (term, field)
