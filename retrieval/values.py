"""The frozen nouns that travel the street; imports nothing of ours.

    Document → Passage → Hit → Quote → Answer

Every offset is a count of code points, every span is half-open, so a quote is verbatim by
construction: ``document.text[span.start:span.end]``. Ids are the same whenever the same archive is
read again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

# --- from files to text -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of some text: ``Span(0, 2).of("刘吉强调") == "刘吉"``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch itself."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """Return the same stretch, counted from a point ``by`` code points earlier."""
        return Span(self.start + by, self.end + by)

    def __len__(self) -> int:
        return self.end - self.start


span_at = lru_cache(maxsize=1 << 16)(Span)
"""``span_at(2, 4) is span_at(2, 4)``: the same spans stand in every paragraph, and to make one takes long."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, and why: ``record`` is its place in the file, from 1, or None for all of it."""

    path: str
    record: int | None
    message: str

    def __str__(self) -> str:
        place = self.path if self.record is None else f"{self.path}:{self.record}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``before[span]`` became ``replacement``, in the text that the step was given."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Step:
    """A named repair and its changes, in order and without overlap, each counted in the step's input."""

    name: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a stretch of text stands.

    ``kind`` says what is counted: a page of a PDF or a scan, a slide, a cell of a sheet, a chapter of a book, a message of
    a chat. ``name`` is that of the sheet, the chapter or the chat, ``at`` the page's number, the cell (``E5``) or who sent
    the message.
    """

    kind: Literal["", "page", "slide", "cell", "chapter", "message"] = ""
    name: str = ""
    at: str = ""


UNPLACED = Place()
"""Of what stands in a file without pages, sheets or messages."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places that a text comes from: ``marks`` say from which offset on it is which, rising.

    >>> Places("page", "", ((0, "1"), (900, "2"))).find(950)
    Place(kind='page', name='', at='2')
    """

    kind: Literal["", "page", "slide", "cell", "chapter", "message"] = ""
    name: str = ""
    marks: tuple[tuple[int, str], ...] = ()

    def find(self, offset: int) -> Place:
        """Return the place of the character at an offset."""
        number = bisect_right(self.marks, offset, key=lambda mark: mark[0])
        return Place(self.kind, self.name, self.marks[number - 1][1] if number else "")


NOWHERE = Places()
"""Of a text that has no places of its own."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that a file shows and that no question finds, and why: ``LeftOut("navigation", "首页 > 要闻")``.

    ``start`` is where it begins in the document's text; None where the reader of its format left it out, so that the
    text does not hold it.
    """

    reason: str
    text: str
    start: int | None = None


# --- documents ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is shown beside a quote, and what filters look at.

    ``date_text`` is the date as the text writes it (``11月14日下午``); ``date`` is set where a full date
    is known, and ``date_inferred`` says that a part of it was not in the text (a year from a file's name).
    ``also`` are the documents that say the same and were folded into this one. ``places`` counts in ``Document.text``.
    """

    id: str
    path: str
    title: str = ""
    subtitle: str = ""
    byline: str = ""
    source: str = ""
    url: str = ""
    date_text: str = ""
    date: date | None = None
    date_inferred: bool = False
    also: tuple[Metadata, ...] = ()
    places: Places = NOWHERE


