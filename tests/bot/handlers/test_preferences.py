"""What a chat chooses for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import running

from retrieval import Answerer

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


async def test_the_language_is_chosen_and_kept(telegram: Telegram, archive: Answerer) -> None:
    """/lang offers three; the choice speaks, sets the chat's menu, and outlives the user's client."""
    async with running(telegram, archive):
        offered = await telegram.answer("/lang")
        await telegram.tap(offered, "English")
        (edited,) = await telegram.wait("editMessageText")
        menu = (await telegram.wait("setMyCommands"))[-1]
        assert "Just send a question" in (await telegram.answer("/help")).text
        assert (await telegram.answer("/lang zh-Hant")).text == "選擇語言："
    assert edited.text == "Choose a language:"
    assert menu.fields["scope"] == {"type": "chat", "chat_id": 42}
    assert "Ask" in menu.fields["commands"][0]["description"]


async def test_a_filter_is_kept_shown_and_cleared_by_one_tap(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive) as desk:
        told = await telegram.answer("2021年")
        assert "2021年" in told.text
        await telegram.say("谁出席会议？")
        none = (await telegram.wait("sendMessage", 2))[1]
        assert "疫情" not in none.text
        assert "🔎 2021年" in none.text
        await telegram.tap(none, "取消筛选")
        (freed,) = await telegram.wait("editMessageText")
        assert "温金荣" in freed.text
        assert "🔎" not in freed.text
        assert desk.state.chat(42).filter.since is None


async def test_a_filter_that_is_in_force_is_shown_again(telegram: Telegram, archive: Answerer) -> None:
    """Whoever types it twice wants to see it, not to be asked for a question."""
    async with running(telegram, archive):
        once, twice = await telegram.answer("2022年"), await telegram.answer("2022年")
    assert (twice.text, twice.buttons) == (once.text, once.buttons)
    assert "2022年" in twice.text
