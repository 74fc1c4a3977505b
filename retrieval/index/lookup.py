"""Documents of an index on disk: a frame, and its paragraphs from the passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import Occur, Query

from retrieval.index.encoding import decode_text, split_lines
from retrieval.index.folder import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import tantivy


class Lookup:
    """Looks up what one state of an index holds under a document's id."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def frame(self, id: str) -> bytes | None:
        """Return the frame of a document, folded into another or not; None where the id is unknown."""
        found = self._payloads(id, (Kind.DOCUMENT, Kind.FOLDED), 1)
        return found[0] if found else None

    def paragraphs(self, id: str, count: int) -> list[str]:
        """Return the texts of a document's paragraphs, of which there are so many."""
        found = self._payloads(id, (Kind.PASSAGE,), count) if count else []
        return [text for _, text in sorted(decode_text(split_lines(payload)) for payload in found)]

    def _payloads(self, id: str, kinds: Sequence[str], limit: int) -> list[bytes]:
        of_kind = [(Occur.Should, Query.term_query(self._schema, "kind", kind, "basic")) for kind in kinds]
        ask = Query.boolean_query(
            [
                (Occur.Must, Query.term_query(self._schema, "id", id, "basic")),
                (Occur.Must, Query.boolean_query(of_kind)),
            ]
        )
        found = self._searcher.search(ask, limit, count=False).hits
        return [bytes(self._searcher.doc(address)["payload"][0]) for _, address in found]
