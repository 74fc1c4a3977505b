"""Which messages ask the bot, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botkit import running

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


FILE, SIZE = {"file_id": "a", "file_unique_id": "b"}, {"width": 1, "height": 1}


PHOTO = [FILE | SIZE]


@pytest.mark.parametrize(
    ("text", "more", "answered"),
    [
        ("@archive_test_bot " + QUESTION, {}, True),
        (QUESTION + " @Archive_Test_Bot", {}, True),
        ("/ask@archive_test_bot " + QUESTION, {}, True),
        (QUESTION, {"reply_to": 7}, True),
        ("@archive_test_bot", {"replied": QUESTION}, True),
        (QUESTION, {}, False),
        (QUESTION, {"reply_to": 8}, False),
        ("@another_bot " + QUESTION, {}, False),
        ("/ask@another_bot " + QUESTION, {}, False),
    ],
)
async def test_in_groups_only_what_is_meant_for_the_bot_is_answered(
    telegram: Telegram, archive: Answerer, text: str, more: dict[str, Any], answered: bool
) -> None:
    """Commands, mentions and replies are; talk among people, and what other bots are asked, is not."""
    extra = {}
    if more:
        extra["reply_to_message"] = telegram.message(
            more.get("replied", "…"), chat=-5, user=more.get("reply_to", 9)
        )
    async with running(telegram, archive):
        await telegram.say(text, chat=-5, **extra)
        await telegram.answer("/help", user=99)
    mine = [
        call
        for call in telegram.calls
        if call.method == "sendMessage" and call.fields["chat_id"] in (-5, "-5")
    ]
    assert [("刘吉" in call.text) for call in mine] == ([True] if answered else [])


async def test_captions_and_forwarded_messages_are_questions(telegram: Telegram, archive: Answerer) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
    async with running(telegram, archive):
        assert "刘吉" in (await telegram.answer("", text=None, caption=QUESTION, photo=PHOTO)).text
        assert "刘吉" in (await telegram.answer(QUESTION, user=2, forward_origin=origin)).text


@pytest.mark.parametrize(
    ("caption", "chat", "answered"),
    [
        (f"/ask {QUESTION}", 42, True),
        (f"/ask@archive_test_bot {QUESTION}", -5, True),
        (f"/ask {QUESTION}", -5, True),
        (f"/ask@another_bot {QUESTION}", -5, False),
        (f"@archive_test_bot {QUESTION}", -5, True),
        (QUESTION, -5, False),
    ],
)
async def test_a_caption_asks_as_a_message_does(
    telegram: Telegram, archive: Answerer, caption: str, chat: int, answered: bool
) -> None:
    async with running(telegram, archive):
        await telegram.say("", chat=chat, text=None, caption=caption, photo=PHOTO)
        await telegram.answer("/help", user=99)
    sent = [call.text for call in telegram.calls if call.method == "sendMessage"]
    assert sum("刘吉" in text for text in sent) == answered
    assert len(sent) == 1 + answered
