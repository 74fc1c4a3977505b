"""How much one user may ask."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HOUR = 3600.0
_FORGET_OVER = 10_000


class Quota:
    """At most ``limit`` questions in any hour, for each user.

    Args:
        limit: how many.
        clock: returns seconds.
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}

    def take(self, user: int) -> float:
        """Count a question and return 0, or return the seconds until the next one is allowed."""
        now = self._clock()
        if len(self._asked) > _FORGET_OVER:
            self._asked = {id: times for id, times in self._asked.items() if times[-1] > now - _HOUR}
        times = self._asked.setdefault(user, deque(maxlen=self._limit))
        if len(times) == self._limit and times[0] > now - _HOUR:
            return times[0] + _HOUR - now
        times.append(now)
        return 0.0
