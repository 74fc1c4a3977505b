"""Passages and documents ↔ bytes, as an engine that leaves the process keeps them.

JSON, never pickle: an index is a file, and a file may come from anybody. Spans are kept as the gap from
the last one and their length, so that most numbers have one digit.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from retrieval.archive.repair.steps import anchors
from retrieval.chinese.outlines import OutlinedWords
from retrieval.values import NOWHERE, Document, Edit, Metadata, Origin, Places, Span, Step, span_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

# --- passages -----------------------------------------------------------------------------------------


def encode_passage(text: str, outline: bytes) -> bytes:
    """Return a passage's text, and the outline of its words (:data:`retrieval.chinese.outlines.Outline`), as bytes."""
    return outline + b"\n" + text.encode("utf-8", "surrogatepass")


def decode_passage(data: bytes) -> tuple[str, OutlinedWords]:
    """Return the text and the words that :func:`encode_passage` was given."""
    outline, text = data.split(b"\n", 1)
    return text.decode("utf-8", "surrogatepass"), OutlinedWords(outline)


def encode_metadata(metadata: Metadata) -> bytes:
    """Return what a document's passages share, as bytes."""
    return _dump(pack_metadata(metadata))


def decode_metadata(data: bytes) -> Metadata:
    """Return the metadata that :func:`encode_metadata` was given."""
    return unpack_metadata(json.loads(data.decode()))


# --- documents ----------------------------------------------------------------------------------------


def encode_frame(document: Document, plain: Document) -> bytes:
    """Return a document without its metadata and its paragraphs' text: those stand by themselves.

    ``plain`` is the same document without what the archive says of it, so that this can be taken back.
    """
    changed = None if document is plain else _pack_changes(document, plain)
    text: str | list[str] = document.text
    # One that is folded into another has no passages, and paragraphs that overlap cannot be taken out.
    if not document.folded_into and (gaps := _gaps(document)) is not None:
        text = gaps
    origin = document.origin
    return _dump(
        [
            text,
            _pack_spans(document.paragraphs),
            [origin.record, origin.encoding, [list(pair) for pair in origin.anchors]],
            [
                [step.name, [[edit.span.start, edit.span.end, edit.replacement] for edit in step.edits]]
                for step in document.steps
            ],
            document.lost,
            document.folded_into,
            changed,
        ]
    )


def _pack_changes(document: Document, plain: Document) -> list[Any]:
    """Return what takes the archive's facts back: day, paragraphs, and what the last step took out of the text."""
    day, spans = _pack_day(plain.metadata), _pack_spans(plain.paragraphs)
    if len(document.steps) == len(plain.steps):
        return [day, spans]
    taken = [edit.span.of(plain.text) for edit in document.steps[-1].edits]
    return [day, spans, taken, list(chain.from_iterable(plain.metadata.places.marks))]


def _gaps(document: Document) -> list[str] | None:
    gaps = []
    end = 0
    for paragraph in document.paragraphs:
        if paragraph.start < end:
            return None
        gaps.append(document.text[end : paragraph.start])
        end = paragraph.end
    gaps.append(document.text[end:])
    return gaps


def decode_frame(data: bytes, metadata: Metadata, paragraphs: Sequence[str]) -> Document:
    """Return the document that :func:`encode_frame` was given; ``paragraphs`` are their texts."""
    return _decode_frame(data, metadata, paragraphs)[0]


def decode_plain(data: bytes, metadata: Metadata, paragraphs: Sequence[str]) -> Document:
    """Return the same document without what the archive says of it."""
    document, changed = _decode_frame(data, metadata, paragraphs)
    if changed is None:
        return document
    (day, inferred), spans, *taken = changed
    metadata = replace(
        metadata, date=date.fromisoformat(day) if day else None, date_inferred=inferred, also=()
    )
    if taken:
        document, metadata = _put_back(document, metadata, *taken)
    return replace(document, metadata=metadata, paragraphs=_unpack_spans(spans), folded_into="")


