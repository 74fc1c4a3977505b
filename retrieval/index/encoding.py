"""Passages and documents ↔ bytes, as an engine that leaves the process keeps them.

JSON, never pickle: an index is a file, and a file may come from anybody. Spans are kept as the gap from
the last one and their length, so that most numbers have one digit.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from retrieval.index.scoring import holds_spans, read_spans, read_text
from retrieval.values import Document, Edit, Metadata, Origin, Passage, Span, Step, span_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def encode_passage(passage: Passage, lines: Sequence[bytes]) -> bytes:
    """Return a passage as bytes, behind the lines of its terms (:func:`retrieval.index.scoring.encode_terms`).

    The lines hold the folded text and its words; only what cannot be read from there is kept again.
    """
    text = None if read_text(lines[1]) == passage.text else passage.text
    words = None if holds_spans(lines[1]) else _pack_spans(passage.words)
    rest = [
        _pack_metadata(passage.metadata),
        passage.number,
        passage.start,
        _pack_spans(passage.sentences),
        text,
        words,
    ]
    return b"\n".join([*lines, _dump(rest)])


def split_lines(data: bytes) -> list[bytes]:
    """Return the four lines of a passage's terms, and the rest."""
    return data.split(b"\n", 4)


def decode_passage(lines: Sequence[bytes]) -> Passage:
    """Return the passage whose lines :func:`split_lines` gave."""
    metadata, number, start, sentences, text, words = json.loads(lines[4])
    return Passage(
        metadata=_unpack_metadata(metadata),
        number=number,
        start=start,
        text=read_text(lines[1]) if text is None else text,
        sentences=_unpack_spans(sentences),
        words=read_spans(lines[1]) if words is None else _unpack_spans(words),
    )


def encode_frame(document: Document) -> bytes:
    """Return a document without its paragraphs' text: that stands in its passages."""
    gaps = []
    end = 0
    for paragraph in document.paragraphs:
        if paragraph.start < end:
            # Paragraphs that overlap cannot be taken out.
            return encode_document(document)
        gaps.append(document.text[end : paragraph.start])
        end = paragraph.end
    gaps.append(document.text[end:])
    return _dump(_pack_document(document, gaps))


def decode_frame(data: bytes, read_paragraphs: Callable[[str, int], Sequence[str]]) -> Document:
    """Return the document that :func:`encode_frame` was given.

    ``read_paragraphs`` is told a document's id and how many paragraphs it has, and returns their texts.
    """
    fields = json.loads(data)
    if not isinstance(fields[1], str):
        gaps = fields[1]
        paragraphs = read_paragraphs(fields[0][0], len(gaps) - 1)
        fields[1] = "".join(chain.from_iterable(zip(gaps, (*paragraphs, ""), strict=True)))
    return _unpack_document(fields)


def encode_document(document: Document) -> bytes:
    """Return a document as bytes; ``decode_document`` gives it back unchanged."""
    return _dump(_pack_document(document, document.text))


def decode_document(data: bytes) -> Document:
    """Return the document that :func:`encode_document` was given."""
    return _unpack_document(json.loads(data))


def _pack_document(document: Document, text: str | list[str]) -> list[Any]:
    origin = document.origin
    return [
        _pack_metadata(document.metadata),
        text,
        _pack_spans(document.paragraphs),
        [origin.record, origin.encoding, [list(pair) for pair in origin.anchors]],
        [
            [step.name, [[edit.span.start, edit.span.end, edit.replacement] for edit in step.edits]]
            for step in document.steps
        ],
        document.lost,
    ]


def _unpack_document(fields: list[Any]) -> Document:
    metadata, text, spans, (record, encoding, anchors), steps, lost = fields
    return Document(
        metadata=_unpack_metadata(metadata),
        text=text,
        paragraphs=_unpack_spans(spans),
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
