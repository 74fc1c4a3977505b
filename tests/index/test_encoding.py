"""Documents ↔ bytes: what comes back is what was given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from segments_of import METADATA, TEXTS, document_of

from retrieval.index.drafts import draft_document, restore_draft
from retrieval.index.encoding import decode_frame, encode_frame
from retrieval.values import Document, Origin, Span


@given(paragraphs=st.lists(TEXTS, max_size=4))
def test_a_draft_is_its_document(paragraphs: list[str]) -> None:
    """In plain data, and as a frame whose paragraphs stand elsewhere."""
    document = document_of(paragraphs)
    assert restore_draft(draft_document(document)) == document
    assert decode_frame(encode_frame(document, document), document.metadata, paragraphs) == document


def test_paragraphs_that_overlap_are_kept_whole() -> None:
    """A frame would tear them."""
    document = Document(METADATA, "会议召开", (Span(0, 3), Span(1, 4)), Origin(1, "utf-8"))
    assert decode_frame(encode_frame(document, document), METADATA, ["会议召", "议召开"]) == document
