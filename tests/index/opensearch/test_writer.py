"""Two writers, stopped ones and killed ones; what every writer keeps is in the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_indices import add_to, write_to

from retrieval.errors import StoreError, StoreLocked

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline


def ids_of(indices: Indices) -> list[str]:
    """Return which documents a reader who comes now sees."""
    return sorted(document.id for document in indices.open_index().latest(9))


def test_a_stopped_writer_that_wakes_harms_nothing(
    indices: Indices, outliner: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another took over in the meantime and committed: nothing of the first ever shows, and its commit is refused."""
    monkeypatch.setattr("retrieval.index.opensearch.lease._UNCHANGED", 0.5)
    write_to(indices, outliner, {"a": "市长主持会议。"})
    stopped = indices.open_writer()
    add_to(stopped, outliner, {"b": "天气晴朗。"})
    # As with a process that is stopped: its thread does not keep the lease up.
    stopped._lease._ended.set()  # noqa: SLF001 - no process is that obedient
    stopped._lease._thread.join()  # noqa: SLF001 - likewise
    with indices.open_writer() as other:
        add_to(stopped, outliner, {"c": "书记出席。"})
        add_to(other, outliner, {"d": "代表发言。"})
        other.commit({})
    add_to(stopped, outliner, {"e": "记者报道。"})
    with pytest.raises(StoreLocked, match="another process"):
        stopped.commit({})
    assert ids_of(indices) == ["a", "d"]
    # What it writes now, long after that, is not seen after the next commits either.
    add_to(stopped, outliner, {"f": "会议结束。"})
    stopped.close()
    write_to(indices, outliner, {"g": "主持人宣布。"})
    assert ids_of(indices) == ["a", "d", "g"]


def test_a_writer_that_fails_leaves_the_old_state(indices: Indices, outliner: Outline) -> None:
    """Left without a commit, in an update or in a rebuild; a closed one takes nothing more."""
    write_to(indices, outliner, {"a": "市长主持会议。"})
    for fresh in (False, True):
        with indices.open_writer(fresh=fresh) as writer:
            add_to(writer, outliner, {"b": "天气晴朗。"})
            writer.remove_documents(["a"])
        with pytest.raises(StoreError, match="closed"):
            writer.note("state", "a.txt", b"")
        assert ids_of(indices) == ["a"]


def test_a_large_note_comes_back_and_may_shrink(
    indices: Indices, outliner: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent in pieces; noted again in the same run with fewer, and in the next with none left over."""
    monkeypatch.setattr("retrieval.index.opensearch.writer.PIECE", 10)
    for notes in ((b"0123456789" * 5, b"abcdefghijk"), (b"",)):
        with indices.open_writer() as writer:
            for note in notes:
                writer.note("state", "a.txt", note)
            writer.commit({})
        with indices.open_writer() as writer:
            assert list(writer.notes("state", ["a.txt"])) == [("a.txt", notes[-1])]
