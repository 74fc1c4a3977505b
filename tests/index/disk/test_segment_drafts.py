"""A segment on its way to its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments_of import batch_of

from retrieval.index.disk.segment_drafts import SegmentDraft
from retrieval.index.disk.segments import Segment

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.outlines import Outline


def test_no_documents_make_an_empty_batch(outliner: Outline, tmp_path: Path) -> None:
    """A batch, and a segment, may be empty."""
    draft = SegmentDraft()
    draft.add([], batch_of([], outliner))
    assert not draft
    assert Segment(tmp_path / "empty", draft.write(tmp_path / "empty")).documents == 0
