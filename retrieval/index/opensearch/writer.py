"""Adds to an archive's indices and takes away, all or nothing: what is written shows with the commit, and not before."""

from __future__ import annotations

from base64 import b64encode
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.opensearch.batches import deletion, encode_batch, operation
from retrieval.index.opensearch.board import LeadingBoard
from retrieval.index.opensearch.cleaning import open_commit
from retrieval.index.opensearch.cluster import PATIENCE, Cluster
from retrieval.index.opensearch.commits import Commit, Removed, expect_unchanged, write_commit
from retrieval.index.opensearch.failures import Conflict
from retrieval.index.opensearch.generations import make_generation, make_index, remove_generations
from retrieval.index.opensearch.holdings import PIECE, Holdings
from retrieval.index.opensearch.layout import mean_above, state_index
from retrieval.index.opensearch.lease import Lease
from retrieval.index.opensearch.sealing import count_sent, fit_means, refresh, sum_up
from retrieval.index.opensearch.tokens import digest_of, name_of, write_path
from retrieval.index.opensearch.visibility import list_id, write_lists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    from retrieval.index.drafts import Cut
    from retrieval.index.opensearch.access import Access
    from retrieval.index.opensearch.batches import Batch
    from retrieval.index.opensearch.layout import Generation, Names
    from retrieval.values import Document

# Notes and their bytes that wait to be sent together.
_TOGETHER = 1_000
_WAITING = 4 << 20


