"""What the bot remembers of a chat, of a question and of a place in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import EVERYTHING, Filter

if TYPE_CHECKING:
    from retrieval import Language, Span, Turn

# Telegram's own numbers of messages are smaller.
_PART = 1 << 40


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat's own settings; no language means the user's."""

    language: Language | None = None
    filter: Filter = EVERYTHING


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence's place: spans count in ``Document.text``."""

    id: str
    document: str
    paragraph: int
    sentence: Span
    exact: Span | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the message that answers it, and the answer that it went on from.

    ``found`` says that the archive answered, ``turn`` is what the conversation remembers of it, ``filter`` what was in
    force.
    Several questions of one message are told apart by :func:`part_of_message`.
    """

    chat: int
    user: int
    thread: int | None
    question_message: int
    question: str
    citations: tuple[str, ...]
    found: bool
    filter: Filter = EVERYTHING
    turn: Turn | None = None
    parent: str | None = None
    id: str = ""
    answer_message: int | None = None

    @property
    def near(self) -> bool:
        """Whether the archive did not answer, and what comes nearest was shown."""
        return not self.found and self.turn is not None and self.turn.near

    @property
    def is_part(self) -> bool:
        """Whether it is one of several questions of one message."""
        return self.question_message >= _PART


def part_of_message(message: int, part: int) -> int:
    """Return the number of a question: the message's own, or where it is the n-th of several one of its own."""
    return message + part * _PART
