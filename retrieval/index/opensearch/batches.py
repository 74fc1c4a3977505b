"""Cut documents → the lines of a bulk request, as other processes write them."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

from retrieval.chinese.terms import ideograph_runs, pair_neighbours
from retrieval.index.opensearch.layout import alias_of
from retrieval.index.opensearch.passages import encode_kept
from retrieval.index.opensearch.tokens import digest_of, join_tokens, name_of, words_at, write_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.index.drafts import Cut, Draft
    from retrieval.index.opensearch.layout import Generation

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Batch(NamedTuple):
    """Documents as the cluster is sent them; their files are not known yet.

    Attributes:
        operations: for each document the operations that add its passages and itself; each is cut in two where the name
            of the file goes.
        passages: how many passages there are.
        lengths: how many terms there are in words, bigrams and titles, over all passages.
    """

    operations: list[list[tuple[bytes, bytes]]]
    passages: int
    lengths: tuple[int, int, int]

    def with_files(self, paths: Sequence[str]) -> Iterator[bytes]:
        """Yield the operations; ``paths`` are the files of the documents."""
        for path, parts in zip(paths, self.operations, strict=True):
            file = _encode(write_path(path)).encode()
            for before, after in parts:
                yield before + file + after


def encode_batch(cut: Cut, *, names: Generation, born: int) -> Batch:
    """Return cut documents as a batch.

    Args:
        cut: the documents.
        names: the indices that they are for.
        born: the number of the run that adds them.
    """
    texts, outlines = iter(cut.folded.split("\n")), iter(cut.outline.split(b"\n"))
    operations = []
    totals = [0, 0, 0]
    passages = 0
    for draft in cut.drafts:
        title, title_outline = next(texts), next(outlines)
        title_terms = words_at(title, title_outline) + pair_neighbours(ideograph_runs(title))
        joined_title = join_tokens(title_terms)
        key = digest_of(draft.id)
        shared = {"title": joined_title, **_place(draft), "born": born}
        sums = [0, 0, 0]
        parts = []
        for number, (text, start) in enumerate(zip(draft.paragraphs, draft.starts, strict=True)):
            folded, outline = next(texts), next(outlines)
            words, bigrams = words_at(folded, outline), pair_neighbours(ideograph_runs(folded))
            lengths = len(words), len(bigrams), len(title_terms)
            sums = [one + more for one, more in zip(sums, lengths, strict=True)]
            source = shared | {
                "words": join_tokens(words),
                "bigrams": join_tokens(bigrams),
                "number": number,
                "blob": _blob(encode_kept(draft.metadata, start, lengths, title_outline, text, outline)),
            }
            parts.append(_halves(names.passages, f"{key}-{born}-{number}", key, source))
        source = _place(draft) | {
            "born": born,
            "shown": int(not draft.folded),
            "passages": len(draft.paragraphs),
            "words": sums[0],
            "bigrams": sums[1],
            "title": sums[2],
            "blob": _blob(draft.metadata + b"\n" + draft.frame),
        }
        parts.append(_halves(names.documents, f"{key}-{born}", key, source))
        operations.append(parts)
        passages += len(draft.paragraphs)
        totals = [one + more for one, more in zip(totals, sums, strict=True)]
    return Batch(operations, passages, (totals[0], totals[1], totals[2]))


def operation(index: str, id: str, routing: str, source: dict[str, object], *, file: str) -> bytes:
    """Return the lines that put a document into the cluster; ``file`` is the path as it is kept there."""
    before, after = _halves(index, id, routing, source)
    return before + _encode(file).encode() + after


def _halves(index: str, id: str, routing: str, source: dict[str, object]) -> tuple[bytes, bytes]:
    head = _encode({"index": {"_index": alias_of(index), "_id": id, "routing": routing}})
    return f'{head}\n{{"file":'.encode(), b"," + _encode(source)[1:].encode() + b"\n"


def deletion(index: str, id: str, routing: str) -> bytes:
    """Return the line that removes a document from the cluster."""
    return _encode({"delete": {"_index": alias_of(index), "_id": id, "routing": routing}}).encode() + b"\n"


def _place(draft: Draft) -> dict[str, object]:
    return {"document": name_of(draft.id), "source": name_of(draft.source), "day": draft.day}


def _blob(data: bytes) -> str:
    return b64encode(data).decode()
