"""The bot over HTTP: /watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botkit import running

from bot.handlers.watches import MOST

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


async def test_what_is_waited_for_is_listed_and_ended_by_one_touch(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive) as desk:
        assert "没有关注什么" in (await telegram.answer("/watch")).text
        await telegram.answer("/watch   东江大桥 ")
        listed = await telegram.answer("/watch 防汛指挥部要求各镇加强什么？")
        await telegram.tap(listed, "✕ 东江大桥")
        (edited,) = await telegram.wait("editMessageText")
        assert [watch.subject for watch in desk.state.watches.of_chat(42)] == ["防汛指挥部要求各镇加强什么？"]
    assert listed.text.splitlines()[-2:] == ["• 东江大桥", "• 防汛指挥部要求各镇加强什么？"]
    assert "东江大桥" not in edited.text


@pytest.mark.parametrize(
    ("question", "about"), [("东江大桥全长多少米？", "东江大桥"), ("地铁3号线什么时候开通？", "3号线")]
)
async def test_an_answer_can_be_waited_for_from_its_menu(
    telegram: Telegram, archive: Answerer, question: str, about: str
) -> None:
    """For what it was about; of a refusal too, since the archive may say it tomorrow."""
    async with running(telegram, archive) as desk:
        answer = await telegram.answer(question)
        await telegram.tap(answer, "⋯")
        (menu,) = await telegram.wait("editMessageReplyMarkup")
        await telegram.tap(menu, "关注", message_id=telegram.id_of(answer))
        told = (await telegram.wait("sendMessage", 2))[1]
        [watch] = desk.state.watches.of_chat(42)
    assert about in watch.subject
    assert f"• {watch.subject}" in told.text


@pytest.mark.parametrize("words", ["？？", "。", "😀"])
async def test_what_could_never_come_is_not_waited_for(
    telegram: Telegram, archive: Answerer, words: str
) -> None:
    async with running(telegram, archive) as desk:
        told = await telegram.answer(f"/watch {words}")
        assert desk.state.watches.all() == []
    assert "/watch 地铁3号线" in told.text


async def test_a_chat_waits_for_so_much_and_no_more(telegram: Telegram, archive: Answerer) -> None:
    """However long a subject is, it is kept, listed, and fits."""
    async with running(telegram, archive) as desk:
        for number in range(MOST + 1):
            told = await telegram.answer(f"/watch 大桥{number}" + "😀桥" * 300)
        assert len(desk.state.watches.of_chat(42)) == MOST
    assert told.text.startswith(f"最多关注 {MOST} 个")
    assert len(told.buttons) == MOST


async def test_another_chat_cannot_end_it_and_forget_does(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive) as desk:
        listed = await telegram.answer("/watch 东江大桥")
        [button] = listed.buttons
        await telegram.tap_data(button["callback_data"], user=66)
        (told,) = await telegram.wait("answerCallbackQuery")
        assert "太旧" in told.fields["text"]
        assert len(desk.state.watches.all()) == 1
        await telegram.answer("/forget")
        assert desk.state.watches.all() == []
