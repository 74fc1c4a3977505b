"""The postings of a segment as they lie in its file.

By which keys and where they stand is read once and kept; of the places only those of a question's terms are read.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.disk.postings import Postings

if TYPE_CHECKING:
    from retrieval.index.disk.arrays import ArrayFile
    from retrieval.index.disk.keys import Keys
    from retrieval.index.disk.postings import Numbers, Places


class StoredPostings:
    """Postings in a file.

    Args:
        file: holds the arrays of :class:`Postings`, each under this name, a dot and its own.
        name: see there.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name

    @cached_property
    def _directory(self) -> Postings:
        none = np.zeros(0, np.uint8)
        keys, offsets = (self._file.array(f"{self._name}.{name}") for name in ("keys", "offsets"))
        return Postings(keys, offsets, none, none)

    def rows(self, keys: Keys) -> tuple[Places, Places]:
        """Return where the places of each key start and end; both are equal if it has none."""
        return self._directory.rows(keys)

    def read(self, start: int, end: int) -> tuple[Numbers, Numbers]:
        """Return some places, and the frequencies there."""
        return (
            self._file.slice(f"{self._name}.places", start, end),
            self._file.slice(f"{self._name}.counts", start, end),
        )

    def load(self) -> Postings:
        """Return all postings."""
        places, counts = self.read(0, self._file.length(f"{self._name}.places"))
        return self._directory._replace(places=places, counts=counts)
