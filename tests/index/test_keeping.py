"""The documents of a small archive, kept as they were read."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.archive.reading import read_documents
from retrieval.curation.facts import with_all_facts
from retrieval.index.keeping import keep, read_kept

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_comes_back_as_it_was(root: Path, tmp_path: Path) -> None:
    """Documents with repairs, copies, inferred dates and odd names are the same after keeping; another key finds none."""
    documents = list(with_all_facts(read_documents(root / "tests/cases/newsroom.jsonl", print)))
    documents += with_all_facts(read_documents(root / "seeds", print))
    odd = replace(documents[0].metadata, id="a\n\udc80", also=(documents[1].metadata,))
    documents.append(replace(documents[0], metadata=odd, folded_into="b"))
    file = tmp_path / "folder" / "kept"
    keep(file, "key", documents)
    # What a file shows and a document leaves out is told when the file is read, and kept by no engine.
    assert read_kept(file, "key") == [replace(document, left_out=()) for document in documents]
    assert read_kept(file, "another") is None
    # What it holds may be private.
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_damaged_or_missing_is_not_there(root: Path, tmp_path: Path) -> None:
    """A file that was cut off, changed or is none of ours is passed over, and so is a folder that may not be written."""
    file = tmp_path / "kept"
    keep(file, "key", list(read_documents(root / "seeds", print)))
    whole = file.read_bytes()
    for damaged in (b"", b"\n", whole[:-1], whole[:40], whole.replace("会".encode(), "合".encode(), 1)):
        file.write_bytes(damaged)
        assert read_kept(file, "key") is None
    assert read_kept(tmp_path / "none", "key") is None
    keep(file / "below a file", "key", [])


def test_what_was_sealed_and_makes_no_documents_is_not_there(tmp_path: Path) -> None:
    """Whoever wrote it with the right sum: the archive is read again."""
    file = tmp_path / "kept"
    for body in (b"1\n2\n3", b"[]\n[]\n[]", b"{}\n{}\n{}", b"null", b"\n".join([b"[" * 100_000] * 3)):
        file.write_bytes(f"key {hashlib.blake2b(body, digest_size=16).hexdigest()}".encode() + b"\n" + body)
        assert read_kept(file, "key") is None


def test_few_archives_are_kept(tmp_path: Path) -> None:
    """Those that were kept longest ago are forgotten."""
    for number in range(40):
        keep(tmp_path / str(number), "key", [])
    assert len(list(tmp_path.iterdir())) < 40
    assert read_kept(tmp_path / "39", "key") == []
