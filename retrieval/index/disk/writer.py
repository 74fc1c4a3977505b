"""Writes the index of a folder: one process at a time, and all or nothing."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from retrieval.errors import StoreError
from retrieval.index.disk.arrays import DamagedError
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
from retrieval.index.disk.integrity import find_damage
from retrieval.index.disk.locking import explained, take_lock
from retrieval.index.disk.old_segments import OldSegment
from retrieval.index.disk.segment_drafts import SegmentDraft
from retrieval.index.disk.segments import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

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
_HALF = 32


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
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = take_lock(folder)
        try:
            with explained(folder):
                served = None if fresh else read_generation(folder)
                remove_unserved(folder)
                if served:
                    _check(served)
                self._serves = served is not None
                self._generation = served or new_generation(folder)
                self._commit = read_commit(self._generation) if served else Commit({}, [], 1)
                self._remove_strays()
                self._old = [OldSegment(self._generation, part) for part in self._commit.parts]
        except (DamagedError, ValueError, LookupError, TypeError):
            self._lock.release()
            raise StoreError(
                f"the index in {str(folder)!r} is damaged (its parts do not fit together): {REMEDY}"
            ) from None
        except BaseException:
            self._lock.release()
            raise
        self._number = self._commit.next
        self._draft = SegmentDraft()
        self._new: list[Part] = []
        # Where each new note stands, by kind and path: in the segment of this number among the new ones (the upper half of a
        # number: there may be millions), and which of its notes it is.
        self._noted: dict[str, dict[str, int]] = defaultdict(dict)
        self._replaced: dict[int, set[int]] = defaultdict(set)
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

    def notes(self, kind: str, paths: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield what is noted of files, by path: of these files and in their order, or else of all."""
        if paths is None:
            paths = [path for old in self._old for path in old.noted(kind)]
        for path in paths:
            for old in self._old:
                if (number := old.noted(kind).get(path)) is not None:
                    yield path, old.segment.note(number).data

    def find_files(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the files of the documents that are known by some ids."""
        return {id: old.segment.path(number) for id, old, number in self._find(ids)}

    def read_plain(self, ids: Sequence[str]) -> list[Document]:
        """Return documents in the order of their ids, without what the archive says of them."""
        return [old.segment.plain(number) for _, old, number in self._find(ids)]

    def _find(self, ids: Sequence[str]) -> Iterator[tuple[str, OldSegment, int]]:
        for id in ids:
            for old in self._old:
                for number in old.segment.find(id):
                    if number not in old.part.removed:
                        yield id, old, number

    # --- changes ---

    def remove_files(self, paths: set[str]) -> None:
        """Take away files with their documents, and what was noted of them."""
        for old in self._old:
            old.removed.update(old.segment.in_files(paths))
            old.withdrawn.update(old.segment.notes_on(paths))

    def remove_documents(self, ids: Sequence[str]) -> None:
        """Take away documents, and leave their files."""
        for _, old, number in self._find(ids):
            old.removed.add(number)

    def note(self, kind: str, path: str, data: bytes) -> None:
        """Note something of a file, in place of what was noted of this kind."""
        self._check_open()
        for old in self._old:
            if (number := old.noted(kind).get(path)) is not None:
                old.withdrawn.add(number)
        if (earlier := self._noted[kind].get(path)) is not None:
            self._replaced[earlier >> _HALF].add(earlier & ((1 << _HALF) - 1))
        self._noted[kind][path] = len(self._new) << _HALF | self._draft.note_count
        self._add_note(Note(kind, path, data))

    def add(self, paths: Sequence[str], batch: Batch) -> None:
        """Add documents, read from these files of the archive."""
        self._check_open()
        with explained(self._folder):
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
        with explained(self._folder):
            parts = self._keep()
            self._write_segment()
            parts += [
                part._replace(withdrawn=frozenset(self._replaced[number]))
                for number, part in enumerate(self._new)
            ]
            # The names of what a commit names are on the disk before it is.
            sync_folder(self._generation)
            commit = Commit(manifest, parts, self._number)
            write_commit(self._generation, commit)
            if not self._serves:
                serve_generation(self._folder, self._generation)
                remove_others(self._folder, self._generation)
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
        small = [old for old in held if _is_small(old)]
        merged = set(small) if len(small) >= _MOST_SMALL else set()
        merged |= {old for old in held if len(old.removed) > old.documents}
        for old in held:
            if old in merged:
                for number in range(old.segment.note_count):
                    if number not in old.withdrawn:
                        self._add_note(old.segment.note(number))
                if old.documents:
                    self.add(*old.segment.copy(old.removed))
        return [
            old.part._replace(removed=frozenset(old.removed), withdrawn=frozenset(old.withdrawn))
            for old in held
            if old not in merged
        ]

    def _add_note(self, note: Note) -> None:
        self._check_open()
        with explained(self._folder):
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
        except (OSError, ValueError, StoreError):
            return
        for path in self._generation.glob(f"*{_SUFFIX}"):
            if path.name not in named:
                # What cannot be removed now (a reader's open file, on some systems) is removed the next time.
                with suppress(OSError):
                    path.unlink()

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError("this writer is closed: open another")


def _check(generation: Path) -> None:
    if damaged := find_damage(generation):
        raise StoreError(f"the index in {str(generation.parent)!r} is damaged ({damaged}): {REMEDY}")


def _is_small(old: OldSegment) -> bool:
    """Say whether a segment may be merged with others: a few long texts are not small."""
    segment = old.segment
    most = max(segment.passages, segment.documents, segment.note_count)
    return most < _SMALL and old.part.seal.size < _MOST_BYTES // 4