@dataclass(frozen=True, slots=True)
class Origin:
    """The way back from a document's text to its file.

    ``anchors`` are pairs (offset in ``Document.text``, offset in the record's text as decoded), rising;
    between two of them both run on together. ``record`` is the record's place in its file, from 1.
    """

    record: int
    encoding: str
    anchors: tuple[tuple[int, int], ...] = ((0, 0),)


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its repaired text, and which stretches of it are paragraphs to be searched.

    What stands outside ``paragraphs`` (navigation, boilerplate, the headline) stays in ``text``, so that
    offsets lead back to the file, and is not searched. Nor is a document that is ``folded_into`` another, whose
    id that is: it can be opened, and is found under the other. ``left_out`` tells, for whoever reads the file, each
    piece of what the file shows that is neither in a paragraph nor in the headline; an index does not keep it.
    """

    metadata: Metadata
    text: str
    paragraphs: tuple[Span, ...]
    origin: Origin
    steps: tuple[Step, ...] = ()
    lost: int = 0
    folded_into: str = ""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def id(self) -> str:
        """The record's own id, or the path of its file."""
        return self.metadata.id


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as an index keeps it: cut and folded, so that no question cuts or folds it again.

    ``start`` is where the paragraph begins in ``Document.text``; ``sentences`` and ``words`` are spans of
    ``text``. Words are the pieces that are searched for: no spaces, no punctuation. ``folded`` is ``text`` as it is
    searched (:func:`retrieval.chinese.folding.fold`), of the same length, so that every span is one of both. A
    passage that is only shown is neither cut nor folded. ``number`` counts the document's paragraphs from 0, ``id``
    is ``<document id>#<number>``.
    """

    metadata: Metadata
    number: int
    start: int
    text: str
    sentences: tuple[Span, ...]
    words: Sequence[Span]
    folded: str = field(repr=False)

    @property
    def id(self) -> str:
        """``<document id>#<number>``."""
        return f"{self.metadata.id}#{self.number}"

    def words_of(self, sentence: Span) -> list[Span]:
        """Return the words of a sentence, counted from its beginning."""
        start, end = sentence.start, sentence.end
        return [word.shifted(-start) for word in self.words if start <= word.start and word.end <= end]


# --- searching ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    """What an index is asked: folded words and character bigrams, each once, in the question's order."""

    words: tuple[str, ...]
    bigrams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents may answer: dated ``since`` to ``until`` (both days included), from ``source``.

    ``source`` is part of a source's name, in either script (:func:`retrieval.index.base.match_sources`). A
    document without a date passes no date filter.
    """

    since: date | None = None
    until: date | None = None
    source: str = ""

    def admits_day(self, metadata: Metadata) -> bool:
        """Say whether a document's day passes."""
        if self.since and (metadata.date is None or metadata.date < self.since):
            return False
        return not (self.until and (metadata.date is None or metadata.date > self.until))


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Search:
    """One of several searches that an index is asked for together: at most ``limit`` passages that a filter admits."""

    query: Query
    limit: int
    filter: Filter = EVERYTHING


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation adds to a question: it never takes an answer away that was not shown before.

    ``favour`` is the id of the document that the talk is about: its sentences get a bonus, a large one where
    the question is ``close`` to the last answer (他, 在哪里开的), a small one where it moves on (2021年呢).
    ``leave_out`` are sentences that were shown already: pairs of document id and span in ``Document.text``.
    """

    favour: str = ""
    leave_out: frozenset[tuple[str, Span]] = frozenset()
    close: bool = False


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds at least one term of the query. Scores compare within one search only."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much an index holds."""

    documents: int
    passages: int


# --- answering ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    ``kind`` is one of :data:`retrieval.question.patterns.KINDS`, ``asked`` the text as the user wrote it, ``text``
    the same folded and without courtesy. ``gap`` is the stretch of ``text`` that an answer fills (谁 in
    ``谁主持了会议``; empty and at the end in ``会议主持人是``); ``before`` and ``after`` are the words on its
    two sides, ``focus`` the noun that names what is asked for (歌手 of ``哪位歌手``), ``many`` whether
    several answers are expected. ``person`` is whose office is asked for (温金荣 of ``温金荣是谁``), folded.
    ``others`` are words that documents write for what the question says (全长 for ``多长``).
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
    each with its weight in the score.
    """

    passage: Passage
    sentence: Span
    exact: Span | None
    score: float
    evidence: tuple[tuple[str, float], ...] = field(default=(), repr=False)
    sure: float = field(default=0.0, repr=False)

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

    ``reason`` is one of :data:`retrieval.answering.confidence.REASONS`, or the kind of small talk that was no
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
