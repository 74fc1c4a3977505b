"""Messages on their way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import running
from emulator import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Call, Telegram

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


async def test_a_server_of_today_is_sent_rich_messages(telegram: Telegram, archive: Answerer) -> None:
    """The answer, the paragraph and the way back are rich alike, and nothing is sent twice."""
    telegram.newer = True
    async with running(telegram, archive):
        answer = await telegram.answer(QUESTION)
        await telegram.tap(answer, "整段")
        [paragraph] = await telegram.wait("editMessageText")
        await telegram.tap(paragraph, "返回")
        back = (await telegram.wait("editMessageText", 2))[1]
        article = await telegram.answer("/start " + answer_citation(answer))
    assert [call.method for call in (answer, article)] == ["sendRichMessage"] * 2
    assert answer.marked("marked") == ["刘吉"]
    assert paragraph.marked("underline") == ["市委书记刘吉主持会议并讲话，市长温金荣出席会议。"]
    assert back.fields["rich_message"] == answer.fields["rich_message"]
    assert back.buttons == answer.buttons
    assert article.rich[0]["type"] == "heading"
    assert len(telegram.calls_of("sendMessage")) == 2


def answer_citation(answer: Call) -> str:
    """Return where the button below an answer leads to."""
    [opened] = [
        key["callback_data"] for key in answer.buttons if key.get("callback_data", "").startswith("o:")
    ]
    return str(opened).removeprefix("o:")


async def test_an_older_server_is_asked_once_for_what_it_does_not_know(
    telegram: Telegram, archive: Answerer
) -> None:
    """No answer is lost to it, and no later one waits for the same refusal."""
    async with running(telegram, archive):
        answer = await telegram.answer(QUESTION)
        await telegram.tap(answer, "整段")
        await telegram.wait("editMessageText")
        await telegram.answer(FLOOD)
    assert telegram.unknown == ["sendRichMessage"]
    assert answer.marked("bold") == ["刘吉"]


async def test_what_is_learnt_from_an_edit_holds_for_every_message(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """After a restart the first call may be one that changes an old answer, in front of an older server."""
    telegram.newer = True
    async with running(telegram, archive, tmp_path / "state"):
        answer = await telegram.answer(QUESTION)
    telegram.newer = False
    async with running(telegram, archive, tmp_path / "state"):
        await telegram.tap(answer, "整段")
        [paragraph] = await telegram.wait("editMessageText")
        await telegram.answer(FLOOD)
    assert paragraph.marked("bold") == ["刘吉"]
    assert telegram.unknown == ["editMessageText"]


async def test_a_rich_message_that_is_refused_is_sent_as_text(telegram: Telegram, archive: Answerer) -> None:
    """Whatever the server has against it, the answer is there."""
    telegram.newer = True
    telegram.faults += [
        Fault("sendRichMessage", 400, "Bad Request: RICH_VALIDATE_CTOR_NOT_ALLOWED"),
        Fault("editMessageText", 400, "Bad Request: wrong block"),
    ]
    async with running(telegram, archive):
        await telegram.say(QUESTION)
        _, answer = await telegram.wait("sendMessage", 2)
        await telegram.tap(answer, "整段")
        edits = await telegram.wait("editMessageText", 1)
    assert answer.method == "sendMessage"
    assert answer.marked("bold") == ["刘吉"]
    assert edits[-1].text


GROUP = {"chat": -5}


async def test_a_groups_answer_is_shown_to_the_asker_alone_where_that_is_set(
    telegram: Telegram, archive: Answerer
) -> None:
    """So are the paragraph and the way back, and what an edited question makes of it."""
    telegram.newer = True
    async with running(telegram, archive, group_answers="asker"):
        asked = await telegram.say("@archive_test_bot " + QUESTION, user=9, **GROUP)
        [answer] = await telegram.wait("sendMessage")
        await telegram.tap(answer, "整段", user=9)
        [paragraph] = await telegram.wait("editMessageText")
        await telegram.edit(asked, "@archive_test_bot " + FLOOD, user=9, **GROUP)
        changed = (await telegram.wait("editMessageText", 2))[1]
        private = await telegram.answer(QUESTION, user=9)
    assert answer.fields["ephemeral_message_parameters"] == {"receiver_user_id": 9}
    assert "ephemeral_message_parameters" not in private.fields
    for call in (paragraph, changed):
        assert call.method == "editEphemeralMessageText"
        assert int(call.fields["receiver_user_id"]) == 9
        assert int(call.fields["ephemeral_message_id"]) == telegram.id_of(answer)
    assert "市委书记刘吉" in paragraph.text
    assert telegram.unknown == []


async def test_the_menu_of_a_private_answer_opens_where_it_stands(
    telegram: Telegram, archive: Answerer
) -> None:
    """What is asked for there is shown to nobody else either."""
    telegram.newer = True
    async with running(telegram, archive, group_answers="asker"):
        await telegram.say("@archive_test_bot " + QUESTION, user=9, **GROUP)
        [answer] = await telegram.wait("sendMessage")
        await telegram.tap(answer, "⋯", user=9)
        [menu] = await telegram.wait("editEphemeralMessageReplyMarkup")
        menu.fields["text"] = answer.text
        await telegram.tap(menu, "时间线", user=9)
        course = (await telegram.wait("sendMessage", 2))[1]
    assert course.fields["ephemeral_message_parameters"] == {"receiver_user_id": 9}


async def test_an_older_server_shows_a_groups_answers_to_all(telegram: Telegram, archive: Answerer) -> None:
    """It is asked once whether it knows messages for one user; the answers come as ever."""
    async with running(telegram, archive, group_answers="asker"):
        for question in (QUESTION, FLOOD):
            answer = await telegram.answer("@archive_test_bot " + question, user=9, **GROUP)
            assert "ephemeral_message_parameters" not in answer.fields
    assert sorted(telegram.unknown) == ["deleteEphemeralMessage", "sendRichMessage"]


async def test_a_private_answer_that_is_gone_is_given_anew(telegram: Telegram, archive: Answerer) -> None:
    """Such messages expire; whoever edits the question afterwards is answered all the same."""
    telegram.newer = True
    async with running(telegram, archive, group_answers="asker"):
        asked = await telegram.say("@archive_test_bot " + QUESTION, user=9, **GROUP)
        await telegram.wait("sendMessage")
        telegram.faults.append(Fault("editEphemeralMessageText", 400, "Bad Request: gone", times=2))
        await telegram.edit(asked, "@archive_test_bot " + FLOOD, user=9, **GROUP)
        again = (await telegram.wait("sendMessage", 2))[1]
    assert again.fields["ephemeral_message_parameters"] == {"receiver_user_id": 9}
