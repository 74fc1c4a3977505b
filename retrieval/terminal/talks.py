"""Many conversations at once, each with its own memory, for as long as the program runs."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from retrieval.conversation.conversing import Reply, converse
from retrieval.conversation.turns import KEPT

if TYPE_CHECKING:
    from retrieval.answering.answerer import Answerer
    from retrieval.conversation.turns import Turn

# The conversation that was silent for longest is forgotten first: a stream of lines may go on for days. Many
# are kept, for a stream may also hold all first questions before all second ones.
_MOST = 10_000


class Talks:
    """Conversations by name. Time does not end them: only a line of the same name goes on with one.

    Args:
        answerer: answers their questions.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._turns: OrderedDict[str, list[Turn]] = OrderedDict()

    def ask(self, name: str, question: str) -> Reply:
        """Answer a question as the next turn of the conversation of that name."""
        turns = self._turns.setdefault(name, [])
        self._turns.move_to_end(name)
        reply = converse(self._answerer, question, turns, now=0.0)
        turns[:] = [*turns, reply.turn][-KEPT:]
        if len(self._turns) > _MOST:
            self._turns.popitem(last=False)
        return reply
