from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexes import parse_query

from retrieval.evaluation.without import Without
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

TEXTS = {
    "会议": "市委书记刘吉主持会议。会议要求支援广州。",
    "桥": "虎门大桥全长4.6公里。",
    "馆": "图书馆每天开放八小时。刘吉参观了图书馆。",
    "校": "大学建校一百年。会议在大学举行。",
}


def document(id: str) -> Document:
    text = TEXTS[id]
    return Document(Metadata(id=id, path=id, title=id), text, (Span(0, len(text)),), Origin(1, "utf-8"))


@pytest.fixture(scope="module")
def whole(segment: Segment) -> MemoryIndex:
    return MemoryIndex(map(document, TEXTS), segment)


@given(
    hidden=st.sets(st.sampled_from([*TEXTS, "unknown"])),
    question=st.sampled_from(["刘吉主持会议", "大桥多长", "图书馆", "会议在大学", "没有"]),
    limit=st.integers(1, 5),
)
def test_what_is_hidden_is_as_if_it_had_never_been_there(
    whole: MemoryIndex, segment: Segment, hidden: set[str], question: str, limit: int
) -> None:
    """Hits, frequencies, documents and statistics are those of an index of the rest, but for the scores."""
    some = Without(whole, segment, hidden)
    rest = MemoryIndex((document(id) for id in TEXTS if id not in hidden), segment)
    query = parse_query(question, segment)
    terms = query.words + query.bigrams
    found, expected = some.search(query, limit=limit), rest.search(query, limit=limit)
    assert len(found) == len(expected)
    everything = {hit.passage.id for hit in rest.search(query, limit=10)}
    assert {hit.passage.id for hit in found} <= everything
    assert some.frequencies(terms) == rest.frequencies(terms)
    assert some.statistics() == rest.statistics()
    assert [one.id for one in some.latest(limit)] == [one.id for one in rest.latest(limit)]
    assert [some.document(id) for id in TEXTS] == [rest.document(id) for id in TEXTS]
    assert list(some.documents([*TEXTS, "none"])) == rest.documents([*TEXTS])
    some.close()
