from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.passages import split_passages, title_terms
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

TEXT = "会议召开。刘吉主持！\n14日结束。"


def document(folded_into: str | None = None) -> Document:
    """Return a document of two paragraphs."""
    metadata = Metadata("a", "a.txt", title="全市会议")
    paragraphs = (Span(0, 10), Span(11, len(TEXT)))
    return Document(metadata, TEXT, paragraphs, Origin(1, "utf-8"), folded_into=folded_into)


def test_each_paragraph_is_a_passage_with_its_sentences_and_words(segment: Segment) -> None:
    """A passage knows where it begins, so that its sentences are quoted from the document."""
    first, second = split_passages(document(), segment)
    assert [sentence.of(first.text) for sentence in first.sentences] == ["会议召开。", "刘吉主持！"]
    assert second.sentences[0].shifted(second.start).of(TEXT) == "14日结束。"
    assert [word.of(second.text) for word in second.words] == ["14", "日", "结束"]


def test_a_copy_has_no_passages(segment: Segment) -> None:
    """A document that is folded into another would answer twice."""
    assert split_passages(document("b"), segment) == ()


def test_the_headline_is_searched_by_words_and_by_bigrams(segment: Segment) -> None:
    """It stands over each of its document's passages."""
    first, _ = split_passages(document(), segment)
    assert title_terms(first, segment) == ["全市", "会议", "全市", "市会", "会议"]
