"""An index during one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.memory import MemoryIndex
from retrieval.index.remembering import Remembering
from retrieval.values import Document, Metadata, Origin, Query, Search, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pytest

    from retrieval.chinese.words import Segment

TEXT = "市长主持会议。"


def test_what_was_counted_is_not_counted_again(segment: Segment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only new terms are asked for, each once, and nothing where there are none; all else is the index's own."""
    whole = MemoryIndex(
        [Document(Metadata("a", "a.txt"), TEXT, (Span(0, len(TEXT)),), Origin(1, "utf-8"))], segment
    )
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
