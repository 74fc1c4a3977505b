"""What is kept of a document, so that it can be compared with all others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reports import document

from retrieval.curation.fingerprints import sketch, sketch_all


@given(st.lists(st.tuples(st.text(), st.text())))
def test_documents_are_sketched_together_as_each_alone(archive: list[tuple[str, str]]) -> None:
    """For any texts: a sketch is made from its document and nothing else, however many lie beside it."""
    documents = [document(str(number), text, title=title) for number, (title, text) in enumerate(archive)]
    assert sketch_all(documents) == [sketch(one) for one in documents]
