from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from retrieval.answers import Found, NotFound, Question, Quote
from retrieval.terminal.display import Display
from retrieval.values import Metadata, Passage, Query, Span

QUESTION = Question("谁？", "who", Query((), ()))


def quote(text: str, exact: Span | None = None, title: str = "会议") -> Quote:
    """Make a quote whose sentence is the whole passage."""
    passage = Passage(Metadata("d", "d.txt", title=title), 0, 0, text, (Span(0, len(text)),), (), text)
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


def test_what_comes_nearest_is_shown_in_full_and_the_next_two_on_a_line_each() -> None:
    """It is said to be unsure, and why; its exact words are marked, and all three have the numbers that :source takes."""
    near = (quote("大桥长4公里。", Span(3, 6)), quote("桥" * 100), quote("雨。"), quote("雪。"))
    lines = shown(NotFound(QUESTION, "unsure", (), near, 0.1, near=True), terminal=False).splitlines()
    assert lines == [
        "不确定，档案里最接近的是：",
        "[1] 大桥长【4公里】。",
        "    会议",
        "找到的句子不足以回答这个问题。",
        f"[2] {'桥' * 60}… — 会议",
        "[3] 雨。 — 会议",
    ]


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
        "    会议 · 11月14日（推断为2022年）",
        "    另见：会议 · 晚报 https://example.org/2",
    ]


def test_quotes_that_answer_together_are_shown_together() -> None:
    """All of them, and where they stand once."""
    both = (quote("一是公开。"), quote("二是公平。"), quote("天气晴朗。"))
    text = shown(Found(QUESTION, both, 0.9, together=2), terminal=False)
    assert "一是公开。" in text
    assert "二是公平。" in text
    assert "天气" not in text
    assert text.count("会议") == 1
    assert "合起来" in text


def test_documents_that_contradict_each_other_are_both_shown() -> None:
    """Behind an answer, and where there is none; with both the exact words are marked."""
    both = (quote("长4公里。", Span(1, 4)), quote("长5公里。", Span(1, 4)))
    for answer in (
        Found(QUESTION, both, 0.9, disputed=True),
        NotFound(QUESTION, "disputed", (), both, 0.1, near=True),
    ):
        text = shown(answer, terminal=False)
        assert "【4公里】" in text
        assert "【5公里】" in text
        assert "不同" in text or "不一" in text


def test_the_newest_of_equal_answers_is_said_to_be_the_newest() -> None:
    """Else a reader takes the first for the only one."""
    text = shown(Found(QUESTION, (quote("刘吉主持。"),), 0.9, newest_first=True), terminal=False)
    assert "最新的在前" in text


@given(st.text(min_size=1))
def test_archive_text_is_neither_markup_nor_able_to_drive_a_terminal(text: str) -> None:
    """Whatever a document holds: no escape sequence of its own gets through, and `[red]` is five letters."""
    written = shown(Found(QUESTION, (quote(text, title="[bold]" + text),), 0.9), terminal=False)
    assert "\x1b" not in written
    assert "[bold]" in written
    assert not any(0x80 <= ord(letter) < 0xA0 for letter in written)
