"""What an archive's files are on their way to documents: bytes, records, repaired text.

SourceFile → Record → Repaired → Document, or a Problem
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.values import NOWHERE, Places

if TYPE_CHECKING:
    from retrieval.values import LeftOut, Step


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
class SourceFile:
    """A file of the archive.

    ``path`` leads from the archive's root, with ``/`` between names (a member of a container stands
    behind ``!/``: ``2022.zip!/11/14.html``). A large file of lines comes in several pieces, each of whole
    lines; ``line`` is the number of the first, from 1. A page of a crawl has its ``url`` and its ``media``
    type (``text/html; charset=gbk``), one that a sitemap lists the ``day`` that is given there.
    """

    path: str
    data: bytes
    line: int = 1
    url: str = ""
    media: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One document as its format holds it: text not yet repaired, metadata not yet parsed.

    A ``.txt`` file is one record, a ``.jsonl`` file one a line. ``number`` is the record's place in its
    file, from 1. ``encoding`` is what the bytes were read as. ``body`` says that the text is the article and
    nothing else, so that no line of it is taken for navigation or a headline. ``created`` is the day on which
    the file was made, by its own word: it stands in where nothing else names a day. ``left_out`` is what the file
    shows and the reader did not put into the text (:mod:`retrieval.archive.accounting`). ``places`` says what page or
    cell each stretch of the text comes from.
    """

    path: str
    text: str
    number: int = 1
    id: str = ""
    title: str = ""
    byline: str = ""
    source: str = ""
    url: str = ""
    date: str = ""
    encoding: str = "utf-8"
    body: bool = False
    created: str = ""
    left_out: tuple[LeftOut, ...] = ()
    places: Places = NOWHERE


@dataclass(frozen=True, slots=True)
class Repaired:
    """Sound text, what was done to get it, and how many breaks could not be undone.

    ``repair.replay(steps, original) == text``.
    """

    text: str
    steps: tuple[Step, ...] = ()
    lost: int = 0
