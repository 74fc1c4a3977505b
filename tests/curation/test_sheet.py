"""Documents side by side, searched all at once."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import document

from retrieval.curation.fingerprints import find_ends
from retrieval.curation.sheet import Sheet
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


@given(st.lists(st.text(alphabet=st.sampled_from("会议，。 a\n")), min_size=1), st.integers(1, 5))
def test_the_clauses_of_a_long_text_are_found_a_part_at_a_time(texts: list[str], at_once: int) -> None:
    """For any text: in parts however small, they are those of the whole."""
    documents = [document("a", text) for text in texts]
    whole = Sheet(documents).clauses
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.curation.sheet._AT_ONCE", at_once)
        assert np.array_equal(Sheet(documents).clauses, whole)
