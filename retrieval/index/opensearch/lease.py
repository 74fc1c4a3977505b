"""One writer at a time, on whatever machine: a document that its holder writes anew every few seconds.

No clocks are compared. Who finds the document unchanged for a while takes it over; and a holder that was only slow does no
harm then, since its commit is refused (:mod:`retrieval.index.opensearch.commits`).
"""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.opensearch.commits import Version, condition_of
from retrieval.index.opensearch.failures import Conflict, Missing

if TYPE_CHECKING:
    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.layout import Names

# Seconds.
_BEAT = 3.0
_UNCHANGED = 20.0


def lease_path(names: Names) -> str:
    """Return where the document stands of who may write an archive's indices."""
    return f"/{names.state}/_doc/lease"


class Lease:
    """The right to write, taken; it is kept up by a thread until :meth:`release`.

    What is put into ``told`` is read by others within seconds.

    Args:
        cluster: where it is.
        names: of the archive's indices.
        path: of another document than that of the indices' only writer.

    Raises:
        StoreLocked: another process holds it, and shows that it is alive.
    """

    def __init__(self, cluster: Cluster, names: Names, path: str = "") -> None:
        self._cluster = cluster
        self._path = path or lease_path(names)
        self._token = token_hex(8)
        self._since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
        self.told: dict[str, Any] = {}
        self._version = self._take()
        self._ended = threading.Event()
        self._lost = False
        self._thread = threading.Thread(target=self._keep, name="wendang lease", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """Who holds it, in short."""
        return f"process {os.getpid()} on {socket.gethostname()}"

    @property
    def holder(self) -> dict[str, Any]:
        """What others read of who holds it."""
        return self.told | {
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": self._since,
            "token": self._token,
        }

    def check(self) -> None:
        """Make sure that it is still ours.

        Raises:
            StoreLocked: another process took it over.
        """
        if self._lost:
            raise StoreLocked(
                f"another process has taken over the index on the cluster at {self._cluster.access.name}, since this one "
                "was not heard of for a while: run `wendang index` again when it is done"
            )

    def release(self) -> None:
        """Let the next writer in. A second call does nothing."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._thread.join()
        # What cannot be told now is found out by the next writer, after a while.
        with suppress(StoreError):
            self._cluster.call("DELETE", self._path, **condition_of(self._version))

    def _take(self) -> Version:
        first: tuple[Version, dict[str, Any]] | None = None
        while True:
            try:
                return self._write(None)
            except Conflict:
                seen = self._read()
            if seen is None:
                continue
            if first is None:
                first, deadline = seen, time.monotonic() + _UNCHANGED
            if seen[0] != first[0]:
                raise StoreLocked(
                    f"the index on the cluster at {self._cluster.access.name} is being written by {who(seen[1])}: wait for "
                    "it, or stop it"
                )
            if _has_ended(seen[1]) or time.monotonic() >= deadline:
                try:
                    return self._write(seen[0])
                except Conflict:
                    continue
            time.sleep(min(_BEAT, _UNCHANGED) / 4)

    def _keep(self) -> None:
        while not self._ended.wait(_BEAT):
            try:
                self._version = self._write(self._version)
            except (Conflict, Missing):
                self._lost = True
                return
            except StoreError:
                # The cluster is away: while nobody can write there, nobody takes it over.
                continue

    def _write(self, before: Version | None) -> Version:
        try:
            answer = self._cluster.call("PUT", self._path, self.holder, **condition_of(before))
        except Conflict:
            # A request whose answer was lost is sent again: then it was we who wrote it.
            seen = self._read()
            if seen is None or seen[1].get("token") != self._token:
                raise
            return seen[0]
        return Version(answer["_seq_no"], answer["_primary_term"])

    def _read(self) -> tuple[Version, dict[str, Any]] | None:
        try:
            answer = self._cluster.call("GET", self._path)
        except Missing:
            return None
        return Version(answer["_seq_no"], answer["_primary_term"]), answer["_source"]


class Pulse:
    """Whether the holder of a lease is alive, as others see it.

    Args:
        cluster: where the lease is.
        path: of its document.
    """

    def __init__(self, cluster: Cluster, path: str) -> None:
        self._cluster = cluster
        self._path = path
        self._seen: Version | None = None
        self._since = 0.0

    def feel(self) -> dict[str, Any] | None:
        """Return what the holder tells; None where there is none, or none that was heard of for a while."""
        try:
            answer = self._cluster.call("GET", self._path)
        except Missing:
            return None
        version, holder = Version(answer["_seq_no"], answer["_primary_term"]), answer["_source"]
        if version != self._seen:
            self._seen, self._since = version, time.monotonic()
        unheard = time.monotonic() - self._since >= _UNCHANGED
        return None if unheard or _has_ended(holder) else dict(holder)


def who(holder: dict[str, Any]) -> str:
    """Return who holds a lease, and since when."""
    return f"process {holder.get('pid')} on {holder.get('host')}, since {holder.get('since')}"


def _has_ended(holder: dict[str, Any]) -> bool:
    """Say whether the holder was a process of this machine that is no more."""
    if holder.get("host") != socket.gethostname() or not isinstance(holder.get("pid"), int):
        return False
    try:
        os.kill(holder["pid"], 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
