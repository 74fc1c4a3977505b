"""A row of a table as a message shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.markup import Writer
from bot.messages.rows import write_row
from retrieval import Metadata, Passage, Quote, Span

ROW = "线路：16路；起点：西门菜场；末班车：22:30"


def shown(text: str, exact: str = "") -> str | None:
    """Return what is written of a text, its bold words in brackets; None where it is no row."""
    span = Span(text.index(exact), text.index(exact) + len(exact)) if exact else None
    writer = Writer()
    passage = Passage(Metadata("i", "p"), 0, 0, text, (), (), "")
    if not write_row(writer, Quote(passage, Span(0, len(text)), span, 1.0)):
        return None
    done = writer.finish()
    if not done.entities:
        return done.text
    [bold] = done.entities
    end = bold.offset + bold.length
    return f"{done.text[: bold.offset]}[{done.text[bold.offset : end]}]{done.text[end:]}"


def test_a_row_has_a_line_for_each_cell() -> None:
    """The cell that was asked for is bold."""
    assert shown(ROW, "22:30") == "线路：16路\n起点：西门菜场\n末班车：[22:30]"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("16路；西门菜场；22:30", "16路 ｜ 西门菜场 ｜ 22:30"),
        (ROW + "。", "线路：16路\n起点：西门菜场\n末班车：22:30"),
        ("备注：早；晚；班次：3；末班：22:30", "备注：早；晚\n班次：3\n末班：22:30"),
        ("刘吉强调：要坚持人民至上；要落实总方针，做好工作。", None),
        ("刘吉主持会议。", None),
    ],
)
def test_only_a_row_is_shown_as_one(text: str, lines: str | None) -> None:
    """A cell may hold the mark that parts two cells, and prose has it too."""
    assert shown(text) == lines


@given(
    st.lists(
        st.tuples(
            st.text("线路起点车", min_size=1, max_size=6), st.text("0123一路:。", min_size=1, max_size=8)
        )
    )
)
def test_nothing_of_a_row_is_lost(cells: list[tuple[str, str]]) -> None:
    """Every character of it but the marks between cells and at the end is shown, in its order."""
    text = "；".join(f"{head}：{cell}" for head, cell in cells)
    written = shown(text)
    if written is not None:
        kept = [letter for letter in written if letter not in "\n\u2060｜ 。；"]
        assert kept == [letter for letter in text if letter not in "。；"]
