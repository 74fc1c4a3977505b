"""What stands in a large share of an archive's documents and is none of their own, found by counting.

A station's greeting, a site's disclaimer: it opens or closes every document, and no question is for it. Only what
is repeated word for word counts, and only at the two ends. Inside sentences a site leaves its watermark: that must look
like one (:mod:`retrieval.archive.repair.watermarks`), and stand in most documents, each time behind other words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.archive.repair.watermarks import find_watermarks

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from retrieval.archive.repair.watermarks import Watermark
    from retrieval.curation.fingerprints import Sketches

# The share of documents that makes a sentence boilerplate. The commonest last sentence of 74,504 broadcast items
# (会议还研究了其他事项) has .006, and is news.
_SHARE = 0.2
# In a small archive chance repeats a sentence: never fewer documents than these.
_LEAST = 8
# Of a watermark: half of the documents and never fewer than these, because it must look like one too.
_MOST, _FEWEST = 0.5, 4
# What is common is first looked for in a sample of so many documents, in a quarter of which it stands: to count every
# clause of half a million documents takes long.
_SAMPLE, _SAMPLE_SHARE = 256, 0.25


def find_boilerplate(rows: np.ndarray) -> frozenset[int]:
    """Return the hashes of the sentences that open or close a large share of documents, of which these are rows."""
    wanted = max(_LEAST, _SHARE * len(rows))
    return _common(rows["opening"], wanted) | _common(rows["closing"], wanted)


def _common(hashes: np.ndarray, wanted: float) -> frozenset[int]:
    found, counts = np.unique(hashes[hashes != 0], return_counts=True)
    return frozenset(found[counts >= wanted].tolist())


def find_common(sketches: Sketches, places: np.ndarray) -> frozenset[int]:
    """Return the hashes of what stands in at least half of some documents; of few documents nothing is said.

    Args:
        sketches: of all documents.
        places: which of them count.
    """
    if len(places) < _FEWEST:
        return frozenset()
    step = -(-len(places) // _SAMPLE)
    sample = places[::step].tolist()
    hashes, counts = np.unique(
        np.concatenate([sketches.clauses_of(place) for place in sample]), return_counts=True
    )
    likely = hashes[counts >= _SAMPLE_SHARE * len(sample)]
    owners = np.repeat(np.arange(len(sketches)), sketches.rows["clauses"])
    held = np.isin(sketches.clauses, likely) & np.isin(owners, places)
    hashes, counts = np.unique(sketches.clauses[held], return_counts=True)
    return frozenset(hashes[counts >= max(_FEWEST, _MOST * len(places))].tolist())


def choose_watermarks(text: str, common: Container[int]) -> Iterator[Watermark]:
    """Yield the watermarks in a text, of which these are the hashes of what most documents hold."""
    return (found for found in find_watermarks(text) if is_watermark(found, common))


def is_watermark(found: Watermark, common: Container[int]) -> bool:
    """Say whether what looks like a watermark is one, by the hashes of what most documents hold.

    What most documents hold behind the same words is the author's: （详见临江水务网） behind 停水通知.
    """
    alone, behind = found.hashes
    return alone in common and (behind not in common or not found.before)
