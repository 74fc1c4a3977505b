"""Writes the index of a folder: one process at a time, and all or nothing."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import datetime
from traceback import clear_frames
from typing import TYPE_CHECKING, Any, Self

import tantivy
from filelock import FileLock, Timeout

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.encoding import decode_plain
from retrieval.index.folder import (
    REMEDY,
    Kind,
    build_pairs,
    build_schema,
    new_generation,
    read_generation,
    remove_others,
    serve_generation,
)
from retrieval.index.integrity import find_damage, remove_strays
from retrieval.index.lookup import Lookup
from retrieval.index.states import decode_sketches, decode_state, encode_sketches, encode_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from retrieval.index.entries import DocumentEntry
    from retrieval.index.states import FileState, Packed
    from retrieval.values import Document

# Bytes of memory, and the threads that share it. A build from nothing keeps two busy; an update would only
# leave two small pieces behind where one is enough.
_HEAP = 256_000_000
_THREADS_FRESH, _THREADS_UPDATE = 2, 1


class DiskWriter:
    """Adds to the index of a folder, and takes away from it; nothing shows before :meth:`commit`.

    It is a context manager: left without a commit, everything stays as it was.

    Args:
        folder: the index; it is made where it is missing.
        fresh: start from nothing, and replace the index that is served when this one is whole.

    Raises:
        StoreLocked: another process is writing here.
        StoreError: the folder cannot be written to, or what it holds is damaged.
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self._folder = folder
        with _explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _take_lock(folder)
        try:
            with _explained(folder):
                served = None if fresh else read_generation(folder)
                remove_others(folder, _served_or_none(folder))
                if served:
                    _check(served)
                    remove_strays(served)
                self._generation = served or new_generation(folder)
                self._serves = served is not None
                self._index = tantivy.Index(build_schema(), str(self._generation))
                self._index.register_tokenizer("pairs", build_pairs())
                self._writer: tantivy.IndexWriter | None = self._index.writer(
                    _HEAP, _THREADS_UPDATE if self._serves else _THREADS_FRESH
                )
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        # Who keeps the error keeps the frames that it went through, and in them tantivy's writer with its lock.
        while error is not None:
            clear_frames(error.__traceback__)
            error = error.__context__

    def read_manifest(self) -> Mapping[str, Any]:
        """Return what the index was built with; empty where there is none yet."""
        found = self._payloads(Kind.MANIFEST)
        return json.loads(found[0]) if found else {}

    def read_files(self) -> dict[str, FileState]:
        """Return the files of the archive that the index holds, by path."""
        states = map(decode_state, self._payloads(Kind.FILE))
        return {state.path: state for state in states}

    def read_sketches(self) -> dict[str, Packed]:
        """Return the sketches of the files' documents, by path."""
        return {path: decode_sketches(payload) for path, payload in self._entries(Kind.SKETCHES)}

    def find_file(self, id: str) -> str | None:
        """Return the file of the document that is known by an id, as of the last commit."""
        ask = tantivy.Query.term_query(self._index.schema, "id", id, "basic")
        for _, address in self._index.searcher().search(ask, 1, count=False).hits:
            return str(self._index.searcher().doc(address)["file"][0])
        return None

    def read_plain(self, id: str) -> Document | None:
        """Return a document as of the last commit, without what the archive says of it."""
        lookup = Lookup(self._index.searcher(), self._index.schema)
        frame = lookup.frame(id)
        return decode_plain(frame, lookup.paragraphs) if frame else None

    def remove_file(self, path: str) -> None:
        """Take away a file with its documents."""
        with _explained(self._folder):
            self._open_writer().delete_documents_by_term("file", path)

    def remove_document(self, id: str) -> None:
        """Take away a document, and leave its file."""
        with _explained(self._folder):
            self._open_writer().delete_documents_by_term("id", id)

    def add_file(self, state: FileState) -> None:
        """Note a file as indexed, in place of what was noted; its documents are added apart."""
        note = f"{Kind.FILE} {state.path}"
        entry = self._entry(kind=[Kind.FILE, note], file=state.path, payload=encode_state(state))
        with _explained(self._folder):
            writer = self._open_writer()
            writer.delete_documents_by_term("kind", note)
            writer.add_document(entry)

    def add_sketches(self, path: str, packed: Packed) -> None:
        """Keep the sketches of a file's documents for as long as the file stays."""
        entry = self._entry(kind=Kind.SKETCHES, file=path, payload=encode_sketches(packed))
        with _explained(self._folder):
            self._open_writer().add_document(entry)

    def add(self, file: str, document: DocumentEntry) -> None:
        """Add a document, read from a file of the archive."""
        with _explained(self._folder):
            writer = self._open_writer()
            schema = self._index.schema
            # Of one value no list is made: there are ten of them in each passage.
            common: dict[str, Any] = {
                "file": file,
                "day": document.day,
                "source": document.source,
                "id": document.id,
            }
            for words, bigrams, title, lengths, payload in document.passages:
                fields: dict[str, Any] = {
                    "kind": Kind.PASSAGE,
                    "words": words,
                    "bigrams": bigrams.split(),
                    "title": title,
                    "words_length": lengths[0],
                    "bigrams_length": lengths[1],
                    "title_length": lengths[2],
                    "payload": payload,
                    **common,
                }
                writer.add_document(tantivy.Document.from_dict(fields, schema))
            kind = Kind.FOLDED if document.folded else Kind.DOCUMENT
            writer.add_document(self._entry(kind=kind, payload=document.payload, **common))

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make everything visible at once, and close.

        Raises:
            StoreError: it could not be written whole (a full disk); the old state is served on.
        """
        with _explained(self._folder):
            writer = self._open_writer()
            writer.delete_documents_by_term("kind", Kind.MANIFEST)
            payload = json.dumps(manifest, ensure_ascii=False).encode()
            writer.add_document(self._entry(kind=Kind.MANIFEST, payload=payload))
            writer.commit()
            self._writer = None
            writer.wait_merging_threads()
            if not self._serves:
                serve_generation(self._folder, self._generation)
                remove_others(self._folder, self._generation)
            # Found sound now, the files need not be read whole by whoever opens them next.
            find_damage(self._generation)
        self.close()

    def close(self) -> None:
        """Let the next writer in. What was not committed is forgotten."""
        self._writer = None
        self._lock.release()

    def _entry(self, **fields: Any) -> tantivy.Document:
        # Without the schema tantivy takes every number for a signed one.
        return tantivy.Document.from_dict(fields, self._index.schema)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise StoreError("this writer is closed: open another")
        return self._writer

    def _payloads(self, kind: str) -> list[bytes]:
        return [payload for _, payload in self._entries(kind)]

    def _entries(self, kind: str) -> list[tuple[str, bytes]]:
        """Return file and payload of all entries of a kind."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return []
        ask = tantivy.Query.term_query(self._index.schema, "kind", kind, "basic")
        entries = [
            searcher.doc(address) for _, address in searcher.search(ask, searcher.num_docs, count=False).hits
        ]
        return [((entry["file"] or [""])[0], bytes(entry["payload"][0])) for entry in entries]


