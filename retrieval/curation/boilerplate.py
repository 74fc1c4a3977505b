"""What a large share of an archive's documents opens or closes with, found by counting.

A station's greeting, a site's disclaimer: it stands in every document, and no question is for it. Only what
is repeated word for word counts, and only at the two ends.
"""

from __future__ import annotations

import numpy as np

# The share of documents that makes a sentence boilerplate. The commonest last sentence of 74,504 broadcast items
# (会议还研究了其他事项) has .006, and is news.
_SHARE = 0.2
# In a small archive chance repeats a sentence: never fewer documents than these.
_LEAST = 8


def find_boilerplate(rows: np.ndarray) -> frozenset[int]:
    """Return the hashes of the sentences that open or close a large share of documents, of which these are rows."""
    wanted = max(_LEAST, _SHARE * len(rows))
    return _common(rows["opening"], wanted) | _common(rows["closing"], wanted)


def _common(hashes: np.ndarray, wanted: float) -> frozenset[int]:
    found, counts = np.unique(hashes[hashes != 0], return_counts=True)
    return frozenset(found[counts >= wanted].tolist())
