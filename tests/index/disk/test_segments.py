"""What a segment keeps is what it was given, and its postings are the terms of its texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.errors import StoreError
from retrieval.index.disk.arrays import ArrayFile, seal_of, write_arrays
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.keys import as_bigrams, keys_of
from retrieval.index.disk.postings import (
    MOST_PLACES,
    Postings,
    count_occurrences,
    merge_postings,
    renumber_postings,
)
from retrieval.index.disk.segment_drafts import SegmentDraft
from retrieval.index.disk.segments import Note, Segment
from retrieval.index.drafts import cut_drafts, draft_document, restore_draft
from retrieval.index.encoding import decode_frame, encode_frame
from retrieval.index.passages import split_passages, title_terms
from retrieval.values import Document, Edit, Metadata, Origin, Span, Step

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment as Cutter
    from retrieval.index.disk.batches import Batch

TEXTS = st.text(alphabet="会议会议哈哈哈ＡＢab12·卡斯特罗𠀀 ，。\x01\x02\n\ud800", max_size=40) | st.text(
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
NO_FIXTURE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def document_of(paragraphs: list[str], id: str = "编号", title: str = "标题") -> Document:
    """Make a document with something between its paragraphs."""
    text, spans = "导航", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "|"
    step = Step("pinyin", (Edit(Span(1, 3), "会"),))
    metadata = replace(METADATA, id=id, title=title)
    return Document(metadata, text, tuple(spans), Origin(7, "gbk", ((0, 0), (3, 9))), (step,), 2)


def batch_of(documents: list[Document], outliner: Outline) -> Batch:
    """Return documents cut and encoded."""
    return encode_batch(cut_drafts([draft_document(document) for document in documents], outliner))


def counts_by_place(postings: Postings, places: int) -> list[Counter[int]]:
    """Return how often each key stands at each place."""
    found: list[Counter[int]] = [Counter() for _ in range(places)]
    for key, place, count in zip(
        postings.keys_of_places().tolist(), postings.places.tolist(), postings.counts.tolist(), strict=True
    ):
        assert key not in found[place]
        found[place][key] = count
    return found


def counted(words: list[str], bigrams: list[str]) -> Counter[int]:
    """Return how often the key of each term stands in some lists, of which the second holds bigrams."""
    return Counter(keys_of(words).tolist()) + Counter(as_bigrams(keys_of(bigrams)).tolist())


# --- documents ---


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
    draft.write(folder / "whole")
    whole = Segment(folder / "whole")
    copy = SegmentDraft()
    gone = {number for number in removed if number < len(documents)}
    copy.add(*whole.copy(gone))
    copy.add_note(whole.note(1))
    copy.write(folder / "copy")
    for kept, held in (
        (documents, whole),
        ([d for n, d in enumerate(documents) if n not in gone], Segment(folder / "copy")),
    ):
        assert [held.document(number) for number in range(held.documents)] == kept
        assert [held.find(document.id) for document in kept] == [[number] for number in range(len(kept))]
        assert [held.path(number) for number in range(len(kept))] == [
            f"{document.id}.txt" for document in kept
        ]
        passages = [passage for document in kept for passage in split_passages(document, segment)]
        assert held.read(range(len(passages)), held.metadata) == passages
        found = counts_by_place(held.terms, len(passages))
        assert found == [counted(word_terms(p.text, p.words), bigram_terms(p.text)) for p in passages]
    assert whole.notes("state") == {"a.txt": 0}
    assert whole.note(0) == Note("state", "a.txt", b"one")
    assert Segment(folder / "copy").notes("state") == {}
    assert Segment(folder / "copy").notes("sketches") == {"b.txt": 0}
    assert Segment(folder / "copy").note(0) == Note("sketches", "b.txt", b"two")


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


def test_no_documents_make_an_empty_batch(outliner: Outline, tmp_path: Path) -> None:
    """A batch, and a segment, may be empty."""
    draft = SegmentDraft()
    draft.add([], batch_of([], outliner))
    assert not draft
    draft.write(tmp_path / "empty")
    assert Segment(tmp_path / "empty").documents == 0


# --- postings ---

OCCURRENCES = st.lists(
    st.tuples(st.sampled_from(["会", "会议", "俞建华", "a" * 70, "𠀀"]), st.integers(0, 9))
)


def postings_of(occurrences: list[tuple[str, int]]) -> Postings:
    """Return the postings of terms and their places."""
    places = np.array([place for _, place in occurrences], np.int64)
    return count_occurrences(keys_of([term for term, _ in occurrences]), places)


@NO_FIXTURE
@given(one=OCCURRENCES, other=OCCURRENCES)
def test_postings_count_and_merge(
    one: list[tuple[str, int]], other: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merged, they are those of all occurrences together; renumbered, those of the occurrences that are kept."""
    monkeypatch.setattr("retrieval.index.disk.postings._AT_ONCE", 3)
    moved = [(term, place + 10) for term, place in other]
    both = merge_postings([postings_of(one), postings_of(other)], [0, 10])
    assert counts_by_place(both, 20) == counts_by_place(postings_of(one + moved), 20)
    assert np.all(both.keys[1:] > both.keys[:-1])
    numbers = np.array([place if place % 3 else -1 for place in range(20)])
    kept = [(term, place) for term, place in one + moved if place % 3]
    assert counts_by_place(renumber_postings(both, numbers), 20) == counts_by_place(postings_of(kept), 20)


@given(terms=st.lists(st.text(min_size=1, max_size=80), unique=True))
def test_terms_have_keys_of_their_own(terms: list[str]) -> None:
    """Alone or among others a term has one key, and another than every other term, or than itself as a bigram."""
    keys = keys_of(terms)
    assert [int(keys_of([term])[0]) for term in terms] == keys.tolist()
    assert len({*keys.tolist(), *as_bigrams(keys).tolist()}) == 2 * len(terms)


def test_too_many_paragraphs_are_refused() -> None:
    """A number that would run into the next term's is never kept."""
    with pytest.raises(StoreError, match="paragraphs: split its file"):
        count_occurrences(keys_of(["会议"]), np.array([MOST_PLACES]))


# --- files ---


@given(
    numbers=st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(0, 2**40))),
    blobs=st.dictionaries(st.sampled_from("xyz"), st.lists(st.binary()), min_size=1),
)
def test_arrays_and_blobs_come_back(
    numbers: dict[str, list[int]], blobs: dict[str, list[bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """And they are read on when the file's name is gone."""
    path = tmp_path_factory.mktemp("arrays") / "file"
    seal = write_arrays(path, {name: np.array(found, np.int64) for name, found in numbers.items()}, blobs)
    assert seal == seal_of(path)
    file = ArrayFile(path)
    path.unlink()
    assert {name: array.tolist() for name, array in file.arrays.items()} == numbers
    assert {name: file.read(name) for name in blobs} == {
        name: b"".join(parts) for name, parts in blobs.items()
    }
