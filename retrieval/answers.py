"""What a question is understood as, and what answers it.

    Question → Quote → Found, or NotFound

A quote is verbatim by construction (:mod:`retrieval.values`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from retrieval.values import Filter, Metadata, Passage, Place, Query, Span


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name in a question and another writing of it: ``written`` (居民消费价格) stands for ``said`` (cpi); both are folded.

    ``query`` is the question's with the terms of the other writing in the place of the name's own.
    """

    said: str
    written: str
    query: Query


# So many characters of a sentence and of an id stand in a quote's `repr`, which fits a line.
_REPR_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    ``kind`` is one of :data:`retrieval.question.patterns.KINDS`, ``asked`` the text as the user wrote it, ``text``
    the same folded and without courtesy. ``gap`` is the stretch of ``text`` that an answer fills (谁 in
    ``谁主持了会议``; empty and at the end in ``会议主持人是``); ``before`` and ``after`` are the words on its
    two sides, ``focus`` the noun that names what is asked for (歌手 of ``哪位歌手``), ``many`` whether
    several answers are expected. ``person`` is whose office is asked for (温金荣 of ``温金荣是谁``), folded.
    ``otherwise`` holds what the question says, each with a word that documents write for it (``多长`` with 全长), ``others``
    these words, and ``same`` those of them that are the same name in another writing.
    """

    asked: str
    kind: str
    query: Query
    filter: Filter = EVERYTHING
    text: str = ""
    gap: Span | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    focus: str = ""
    many: bool = False
    person: str = ""
    others: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()
    same: tuple[Renamed, ...] = ()

    @property
    def loose_others(self) -> tuple[str, ...]:
        """The other words that are no other writing of a name: 全长 names what 多长 asks for, and more besides."""
        written = {name.written for name in self.same}
        return tuple(word for word in self.others if word not in written)

    @property
    def gap_text(self) -> str:
        """What stands in the gap: 谁 in ``谁主持了会议``, or the empty string."""
        return self.gap.of(self.text) if self.gap is not None else ""

    @property
    def counted(self) -> str:
        """What is counted where a number is asked for: 项 in ``第几项``, 公里 in ``多少公里``; else nothing."""
        if self.kind != "how many":
            return ""
        return self.gap_text.lstrip("第多少几百分之") or self.focus


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the archive, word for word.

    ``sentence`` is a span of ``passage.text``; ``exact`` is the answer's own words, also a span of
    ``passage.text`` and inside the sentence, or None where they are not sure. ``sure`` is the probability that the
    exact words share a word with the answer, 0 where none are marked. ``evidence`` names what spoke for the sentence,
    each with its weight in the score. ``introduced`` is the heading or the question in the archive that the sentence was
    found with, where there is one.
    """

    passage: Passage
    sentence: Span
    exact: Span | None
    score: float
    evidence: tuple[tuple[str, float], ...] = field(default=(), repr=False)
    sure: float = field(default=0.0, repr=False)
    introduced: str = field(default="", repr=False)

    def __repr__(self) -> str:
        # A passage is long; who prints an answer wants to see which sentences it holds.
        text, document = (
            f"{whole[:_REPR_LENGTH]}…" if len(whole) > _REPR_LENGTH else whole
            for whole in (self.text, self.metadata.id)
        )
        return f"Quote({text!r}, exact={self.exact_text!r}, document={document!r}, score={self.score:.2f})"

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.of(self.passage.text)

    @property
    def folded(self) -> str:
        """The sentence as it is searched."""
        return self.sentence.of(self.passage.folded)

    @property
    def exact_folded(self) -> str:
        """The exact words as they are searched; nothing where none are marked."""
        return "" if self.exact is None else self.exact.of(self.passage.folded)

    @property
    def exact_text(self) -> str | None:
        """The exact words, or None."""
        return None if self.exact is None else self.exact.of(self.passage.text)

    @property
    def metadata(self) -> Metadata:
        """The document's metadata."""
        return self.passage.metadata

    @property
    def place(self) -> Place:
        """Where in its file the exact words stand, or the sentence where none are marked."""
        first = self.sentence if self.exact is None else self.exact
        return self.metadata.places.find(self.passage.start + first.start)

    @property
    def in_document(self) -> Span:
        """The sentence's place in ``Document.text``."""
        return self.sentence.shifted(self.passage.start)


Outcome: TypeAlias = Literal["sure", "nearest", "none"]
"""The three ways to answer: with the sentence that says it; not surely, with the sentences that come nearest; not at all."""


@dataclass(frozen=True, slots=True)
class Found:
    """The archive says it: quotes, best first, and the probability that the first one is right.

    ``together`` is how many of the first quotes answer only together: neighbouring sentences that go on with
    one list. ``disputed`` says that the second quote, of another document, says otherwise than the first;
    ``newest_first`` that several documents say the same equally well, and that the newest stands first.
    ``spelling`` is how the question was taken, where the archive knows it only with one character changed;
    ``other_days`` says that the first quote is not dated to the days that the question means (昨天, 去年). ``reports``
    says that no sentence was asked for: the quotes are the openings of reports, the newest first, each by itself.
    """

    question: Question
    quotes: tuple[Quote, ...]
    confidence: float
    together: int = 1
    disputed: bool = False
    newest_first: bool = False
    spelling: str = ""
    other_days: bool = False
    reports: bool = False

    @property
    def shown(self) -> tuple[Quote, ...]:
        """What is laid before the reader: here the quotes, of a :class:`NotFound` the near misses."""
        return self.quotes

    @property
    def outcome(self) -> Outcome:
        """How it is answered: here surely."""
        return "sure"

    @property
    def remark(self) -> str:
        """What a reader should know before the first quote is taken for the only one: a name, mostly empty."""
        if self.reports:
            return "reports"
        if self.disputed:
            return "disputed"
        return "other days" if self.other_days else "newest first" if self.newest_first else ""


@dataclass(frozen=True, slots=True)
class NotFound:
    """The archive does not say it, or not surely enough.

    ``reason`` is one of :data:`retrieval.answering.reasons.REASONS`, or the kind of small talk that was no
    question (:data:`retrieval.question.small_talk.SMALL_TALK`), ``unknown`` the question's words that occur
    nowhere in the archive. ``nearest`` are the near misses, best first: they are never presented as the
    answer. Where the reason is ``disputed`` the first two are of two documents that contradict each other.
    ``spelling`` is the question with one character changed, where that is what the near misses answer. Where the
    reason is ``no such number``, ``unknown`` is the numbered thing (3号线), and ``others`` are those that there are.
    ``near`` says that the first near miss may well be what was looked for: it is shown in full, as the nearest that
    the archive holds. Else no sentence is shown.
    """

    question: Question
    reason: str
    unknown: tuple[str, ...]
    nearest: tuple[Quote, ...]
    confidence: float
    spelling: str = ""
    others: tuple[str, ...] = ()
    near: bool = False

    @property
    def shown(self) -> tuple[Quote, ...]:
        """What is laid before the reader: here the near misses, of a :class:`Found` the quotes."""
        return self.nearest

    @property
    def outcome(self) -> Outcome:
        """How it is answered: with the nearest sentences, or with an honest no."""
        return "nearest" if self.near and self.nearest else "none"


Answer: TypeAlias = Found | NotFound
