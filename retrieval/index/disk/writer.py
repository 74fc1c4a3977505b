"""Writes the index of a folder: one process at a time, and all or nothing."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.building.states import decode_sketches, decode_state, encode_sketches, encode_state
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.commits import Commit, Part, read_commit, write_commit
from retrieval.index.disk.files import sync_folder
from retrieval.index.disk.generations import (
    REMEDY,
    new_generation,
    read_generation,
    remove_others,
    remove_unserved,
    serve_generation,
)
from retrieval.index.disk.integrity import find_damage, note_sound
from retrieval.index.disk.segments import Note, Segment, SegmentDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from retrieval.index.building.states import FileState, Packed
    from retrieval.index.disk.batches import Batch
    from retrieval.index.drafts import Cut
    from retrieval.values import Document

# Passages, documents and bytes of a segment, of which the first that is reached ends it.
_MOST_PASSAGES = 60_000
_MOST_BYTES = 128 << 20
# An update leaves a segment of its own. So many with fewer passages than these are made one; and one of which more
# than half is gone is written anew.
_MOST_SMALL = 8
_SMALL = 15_000
_SUFFIX = ".segment"
_STATE, _SKETCHES = "state", "sketches"


class DiskWriter:
    """Adds to the index of a folder, and takes away from it; nothing shows before :meth:`commit`.

    It is a context manager: left without a commit, everything stays as it was. What is taken away is what the last
    commit held: nothing that was added since.

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
                remove_unserved(folder)
                if served:
                    _check(served)
                self._serves = served is not None
                self._generation = served or new_generation(folder)
                self._commit = read_commit(self._generation) if served else Commit({}, [], 1)
                self._remove_strays()
                self._old = [_Old(self._generation, part) for part in self._commit.parts]
        except BaseException:
            self._lock.release()
            raise
        self._number = self._commit.next
        self._states: dict[str, FileState] = {}
        self._draft = SegmentDraft()
        self._new: list[Part] = []
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def encode(self) -> Callable[[Cut], Batch]:
        """What makes of cut documents what :meth:`add` takes; other processes may run it."""
        return encode_batch

    # --- what the last commit held ---

    def read_manifest(self) -> Mapping[str, Any]:
        """Return what the index was built with; empty where there is none yet."""
        return self._commit.manifest

    def read_files(self) -> dict[str, FileState]:
        """Return the files of the archive that the index holds, by path."""
        states = (decode_state(note.data) for note in self._notes(_STATE))
        return {state.path: state for state in states}

    def read_sketches(self) -> dict[str, Packed]:
        """Return the sketches of the files' documents, by path."""
        return {note.path: decode_sketches(note.data) for note in self._notes(_SKETCHES)}

    def find_file(self, id: str) -> str | None:
        """Return the file of the document that is known by an id."""
        for old, number in self._find(id):
            return old.segment.path(number)
        return None

    def read_plain(self, id: str) -> Document | None:
        """Return a document without what the archive says of it."""
        for old, number in self._find(id):
            return old.segment.plain(number)
        return None

    def _find(self, id: str) -> Iterator[tuple[_Old, int]]:
        for old in self._old:
            for number in old.segment.find(id):
                if number not in old.part.removed:
                    yield old, number

    def _notes(self, kind: str) -> Iterator[Note]:
        for old in self._old:
            for number, note in old.segment.notes(kind):
                if number not in old.part.withdrawn:
                    yield note

    # --- changes ---

    def remove_files(self, paths: set[str]) -> None:
        """Take away files with their documents."""
        for old in self._old:
            old.removed.update(old.segment.in_files(paths))
            old.withdrawn.update(old.segment.notes_on(paths))

    def remove_document(self, id: str) -> None:
        """Take away a document, and leave its file."""
        for old, number in self._find(id):
            old.removed.add(number)

    def add_file(self, state: FileState) -> None:
        """Note a file as indexed, in place of what was noted; its documents are added apart."""
        # Only the last that is said of a file in one run is kept.
        self._states[state.path] = state

    def add_sketches(self, path: str, packed: Packed) -> None:
        """Keep the sketches of a file's documents for as long as the file stays."""
        self._add_note(Note(_SKETCHES, path, encode_sketches(packed)))

    def add(self, paths: Sequence[str], batch: Batch) -> None:
        """Add documents, read from these files of the archive."""
        self._check_open()
        with _explained(self._folder):
            if self._draft.passages + len(batch.starts) > _MOST_PASSAGES:
                self._write_segment()
            self._draft.add(paths, batch)
            self._write_full_segment()

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make everything visible at once, and close.

        Raises:
            StoreError: it could not be written whole (a full disk); the old state is served on.
        """
        self._check_open()
        with _explained(self._folder):
            for old in self._old:
                old.withdrawn.update(old.states[path] for path in self._states.keys() & old.states.keys())
            parts = self._keep()
            for state in self._states.values():
                self._add_note(Note(_STATE, state.path, encode_state(state)))
            self._write_segment()
            # The names of what a commit names are on the disk before it is.
            sync_folder(self._generation)
            commit = Commit(manifest, [*parts, *self._new], self._number)
            write_commit(self._generation, commit)
            if not self._serves:
                serve_generation(self._folder, self._generation)
                remove_others(self._folder, self._generation)
            note_sound(self._generation, commit.parts)
        self.close()

    def close(self) -> None:
        """Let the next writer in. What was not committed is forgotten."""
        if self._open:
            self._open = False
            # Some systems do not remove what is mapped.
            self._old = []
            self._remove_strays()
        self._lock.release()

    def _keep(self) -> list[Part]:
        """Return the old segments that stay, and put what the others hold to what is new."""
        held = [old for old in self._old if old.documents or old.notes]
        small = [old for old in held if old.is_small]
        merged = set(small) if len(small) >= _MOST_SMALL else set()
        merged |= {old for old in held if len(old.removed) > old.documents}
        for old in held:
            if old in merged:
                for note in old.segment.all_notes(old.withdrawn):
                    self._add_note(note)
                if old.documents:
                    self.add(*old.segment.copy(old.removed))
        return [
            old.part._replace(removed=frozenset(old.removed), withdrawn=frozenset(old.withdrawn))
            for old in held
            if old not in merged
        ]

    def _add_note(self, note: Note) -> None:
        self._check_open()
        with _explained(self._folder):
            self._draft.add_note(note)
            self._write_full_segment()

    def _write_full_segment(self) -> None:
        if (
            max(self._draft.passages, self._draft.documents) >= _MOST_PASSAGES
            or self._draft.size >= _MOST_BYTES
        ):
            self._write_segment()

    def _write_segment(self) -> None:
        """Write what was added, if anything was, and go on with a new segment."""
        if self._draft:
            name = f"{self._number:06}{_SUFFIX}"
            self._number += 1
            draft, self._draft = self._draft, SegmentDraft()
            self._new.append(Part(name, draft.write(self._generation / name)))

    def _remove_strays(self) -> None:
        """Remove the segments that no commit names: what a killed writer left, and what was merged away.

        What the disk says counts, not what was meant to be written there.
        """
        try:
            named = {part.name for part in read_commit(self._generation).parts}
        except FileNotFoundError:
            named = set()
        except (OSError, ValueError):
            return
        for path in self._generation.glob(f"*{_SUFFIX}"):
            if path.name not in named:
                # What cannot be removed now (a reader's open file, on some systems) is removed the next time.
                with suppress(OSError):
                    path.unlink()

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError("this writer is closed: open another")


class _Old:
    """A segment of the last commit, and what of it is taken away since."""

    def __init__(self, generation: Path, part: Part) -> None:
        self.part = part
        self.segment = Segment(generation / part.name)
        self.removed = set(part.removed)
        self.withdrawn = set(part.withdrawn)

    @property
    def documents(self) -> int:
        """How many of its documents stay."""
        return self.segment.documents - len(self.removed)

    @property
    def notes(self) -> int:
        """How many of its notes stay."""
        return self.segment.note_count - len(self.withdrawn)

    @property
    def is_small(self) -> bool:
        """Whether it may be merged with others: a few long texts are not small."""
        most = max(self.segment.passages, self.segment.documents, self.segment.note_count)
        return most < _SMALL and self.part.seal.size < _MOST_BYTES // 4

    @cached_property
    def states(self) -> dict[str, int]:
        """The numbers of the notes on the state of its files."""
        return {note.path: number for number, note in self.segment.notes(_STATE)}


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


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the system raises into one line with a remedy."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the index in {str(folder)!r} cannot be written ({error.strerror}): make room or allow "
            "writing there, or set WENDANG_INDEX to another folder"
        ) from None
