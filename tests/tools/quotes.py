"""Quotes, answers and small archives, as tests make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answers import Found, NotFound, Question, Quote
from retrieval.values import Metadata, Passage, Query, Span

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.answers import Answer

QUESTION = Question("谁？", "who", Query((), ()))
PASSAGE = Passage(
    Metadata("d1", "d1.txt", title="会议召开", date_text="11月14日", url="https://example.org/1"),
    2,
    10,
    "天晴。刘吉主持会议。",
    (Span(0, 3), Span(3, 10)),
    (),
    "天晴。刘吉主持会议。",
)
QUOTE = Quote(PASSAGE, Span(3, 10), Span(3, 5), 1.5)


def quote_of(text: str, document: str = "d", exact: Span | None = None) -> Quote:
    """Return a quote whose sentence is its whole passage."""
    passage = Passage(Metadata(document, f"{document}.txt"), 0, 0, text, (Span(0, len(text)),), (), text)
    return Quote(passage, Span(0, len(text)), exact, 1.0)


def found(*quotes: Quote, confidence: float = 0.9) -> Answer:
    """Return an answer with these quotes."""
    return Found(QUESTION, quotes, confidence)


def not_found(*quotes: Quote, confidence: float = 0.1) -> Answer:
    """Return that nothing is sure, with these near misses."""
    return NotFound(QUESTION, "unsure", (), quotes, confidence)


def write_two_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of two files below a folder, which settings name and in which commands run."""
    archive = folder / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text("市长刘吉主持会议。", "utf-8")
    (archive / "b.txt").write_text("天气晴朗。", "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("WENDANG_ARCHIVE", str(archive))
    return archive
