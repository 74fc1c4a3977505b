"""Messages on their way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import running
from emulator import Fault

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


async def test_in_groups_the_answer_quotes_the_question_and_stays_in_its_topic(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        answer = await telegram.answer(
            "@archive_test_bot " + QUESTION, chat=-5, message_thread_id=3, is_topic_message=True
        )
    assert answer.fields["reply_parameters"]["quote"] == QUESTION
    assert int(answer.fields["message_thread_id"]) == 3


async def test_a_question_that_cannot_be_quoted_any_more_is_answered_all_the_same(
    telegram: Telegram, archive: Answerer
) -> None:
    """It was edited while the answer was under way."""
    telegram.faults.append(Fault("sendMessage", 400, "Bad Request: QUOTE_TEXT_INVALID"))
    async with running(telegram, archive):
        await telegram.say("@archive_test_bot " + QUESTION, chat=-5)
        _, answer = await telegram.wait("sendMessage", 2)
    assert "刘吉" in answer.text
    assert "quote" not in answer.fields["reply_parameters"]


FLOOD = "防汛指挥部要求各镇加强什么？"


async def test_a_message_that_is_not_modified_is_no_error(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        first = await telegram.answer(FLOOD)
        telegram.faults.append(
            Fault("editMessageText", 400, "Bad Request: message is not modified: specified")
        )
        await telegram.tap(first, "更多 2/")
        await telegram.answer("/help", user=9)
    assert not any("出了点问题" in call.text for call in telegram.calls)


async def test_an_answer_that_was_deleted_is_sent_anew(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive):
        asked = await telegram.say("asdkjh")
        await telegram.wait("sendMessage")
        telegram.faults.append(Fault("editMessageText", 400, "Bad Request: message to edit not found"))
        await telegram.edit(asked, QUESTION)
        assert "刘吉" in (await telegram.wait("sendMessage", 2))[1].text
