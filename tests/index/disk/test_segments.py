"""What a segment keeps is what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from segments_of import NO_FIXTURE, TEXTS, batch_of, counted, counts_by_place, document_of

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.disk.segment_drafts import SegmentDraft
from retrieval.index.disk.segments import Note, Segment
from retrieval.index.passages import split_passages

if TYPE_CHECKING:
    import pytest

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment as Cutter


@NO_FIXTURE
@given(texts=st.lists(st.lists(TEXTS, max_size=3), max_size=4), removed=st.sets(st.integers(0, 3)))
def test_a_segment_keeps_documents_and_passages(
    texts: list[list[str]],
    removed: set[int],
    segment: Cutter,
    outliner: Outline,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Text, sentences and words, whatever stands in the text; and in its copy all but what is removed."""
    folder = tmp_path_factory.mktemp("segments")
    documents = [document_of(paragraphs, f"{number}\ud800") for number, paragraphs in enumerate(texts)]
    draft = SegmentDraft()
    # In two batches, so that the second is counted on from the first.
    for part in (documents[:1], documents[1:]):
        draft.add([f"{document.id}.txt" for document in part], batch_of(part, outliner))
    draft.add_note(Note("state", "a.txt", b"one"))
    draft.add_note(Note("sketches", "b.txt", b"two"))
    whole = Segment(folder / "whole", draft.write(folder / "whole"))
    copy = SegmentDraft()
    gone = {number for number in removed if number < len(documents)}
    copy.add(*whole.copy(gone))
    copy.add_note(whole.note(1))
    copied = Segment(folder / "copy", copy.write(folder / "copy"))
    for kept, held in (
        (documents, whole),
        ([d for n, d in enumerate(documents) if n not in gone], copied),
    ):
        assert [held.document(number) for number in range(held.documents)] == kept
        assert [held.find(document.id) for document in kept] == [[number] for number in range(len(kept))]
        assert [held.path(number) for number in range(len(kept))] == [
            f"{document.id}.txt" for document in kept
        ]
        passages = [passage for document in kept for passage in split_passages(document, segment)]
        assert held.read(range(len(passages)), held.metadata) == passages
        found = counts_by_place(held.terms.load(), len(passages))
        assert found == [counted(word_terms(p.text, p.words), bigram_terms(p.text)) for p in passages]
    assert whole.notes("state") == {"a.txt": 0}
    assert whole.note(0) == Note("state", "a.txt", b"one")
    assert copied.notes("state") == {}
    assert copied.notes("sketches") == {"b.txt": 0}
    assert copied.note(0) == Note("sketches", "b.txt", b"two")
