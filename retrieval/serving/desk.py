"""What all doors ask the archive: one question at a time, whoever asks and from whichever thread."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from retrieval.answering.chronicle import trace_topic
from retrieval.answering.persons import trace_person
from retrieval.answering.suggesting import suggest_questions
from retrieval.conversation.conversing import converse
from retrieval.conversation.turns import KEPT
from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.answerer import Answerer
    from retrieval.answering.chronicle import Timeline
    from retrieval.answering.persons import Person
    from retrieval.answers import Answer
    from retrieval.conversation.conversing import Reply
    from retrieval.conversation.turns import Turn
    from retrieval.serving.talks import Talks
    from retrieval.values import Document, Filter, Hit

# Conversations that a page goes on with.
_MOST = 1000
# Seconds. After them another greeting is thought of: the archive may have grown.
_GREETED = 600


class Desk:
    """The one place where questions from a network meet the archive.

    Args:
        answerer: answers from the archive.
        talks: the conversations that bear a name.
    """

    def __init__(self, answerer: Answerer, talks: Talks) -> None:
        self._answerer = answerer
        self._lock = Lock()
        self._talks = talks
        self._threads: OrderedDict[tuple[object, ...], Sequence[Turn]] = OrderedDict()
        self._greeting: tuple[float, Sequence[str]] = (0.0, ())

    def ask(
        self, question: str, *, conversation: str = "", limit: int = 10, filter: Filter = EVERYTHING
    ) -> Answer | Reply:
        """Answer a question; as the next turn, where a conversation is named."""
        with self._lock:
            if conversation:
                return self._talks.ask(conversation, question, limit=limit, filter=filter)
            return self._answerer.ask(question, limit=limit, filter=filter)

    def follow(self, question: str, before: Sequence[str], *, limit: int, filter: Filter) -> Reply:
        """Answer a question that comes after others; who asks the same way again is answered the same.

        A page keeps what was asked in its address, so that going back, reloading and sharing do what they do elsewhere.
        """
        with self._lock:
            turns = self._turns(tuple(before), filter)
            return converse(self._answerer, question, turns, now=0.0, limit=limit, filter=filter)

    def _turns(self, before: tuple[str, ...], filter: Filter) -> Sequence[Turn]:
        if not before:
            return ()
        key = (before, filter)
        if key in self._threads:
            self._threads.move_to_end(key)
            return self._threads[key]
        earlier = self._turns(before[:-1], filter)
        reply = converse(self._answerer, before[-1], earlier, now=0.0, filter=filter)
        turns = [*earlier, reply.turn][-KEPT:]
        self._threads[key] = turns
        if len(self._threads) > _MOST:
            self._threads.popitem(last=False)
        return turns

    def search(self, query: str, *, limit: int, filter: Filter) -> Sequence[Hit]:
        """Return the passages that match best."""
        with self._lock:
            parsed = self._answerer.parse(query, filter=filter)
            return self._answerer.index.search(parsed.query, limit=limit, filter=filter)

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        with self._lock:
            return self._answerer.index.document(id)

    def timeline(self, topic: str, *, filter: Filter) -> Timeline:
        """Return what happened, day by day."""
        with self._lock:
            return trace_topic(self._answerer, topic, filter=filter)

    def person(self, name: str, *, filter: Filter) -> Person:
        """Return what reports say of somebody."""
        with self._lock:
            return trace_person(self._answerer, name, filter=filter)

    def latest(self, limit: int) -> Sequence[Document]:
        """Return the newest documents."""
        with self._lock:
            return self._answerer.index.latest(limit)

    def size(self) -> int:
        """Return how many documents there are."""
        with self._lock:
            return self._answerer.index.statistics().documents

    def suggestions(self) -> Sequence[str]:
        """Return questions that the archive answers."""
        with self._lock:
            thought, questions = self._greeting
            if not questions or time.monotonic() - thought > _GREETED:
                questions = suggest_questions(self._answerer)
                self._greeting = (time.monotonic(), questions)
            return questions
