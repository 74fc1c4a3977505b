"""A file, line by line, with what became of each: headline, paragraph, navigation, boilerplate, and so on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.files import list_files
from retrieval.archive.reading import walk
from retrieval.curation.facts import NO_FACTS, WATERMARKS, find_facts, find_marked, with_facts
from retrieval.curation.fingerprints import Sketches, sketch
from retrieval.values import LeftOut, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence
    from pathlib import Path

    from retrieval.archive.records import Problem
    from retrieval.values import Document


class Line(NamedTuple):
    """A line of a document, or the part of it that became one thing.

    ``became`` is ``headline``, ``paragraph``, ``boilerplate``, ``watermark``, ``copy of <id>``, or the reason for which it is left out.
    """

    document: str
    became: str
    text: str


def read_lines(archive: Path, wanted: Container[str], report: Callable[[Problem], None]) -> Iterator[Line]:
    """Yield the lines of the files of an archive whose paths are wanted.

    All files are read: only the whole archive tells what is a copy and what is boilerplate.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
    """
    sketches = []
    shown: list[tuple[int, Document]] = []
    for place, (file, _, document) in enumerate(walk(list_files(archive, report), report)):
        sketches.append(sketch(document))
        if file.path in wanted:
            shown.append((place, document))
    facts = find_facts(Sketches.of(sketches)) if sketches else {}
    for place, document in shown:
        found = facts.get(place, NO_FACTS)
        # Watermarks are shown where they stand: without them the text is another one.
        known = with_facts(document, replace(found, common=()))
        yield from list_lines(document, known, [edit.span for edit in find_marked(known, found)])


def list_lines(document: Document, known: Document, watermarks: Sequence[Span] = ()) -> Iterator[Line]:
    """Yield the lines of a document, which is ``known`` to the archive with or without some of its paragraphs."""
    text = document.text
    kept = f"copy of {known.folded_into}" if known.folded_into else "paragraph"
    pieces = [(span, kept) for span in _rest(text, known.paragraphs, list(watermarks))]
    pieces += [(span, WATERMARKS.removesuffix("s")) for span in watermarks]
    pieces += [(span, "boilerplate") for span in _rest(text, document.paragraphs, known.paragraphs)]
    told = [one for one in document.left_out if one.start is not None]
    pieces += [(_place(one), one.reason) for one in told]
    inside = sorted([*document.paragraphs, *map(_place, told)])
    headlines = _rest(text, (Span(0, len(text)),), inside)
    lines = [line for span in headlines for line in span.of(text).split("\n")]
    title = document.metadata.title
    if title and title not in (line.strip() for line in lines):
        yield Line(document.id, "headline", title)
    pieces += [(span, "headline") for span in headlines]
    for span, became in sorted(pieces):
        for line in span.of(text).split("\n"):
            if line.strip():
                yield Line(document.id, became, line.strip())
    for one in document.left_out:
        if one.start is None:
            yield Line(document.id, one.reason, one.text)


def _place(one: LeftOut) -> Span:
    start = one.start or 0
    return Span(start, start + len(one.text))


def _rest(text: str, spans: tuple[Span, ...], inside: list[Span] | tuple[Span, ...]) -> list[Span]:
    """Return the stretches of some spans that lie in none of those inside, without blanks alone."""
    rest = []
    remaining = sorted(inside)
    at = 0
    for span in spans:
        start = span.start
        while at < len(remaining) and remaining[at].start < span.end:
            rest.append(Span(start, remaining[at].start))
            start = remaining[at].end
            at += 1
        rest.append(Span(start, span.end))
    return [one for one in rest if one.of(text).strip()]
