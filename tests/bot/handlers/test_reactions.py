"""The bot over HTTP: 👍 and 👎."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import running

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


async def test_a_reaction_is_a_vote_and_can_be_taken_back(telegram: Telegram, archive: Answerer) -> None:
    """The last one of a user counts; other emoji say nothing."""
    async with running(telegram, archive) as desk:
        answer = await telegram.answer(QUESTION)
        kept = []
        for before, now in (("", "👍"), ("👍", "👎"), ("👎", "🎉"), ("", "👍")):
            await telegram.react(answer, now, before=before)
            await telegram.answer("/privacy")
            kept.append([vote for _, vote in desk.state.votes()])
        await telegram.react(answer, before="👍")
        await telegram.answer("/privacy")
        kept.append([vote for _, vote in desk.state.votes()])
    assert kept == [[1], [-1], [], [1], []]


async def test_in_private_no_button_takes_the_place_of_a_reaction(
    telegram: Telegram, archive: Answerer
) -> None:
    """In a group the bot may not be told of reactions, so that buttons are there, behind ⋯."""
    async with running(telegram, archive) as desk:
        private = await telegram.answer(QUESTION)
        group = await telegram.answer("@archive_test_bot " + QUESTION, chat=-5)
        await telegram.tap(group, "⋯")
        (menu,) = await telegram.wait("editMessageReplyMarkup")
        for label in ("👍", "👎"):
            await telegram.tap(menu, label)
        await telegram.wait("answerCallbackQuery", 3)
        await telegram.answer("/help@archive_test_bot", chat=-5)
        assert [vote for _, vote in desk.state.votes()] == [-1]
    assert not [key for key in private.buttons if "👍" in key["text"]]


async def test_a_reaction_to_anything_else_is_passed_over(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive) as desk:
        other = await telegram.answer("/help")
        await telegram.react(other, "👍")
        await telegram.answer("/privacy")
        assert desk.state.votes() == []
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2
