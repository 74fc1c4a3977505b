"""The bot over HTTP: a tap, and what is said where its meaning is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botkit import running
from emulator import Fault

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


FLOOD = "防汛指挥部要求各镇加强什么？"


@pytest.mark.parametrize(
    "data",
    [
        *[
            "a:unknown_id:0",
            "g:unknown_id:0",
            "o:unknown_id",
            "p:unknown_id:1",
            "u:unknown_id",
            "w:unknown_id",
        ],
        *[
            "r:unknown_id",
            "f:unknown_id",
            "x:unknown_id",
            "m:unknown_id:0",
            "k:unknown_id:0",
            "c:unknown_id",
            "v:unknown_id",
            "e:unknown_id",
            "i:unknown_id",
            "t:1",
            "h:1",
            "v:",
            "j:unknown_id",
            "n:unknown_id",
            "y:0000",
        ],
        *["zzz", "a:x:999", "n:../..", "l:xx", "s:", ""],
    ],
)
async def test_a_button_whose_meaning_is_gone_says_so(
    telegram: Telegram, archive: Answerer, data: str
) -> None:
    async with running(telegram, archive):
        await telegram.tap_data(data)
        (told,) = await telegram.wait("answerCallbackQuery")
    assert "太旧" in told.fields["text"]
    assert told.fields["show_alert"] in (True, "true")


async def test_a_button_of_another_chat_opens_nothing(telegram: Telegram, archive: Answerer) -> None:
    """A meaning that was guessed or carried over does not show what others asked."""
    async with running(telegram, archive):
        answer = await telegram.answer(FLOOD)
        data = next(button["callback_data"] for button in answer.buttons if "更多" in button["text"])
        await telegram.tap_data(data, user=66)
        (told,) = await telegram.wait("answerCallbackQuery")
    assert "太旧" in told.fields["text"]


@pytest.mark.parametrize(
    "description", ["Bad Request: query is too old and response timeout expired or query ID is invalid"]
)
async def test_a_tap_that_comes_too_late_is_still_followed(
    telegram: Telegram, archive: Answerer, description: str
) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(FLOOD)
        telegram.faults.append(Fault("answerCallbackQuery", 400, description))
        await telegram.tap(first, "更多 2/")
        assert await telegram.wait("editMessageText")
        await telegram.answer("/help", user=9)
    assert not any("出了点问题" in call.text for call in telegram.calls)