def _put_back(
    document: Document, metadata: Metadata, taken: list[str], marks: list[Any]
) -> tuple[Document, Metadata]:
    """Return a document and its metadata as they were before the last step took some stretches out of its text."""
    steps = document.steps[:-1]
    pieces: list[str] = []
    at = shift = 0
    for edit, stretch in zip(document.steps[-1].edits, taken, strict=True):
        pieces += (document.text[at : edit.span.start - shift], stretch)
        at = edit.span.start - shift
        shift += len(stretch)
    text = "".join((*pieces, document.text[at:]))
    origin = replace(document.origin, anchors=anchors(steps))
    places = metadata.places
    if places != NOWHERE:
        metadata = replace(metadata, places=_unpack_places(places.kind, places.name, marks))
    return replace(document, text=text, steps=steps, origin=origin), metadata


def _decode_frame(
    data: bytes, metadata: Metadata, paragraphs: Sequence[str]
) -> tuple[Document, list[Any] | None]:
    text, spans, (record, encoding, anchors), steps, lost, folded_into, changed = json.loads(data)
    if not isinstance(text, str):
        text = "".join(chain.from_iterable(zip(text, (*paragraphs, ""), strict=True)))
    document = Document(
        metadata=metadata,
        text=text,
        paragraphs=_unpack_spans(spans),
        origin=Origin(record, encoding, tuple((ours, theirs) for ours, theirs in anchors)),
        steps=tuple(
            Step(name, tuple(Edit(Span(start, end), replacement) for start, end, replacement in edits))
            for name, edits in steps
        ),
        lost=lost,
        folded_into=folded_into,
    )
    return document, changed


def _dump(value: list[Any] | str) -> bytes:
    # A lone surrogate (a name that is no UTF-8) would make the bytes unreadable: JSON escapes it instead.
    try:
        return _encode(value).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def pack_metadata(metadata: Metadata) -> list[Any]:
    """Return metadata as JSON has it."""
    return [
        metadata.id,
        metadata.path,
        metadata.title,
        metadata.subtitle,
        metadata.byline,
        metadata.source,
        metadata.url,
        metadata.date_text,
        *_pack_day(metadata),
        [pack_metadata(other) for other in metadata.also],
        *_pack_places(metadata.places),
    ]


def _pack_places(places: Places) -> list[Any]:
    # Most documents have none, and each hit's metadata is read.
    return [] if places == NOWHERE else [places.kind, places.name, list(chain.from_iterable(places.marks))]


def _pack_day(metadata: Metadata) -> tuple[str, bool]:
    return metadata.date.isoformat() if metadata.date else "", metadata.date_inferred


def unpack_metadata(fields: list[Any]) -> Metadata:
    """Return the metadata that :func:`pack_metadata` was given."""
    key, path, title, subtitle, byline, source, url, date_text, day, inferred, also, *places = fields
    when = date.fromisoformat(day) if day else None
    others = tuple(map(unpack_metadata, also)) if also else ()
    where = _unpack_places(*places) if places else NOWHERE
    return Metadata(key, path, title, subtitle, byline, source, url, date_text, when, inferred, others, where)


def _unpack_places(kind: Any, name: str, marks: list[Any]) -> Places:
    return Places(kind, name, tuple(zip(marks[::2], marks[1::2], strict=True)))


def _pack_spans(spans: Iterable[Span]) -> list[int]:
    """Return gap, length, gap, length…: ``Span(2, 4), Span(5, 6)`` are ``[2, 2, 1, 1]``."""
    packed: list[int] = []
    last = 0
    for span in spans:
        packed += (span.start - last, span.end - span.start)
        last = span.end
    return packed


def _unpack_spans(packed: list[int]) -> tuple[Span, ...]:
    places = list(accumulate(packed))
    return tuple(map(span_at, places[::2], places[1::2]))
