"""The bot over HTTP: what a question is, and how it is answered."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from botkit import Wrapped, running
from emulator import Fault

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answer, Answerer

QUESTION = "谁主持了会议？"
FILE, SIZE = {"file_id": "a", "file_unique_id": "b"}, {"width": 1, "height": 1}
PHOTO = [FILE | SIZE]


async def test_a_question_in_private_is_answered_word_for_word(telegram: Telegram, archive: Answerer) -> None:
    """The answer is a sentence of the archive, in reply to the question."""
    async with running(telegram, archive):
        answer = await telegram.answer(QUESTION)
    assert "市委书记刘吉主持会议并讲话，市长温金荣出席会议。" in answer.text
    assert answer.fields["reply_parameters"]["allow_sending_without_reply"] is True
    assert answer.marked("bold") == ["刘吉"]
    assert answer.fields["link_preview_options"]["url"] == "https://news.example.com/2022/11/14/1.html"
    assert "parse_mode" not in answer.fields


async def test_what_the_archive_does_not_say_is_said(telegram: Telegram, archive: Answerer) -> None:
    """A question that the archive does not answer gets the reason."""
    async with running(telegram, archive):
        answer = await telegram.answer("asdkjh")
    assert answer.text.startswith("档案里没有说。")
    assert len(answer.text.splitlines()) >= 2


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hans", "您好"), ("zh-TW", "問檔"), ("en", "Hello"), ("ja", "您好")]
)
async def test_the_greeting_speaks_the_users_language(
    telegram: Telegram, archive: Answerer, language: str, word: str
) -> None:
    async with running(telegram, archive):
        assert word in (await telegram.answer("/start", language=language)).text


async def test_help_and_ask(telegram: Telegram, archive: Answerer) -> None:
    """/help explains, /ask answers, a bare /ask says how."""
    async with running(telegram, archive):
        assert "原句" in (await telegram.answer("/help")).text
        assert "刘吉" in (await telegram.answer(f"/ask {QUESTION}", user=2)).text
        assert "/ask" in (await telegram.answer("/ask", user=3)).text


async def test_editing_the_question_edits_the_answer(telegram: Telegram, archive: Answerer) -> None:
    """One question has one answer, whatever becomes of the question."""
    async with running(telegram, archive):
        asked = await telegram.say("asdkjh")
        await telegram.wait("sendMessage")
        await telegram.edit(asked, QUESTION)
        (edited,) = await telegram.wait("editMessageText")
    assert "刘吉" in edited.text
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 1


async def test_an_edit_that_overtakes_its_question_is_answered_once(
    telegram: Telegram, archive: Answerer
) -> None:
    """Updates may come out of order: the edited form counts, the original is passed over."""
    message = telegram.message("asdkjh")
    async with running(telegram, archive):
        await telegram.edit(message["message_id"], QUESTION)
        await telegram.wait("sendMessage")
        await telegram.update(message=message)
        await telegram.answer("/help", user=2)
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


async def test_an_update_that_comes_twice_is_answered_once(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive) as desk:
        assert desk.state.updates.accept(5, "{}")
        assert not desk.state.updates.accept(5, "{}")


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


async def test_in_groups_the_answer_quotes_the_question_and_stays_in_its_topic(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        answer = await telegram.answer(
            "@archive_test_bot " + QUESTION, chat=-5, message_thread_id=3, is_topic_message=True
        )
    assert answer.fields["reply_parameters"]["quote"] == QUESTION
    assert int(answer.fields["message_thread_id"]) == 3


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


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"sticker": FILE | {"type": "regular", "is_animated": False, "is_video": False, **SIZE}}, True),
        ({"voice": FILE | {"duration": 1}}, True),
        ({"photo": PHOTO}, True),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, True),
        ({"dice": {"emoji": "🎲", "value": 3}}, True),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, True),
        # An album is many messages: its caption is answered, and nothing said of the rest.
        ({"photo": PHOTO, "media_group_id": "1"}, False),
        ({"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}}}, False),
    ],
)
async def test_what_holds_no_words_is_asked_for_words(
    telegram: Telegram, archive: Answerer, content: dict[str, Any], told: bool
) -> None:
    async with running(telegram, archive):
        await telegram.say("", text=None, **content)
        await telegram.say("", chat=-5, text=None, **content)
        await telegram.answer("/help", user=99)
    sent = [call.text for call in telegram.calls if call.method == "sendMessage"]
    assert sum("只读得懂文字" in text for text in sent) == told
    assert len(sent) == 1 + told


@pytest.mark.parametrize(
    "text",
    [
        *[
            "？？？",
            "😀",
            "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
            ".",
            "。" * 4000,
            "谁" * 4096,
            "🀄" * 2048,
            "１２３",
        ],
        *["مَن ترأّس الاجتماع؟", "\u202e谁主持了会议？\u202c", "a\x00b", "\u200b", "ﷺ" * 500, "\n\n谁\n主持"],
        *["<b>谁</b>", "*_`[谁](tg://user?id=1)", "%s %d {0} {}", "'; DROP TABLE answers; --"],
        *["/", "//", "/ ask", "/nothing", "@", "2022", "2022年 " * 50, QUESTION * 300],
    ],
)
async def test_odd_questions_are_answered_like_any_other(
    telegram: Telegram, archive: Answerer, text: str
) -> None:
    """Whatever people send, one message comes back, it fits, and it is no error."""
    async with running(telegram, archive):
        answer = await telegram.answer(text)
        await telegram.edit(1, text[::-1])
        await telegram.answer("/history")
    assert answer.text
    assert not [call for call in telegram.calls if "出了点问题" in call.text]


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


async def test_a_command_that_is_edited_is_not_followed_again_but_a_question_is(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        asked = await telegram.say("/ask asdkjh")
        await telegram.wait("sendMessage")
        await telegram.edit(asked, f"/ask {QUESTION}")
        (edited,) = await telegram.wait("editMessageText")
        await telegram.edit(5, "/stats")
        await telegram.edit(6, "/forget")
        await telegram.answer("/help", user=9)
    assert "刘吉" in edited.text
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


@pytest.mark.parametrize("words", ["/latest", "/stats", "/start {citation}"])
async def test_a_command_that_needs_the_archive_says_so_and_is_followed_then(
    telegram: Telegram, archive: Answerer, words: str
) -> None:
    gate = threading.Event()

    def open_slowly() -> Answerer:
        gate.wait(10)
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
        gate.wait(10)
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

    def ask(question: str, **more: Any) -> Answer:
        time.sleep(0.4)
        return archive.ask(question, **more)

    slow = Wrapped(archive, ask)
    async with running(telegram, lambda: slow):
        await telegram.answer(QUESTION)
    assert [call.fields["action"] for call in telegram.calls if call.method == "sendChatAction"] == ["typing"]


# --- several questions, and none ----------------------------------------------------------------------


async def test_several_questions_get_an_answer_each(telegram: Telegram, archive: Answerer) -> None:
    """One message each, with its question above it, and the second goes on from the first."""
    async with running(telegram, archive):
        await telegram.say("谁主持了会议？他强调了什么？谁出席会议？")
        answers = await telegram.wait("sendMessage", 3)
    assert [answer.text.splitlines()[0] for answer in answers] == [
        "▸ 谁主持了会议？",
        "▸ 他强调了什么？",
        "▸ 谁出席会议？",
    ]
    assert "↪ 刘吉 强调了什么" in answers[1].text


async def test_an_edit_changes_how_many_questions_there_are(telegram: Telegram, archive: Answerer) -> None:
    """What was answered is answered in its place, what is new below, and what is gone is struck out."""
    async with running(telegram, archive):
        asked = await telegram.say("谁主持了会议？")
        await telegram.wait("sendMessage")
        await telegram.edit(asked, "谁主持了会议？谁出席会议？")
        (edited,) = await telegram.wait("editMessageText")
        assert edited.text.startswith("▸ 谁主持了会议？")
        answers = await telegram.wait("sendMessage", 2)
        assert answers[-1].text.startswith("▸ 谁出席会议？")
        await telegram.edit(asked, "谁出席会议？")
        *_, once, struck = await telegram.wait("editMessageText", 3)
    assert not once.text.startswith("▸")
    assert struck.text == "✕"


async def test_small_talk_gets_a_kind_word_and_ends_no_conversation(
    telegram: Telegram, archive: Answerer
) -> None:
    """谢谢 is not looked for, and 他 after it still means who was named before it."""
    async with running(telegram, archive):
        await telegram.answer(QUESTION)
        thanks = await telegram.answer("谢谢！")
        assert thanks.text == "不客气！还想问什么？"
        assert "reply_markup" not in thanks.fields or not thanks.fields["reply_markup"]
        assert "↪ 刘吉 强调了什么" in (await telegram.answer("他强调了什么？")).text
