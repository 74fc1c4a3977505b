"""What users see while they wait."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from botkit import Wrapped, running

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answer, Answerer


QUESTION = "谁主持了会议？"


@pytest.mark.parametrize("words", ["/latest", "/stats", "/start {citation}"])
async def test_a_command_that_needs_the_archive_says_so_and_is_followed_then(
    telegram: Telegram, archive: Answerer, words: str
) -> None:
    gate = threading.Event()

    def open_slowly() -> Answerer:
        gate.wait(60)
        return archive

    async with running(telegram, open_slowly) as desk:
        quote = archive.ask(QUESTION).quotes[0]  # type: ignore[union-attr] # it is found
        citation = desk.state.cite(quote)
        assert "索引" in (await telegram.answer(words.format(citation=citation))).text
        await telegram.tap_data(f"o:{citation}", user=7)
        (told,) = await telegram.wait("answerCallbackQuery")
        assert "稍后再点" in told.fields["text"]
        assert len((await telegram.answer("/start", user=8)).buttons) == 0
        gate.set()
        shown = (await telegram.wait("sendMessage", 3))[2]
    assert "疫情" in shown.text or "14 篇" in shown.text


async def test_while_the_archive_is_opened_the_bot_says_so_and_answers_then(
    telegram: Telegram, archive: Answerer
) -> None:
    """Nobody waits without a word, and nobody has to ask twice."""
    gate = threading.Event()

    def open_slowly() -> Answerer:
        gate.wait(60)
        return archive

    async with running(telegram, open_slowly):
        notice = await telegram.answer(QUESTION)
        assert "索引" in notice.text
        gate.set()
        (edited,) = await telegram.wait("editMessageText")
    assert "刘吉" in edited.text
    assert int(edited.fields["message_id"]) == telegram.id_of(notice)


async def test_a_long_answer_shows_typing(telegram: Telegram, archive: Answerer) -> None:
    """Whoever waits sees that the bot is at work."""
    gate = threading.Event()

    def ask(question: str, **more: Any) -> Answer:
        gate.wait(60)
        return archive.ask(question, **more)

    slow = Wrapped(archive, ask)
    async with running(telegram, lambda: slow):
        await telegram.say(QUESTION)
        await telegram.wait("sendChatAction")
        gate.set()
        await telegram.wait("sendMessage")
    # Seen again every few seconds while it lasts.
    assert {call.fields["action"] for call in telegram.calls if call.method == "sendChatAction"} == {"typing"}


async def test_who_must_wait_is_told_so_once_and_the_answer_takes_its_place(
    telegram: Telegram, archive: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is put into the message that said so; whoever is answered at once hears of no waiting."""
    monkeypatch.setattr("bot.handlers.waiting.TOLD_SECONDS", 0.1)
    hold = threading.Event()

    def ask(question: str, **more: Any) -> Answer:
        hold.wait(60)
        return archive.ask(question, **more)

    async with running(telegram, Wrapped(archive, ask)):
        told = await telegram.answer("谁主持了会议？")
        assert "请稍候" in told.text
        hold.set()
        answer = (await telegram.wait("editMessageText"))[0]
        assert "刘吉" in answer.text
        assert int(answer.fields["message_id"]) == telegram.id_of(told)
        monkeypatch.setattr("bot.handlers.waiting.TOLD_SECONDS", 60)
        assert "刘吉" in (await telegram.answer("谁主持了会议？", user=9)).text
