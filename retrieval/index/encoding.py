"""Passages and documents ↔ bytes, as an engine that leaves the process keeps them.

JSON, never pickle: an index is a file, and a file may come from anybody. Spans are kept as the gap from
the last one and their length, so that most numbers have one digit.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from retrieval.values import Document, Edit, Metadata, Origin, Passage, Span, Step, span_at

if TYPE_CHECKING:
    from collections.abc import Iterable


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def encode_passage(passage: Passage) -> bytes:
    """Return a passage as bytes; ``decode_passage`` gives it back unchanged."""
    return _dump(
        [
            _pack_metadata(passage.metadata),
            passage.number,
            passage.start,
            passage.text,
            _pack_spans(passage.sentences),
            _pack_spans(passage.words),
        ]
    )


def decode_passage(data: bytes) -> Passage:
    """Return the passage that :func:`encode_passage` was given."""
    metadata, number, start, text, sentences, words = json.loads(data)
    return Passage(
        metadata=_unpack_metadata(metadata),
        number=number,
        start=start,
        text=text,
        sentences=_unpack_spans(sentences),
        words=_unpack_spans(words),
    )


def encode_document(document: Document) -> bytes:
    """Return a document as bytes; ``decode_document`` gives it back unchanged."""
    origin = document.origin
    return _dump(
        [
            _pack_metadata(document.metadata),
            document.text,
            _pack_spans(document.paragraphs),
            [origin.record, origin.encoding, [list(pair) for pair in origin.anchors]],
            [
                [step.name, [[edit.span.start, edit.span.end, edit.replacement] for edit in step.edits]]
                for step in document.steps
            ],
            document.lost,
        ]
    )


def decode_document(data: bytes) -> Document:
    """Return the document that :func:`encode_document` was given."""
    metadata, text, paragraphs, (record, encoding, anchors), steps, lost = json.loads(data)
    return Document(
        metadata=_unpack_metadata(metadata),
        text=text,
        paragraphs=_unpack_spans(paragraphs),
        origin=Origin(record, encoding, tuple((ours, theirs) for ours, theirs in anchors)),
        steps=tuple(
            Step(name, tuple(Edit(Span(start, end), replacement) for start, end, replacement in edits))
            for name, edits in steps
        ),
        lost=lost,
    )


def _dump(value: list[Any]) -> bytes:
    # A lone surrogate (a name that is no UTF-8) would make the bytes unreadable: JSON escapes it instead.
    try:
        return _encode(value).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def _pack_metadata(metadata: Metadata) -> list[Any]:
    return [
        metadata.id,
        metadata.path,
        metadata.title,
        metadata.subtitle,
        metadata.byline,
        metadata.source,
        metadata.url,
        metadata.date_text,
        metadata.date.isoformat() if metadata.date else "",
        metadata.date_inferred,
    ]


def _unpack_metadata(fields: list[Any]) -> Metadata:
    key, path, title, subtitle, byline, source, url, date_text, day, inferred = fields
    when = date.fromisoformat(day) if day else None
    return Metadata(key, path, title, subtitle, byline, source, url, date_text, when, inferred)


def _pack_spans(spans: Iterable[Span]) -> list[int]:
    """Return gap, length, gap, length…: ``Span(2, 4), Span(5, 6)`` are ``[2, 2, 1, 1]``."""
    packed: list[int] = []
    last = 0
    for span in spans:
        packed += (span.start - last, span.end - span.start)
        last = span.end
    return packed


def _unpack_spans(packed: list[int]) -> tuple[Span, ...]:
    spans = []
    end = 0
    numbers = iter(packed)
    for gap, length in zip(numbers, numbers, strict=True):
        start = end + gap
        end = start + length
        spans.append(span_at(start, end))
    return tuple(spans)
