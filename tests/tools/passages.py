"""One short text as a passage, and the place of a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.passages import split_passages
from retrieval.values import Document, Metadata, Origin, Passage, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def passage_of(text: str, segment: Segment) -> Passage:
    """Return the first passage of a document that holds only this text."""
    document = Document(Metadata("1", "1"), text, (Span(0, len(text)),), Origin(1, "utf-8"))
    return split_passages(document, segment)[0]


def place(text: str, part: str) -> Span:
    """Return where a part stands first in a text."""
    return Span(text.index(part), text.index(part) + len(part))
