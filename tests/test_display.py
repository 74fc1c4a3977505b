from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from retrieval.display import Display
from retrieval.values import Found, Metadata, NotFound, Passage, Query, Question, Quote, Span

QUESTION = Question("谁？", "who", Query((), ()))


def quote(text: str, exact: Span | None = None, title: str = "会议") -> Quote:
    """Make a quote whose sentence is the whole passage."""
    passage = Passage(Metadata("d", "d.txt", title=title), 0, 0, text, (Span(0, len(text)),), ())
    return Quote(passage, Span(0, len(text)), exact, 1.0)


def shown(answer: Found | NotFound, *, terminal: bool) -> str:
    """Return what is written for an answer."""
    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        width=80,
        soft_wrap=True,
        highlight=False,
        legacy_windows=False,
    )
    Display("zh-Hans", console).show(answer)
    return out.getvalue()


def test_exact_words_stand_between_marks_where_there_is_no_colour() -> None:
    """A pipe loses nothing."""
    text = shown(Found(QUESTION, (quote("市长刘吉主持。", Span(2, 4)),), 0.9), terminal=False)
    assert "市长【刘吉】主持。" in text
    assert "会议" in text


def test_exact_words_are_coloured_on_a_terminal() -> None:
    """There the sentence stays as it was written."""
    text = shown(Found(QUESTION, (quote("市长刘吉主持。", Span(2, 4)),), 0.9), terminal=True)
    assert "\x1b[1;32m刘吉\x1b[0m" in text
    assert "【" not in text


def test_a_no_comes_with_its_reason_and_the_nearest_headlines() -> None:
    """The near misses are named as headlines, never shown as an answer."""
    text = shown(
        NotFound(QUESTION, "unknown words", ("火星",), (quote("天气晴朗。", title="天气"),), 0.1),
        terminal=False,
    )
    assert "火星" in text
    assert "天气" in text
    assert "晴朗" not in text


def test_other_sources_and_inferred_dates_are_said() -> None:
    """Whoever says the same is named below; a date that the text leaves out is said to be inferred."""
    other = Metadata("b", "b.txt", title="会议", source="晚报", url="https://example.org/2")
    one = quote("市长刘吉主持。")
    metadata = replace(
        one.metadata, also=(other,), date=date(2022, 11, 14), date_text="11月14日", date_inferred=True
    )
    one = replace(one, passage=replace(one.passage, metadata=metadata))
    lines = shown(Found(QUESTION, (one,), 0.9), terminal=False).splitlines()
    assert lines[1:] == [
        "    会议 · 11月14日（推断为2022-11-14）",
        "    另见：会议 · 晚报 https://example.org/2",
    ]


@given(st.text(min_size=1))
def test_archive_text_is_neither_markup_nor_able_to_drive_a_terminal(text: str) -> None:
    """Whatever a document holds: no escape sequence of its own gets through, and `[red]` is five letters."""
    written = shown(Found(QUESTION, (quote(text, title="[bold]" + text),), 0.9), terminal=False)
    assert "\x1b" not in written
    assert "[bold]" in written
    assert not any(0x80 <= ord(letter) < 0xA0 for letter in written)
