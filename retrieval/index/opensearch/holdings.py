"""What the last commit holds, as a writer reads it."""

from __future__ import annotations

from base64 import b64decode
from collections import defaultdict
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, TypeVar

from retrieval.index.encoding import decode_metadata, decode_plain
from retrieval.index.opensearch.passages import decode_kept
from retrieval.index.opensearch.tokens import digest_of, name_of, read_path
from retrieval.index.opensearch.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.commits import Commit
    from retrieval.index.opensearch.layout import Names
    from retrieval.values import Document

    T = TypeVar("T")

PIECE = 256 << 10
"""Bytes of a note that are one document of the cluster: a note may be larger than what it takes in one request."""
# How many of them are read at a time, and how many ids and documents.
_PIECES = 200
_IDS = 1_000
_DOCUMENTS = 200


class Holdings:
    """Reads what a commit holds.

    Args:
        cluster: where it is.
        names: of the archive's indices.
        commit: what is visible; nothing is where there was none yet.
    """

    def __init__(self, cluster: Cluster, names: Names, commit: Commit) -> None:
        self._cluster = cluster
        self._names = names
        self._commit = commit
        self._indices = names.generation(commit.generation)

    def notes(self, kind: str, paths: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield what is noted of files, by path: of these files and in their order, or else of all."""
        if not self._commit.number:
            return
        if paths is None:
            yield from self._read_notes({"term": {"kind": kind}})
            return
        for some in _by(paths, _PIECES):
            found = dict(self._read_notes({"terms": {"key": [digest_of(kind, path) for path in some]}}))
            yield from ((path, found[path]) for path in some if path in found)

    def _read_notes(self, condition: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
        body = self._of(
            condition, sort=["key", "piece"], stored_fields=["blob"], docvalue_fields=["key", "file"]
        )
        hits = self._cluster.scroll(self._indices.notes, body, size=_PIECES)
        for _, pieces in groupby((hit["fields"] for hit in hits), lambda fields: fields["key"][0]):
            parts = list(pieces)
            yield read_path(parts[0]["file"][0]), b"".join(b64decode(part["blob"][0]) for part in parts)

    def find_files(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the files of the documents that are known by some ids."""
        found: dict[str, str] = {}
        for some in _by(dict.fromkeys(ids), _IDS) if self._commit.number else ():
            by_name = {name_of(id): id for id in some}
            body = self._of(
                {"terms": {"document": list(by_name)}}, size=len(some), docvalue_fields=["document", "file"]
            )
            for hit in self._cluster.search(self._indices.documents, body)["hits"]["hits"]:
                fields = hit["fields"]
                found[by_name[fields["document"][0]]] = read_path(fields["file"][0])
        return found

    def read_plain(self, ids: Sequence[str]) -> list[Document]:
        """Return documents in the order of their ids, without what the archive says of them."""
        documents: list[Document] = []
        for some in _by(dict.fromkeys(ids), _DOCUMENTS) if self._commit.number else ():
            condition = {"terms": {"document": list(map(name_of, some))}}
            frames = {}
            for blob in self._blobs(self._indices.documents, condition, ["document"]):
                metadata, frame = blob.split(b"\n", 1)
                known = decode_metadata(metadata)
                frames[known.id] = known, frame
            texts: dict[str, list[str]] = defaultdict(list)
            for blob in self._blobs(self._indices.passages, condition, ["document", "number"]):
                kept = decode_kept(blob)
                texts[kept.metadata.id].append(kept.text)
            documents += [
                decode_plain(frames[id][1], frames[id][0], texts[id]) for id in some if id in frames
            ]
        return documents

    def _blobs(self, index: str, condition: dict[str, Any], sort: list[str]) -> Iterator[bytes]:
        for hit in self._cluster.scroll(index, self._of(condition, stored_fields=["blob"], sort=sort)):
            yield b64decode(hit["fields"]["blob"][0])

    def _of(self, condition: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"query": visible(self._commit, self._names, [condition]), "_source": False, **more}


def _by(values: Iterable[T], size: int) -> Iterator[list[T]]:
    todo = iter(values)
    while some := list(islice(todo, size)):
        yield some
