"""The frozen nouns from a file to a hit; imports nothing of ours.

    Document → Passage → Hit

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
class Edit:
    """One change: ``before[span]`` became ``replacement``, in the text that the step was given."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Step:
    """A named repair and its changes, in order and without overlap, each counted in the step's input."""

    name: str
    edits: tuple[Edit, ...]


PlaceKind: TypeAlias = Literal["", "page", "slide", "cell", "chapter", "message", "moment"]
"""What a file's places are: pages of a PDF or a scan, cells of a sheet, chapters of a book, messages of a chat, moments of a
film."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a stretch of text stands.

    ``kind`` says what is counted: a page of a PDF or a scan, a slide, a cell of a sheet, a chapter of a book, a message of
    a chat, a moment of a film. ``name`` is that of the sheet, the chapter or the chat, ``at`` the page's number, the cell
    (``E5``), who sent the message, or the moment (``01:04``).
    """

    kind: PlaceKind = ""
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

    kind: PlaceKind = ""
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
class Hit:
    """A passage that holds at least one term of the query. Scores compare within one search only."""

    passage: Passage
    score: float
