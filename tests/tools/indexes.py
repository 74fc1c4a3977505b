"""What tests ask an index with, and all that it answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.disk.index import DiskIndex
from retrieval.values import Document, Metadata, Origin, Query, Span

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index


def parse_query(text: str, segment: Segment) -> Query:
    """Return the terms of a text as an index is asked for them, each once."""
    words = dict.fromkeys(word_terms(text, segment(text)))
    return Query(words=tuple(words), bigrams=tuple(dict.fromkeys(bigram_terms(text))))


def contents(folder: Path, segment: Segment) -> list[Any]:
    """Return everything that the index in a folder answers."""
    return contents_of(DiskIndex(folder), segment)


def contents_of(index: Index, segment: Segment) -> list[Any]:
    """Return everything that an index answers: documents, counts, hits and their scores."""
    documents = index.latest(1000)
    terms = ("会议", "市长", "天气", "会", "议")
    asked = [parse_query(text, segment) for text in ("市长主持会议", "天气晴朗", "会议")]
    hits = [[(hit.passage, round(hit.score, 9)) for hit in index.search(one, limit=50)] for one in asked]
    return [index.statistics(), documents, index.frequencies(terms), hits]


def document(
    key: str, *paragraphs: str, title: str = "", day: date | None = None, source: str = ""
) -> Document:
    """Return a document whose text is its paragraphs, a line each."""
    text = "\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    metadata = Metadata(id=key, path=f"{key}.txt", title=title, date=day, source=source)
    return Document(metadata, text, tuple(spans), Origin(1, "utf-8"))


ARCHIVE = [
    document(
        "a", "市长主持会议。", "天气晴朗。", title="会议召开", day=date(2022, 11, 14), source="惠州日报"
    ),
    document("b", "会议会议会议。", day=date(2022, 11, 13), source="新华社"),
    document("c", "俞建华出席签字仪式。", title="签字", day=None),
]
