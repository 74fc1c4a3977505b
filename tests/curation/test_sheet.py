"""Documents side by side, searched all at once."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from reports import document

from retrieval.curation.fingerprints import find_ends
from retrieval.values import Span


@given(st.lists(st.text(alphabet=st.sampled_from("会。！？:：”）' a\n")), min_size=1))
def test_the_ends_of_a_document_are_its_first_and_last_sentences(texts: list[str]) -> None:
    """For any text: what opens and closes it are what its paragraphs fall into, up to a mark and what closes."""
    one = document("a", "\n".join(texts))
    pattern = re.compile("[^。！？!?：:]*[。！？!?：:]*[”’」』）)\"']*")
    sentences = [
        Span(*found.span())
        for span in one.paragraphs
        for found in pattern.finditer(one.text, span.start, span.end)
        if found[0]
    ]
    assert find_ends(one) == (sentences[:4], sentences[-4:])
