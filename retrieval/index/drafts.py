"""Documents on their way to an engine that outlives the process: in plain data, and cut into words.

Cutting is what indexing costs, so it is done in other processes; what goes there and comes back is plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.chinese.folding import fold
from retrieval.index.encoding import decode_frame, decode_metadata, encode_frame, encode_metadata
from retrieval.index.passages import title_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.chinese.outlines import Outline
    from retrieval.values import Document


# Stands for the end of a line within a text: no word holds it, as none holds the end of a line.
_INNER_END = "\x03"


class Draft(NamedTuple):
    """A document in plain data; ``day`` counts from the year 1, 0 where there is no date.

    ``paragraphs`` are the texts by which it is found, ``starts`` where they begin in its own. One that is ``folded``
    into another has none.
    """

    id: str
    source: str
    day: int
    metadata: bytes
    frame: bytes
    folded: bool
    title: str
    paragraphs: tuple[str, ...]
    starts: tuple[int, ...]


class Cut(NamedTuple):
    """Documents whose words are known: what every engine is handed.

    ``folded`` has a line for each document's title and after it one for each of its paragraphs; line ends within a
    text are no ends there. ``outline`` tells where its words stand (:data:`retrieval.chinese.outlines.Outline`).
    """

    drafts: Sequence[Draft]
    folded: str
    outline: bytes


def draft_document(document: Document, plain: Document | None = None) -> Draft:
    """Return a document ready to be cut; ``plain`` is the same without what the archive says of it."""
    metadata, text = document.metadata, document.text
    # One that is folded into another has no paragraphs by which it is found.
    spans = () if document.folded_into else document.paragraphs
    return Draft(
        metadata.id,
        metadata.source,
        metadata.date.toordinal() if metadata.date else 0,
        encode_metadata(metadata),
        encode_frame(document, plain or document),
        bool(document.folded_into),
        title_text(metadata),
        tuple([text[span.start : span.end] for span in spans]),
        tuple([span.start for span in spans]),
    )


def restore_draft(draft: Draft) -> Document:
    """Return the document of a draft."""
    return decode_frame(draft.frame, decode_metadata(draft.metadata), draft.paragraphs)


def cut_drafts(drafts: Sequence[Draft], outline: Outline) -> Cut:
    """Cut documents into words, all at once: a text alone is worth no cutter's call."""
    texts = [text for draft in drafts for text in (draft.title, *draft.paragraphs)]
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        joined = "\n".join([text.replace("\n", _INNER_END) for text in texts])
    folded = fold(joined)
    return Cut(drafts, folded, outline(folded))
