"""Passages and documents ↔ bytes, as an engine that leaves the process keeps them.

JSON, never pickle: an index is a file, and a file may come from anybody. Spans are kept as the gap from
the last one and their length, so that most numbers have one digit.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from retrieval.folding import codes_of
from retrieval.segmentation import OutlinedWords
from retrieval.values import Document, Edit, Metadata, Origin, Passage, Span, Step, span_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

# --- passages -----------------------------------------------------------------------------------------

Changes: TypeAlias = list[Any] | str | None
"""How a text differs from what its folded form tells: not at all, in some characters, or throughout."""

# Chinese writes these wide; folding makes them narrow.
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_WIDE_CODES = np.arange(128, dtype="<u4")
for _narrow, _wide in _WIDE.items():
    _WIDE_CODES[ord(_narrow)] = ord(_wide)
# One change takes as many bytes as so many characters.
_CHANGE = 3
_LINES = 10


def list_changes(written: Sequence[str], folded: str) -> list[Changes]:
    r"""Return for each text how :func:`restore` gets it back from its folded form.

    Args:
        written: the texts as they are written.
        folded: their folded forms, joined by line ends: each as long as its text.

    >>> list_changes(["他说：好", "G20"], "他说:好\ng20")
    [None, ['G', [0]]]
    """
    codes = codes_of(folded)
    widened = np.where(codes < len(_WIDE_CODES), _WIDE_CODES[np.minimum(codes, len(_WIDE_CODES) - 1)], codes)
    places = np.flatnonzero(widened != codes_of("\n".join(written)))
    starts = list(accumulate((len(text) + 1 for text in written), initial=0))
    bounds = np.searchsorted(places, starts).tolist()
    changes: list[Changes] = []
    for text, start, first, last in zip(written, starts, bounds, bounds[1:], strict=False):
        if first == last:
            changes.append(None)
        elif (last - first) * _CHANGE >= len(text):
            changes.append(text)
        else:
            changed = [place - start for place in places[first:last].tolist()]
            gaps = [place - before - 1 for before, place in zip([-1, *changed], changed, strict=False)]
            changes.append(["".join([text[place] for place in changed]), gaps])
    return changes


def restore(folded: str, changes: Changes) -> str:
    """Return a text as it is written: ``restore("他说:好", None) == "他说：好"``."""
    if isinstance(changes, str):
        return changes
    for narrow, wide in _WIDE.items():
        folded = folded.replace(narrow, wide)
    if changes is None:
        return folded
    letters = list(folded)
    place = -1
    for letter, gap in zip(*changes, strict=True):
        place += gap + 1
        letters[place] = letter
    return "".join(letters)


def encode_passage(
    terms: Sequence[str],
    metadata: bytes,
    number: int,
    start: int,
    sentences: Iterable[Span],
    changes: Changes,
) -> bytes:
    """Return a passage as bytes.

    Args:
        terms: the seven lines by which :class:`retrieval.index.scoring.Scorer` knows it; its text and its words
            are read from there.
        metadata: its document's (:func:`encode_metadata`).
        number: counts the document's paragraphs from 0.
        start: where it begins in the document's text.
        sentences: where they stand in its text.
        changes: how its text differs from its folded form (:func:`list_changes`).
    """
    numbers = " ".join(map(str, (number, start, *_pack_spans(sentences))))
    kept = b"" if changes is None else _dump(changes)
    return b"\n".join(("\n".join(terms).encode("utf-8", "surrogatepass"), metadata, numbers.encode(), kept))


def split_lines(data: bytes) -> list[bytes]:
    """Return the seven lines of a passage's terms, its metadata, its numbers, and the changes to its text."""
    return data.split(b"\n", _LINES - 1)


def decode_passage(lines: Sequence[bytes]) -> Passage:
    """Return the passage whose lines :func:`split_lines` gave."""
    number, start, *sentences = map(int, lines[8].split(b" "))
    return Passage(
        metadata=_decode_metadata(lines[7]),
        number=number,
        start=start,
        text=_read_text(lines),
        sentences=_unpack_spans(sentences),
        words=OutlinedWords(lines[2]),
    )


