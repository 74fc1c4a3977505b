"""What a cluster stores of a passage comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.index.encoding import encode_metadata
from retrieval.index.opensearch.passages import decode_kept, encode_kept
from retrieval.index.passages import title_text
from retrieval.values import Metadata

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline

TEXTS = st.text(st.characters(categories=None), max_size=30)


@given(text=TEXTS, title=TEXTS, start=st.integers(0, 10**9))
def test_a_passage_comes_back(outliner: Outline, text: str, title: str, start: int) -> None:
    """Any text and title, line ends and halves of characters included."""
    metadata = Metadata("a", "a.txt", title=title)
    outlines = [outliner(fold(one).replace("\n", "\x03")) for one in (title_text(metadata), text)]
    kept = decode_kept(
        encode_kept(encode_metadata(metadata), start, (3, 2, 1), outlines[0], text, outlines[1])
    )
    assert (kept.metadata, kept.text, kept.start, kept.lengths) == (metadata, text, start, (3, 2, 1))
    assert (kept.title.folded, kept.title.outline, kept.outline) == (fold(title_text(metadata)), *outlines)
    passage = kept.passage(4, fold(text))
    assert (passage.id, passage.text, list(passage.words)) == ("a#4", text, list(kept.words))
