"""What an archive as a whole says of its documents: who repeats whom, what is boilerplate, which year it is.

    documents → sketches → facts → documents with their facts

Facts are a function of the sketches alone, in the archive's order: whoever has kept the sketches of all
documents can tell, when some of them change, whose facts change with them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from retrieval.archive.places import move_places
from retrieval.archive.repair.steps import anchors, apply
from retrieval.archive.repair.watermarks import take_out
from retrieval.curation.boilerplate import choose_watermarks, find_boilerplate, find_common
from retrieval.curation.duplicates import fold_duplicates
from retrieval.curation.fingerprints import Sketches, find_ends, hash_unit, sketch_all
from retrieval.curation.years import infer_dates
from retrieval.values import Metadata, Span, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.values import Document, Edit

# More sources of one text are counted by nobody, and each passage carries them.
_MOST_SOURCES = 20
WATERMARKS = "watermarks"
"""The name of the step that takes out what most documents of an archive have inside their sentences."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive says of one document.

    ``folded_into`` is the id of the document that says the same better, ``also`` are those that were folded
    into this one, ``date`` is inferred, ``boilerplate`` are the hashes of its sentences that are none of its own, and
    ``common`` those of what most documents hold, among which may be the watermark of a site.
    """

    folded_into: str = ""
    also: tuple[Metadata, ...] = ()
    date: date | None = None
    boilerplate: tuple[int, ...] = ()
    common: tuple[int, ...] = ()


NO_FACTS = Facts()


def find_facts(sketches: Sketches) -> dict[int, Facts]:
    """Return the facts of those documents that have any, by place; the sketches are in the archive's order."""
    keeper, folded = fold_duplicates(sketches)
    # A copied article repeats no greeting: each report is counted once.
    boilerplate = find_boilerplate(np.delete(sketches.rows, list(keeper)))
    dates = infer_dates(sketches)
    # A page that bears no day appeared when its copy did.
    for place, places in folded.items():
        days = [day for copy in places if (day := sketches.metadata(copy).date)]
        if days and not sketches.metadata(place).date:
            dates[place] = min(days)
    marked = _holding(sketches, boilerplate)
    reports = np.delete(np.arange(len(sketches)), list(keeper))
    common = sketches.holding(find_common(sketches, reports))
    found = {}
    for place in sorted({*keeper, *folded, *dates, *marked, *common}):
        found[place] = Facts(
            folded_into=sketches.metadata(keeper[place]).id if place in keeper else "",
            also=tuple(map(sketches.metadata, folded.get(place, ())[:_MOST_SOURCES])),
            date=dates.get(place),
            boilerplate=marked.get(place, ()),
            common=common.get(place, ()),
        )
    return found


def _holding(sketches: Sketches, boilerplate: frozenset[int]) -> dict[int, tuple[int, ...]]:
    """Return which of these sentences open or close which documents."""
    if not boilerplate:
        return {}
    ends = np.hstack((sketches.rows["opening"], sketches.rows["closing"]))
    holds = np.isin(ends, list(boilerplate))
    return {
        place: tuple(dict.fromkeys(ends[place][holds[place]].tolist()))
        for place in np.flatnonzero(holds.any(axis=1)).tolist()
    }


def with_facts(document: Document, facts: Facts) -> Document:
    """Return a document as the archive knows it; without facts it is the same."""
    if facts == NO_FACTS:
        return document
    metadata = replace(document.metadata, also=facts.also)
    if facts.date:
        metadata = replace(metadata, date=facts.date, date_inferred=True)
    paragraphs = (
        _without(document, frozenset(facts.boilerplate)) if facts.boilerplate else document.paragraphs
    )
    known = replace(document, metadata=metadata, paragraphs=paragraphs, folded_into=facts.folded_into)
    return without_watermarks(known, facts) if facts.common else known


def find_marked(document: Document, facts: Facts) -> list[Edit]:
    """Return the edits that take a site's watermarks out of a document's paragraphs."""
    common = frozenset(facts.common)
    edits: list[Edit] = []
    for paragraph in document.paragraphs:
        written = paragraph.of(document.text)
        found = take_out(written, choose_watermarks(written, common))
        edits += [replace(edit, span=edit.span.shifted(paragraph.start)) for edit in found]
    return edits


def without_watermarks(document: Document, facts: Facts) -> Document:
    """Return a document without the watermarks of its site: the step is one of its repairs, and can be replayed."""
    edits = find_marked(document, facts)
    if not edits:
        return document
    step = Step(WATERMARKS, tuple(edits))
    text = apply(edits, document.text)
    shifts = list(accumulate((len(edit.span) for edit in edits), initial=0))
    ends = [edit.span.end for edit in edits]

    def moved(offset: int) -> int:
        number = bisect_right(ends, offset)
        inside = edits[number].span.start if number < len(edits) else offset
        return min(offset, inside) - shifts[number]

    spans = (Span(moved(span.start), moved(span.end)) for span in document.paragraphs)
    metadata = replace(document.metadata, places=move_places(document.metadata.places, anchors((step,))))
    steps = (*document.steps, step)
    return replace(
        document,
        metadata=metadata,
        text=text,
        paragraphs=tuple(span for span in spans if span.of(text).strip()),
        origin=replace(document.origin, anchors=anchors(steps)),
        steps=steps,
        left_out=tuple(
            one if one.start is None else replace(one, start=moved(one.start)) for one in document.left_out
        ),
    )


def with_all_facts(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield all documents of an archive, which come in its order, with their facts."""
    read = list(documents)
    facts = find_facts(Sketches.of(sketch_all(read)))
    for place, document in enumerate(read):
        yield with_facts(document, facts.get(place, NO_FACTS))


def _without(document: Document, boilerplate: frozenset[int]) -> tuple[Span, ...]:
    """Return the paragraphs less their boilerplate, which is cut from the two ends of a paragraph."""
    opening, closing = find_ends(document)
    units = [unit for unit in {*opening, *closing} if hash_unit(document.text, unit) in boilerplate]
    paragraphs = []
    for paragraph in document.paragraphs:
        start, end = paragraph.start, paragraph.end
        inside = sorted(unit for unit in units if start <= unit.start and unit.end <= end)
        for unit in inside:
            if not document.text[start : unit.start].strip():
                start = unit.end
        for unit in reversed(inside):
            if not document.text[unit.end : end].strip():
                end = max(start, unit.start)
        while start < end and document.text[start].isspace():
            start += 1
        while start < end and document.text[end - 1].isspace():
            end -= 1
        if start < end:
            paragraphs.append(Span(start, end))
    return tuple(paragraphs)