def decode_text(lines: Sequence[bytes]) -> tuple[int, str]:
    """Return a passage's number and text alone."""
    return int(lines[8].split(b" ", 1)[0]), _read_text(lines)


def _read_text(lines: Sequence[bytes]) -> str:
    return restore(lines[1].decode("utf-8", "surrogatepass"), json.loads(lines[9]) if lines[9] else None)


def encode_metadata(metadata: Metadata) -> bytes:
    """Return what a document's passages share, as bytes."""
    return _dump(pack_metadata(metadata))


@lru_cache(maxsize=1 << 12)
def _decode_metadata(data: bytes) -> Metadata:
    # The passages of a document share one: not read anew for each.
    return unpack_metadata(json.loads(data.decode()))


# --- documents ----------------------------------------------------------------------------------------


def encode_frame(document: Document, plain: Document) -> bytes:
    """Return a document without its paragraphs' text: that stands in its passages.

    ``plain`` is the same document without what the archive says of it, so that this can be taken back.
    """
    changed = None if document is plain else [_pack_day(plain.metadata), _pack_spans(plain.paragraphs)]
    if document.folded_into:
        # It has no passages.
        return _dump([*_pack_document(document, document.text), changed])
    gaps = []
    end = 0
    for paragraph in document.paragraphs:
        if paragraph.start < end:
            # Paragraphs that overlap cannot be taken out.
            return _dump([*_pack_document(document, document.text), changed])
        gaps.append(document.text[end : paragraph.start])
        end = paragraph.end
    gaps.append(document.text[end:])
    return _dump([*_pack_document(document, gaps), changed])


def decode_frame(data: bytes, read_paragraphs: Callable[[str, int], Sequence[str]]) -> Document:
    """Return the document that :func:`encode_frame` was given.

    ``read_paragraphs`` is told a document's id and how many paragraphs it has, and returns their texts.
    """
    return _decode_frame(data, read_paragraphs)[0]


def decode_plain(data: bytes, read_paragraphs: Callable[[str, int], Sequence[str]]) -> Document:
    """Return the same document without what the archive says of it."""
    document, changed = _decode_frame(data, read_paragraphs)
    if changed is None:
        return document
    (day, inferred), paragraphs = changed
    metadata = replace(
        document.metadata, date=date.fromisoformat(day) if day else None, date_inferred=inferred, also=()
    )
    return replace(document, metadata=metadata, paragraphs=_unpack_spans(paragraphs), folded_into="")


def _decode_frame(
    data: bytes, read_paragraphs: Callable[[str, int], Sequence[str]]
) -> tuple[Document, list[Any] | None]:
    *fields, changed = json.loads(data)
    if not isinstance(fields[1], str):
        gaps = fields[1]
        paragraphs = read_paragraphs(fields[0][0], len(gaps) - 1)
        fields[1] = "".join(chain.from_iterable(zip(gaps, (*paragraphs, ""), strict=True)))
    return _unpack_document(fields), changed


def _pack_document(document: Document, text: str | list[str]) -> list[Any]:
    origin = document.origin
    return [
        pack_metadata(document.metadata),
        text,
        _pack_spans(document.paragraphs),
        [origin.record, origin.encoding, [list(pair) for pair in origin.anchors]],
        [
            [step.name, [[edit.span.start, edit.span.end, edit.replacement] for edit in step.edits]]
            for step in document.steps
        ],
        document.lost,
        document.folded_into,
    ]


def _unpack_document(fields: list[Any]) -> Document:
    metadata, text, spans, (record, encoding, anchors), steps, lost, folded_into = fields
    return Document(
        metadata=unpack_metadata(metadata),
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
    ]


def _pack_day(metadata: Metadata) -> tuple[str, bool]:
    return metadata.date.isoformat() if metadata.date else "", metadata.date_inferred


def unpack_metadata(fields: list[Any]) -> Metadata:
    """Return the metadata that :func:`pack_metadata` was given."""
    key, path, title, subtitle, byline, source, url, date_text, day, inferred, also = fields
    when = date.fromisoformat(day) if day else None
    others = tuple(map(unpack_metadata, also)) if also else ()
    return Metadata(key, path, title, subtitle, byline, source, url, date_text, when, inferred, others)


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
