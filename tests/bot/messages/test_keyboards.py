"""Buttons: what stands below an answer, and how much of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from botkit import running
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.keyboards import Keyboards
from bot.messages.languages import TEXTS
from bot.records import Asked
from retrieval import Filter, Metadata, Passage, Quote, Span, Turn

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer

META = Metadata(
    "id", "a.html", title="大桥通车", source="惠州日报", date=date(2022, 11, 14), url="https://e.org/1"
)


def quote_of(text: str, exact: Span | None = None, metadata: Metadata = META) -> Quote:
    """Return a sentence of a document."""
    return Quote(Passage(metadata, 0, 0, text, (), (), ""), Span(0, len(text)), exact, 1.0)


def asked_of(count: int, turn: Turn | None = None, filter: Filter | None = None) -> Asked:
    """Return a question with so many quotes."""
    ids = tuple(f"citation{number:04}" for number in range(count))
    return Asked(
        1,
        2,
        None,
        3,
        "谁？",
        ids,
        found=True,
        filter=filter or Filter(),
        turn=turn,
        id="A" * 8,
        answer_message=4,
    )


@given(
    st.integers(1, 40),
    st.integers(0, 39),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(list(TEXTS)),
)
def test_two_rows_at_most_stand_below_a_message(
    count: int, start: int, leans: bool, other: bool, filtered: bool, private: bool, language: str
) -> None:
    """Of an answer, of its menu and of a refusal, whatever can be done with them; and a meaning has 64 bytes."""
    turn = Turn("他呢？", "刘吉 呢？", leans=True) if leans else None
    asked = asked_of(count, turn, Filter(source="惠州日报") if filtered else None)
    keyboards = Keyboards(TEXTS[language], "bot", private=private)
    reading = keyboards.reading(asked, "温金荣 强调了什么？", 1) if other else None
    built = (
        keyboards.answer(asked, [quote_of("刘吉主持会议。")] * count, min(start, count - 1), reading),
        keyboards.not_found(asked, asked.citations[:3], reading),
        keyboards.menu(asked, min(start, count - 1), reading),
    )
    ways = {"w:": leans, "r:": other, "x:": filtered}
    shown, menu = built[0], built[2]
    for markup in built:
        rows = markup.inline_keyboard if markup else ()
        assert len(rows) <= 2
        assert all(len(row) <= 5 for row in rows)
        for key in (key for row in rows for key in row):
            assert len(str(key.callback_data or "").encode()) <= 64
    # Whatever is not at hand stands in the menu.
    for markup in (shown, built[1]):
        at_hand = {
            str(key.callback_data)[:2] for row in (markup.inline_keyboard if markup else ()) for key in row
        }
        behind = {str(key.callback_data)[:2] for row in (menu.inline_keyboard if menu else ()) for key in row}
        for way, there in ways.items():
            assert not there or way in at_hand or (way in behind and "m:" in at_hand)


async def test_the_exact_words_and_a_citation_are_copied_with_one_touch(
    telegram: Telegram, archive: Answerer
) -> None:
    """The words are the archive's, without anything that was put between them."""
    async with running(telegram, archive):
        answer = await telegram.answer("谁主持了会议？")
    copied = {key["text"]: key["copy_text"]["text"] for key in answer.buttons if "copy_text" in key}
    assert copied["复制"] == "刘吉"
    assert copied["引用"] == (
        "全市疫情防控工作会议召开[N]. 惠州日报, 2022-11-14. https://news.example.com/2022/11/14/1.html."
    )


@pytest.mark.parametrize(
    ("text", "exact", "copied"),
    [
        ("刘吉主持会议。", None, "刘吉主持会议。"),
        ("长" * 300, Span(0, 3), "长长长"),
        ("长" * 300, None, None),
        ("😀" * 129, None, None),
        ("a\x00b\ud800c", None, "a b c"),
    ],
)
def test_what_is_too_long_to_be_copied_has_no_button(
    text: str, exact: Span | None, copied: str | None
) -> None:
    """Cut words would be nobody's words."""
    markup = Keyboards(TEXTS["zh-Hans"], "bot", private=True).answer(asked_of(1), [quote_of(text, exact)])
    assert markup is not None
    keys = [key for row in markup.inline_keyboard for key in row if key.text == "复制"]
    assert [key.copy_text and key.copy_text.text for key in keys] == ([copied] if copied else [])


def test_a_citation_goes_without_an_address_that_is_too_long() -> None:
    keyboards = Keyboards(TEXTS["zh-Hans"], "bot", private=True)
    long = Metadata("i", "p", title="大桥通车", source="日报", url="https://e.org/" + "a" * 300)
    button = keyboards.citing(long, "c1")
    assert button.copy_text is not None
    assert button.copy_text.text == "大桥通车[N]. 日报."