def _take_lock(folder: Path) -> FileLock:
    lock = FileLock(folder / "writer.lock", timeout=0)
    note = folder / "writer.json"
    try:
        lock.acquire()
    except Timeout:
        try:
            holder = json.loads(note.read_text("utf-8"))
            who = f"process {holder['pid']}, since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            who = "another process"
        raise StoreLocked(
            f"the index in {str(folder)!r} is being written by {who}: wait for it, or stop it"
        ) from None
    since = datetime.now().astimezone().strftime("%H:%M:%S")
    note.write_text(json.dumps({"pid": os.getpid(), "since": since}), "utf-8")
    return lock


def _check(generation: Path) -> None:
    if damaged := find_damage(generation, thorough=True):
        raise StoreError(f"the index in {str(generation.parent)!r} is damaged ({damaged}): {REMEDY}")


def _served_or_none(folder: Path) -> Path | None:
    try:
        return read_generation(folder)
    except StoreError:
        return None


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the system and tantivy raise into one line with a remedy."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the index in {str(folder)!r} cannot be written ({error.strerror}): make room or allow "
            "writing there, or set WENDANG_INDEX to another folder"
        ) from None
    except ValueError as error:
        # tantivy's errors are ValueErrors; its first line names the cause.
        cause = str(error).splitlines()[0][:200]
        raise StoreError(
            f"the index in {str(folder)!r} cannot be written ({cause}): is the disk full? make room, or set "
            "WENDANG_INDEX to another folder"
        ) from None
