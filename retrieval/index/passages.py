"""Document → passages: each paragraph with its sentences and words, and the headline that stands over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import split_sentences
from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.values import Passage

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment
    from retrieval.values import Document, Metadata


def split_passages(document: Document, segment: Segment) -> tuple[Passage, ...]:
    """Cut each paragraph of a document into sentences and words; one that is folded into another has none."""
    if document.folded_into:
        return ()
    passages = []
    for number, paragraph in enumerate(document.paragraphs):
        text = paragraph.of(document.text)
        passages.append(
            Passage(
                metadata=document.metadata,
                number=number,
                start=paragraph.start,
                text=text,
                sentences=tuple(split_sentences(text)),
                words=tuple(segment(text)),
                folded=fold(text),
            )
        )
    return tuple(passages)


def title_text(metadata: Metadata) -> str:
    """Return the headline that stands over a document's passages, as it is searched."""
    return f"{metadata.title} {metadata.subtitle}"


def title_terms(passage: Passage, segment: Segment) -> list[str]:
    """Return the words and bigrams of the headline that stands over a passage."""
    title = title_text(passage.metadata)
    return word_terms(title, segment(title)) + bigram_terms(title)
