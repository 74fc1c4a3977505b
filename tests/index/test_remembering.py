"""An index during one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.index.memory import MemoryIndex
from retrieval.index.remembering import Remembering
from retrieval.values import Document, Metadata, Origin, Query, Search, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.chinese.words import Segment

TEXT = "市长主持会议。"


@pytest.fixture
def whole(segment: Segment) -> MemoryIndex:
    """Return an index of one document."""
    return MemoryIndex(
        [Document(Metadata("a", "a.txt"), TEXT, (Span(0, len(TEXT)),), Origin(1, "utf-8"))], segment
    )


def test_what_was_counted_is_not_counted_again(whole: MemoryIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only new terms are asked for, each once, and nothing where there are none; all else is the index's own."""
    asked: list[list[str]] = []
    count = whole.frequencies

    def frequencies(terms: Sequence[str]) -> Mapping[str, int]:
        asked.append(list(terms))
        return count(terms)

    monkeypatch.setattr(whole, "frequencies", frequencies)
    index = Remembering(whole)
    assert index.frequencies(["会议", "会议", "火星"]) == {"会议": 1, "火星": 0}
    assert index.frequencies(["火星", "市长"]) == {"火星": 0, "市长": 1}
    assert index.frequencies(["市长", "会议"]) == {"市长": 1, "会议": 1}
    assert asked == [["会议", "火星"], ["市长"]]
    query = Query(("会议",), ())
    assert index.search(query, limit=3) == whole.search(query, limit=3)
    assert index.search_many([Search(query, 3)]) == whole.search_many([Search(query, 3)])
    assert index.document("a") == whole.document("a")
    assert index.latest(3) == whole.latest(3)
    assert index.statistics() == whole.statistics()


def test_what_was_found_is_not_looked_for_again(whole: MemoryIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither passages nor documents, also none where there are none; what is new of several is asked for alone."""
    asked: list[list[object]] = []
    search, read = whole.search_many, whole.documents
    monkeypatch.setattr(whole, "search_many", lambda some: asked.append(list(some)) or search(some))
    monkeypatch.setattr(whole, "documents", lambda some: asked.append(list(some)) or read(some))
    index = Remembering(whole)
    one, other = (Search(Query((word,), ()), 3) for word in ("会议", "市长"))
    found = index.search_many([one, other, one])
    assert found == search([one, other, one])
    assert index.search(one.query, limit=3) == found[0]
    assert [one.id for one in index.documents(["a", "none"])] == ["a"]
    assert index.document("none") is None
    assert index.documents(["b", "a"]) == index.documents(["a"])
    assert asked == [[one, other], ["a", "none"], ["b"]]
