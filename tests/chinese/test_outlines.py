from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.chinese.outlines import OutlinedWords
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment


@given(
    text=st.text(alphabet="市长主持会议3.5abG20 ，。·卡斯特罗", max_size=30),
    start=st.integers(0, 30),
    size=st.integers(0, 30),
)
def test_words_within_a_stretch_are_those_that_begin_in_it(
    text: str, start: int, size: int, segment: Segment, outliner: Outline
) -> None:
    """Read from their outline or listed, whole or a stretch of the text: the same words, and whole ones."""
    listed, stretch = segment(text), Span(start, start + size)
    outlined = OutlinedWords(outliner(fold(text)))
    assert list(outlined) == listed
    assert outlined.within(stretch) == [word for word in listed if start <= word.start < start + size]
