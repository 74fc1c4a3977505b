"""Conversations by name."""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import TYPE_CHECKING

from retrieval.conversation.conversing import Reply, converse
from retrieval.conversation.turns import KEPT
from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answering.answerer import Answerer
    from retrieval.conversation.turns import Turn
    from retrieval.values import Filter

# A stream of lines may go on for days: the conversation that was silent for longest is forgotten first. Many are kept,
# because a stream may also hold all first questions before all second ones.
_MOST = 10_000


class Talks:
    """Conversations by name: only a question of the same name goes on with one.

    Args:
        answerer: answers their questions.
        forget_after: after how many seconds of silence one is over; never, where lines are read from a file.
        clock: what time it is, in seconds.
    """

    def __init__(
        self,
        answerer: Answerer,
        *,
        forget_after: float = math.inf,
        clock: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._answerer = answerer
        self._forget_after = forget_after
        self._clock = clock
        self._turns: OrderedDict[str, list[Turn]] = OrderedDict()

    def ask(self, name: str, question: str, *, limit: int = 10, filter: Filter = EVERYTHING) -> Reply:
        """Answer a question as the next turn of the conversation of that name."""
        turns = self._turns.setdefault(name, [])
        self._turns.move_to_end(name)
        reply = converse(
            self._answerer,
            question,
            turns,
            now=self._clock(),
            forget_after=self._forget_after,
            limit=limit,
            filter=filter,
        )
        turns[:] = [*turns, reply.turn][-KEPT:]
        if len(self._turns) > _MOST:
            self._turns.popitem(last=False)
        return reply
