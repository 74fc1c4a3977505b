"""What was read last of an index, up to a number of bytes.

A question is searched for several times, reworded and in near words, and each time it holds mostly the same terms. To
read and check the postings of a term again takes ten times as long as to look them up here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from retrieval.index.disk.postings import Numbers

    Pair: TypeAlias = tuple[Numbers, Numbers]


# Bytes that the objects around two arrays take: most terms stand in few passages.
_OF_ENTRY = 600


class Recent:
    """Keeps pairs of arrays that are read by a key, and lets go of those that were not asked for the longest.

    Args:
        most: how many bytes are kept at most.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.size = 0
        """How many bytes are kept."""
        self._kept: OrderedDict[Hashable, Pair] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, read: Callable[[], Pair]) -> Pair:
        """Return what is kept under a key, or what ``read`` returns; whoever gets it does not change it."""
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return known
        found = read()
        size = _size_of(found)
        # What fills half of it alone would push out all others.
        if 2 * size <= self._most:
            with self._lock:
                if self._kept.setdefault(key, found) is found:
                    self.size += size
                while self.size > self._most:
                    self.size -= _size_of(self._kept.popitem(last=False)[1])
        return found


def _size_of(pair: Pair) -> int:
    return pair[0].nbytes + pair[1].nbytes + _OF_ENTRY
