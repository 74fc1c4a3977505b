"""What a file may cost."""

from __future__ import annotations

import pytest

from retrieval.archive import limits
from retrieval.archive.formats import is_plain, read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def test_memory_is_bounded_by_the_machine_and_by_the_container(tmp_path, monkeypatch):
    """Half of the smallest of what is allowed, what the machine has and what the container may hold."""
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(limits, "_CONTAINERS", (limit,))
    for written, allowed in (("536870912\n", 256 << 20), ("max\n", None), ("9" * 30, None)):
        limit.write_text(written)
        if allowed is None:
            assert 256 << 20 < limits.allowed_memory() <= limits.MEMORY
        else:
            assert limits.allowed_memory() == allowed


def test_a_process_that_nobody_confined_is_not_limited():
    """Who reads a file without a process apart is not ended for it."""
    with limits.allowance(0):
        limits.go_on()


def test_a_large_text_is_read_in_a_process_that_may_be_ended():
    """What is made of a text takes many times its size, whatever reads it."""
    for name in ("a.txt", "a.csv", "a.json", "a.jsonl"):
        assert is_plain(SourceFile(name, b"a" * limits.LARGE))
        assert not is_plain(SourceFile(name, b"a" * (limits.LARGE + 1)))


@pytest.mark.parametrize("name", ["a.txt", "a", "a.md", "a.html"])
def test_a_text_that_is_one_document_has_an_end(name, monkeypatch):
    """A bomb that unpacks to one endless text is named before anything is made of it; a table of rows is none."""
    monkeypatch.setattr("retrieval.archive.formats.LARGEST_TEXT", 100)
    with pytest.raises(UnreadableError, match="split it"):
        list(read_records(SourceFile(name, b"a" * 101), print))
    rows = b"id,text\n" + b"1,abc\n" * 30
    assert len(list(read_records(SourceFile("a.csv", rows), print))) == 30