class OpenSearchWriter:
    """Adds to the indices of an archive in a cluster, and takes away from them; nothing shows before :meth:`commit`.

    It is a context manager: left without a commit, everything stays as it was. What is taken away is what the last
    commit held: nothing that was added since.

    Args:
        access: how the cluster is reached.
        names: of the archive's indices; they are made where they are missing.
        fresh: start from nothing, and replace the indices that are served when these are whole.

    Raises:
        StoreLocked: another process is writing here.
        StoreAway: the cluster cannot be asked now.
        StoreError: the cluster refuses, or its indices are of another format.
    """

    def __init__(self, access: Access, names: Names, *, fresh: bool = False) -> None:
        self._access = access
        self._names = names
        self._cluster = Cluster(access, patience=PATIENCE)
        self._open = True
        self._board: LeadingBoard | None = None
        try:
            self._cluster.check()
            make_index(self._cluster, names.state, state_index(access.replicas))
            self._lease = Lease(self._cluster, names)
        except BaseException:
            self._cluster.close()
            raise
        try:
            with self._alone():
                self._served, self._version = open_commit(self._cluster, names, fresh=fresh)
        except BaseException:
            self.close()
            raise
        # What is there while this run lasts: nothing where it starts from nothing.
        self._held = Commit() if fresh else self._served
        self._holdings = Holdings(self._cluster, names, self._held)
        # The number of this run and of what it adds, the numbers of what others added, and the last that was given.
        self._session = self._last = 0
        self._adopted: dict[int, tuple[int, int]] = {}
        self._means = self._held.means
        self._made = bool(self._held.number)
        self._passages = self._documents = 0
        # In how many pieces each note of this run was sent.
        self._notes: dict[str, int] = {}
        self._waiting: list[bytes] = []
        self._size = 0
        self._files: set[str] = set()
        self._ids: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def encode(self) -> Callable[[Cut], Batch]:
        """What makes of cut documents what :meth:`add` takes; other processes may run it."""
        self._begin()
        return partial(encode_batch, names=self._indices, born=self._session)

    # --- what the last commit held ---

    def read_manifest(self) -> Mapping[str, Any]:
        """Return what the index was built with; empty where there is none yet."""
        return self._held.manifest

    def notes(self, kind: str, paths: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield what is noted of files, by path: of these files and in their order, or else of all."""
        return self._holdings.notes(kind, paths)

    def find_files(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the files of the documents that are known by some ids."""
        return self._holdings.find_files(ids)

    def read_plain(self, ids: Sequence[str]) -> list[Document]:
        """Return documents in the order of their ids, without what the archive says of them."""
        return self._holdings.read_plain(ids)

    def remove_files(self, paths: set[str]) -> None:
        """Take away files with their documents, and what was noted of them."""
        self._files |= paths

    def remove_documents(self, ids: Sequence[str]) -> None:
        """Take away documents, and leave their files."""
        self._ids.update(ids)

    def note(self, kind: str, path: str, data: bytes) -> None:
        """Note something of a file, in place of what was noted of this kind."""
        self._begin()
        self._make_indices((1.0, 1.0, 1.0))
        key = digest_of(kind, path)
        pieces = max(1, -(-len(data) // PIECE))
        before = self._notes.get(key, 0)
        self._notes[key] = pieces
        for number in range(max(pieces, before)):
            id = f"{key}-{self._session}-{number}"
            if number >= pieces:
                # It was noted before in this run, and was longer.
                self._wait(deletion(self._indices.notes, id, key))
                continue
            source = {
                "kind": kind,
                "key": key,
                "born": self._session,
                "piece": number,
                "blob": b64encode(data[number * PIECE : (number + 1) * PIECE]).decode(),
            }
            self._wait(operation(self._indices.notes, id, key, source, file=write_path(path)))

    def add(self, paths: Sequence[str], batch: Batch) -> None:
        """Add documents, read from these files of the archive."""
        self._begin()
        self._make_indices(tuple(mean_above(total, batch.passages) for total in batch.lengths))
        self._cluster.bulk(batch.with_files(paths))
        self._passages += batch.passages
        self._documents += len(batch.operations)

    # --- work that is shared ---

    def keep_alone(self) -> None:
        """Tell those who wait to help that there is nothing to share."""
        self._lease.told = {"shared": 0}

    def share(self, described: Mapping[str, Any], units: int) -> LeadingBoard:
        """Let others help with a build of so many units; what is ``described`` they must have at hand likewise."""
        self._begin()
        self._make_indices((1.0, 1.0, 1.0))
        run = self._take_number()
        if self._board:
            self._board.close()
        generation = self._held.generation or self._session
        self._board = LeadingBoard(
            self._cluster,
            self._names,
            run,
            about={"described": described, "generation": generation, "units": units},
            holder=self._lease.holder,
            number=self._take_number,
            adopt=lambda born, passages, documents: self._adopted.update({born: (passages, documents)}),
        )
        self._lease.told = {"shared": run}
        return self._board

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make everything visible at once, and close.

        Raises:
            StoreLocked: another process has taken over; the old state is served on.
            StoreAway: a part of what was written cannot be read now; the old state is served on.
            StoreError: something of it is lost; the old state is served on.
        """
        self._begin()
        self._make_indices((1.0, 1.0, 1.0))
        self._send()
        with self._alone():
            # Else what another writer has removed of ours would look like a loss.
            expect_unchanged(self._cluster, self._names, self._served)
        first = self._held.number + 1 if self._held.number else self._session
        between = set(range(first, self._last + 1)) - {self._session, *self._adopted}
        commit = replace(
            self._held,
            number=self._last,
            generation=self._held.generation or self._session,
            session=self._last,
            abandoned=(*self._held.abandoned, *sorted(between)),
            removed=self._write_removed() if self._held.number else None,
            manifest=manifest,
            means=self._means,
        )
        refresh(self._cluster, self._indices)
        sent = {born: (*added, 0) for born, added in self._adopted.items()}
        sent[self._session] = self._passages, self._documents, sum(self._notes.values())
        count_sent(self._cluster, self._indices, sent)
        commit = sum_up(self._cluster, self._names, commit)
        if not self._held.number:
            commit = fit_means(self._cluster, self._names, commit)
        self._lease.check()
        with self._alone():
            self._served, self._version = write_commit(self._cluster, self._names, commit, self._version)
        # A reader takes the new generation up when it finds its own gone.
        with suppress(StoreError):
            remove_generations(self._cluster, self._names, commit)
        self.close()

    def close(self) -> None:
        """Let the next writer in. What was not committed is forgotten."""
        if self._open:
            self._open = False
            if self._board:
                # What cannot be told now is found out by those who help, after a while.
                with suppress(StoreError):
                    self._board.close()
            self._lease.release()
            self._cluster.close()

    @property
    def _indices(self) -> Generation:
        return self._names.generation(self._held.generation or self._session)

    def _begin(self) -> None:
        """Take a number for this run before anything is written: no other run has it, before or after."""
        if not self._open:
            raise StoreError("this writer is closed: open another")
        self._lease.check()
        if not self._session:
            self._session = self._take_number()

    def _take_number(self) -> int:
        self._lease.check()
        following = replace(self._served, session=self._served.session + 1)
        with self._alone():
            self._served, self._version = write_commit(self._cluster, self._names, following, self._version)
        self._last = self._served.session
        return self._last

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Say in one line that somebody else has written to the commit."""
        try:
            yield
        except Conflict:
            raise StoreLocked(
                f"another process has written to the index on the cluster at {self._access.name} in the meantime: run "
                "`wendang index` again"
            ) from None

    def _make_indices(self, means: tuple[float, ...]) -> None:
        if self._made:
            return
        self._made = True
        self._means = means
        make_generation(self._cluster, self._indices, means)

    def _write_removed(self) -> Removed | None:
        """Write down what is taken away, and return where."""
        files, documents = map(write_path, self._files), map(name_of, self._ids)
        lists = list(write_lists(files, documents, self._notes))
        for number, one in enumerate(lists):
            path = f"/{self._names.state}/_doc/{list_id(self._session, number)}"
            self._cluster.call("PUT", path, one, writing=True)
        return Removed(self._session, len(lists)) if lists else None

    def _wait(self, line: bytes) -> None:
        self._waiting.append(line)
        self._size += len(line)
        if len(self._waiting) >= _TOGETHER or self._size >= _WAITING:
            self._send()

    def _send(self) -> None:
        self._cluster.bulk(self._waiting)
        self._waiting, self._size = [], 0
