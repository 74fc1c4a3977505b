"""What an index on disk keeps is what it was given, and it scores as the words themselves would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.folding import fold
from retrieval.index.encoding import (
    decode_frame,
    decode_passage,
    decode_text,
    encode_frame,
    list_changes,
    restore,
    split_lines,
)
from retrieval.index.entries import build_entries, draft_entry, restore_draft, safe_term
from retrieval.index.scoring import K1, WEIGHTS, B, Scorer, Wanted, idf
from retrieval.passages import bigram_terms, parse_query, split_passages, title_terms, word_terms
from retrieval.values import Document, Edit, Metadata, Origin, Span, Step

if TYPE_CHECKING:
    from retrieval.segmentation import Mark, Segment

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
    """As a draft, and as a frame whose paragraphs stand elsewhere."""
    document = document_of(paragraphs)
    assert restore_draft(draft_entry(document)) == document
    assert decode_frame(encode_frame(document, document), lambda _, count: paragraphs[:count]) == document


def test_paragraphs_that_overlap_are_kept_whole() -> None:
    """A frame would tear them."""
    document = Document(METADATA, "会议召开", (Span(0, 3), Span(1, 4)), Origin(1, "utf-8"))
    assert decode_frame(encode_frame(document, document), lambda *_: []) == document


@given(paragraphs=st.lists(TEXTS, max_size=4))
def test_passages_come_back_unchanged(paragraphs: list[str], segment: Segment, marker: Mark) -> None:
    """Text, sentences and words, whatever stands in the text: marks of our own, broken characters."""
    documents = [document_of(paragraphs), document_of(paragraphs[:1])]
    for document, entry in zip(documents, build_entries(documents, marker), strict=True):
        lines = [split_lines(passage.payload) for passage in entry.passages]
        assert tuple(map(decode_passage, lines)) == split_passages(document, segment)
        texts = [paragraph.of(document.text) for paragraph in document.paragraphs]
        assert list(map(decode_text, lines)) == list(enumerate(texts))


def test_no_documents_give_no_entries(marker: Mark) -> None:
    """A batch may be empty."""
    assert build_entries([], marker) == []


@given(texts=st.lists(TEXTS | st.text(alphabet="他说：,，:;；?？()（）好", max_size=30), max_size=4))
def test_texts_are_read_from_their_folded_form(texts: list[str]) -> None:
    """Wide marks, letters of any kind, line ends: what folding takes away comes back."""
    lines = [fold(text).replace("\n", " ") for text in texts]
    changes = list_changes(texts, "\n".join(lines))
    assert [restore(line, change) for line, change in zip(lines, changes, strict=True)] == texts


@given(text=TEXTS, title=TEXTS, asked=TEXTS)
def test_terms_are_counted_as_they_were_given(
    text: str, title: str, asked: str, segment: Segment, marker: Mark
) -> None:
    """The score of the encoded passage is that of its lists of terms, and those are what is indexed."""
    document = document_of([text])
    document = replace(document, metadata=replace(METADATA, title=title))
    (passage,) = split_passages(document, segment)
    words = [safe_term(word) for word in word_terms(text, passage.words)]
    bigrams = bigram_terms(text)
    titles = [safe_term(term) for term in title_terms(passage, segment)]
    (entry,) = build_entries([document], marker)[0].passages
    assert sorted(entry.words.split()) == sorted(words)
    assert [run[at : at + 2] for run in entry.bigrams.split() for at in range(len(run) - 1)] == bigrams
    assert sorted(entry.title.split()) == sorted(titles)
    assert entry.lengths == (len(words), len(bigrams), len(titles))
    lines = split_lines(entry.payload)
    query = parse_query(asked, segment)
    averages = {"words": 5.0, "bigrams": 4.0, "title": 3.0}
    for field, terms, asked_for in (
        ("words", words, {*words, *map(safe_term, query.words)}),
        ("bigrams", bigrams, {*bigrams, *query.bigrams}),
        ("title", titles, {*titles, *map(safe_term, query.words), *query.bigrams}),
    ):
        for term in asked_for:
            count = terms.count(term)
            norm = K1 * (1 - B + B * len(terms) / averages[field])
            expected = WEIGHTS[field] * idf(10, 2) * count * (K1 + 1) / (count + norm)
            (score,) = Scorer([Wanted(term, field, idf(10, 2))], averages).score([lines])
            assert score == pytest.approx(expected), (term, field)
