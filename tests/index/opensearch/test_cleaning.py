"""What nobody will read is removed by the next writer, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opensearch_indices import add_to, write_to
from opensearch_server import request

if TYPE_CHECKING:
    import pytest
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline


def count_all(indices: Indices) -> dict[str, int]:
    """Return how many documents each of the indices holds, seen or not."""
    [url] = indices.urls
    request(url, f"/{indices.base}-*/_refresh", "POST")
    listed = request(url, f"/_cat/indices/{indices.base}-*?format=json&h=index,docs.count")
    return {one["index"].rpartition("-")[2]: int(one["docs.count"]) for one in listed}


def test_what_is_dead_is_removed_by_the_next_writer(
    indices: Indices, outliner: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken away, what a writer left that failed, and the indices of an older generation."""
    # Several pages of it.
    monkeypatch.setattr("retrieval.index.opensearch.cleaning.PAGE", 2)
    write_to(indices, outliner, {"a": "市长。", "b": "主持。", "c": "会议。", "d": "天气。", "e": "晴朗。"})
    with indices.open_writer() as writer:
        for path in ("a.txt", "b.txt"):
            writer.note("state", path, b"old")
        writer.remove_documents(["a", "b", "c"])
        writer.commit({})
    # They may still be read by who asked before the commit.
    assert count_all(indices)["passages"] == 5
    with indices.open_writer() as failing:
        assert count_all(indices)["passages"] == 2
        add_to(failing, outliner, {"f": "记者。", "g": "报道。"})
        failing.note("state", "a.txt", b"new")
    with indices.open_writer() as writer:
        assert {kind: count_all(indices)[kind] for kind in ("passages", "documents", "notes")} == {
            "passages": 2,
            "documents": 2,
            "notes": 2,
        }
        assert dict(writer.notes("state")) == {"a.txt": b"old", "b.txt": b"old"}
    write_to(indices, outliner, {"h": "代表。"}, fresh=True)
    assert {kind: number for kind, number in count_all(indices).items() if kind != "state"} == {
        "passages": 1,
        "documents": 1,
        "notes": 0,
    }
