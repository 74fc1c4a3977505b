"""What a large share of an archive's documents opens or closes with, found by counting.

A station's greeting, a site's disclaimer: it stands in every document, and no question is for it. Only what
is repeated word for word counts, and only at the two ends.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from retrieval.sketches import Sketch

# The share of documents that makes a sentence boilerplate. The commonest last sentence of 74,504 broadcast items
# (会议还研究了其他事项) has .006, and is news.
_SHARE = 0.2
# In a small archive chance repeats a sentence: never fewer documents than these.
_LEAST = 8


def find_boilerplate(sketches: Collection[Sketch]) -> frozenset[int]:
    """Return the hashes of the sentences that open or close a large share of documents."""
    wanted = max(_LEAST, _SHARE * len(sketches))
    return _common(chain.from_iterable(found.opening for found in sketches), wanted) | _common(
        chain.from_iterable(found.closing for found in sketches), wanted
    )


def _common(hashes: Iterable[int], wanted: float) -> frozenset[int]:
    return frozenset(one for one, count in Counter(hashes).items() if count >= wanted)
