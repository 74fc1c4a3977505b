"""The indices of one archive on a server, for one test: gone when it ends."""

from __future__ import annotations

import json
import urllib.request
from contextlib import closing, suppress
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Self

from retrieval.index.drafts import cut_drafts, draft_document
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.chinese.outlines import Outline
    from retrieval.index.base import Taker
    from retrieval.index.opensearch.access import Access
    from retrieval.index.opensearch.index import OpenSearchIndex
    from retrieval.index.opensearch.layout import Names
    from retrieval.index.opensearch.writer import OpenSearchWriter


class Indices:
    """Opens the engine under test on indices of its own; a context manager that removes them.

    The engine is imported when it is used: not everybody has the client.

    Args:
        urls: of the nodes.
        settings: of the access (:class:`retrieval.index.opensearch.access.Access`).
    """

    def __init__(self, *urls: str, **settings: Any) -> None:
        self.urls = urls
        self._settings = {"replicas": 0, "timeout": 30.0, **settings}
        self.base = f"wendang-test-{token_hex(4)}"
        self._open: list[OpenSearchIndex] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Close what is open, and remove the indices."""
        for index in self._open:
            index.close()
        for url in self.urls:
            with suppress(OSError):
                self.remove_all(url, self.base)
                return

    @staticmethod
    def remove_all(url: str, base: str) -> None:
        """Remove the indices whose names begin so."""
        request = urllib.request.Request(f"{url}/{base}-*", method="DELETE")  # noqa: S310 - our own
        with closing(urllib.request.urlopen(request, timeout=60)) as response:  # noqa: S310 - likewise
            json.load(response)

    def all_names(self) -> list[str]:
        """Return what indices there are of the archive."""
        url = f"{self.urls[0]}/{self.base}-*/_settings"
        with closing(urllib.request.urlopen(url, timeout=60)) as response:  # noqa: S310 - our own
            return sorted(json.load(response))

    @property
    def access(self) -> Access:
        """How the server is reached."""
        from retrieval.index.opensearch.access import Access  # noqa: PLC0415

        return Access(self.urls, **self._settings)

    @property
    def names(self) -> Names:
        """What the indices are called."""
        from retrieval.index.opensearch.layout import Names  # noqa: PLC0415

        return Names(self.base)

    def open_writer(self, *, fresh: bool = False) -> OpenSearchWriter:
        """Open the indices for writing."""
        from retrieval.index.opensearch.writer import OpenSearchWriter  # noqa: PLC0415

        return OpenSearchWriter(self.access, self.names, fresh=fresh)

    def open_index(self) -> OpenSearchIndex:
        """Open the indices for reading."""
        from retrieval.index.opensearch.index import OpenSearchIndex  # noqa: PLC0415

        index = OpenSearchIndex(self.access, self.names)
        self._open.append(index)
        return index


def add_to(writer: Taker, outliner: Outline, texts: Mapping[str, str]) -> None:
    """Hand documents of one paragraph to a writer, each with its id."""
    documents = [
        Document(Metadata(id, f"{id}.txt"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        for id, text in texts.items()
    ]
    cut = cut_drafts([draft_document(document) for document in documents], outliner)
    writer.add([document.metadata.path for document in documents], writer.encode(cut))


def write_to(indices: Indices, outliner: Outline, texts: Mapping[str, str], *, fresh: bool = False) -> None:
    """Add documents of one paragraph to what indices hold, and commit."""
    with indices.open_writer(fresh=fresh) as writer:
        add_to(writer, outliner, texts)
        writer.commit({})
