"""The law of :class:`retrieval.index.base.Writer`, held against every engine that outlives the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from indexes import ARCHIVE, document
from opensearch_indices import Indices

from retrieval.index.disk.writer import DiskWriter
from retrieval.index.drafts import cut_drafts, draft_document

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.outlines import Outline
    from retrieval.index.base import Writer
    from retrieval.values import Document

OpenWriter = Callable[[], "Writer"]


@pytest.fixture(params=["disk", "opensearch"])
def open_writer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenWriter]:
    """Return a function that opens an index for writing, with each engine in turn."""
    if request.param == "opensearch":
        with Indices(request.getfixturevalue("opensearch_url")) as indices:
            yield indices.open_writer
        return
    yield lambda: DiskWriter(tmp_path / "index")


def add(writer: Writer, outliner: Outline, *documents: Document) -> None:
    """Hand documents to a writer as the builder does."""
    cut = cut_drafts([draft_document(one) for one in documents], outliner)
    writer.add([one.metadata.path for one in documents], writer.encode(cut))


def test_notes_come_back_as_they_were(open_writer: OpenWriter) -> None:
    """Any bytes, by kind and path; those of some files in the order asked for, and a file without one is passed over."""
    with open_writer() as writer:
        for path in ("a.txt", "b/c.txt", "d.txt"):
            writer.note("state", path, path.encode())
        writer.note("sketches", "a.txt", b"\0\xff\n")
        writer.note("sketches", "d.txt", b"")
        assert dict(writer.notes("state")) == {}
        writer.commit({"made": "now"})
    with open_writer() as writer:
        assert writer.read_manifest() == {"made": "now"}
        assert dict(writer.notes("state")) == {path: path.encode() for path in ("a.txt", "b/c.txt", "d.txt")}
        wanted = ["d.txt", "none.txt", "b/c.txt", "a.txt"]
        assert list(writer.notes("sketches", wanted)) == [("d.txt", b""), ("a.txt", b"\0\xff\n")]
        assert list(writer.notes("none")) == []


@pytest.mark.parametrize("most", [1, 60_000])
def test_of_several_notes_on_a_file_the_last_counts(
    most: int, open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Noted twice in one run, in one part of the index or in two, and once in a run that merges: the newest is there."""
    monkeypatch.setattr("retrieval.index.disk.writer._MOST_SMALL", 1)
    monkeypatch.setattr("retrieval.index.disk.writer._MOST_BYTES", most)
    for texts in ((b"0", b"1"), (b"2",), (b"3", b"4", b"5")):
        with open_writer() as writer:
            for text in texts:
                writer.note("state", "a.txt", text)
                writer.note("state", "b.txt", b"same")
            writer.commit({})
        with open_writer() as writer:
            assert dict(writer.notes("state")) == {"a.txt": texts[-1], "b.txt": b"same"}


def test_what_is_not_committed_was_never_said(open_writer: OpenWriter, outliner: Outline) -> None:
    """Documents, notes and what was taken away: left without a commit, everything is as it was."""
    with open_writer() as writer:
        add(writer, outliner, *ARCHIVE)
        writer.note("state", "a.txt", b"old")
        writer.commit({})
    with open_writer() as writer:
        add(writer, outliner, document("d", "会议改期。"))
        writer.note("state", "a.txt", b"new")
        writer.remove_files({"b.txt"})
        writer.remove_documents(["c"])
        # What is read is what the last commit held.
        assert dict(writer.notes("state")) == {"a.txt": b"old"}
        assert set(writer.find_files(["b", "c", "d"])) == {"b", "c"}
    with open_writer() as writer:
        assert dict(writer.notes("state")) == {"a.txt": b"old"}
        assert writer.find_files(["b", "c", "d"]) == {"b": "b.txt", "c": "c.txt"}


def test_documents_are_looked_up_many_at_once(open_writer: OpenWriter, outliner: Outline) -> None:
    """By id, in the order asked for; an unknown id is left out, and so is what was taken away."""
    with open_writer() as writer:
        add(writer, outliner, *ARCHIVE)
        writer.commit({})
    with open_writer() as writer:
        assert writer.find_files(["c", "none", "a"]) == {"a": "a.txt", "c": "c.txt"}
        assert list(writer.read_plain(["c", "none", "a"])) == [ARCHIVE[2], ARCHIVE[0]]
        assert writer.find_files([]) == {}
        writer.remove_documents(["a", "none"])
        writer.commit({})
    with open_writer() as writer:
        assert writer.find_files(["a", "b", "c"]) == {"b": "b.txt", "c": "c.txt"}
        assert list(writer.read_plain(["a"])) == []


def test_a_file_goes_with_its_documents_and_its_notes(open_writer: OpenWriter, outliner: Outline) -> None:
    """And what is added of the same file in the same run stays."""
    with open_writer() as writer:
        add(writer, outliner, *ARCHIVE)
        for path in ("a.txt", "b.txt"):
            writer.note("state", path, b"old")
            writer.note("facts", path, b"old")
        writer.commit({})
    with open_writer() as writer:
        writer.remove_files({"a.txt", "b.txt"})
        add(writer, outliner, document("a", "会议改期。"))
        writer.note("state", "a.txt", b"new")
        writer.commit({})
    with open_writer() as writer:
        assert dict(writer.notes("state")) == {"a.txt": b"new"}
        assert dict(writer.notes("facts")) == {}
        assert writer.find_files(["a", "b", "c"]) == {"a": "a.txt", "c": "c.txt"}
        [found] = writer.read_plain(["a"])
    assert found.text == "会议改期。"
