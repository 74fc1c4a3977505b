"""The one document that says what is visible: what is not in it was never said.

It is replaced in one step, and only by who has read it as it is: a writer that was stopped and wakes finds it changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.errors import StoreError
from retrieval.index.opensearch.cluster import SearchOf
from retrieval.index.opensearch.failures import Conflict, Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.layout import Names

FORMAT = 1
"""Another format of the indices is built anew."""

_ID = "commit"


class Version(NamedTuple):
    """Which writing of a document was read: the next one is made on the condition that it is the last."""

    seq_no: int
    primary_term: int


def condition_of(version: Version | None) -> dict[str, Any]:
    """Return the parameters of a request that writes only over this version; over nothing, where there is none."""
    if version is None:
        return {"op_type": "create"}
    return {"if_seq_no": version.seq_no, "if_primary_term": version.primary_term}


class Removed(NamedTuple):
    """What a commit took away: in so many lists, of what was born before it."""

    by: int
    lists: int


@dataclass(frozen=True, slots=True)
class Commit:
    """What is visible of an archive.

    Attributes:
        number: of the run that made it: what bears a higher one is not visible. 0 where there was none yet.
        generation: of the indices that it speaks of.
        session: the last number that was given to a run.
        abandoned: numbers of runs up to ``number`` that never came to a commit.
        removed: what it took away and is still there.
        passages: how many there are.
        documents: how many there are that are not folded into others.
        lengths: how many terms there are in words, bigrams and titles, over all passages.
        means: what the cluster takes for their means.
        manifest: what the index was built with.
        token: tells this writing of the commit from all others.
    """

    number: int = 0
    generation: int = 0
    session: int = 0
    abandoned: tuple[int, ...] = ()
    removed: Removed | None = None
    passages: int = 0
    documents: int = 0
    lengths: tuple[int, ...] = (0, 0, 0)
    means: tuple[float, ...] = (1.0, 1.0, 1.0)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    token: str = ""


def search_commit(names: Names) -> SearchOf:
    """Return the search that finds the commit, to be sent along with others."""
    return SearchOf(names.state, {"query": {"ids": {"values": [_ID]}}, "size": 1})


def read_found(response: dict[str, Any]) -> Commit | None:
    """Return the commit that :func:`search_commit` found, or None where there is none."""
    hits = response["hits"]["hits"]
    return _parse(hits[0]["_source"]) if hits else None


def read_commit(cluster: Cluster, names: Names, *, any_format: bool = False) -> tuple[Commit, Version | None]:
    """Return the commit and which writing of it that is; an empty one where there is none yet.

    Args:
        cluster: where it is.
        names: of the archive's indices.
        any_format: take one of another format for one that holds nothing.

    Raises:
        StoreError: it is of another format.
    """
    try:
        answer = cluster.call("GET", f"/{names.state}/_doc/{_ID}")
    except Missing:
        return Commit(), None
    source, version = answer["_source"], Version(answer["_seq_no"], answer["_primary_term"])
    if any_format and source.get("format") != FORMAT:
        return Commit(session=int(source["session"]), generation=int(source["generation"])), version
    return _parse(source), version


def write_commit(
    cluster: Cluster, names: Names, commit: Commit, version: Version | None
) -> tuple[Commit, Version]:
    """Write the commit in place of the writing that was read; return it as it was written.

    Raises:
        Conflict: somebody else has written it in the meantime.
    """
    token = token_hex(8)
    body = {
        "format": FORMAT,
        "number": commit.number,
        "generation": commit.generation,
        "session": commit.session,
        "abandoned": list(commit.abandoned),
        "removed": list(commit.removed) if commit.removed else None,
        "passages": commit.passages,
        "documents": commit.documents,
        "lengths": list(commit.lengths),
        "means": list(commit.means),
        "manifest": json.dumps(dict(commit.manifest)),
        "token": token,
    }
    path = f"/{names.state}/_doc/{_ID}"
    try:
        answer = cluster.call("PUT", path, body, writing=True, refresh="true", **condition_of(version))
    except Conflict:
        # A request whose answer was lost is sent again: then it was we who wrote it.
        written, now = read_commit(cluster, names)
        if written.token != token or now is None:
            raise
        return written, now
    return replace(commit, token=token), Version(answer["_seq_no"], answer["_primary_term"])


def expect_unchanged(cluster: Cluster, names: Names, commit: Commit) -> None:
    """Make sure that a commit is still as it was read or written.

    Raises:
        Conflict: somebody else has written it in the meantime.
    """
    if read_commit(cluster, names)[0].token != commit.token:
        raise Conflict(f"another process has written to the index on the cluster at {cluster.access.name}")


def _parse(source: dict[str, Any]) -> Commit:
    if source.get("format") != FORMAT:
        raise StoreError(
            "the index on the cluster was built by another version of wendang: build it anew with `wendang index --rebuild`"
        )
    removed = source["removed"]
    return Commit(
        source["number"],
        source["generation"],
        source["session"],
        tuple(source["abandoned"]),
        Removed(*removed) if removed else None,
        source["passages"],
        source["documents"],
        tuple(source["lengths"]),
        tuple(source["means"]),
        json.loads(source["manifest"]),
        source["token"],
    )
