"""Cut documents as arrays: their terms are those of their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from segments_of import TEXTS, batch_of, counted, counts_by_place, document_of

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.passages import split_passages, title_terms

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment as Cutter


@given(text=TEXTS, title=TEXTS)
def test_terms_are_counted_as_they_were_given(
    text: str, title: str, segment: Cutter, outliner: Outline
) -> None:
    """Postings and lengths are those of the lists of words, bigrams and title terms by which a passage is known."""
    document = document_of([text], title=title)
    (passage,) = split_passages(document, segment)
    words, bigrams = word_terms(text, passage.words), bigram_terms(text)
    titles = title_terms(passage, segment)
    batch = batch_of([document], outliner)
    assert counts_by_place(batch.terms, 1) == [counted(words, bigrams)]
    assert counts_by_place(batch.title_terms, 1) == [counted(titles, [])]
    lengths = batch.word_lengths, batch.bigram_lengths, batch.title_lengths
    assert [one.tolist() for one in lengths] == [[len(words)], [len(bigrams)], [len(titles)]]


@given(texts=st.lists(TEXTS, max_size=4), title=TEXTS, at_once=st.integers(1, 9))
def test_a_long_text_is_counted_in_blocks(
    texts: list[str], title: str, at_once: int, outliner: Outline
) -> None:
    """Counted a few lines at a time, the terms and lengths are those of the whole."""
    documents = [document_of(texts, title=title), document_of([title], title="")]
    whole = batch_of(documents, outliner)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.index.disk.batches._AT_ONCE", at_once)
        blocks = batch_of(documents, outliner)
    for name in ("terms", "title_terms"):
        for one, other in zip(getattr(whole, name), getattr(blocks, name), strict=True):
            assert one.tolist() == other.tolist()
            assert one.dtype == other.dtype
    for name in ("word_lengths", "bigram_lengths", "title_lengths", "starts", "passages_of"):
        assert getattr(whole, name).tolist() == getattr(blocks, name).tolist()
